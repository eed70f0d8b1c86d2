//! `ndjson`: one JSON object per line, for programs that read while files are judged.
//!
//! One line per file, each followed by one per finding, and the summary last: a reader that has not seen the summary
//! has not seen everything.

use std::io;

use serde::Serialize;

use super::{Page, Shape, json, v1};
use crate::session::{Judged, Totals};

/// Writes one JSON object per line.
pub(super) struct Ndjson;

impl Shape for Ndjson {
    fn filing(&mut self, judged: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        let findings = judged.findings.len();
        line(&v1::FileLine { schema: v1::FILE_LINE, file: json::file(judged), findings }, page)?;
        for finding in &judged.findings {
            let own = v1::FindingLine {
                schema: v1::FINDING_LINE,
                path: &judged.path,
                filing: &judged.id,
                edition: judged.edition.as_deref(),
                finding: json::finding(finding, &judged.id, judged.cells.as_deref(), page.voice.0),
            };
            line(&own, page)?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        let last = serde_json::to_string(&summary(totals, page))?;
        writeln!(page.out, "{last}")
    }
}

/// What ends the lines: how the run judged, and what it came to.
pub(super) fn summary<'t>(totals: &'t Totals, page: &'t Page<'_>) -> v1::SummaryLine<'t> {
    let head = json::head(v1::SUMMARY_LINE, page);
    let coverage = &page.terms.coverage;
    let (policy, summary) = (json::policies(totals), json::summary(totals, coverage));
    v1::SummaryLine { head, policy, coverage: json::coverage(coverage), summary }
}

/// Writes a value as one line; strings of JSON contain no line break.
fn line(value: &impl Serialize, page: &mut Page<'_>) -> io::Result<()> {
    writeln!(page.out, "{}", json::compact(value)?)
}
