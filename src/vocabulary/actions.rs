//! The action table: what each action of a step does, and which places it may name.
//!
//! Owns one row per action; flows, facts, pictures, the schema and the reader are driven by it and name no action
//! themselves. How an effect is carried out is `flow/`.

use super::enumerations::{Action, CarriedBy, End, Enumerated, LineKind, Medium};

/// What one action does.
#[derive(Debug, Clone, Copy)]
pub struct ActionRow {
    /// What happens to the copies of the data.
    pub effect: Effect,
    /// Where the data is looked for if the step names no place.
    pub reads: Reads,
    /// Between whom the action is a hop; `None` if it never is one.
    pub route: Option<Route>,
    /// What a hop goes over if the step does not state it; `None` if the step has to.
    pub over: Option<Over>,
    /// Who carries what such a hop moves if the step does not state it; `None` if the step has to.
    pub carried_by: Option<CarriedBy>,
    /// How a hop is drawn.
    pub drawn: DrawnAs,
    /// True if the first step of a password notice may be this action, and so makes the notice.
    pub begins_notice: bool,
    /// Place keys allowed besides `actor` and the keys of every step.
    pub keys: &'static [&'static str],
}

/// What an action does to the copies that a filing follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Takes data in from another actor: a new copy without a source.
    Collect,
    /// Makes a new data set from those it `uses`.
    Create,
    /// Adds a copy: on a new load of this medium if one is given, otherwise where the step says.
    Copy(Option<Medium>),
    /// Takes data into a store. A load keeps its copy; what is in transit or at an unstated place moves.
    Import,
    /// Leaves every copy as it is; the actor has to hold the data.
    Use,
    /// Leaves every copy as it is and marks the load it rests on.
    LotMark(LotMark),
    /// Moves loads to the receiver. What the actor held on them ends this way.
    Pass(End),
    /// Moves a load if a physical medium is stated, otherwise adds a copy at an unstated place of the receiver.
    Provide,
    /// Adds a copy at the receiver, in transit or in the store it names.
    Send,
    /// Shows the data of another actor's store without making a copy.
    Disclose,
    /// Ends copies this way.
    End(End),
}

/// What a step leaves on a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotMark {
    /// The load was compared or looked through; it may be another actor's.
    Verified,
    /// The load was closed.
    Sealed,
    /// The load is kept in the store the step names; what was in transit or at an unstated place moves there.
    Kept,
}

/// Where an action looks for its data if the step names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Nowhere: it reads nothing, or finds what it is about in a way of its own.
    Nothing,
    /// Any place of the actor.
    AnyPlace,
    /// Any place of the actor, and there has to be only one.
    OnePlace,
    /// What has arrived: loads, and what is in transit or at an unstated place.
    Arrivals,
    /// Loads of a medium.
    Loads,
}

/// Between whom an action moves data; of several actions of one step, the first of these comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// From `from_actor` to the actor.
    FromGiver,
    /// From the actor to the receiver, `to`.
    ToReceiver,
    /// From the owner of a store to the actor, if the actor reaches it from elsewhere.
    FromOwner,
}

/// What an action goes over without the step stating it.
#[derive(Debug, Clone, Copy)]
pub struct Over {
    /// The medium of such a hop.
    pub medium: Medium,
    /// The kind of line; `None` where the step has to state it.
    pub line: Option<LineKind>,
}

/// A network of which the step states the kind.
const NETWORK: Over = Over { medium: Medium::Network, line: None };

/// How the picture draws a hop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnAs {
    /// By the medium and line that the step states.
    AsStated,
    /// As going over a line.
    OverLine,
    /// As going over a line, unless the step states a medium.
    OverLineByDefault,
}

/// The place keys: those that only some actions allow.
pub const PLACE_KEYS: &[&str] = &["to", "from_actor", "from", "into", "onto", "uses", "mode", "report"];

/// Returns the actions that allow a place key.
pub fn actions_with(key: &str) -> impl Iterator<Item = Action> + '_ {
    (0..).map_while(Action::from_position).filter(move |action| action.allows(key))
}

impl Action {
    /// Returns the row of the action.
    pub const fn row(self) -> ActionRow {
        use Reads::{AnyPlace, Arrivals, Loads, OnePlace};
        match self {
            Action::Extract => does(Effect::Copy(None)).reads(OnePlace).keys(&["from", "onto"]),
            Action::Import => does(Effect::Import).reads(Arrivals).keys(&["from", "into"]),
            Action::Scan => does(Effect::Import).reads(Arrivals).keys(&["into"]),
            Action::Print => does(Effect::Copy(Some(Medium::Paper))).reads(OnePlace).keys(&["from", "onto"]),
            Action::Copy => does(Effect::Copy(None)).reads(OnePlace).keys(&["from", "into", "onto"]),
            Action::Create => does(Effect::Create).keys(&["uses", "into", "onto", "from"]),
            Action::Process => does(Effect::Use).reads(AnyPlace).keys(&["from"]),
            Action::Verify => does(Effect::LotMark(LotMark::Verified)).reads(Loads).keys(&["from"]),
            Action::Seal => does(Effect::LotMark(LotMark::Sealed)).reads(Loads).keys(&["from"]),
            Action::Keep => does(Effect::LotMark(LotMark::Kept)).keys(&["from", "into"]),
            Action::Collect => does(Effect::Collect).hop(Route::FromGiver, None).keys(&["from_actor", "into", "onto"]),
            Action::HandOver | Action::Deliver => {
                does(Effect::Pass(End::Moved)).hop(Route::ToReceiver, None).begins_notice().keys(&["to"])
            }
            Action::Mail => does(Effect::Pass(End::Moved))
                .hop(Route::ToReceiver, None)
                .carried_by(CarriedBy::Post)
                .begins_notice()
                .keys(&["to"]),
            Action::Return => does(Effect::Pass(End::Returned)).hop(Route::ToReceiver, None).keys(&["to"]),
            Action::Provide => does(Effect::Provide).hop(Route::ToReceiver, None).begins_notice().keys(&["to", "from"]),
            Action::Send => does(Effect::Send)
                .reads(OnePlace)
                .hop(Route::ToReceiver, Some(NETWORK))
                .drawn(DrawnAs::OverLine)
                .keys(&["to", "from", "into"]),
            Action::Notify => {
                does(Effect::Send).reads(OnePlace).hop(Route::ToReceiver, None).keys(&["to", "from", "into"])
            }
            Action::Access => does(Effect::Disclose)
                .hop(Route::FromOwner, Some(NETWORK))
                .drawn(DrawnAs::OverLineByDefault)
                .keys(&["to", "from", "mode"]),
            Action::Delete => does(Effect::End(End::Deleted)).reads(OnePlace).keys(&["from", "report"]),
            Action::Destroy => does(Effect::End(End::Destroyed)).reads(AnyPlace).keys(&["from", "report"]),
        }
    }

    /// True if a step of the action may carry a place key.
    pub fn allows(self, key: &str) -> bool {
        self.row().keys.contains(&key)
    }

    /// True if the action hands something to another party.
    pub fn gives(self) -> bool {
        self.row().route == Some(Route::ToReceiver)
    }

    /// True if the action gives loads back.
    pub fn returns(self) -> bool {
        self.row().effect == Effect::Pass(End::Returned)
    }

    /// True if the action ends copies here: erases, destroys or gives them back.
    pub fn ends(self) -> bool {
        matches!(self.row().effect, Effect::End(_)) || self.returns()
    }

    /// True if the action compares or looks through.
    pub fn verifies(self) -> bool {
        self.row().effect == Effect::LotMark(LotMark::Verified)
    }

    /// True if the action looks into another actor's store.
    pub fn discloses(self) -> bool {
        self.row().effect == Effect::Disclose
    }
}

/// Makes the row of an action that reads nothing, is no hop and allows no place key.
const fn does(effect: Effect) -> ActionRow {
    ActionRow {
        effect,
        reads: Reads::Nothing,
        route: None,
        over: None,
        carried_by: None,
        drawn: DrawnAs::AsStated,
        begins_notice: false,
        keys: &[],
    }
}

impl ActionRow {
    const fn reads(self, reads: Reads) -> Self {
        ActionRow { reads, ..self }
    }

    const fn hop(self, route: Route, over: Option<Over>) -> Self {
        ActionRow { route: Some(route), over, ..self }
    }

    const fn carried_by(self, carrier: CarriedBy) -> Self {
        ActionRow { carried_by: Some(carrier), ..self }
    }

    const fn drawn(self, drawn: DrawnAs) -> Self {
        ActionRow { drawn, ..self }
    }

    const fn begins_notice(self) -> Self {
        ActionRow { begins_notice: true, ..self }
    }

    const fn keys(self, keys: &'static [&'static str]) -> Self {
        ActionRow { keys, ..self }
    }
}
