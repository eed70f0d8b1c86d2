//! How a sheet of a filing is printed: on A4, what is folded or stands last and says nothing left out, with letters that can be
//! read.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use crate::workbook::PlannedTable;

/// Width that a page on its side, and one upright, has room for, in digits, where letters are eight points high.
const WIDE: usize = 142;
const UPRIGHT: usize = 103;
/// Of letters of eight points, and of those that the screen shows, in hundredths of these.
const SMALLEST: u16 = 73;
const LARGEST: u16 = 100;
/// Last row of any sheet: an area of whole columns grows with the rows.
const LAST: RowNum = 1_048_575;

/// Prints a sheet of tables, whose columns are so wide, as far as one of them says something. `fixed` is the number
/// of columns that stand on every page.
pub(super) fn tables(
    sheet: &mut Worksheet,
    tables: &[PlannedTable],
    width: impl Fn(usize) -> usize,
    fixed: usize,
) -> Result<(), XlsxError> {
    let printed = |table: &PlannedTable| table.layout.rows.parents().len() + table.printed();
    // Tables in which nothing is written yet are no wider than the others.
    let filled = tables.iter().filter(|table| !table.records.is_empty()).map(printed).max();
    let count = filled.or_else(|| tables.iter().map(printed).max()).unwrap_or_default();
    let last = ColNum::try_from(count.saturating_sub(1)).unwrap_or(ColNum::MAX);
    sheet.set_print_area(0, 0, LAST, last)?;
    if let Some(repeated) = fixed.checked_sub(1) {
        sheet.set_repeat_columns(0, ColNum::try_from(repeated).unwrap_or_default())?;
    }
    scale(sheet, WIDE, (0..count).map(width).sum());
    Ok(())
}

/// Prints a sheet whose records, so many and each so wide, lie as columns: upright as the paper that it stands for, where that has
/// the room.
pub(super) fn form(sheet: &mut Worksheet, headings: u16, records: usize, each: u16) -> Result<(), XlsxError> {
    sheet.set_repeat_columns(0, 0)?;
    let width = usize::from(headings) + records * usize::from(each);
    let page = if width <= UPRIGHT { UPRIGHT } else { WIDE };
    if width <= UPRIGHT {
        sheet.set_portrait();
    }
    scale(sheet, page, width);
    Ok(())
}

/// Prints letters of eight points, and larger ones where all columns, so wide together, fit a page with them. Columns for which a
/// page has no room stand on another beside it.
fn scale(sheet: &mut Worksheet, page: usize, width: usize) {
    let fits = usize::from(SMALLEST) * page / width.max(1);
    sheet.set_print_scale(u16::try_from(fits).unwrap_or(LARGEST).clamp(SMALLEST, LARGEST)).set_page_order(false);
}
