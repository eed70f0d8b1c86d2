//! The cells of a workbook, sheet by sheet.

use std::borrow::Cow;
use std::io::Cursor;
use std::panic::UnwindSafe;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxCellReader, XlsxError};

use super::{Allowance, Refusal, take, weigh};

type Source = Cursor<Vec<u8>>;

/// A workbook that is being read.
pub struct OpenBook {
    workbook: Xlsx<Source>,
    left: Allowance,
}

/// One cell, by its row and column, both counted from 1.
#[derive(Debug)]
pub struct BookCell<'s> {
    /// Row of the sheet.
    pub row: u32,
    /// Column of the sheet.
    pub column: u32,
    /// Its text as a reader of the sheet would type it, never blank; `Err` for an error value such as `#REF!`.
    pub value: Result<Cow<'s, str>, String>,
}

/// A block of cells of which a sheet shows only the first: rows and columns counted from 1, the last inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergedBlock {
    /// Row and column of the cell that is shown.
    pub first: (u32, u32),
    /// Row and column of the last cell.
    pub last: (u32, u32),
}

/// Runs what reads a workbook: calamine adds up the name of a cell as it comes, and a build that checks sums panics on one
/// that is too long.
///
/// # Errors
/// What `read` returns, or that the workbook is broken.
pub fn guarded<T>(read: impl FnOnce() -> Result<T, Refusal> + UnwindSafe) -> Result<T, Refusal> {
    std::panic::catch_unwind(read).unwrap_or(Err(Refusal::Broken))
}

impl OpenBook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// It cannot be read, or weighs more than is allowed.
    pub fn open(bytes: Vec<u8>, allowance: Allowance) -> Result<Self, Refusal> {
        weigh::weigh(&bytes, allowance.bytes)?;
        let workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
        Ok(OpenBook { workbook, left: allowance })
    }

    /// Returns the names of its sheets of cells, in their order.
    ///
    /// # Errors
    /// There are more than is allowed.
    pub fn sheets(&self) -> Result<Vec<String>, Refusal> {
        let sheets = self.workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
        if sheets.len() > self.left.sheets { Err(Refusal::Sheets) } else { Ok(sheets) }
    }

    /// Begins to read the cells of a sheet, row by row.
    ///
    /// # Errors
    /// The sheet cannot be read.
    pub fn cells(&mut self, sheet: &str) -> Result<SheetCells<'_>, Refusal> {
        let cells = self.workbook.worksheet_cells_reader(sheet).map_err(|_| Refusal::Broken)?;
        Ok(SheetCells { cells, left: &mut self.left, last: (1, 1), over: false })
    }

    /// Returns the merged cells of a sheet.
    pub fn merged(&mut self, sheet: &str) -> Vec<MergedBlock> {
        let merged = self.workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default();
        let from_one = |(row, column): (u32, u32)| (row.saturating_add(1), column.saturating_add(1));
        merged.iter().map(|block| MergedBlock { first: from_one(block.start), last: from_one(block.end) }).collect()
    }
}

/// The cells of a sheet while they are read. After an error there is no more.
pub struct SheetCells<'b> {
    cells: XlsxCellReader<'b, Source>,
    left: &'b mut Allowance,
    last: (u32, u32),
    over: bool,
}

impl SheetCells<'_> {
    /// Returns row and column of the cell that was read last.
    pub fn reached(&self) -> (u32, u32) {
        self.last
    }

    fn stop<T>(&mut self, why: Refusal) -> Option<Result<T, Refusal>> {
        self.over = true;
        Some(Err(why))
    }
}

impl<'b> Iterator for SheetCells<'b> {
    type Item = Result<BookCell<'b>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
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
                Err(_) => return self.stop(Refusal::Broken),
            };
            if !take(&mut self.left.cells, 1) {
                return self.stop(Refusal::Cells);
            }
            let (row, column) = self.last;
            match value {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) if !take(&mut self.left.texts, text.len()) => return self.stop(Refusal::Texts),
                value => return Some(Ok(BookCell { row, column, value })),
            }
        }
        None
    }
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
