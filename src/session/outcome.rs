//! What a run found: the only thing that reports read.

use crate::calendar::Date;
use crate::finding::{Finding, Severity};
use std::collections::BTreeMap;

/// Result of one run over files.
#[derive(Debug)]
pub struct Outcome {
    /// Files in the order of their paths.
    pub filings: Vec<Judged>,
    /// Packs that judged.
    pub policies: Vec<PolicyUsed>,
    /// The day the run took as today.
    pub today: Date,
    /// `submitted`, or the day by whose edition every filing was judged.
    pub judged_by: String,
}

/// A pack that judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyUsed {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
    /// Digest of its files.
    pub digest: String,
}

/// One file, judged.
#[derive(Debug)]
pub struct Judged {
    /// Path as the user named it.
    pub path: String,
    /// Id of the filing; empty where there is none.
    pub id: String,
    /// 件名, where stated.
    pub title: Option<String>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub digest: String,
    /// What became of it.
    pub status: Status,
    /// Pack and edition that judged it.
    pub policy: Option<String>,
    /// Edition.
    pub edition: Option<String>,
    /// Date whose edition applies.
    pub reference_date: Option<Date>,
    /// Values marked as concluded.
    pub inferred: usize,
    /// Findings in the order of what to fix first.
    pub findings: Vec<Finding>,
    /// The lines that findings point at, by number from 1, for source frames.
    pub lines: BTreeMap<u32, String>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// No finding.
    Clean,
    /// Findings.
    Findings,
    /// No model could be made of it.
    Unreadable,
}

impl Status {
    /// The word of formats.
    pub fn word(self) -> &'static str {
        match self {
            Status::Clean => "clean",
            Status::Findings => "findings",
            Status::Unreadable => "unreadable",
        }
    }
}

impl Outcome {
    /// How many findings weigh so much.
    pub fn count(&self, severity: Severity) -> usize {
        self.filings.iter().flat_map(|filing| &filing.findings).filter(|finding| finding.severity == severity).count()
    }

    /// The heaviest finding of all.
    pub fn heaviest(&self) -> Option<Severity> {
        self.filings.iter().flat_map(|filing| &filing.findings).map(|finding| finding.severity).max()
    }

    /// Whether some file gave no model.
    pub fn any_unreadable(&self) -> bool {
        self.filings.iter().any(|filing| filing.status == Status::Unreadable)
    }
}
