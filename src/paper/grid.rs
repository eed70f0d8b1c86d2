//! Workbooks (.xlsx) in which an office has laid out a form. How a cell looks is not read.

use super::build::{PaperBuilder, WrittenLine};
use super::{MAX_TEXT, MAX_UNPACKED, OldPaper, PaperCell, PaperRefusal};
use crate::cells::{self, Allowance, OpenBook, Refusal};

/// All that is read of a workbook.
const WHOLE: Allowance = Allowance { sheets: MAX_SHEETS, cells: MAX_CELLS, bytes: MAX_UNPACKED, texts: MAX_TEXT };
/// Maximum number of cells: graph paper of some hundred pages.
const MAX_CELLS: usize = 1_000_000;
const MAX_SHEETS: usize = 100;

pub(super) fn read(bytes: Vec<u8>) -> Result<OldPaper, PaperRefusal> {
    let read = cells::guarded(|| {
        let mut book = OpenBook::open(bytes, WHOLE)?;
        let mut sheets = Vec::new();
        for name in book.sheets()? {
            let mut cells = Vec::new();
            let mut left = MAX_TEXT;
            for cell in book.cells(&name)? {
                let cell = cell?;
                let text = cell.value.map_or_else(|error| error, |text| text.into_owned());
                left = left.checked_sub(text.len()).ok_or(Refusal::Bytes)?;
                cells.push((cell.row, cell.column, text));
            }
            cells.sort();
            sheets.push((name, cells));
        }
        Ok(sheets)
    });
    let sheets = read?;
    let mut paper = PaperBuilder::default().wrapped();
    for (table, (name, cells)) in (0..).zip(sheets) {
        paper.sheet(name);
        for (row, column, text) in cells {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            let line = WrittenLine { text, marked: Vec::new() };
            paper.line(&line, Some(PaperCell { table, row, column }))?;
        }
    }
    Ok(paper.finish())
}
