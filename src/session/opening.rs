//! The bytes of a file as the document of a filing, whether they are a text or a workbook.

use std::io;

use super::outcome::Judged;
use super::{Session, is_filing};
use crate::cells::{self, Refusal};
use crate::check::{self, Speaker};
use crate::filing::{self, InputProblem, Problem};
use crate::finding::{Finding, Severity};
use crate::source::{Document, Limits, ShownPlace, SourceFile, Span, Unreadable};
use crate::workbook::{self, ALLOWANCE};

/// What a file holds.
pub(super) struct OpenedFile {
    /// The tree; `None` if there is none.
    pub(super) document: Option<Document>,
    /// The text, where the file is one.
    pub(super) source: Option<SourceFile>,
    /// What is wrong before its meaning is considered.
    pub(super) findings: Vec<Finding>,
}

impl Session {
    /// Reads a file as the document of a filing, and nothing more, with what is wrong before its meaning is considered. `Err`
    /// where that keeps a part of the file from being read.
    pub fn tree(&self, path: &str, bytes: io::Result<Vec<u8>>) -> Result<(Document, Vec<Finding>), Box<Judged>> {
        let refused = |findings: Vec<Finding>, opened: Option<&OpenedFile>| {
            let mut judged = self.unread(path, String::new(), findings, opened.and_then(|it| it.source.as_ref()));
            let document = opened.and_then(|it| it.document.as_ref());
            judged.cells = document.and_then(|document| document.cells().cloned());
            Box::new(judged)
        };
        let bytes = bytes.map_err(|error| refused(self.cannot_read(&error).into_iter().collect(), None))?;
        let mut opened = open(self.speaker(), &self.limits, path, bytes);
        let mut findings = std::mem::take(&mut opened.findings);
        // What is larger than any filing was not read to its end, and nothing reads it.
        let oversized = opened.document.as_ref().filter(|document| is_filing(document)).and_then(filing::oversized);
        findings.extend(oversized.and_then(|problem| {
            let cells = opened.document.as_ref().and_then(Document::cells);
            check::input_problem(self.speaker(), &problem, cells.map(AsRef::as_ref))
        }));
        match opened.document.take_if(|document| is_filing(document)) {
            Some(document) if findings.iter().all(|finding| finding.severity < Severity::Error) => {
                Ok((document, findings))
            }
            Some(document) => {
                opened.document = Some(document);
                Err(refused(findings, Some(&opened)))
            }
            None => {
                if let Some(document) = &opened.document {
                    findings.extend(self.problem(Problem::NotAFiling, document.root().head()));
                }
                Err(refused(findings, Some(&opened)))
            }
        }
    }
}

/// Opens a file.
pub(super) fn open(core: Speaker<'_>, limits: &Limits, path: &str, bytes: Vec<u8>) -> OpenedFile {
    if cells::is_workbook(&bytes) { sheets(core, limits, bytes) } else { text(core, limits, path, bytes) }
}

fn text(core: Speaker<'_>, limits: &Limits, path: &str, bytes: Vec<u8>) -> OpenedFile {
    let source = match SourceFile::decode(path.to_owned(), bytes, limits) {
        Ok(source) => source,
        Err(why) => return unopened(check::unreadable(core, &why)),
    };
    let parsed = Document::parse(&source, limits);
    let findings = parsed.problems.iter().filter_map(|problem| check::document_problem(core, problem)).collect();
    OpenedFile { document: parsed.document, source: Some(source), findings }
}

fn sheets(core: Speaker<'_>, limits: &Limits, bytes: Vec<u8>) -> OpenedFile {
    if bytes.len() > limits.bytes {
        return unopened(check::unreadable(core, &Unreadable::TooLarge { bytes: bytes.len(), limit: limits.bytes }));
    }
    match workbook::read(bytes) {
        Ok(workbook::FilingWorkbook { document, problems }) => {
            let finding = |problem: &InputProblem| {
                let cells = document.cells().map(AsRef::as_ref);
                let place = ShownPlace::of(cells, problem.span).address().unwrap_or_default();
                let found = check::input_problem(core, problem, cells)?;
                Some(Finding { discriminator: place, ..found })
            };
            let findings = problems.iter().filter_map(finding).collect();
            OpenedFile { document: Some(document), source: None, findings }
        }
        Err(why) => {
            let problem = match (why, why.exceeded(ALLOWANCE)) {
                (_, Some((what, limit))) => Problem::TooMany { what, limit },
                (Refusal::Old, None) => Problem::BadWorkbook { reason: "old" },
                _ => Problem::BadWorkbook { reason: "broken" },
            };
            let problem = InputProblem { problem, pointer: String::new(), span: Span::START };
            unopened(check::input_problem(core, &problem, None))
        }
    }
}

fn unopened(finding: Option<Finding>) -> OpenedFile {
    OpenedFile { document: None, source: None, findings: finding.into_iter().collect() }
}
