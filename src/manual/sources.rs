//! What rules and records rest on: the sources that packs give ids.

use super::asked::{each_once, records, table};
use super::page::{Page, basis};
use crate::policy::{Basis, Policy};
use crate::words::{Lang, say};

/// Writes every source that has an id on one page; none where there is none.
pub(super) fn page(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "book.basis", &[])), lang);
    page.said("book.basis-hint");
    for (id, source) in &policy.sources {
        page.line(&format!("\n## {}", entry(policy, id, source, lang).trim_end()));
    }
    (!policy.sources.is_empty()).then(|| page.finish())
}

/// Writes what there is to say of a source; none where the policy has none of that id.
pub(super) fn source(policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    Some(format!("# {}", entry(policy, id, policy.sources.get(id)?, lang)))
}

fn entry(policy: &Policy, id: &str, source: &Basis, lang: Lang) -> String {
    let mut page = Page::new(&format!("{}\n\n`{id}`", basis(source, lang)), lang);
    let rests = |all: &[Basis]| all.iter().any(|one| one.text == source.text);
    table(&mut page, "book.resting", &each_once(policy, |rule| rests(&rule.basis)));
    let resting: Vec<_> = policy.obligations.iter().filter(|one| rests(&one.basis)).collect();
    records(&mut page, "book.records-resting", &resting);
    page.finish()
}
