//! `csv`: a row for each part and obligation, with a mark that shows spreadsheets the text is UTF-8.

use std::io::{self, Write};

use crate::audit::{AuditTerms, AuditedPart, Duty, Outside, Proof};
use crate::calendar::iso;
use crate::text::terminal;
use crate::view::{AuditEnd, Written};
use crate::vocabulary::enumerations::{PartKind, Record};
use crate::words::{Voice, join};

/// The columns, by the keys of their headings.
const COLUMNS: [&str; 21] = [
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
    "kind",
    "tier",
    "personal",
    "subcontracted",
    "consent",
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

    /// The cells of a row: what is told of the part, around what is told of an obligation or a record.
    fn cells(&self, part: &AuditedPart, own: [String; 7]) -> Vec<String> {
        let voice = self.voice;
        let before = [
            voice.year(self.terms),
            voice.departments(part),
            part.filing.to_string(),
            part.title.to_string(),
            part.part.clone(),
            part.name.clone(),
            part.contractor.clone(),
            part.number.clone(),
            voice.term(part),
        ];
        let consent = if part.kind == PartKind::SubOutsourcing { voice.answer(part.consented) } else { String::new() };
        let after = [
            voice.name(part.kind),
            part.tier.to_string(),
            voice.answer(part.personal),
            voice.answer(part.subcontracted),
            consent,
        ];
        before.into_iter().chain(own).chain(after).collect()
    }

    /// What is said of files that are no part: the year, and a sentence as the reason.
    fn said(&self, line: String) -> Vec<String> {
        let cell = |column: &&str| match *column {
            "year" => self.voice.year(self.terms),
            "reason" => line.clone(),
            _ => String::new(),
        };
        COLUMNS.iter().map(cell).collect()
    }

    fn duty(&self, part: &AuditedPart, duty: &Duty) -> Vec<String> {
        let documents: Vec<String> = duty.met_by.iter().map(|proof| proof.document.clone()).collect();
        let own = [
            self.voice.name(duty.asked.group),
            self.voice.owed(duty),
            self.voice.name(duty.status),
            duty.due.map(iso).unwrap_or_default(),
            duty.since.map(iso).unwrap_or_default(),
            join(self.voice.0, &documents),
            duty.reason.clone(),
        ];
        self.cells(part, own)
    }

    /// A record of a part that did not run in the year.
    fn outside(&self, part: &AuditedPart, kind: Record, proof: &Proof) -> Vec<String> {
        let (status, none) = (self.voice.text("audit.outside"), String::new);
        let day = proof.date.map(|day| self.voice.date(day)).unwrap_or_default();
        let own = [none(), self.voice.name(kind), status, none(), none(), proof.document.clone(), day];
        self.cells(part, own)
    }
}

impl Written for Csv {
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        part.duties.iter().try_for_each(|duty| row(&self.duty(part, duty), out))
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        for Outside { part, records } in end.outside {
            records.iter().try_for_each(|(kind, proof)| row(&self.outside(part, *kind, proof), out))?;
            part.duties.iter().try_for_each(|duty| row(&self.duty(part, duty), out))?;
        }
        let unread = end.portfolio.unread.iter().map(|path| self.voice.say("audit.unread", &[("path", path)]));
        unread.chain(self.voice.coverage(end.coverage)).try_for_each(|line| row(&self.said(line), out))
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
