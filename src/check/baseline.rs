//! Findings known from an earlier run: they stay in sight, and count no more, unless they have become graver or say
//! something else.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builtin::built_in;
use crate::finding::{About, BASELINE, Entry, Finding};
use crate::policy::Policy;
use crate::source::Span;
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// The findings of which a baseline is never kept, and those that show only once all filings are read.
const UNUSED: &str = "baseline-unused";
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
    pub fn mark(&self, core: &Policy, filing: &str, path: &str, findings: &mut Vec<Finding>) {
        let mut named: BTreeMap<&str, Vec<(&Entry, bool)>> = BTreeMap::new();
        for entry in self.known.get(filing).into_iter().flatten().filter(|entry| entry.is_of(path)) {
            named.entry(&entry.fingerprint).or_default().push((entry, false));
        }
        let mut changed: BTreeMap<String, usize> = BTreeMap::new();
        for finding in findings.iter_mut() {
            let fingerprint = finding.fingerprint(filing);
            let entries = named.get_mut(fingerprint.as_str()).into_iter().flatten();
            match entries.filter(|(_, met)| !met).find(|(entry, _)| entry.covers(finding)) {
                Some((_, met)) => (*met, finding.baselined) = (true, true),
                None => *changed.entry(fingerprint).or_default() += 1,
            }
        }
        let idle = named.iter().map(|(fingerprint, entries)| {
            let left = entries.iter().filter(|(entry, met)| !met && entry.rule != REPEATED).count();
            left.saturating_sub(changed.get(*fingerprint).copied().unwrap_or_default())
        });
        let idle: usize = idle.sum();
        if idle > 0 {
            let about = About::new(SubjectKind::Filing, filing, "");
            findings.extend(built_in(core, UNUSED, about, Span::START, &[("count", Both::same(idle.to_string()))]));
        }
    }

    /// Returns true if a finding is written down for later runs. A waiver says for itself how long it holds.
    pub fn keeps(finding: &Finding) -> bool {
        finding.waived.is_none() && finding.rule != UNUSED
    }

    /// Marks one finding that shows only once other files are read.
    pub fn mark_late(&self, filing: &str, path: &str, finding: &mut Finding) {
        let fingerprint = finding.fingerprint(filing);
        let mut entries = self.known.get(filing).into_iter().flatten();
        finding.baselined =
            entries.any(|entry| entry.fingerprint == fingerprint && entry.is_of(path) && entry.covers(finding));
    }
}
