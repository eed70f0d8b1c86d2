//! Reads the lines of workbooks (.xlsx).

use std::borrow::Cow;
use std::sync::Arc;

use super::rows::{self, TableLine};
use super::{MAX_BYTES, Table};
use crate::cells::{self, Allowance, BookCell, OpenBook, Refusal, SheetCells};
use crate::evidence::MAX_RECORDS;
use crate::evidence::problems::Problems;
use crate::filing::{InputProblem, Problem};
use crate::vocabulary::enumerations::{Enumerated, RecordKey};

/// Maximum number of sheets of a workbook: a small one can name the same large sheet many times.
const MAX_SHEETS: usize = 100;

/// Maximum number of cells of a workbook: every key of as many records as a file may hold.
const MAX_CELLS: usize = MAX_RECORDS * RecordKey::TABLE.values.len();

const BROKEN: Problem = Problem::BadWorkbook { reason: "broken" };
const OLD: Problem = Problem::BadWorkbook { reason: "old" };

/// What one workbook may cost.
const WHOLE: Allowance = Allowance { sheets: MAX_SHEETS, cells: MAX_CELLS, bytes: MAX_BYTES, texts: MAX_BYTES };

/// Returns the tables of a workbook, or one failed table with the reason.
pub(super) fn tables(path: &str, bytes: Vec<u8>) -> Vec<Table> {
    let name: Arc<str> = path.into();
    let read = cells::guarded(|| read(path, bytes, WHOLE)).map_err(problem);
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
fn read(path: &str, bytes: Vec<u8>, allowance: Allowance) -> Result<Vec<Table>, Refusal> {
    let mut workbook = OpenBook::open(bytes, allowance)?;
    let mut tables = Vec::new();
    for sheet in workbook.sheets()? {
        let name: Arc<str> = format!("{path}[{sheet}]").into();
        let Ok(cells) = workbook.cells(&sheet) else {
            tables.push(Table::failed(name, BROKEN));
            continue;
        };
        let mut lines = Lines { cells, ahead: None, end: None, problems: Problems::default() };
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

fn problem(why: Refusal) -> Problem {
    match (why, why.exceeded(WHOLE)) {
        (_, Some((what, limit))) => Problem::TooMany { what, limit },
        (Refusal::Old, None) => OLD,
        _ => BROKEN,
    }
}

struct Lines<'s> {
    cells: SheetCells<'s>,
    /// The first cell of the next line.
    ahead: Option<Written<'s>>,
    /// What ended the sheet early.
    end: Option<InputProblem>,
    /// Problems with single cells.
    problems: Problems,
}

/// A cell with text: row and column, counted from 1, and the text.
type Written<'s> = (u32, u32, Cow<'s, str>);

impl<'s> Lines<'s> {
    fn cell(&mut self) -> Option<Written<'s>> {
        loop {
            match self.cells.next()? {
                Ok(BookCell { row, column, value: Ok(text) }) => return Some((row, column, text)),
                Ok(BookCell { row, column, value: Err(value) }) => {
                    self.problems.push(at(row, column, Problem::ErrorCell { value }));
                }
                Err(why) => {
                    let (row, column) = self.cells.reached();
                    self.end = Some(at(row, column, problem(why)));
                    return None;
                }
            }
        }
    }
}

impl<'s> Iterator for Lines<'s> {
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
    fn within(left: Allowance, sheets: &[&[&str]]) -> Result<Vec<SheetRead>, Problem> {
        let told = |one: InputProblem| (one.problem, one.span.line, one.span.column);
        let tables = read("t", book(sheets), left).map_err(problem)?.into_iter();
        Ok(tables.map(|it| (it.records.len(), it.problems.into_iter().map(told).collect(), it.unread)).collect())
    }

    const LINES: &[&str] = &["filing,kind,document", "a,training,D1", "b,training,D2"];

    #[test]
    fn cells_are_counted_over_all_sheets() {
        let cells = |cells| within(Allowance { cells, ..WHOLE }, &[LINES, LINES]);
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
        let found = within(Allowance { texts: unpacked, ..WHOLE }, &[&lines]).expect("small enough");
        let over = (Problem::TooMany { what: "texts", limit: MAX_BYTES }, 35, 3);
        assert_eq!(found, [(34, vec![over], true)]);
        lines.pop();
        let found = within(Allowance { texts: unpacked, ..WHOLE }, &[&lines]).expect("small enough");
        assert_eq!(found, [(33, vec![], false)]);
    }

    #[test]
    fn no_more_sheets_are_read_than_anyone_keeps() {
        let sheets = |count| within(WHOLE, &vec![LINES; count]).map(|tables| tables.len());
        assert_eq!(sheets(MAX_SHEETS), Ok(MAX_SHEETS));
        assert_eq!(sheets(MAX_SHEETS + 1), Err(Problem::TooMany { what: "sheets", limit: MAX_SHEETS }));
    }
}
