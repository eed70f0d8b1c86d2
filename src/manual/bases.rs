//! The filings that tests change, by the name that a test gives them.

use std::collections::BTreeMap;

use super::page::Page;
use crate::policy::Policy;
use crate::text;
use crate::trial::Trials;
use crate::words::{Lang, say};

/// Writes every base of the packs that a policy is made of on one page, whole; none where there is none. `trials` are the tests
/// of these packs, in their order.
pub(super) fn page(policy: &Policy, trials: &[Trials], lang: Lang) -> Option<String> {
    let mut bases: BTreeMap<&str, (&str, &[u8])> = BTreeMap::new();
    for (pack, trials) in policy.packs.iter().zip(trials) {
        bases.extend(trials.bases.iter().map(|(name, (_, bytes))| (name.as_str(), (pack.as_str(), bytes.as_slice()))));
    }
    let mut page = Page::new(&format!("# {}\n", say(lang, "book.page.bases", &[])), lang);
    page.said("book.bases-hint");
    for (name, (pack, bytes)) in &bases {
        page.line(&format!("\n## `{}`\n\n{}\n", text::terminal(name), say(lang, "book.base-of", &[("pack", pack)])));
        let written = String::from_utf8_lossy(bytes);
        let lines: Vec<_> = written.lines().map(text::terminal).collect();
        page.block(&lines.join("\n"));
    }
    (!bases.is_empty()).then(|| page.finish())
}
