//! A file of which no model was made and why, and the lines that are kept of one.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::outcome::{Judged, Status};
use crate::finding::Finding;
use crate::source::SourceFile;
use crate::words::Phrase;

/// The lines that findings point at. The rest of a file is not kept, so that many files cost little.
pub(super) fn lines(findings: &[Finding], source: Option<&SourceFile>) -> BTreeMap<u32, String> {
    let Some(source) = source else {
        return BTreeMap::new();
    };
    // Each once: a file may be one line, and all its findings on it.
    let numbers: BTreeSet<u32> = findings.iter().map(|finding| finding.span.line).collect();
    let within = numbers.into_iter().filter(|number| (1..=source.line_count()).contains(number));
    within.map(|number| (number, source.line(number).to_owned())).collect()
}

/// A file that was not judged.
pub(super) fn unreadable(path: &str, digest: String, findings: Vec<Finding>, source: Option<&SourceFile>) -> Judged {
    Judged {
        path: path.to_owned(),
        id: String::new(),
        title: None,
        digest,
        status: Status::Unreadable,
        policy: None,
        edition: None,
        reference_date: None,
        inferred: 0,
        lines: lines(&findings, source),
        cells: None,
        names: BTreeMap::new(),
        findings,
        entries: Vec::new(),
    }
}

/// Returns why a file cannot be read: in the language of the run for reasons that users commonly meet.
pub(super) fn reason<'t>(error: &io::Error) -> Phrase<'t> {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "unread.not-found",
        io::ErrorKind::PermissionDenied => "unread.denied",
        io::ErrorKind::Unsupported => "unread.no-file",
        _ => return Phrase::same(error.to_string()),
    };
    Phrase::said(key)
}
