//! `table`: one row per finding and a table of totals.

use std::io::{self, Write};

use comfy_table::presets::{ASCII_FULL, ASCII_FULL_CONDENSED};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use super::phrases::{Voice, from_one, path};
use super::{phrases, summary};
use crate::finding::{Finding, Severity};
use crate::session::{Judged, Outcome};

/// Columns a table may take; the same on a terminal and in a file.
const WIDTH: u16 = 116;
/// Columns that a place and a rule may take of it.
const PLACE: u16 = 28;
const RULE: u16 = 34;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Writes the report.
pub(super) fn write(outcome: &Outcome, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
    if outcome.filings.iter().any(|filing| !filing.findings.is_empty()) {
        writeln!(out, "{}\n", findings(outcome, voice))?;
    }
    writeln!(out, "{}\n", totals(outcome, voice))?;
    summary::write(outcome, voice, out)
}

fn findings(outcome: &Outcome, voice: Voice) -> Table {
    let names = ["verdict", "place", "rule", "message"];
    let mut table = table(&names.map(|name| voice.say(&format!("report.table.{name}"), &[])));
    table.load_style(ASCII_FULL);
    table.set_constraints([
        ColumnConstraint::ContentWidth,
        ColumnConstraint::UpperBoundary(Width::Fixed(PLACE)),
        ColumnConstraint::UpperBoundary(Width::Fixed(RULE)),
    ]);
    for filing in &outcome.filings {
        for finding in &filing.findings {
            table.add_row(row(filing, finding, voice));
        }
    }
    table
}

fn row(filing: &Judged, finding: &Finding, voice: Voice) -> [String; 4] {
    let (line, column) = (from_one(finding.span.line), from_one(finding.span.column));
    [
        format!("{}\n{}", voice.severity(finding.severity), voice.verdict(finding.verdict)),
        format!("{}:{line}:{column}", path(&filing.path)),
        format!("{}\n{}", phrases::line(finding.title.get(voice.0)), voice.rule_id(finding)),
        voice.message(finding).into_owned(),
    ]
}

fn totals(outcome: &Outcome, voice: Voice) -> Table {
    let column = |name: &str| voice.say(&format!("report.table.{name}"), &[]);
    let mut header = vec![column("filing"), column("status")];
    header.extend(SEVERITIES.map(|severity| voice.severity(severity)));
    header.push(column("inferred"));
    let mut table = table(&header);
    table.load_style(ASCII_FULL_CONDENSED);
    for filing in &outcome.filings {
        let status = voice.say(&format!("status.{}", filing.status.word()), &[]);
        let weighed = SEVERITIES.map(|severity| count(filing, severity));
        table.add_row(counts(path(&filing.path), status, weighed, filing.inferred));
    }
    let weighed = SEVERITIES.map(|severity| outcome.count(severity));
    let inferred = outcome.filings.iter().map(|filing| filing.inferred).sum();
    table.add_row(counts(column("total"), String::new(), weighed, inferred));
    table
}

fn count(filing: &Judged, severity: Severity) -> usize {
    filing.findings.iter().filter(|finding| finding.severity == severity).count()
}

fn counts(name: String, status: String, weighed: [usize; 3], inferred: usize) -> Vec<Cell> {
    let numbers = weighed.into_iter().chain([inferred]);
    let numbers = numbers.map(|number| Cell::new(number).set_alignment(CellAlignment::Right));
    [Cell::new(name), Cell::new(status)].into_iter().chain(numbers).collect()
}

fn table(header: &[String]) -> Table {
    let mut table = Table::new();
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH).set_header(header);
    table
}
