//! The action table: which keys say where data comes from and goes to, per action.
//!
//! Schema and reader are both made from it (`design`: one table). Keys that every step may carry
//! are not here.

use super::enumerations::Action;

/// What an action may say of where from and where to.
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Place keys it allows beyond `actor` and the keys of every step.
    pub keys: &'static [&'static str],
}

/// The place keys: those that only some actions allow.
pub const PLACE_KEYS: &[&str] = &["to", "from_actor", "from", "into", "onto", "uses", "mode", "report"];

/// One row per action.
pub const ACTIONS: &[ActionRow] = &[
    row(Action::Extract, &["from", "onto"]),
    row(Action::Import, &["from", "into"]),
    row(Action::Scan, &["into"]),
    row(Action::Print, &["from", "onto"]),
    row(Action::Copy, &["from", "into", "onto"]),
    row(Action::Create, &["uses", "into", "onto", "from"]),
    row(Action::Process, &["from"]),
    row(Action::Verify, &["from"]),
    row(Action::Seal, &["from"]),
    row(Action::Keep, &["from", "into"]),
    row(Action::Collect, &["from_actor", "into", "onto"]),
    row(Action::HandOver, &["to"]),
    row(Action::Mail, &["to"]),
    row(Action::Deliver, &["to"]),
    row(Action::Return, &["to"]),
    row(Action::Provide, &["to", "from"]),
    row(Action::Send, &["to", "from", "into"]),
    row(Action::Notify, &["to", "from", "into"]),
    row(Action::Access, &["to", "from", "mode"]),
    row(Action::Delete, &["from", "report"]),
    row(Action::Destroy, &["from", "report"]),
];

/// Actions that allow a place key.
pub fn actions_with(key: &str) -> impl Iterator<Item = Action> + '_ {
    ACTIONS.iter().filter(move |row| row.keys.contains(&key)).map(|row| row.action)
}

const fn row(action: Action, keys: &'static [&'static str]) -> ActionRow {
    ActionRow { action, keys }
}
