//! What an audit found, as a workbook: an overview, every part, what is open, every contractor, findings, and what each
//! status rests on.

use std::io::{self, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::pile::{MAX_ROWS, Pile};
use super::sheet::{self, Book, CellValue, Column, Looks};
use crate::audit::{AuditTerms, AuditedPart, Company, Duty, StatusTally, is_open};
use crate::finding::Finding;
use crate::view::{AuditEnd, GROUPS, STATUSES, Written};
use crate::vocabulary::enumerations::PartKind;
use crate::words::{Lang, Voice};

/// Width of a column that holds a mark or a count.
const NARROW: usize = 8;
/// Width of a column that holds a day.
const DAY: usize = 15;

const PARTS: [(&str, usize); 12] = [
    ("filing", 16),
    ("title", 26),
    ("own-part", 8),
    ("kind", 8),
    ("department", 14),
    ("contractor", 20),
    ("from", DAY),
    ("to", DAY),
    ("tier", NARROW),
    ("personal", NARROW),
    ("subcontracted", NARROW),
    ("consent", NARROW),
];
const OPEN: [(&str, usize); 11] = [
    ("filing", 16),
    ("own-part", 8),
    ("department", 14),
    ("contractor", 20),
    ("owed", 28),
    ("severity", NARROW),
    ("status", 12),
    ("due", DAY),
    ("since", DAY),
    ("reason", 34),
    ("basis", 34),
];
const CONTRACTORS: [(&str, usize); 4] = [("contractor", 34), ("number", 16), ("departments", 34), ("parts", NARROW)];
const FINDINGS: [(&str, usize); 6] =
    [("file", 34), ("line", NARROW), ("severity", NARROW), ("message", 60), ("help", 50), ("rule", 32)];
const DUTIES: [(&str, usize); 12] = [
    ("filing", 16),
    ("own-part", 8),
    ("department", 14),
    ("contractor", 20),
    ("group", 10),
    ("owed", 36),
    ("status", 10),
    ("due", DAY),
    ("since", DAY),
    ("documents", 20),
    ("places", 30),
    ("reason", 60),
];
/// Width of the first column of the overview; others hold counts.
const OVERVIEW: usize = 40;

/// The workbook, made a part at a time.
pub struct AuditWorkbook {
    voice: Voice,
    terms: AuditTerms,
    book: Book,
    parts: Pile,
    open: Pile,
    contractors: Pile,
    findings: Pile,
    duties: Pile,
}

impl AuditWorkbook {
    /// A workbook without rows.
    ///
    /// # Errors
    /// Temporary files cannot be made.
    pub fn new(terms: AuditTerms, lang: Lang) -> io::Result<Self> {
        Self::begin(terms, lang).map_err(sheet::error)
    }

    fn begin(terms: AuditTerms, lang: Lang) -> Result<Self, XlsxError> {
        let voice = Voice(lang);
        let mut book = Book::new(lang, terms.today)?;
        let overview = book.say("xlsx.sheet.overview");
        book.workbook.add_worksheet().set_name(overview)?;
        let mut pile = |name: &str, columns: Vec<Column>| {
            let name = book.say(&format!("xlsx.sheet.{name}"));
            Pile::new(&mut book, name, columns, MAX_ROWS)
        };
        let headed = |columns: &[(&str, usize)]| -> Vec<Column> {
            let heading = |name: &str| voice.say(&format!("audit.column.{name}"), &[]);
            columns.iter().map(|(name, width)| Column { heading: heading(name), width: *width }).collect()
        };
        let mut parts = headed(&PARTS);
        parts.extend(GROUPS.map(|group| narrow(voice.name(group))));
        parts.extend(statuses(voice));
        let mut contractors = headed(&CONTRACTORS);
        contractors.extend(statuses(voice));
        let parts = pile("parts", parts)?;
        let open = pile("open", headed(&OPEN))?;
        let contractors = pile("contractors", contractors)?;
        let findings = pile("findings", headed(&FINDINGS))?;
        // The longest, so that its further sheets are the last.
        let duties = pile("duties", headed(&DUTIES))?;
        Ok(AuditWorkbook { voice, terms, book, parts, open, contractors, findings, duties })
    }

    fn write_part(&mut self, part: &AuditedPart) -> Result<(), XlsxError> {
        let voice = self.voice;
        let to = match part.to {
            None if part.renewed => CellValue::Text(voice.say("audit.term-renewed", &[])),
            to => CellValue::Day(to.map(|to| to.last)),
        };
        let mut cells = vec![
            CellValue::Text(part.filing.to_string()),
            CellValue::Text(part.title.to_string()),
            CellValue::Text(part.part.clone()),
            CellValue::Text(voice.name(part.kind)),
            CellValue::Text(voice.departments(part)),
            CellValue::Text(voice.named(&part.contractor)),
            CellValue::Day(part.from.map(|from| from.first)),
            to,
            CellValue::Number(part.tier as usize),
            CellValue::Text(voice.answer(part.personal)),
            CellValue::Text(voice.answer(part.subcontracted)),
            CellValue::Text(match part.kind {
                PartKind::SubOutsourcing => voice.answer(part.consented),
                _ => String::new(),
            }),
        ];
        cells.extend(GROUPS.map(|group| {
            let status = part.mark(group);
            CellValue::Mark(voice.mark(status), status.is_some_and(is_open))
        }));
        cells.extend(STATUSES.map(|status| CellValue::Number(part.count(status))));
        self.parts.row(&mut self.book, &cells)?;
        for duty in &part.duties {
            if is_open(duty.status) {
                self.open.row(&mut self.book, &open(voice, part, duty))?;
            }
            self.duties.row(&mut self.book, &basis(voice, part, duty))?;
        }
        Ok(())
    }

    fn write_end(&mut self, end: &AuditEnd<'_>) -> Result<impl io::Read + Seek, XlsxError> {
        let voice = self.voice;
        let mut companies: Vec<&Company> = end.portfolio.companies().collect();
        let late =
            |tally: &StatusTally| STATUSES.into_iter().filter(|it| is_open(*it)).map(|it| tally.of(it)).sum::<usize>();
        companies.sort_by_key(|company| std::cmp::Reverse(late(&company.tally)));
        for company in companies {
            let departments: Vec<String> = company.departments.iter().cloned().collect();
            let mut cells = vec![
                CellValue::Text(company.name.clone()),
                CellValue::Text(company.number.clone()),
                CellValue::Text(voice.join(&departments)),
            ];
            cells.extend(counts(&company.tally));
            self.contractors.row(&mut self.book, &cells)?;
        }
        for (path, finding) in end.findings {
            self.findings.row(&mut self.book, &told(voice, path, finding))?;
        }
        for pile in [&self.parts, &self.open, &self.contractors, &self.findings, &self.duties] {
            pile.end(&mut self.book)?;
        }
        self.overview(end)?;
        // The library wants a writer that may change threads, and a workbook is too large for memory.
        let file = tempfile::tempfile()?;
        self.book.workbook.save_to_writer(&file)?;
        Ok(file)
    }

    /// The first sheet: counts by group, figures, what judged, what could not be read, and counts by department.
    fn overview(&mut self, end: &AuditEnd<'_>) -> Result<(), XlsxError> {
        let Book { workbook, looks, lang } = &mut self.book;
        let voice = self.voice;
        let sheet = workbook.worksheet_from_index(0)?;
        sheet::paper(sheet, *lang);
        sheet::write(sheet, 0, 0, &voice.heading(self.terms), &looks.title)?;
        sheet::write(sheet, 1, 0, &voice.marks(), &looks.plain)?;
        let portfolio = end.portfolio;
        let groups = portfolio.groups.iter().map(|(group, tally)| (voice.name(*group), tally));
        let groups = groups.chain([(voice.say("xlsx.all", &[]), &portfolio.all)]);
        let mut next = tallies(sheet, 3, voice, "audit.column.group", groups, looks)? + 1;
        let unread = portfolio.unread.iter().map(|path| voice.say("audit.unread", &[("path", path)]));
        let policies = end.policies.iter().map(|it| voice.pack(it));
        let left_out = voice.coverage(end.coverage);
        let outside = end.outside.iter().flat_map(|it| voice.outside(it));
        let outside = end.outside.first().map(|_| voice.text("audit.outside")).into_iter().chain(outside);
        let lines: Vec<String> =
            voice.figures(portfolio).into_iter().chain(policies).chain(unread).chain(left_out).chain(outside).collect();
        for line in &lines {
            sheet::write(sheet, next, 0, line, &looks.plain)?;
            next += 1;
        }
        let departments = portfolio.departments.iter().map(|(name, tally)| (voice.named(name), tally));
        tallies(sheet, next + 1, voice, "audit.column.department", departments, looks).map(drop)
    }
}

impl Written for AuditWorkbook {
    fn part(&mut self, part: &AuditedPart, _out: &mut dyn Write) -> io::Result<()> {
        guarded(|| self.write_part(part))
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut file = guarded(|| self.write_end(end))?;
        file.rewind()?;
        io::copy(&mut file, out).map(drop)
    }
}

/// The library has no error for a temporary file that cannot be written, as on a full disk: it panics.
fn guarded<T>(write: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    match catch_unwind(AssertUnwindSafe(write)) {
        Ok(written) => written.map_err(sheet::error),
        Err(panic) => {
            let fixed = || panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
            let said = panic.downcast_ref::<String>().cloned().or_else(fixed);
            Err(io::Error::other(said.unwrap_or_default()))
        }
    }
}

/// Writes a table of counts, and gives the row below it.
fn tallies<'t>(
    sheet: &mut Worksheet,
    mut row: RowNum,
    voice: Voice,
    heading: &str,
    tallies: impl Iterator<Item = (String, &'t StatusTally)>,
    looks: &Looks,
) -> Result<RowNum, XlsxError> {
    let first = Column { heading: voice.say(heading, &[]), width: OVERVIEW };
    let parts = narrow(voice.say("audit.column.parts", &[]));
    let columns: Vec<Column> = [first, parts].into_iter().chain(statuses(voice)).collect();
    sheet::head(sheet, row, &columns, looks)?;
    for (name, tally) in tallies {
        row += 1;
        let cells: Vec<CellValue> = std::iter::once(CellValue::Text(name)).chain(counts(tally)).collect();
        sheet::row(sheet, row, &columns, &cells, looks)?;
    }
    Ok(row + 1)
}

fn narrow(heading: String) -> Column {
    Column { heading, width: NARROW }
}

fn statuses(voice: Voice) -> [Column; STATUSES.len()] {
    STATUSES.map(|status| narrow(voice.name(status)))
}

/// How many parts, and how many obligations of each status.
fn counts(tally: &StatusTally) -> impl Iterator<Item = CellValue> {
    let statuses = STATUSES.map(|status| tally.of(status));
    std::iter::once(tally.parts).chain(statuses).map(CellValue::Number)
}

/// An obligation that a person has to see to.
fn open(voice: Voice, part: &AuditedPart, duty: &Duty) -> [CellValue; OPEN.len()] {
    [
        CellValue::Text(part.filing.to_string()),
        CellValue::Text(part.part.clone()),
        CellValue::Text(voice.departments(part)),
        CellValue::Text(voice.named(&part.contractor)),
        CellValue::Text(voice.owed(duty)),
        CellValue::Text(duty.asked.severity.name(voice.0)),
        CellValue::Text(voice.name(duty.status)),
        CellValue::Day(duty.due),
        CellValue::Day(duty.since),
        CellValue::Text(duty.reason.clone()),
        CellValue::Text(grounds(voice, &duty.asked.basis)),
    ]
}

/// An obligation, however it stands, and what that rests on.
fn basis(voice: Voice, part: &AuditedPart, duty: &Duty) -> [CellValue; DUTIES.len()] {
    let documents: Vec<String> =
        duty.met_by.iter().map(|proof| proof.document.clone()).filter(|document| !document.is_empty()).collect();
    let places: Vec<String> = duty.met_by.iter().map(|proof| format!("{}:{}", proof.path, proof.line)).collect();
    [
        CellValue::Line(part.filing.to_string()),
        CellValue::Line(part.part.clone()),
        CellValue::Line(voice.departments(part)),
        CellValue::Line(voice.named(&part.contractor)),
        CellValue::Line(voice.name(duty.asked.group)),
        CellValue::Line(voice.owed(duty)),
        CellValue::Line(voice.name(duty.status)),
        CellValue::Day(duty.due),
        CellValue::Day(duty.since),
        CellValue::Line(voice.join(&documents)),
        CellValue::Line(voice.join(&places)),
        CellValue::Line(duty.reason.clone()),
    ]
}

fn told(voice: Voice, path: &str, finding: &Finding) -> [CellValue; FINDINGS.len()] {
    [
        CellValue::Text(path.to_owned()),
        CellValue::Number(usize::try_from(finding.span.line).unwrap_or_default()),
        CellValue::Text(finding.severity.name(voice.0)),
        CellValue::Text(finding.message.clone()),
        CellValue::Text(finding.help.clone()),
        CellValue::Text(finding.rule.clone()),
    ]
}

fn grounds(voice: Voice, basis: &[String]) -> String {
    voice.join(basis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_file_that_cannot_be_written_is_an_error() {
        let left = std::hint::black_box(0);
        let said: [fn(u8) -> Result<(), XlsxError>; 2] = [|_| panic!("no room"), |left| panic!("no room: {left}")];
        let said = said.map(|full| guarded(|| full(left)).expect_err("an error").to_string());
        assert_eq!(said, ["no room", "no room: 0"]);
    }
}
