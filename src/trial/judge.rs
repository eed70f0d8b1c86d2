//! Judges the filing of a test: a clean one with a patch, by the rules of filings or of an audit.

use std::sync::Arc;

use serde_json::Value;

use super::staged;
use crate::check;
use crate::finding::Finding;
use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::source::{Document, Limits, Node, SourceFile};

/// Judges a document by a policy, whatever its jurisdiction.
pub(super) fn judge<'p>(
    session: &Session,
    policy: &'p Arc<Policy>,
    document: &Document,
) -> Result<check::CheckOutcome<'p>, SessionError> {
    let mut findings = Vec::new();
    let Some(ready) = session.ready_by(Some(policy), document, &mut findings)? else {
        return Ok(check::CheckOutcome { findings, ..Default::default() });
    };
    let (world, speaker) = (ready.world(), session.speaker_of(policy));
    let mut judged = check::run(speaker, &world, ready.day);
    findings.append(&mut judged.findings);
    session.except(&ready, &world, &mut findings);
    Ok(check::CheckOutcome { findings, ..judged })
}

/// Returns what an audit of a filing finds, with what a test states was done; or what is wrong with the latter.
pub(super) fn audited<'p>(
    session: &Session,
    policy: &'p Arc<Policy>,
    test: Node<'_>,
    document: &Document,
) -> Result<Result<check::CheckOutcome<'p>, String>, SessionError> {
    let mut findings = Vec::new();
    let Some(ready) = session.ready_by(Some(policy), document, &mut findings)? else {
        return Ok(Err(findings.iter().map(brief).collect::<Vec<_>>().join("; ")));
    };
    let staged = match staged::staged(test, &ready.filing) {
        Ok(staged) => staged,
        Err(why) => return Ok(Err(why)),
    };
    let speaker = session.speaker_of(policy);
    let world = ready.world().audited(&staged.practice, &staged.register);
    let mut judged = check::audit(speaker, &world, staged.practice.today);
    let across = check::register(speaker, &world, staged.practice.today);
    judged.findings.extend(across.findings);
    judged.tallies.extend(across.tallies);
    Ok(Ok(judged))
}

/// Applies the patch of a test to a base.
///
/// # Errors
/// Why the patch cannot be applied.
pub(super) fn patched(base: &Value, test: Node<'_>) -> Result<Value, String> {
    let mut value = base.clone();
    if let Some(patch) = test.get("patch") {
        let patch: json_patch::Patch =
            serde_json::from_value(Document::to_json(patch)).map_err(|error| error.to_string())?;
        json_patch::patch(&mut value, &patch).map_err(|error| error.to_string())?;
    }
    Ok(value)
}

/// Parses a file of a test; `None` if any of it is not valid YAML.
pub(super) fn parse(path: &str, bytes: &[u8]) -> Option<Document> {
    let limits = Limits::default();
    let source = SourceFile::decode(path.to_owned(), bytes.to_vec(), &limits).ok()?;
    let parsed = Document::parse(&source, &limits);
    parsed.document.filter(|_| parsed.problems.is_empty())
}

/// Returns a finding on one line, to be compared with what a test expects.
pub(super) fn brief(finding: &Finding) -> String {
    let waived = if finding.waived.is_some() { " waived" } else { "" };
    let (verdict, severity) = (finding.verdict.word(), finding.severity.word());
    format!("{} {verdict} {severity}{waived} {}", finding.rule, finding.about.pointer)
}
