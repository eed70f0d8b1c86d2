//! The workbook in which a filing is written: its sheets with their tables, what may be chosen in a cell, and what each
//! heading means.

mod checklist;
mod choices;
mod print;
mod proof;
mod remarks;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, IgnoreError, Note, RowNum, Worksheet, XlsxError};

use super::sheet::{self, Book, Looks};
use crate::calendar::Date;
use crate::text;
use crate::vocabulary::pack_words::PackWords;
use crate::vocabulary::words as vocabulary;
use crate::words::{Lang, say};
use crate::workbook::checklist::CHECKLIST;
use crate::workbook::columns::LayoutColumn;
use crate::workbook::layout::{Lie, TableLayout};
use crate::workbook::{Leftover, PlannedFiling, PlannedSheet, PlannedTable, words};

use choices::CellChoices;

pub use proof::{ProvenWorkbook, Unwritten};
pub use remarks::remarks;

/// Width of a column that is folded, and of one that says to what a row belongs, in digits.
const FOLDED: u16 = 12;
const PARENT: u16 = 14;
/// Width of the column of headings where records lie as columns, and of each record where there are many.
const HEADINGS: u16 = 34;
const RECORD: u16 = 30;
/// Width of the only record of a form, and of all together where they are few: with the headings that of a page.
const FORM: u16 = 69;
/// Width of a column of which no record says anything, and the least of any other, in digits.
const LEAST: u16 = 8;
/// Rows or columns below or beside the records that are made ready for more.
const MORE: u32 = 200;
const MORE_COLUMNS: u16 = 12;
/// Rows that stay free between the tables of a sheet.
const BETWEEN: RowNum = 3;
/// Number of columns that stay in sight beside those that say to what a row belongs.
const FIXED: usize = 1;
/// Last row and column in which a number that is a text is no mistake.
const QUIET: (RowNum, ColNum) = (9_999, 199);
/// Size of a note, in pixels.
const NOTE: (u32, u32) = (280, 90);
/// Widths of the two columns of the sheet of what has no column.
const REST: [(&str, usize); 2] = [("rest.place", 50), ("rest.value", 80)];
/// A sheet that few filings need: where nothing is written on it, it is neither seen nor printed.
const SELDOM: &str = "sheet.waivers";
/// The sheet that the checklists come after, as a paper has them.
const BEFORE_CHECKLIST: &str = "sheet.measures";
/// The day on which every workbook says that it was made, so that the same filing gives the same bytes.
const MADE: Date = Date::constant(2026, 4, 1);

/// A remark on a cell.
pub struct CellRemark {
    /// Name of the sheet.
    pub sheet: String,
    /// Row and column, counted from 1.
    pub cell: (u32, u32),
    /// What it says.
    pub text: String,
    /// What the findings about the cell are called, for the list of all.
    pub rows: Vec<[String; 4]>,
}

impl CellRemark {
    /// Returns row and column as the library counts them.
    fn place(&self) -> (RowNum, ColNum) {
        let (row, column) = self.cell;
        (row.saturating_sub(1), ColNum::try_from(column.saturating_sub(1)).unwrap_or_default())
    }

    /// Returns the name of its cell in the sheet.
    fn name(&self) -> String {
        let (row, column) = self.place();
        row_col_to_cell(row, column)
    }

    /// Writes what it says as a note at its cell.
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (row, column) = self.place();
        sheet.insert_note(row, column, &note(&self.text))?;
        Ok(())
    }
}

/// Writes the workbook of a filing, with remarks on its cells where there are any.
///
/// # Errors
/// Whatever the library for workbooks refuses.
fn filing(
    planned: &PlannedFiling,
    rest: &[Leftover],
    remarks: &[CellRemark],
    words: &PackWords,
    lang: Lang,
) -> io::Result<Vec<u8>> {
    write(planned, rest, remarks, words, lang).map_err(sheet::error)
}

fn write(
    all: &PlannedFiling,
    rest: &[Leftover],
    remarks: &[CellRemark],
    titles: &PackWords,
    lang: Lang,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(lang, MADE)?;
    let choices = CellChoices::new(titles, lang);
    if !remarks.is_empty() {
        checked(&mut book, remarks)?;
    }
    let of = |name: &str| -> Vec<&CellRemark> {
        remarks.iter().filter(|remark| remark.sheet == words::one(name, lang)).collect()
    };
    for planned in &all.sheets {
        one(&mut book, planned, &choices, &of(planned.layout.name))?;
        if planned.layout.name == BEFORE_CHECKLIST && !all.checklist.rows.is_empty() {
            checklist::write(&mut book, &all.checklist, &of(CHECKLIST))?;
        }
    }
    leftovers(&mut book, rest, remarks)?;
    // The first sheet cannot be hidden, nor can the one that is shown.
    choices.write(&mut book)?;
    book.workbook.save_to_buffer()
}

fn one(
    book: &mut Book,
    planned: &PlannedSheet,
    choices: &CellChoices,
    remarks: &[&CellRemark],
) -> Result<(), XlsxError> {
    let name = words::one(planned.layout.name, book.lang);
    let lang = book.lang;
    let Book { workbook, looks, .. } = book;
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let is_shared = planned.tables.len() > 1;
    let is_blank = planned.tables.iter().all(|table| table.records.is_empty());
    let is_hidden = planned.layout.name == SELDOM && is_blank && remarks.is_empty();
    let mut page = Page { sheet, lang, looks, choices, is_shared, widths: BTreeMap::new() };
    // What follows sets more than this one.
    sheet::paper(page.sheet, lang);
    match &planned.tables[..] {
        [table] if table.layout.lie == Lie::Columns => page.down(table)?,
        [table] => page.across(table)?,
        tables => {
            let (folded, mut row) = (folded(tables), 0);
            for table in tables {
                sheet::write(page.sheet, row, 0, &title(table.layout, lang), &looks.title)?;
                row = page.table(table, row + 1, &folded)? + BETWEEN;
            }
            let fixed = tables.iter().map(|table| table.layout.rows.parents().len()).max();
            page.fold(&folded)?;
            // Some programs print what is hidden, if they are told what of it.
            if !is_hidden {
                page.print(tables, &folded, fixed.unwrap_or_default().max(1))?;
            }
        }
    }
    for remark in remarks {
        remark.write(page.sheet)?;
    }
    page.sheet.set_hidden(is_hidden);
    // Numbers of steps are texts, as others of them are no numbers.
    page.sheet.ignore_error_range(0, 0, QUIET.0, QUIET.1, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn title(table: &TableLayout, lang: Lang) -> String {
    format!("■ {}", words::one(table.title, lang))
}

/// A sheet while it is written.
struct Page<'p> {
    sheet: &'p mut Worksheet,
    lang: Lang,
    looks: &'p Looks,
    choices: &'p CellChoices,
    /// True if several tables share its columns.
    is_shared: bool,
    /// Widths of columns, in digits: where tables share them, the widest counts.
    widths: BTreeMap<ColNum, u16>,
}

impl Page<'_> {
    /// Writes a table that has a sheet of its own: what is seldom written is folded.
    fn across(&mut self, table: &PlannedTable) -> Result<(), XlsxError> {
        let parents = table.layout.rows.parents().len();
        let folded = folded(std::slice::from_ref(table));
        let last = self.table(table, 0, &folded)?;
        self.fold(&folded)?;
        let fixed = parents + FIXED;
        self.sheet.set_freeze_panes(1, column(fixed))?.set_repeat_rows(0, 0)?;
        self.print(std::slice::from_ref(table), &folded, fixed)?;
        let columns = column((parents + table.columns.len()).saturating_sub(1));
        self.sheet.autofilter(0, 0, last.max(2) - 1, columns)?;
        Ok(())
    }

    /// Writes a table from a row on, and returns the row below it. `folded` are the columns that are folded.
    fn table(&mut self, table: &PlannedTable, first: RowNum, folded: &BTreeSet<usize>) -> Result<RowNum, XlsxError> {
        let parents = table.layout.rows.parents();
        for (at, key) in parents.iter().enumerate() {
            sheet::write(self.sheet, first, column(at), &words::one(key, self.lang), &self.looks.heading)?;
            let texts = table.records.iter().filter_map(|(of, _)| of.get(at));
            self.width(column(at), self.fitted(PARENT, texts))?;
        }
        let fitted: Vec<u16> = table
            .columns
            .iter()
            .enumerate()
            .map(|(at, own)| {
                let texts = table.records.iter().filter_map(|(_, texts)| texts.get(at));
                self.fitted(table.layout.width(own).unwrap_or(FOLDED), texts)
            })
            .collect();
        for ((at, own), width) in table.columns.iter().enumerate().zip(&fitted) {
            let at = column(parents.len() + at);
            sheet::write(self.sheet, first, at, own.heading.get(self.lang), &self.looks.heading)?;
            self.explain(first, at, own)?;
            self.width(at, *width)?;
        }
        let widths = || fitted.iter().map(|width| usize::from(*width));
        let headings = table.columns.iter().map(|own| own.heading.get(self.lang));
        let shown = headings.zip(widths()).enumerate();
        let shown = shown.filter(|(at, _)| !folded.contains(&(parents.len() + at)));
        sheet::grow(self.sheet, first, shown.map(|(_, heading)| heading))?;
        let mut row = first + 1;
        for (of, texts) in &table.records {
            for (at, text) in of.iter().chain(texts).enumerate() {
                self.put(row, column(at), text, folded.contains(&at))?;
            }
            sheet::grow(self.sheet, row, texts.iter().map(String::as_str).zip(widths()))?;
            row += 1;
        }
        let count = parents.iter().map(|key| (*key, None));
        let all = count.chain(table.columns.iter().map(|own| (own.described.as_str(), Some(own))));
        for (at, (key, own)) in all.enumerate() {
            if let Some(choice) = self.choices.of(key, own)? {
                self.sheet.add_data_validation(first + 1, column(at), row + MORE, column(at), &choice)?;
            }
        }
        Ok(row)
    }

    /// Writes a table whose records lie as columns, below one another in their headings.
    fn down(&mut self, table: &PlannedTable) -> Result<(), XlsxError> {
        let parents = table.layout.rows.parents();
        let records = &table.records;
        let form = parents.is_empty();
        self.width(0, HEADINGS)?;
        let last = if form { 1 } else { column(records.len().max(1)).saturating_add(MORE_COLUMNS) };
        // Few records have the room of many.
        let each = RECORD.max(FORM / column(records.len().max(1)));
        for at in 1..=last {
            self.width(at, if usize::from(at) <= records.len() { each } else { RECORD })?;
        }
        let (lang, folded) = (self.lang, folded(std::slice::from_ref(table)));
        let heads = parents.iter().map(|key| (words::one(key, lang), *key, None));
        let own = table.columns.iter();
        let own = own.map(|own| (own.heading.get(lang).to_owned(), own.described.as_str(), Some(own)));
        for (row, (heading, key, own)) in (0..).zip(heads.chain(own)) {
            sheet::write(self.sheet, row, 0, &heading, &self.looks.heading)?;
            if let Some(own) = own {
                self.explain(row, 0, own)?;
            }
            let text = |record: &(Vec<String>, Vec<String>)| {
                record.0.iter().chain(&record.1).nth(row as usize).cloned().unwrap_or_default()
            };
            let texts: Vec<String> = records.iter().map(text).collect();
            let is_folded = folded.contains(&(row as usize));
            for (at, text) in texts.iter().enumerate() {
                self.put(row, column(at + 1), text, is_folded)?;
            }
            let texts = texts.iter().map(|text| (text.as_str(), usize::from(each)));
            sheet::grow(self.sheet, row, texts.chain([(heading.as_str(), usize::from(HEADINGS))]))?;
            if let Some(choice) = self.choices.of(key, own)? {
                self.sheet.add_data_validation(row, 1, row, last, &choice)?;
            }
        }
        for (first, last) in runs(&folded) {
            self.sheet.group_rows_collapsed(RowNum::from(first), RowNum::from(last))?;
        }
        self.sheet.set_freeze_panes(0, 1)?;
        print::form(self.sheet, HEADINGS, records.len().max(1), each)?;
        Ok(())
    }

    /// Folds columns.
    fn fold(&mut self, folded: &BTreeSet<usize>) -> Result<(), XlsxError> {
        for (first, last) in runs(folded) {
            self.sheet.group_columns_collapsed(first, last)?;
        }
        Ok(())
    }

    /// Says how tables with records as rows are printed.
    fn print(&mut self, tables: &[PlannedTable], folded: &BTreeSet<usize>, fixed: usize) -> Result<(), XlsxError> {
        let widths = &self.widths;
        let width = |at: usize| match folded.contains(&at) {
            true => 0,
            false => usize::from(widths.get(&column(at)).copied().unwrap_or(FOLDED)),
        };
        print::tables(self.sheet, tables, width, fixed)
    }

    /// Writes a text as text. A blank cell has lines all the same, but for one that is folded: large filings have very many.
    fn put(&mut self, row: RowNum, column: ColNum, text: &str, is_folded: bool) -> Result<(), XlsxError> {
        match text.is_empty() {
            true if is_folded => Ok(()),
            true => self.sheet.write_blank(row, column, &self.looks.boxed).map(|_| ()),
            false => sheet::write(self.sheet, row, column, text, &self.looks.boxed),
        }
    }

    /// Sets a width, if what is there is narrower, and lets every cell of the column be text.
    fn width(&mut self, column: ColNum, width: u16) -> Result<(), XlsxError> {
        let widest = self.widths.entry(column).or_default();
        *widest = width.max(*widest);
        self.sheet.set_column_width(column, f64::from(*widest))?.set_column_format(column, &self.looks.text)?;
        Ok(())
    }

    /// Returns the width of a column that may be so wide: no more than its texts need, so that a page has room for more columns.
    /// Where nothing is written yet, all of it; but the columns of several tables are no wider for one that is blank.
    fn fitted<'t>(&self, width: u16, texts: impl Iterator<Item = &'t String>) -> u16 {
        let mut texts = texts.peekable();
        if texts.peek().is_none() {
            return if self.is_shared { width.min(FOLDED) } else { width };
        }
        let longest = texts.flat_map(|text| text.lines()).map(text::width).max().unwrap_or_default();
        width.min(u16::try_from(longest + 1).unwrap_or(u16::MAX).max(LEAST))
    }

    /// Says at a heading what it means.
    fn explain(&mut self, row: RowNum, at: ColNum, column: &LayoutColumn) -> Result<(), XlsxError> {
        if let Some(described) = vocabulary::described(&column.described) {
            // Remedies name the keys of the format.
            let key = column.dotted();
            let text = described.get(self.lang);
            let text = say(self.lang, "workbook.heading", &[("text", text), ("key", &key)]);
            self.sheet.insert_note(row, at, &note(if key.is_empty() { described.get(self.lang) } else { &text }))?;
        }
        Ok(())
    }
}

/// Returns the columns of a sheet to fold, or its rows where records lie as columns: those that every table that has them may
/// fold.
fn folded(tables: &[PlannedTable]) -> BTreeSet<usize> {
    let parents = |table: &PlannedTable| table.layout.rows.parents().len();
    let count = tables.iter().map(|table| parents(table) + table.columns.len()).max().unwrap_or_default();
    let may = |table: &PlannedTable, at: usize| {
        at.checked_sub(parents(table)).is_some_and(|own| own >= table.columns.len() || table.is_folded(own))
    };
    (0..count).filter(|at| tables.iter().all(|table| may(table, *at))).collect()
}

/// Returns the runs of numbers, first and last.
fn runs(all: &BTreeSet<usize>) -> Vec<(ColNum, ColNum)> {
    let mut runs: Vec<(ColNum, ColNum)> = Vec::new();
    for at in all.iter().map(|at| column(*at)) {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(at) => *last = at,
            _ => runs.push((at, at)),
        }
    }
    runs
}

fn note(text: &str) -> Note {
    let (width, height) = NOTE;
    let lines = text.lines().map(|line| text::width(line).div_ceil(36).max(1)).sum::<usize>();
    let height = height.max(u32::try_from(lines).unwrap_or(1).min(20) * 20);
    Note::new(text).add_author_prefix(false).set_width(width).set_height(height)
}

fn column(at: usize) -> ColNum {
    ColNum::try_from(at).unwrap_or(ColNum::MAX)
}

/// Writes what no column can hold.
fn leftovers(book: &mut Book, rest: &[Leftover], remarks: &[CellRemark]) -> Result<(), XlsxError> {
    let lang = book.lang;
    let name = words::one("sheet.rest", lang);
    let own = remarks.iter().filter(|remark| remark.sheet == name);
    let Book { workbook, looks, .. } = book;
    let sheet = workbook.add_worksheet();
    // Nobody has to fill it in; where it is empty it is neither seen nor printed.
    sheet.set_name(&name)?.set_hidden(rest.is_empty());
    let columns = REST.map(|(key, width)| sheet::Column { heading: words::one(key, lang), width });
    sheet::head(sheet, 0, &columns, looks)?;
    for (row, Leftover { place, value }) in (1..).zip(rest) {
        sheet::write(sheet, row, 0, place, &looks.boxed)?;
        let value = value.to_string();
        sheet::write(sheet, row, 1, &text::json(&value), &looks.boxed)?;
        sheet::grow(sheet, row, std::iter::once((value.as_str(), REST[1].1)))?;
    }
    for remark in own {
        remark.write(sheet)?;
    }
    sheet::keep(sheet, 0)?;
    sheet::paper(sheet, lang);
    Ok(())
}

/// Writes the list of what was found, with a link to each cell.
fn checked(book: &mut Book, remarks: &[CellRemark]) -> Result<(), XlsxError> {
    let lang = book.lang;
    let Book { workbook, looks, .. } = book;
    let sheet = workbook.add_worksheet();
    sheet.set_name(words::one("sheet.checked", lang))?;
    let widths = [18, 10, 26, 70, 60];
    let heading = |name: &str| say(lang, &format!("checked.{name}"), &[]);
    let names = ["cell", "weight", "rule", "message", "help"].map(heading);
    let columns: Vec<sheet::Column> =
        names.into_iter().zip(widths).map(|(heading, width)| sheet::Column { heading, width }).collect();
    sheet::head(sheet, 0, &columns, looks)?;
    sheet::keep(sheet, 0)?;
    let mut row = 1;
    for remark in remarks {
        let name = remark.name();
        for texts in &remark.rows {
            let shown = format!("{}!{name}", remark.sheet);
            let link = format!("internal:'{}'!{name}", remark.sheet.replace('\'', "''"));
            sheet.write_url_with_options(row, 0, link.as_str(), shown, "", Some(&looks.boxed))?;
            for (at, text) in (1..).zip(texts) {
                sheet::write(sheet, row, at, text, &looks.boxed)?;
            }
            sheet::grow(sheet, row, texts.iter().map(String::as_str).zip(widths.into_iter().skip(1)))?;
            row += 1;
        }
    }
    sheet::paper(sheet, lang);
    Ok(())
}
