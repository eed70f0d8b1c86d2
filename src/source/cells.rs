//! The cells that a document was read from, where it was no text: each counts as one line.

use super::Span;

/// The cells of a workbook. A place in its document gives the number of a cell, counted from 1, as its line.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    sheets: Vec<String>,
    all: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    sheet: usize,
    row: u32,
    column: u32,
    heading: Box<str>,
    text: Box<str>,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace<'c> {
    /// Name of its sheet.
    pub sheet: &'c str,
    /// Row, counted from 1.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// The heading that it stands under or beside; empty if it has none.
    pub heading: &'c str,
    /// What it holds, on one line.
    pub text: &'c str,
}

impl Cells {
    /// Begins a sheet. Cells that are added belong to it.
    pub fn begin(&mut self, sheet: &str) {
        self.sheets.push(sheet.to_owned());
    }

    /// Adds a cell by its row and column, both counted from 1, and returns the place that it has in the document.
    pub fn add(&mut self, row: u32, column: u32, heading: &str, text: &str) -> Span {
        let text: Box<str> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let sheet = self.sheets.len().saturating_sub(1);
        self.all.push(Entry { sheet, row, column, heading: heading.into(), text });
        Span::on_line(u32::try_from(self.all.len()).unwrap_or(u32::MAX), 1, length.saturating_add(1))
    }

    /// Returns the cell at a line; `None` if there is none.
    pub fn cell(&self, line: u32) -> Option<CellPlace<'_>> {
        let entry = self.all.get((line as usize).checked_sub(1)?)?;
        let sheet = self.sheets.get(entry.sheet).map_or("", String::as_str);
        let Entry { row, column, heading, text, .. } = entry;
        Some(CellPlace { sheet, row: *row, column: *column, heading, text })
    }
}

impl CellPlace<'_> {
    /// Returns the name of the cell in its sheet, such as `H14`.
    pub fn name(self) -> String {
        let mut letters = Vec::new();
        let mut left = self.column;
        while left > 0 {
            let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
            letters.push(char::from(b'A' + digit));
            left = (left - 1) / 26;
        }
        letters.iter().rev().collect::<String>() + &self.row.to_string()
    }
}

/// A place as readers know it: a line and column of a text, or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownPlace<'c> {
    /// The line and column of a text, or the row and column of a sheet.
    pub span: Span,
    /// The cell, where the document was read from a workbook.
    pub cell: Option<CellPlace<'c>>,
}

impl<'c> ShownPlace<'c> {
    /// Returns a place of a document. `cells` are those of the document.
    pub fn of(cells: Option<&'c Cells>, span: Span) -> Self {
        let cell = cells.and_then(|cells| cells.cell(span.line));
        let span = cell.map_or(span, |cell| Span::character(cell.row, cell.column));
        ShownPlace { span, cell }
    }

    /// Returns sheet and name of the cell, such as `手順!H14`; `None` for a place in a text.
    pub fn address(self) -> Option<String> {
        self.cell.map(|cell| format!("{}!{}", cell.sheet, cell.name()))
    }

    /// Returns the place below a path: `PATH:LINE:COLUMN`, or `PATH[SHEET]!CELL`.
    pub fn below(self, path: &str) -> String {
        match self.cell {
            Some(cell) => format!("{path}[{}]!{}", cell.sheet, cell.name()),
            None => format!("{path}:{}:{}", self.span.line, self.span.column),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_lines_and_know_their_names() {
        let mut cells = Cells::default();
        cells.begin("手順");
        let first = cells.add(14, 8, "媒体", "紙\nCD-R");
        cells.begin("別紙");
        let second = cells.add(3, 703, "", "");
        assert_eq!((first, second), (Span::on_line(1, 1, 7), Span::on_line(2, 1, 1)));
        let cell = cells.cell(1).expect("a cell");
        assert_eq!((cell.sheet, cell.name().as_str(), cell.heading, cell.text), ("手順", "H14", "媒体", "紙 CD-R"));
        let cell = cells.cell(2).expect("a cell");
        assert_eq!((cell.sheet, cell.name().as_str()), ("別紙", "AAA3"));
        assert_eq!((cells.cell(0), cells.cell(3)), (None, None));
        let place = ShownPlace::of(Some(&cells), first);
        assert_eq!((place.span, place.address().as_deref()), (Span::character(14, 8), Some("手順!H14")));
        assert_eq!(place.below("a.filing.xlsx"), "a.filing.xlsx[手順]!H14");
        assert_eq!(ShownPlace::of(None, Span::character(3, 5)).below("a.yaml"), "a.yaml:3:5");
        for (column, name) in [(1, "A1"), (26, "Z1"), (27, "AA1"), (52, "AZ1"), (702, "ZZ1"), (16_384, "XFD1")] {
            assert_eq!(CellPlace { sheet: "", row: 1, column, heading: "", text: "" }.name(), name);
        }
    }
}
