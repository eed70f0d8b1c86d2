//! `csv`: a row for each part and obligation, with a mark that shows spreadsheets the text is UTF-8.

use std::io::{self, Write};

use crate::audit::{AuditTerms, AuditedPart, Duty};
use crate::calendar::iso;
use crate::text::terminal;
use crate::view::{AuditEnd, Written};
use crate::words::{Voice, join};

/// The columns, by the keys of their headings.
const COLUMNS: [&str; 16] = [
    "year",
    "department",
    "filing",
    "title",
    "part",
    "name",
    "contractor",
    "number",
    "term",
    "group",
    "owed",
    "status",
    "due",
    "since",
    "documents",
    "reason",
];

/// Writes rows of CSV.
pub(super) struct Csv {
    voice: Voice,
    terms: AuditTerms,
    begun: bool,
}

impl Csv {
    pub(super) fn new(voice: Voice, terms: AuditTerms) -> Self {
        Csv { voice, terms, begun: false }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        write!(out, "\u{feff}")?;
        row(&COLUMNS.map(|column| self.voice.say(&format!("audit.column.{column}"), &[])), out)
    }

    fn cells(&self, part: &AuditedPart, duty: &Duty) -> [String; 16] {
        let documents: Vec<String> = duty.met_by.iter().map(|proof| proof.document.clone()).collect();
        [
            self.voice.year(self.terms),
            self.voice.departments(part),
            part.filing.to_string(),
            part.title.to_string(),
            part.part.clone(),
            part.name.clone(),
            part.contractor.clone(),
            part.number.clone(),
            self.voice.term(part),
            self.voice.name(duty.asked.group),
            self.voice.owed(duty),
            self.voice.name(duty.status),
            duty.due.map(iso).unwrap_or_default(),
            duty.since.map(iso).unwrap_or_default(),
            join(self.voice.0, &documents),
            duty.reason.get(self.voice.0).to_owned(),
        ]
    }
}

impl Written for Csv {
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        part.duties.iter().try_for_each(|duty| row(&self.cells(part, duty), out))
    }

    fn end(&mut self, _end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)
    }
}

/// Writes a row. A cell that a spreadsheet would take as a formula gets a leading apostrophe, which makes it text.
fn row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            let text = if formula { format!("'{cell}") } else { cell.clone() };
            format!("\"{}\"", terminal(&text).replace('"', "\"\""))
        })
        .collect();
    write!(out, "{}\r\n", cells.join(","))
}
