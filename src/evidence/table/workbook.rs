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
    // calamine adds up the name of a cell without a limit; a build with overflow checks panics on one that is too long.
    let read = std::panic::catch_unwind(|| read(path, bytes)).unwrap_or(Err(BROKEN));
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

/// Reads every sheet that has headings, or that breaks off before any are found.
fn read(path: &str, bytes: Vec<u8>) -> Result<Vec<Table>, Problem> {
    if bytes.starts_with(COMPOUND) {
        return Err(OLD);
    }
    weigh(&bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if sheets.len() > MAX_SHEETS {
        return Err(Problem::TooMany { what: "sheets", limit: MAX_SHEETS });
    }
    let mut left = Budget { cells: MAX_CELLS, bytes: MAX_BYTES };
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

/// Unpacks everything once and discards it, since the sizes that a workbook states may be false.
fn weigh(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut left = limit;
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
