//! `table`: a table of findings per file, and one of totals.
//!
//! Each file has a table of its own, so that none has to wait for the others; all are equally wide.

use std::io;

use comfy_table::presets::{ASCII_FULL, ASCII_FULL_CONDENSED};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use super::phrases::{from_one, path};
use super::{Page, Shape, phrases, summary};
use crate::finding::{Finding, Severity};
use crate::session::{Counts, Judged, Status, Totals};
use crate::words::Voice;

/// Width of a table in columns; the same on a terminal and in a file.
const WIDTH: u16 = 116;
/// Width of the columns of findings: severity and verdict, place, rule, sentence.
const COLUMNS: [u16; 4] = [15, 12, 34, 50];

/// Writes tables of plain text.
pub(super) struct Tables;

impl Shape for Tables {
    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        writeln!(page.out, "{}", heading(filing, page.voice))?;
        if !filing.findings.is_empty() {
            writeln!(page.out, "{}\n", findings(filing, page.voice))?;
        }
        Ok(())
    }

    fn end(&mut self, all: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        writeln!(page.out, "\n{}\n", totals(all, page.voice))?;
        summary::write(all, page)
    }
}

fn heading(filing: &Judged, voice: Voice) -> String {
    let counts = Counts::of(filing);
    voice.say(
        "report.table.file",
        &[
            ("path", &path(&filing.path)),
            ("status", &voice.status(filing.status)),
            ("error", &counts.severity(Severity::Error).to_string()),
            ("warning", &counts.severity(Severity::Warning).to_string()),
            ("note", &counts.severity(Severity::Note).to_string()),
            ("waived", &counts.waived.to_string()),
            ("baselined", &counts.baselined.to_string()),
            ("inferred", &counts.inferred.to_string()),
        ],
    )
}

fn findings(filing: &Judged, voice: Voice) -> Table {
    let names = ["verdict", "place", "rule", "message"];
    let mut table = table(&names.map(|name| voice.say(&format!("report.table.{name}"), &[])));
    table.load_style(ASCII_FULL);
    table.set_constraints(COLUMNS.map(|width| ColumnConstraint::Absolute(Width::Fixed(width))));
    for finding in &filing.findings {
        table.add_row(row(filing, finding, voice));
    }
    table
}

fn row(filing: &Judged, finding: &Finding, voice: Voice) -> [String; 4] {
    let (line, column) = (from_one(finding.span.line), from_one(finding.span.column));
    let cell = filing.place(finding.span).address();
    [
        format!("{}\n{}", voice.weight(finding), voice.verdict(finding.verdict)),
        cell.map_or_else(|| format!("{line}:{column}"), |cell| phrases::line(&cell).into_owned()),
        format!("{}\n{}", phrases::line(&finding.title), voice.rule_id(finding)),
        voice.message(finding).into_owned(),
    ]
}

fn totals(all: &Totals, voice: Voice) -> Table {
    let column = |name: &str| voice.say(&format!("report.table.{name}"), &[]);
    let mut header = vec![column("status"), column("filings")];
    header.extend(Severity::ALL.map(|severity| voice.severity(severity)));
    header.extend([column("waived"), column("baselined"), column("inferred")]);
    let mut table = table(&header);
    table.load_style(ASCII_FULL_CONDENSED);
    for status in Status::ALL {
        table.add_row(cells(voice.status(status), all.of(status)));
    }
    table.add_row(cells(column("total"), all.all()));
    table
}

fn cells(name: String, counts: Counts) -> Vec<Cell> {
    let weighed = Severity::ALL.map(|severity| counts.severity(severity));
    let numbers = [counts.filings].into_iter().chain(weighed).chain([counts.waived, counts.baselined, counts.inferred]);
    let numbers = numbers.map(|number| Cell::new(number).set_alignment(CellAlignment::Right));
    [Cell::new(name)].into_iter().chain(numbers).collect()
}

fn table(header: &[String]) -> Table {
    let mut table = Table::new();
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH).set_header(header);
    table
}
