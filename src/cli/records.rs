//! Pages about the records that an audit asks for, as Markdown.

use super::Context;
use super::page::{basis, effective, line};
use crate::policy::{Obligation, Policy};
use crate::text;
use crate::vocabulary::enumerations::Side;
use crate::vocabulary::words;
use crate::words::join;

/// Every obligation of a policy on one page; empty where it has none.
pub(super) fn page(context: &Context<'_>, policy: &Policy) -> String {
    let mut page = format!("# {}\n", context.say("records.heading", &[]));
    line(&mut page, &format!("\n{}", context.say("records.hint", &[])));
    for obligation in &policy.obligations {
        line(&mut page, &format!("\n## {}", entry(context, obligation)));
    }
    if policy.obligations.is_empty() { String::new() } else { page }
}

/// What there is to say of an obligation: its title, then its items.
pub(super) fn entry(context: &Context<'_>, obligation: &Obligation) -> String {
    let lang = context.lang;
    let mut out = format!("{}\n\n`{}`\n\n", obligation.title.get(lang), obligation.id);
    let mut item = |key: &str, value: &str| {
        let name = context.say(key, &[]);
        line(&mut out, &context.say("explain.item", &[("name", &name), ("text", &text::terminal(value))]));
    };
    let side = if obligation.binds == Side::Principal { "side.principal" } else { "side.agent" };
    item("records.binds", &context.say(side, &[]));
    item("records.every", words::of(obligation.every, lang));
    let kinds: Vec<&str> = obligation.met_by.iter().map(|kind| words::of(*kind, lang)).collect();
    item("records.met-by", &join(lang, &kinds));
    if !obligation.tells.is_empty() {
        let keys: Vec<&str> = obligation.tells.iter().map(|key| words::of(*key, lang)).collect();
        item("records.tells", &join(lang, &keys));
    }
    if let Some(days) = obligation.grace {
        item("records.grace", &context.say("records.days", &[("days", &days.to_string())]));
    }
    item("explain.severity", &obligation.severity.name(lang));
    if let Some(range) = effective(&obligation.effective) {
        item("explain.effective", &range);
    }
    for one in &obligation.basis {
        item("records.basis", &basis(context, one));
    }
    out
}
