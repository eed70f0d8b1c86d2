//! A finding as it is written down for later runs to know.

use serde::{Deserialize, Serialize};

use super::{Finding, Verdict};

/// The mark of a baseline file.
pub const BASELINE: &str = "sekisho/baseline/v1";

/// One finding as a baseline writes it down. Rule, filing and subject are for people who read the file;
/// the fingerprint is what counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Name that stays the same while lines move.
    pub fingerprint: String,
    /// Id of the rule.
    pub rule: String,
    /// Id of the filing.
    pub filing: String,
    /// What it is about.
    pub subject: String,
    /// The gravest verdict that is known.
    pub verdict: Verdict,
}

impl Entry {
    /// What is written down of a finding of a filing.
    pub fn of(finding: &Finding, filing: &str) -> Self {
        Entry {
            fingerprint: finding.fingerprint(filing),
            rule: finding.rule.clone(),
            filing: filing.to_owned(),
            subject: finding.about.id.clone(),
            verdict: finding.verdict,
        }
    }
}
