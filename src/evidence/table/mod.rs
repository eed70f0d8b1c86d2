//! Evidence kept in tables: reads records from delimited text and workbooks.
//!
//! Owns telling the two apart, the limits on what a table may cost, the row of headings, and the rows below it. Each form
//! of table is read by one file, which alone knows the library for it.

mod delimited;
mod rows;
mod workbook;

use std::sync::Arc;

use super::model::Record;
use crate::cells;
use crate::filing::{InputProblem, Problem};
use crate::source::Span;

/// Maximum number of bytes of a table: of a text, of an unpacked workbook, or of the texts in its cells.
const MAX_BYTES: usize = 500_000_000;

/// One table of a file, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Path of the file; for a workbook with several tables, followed by the name of the sheet in brackets.
    pub path: Arc<str>,
    /// Its records. Their lines are rows of the sheet, their columns those of the sheet.
    pub records: Vec<Record>,
    /// Problems with the table and its rows.
    pub problems: Vec<InputProblem>,
    /// True if it could not be read, or not to its end.
    pub unread: bool,
}

impl Table {
    /// Makes a table of which nothing could be read.
    fn failed(path: Arc<str>, problem: Problem) -> Self {
        Table::failed_at(path, InputProblem { problem, pointer: String::new(), span: Span::START })
    }

    /// Makes a table of which nothing could be read, because of what is written at a place.
    fn failed_at(path: Arc<str>, problem: InputProblem) -> Self {
        Table { path, records: Vec::new(), problems: vec![problem], unread: true }
    }

    /// Records the problem that kept the table from being read to its end.
    fn broken_off(&mut self, end: Option<InputProblem>) {
        self.unread |= end.is_some();
        self.problems.extend(end);
    }
}

/// Returns the tables of a file: one for a text; for a workbook, every sheet with a row of headings.
pub fn tables(path: &str, bytes: Vec<u8>) -> Vec<Table> {
    if cells::is_workbook(&bytes) { workbook::tables(path, bytes) } else { vec![delimited::table(path, bytes)] }
}
