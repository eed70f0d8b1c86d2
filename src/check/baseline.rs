//! Findings known from an earlier run: they stay in sight, and count no more, unless they have become
//! graver.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builtin::built_in;
use crate::finding::{About, BASELINE, Entry, Finding};
use crate::policy::Policy;
use crate::source::Span;
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// Findings that an earlier run has written down, by filing and fingerprint.
#[derive(Debug, Default)]
pub struct Baseline {
    known: BTreeMap<String, BTreeMap<String, Entry>>,
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
        let mut known: BTreeMap<String, BTreeMap<String, Entry>> = BTreeMap::new();
        for entry in page.entries {
            known.entry(entry.filing.clone()).or_default().insert(entry.fingerprint.clone(), entry);
        }
        Ok(Baseline { known })
    }

    /// Marks the findings of a filing that are known and not graver than was known, and says how many
    /// entries meet nothing any more.
    pub fn mark(&self, core: &Policy, filing: &str, findings: &mut Vec<Finding>) {
        let Some(known) = self.known.get(filing) else {
            return;
        };
        let mut met = 0;
        for finding in findings.iter_mut() {
            if let Some(entry) = known.get(&finding.fingerprint(filing)) {
                met += 1;
                finding.baselined = finding.verdict <= entry.verdict;
            }
        }
        if met < known.len() {
            let about = About::new(SubjectKind::Filing, filing, "");
            let args = [("count", Both::same((known.len() - met).to_string()))];
            findings.extend(built_in(core, "baseline-unused", about, Span::START, &args));
        }
    }
}
