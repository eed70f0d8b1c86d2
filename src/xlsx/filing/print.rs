//! How a sheet of a filing is printed: on A4, what is folded or stands last and says nothing left out, and as many pages wide
//! as keep its letters readable.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use crate::workbook::PlannedTable;

/// Width that a page on its side, and one upright, has room for, in digits: letters are then seven points high.
const WIDE: usize = 200;
const UPRIGHT: usize = 136;
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
    let count = tables.iter().map(printed).max().unwrap_or_default();
    let (repeated, rest): (Vec<usize>, Vec<usize>) = (0..count).partition(|at| *at < fixed);
    let sum = |columns: Vec<usize>| columns.into_iter().map(&width).sum();
    let last = ColNum::try_from(count.saturating_sub(1)).unwrap_or(ColNum::MAX);
    sheet.set_print_area(0, 0, LAST, last)?;
    if let Some(repeated) = fixed.checked_sub(1) {
        sheet.set_repeat_columns(0, ColNum::try_from(repeated).unwrap_or_default())?;
    }
    fit(sheet, WIDE, sum(repeated), sum(rest));
    Ok(())
}

/// Prints a sheet whose records lie as columns, upright as the paper that it stands for.
pub(super) fn form(sheet: &mut Worksheet, headings: u16, records: usize) -> Result<(), XlsxError> {
    sheet.set_repeat_columns(0, 0)?.set_portrait();
    fit(sheet, UPRIGHT, usize::from(headings), records);
    Ok(())
}

/// Makes a sheet as many pages wide as it needs, beside each other. `repeated` is the width of what stands on every page,
/// `rest` that of all else, in digits.
fn fit(sheet: &mut Worksheet, page: usize, repeated: usize, rest: usize) {
    let pages = rest.div_ceil(page.saturating_sub(repeated).max(1)).max(1);
    sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(u16::MAX), 0).set_page_order(false);
}
