//! An audit over many filings: each with the file of evidence beside it, and with what other files record about it.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::audited::Audited;
use super::filing::Auditor;
use super::outcome::AuditTerms;
use super::portfolio::Portfolio;
use crate::check::{self, Speaker};
use crate::evidence::{self, Record};
use crate::finding::{About, Finding};
use crate::policy::Policy;
use crate::session::{FileName, Files, NameEnding, PolicyUsed, Session, SessionError};
use crate::source::{Cells, Document, Limits, ShownPlace, SourceFile, Span};
use crate::vocabulary::enumerations::RecordKey;
use crate::vocabulary::facts::SubjectKind;
use crate::words::Phrase;

/// An audit.
pub struct Run<'r> {
    session: &'r Session,
    auditor: Auditor,
    files: &'r dyn Files,
    /// Records from files that belong to no single filing, by the id of the filing. What is left in the end belongs to
    /// none.
    given: Mutex<HashMap<Box<str>, Given>>,
    policies: Mutex<BTreeMap<String, Arc<Policy>>>,
}

/// The records of one filing, and whether that filing has been audited.
#[derive(Default)]
struct Given {
    records: Vec<Record>,
    taken: bool,
}

/// The content of a file of evidence.
struct Evidence {
    records: Vec<Record>,
    findings: Vec<(Arc<str>, Finding)>,
    /// True if nothing could be read of it.
    unread: bool,
}

impl<'r> Run<'r> {
    /// Starts an audit.
    pub fn new(session: &'r Session, terms: AuditTerms, sheets: bool, files: &'r dyn Files) -> Self {
        let auditor = Auditor::new(terms, sheets, session.lang());
        Run { session, auditor, files, given: Mutex::default(), policies: Mutex::default() }
    }

    /// Reads files of evidence that belong to no single filing. Their records are kept until their filing is audited.
    pub fn read(&self, paths: &[String]) -> Audited {
        let mut all = Audited::of("".into());
        for (path, evidence) in
            self.session.each(paths, |path| (Arc::from(path), self.evidence(&path.into(), self.files.read(path))))
        {
            let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
            for record in evidence.records {
                given.entry(record.filing.clone()).or_default().records.push(record);
            }
            all.unread.extend(evidence.unread.then(|| Arc::clone(&path)));
            all.findings.extend(evidence.findings);
        }
        all
    }

    /// Audits filings, and returns the results in the order of `paths`.
    pub fn over<'o>(&'o self, paths: &'o [String]) -> impl Iterator<Item = Result<Audited, SessionError>> + 'o {
        self.session.each(paths, |path| self.filing(path))
    }

    /// Returns the findings across filings, those for records that belong to none, and the packs that determined what
    /// is owed.
    pub fn end(self, portfolio: &Portfolio) -> (Vec<(Arc<str>, Finding)>, Vec<PolicyUsed>) {
        let policies = self.policies.into_inner().unwrap_or_else(PoisonError::into_inner);
        let across = |policy: &Arc<Policy>| portfolio.findings(self.session.speaker_of(policy), self.auditor.terms());
        let mut findings: Vec<(Arc<str>, Finding)> = policies.values().flat_map(across).collect();
        let given = self.given.into_inner().unwrap_or_else(PoisonError::into_inner);
        let strays = given.into_values().filter(|one| !one.taken).flat_map(|one| one.records).collect();
        findings.extend(astray(self.session.speaker(), strays));
        findings.extend(portfolio.repeated.iter().filter_map(|(path, first)| {
            let about = About::new(SubjectKind::Filing, &**path, "/id");
            let args = [("path", Phrase::same(&**first))];
            let finding = check::built_in(self.session.speaker(), "filing-repeated", about, Span::START, &args)?;
            Some((Arc::clone(path), finding))
        }));
        (findings, policies.values().map(|policy| PolicyUsed::of(policy, self.session.lang())).collect())
    }

    fn filing(&self, path: &str) -> Result<Audited, SessionError> {
        let (judged, ready) = self.session.open(path, self.files.read(path))?;
        let path: Arc<str> = path.into();
        let cells = judged.cells.as_deref();
        let own: Vec<_> = judged.findings.into_iter().map(|finding| by_sheet(&path, finding, cells)).collect();
        let Some((ready, _)) = ready else {
            let unread = vec![Arc::clone(&path)];
            return Ok(Audited { findings: own, unread, ..Audited::of(path) });
        };
        let mut records = {
            let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
            // Another filing of the same id gets them too, in whatever order they come.
            let own = given.get_mut(ready.filing.id.as_str());
            own.map(|own| (own.taken = true, own.records.clone()).1).unwrap_or_default()
        };
        let mut beside = self.beside(&path);
        let mut strays = Vec::new();
        for (_, evidence) in &mut beside {
            strays.extend(evidence.records.extract_if(.., |it| *it.filing != *ready.filing.id));
            records.append(&mut evidence.records);
        }
        {
            let mut policies = self.policies.lock().unwrap_or_else(PoisonError::into_inner);
            policies.entry(ready.policy.id.clone()).or_insert_with(|| Arc::clone(&ready.policy));
        }
        let mut audited = self.auditor.filing(&path, &ready, records);
        let day = self.auditor.terms().day();
        if !audited.parts.is_empty() && !check::asks_for_records(&ready.policy, day) {
            let told = self.session.nothing_asked("no-record-asked", &ready, day);
            audited.findings.extend(told.map(|finding| (Arc::clone(&path), finding)));
            audited.unread.push(Arc::clone(&path));
        }
        let placed = |(at, finding)| if at == path { by_sheet(&at, finding, cells) } else { (at, finding) };
        let of_records = std::mem::take(&mut audited.findings).into_iter().map(placed);
        audited.findings = own.into_iter().chain(of_records).collect();
        audited.findings.extend(astray(self.session.speaker(), strays));
        for (at, evidence) in beside {
            audited.unread.extend(evidence.unread.then(|| Arc::clone(&at)));
            audited.findings.extend(evidence.findings);
        }
        Ok(audited)
    }

    /// The files of evidence beside a filing.
    fn beside(&self, filing: &str) -> Vec<(Arc<str>, Evidence)> {
        let read = |path: String| {
            let path: Arc<str> = path.into();
            let evidence = self.evidence(&path, self.files.read(&path));
            (path, evidence)
        };
        self.files.beside(filing).into_iter().map(read).collect()
    }

    fn evidence(&self, path: &Arc<str>, bytes: io::Result<Vec<u8>>) -> Evidence {
        match bytes {
            Ok(bytes) if is_document(path) => self.document(path, bytes),
            Ok(bytes) => self.tables(path, bytes),
            Err(error) => unread(path, self.session.cannot_read(&error)),
        }
    }

    /// Reads the records of a document.
    fn document(&self, path: &Arc<str>, bytes: Vec<u8>) -> Evidence {
        let core = self.session.speaker();
        let limits = Limits::default();
        let source = match SourceFile::decode(path.to_string(), bytes, &limits) {
            Ok(source) => source,
            Err(why) => return unread(path, check::unreadable(core, &why)),
        };
        let parsed = Document::parse(&source, &limits);
        let wrong = parsed.problems.iter().filter_map(|problem| check::document_problem(core, problem));
        let Some(document) = parsed.document else {
            return unread(path, wrong);
        };
        let (rows, beside) = match evidence::rows_of(&document) {
            Ok(rows) => rows,
            Err(problem) => return unread(path, wrong.chain(check::input_problem(core, &problem, None))),
        };
        let (records, problems) = evidence::records(path, rows);
        let problems = beside.into_iter().chain(problems).collect::<Vec<_>>();
        let wrong = wrong.chain(problems.iter().filter_map(|problem| check::input_problem(core, problem, None)));
        Evidence { records, unread: false, ..unread(path, wrong) }
    }

    /// Reads the records of the tables of a file.
    fn tables(&self, path: &Arc<str>, bytes: Vec<u8>) -> Evidence {
        let mut all = Evidence { unread: false, ..unread(path, None) };
        for mut table in evidence::tables(path, bytes) {
            all.unread |= table.unread;
            all.records.append(&mut table.records);
            let wrong = table.problems.iter().filter_map(|problem| {
                let finding = check::input_problem(self.session.speaker(), problem, None)?;
                // Rows have no pointer; a record is written once and stays in its row.
                let discriminator = format!("{}:{}", problem.span.line, problem.span.column);
                Some((Arc::clone(&table.path), Finding { discriminator, ..finding }))
            });
            all.findings.extend(wrong);
        }
        all
    }
}

/// Whether a file of evidence is a document by its name, and not a table.
fn is_document(path: &str) -> bool {
    let name = Path::new(path).file_name().and_then(OsStr::to_str).and_then(FileName::read);
    name.is_some_and(|name| name.ending == NameEnding::Document)
}

/// A file of evidence that told nothing but what is wrong with it.
fn unread(path: &Arc<str>, wrong: impl IntoIterator<Item = Finding>) -> Evidence {
    let findings = wrong.into_iter().map(|finding| (Arc::clone(path), finding)).collect();
    Evidence { records: Vec::new(), findings, unread: true }
}

/// Makes a finding for each file and filing whose records are used by no filing.
fn astray(core: Speaker<'_>, records: Vec<Record>) -> Vec<(Arc<str>, Finding)> {
    let mut first: BTreeMap<(Arc<str>, Box<str>), Span> = BTreeMap::new();
    for record in records {
        let place = record.place(RecordKey::Filing);
        let known = first.entry((Arc::clone(&record.path), record.filing.clone())).or_insert(place);
        *known = (*known).min(place);
    }
    let finding = |(path, filing): (Arc<str>, Box<str>), span| {
        let about = About::new(SubjectKind::Record, &*filing, "");
        let finding = check::built_in(core, "evidence-astray", about, span, &[("filing", Phrase::same(&*filing))])?;
        Some((path, finding))
    };
    first.into_iter().filter_map(|(of, span)| finding(of, span)).collect()
}

/// Returns a finding about a workbook by the path of its sheet, and by row and column, as those about records in one are.
fn by_sheet(path: &Arc<str>, mut finding: Finding, cells: Option<&Cells>) -> (Arc<str>, Finding) {
    let ShownPlace { span, cell } = ShownPlace::of(cells, finding.span);
    let path = cell.map_or_else(|| Arc::clone(path), |cell| format!("{path}[{}]", cell.sheet).into());
    finding.span = span;
    (path, finding)
}
