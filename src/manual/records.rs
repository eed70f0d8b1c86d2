//! Pages about the records that an audit asks for.

use super::page::{Page, basis, effective, subject};
use crate::policy::{Obligation, Packs, Policy};
use crate::vocabulary::enumerations::Side;
use crate::vocabulary::words;
use crate::words::{Lang, join, say};

/// Writes every obligation of a policy on one page; none where it has none.
pub(super) fn page(packs: &Packs, policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "records.heading", &[])), lang);
    page.said("records.hint");
    for obligation in &policy.obligations {
        page.line(&format!("\n## {}", entry(packs, obligation, lang)));
    }
    (!policy.obligations.is_empty()).then(|| page.finish())
}

/// Writes what there is to say of an obligation; none where the policy has none of that id.
pub(super) fn record(packs: &Packs, policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    let obligation = policy.obligations.iter().find(|one| one.id == id)?;
    Some(format!("# {}", entry(packs, obligation, lang)))
}

/// The title of an obligation, its items, and when it is owed.
fn entry(packs: &Packs, obligation: &Obligation, lang: Lang) -> String {
    let mut page = Page::new(&format!("{}\n\n`{}`\n", obligation.title.get(lang), obligation.id), lang);
    let side = if obligation.binds == Side::Principal { "side.principal" } else { "side.agent" };
    page.item("records.binds", &say(lang, side, &[]));
    page.item("records.every", words::of(obligation.every, lang));
    let kinds: Vec<&str> = obligation.met_by.iter().map(|kind| words::of(*kind, lang)).collect();
    page.item("records.met-by", &join(lang, &kinds));
    if !obligation.tells.is_empty() {
        let keys: Vec<&str> = obligation.tells.iter().map(|key| words::of(*key, lang)).collect();
        page.item("records.tells", &join(lang, &keys));
    }
    if let Some(days) = obligation.grace {
        page.item("records.grace", &say(lang, "records.days", &[("days", &days.to_string())]));
    }
    page.item("explain.severity", &obligation.severity.name(lang));
    if let Some(range) = effective(&obligation.effective) {
        page.item("explain.effective", &range);
    }
    for one in &obligation.basis {
        page.item("records.basis", &basis(one, lang));
    }
    if !obligation.when.is_always() {
        page.line(&format!(
            "\n{}\n",
            say(lang, "records.when", &[("subject", &subject(obligation.every.subject(), lang))])
        ));
        page.entry(packs, &obligation.file, obligation.span, &["when"]);
    }
    page.finish()
}
