//! Reads the lines of workbooks (.xlsx).

use std::borrow::Cow;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxCellReader, XlsxError};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::rows::{self, TableLine};
use super::{MAX_BYTES, Table};
use crate::evidence::MAX_RECORDS;
use crate::evidence::problems::Problems;
use crate::filing::{InputProblem, Problem};
use crate::vocabulary::enumerations::{Enumerated, RecordKey};

/// Maximum number of sheets of a workbook: a small one can name the same large sheet many times.
const MAX_SHEETS: usize = 100;

/// Maximum number of cells of a workbook: every key of as many records as a file may hold.
const MAX_CELLS: usize = MAX_RECORDS * RecordKey::TABLE.values.len();

/// The part of a workbook with the strings that its sheets share.
const SHARED_STRINGS: &str = "sharedstrings.xml";

/// Length in bytes of the shortest string in it, `<si/>`.
const SHORTEST_STRING: u64 = 5;

const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// The mark of compound files: workbooks older than .xlsx, and any workbook with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

const BROKEN: Problem = Problem::BadWorkbook { reason: "broken" };
const OLD: Problem = Problem::BadWorkbook { reason: "old" };

type Source = Cursor<Vec<u8>>;

/// True if a file is marked as a workbook, whether it can be read or not.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND) || ZIP.iter().any(|mark| bytes.starts_with(mark))
}

/// Returns the tables of a workbook, or one failed table with the reason.
pub(super) fn tables(path: &str, bytes: Vec<u8>) -> Vec<Table> {
    let name: Arc<str> = path.into();
    // calamine adds up the name of a cell as it comes; a build that checks sums panics on one that is too long.
    let read = std::panic::catch_unwind(|| read(path, bytes, Budget::whole())).unwrap_or(Err(BROKEN));
    match read {
        Ok(tables) if tables.is_empty() => vec![Table::failed(name, Problem::NoHeadings)],
        Ok(mut tables) => {
            if let [only] = &mut tables[..] {
                only.path = name;
            }
            tables
        }
        Err(problem) => vec![Table::failed(name, problem)],
    }
}

/// Every sheet that has headings, or breaks off before any are found.
fn read(path: &str, bytes: Vec<u8>, mut left: Budget) -> Result<Vec<Table>, Problem> {
    if bytes.starts_with(COMPOUND) {
        return Err(OLD);
    }
    weigh(&bytes, left.bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if sheets.len() > MAX_SHEETS {
        return Err(Problem::TooMany { what: "sheets", limit: MAX_SHEETS });
    }
    let mut tables = Vec::new();
    for sheet in sheets {
        let name: Arc<str> = format!("{path}[{sheet}]").into();
        let Ok(cells) = workbook.worksheet_cells_reader(&sheet) else {
            tables.push(Table::failed(name, BROKEN));
            continue;
        };
        let mut lines = Lines {
            cells,
            left: &mut left,
            last: (1, 1),
            ahead: None,
            over: false,
            end: None,
            problems: Problems::default(),
        };
        let found = rows::table(Arc::clone(&name), &mut lines);
        let (end, problems) = (lines.end, lines.problems);
        match found {
            Some(mut table) => {
                table.problems.extend(problems.end());
                table.broken_off(end);
                tables.push(table);
            }
            None => tables.extend(end.map(|problem| Table::failed_at(name, problem))),
        }
    }
    Ok(tables)
}

/// Unpacks everything once and keeps nothing: what a workbook says of its own size need not be true.
fn weigh(bytes: &[u8], most: usize) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    let mut left = u64::try_from(most).unwrap_or(u64::MAX);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| BROKEN)?;
        let size = io::copy(&mut entry.take(left.saturating_add(1)), &mut io::sink()).map_err(|_| BROKEN)?;
        left = left.checked_sub(size).ok_or(Problem::TooMany { what: "bytes", limit: MAX_BYTES })?;
        let entry = archive.by_index(at).map_err(|_| BROKEN)?;
        let shared = entry.name().map_err(|_| BROKEN)?.to_ascii_lowercase().ends_with(SHARED_STRINGS);
        if shared && promised(entry) > size / SHORTEST_STRING {
            return Err(BROKEN);
        }
    }
    Ok(())
}

/// Returns how many strings the shared table states it has: calamine allocates room for them at once.
fn promised(entry: impl Read) -> u64 {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(entry));
    xml.config_mut().check_end_names = false;
    let mut event = Vec::new();
    loop {
        event.clear();
        match xml.read_event_into(&mut event) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                let counts = tag.split("uniqueCount").skip(1).map(|rest| {
                    let digits = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
                    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                    digits.get(..end).filter(|it| !it.is_empty()).map_or(0, |it| it.parse().unwrap_or(u64::MAX))
                });
                return counts.max().unwrap_or(0);
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

/// How much of a workbook may still be read.
struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// What one workbook may cost.
    fn whole() -> Self {
        Budget { cells: MAX_CELLS, bytes: MAX_BYTES }
    }
}

struct Lines<'s, 'b> {
    cells: XlsxCellReader<'s, Source>,
    left: &'b mut Budget,
    /// Row and column of the cell that was read last.
    last: (u32, u32),
    /// The first cell of the next line.
    ahead: Option<Written<'s>>,
    /// True if there are no more cells; `end` is what ended the sheet early.
    over: bool,
    end: Option<InputProblem>,
    /// Problems with single cells.
    problems: Problems,
}

/// A cell with text: row and column, counted from 1, and the text.
type Written<'s> = (u32, u32, Cow<'s, str>);

impl<'s> Lines<'s, '_> {
    fn cell(&mut self) -> Option<Written<'s>> {
        while !self.over {
            let value = match self.cells.next_cell() {
                Ok(None) => {
                    self.over = true;
                    break;
                }
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    self.last = (row.saturating_add(1), column.saturating_add(1));
                    match cell.get_value() {
                        DataRef::Error(error) => Err(error.to_string()),
                        value => Ok(text(value)),
                    }
                }
                // An error value that calamine has no name for. The cell is not stated; it is the one after the last.
                Err(XlsxError::CellError(error)) => {
                    self.last.1 = self.last.1.saturating_add(1);
                    Err(error)
                }
                Err(_) => return self.stop(BROKEN),
            };
            if !take(&mut self.left.cells, 1) {
                return self.stop(Problem::TooMany { what: "cells", limit: MAX_CELLS });
            }
            let (row, column) = self.last;
            match value {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) if !take(&mut self.left.bytes, text.len()) => {
                    return self.stop(Problem::TooMany { what: "bytes", limit: MAX_BYTES });
                }
                Ok(text) => return Some((row, column, text)),
                Err(value) => self.problems.push(at(row, column, Problem::ErrorCell { value })),
            }
        }
        None
    }

    fn stop<T>(&mut self, problem: Problem) -> Option<T> {
        let (row, column) = self.last;
        self.over = true;
        self.end = Some(at(row, column, problem));
        None
    }
}

impl<'s> Iterator for Lines<'s, '_> {
    type Item = TableLine<'s>;

    fn next(&mut self) -> Option<Self::Item> {
        let (number, column, text) = self.ahead.take().or_else(|| self.cell())?;
        let mut line = TableLine { number, fields: None, cells: vec![(column, text)] };
        while let Some((row, column, text)) = self.cell() {
            if row != number {
                self.ahead = Some((row, column, text));
                break;
            }
            line.cells.push((column, text));
        }
        Some(line)
    }
}

fn at(row: u32, column: u32, problem: Problem) -> InputProblem {
    InputProblem { problem, pointer: String::new(), span: rows::place(row, column) }
}

/// Takes an amount from what is left; false if that is not enough.
fn take(left: &mut usize, amount: usize) -> bool {
    match left.checked_sub(amount) {
        Some(rest) => *left = rest,
        None => return false,
    }
    true
}

/// Returns the text of a cell as a reader of the sheet would type it. A formula counts as the value saved with it.
fn text<'s>(value: &DataRef<'s>) -> Cow<'s, str> {
    match value {
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cow::Owned(text.clone()),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Float(number) => Cow::Owned(number.to_string()),
        DataRef::Bool(flag) => Cow::Owned(flag.to_string()),
        DataRef::DateTime(time) => Cow::Owned(time_text(time)),
        DataRef::Error(_) | DataRef::Empty => Cow::Borrowed(""),
    }
}

/// Writes a day, a time of day, or both, in the form of ISO 8601.
fn time_text(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
    let (date, clock) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}"));
    match time.as_f64() {
        days if (0.0..1.0).contains(&days) => clock,
        days if days.fract() == 0.0 => date,
        _ => format!("{date} {clock}"),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    /// A workbook whose sheets have these lines, with a cell for each comma more.
    fn book(sheets: &[&[&str]]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for lines in sheets {
            let sheet = workbook.add_worksheet();
            for (row, line) in (0..).zip(*lines) {
                for (column, text) in (0..).zip(line.split(',')) {
                    sheet.write_string(row, column, text).expect("written");
                }
            }
        }
        workbook.save_to_buffer().expect("saved")
    }

    /// Records of a sheet, what is wrong in it and where, and whether it ended early.
    type SheetRead = (usize, Vec<(Problem, u32, u32)>, bool);

    /// What is read of each sheet, or why nothing is.
    fn within(left: Budget, sheets: &[&[&str]]) -> Result<Vec<SheetRead>, Problem> {
        let told = |one: InputProblem| (one.problem, one.span.line, one.span.column);
        let tables = read("t", book(sheets), left)?.into_iter();
        Ok(tables.map(|it| (it.records.len(), it.problems.into_iter().map(told).collect(), it.unread)).collect())
    }

    const LINES: &[&str] = &["filing,kind,document", "a,training,D1", "b,training,D2"];

    #[test]
    fn cells_are_counted_over_all_sheets() {
        let cells = |cells| within(Budget { cells, ..Budget::whole() }, &[LINES, LINES]);
        let over = |row, column| vec![(Problem::TooMany { what: "cells", limit: MAX_CELLS }, row, column)];
        assert_eq!(cells(18), Ok(vec![(2, vec![], false), (2, vec![], false)]));
        // The record of the line that is cut short tells what is left of it.
        assert_eq!(cells(17), Ok(vec![(2, vec![], false), (2, over(3, 3), true)]));
        assert_eq!(cells(15), Ok(vec![(2, vec![], false), (1, over(3, 1), true)]));
        assert_eq!(cells(9), Ok(vec![(2, vec![], false), (0, over(1, 1), true)]));
    }

    #[test]
    fn texts_are_weighed_as_often_as_they_are_read() {
        // Packed they count once more, all together.
        let unpacked = 1_000_000;
        let text = "x".repeat(30_000);
        let line = format!("a,training,{text}");
        let mut lines = vec!["filing,kind,document"];
        lines.extend(std::iter::repeat_n(line.as_str(), 34));
        let found = within(Budget { bytes: unpacked, ..Budget::whole() }, &[&lines]).expect("small enough");
        let over = (Problem::TooMany { what: "bytes", limit: MAX_BYTES }, 35, 3);
        assert_eq!(found, [(34, vec![over], true)]);
        lines.pop();
        let found = within(Budget { bytes: unpacked, ..Budget::whole() }, &[&lines]).expect("small enough");
        assert_eq!(found, [(33, vec![], false)]);
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_not_read() {
        let bytes = book(&[LINES]);
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        let size = |archive: &mut ZipArchive<_>, at| archive.by_index(at).expect("an entry").size();
        let unpacked: u64 = (0..archive.len()).map(|at| size(&mut archive, at)).sum();
        let unpacked = usize::try_from(unpacked).expect("small");
        assert_eq!(weigh(&bytes, unpacked), Ok(()));
        let too_much = Err(Problem::TooMany { what: "bytes", limit: MAX_BYTES });
        assert_eq!(weigh(&bytes, unpacked - 1), too_much);
        assert_eq!(weigh(&bytes, 0), too_much);
    }

    #[test]
    fn no_more_sheets_are_read_than_anyone_keeps() {
        let sheets = |count| within(Budget::whole(), &vec![LINES; count]).map(|tables| tables.len());
        assert_eq!(sheets(MAX_SHEETS), Ok(MAX_SHEETS));
        assert_eq!(sheets(MAX_SHEETS + 1), Err(Problem::TooMany { what: "sheets", limit: MAX_SHEETS }));
    }

    #[test]
    fn strings_that_a_table_promises_are_counted_by_the_largest_number_it_tells() {
        for (xml, count) in [
            ("<sst uniqueCount=\"12\"/>", 12),
            ("<x:sst uniqueCount='7' count='9'></x:sst>", 7),
            ("<sst uniqueCount=\"3\" uniqueCount=\"30\">", 30),
            ("<sst uniqueCount=\"99999999999999999999999\">", u64::MAX),
            ("<sst count=\"5\">", 0),
            ("<sst uniqueCount=\"\">", 0),
            ("<other uniqueCount=\"5\"/>", 0),
            ("<?xml version=\"1.0\"?><!-- --><sst uniqueCount=\"4\">", 4),
            ("", 0),
            ("<sst", 0),
        ] {
            assert_eq!(promised(xml.as_bytes()), count, "{xml}");
        }
    }

    #[test]
    fn what_is_taken_is_never_more_than_there_is() {
        let mut left = 5;
        assert_eq!((take(&mut left, 3), left), (true, 2));
        assert_eq!((take(&mut left, 3), left), (false, 2));
        assert_eq!((take(&mut left, 2), left), (true, 0));
        assert_eq!((take(&mut left, 1), left), (false, 0));
    }
}
