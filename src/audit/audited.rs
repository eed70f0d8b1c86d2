//! The result of auditing one filing with its evidence.

use std::sync::Arc;

use super::outcome::{AuditedPart, Outside};
use super::sheet::Sheet;
use crate::evidence::RecordNames;
use crate::finding::Finding;

/// The result of auditing one filing with its evidence.
#[derive(Debug)]
pub struct Audited {
    /// Path of the filing.
    pub path: Arc<str>,
    /// The parts that ran in the year, with what they owe.
    pub parts: Vec<AuditedPart>,
    /// Parts that did not run in the year, but have records of it.
    pub outside: Vec<Outside>,
    /// Number of parts that did not run in the year.
    pub idle: usize,
    /// Number of its records.
    pub records: usize,
    /// What records call the things of the filing.
    pub names: RecordNames,
    /// What inspections of its parts have to examine; empty unless sheets are asked for.
    pub sheets: Vec<Sheet>,
    /// Findings with the path they point into: that of the filing, or of a file of evidence.
    pub findings: Vec<(Arc<str>, Finding)>,
    /// Paths of files that could not be read, of which no model could be made, or of which nothing was asked.
    pub unread: Vec<Arc<str>>,
}

impl Audited {
    /// Makes the result of a file about which nothing is known yet.
    pub fn of(path: Arc<str>) -> Self {
        let (parts, outside, sheets) = (Vec::new(), Vec::new(), Vec::new());
        let (names, findings, unread) = (RecordNames::default(), Vec::new(), Vec::new());
        Audited { path, parts, outside, idle: 0, records: 0, names, sheets, findings, unread }
    }
}
