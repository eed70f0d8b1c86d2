//! A finding as a baseline file records it for later runs.

use serde::{Deserialize, Serialize};

use super::{Finding, Verdict};

/// The value that marks a baseline file and its version.
pub const BASELINE: &str = "sekisho/baseline/v1";

/// One finding as a baseline records it. Rule, filing and subject are for people who read the file; only the
/// fingerprint is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Identifies the finding while lines move; see [`Finding::fingerprint`].
    pub fingerprint: String,
    /// Id of the rule that reported it.
    pub rule: String,
    /// Id of the filing it is in.
    pub filing: String,
    /// Id of the subject it is about.
    pub subject: String,
    /// The gravest verdict that is accepted as known.
    pub verdict: Verdict,
}

impl Entry {
    /// Makes the entry for a finding of a filing.
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
