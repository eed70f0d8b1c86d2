//! Findings known from an earlier run: they stay in sight, and count no more, unless they have become graver or say
//! something else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::builtin::built_in;
use super::speaker::Speaker;
use crate::finding::{About, BASELINE, Entry, Finding};
use crate::source::Span;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Phrase, join};

/// The findings of which a baseline is never kept, and those that show only once all filings are read.
const UNUSED: &str = "baseline-unused";
const MOVED: &str = "baseline-moved";
const REPEATED: &str = "filing-repeated";

/// Findings that an earlier run has written down, by filing.
#[derive(Debug, Default)]
pub struct Baseline {
    known: BTreeMap<String, Vec<Entry>>,
}

#[derive(Deserialize)]
struct Page {
    schema: String,
    entries: Vec<Entry>,
}

impl Baseline {
    /// Reads what an earlier run has written.
    ///
    /// # Errors
    /// Why it is none, in the words of the reader of JSON.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let page: Page = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if page.schema != BASELINE {
            return Err(format!("schema: {}", page.schema));
        }
        let mut known: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in page.entries {
            known.entry(entry.filing.clone()).or_default().push(entry);
        }
        Ok(Baseline { known })
    }

    /// Marks the findings of a file that are known, each by an entry of its own, and says how many entries meet nothing
    /// any more. A finding of the same name that no entry covers has changed: it counts, and an entry has met it.
    ///
    /// What is known of a filing follows it to another file, where `judges` says that its own is none of the run.
    pub fn mark(
        &self,
        core: Speaker<'_>,
        filing: &str,
        path: &str,
        judges: impl Fn(&str) -> bool,
        findings: &mut Vec<Finding>,
    ) {
        let moved = |entry: &Entry| !entry.is_of(path) && !entry.path.as_deref().is_some_and(&judges);
        let entries = self.known.get(filing).into_iter().flatten();
        let entries = entries.filter(|entry| entry.is_of(path) || moved(entry));
        let mut ledger = Unmet::of(entries);
        // A step is known again by what it says before it is by its number, which another may have taken.
        for name in [Name::Content, Name::Number] {
            for finding in findings.iter_mut().filter(|finding| !finding.baselined) {
                finding.baselined = ledger.meet(name, filing, finding, |entry| entry.covers(finding));
            }
        }
        for finding in findings.iter().filter(|finding| !finding.baselined) {
            let _ = [Name::Content, Name::Number].into_iter().any(|name| ledger.meet(name, filing, finding, |_| true));
        }
        let about = || About::new(SubjectKind::Filing, filing, "");
        let before: BTreeSet<&str> =
            ledger.met().filter(|entry| moved(entry)).filter_map(|entry| entry.path.as_deref()).collect();
        if !before.is_empty() {
            let paths = Phrase::made(|lang| join(lang, &before.iter().copied().collect::<Vec<&str>>()));
            findings.extend(built_in(core, MOVED, about(), Span::START, &[("path", paths)]));
        }
        // What is known of a file that is none of the run may still be there.
        let idle = ledger.left().filter(|entry| !moved(entry)).count();
        if idle > 0 {
            findings.extend(built_in(core, UNUSED, about(), Span::START, &[("count", Phrase::same(idle.to_string()))]));
        }
    }

    /// Returns true if a finding is written down for later runs. A waiver says for itself how long it holds.
    pub fn keeps(finding: &Finding) -> bool {
        finding.waived.is_none() && ![UNUSED, MOVED].contains(&finding.rule.as_str())
    }

    /// Marks one finding that shows only once other files are read.
    pub fn mark_late(&self, filing: &str, path: &str, finding: &mut Finding) {
        let fingerprint = finding.fingerprint(filing);
        let mut entries = self.known.get(filing).into_iter().flatten();
        finding.baselined =
            entries.any(|entry| entry.fingerprint == fingerprint && entry.is_of(path) && entry.covers(finding));
    }
}

/// By what an entry and a finding are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    /// What the step says that the finding is about.
    Content,
    /// The subject by its id, which for a step is its number.
    Number,
}

/// The entries of a file that no finding has met yet.
struct Unmet<'e> {
    entries: Vec<(&'e Entry, bool)>,
    named: HashMap<(Name, String), Vec<usize>>,
}

impl<'e> Unmet<'e> {
    fn of(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let entries: Vec<(&Entry, bool)> = entries.map(|entry| (entry, false)).collect();
        let mut named: HashMap<(Name, String), Vec<usize>> = HashMap::new();
        for (at, (entry, _)) in entries.iter().enumerate() {
            named.entry((Name::Number, entry.fingerprint.clone())).or_default().push(at);
            if let Some(content) = &entry.content {
                named.entry((Name::Content, content.clone())).or_default().push(at);
            }
        }
        Unmet { entries, named }
    }

    /// Lets a finding meet an entry of its name that suits it, and returns whether there was one.
    fn meet(&mut self, name: Name, filing: &str, finding: &Finding, suits: impl Fn(&Entry) -> bool) -> bool {
        let print = match name {
            Name::Content => finding.content_fingerprint(filing),
            Name::Number => Some(finding.fingerprint(filing)),
        };
        let named = print.and_then(|print| self.named.get(&(name, print)));
        let mut named = named.into_iter().flatten();
        let Some(at) = named.find(|at| matches!(self.entries.get(**at), Some((entry, false)) if suits(entry))) else {
            return false;
        };
        self.entries[*at].1 = true;
        true
    }

    /// The entries that a finding has met.
    fn met(&self) -> impl Iterator<Item = &'e Entry> {
        self.entries.iter().filter(|(_, met)| *met).map(|(entry, _)| *entry)
    }

    /// The entries that nothing has met. That an id stands twice shows only once all files are read.
    fn left(&self) -> impl Iterator<Item = &'e Entry> {
        self.entries.iter().filter(|(entry, met)| !met && entry.rule != REPEATED).map(|(entry, _)| *entry)
    }
}
