//! `markdown`: for a pull request or a memo, the findings of each file in tables by severity.
//!
//! If the run has a baseline, new findings come first, and known ones are folded away.
//!
//! Users' texts never become markup, links or mentions. No line begins with one.

use std::io;

use super::phrases::from_one;
use super::{Page, Shape, summary};
use crate::finding::{Finding, Severity};
use crate::session::{Judged, Status, Totals};
use crate::text::markdown;
use crate::words::Voice;

/// An invisible character that keeps what follows from the beginning of a line.
const NOTHING: &str = "&#8203;";

/// Writes a report as Markdown.
pub(super) struct Markdown;

impl Shape for Markdown {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        writeln!(page.out, "# {}", page.voice.say("report.markdown.title", &[]))
    }

    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        if filing.findings.is_empty() {
            return Ok(());
        }
        let voice = page.voice;
        writeln!(page.out, "\n## {}\n", markdown(&voice.title(filing)))?;
        writeln!(page.out, "- {}", markdown(&voice.say("report.filing-path", &[("path", &filing.path)])))?;
        writeln!(page.out, "- {}", markdown(&voice.judged(filing)))?;
        if page.terms.compared && filing.open().next().is_none() {
            writeln!(page.out, "\n{}", voice.say("report.markdown.nothing-new", &[]))?;
        }
        for severity in Severity::ALL {
            let findings: Vec<&Finding> = filing.open().filter(|one| one.severity == severity).collect();
            let key = if page.terms.compared { "report.markdown.new" } else { "report.markdown.group" };
            group(key, &voice.severity(severity), filing, &findings, page)?;
        }
        let waived: Vec<&Finding> = filing.findings.iter().filter(|one| one.waived.is_some()).collect();
        group("report.markdown.group", &voice.say("severity.waived", &[]), filing, &waived, page)?;
        let known: Vec<&Finding> = filing.known().collect();
        folded(&voice.say("severity.baselined", &[]), filing, &known, page)
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        writeln!(page.out, "\n## {}\n", page.voice.say("report.markdown.summary", &[]))?;
        counts(totals, page)?;
        writeln!(page.out)?;
        for line in summary::details(totals, page) {
            writeln!(page.out, "- {}", markdown(&line))?;
        }
        Ok(())
    }
}

/// Writes the findings of one severity, if there are any.
fn group(key: &str, weight: &str, filing: &Judged, findings: &[&Finding], page: &mut Page<'_>) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(page.out, "\n### {}\n", heading(key, weight, findings, page.voice))?;
    table(filing, findings, page)
}

/// Writes findings folded away, for those who want to open them.
fn folded(weight: &str, filing: &Judged, findings: &[&Finding], page: &mut Page<'_>) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let heading = heading("report.markdown.group", weight, findings, page.voice);
    writeln!(page.out, "\n<details><summary>{heading}</summary>\n")?;
    table(filing, findings, page)?;
    writeln!(page.out, "\n</details>")
}

fn heading(key: &str, weight: &str, findings: &[&Finding], voice: Voice) -> String {
    voice.say(key, &[("severity", weight), ("count", &findings.len().to_string())])
}

fn table(filing: &Judged, findings: &[&Finding], page: &mut Page<'_>) -> io::Result<()> {
    let voice = page.voice;
    let names = ["table.line", "table.verdict", "table.rule", "table.message", "help"];
    row(&names.map(|name| voice.say(&format!("report.{name}"), &[])), page)?;
    writeln!(page.out, "|---:|---|---|---|---|")?;
    for finding in findings {
        row(&cells(filing, finding, voice), page)?;
    }
    Ok(())
}

fn cells(filing: &Judged, finding: &Finding, voice: Voice) -> [String; 5] {
    [
        filing
            .place(finding.span)
            .address()
            .map_or_else(|| from_one(finding.span.line).to_string(), |cell| markdown(&cell)),
        voice.verdict(finding.verdict),
        markdown(&voice.rule(finding)),
        markdown(&(finding.message.trim().to_owned() + &voice.waiver(finding).unwrap_or_default())),
        lines(&finding.help, "<br>"),
    ]
}

/// Returns several lines with their indentation, each ended by `end`. None begins with a sign that has a meaning at the
/// beginning of a line.
pub(super) fn lines(text: &str, end: &str) -> String {
    let lines = text.trim().lines().map(|line| {
        let inner = line.trim();
        let indent = line.chars().take_while(|c| *c == ' ').count();
        let begin = if indent == 0 && !inner.starts_with(char::is_alphabetic) { NOTHING } else { "" };
        format!("{}{begin}{}", "&nbsp;".repeat(indent), markdown(inner))
    });
    lines.collect::<Vec<_>>().join(end)
}

fn counts(totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
    let voice = page.voice;
    let all = totals.all();
    let mut columns = vec![(voice.say("report.table.filings", &[]), all.filings)];
    columns.extend(Severity::ALL.map(|severity| (voice.severity(severity), all.severity(severity))));
    columns.push((voice.say("report.table.waived", &[]), all.waived));
    columns.push((voice.say("report.table.baselined", &[]), all.baselined));
    columns.push((voice.status(Status::Unreadable), totals.of(Status::Unreadable).filings));
    columns.push((voice.say("report.table.inferred", &[]), all.inferred));
    let (names, numbers): (Vec<String>, Vec<String>) =
        columns.into_iter().map(|(name, number)| (name, number.to_string())).unzip();
    row(&names, page)?;
    writeln!(page.out, "|{}", "---:|".repeat(names.len()))?;
    row(&numbers, page)
}

fn row(cells: &[String], page: &mut Page<'_>) -> io::Result<()> {
    writeln!(page.out, "| {} |", cells.join(" | "))
}
