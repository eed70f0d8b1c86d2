//! The sheet of checklists: the texts of its rows to be read, and cells beside them to be filled in.

use rust_xlsxwriter::{ColNum, DataValidation, DataValidationErrorStyle, RowNum, XlsxError};

use super::super::sheet::{self, Book, Column};
use super::{CellRemark, MORE};
use crate::words::say;
use crate::workbook::checklist::{ANSWERS, AnswerSheet, CHECKLIST, DONE, HEADINGS, NOT_APPLICABLE};
use crate::workbook::words;

/// Widths of the columns, in digits.
const WIDTHS: [usize; 8] = [8, 6, 38, 12, 6, 38, 12, 6];
/// Number of columns that stay in sight.
const FIXED: ColNum = 2;

/// Writes the sheet.
pub(super) fn write(book: &mut Book, planned: &AnswerSheet, remarks: &[&CellRemark]) -> Result<(), XlsxError> {
    let lang = book.lang;
    let Book { workbook, looks, .. } = book;
    let sheet = workbook.add_worksheet();
    sheet.set_name(words::one(CHECKLIST, lang))?;
    let columns = HEADINGS.into_iter().zip(WIDTHS);
    let columns: Vec<Column> = columns.map(|(key, width)| Column { heading: words::one(key, lang), width }).collect();
    sheet::head(sheet, 0, &columns, looks)?;
    for (at, _) in (0..).zip(&columns) {
        sheet.set_column_format(at, &looks.text)?;
    }
    for (row, texts) in (1..).zip(&planned.rows) {
        for (at, text) in (0..).zip(texts) {
            sheet::write(sheet, row, at, text, &looks.boxed)?;
        }
        sheet::grow(sheet, row, texts.iter().map(String::as_str).zip(WIDTHS))?;
    }
    let last = RowNum::try_from(planned.rows.len()).unwrap_or(RowNum::MAX).saturating_add(MORE);
    for at in ANSWERS.into_iter().filter_map(|at| ColNum::try_from(at).ok()) {
        let choice = DataValidation::new().allow_list_strings(&[DONE.to_owned(), NOT_APPLICABLE.to_string()])?;
        // The reason stands in the same cell.
        let choice = choice.set_error_style(DataValidationErrorStyle::Information).show_error_message(false);
        sheet.add_data_validation(1, at, last, at, &choice.set_input_message(say(lang, "workbook.answer", &[]))?)?;
    }
    for remark in remarks {
        remark.write(sheet)?;
    }
    sheet.set_freeze_panes(1, FIXED)?.set_repeat_rows(0, 0)?;
    sheet::paper(sheet, lang);
    Ok(())
}
