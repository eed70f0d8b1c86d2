//! A table that goes on on a further sheet when one is full.

use rust_xlsxwriter::{ColNum, RowNum, XlsxError};

use super::sheet::{self, Book, CellValue, Column};

/// Maximum number of rows of a table: one less than a sheet has, for the row that ends it.
pub(super) const MAX_ROWS: RowNum = 1_048_575;

/// The table. Its rows wait in temporary files, so that they take no memory.
pub(super) struct Pile {
    name: String,
    columns: Vec<Column>,
    most_rows: RowNum,
    sheets: usize,
    /// Position of the sheet that is written, and its next row.
    sheet: usize,
    row: RowNum,
}

impl Pile {
    /// Begins a table with its first sheet; more are added behind those that are there by then.
    pub(super) fn new(
        book: &mut Book,
        name: String,
        columns: Vec<Column>,
        most_rows: RowNum,
    ) -> Result<Self, XlsxError> {
        let mut pile = Pile { name, columns, most_rows, sheets: 0, sheet: 0, row: 0 };
        pile.begin(book)?;
        Ok(pile)
    }

    /// Writes the next row.
    pub(super) fn row(&mut self, book: &mut Book, cells: &[CellValue]) -> Result<(), XlsxError> {
        if self.row == self.most_rows {
            self.end(book)?;
            self.begin(book)?;
        }
        sheet::row(book.workbook.worksheet_from_index(self.sheet)?, self.row, &self.columns, cells, &book.looks)?;
        self.row += 1;
        Ok(())
    }

    /// Lets a reader filter the sheet that was written.
    pub(super) fn end(&self, book: &mut Book) -> Result<(), XlsxError> {
        let last = ColNum::try_from(self.columns.len()).unwrap_or(1).saturating_sub(1);
        let sheet = book.workbook.worksheet_from_index(self.sheet)?;
        sheet.autofilter(0, 0, self.row - 1, last)?;
        // Without a cell below it, the library writes the height of the last row as a second row of that number, which
        // other programs take for damage.
        sheet.write_blank(self.row, 0, &book.looks.plain)?;
        Ok(())
    }

    fn begin(&mut self, book: &mut Book) -> Result<(), XlsxError> {
        self.sheets += 1;
        self.sheet = book.workbook.worksheets().len();
        self.row = 1;
        let sheet = book.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(match self.sheets {
            1 => self.name.clone(),
            more => format!("{}({more})", self.name),
        })?;
        sheet::paper(sheet, book.lang);
        sheet::head(sheet, 0, &self.columns, &book.looks)?;
        sheet::keep(sheet, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_full_sheet_is_followed_by_another_with_the_same_headings() {
        let mut book = Book::new(Lang::Ja, jiff::civil::date(2026, 11, 20)).expect("book");
        let columns = Vec::from(["列", "欄"].map(|heading| Column { heading: heading.to_owned(), width: 8 }));
        let mut pile = Pile::new(&mut book, "根拠".to_owned(), columns, 3).expect("begun");
        for row in 0..5 {
            pile.row(&mut book, &[CellValue::Number(row)]).expect("written");
        }
        pile.end(&mut book).expect("ended");
        let bytes = book.workbook.save_to_buffer().expect("saved");
        let mut read: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).expect("read");
        let sheets = calamine::Reader::worksheets(&mut read);
        let told: Vec<(String, Vec<String>)> = sheets
            .into_iter()
            .map(|(name, cells)| (name, cells.rows().map(|row| row[0].to_string()).collect()))
            .collect();
        let sheet = |name: &str, rows: &[&str]| (name.to_owned(), rows.iter().map(|row| (*row).to_owned()).collect());
        assert_eq!(
            told,
            [sheet("根拠", &["列", "0", "1"]), sheet("根拠(2)", &["列", "2", "3"]), sheet("根拠(3)", &["列", "4"])]
        );
        for (at, rows) in [(1, 3), (2, 3), (3, 2)] {
            let xml = super::sheet::tests::entry(&bytes, &format!("xl/worksheets/sheet{at}.xml"));
            for part in
                [&*format!("<autoFilter ref=\"A1:B{rows}\"/>"), "<pane ySplit=\"1\" ", "orientation=\"landscape\""]
            {
                assert!(xml.contains(part), "{at}: {part}");
            }
        }
    }
}
