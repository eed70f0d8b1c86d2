//! `json`: one document of `sekisho/report/v1`, the same bytes from run to run.

use std::io::{self, Write};

use super::phrases::{Voice, from_one};
use super::{summary, v1};
use crate::calendar::iso;
use crate::finding::{Finding, Severity, Witness};
use crate::session::{Judged, Outcome, PolicyUsed};
use crate::source::Span;
use crate::words::Lang;

/// Writes the report.
pub(super) fn write(outcome: &Outcome, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &report(outcome, voice.0))?;
    writeln!(out)
}

fn report(outcome: &Outcome, lang: Lang) -> v1::Report<'_> {
    v1::Report {
        schema: v1::SCHEMA,
        tool: v1::Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        policy: outcome.policies.iter().map(policy).collect(),
        today: iso(outcome.today),
        judged_by: &outcome.judged_by,
        filings: outcome.filings.iter().map(|judged| filing(judged, lang)).collect(),
        summary: totals(outcome),
        lang: match lang {
            Lang::Ja => "ja",
            Lang::En => "en",
        },
    }
}

fn policy(used: &PolicyUsed) -> v1::Policy<'_> {
    v1::Policy { id: &used.id, version: &used.version, digest: &used.digest }
}

fn filing(judged: &Judged, lang: Lang) -> v1::Filing<'_> {
    v1::Filing {
        path: &judged.path,
        id: &judged.id,
        digest: &judged.digest,
        status: judged.status.word(),
        edition: judged.edition.as_deref(),
        findings: judged.findings.iter().map(|one| finding(one, &judged.id, lang)).collect(),
        title: judged.title.as_deref(),
        policy: judged.policy.as_deref(),
        reference_date: judged.reference_date.map(iso),
        inferred: judged.inferred,
    }
}

fn finding<'a>(finding: &'a Finding, filing: &str, lang: Lang) -> v1::Finding<'a> {
    let places = |all: &'a [Witness]| all.iter().map(|one| place(one, lang)).collect();
    v1::Finding {
        rule: &finding.rule,
        severity: finding.severity.word(),
        verdict: finding.verdict.word(),
        message: finding.message.get(lang),
        subject: v1::Subject { kind: finding.subject.kind, id: &finding.subject.id, pointer: &finding.subject.pointer },
        location: location(finding.span),
        witness: places(&finding.witness),
        basis: finding.basis.iter().map(|basis| basis.get(lang)).collect(),
        help: finding.help.get(lang),
        fingerprint: finding.fingerprint(filing),
        waived: None,
        title: finding.title.get(lang),
        related: places(&finding.related),
    }
}

fn location(span: Span) -> v1::Location {
    v1::Location {
        line: from_one(span.line),
        column: from_one(span.column),
        end_line: from_one(span.end_line),
        end_column: from_one(span.end_column),
    }
}

fn place(place: &Witness, lang: Lang) -> v1::Place<'_> {
    v1::Place {
        subject: &place.subject,
        pointer: &place.pointer,
        line: from_one(place.span.line),
        text: place.text.get(lang),
    }
}

fn totals(outcome: &Outcome) -> v1::Summary {
    v1::Summary {
        filings: outcome.filings.len(),
        error: outcome.count(Severity::Error),
        warning: outcome.count(Severity::Warning),
        note: outcome.count(Severity::Note),
        waived: 0,
        baselined: 0,
        unreadable: summary::unreadable(outcome),
        inferred: summary::inferred(outcome),
    }
}
