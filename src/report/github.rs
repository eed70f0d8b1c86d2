//! `github`: commands that make GitHub show findings beside the lines of a pull request, and the summary for the log.
//!
//! Findings that are waived or known are notices: they remain visible, but do not count.

use std::io;

use super::phrases::{from_one, line, lines, rooted};
use super::{Page, Shape, summary};
use crate::finding::{Finding, Severity};
use crate::session::{Judged, Totals};
use crate::text::{command, command_property, terminal};
use crate::words::Voice;

/// Writes commands to GitHub.
pub(super) struct Github;

impl Shape for Github {
    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        for finding in &filing.findings {
            let level = match finding.severity {
                Severity::Error if finding.is_open() => "error",
                Severity::Warning if finding.is_open() => "warning",
                _ => "notice",
            };
            write!(page.out, "::{level} file={}", command_property(&terminal(&rooted(&filing.path, &page.terms))))?;
            if finding.span.line > 0 && filing.cells.is_none() {
                write!(page.out, ",line={},col={}", finding.span.line, column(filing, finding))?;
            }
            let title = command_property(&page.voice.rule(finding));
            writeln!(page.out, ",title={title}::{}", command(&message(filing, finding, page.voice)))?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        // The summary stands in the log, where few look.
        for line in page.voice.reservations(&page.terms) {
            writeln!(page.out, "::notice title={}::{}", env!("CARGO_PKG_NAME"), command(&line))?;
        }
        summary::write(totals, page)
    }
}

fn message(filing: &Judged, finding: &Finding, voice: Voice) -> String {
    let args = [
        ("weight", &*voice.weight(finding)),
        ("verdict", &voice.verdict(finding.verdict)),
        ("message", &voice.message(finding)),
    ];
    let said = voice.say("report.github", &args);
    // A workbook has no lines for an annotation to stand at.
    let said = match filing.place(finding.span).address() {
        Some(cell) => voice.say("report.at-cell", &[("text", &said), ("cell", &line(&cell))]),
        None => said,
    };
    match lines(&finding.help) {
        help if help.is_empty() => said,
        help => format!("{said}\n{}: {help}", voice.say("report.help", &[])),
    }
}

/// Returns the column in code units of UTF-16, as programs that show text in a browser count.
fn column(filing: &Judged, finding: &Finding) -> usize {
    let before = from_one(finding.span.column) as usize - 1;
    let wide = filing
        .lines
        .get(&finding.span.line)
        .map_or(0, |line| line.chars().take(before).filter(|c| c.len_utf16() > 1).count());
    before + wide + 1
}
