//! `json`: one document of `sekisho/report/v1`, byte for byte the same from run to run.
//!
//! What is known only at the end, the packs that judged and the summary, comes after the filings.

use std::io;

use serde::Serialize;

use super::phrases::from_one;
use super::{Page, Shape, v1};
use crate::calendar::iso;
use crate::config::SettingValue;
use crate::finding::{Finding, Fix, Related, Severity, Waived, Witness};
use crate::session::{ConfigUsed, Coverage, Judged, PolicyUsed, Status, Totals};
use crate::source::{Cells, ShownPlace};
use crate::text;
use crate::words::Lang;

/// Writes one JSON document.
#[derive(Default)]
pub(super) struct Json {
    filings: usize,
}

impl Shape for Json {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        let head = pretty(&head(v1::SCHEMA, page))?;
        write!(page.out, "{},\n  \"filings\": [", head.strip_suffix("\n}").unwrap_or(&head))
    }

    fn filing(&mut self, judged: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        let separator = if self.filings == 0 { "" } else { "," };
        self.filings += 1;
        // Strings of JSON contain no line break, so only the layout is indented.
        let filing = pretty(&filing(judged, page.voice.0))?.replace('\n', "\n    ");
        write!(page.out, "{separator}\n    {filing}")
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        let tail = v1::Tail {
            policy: policies(totals),
            coverage: coverage(&page.terms.coverage),
            summary: summary(totals, &page.terms.coverage),
        };
        let close = if self.filings == 0 { "]" } else { "\n  ]" };
        writeln!(page.out, "{close},{}", pretty(&tail)?.trim_start_matches('{'))
    }
}

/// Returns a value as indented JSON.
pub(super) fn pretty(value: &impl Serialize) -> io::Result<String> {
    Ok(text::json(&serde_json::to_string_pretty(value)?).into_owned())
}

/// A document on one line: strings of JSON hold no line break.
pub(super) fn compact(value: &impl Serialize) -> io::Result<String> {
    Ok(text::json(&serde_json::to_string(value)?).into_owned())
}

/// Makes the head of a report: by whom and how it was made.
pub(super) fn head(schema: &'static str, page: &Page<'_>) -> v1::Head {
    v1::Head {
        schema,
        tool: v1::Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        today: iso(page.terms.today),
        judged_by: page.terms.judge_by.map_or_else(|| "submitted".to_owned(), iso),
        lang: page.voice.0.word(),
        config: page.terms.config.as_ref().map(|used| config(used)),
        profile: page.terms.profile.clone(),
        gone: page.terms.gone.clone(),
    }
}

/// Returns the packs that judged.
pub(super) fn policies(totals: &Totals) -> Vec<v1::Policy<'_>> {
    totals.policies.values().map(policy).collect()
}

/// A pack that judged.
pub(super) fn policy(used: &PolicyUsed) -> v1::Policy<'_> {
    let unasked = used.unasked.as_deref();
    v1::Policy { id: &used.id, version: &used.version, digest: &used.digest, shipped: used.is_shipped, unasked }
}

fn config(used: &ConfigUsed) -> v1::Config {
    let set = used.set.iter().map(|(key, value)| {
        let value = match value {
            SettingValue::Text(text) => text.as_str().into(),
            SettingValue::Texts(texts) => texts.clone().into(),
            SettingValue::Grades(rows) => grades(rows),
            SettingValue::Flag(flag) => (*flag).into(),
        };
        ((*key).to_owned(), value)
    });
    v1::Config { path: used.path.clone(), set: set.collect() }
}

/// Severities by rule, and by verdict where one is set for it.
fn grades(rows: &[(String, Option<String>, String)]) -> serde_json::Value {
    let mut all = serde_json::Map::new();
    for (rule, verdict, word) in rows {
        match verdict {
            None => drop(all.insert(rule.clone(), word.as_str().into())),
            Some(verdict) => {
                let own = all.entry(rule.clone()).or_insert_with(|| serde_json::Map::new().into());
                own.as_object_mut().map(|own| own.insert(verdict.clone(), word.as_str().into()));
            }
        }
    }
    all.into()
}

fn waived(waived: &Waived) -> v1::Waived<'_> {
    v1::Waived { reason: &waived.reason, approval: &waived.approval, until: iso(waived.until) }
}

fn filing(judged: &Judged, lang: Lang) -> v1::Filing<'_> {
    let findings = judged.findings.iter().map(|one| finding(one, &judged.id, judged.cells.as_deref(), lang)).collect();
    v1::Filing { file: file(judged), findings }
}

/// Describes a file, without its findings.
pub(super) fn file(judged: &Judged) -> v1::File<'_> {
    v1::File {
        path: &judged.path,
        id: &judged.id,
        digest: &judged.digest,
        status: judged.status.word(),
        edition: judged.edition.as_deref(),
        title: judged.title.as_deref(),
        policy: judged.policy.as_ref().map(|policy| policy.id.as_str()),
        reference_date: judged.reference_date.map(iso),
        inferred: judged.inferred,
    }
}

/// Describes a finding of a filing.
pub(super) fn finding<'a>(finding: &'a Finding, filing: &str, cells: Option<&Cells>, lang: Lang) -> v1::Finding<'a> {
    v1::Finding {
        rule: &finding.rule,
        severity: finding.severity.word(),
        verdict: finding.verdict.word(),
        message: &finding.message,
        subject: v1::Subject {
            kind: finding.about.kind.word(),
            id: &finding.about.id,
            pointer: &finding.about.pointer,
        },
        location: location(ShownPlace::of(cells, finding.span)),
        witness: finding.witness.iter().map(|one| witness(one, cells)).collect(),
        basis: finding.basis.iter().map(String::as_str).collect(),
        help: &finding.help,
        fingerprint: finding.fingerprint(filing),
        waived: finding.waived.as_ref().map(waived),
        baselined: finding.baselined,
        title: &finding.title,
        related: finding.related.iter().map(|one| related(one, cells, lang)).collect(),
        fix: finding.fix.as_ref().map(repair),
    }
}

fn repair(fix: &Fix) -> v1::Repair<'_> {
    let edits = fix
        .edits
        .iter()
        .map(|edit| v1::RepairEdit { location: location(ShownPlace::of(None, edit.span)), text: &edit.text });
    v1::Repair { title: &fix.title, edits: edits.collect() }
}

fn location(place: ShownPlace<'_>) -> v1::Location {
    let span = place.span;
    v1::Location {
        line: from_one(span.line),
        column: from_one(span.column),
        end_line: from_one(span.end_line),
        end_column: from_one(span.end_column),
        cell: cell(place),
    }
}

fn cell(place: ShownPlace<'_>) -> Option<v1::SheetCell> {
    place.cell.map(|cell| v1::SheetCell { sheet: cell.sheet.to_owned(), cell: cell.name() })
}

fn witness<'a>(step: &'a Witness, cells: Option<&Cells>) -> v1::Place<'a> {
    let (at, text) = (ShownPlace::of(cells, step.span), step.text.as_str().into());
    v1::Place { subject: &step.name, pointer: &step.pointer, line: from_one(at.span.line), text, cell: cell(at) }
}

fn related<'a>(place: &'a Related, cells: Option<&Cells>, lang: Lang) -> v1::Place<'a> {
    let (at, text) = (ShownPlace::of(cells, place.span), place.text(lang).into());
    v1::Place { subject: "", pointer: &place.pointer, line: from_one(at.span.line), text, cell: cell(at) }
}

/// What was counted.
pub(super) fn summary(totals: &Totals, coverage: &Coverage) -> v1::Summary {
    let all = totals.all();
    v1::Summary {
        filings: all.filings,
        error: all.severity(Severity::Error),
        warning: all.severity(Severity::Warning),
        note: all.severity(Severity::Note),
        waived: all.waived,
        baselined: all.baselined,
        unreadable: totals.of(Status::Unreadable).filings,
        inferred: all.inferred,
        left_out: coverage.left_out.len(),
    }
}

/// What the run did not look at.
pub(super) fn coverage(coverage: &Coverage) -> v1::Coverage<'_> {
    let left_out = coverage.left_out.iter();
    let left_out = left_out.map(|one| v1::LeftOut { path: &one.path, reason: one.reason.word() }).collect();
    v1::Coverage { left_out, idle_excludes: &coverage.idle_excludes }
}
