//! What is wrong with a file, as the protocol says it.

use std::collections::BTreeSet;
use std::io;

use gen_lsp_types::{Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Range};

use super::file::{FileKind, OpenFile};
use crate::audit::{self, AuditTerms};
use crate::calendar::FiscalYear;
use crate::check;
use crate::compare;
use crate::finding::{Finding, Severity};
use crate::policy::{self, Packs, PolicyProblem};
use crate::session::{Files, Session, SessionError};
use crate::source::{Document, Limits, SourceFile, Span};
use crate::view;
use crate::words::{Lang, Voice, say};

/// Who reports.
const SOURCE: &str = "sekisho";
/// Maximum number of places that a diagnostic refers to: the way of a copy may be long.
const MAX_RELATED: usize = 20;

/// Judges a file as a lint of it would.
///
/// # Errors
/// A pack cannot be loaded.
pub(super) fn findings(file: &OpenFile, session: &Session) -> Result<Vec<Finding>, SessionError> {
    let bytes = file.text.as_str().as_bytes().to_vec();
    Ok(match file.kind {
        FileKind::Filing => session.file(&file.path, Ok(bytes))?.findings,
        FileKind::Records | FileKind::Table => {
            let terms = AuditTerms { year: FiscalYear::of(session.terms().today), today: session.terms().today };
            let read = audit::Run::new(session, terms, false, &OneFile(bytes)).read(std::slice::from_ref(&file.path));
            read.findings.into_iter().map(|(_, finding)| finding).collect()
        }
        FileKind::Pack | FileKind::Unknown => Vec::new(),
    })
}

/// The only file of a run.
struct OneFile(Vec<u8>);

impl Files for OneFile {
    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Ok(self.0.clone())
    }

    fn beside(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// A finding at its place in an open file.
pub(super) fn of_finding(file: &OpenFile, finding: &Finding, lang: Lang) -> Diagnostic {
    let severity = match finding.severity {
        _ if !finding.is_open() => DiagnosticSeverity::Hint,
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Note => DiagnosticSeverity::Information,
    };
    let text = match (finding.is_open(), finding.help.as_str()) {
        (true, "") => finding.message.clone(),
        (true, help) => format!("{}\n{help}", finding.message),
        (false, help) => {
            let args = [("weight", &*finding.weight(lang)), ("message", &finding.message), ("help", help)];
            say(lang, "xlsx.remark", &args)
        }
    };
    let near = |span: Span, message: String| {
        let location = Location { uri: file.uri.clone(), range: range(file, span) };
        DiagnosticRelatedInformation { location, message }
    };
    let related = finding.related.iter().map(|one| near(one.span, one.text(lang)));
    let steps = finding.witness.iter().map(|step| near(step.span, step.text.clone()));
    let related: Vec<_> = related.chain(steps).take(MAX_RELATED).collect();
    Diagnostic {
        related_information: Some(related).filter(|all| !all.is_empty()),
        ..plain(range(file, finding.span), severity, Some(&finding.rule), text)
    }
}

/// A place in an open file. A table is told by row and column, of which the row is shown.
pub(super) fn range(file: &OpenFile, span: Span) -> Range {
    if file.kind != FileKind::Table {
        return file.text.range(span);
    }
    file.text.range(Span { line: span.line, column: 1, end_line: span.line, end_column: u32::MAX })
}

/// A diagnostic that refers to nothing else.
pub(super) fn plain(range: Range, severity: DiagnosticSeverity, code: Option<&str>, text: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: code.map(|code| Code::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: Message::String(text),
        ..Diagnostic::default()
    }
}

/// What `policy check` says of packs.
pub(super) fn pack_problems(packs: &Packs) -> Vec<PolicyProblem> {
    let mut all = packs.conflicts();
    for id in packs.ids() {
        match policy::load(packs, id) {
            Err(problems) => all.extend(problems),
            Ok(policy) => {
                all.extend(compare::unknown_keys(&policy));
                all.extend(view::paper_forms(packs, &policy).err().into_iter().flatten());
            }
        }
    }
    let mut told = BTreeSet::new();
    all.retain(|problem| told.insert((problem.file.clone(), problem.span, format!("{:?}", problem.trouble))));
    all
}

/// The diagnostics of an open file of a pack. `name` is its path in the folder of the packs.
pub(super) fn of_pack(file: &OpenFile, name: &str, problems: &[PolicyProblem], session: &Session) -> Vec<Diagnostic> {
    let lang = session.lang();
    let limits = Limits::default();
    let source = SourceFile::decode(file.path.clone(), file.text.as_str().as_bytes().to_vec(), &limits);
    // Where it is no YAML, the place says more than that packs cannot read it.
    let broken: Vec<Finding> = match &source {
        Ok(source) => {
            let parsed = Document::parse(source, &limits);
            parsed.problems.iter().filter_map(|problem| check::document_problem(session.speaker(), problem)).collect()
        }
        Err(why) => check::unreadable(session.speaker(), why).into_iter().collect(),
    };
    if !broken.is_empty() {
        return broken.iter().map(|finding| of_finding(file, finding, lang)).collect();
    }
    let own = problems.iter().filter(|problem| problem.file == name);
    own.map(|problem| {
        let text = view::trouble(Voice(lang), &problem.trouble);
        plain(file.text.range(problem.span), DiagnosticSeverity::Error, None, text)
    })
    .collect()
}
