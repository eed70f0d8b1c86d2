//! A finding as a baseline file records it for later runs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Finding, Severity, Verdict};
use crate::text;
use crate::words::LISTED;

/// The value that marks a baseline file and its version.
pub const BASELINE: &str = "sekisho/baseline/v1";

/// One finding as a baseline writes it down. Rule and subject are for people who read the file; the rest is what a finding
/// has to agree with to be the known one. What an older file does not say is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Identifies the finding while lines move; see [`Finding::fingerprint`].
    pub fingerprint: String,
    /// Identifies a finding about a step while numbers move; see [`Finding::content_fingerprint`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Id of the rule that reported it.
    pub rule: String,
    /// Id of the filing it is in.
    pub filing: String,
    /// Path of the file, from where the run was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Id of the subject it is about.
    pub subject: String,
    /// The gravest verdict that is accepted as known.
    pub verdict: Verdict,
    /// The most that is known to weigh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Digests of what the filing itself has in the sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<BTreeSet<String>>,
}

impl Entry {
    /// What is written down of a finding of a filing.
    pub fn of(finding: &Finding, filing: &str, path: &str) -> Self {
        Entry {
            fingerprint: finding.fingerprint(filing),
            content: finding.content_fingerprint(filing),
            rule: finding.rule.clone(),
            filing: filing.to_owned(),
            path: Some(path.to_owned()),
            subject: finding.about.id.clone(),
            verdict: finding.verdict,
            severity: Some(finding.severity),
            found: Some(found(finding)),
        }
    }

    /// Returns true if it is of a file.
    pub fn is_of(&self, path: &str) -> bool {
        self.path.as_ref().is_none_or(|own| own == path)
    }

    /// Returns true if a finding of its fingerprint says what was known, or less.
    pub fn covers(&self, finding: &Finding) -> bool {
        let milder = finding.verdict < self.verdict;
        finding.verdict <= self.verdict
            && self.severity.is_none_or(|known| finding.severity <= known)
            && (milder || self.found.as_ref().is_none_or(|known| found(finding).is_subset(known)))
    }
}

/// Digests of what the filing itself has in the sentence of a finding, each member of a list by itself: what is mended in
/// part is still known. The words around it may change.
fn found(finding: &Finding) -> BTreeSet<String> {
    let members = finding.told.iter().flat_map(|told| told.split(LISTED)).filter(|member| !member.is_empty());
    let digest = |member: &str| text::hex(&Sha256::digest(member)[..4]);
    members.map(digest).collect()
}

/// Writes a path as a baseline does: with slashes, without steps that lead nowhere, and from the folder `here` where it
/// lies below it.
pub fn path_from(here: &str, path: &str) -> String {
    let slashed = |path: &str| path.replace('\\', "/");
    let (here, path) = (slashed(here), slashed(path));
    let below = path.strip_prefix(&here).filter(|_| !here.is_empty()).and_then(|rest| rest.strip_prefix('/'));
    let mut names: Vec<&str> = Vec::new();
    for name in below.unwrap_or(&path).split('/') {
        match name {
            "." => {}
            "" if !names.is_empty() => {}
            ".." if names.last().is_some_and(|last| !matches!(*last, "" | "..")) => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}
