//! What a filing and its evidence come to.

use std::sync::Arc;

use super::outcome::AuditedPart;
use super::sheet::Sheet;
use crate::finding::Finding;

/// What a filing and its evidence come to.
#[derive(Debug)]
pub struct Audited {
    /// Path of the filing.
    pub path: Arc<str>,
    /// Its parts that ran in the year.
    pub parts: Vec<AuditedPart>,
    /// Parts that did not.
    pub idle: usize,
    /// What inspections of its parts have to look at, where that is asked.
    pub sheets: Vec<Sheet>,
    /// Findings about the filing, by path: its own, or that of a file of evidence.
    pub findings: Vec<(Arc<str>, Finding)>,
    /// Files that could not be read, or of which no model could be made.
    pub unread: Vec<Arc<str>>,
}

impl Audited {
    /// A file of which nothing is known yet.
    pub fn of(path: Arc<str>) -> Self {
        let (parts, sheets) = (Vec::new(), Vec::new());
        Audited { path, parts, idle: 0, sheets, findings: Vec::new(), unread: Vec::new() }
    }
}
