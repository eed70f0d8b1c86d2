//! From the bytes of a workbook to the document of a filing.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::assemble::Assembly;
use super::checklist;
use super::layout::SHEETS;
use super::place::{self, Put};
use super::report::Troubles;
use super::sheet::{self, RawCell, RawSheet};
use super::words;
use crate::cells::{self, Allowance, OpenBook, Refusal};
use crate::filing::{InputProblem, Problem};
use crate::source::{Document, Tree};
use crate::text;

/// How much of the workbook of a filing is read.
pub const ALLOWANCE: Allowance = Allowance { sheets: MAX_SHEETS, cells: MAX_CELLS, bytes: MAX_BYTES, texts: MAX_TEXTS };
/// Maximum number of sheets.
const MAX_SHEETS: usize = 100;
/// Maximum number of cells.
const MAX_CELLS: usize = 200_000;
/// Maximum number of bytes of the unpacked workbook.
const MAX_BYTES: usize = 100_000_000;
/// Maximum number of bytes of the texts in its cells: as much as a filing in YAML may have.
const MAX_TEXTS: usize = 5 * 1024 * 1024;

/// The sheet of what has no column.
pub(super) const REST: &str = "sheet.rest";
/// Sheets that the program fills for readers, and does not read.
pub(super) const UNREAD: [&str; 2] = ["sheet.choices", "sheet.checked"];

/// The workbook of a filing, read.
#[derive(Debug)]
pub struct FilingWorkbook {
    /// The filing; empty where no sheet is one of a filing.
    pub document: Document,
    /// What is wrong with the sheets, in the order of the cells.
    pub problems: Vec<InputProblem>,
}

/// Reads the workbook of a filing. Where a list has more entries than a filing may have, what comes after it is not read: the
/// document then says so by its size.
///
/// # Errors
/// It cannot be read, or is larger than any filing.
pub fn read(bytes: Vec<u8>) -> Result<FilingWorkbook, Refusal> {
    let sheets = cells::guarded(|| raw(bytes))?;
    let mut troubles = Troubles::default();
    let mut assembly = Assembly::new();
    let mut known = 0;
    for layout in SHEETS {
        let Some(raw) = named(&sheets, layout.name) else { continue };
        known += 1;
        if assembly.full {
            continue;
        }
        let columns = sheet::columns(layout);
        for found in sheet::tables(raw, layout, &columns, &mut troubles) {
            assembly.add(found, &mut troubles);
        }
    }
    let full = assembly.full;
    if let Some(raw) = named(&sheets, checklist::CHECKLIST).filter(|_| !full) {
        checklist::read(raw, &mut assembly.tree, &mut troubles);
    }
    let mut tree = assembly.finish();
    if let Some(raw) = named(&sheets, REST).filter(|_| !full) {
        rest(raw, &mut tree, &mut troubles);
    }
    if known > 0 {
        strangers(&sheets, &mut troubles);
    }
    let Troubles { cells, mut problems } = troubles;
    problems.sort_by_key(|problem| problem.span);
    Ok(FilingWorkbook { document: Document::from_tree(&tree, Some(Arc::new(cells))), problems })
}

fn raw(bytes: Vec<u8>) -> Result<Vec<RawSheet>, Refusal> {
    let mut book = OpenBook::open(bytes, ALLOWANCE)?;
    let mut all = Vec::new();
    for name in book.sheets()? {
        let mut cells = Vec::new();
        for cell in book.cells(&name)? {
            let cell = cell?;
            cells.push(RawCell { row: cell.row, column: cell.column, value: cell.value.map(|text| text.into_owned()) });
        }
        let merged = book.merged(&name);
        all.push(RawSheet { name, cells, merged });
    }
    Ok(all)
}

/// Returns the sheet with one of the names that a sheet of the layout goes by.
fn named<'s>(sheets: &'s [RawSheet], key: &str) -> Option<&'s RawSheet> {
    let name = words::both(key);
    sheets.iter().find(|sheet| words::is(&name, &sheet.name))
}

/// Puts the values of the sheet of what has no column where they belong.
fn rest(raw: &RawSheet, tree: &mut Tree, troubles: &mut Troubles) {
    troubles.cells.begin(&raw.name);
    let head = |key: &str| {
        let heading = words::both(key);
        raw.cells.iter().find(|cell| cell.value.as_ref().is_ok_and(|text| words::is(&heading, text)))
    };
    let Some((places, values)) = head("rest.place").zip(head("rest.value")) else {
        if let Some(RawCell { row, column, value: Ok(text) }) = raw.cells.first() {
            troubles.report(*row, *column, "", text, Problem::Margin);
        }
        return;
    };
    let heading = |cell: &RawCell| cell.value.clone().unwrap_or_default();
    let below = |cell: &&RawCell| cell.row > places.row.max(values.row);
    let mut rows: BTreeMap<u32, BTreeMap<u32, &str>> = BTreeMap::new();
    for cell in raw.cells.iter().filter(below) {
        let row = rows.entry(cell.row).or_default();
        if let Ok(text) = &cell.value {
            row.entry(cell.column).or_insert(text);
        }
    }
    for (row, texts) in rows {
        let at = |cell: &RawCell| texts.get(&cell.column).copied();
        let (place, value) = (at(places), at(values));
        let span = troubles.cells.add(row, values.column, &heading(values), value.unwrap_or_default());
        let name = |troubles: &mut Troubles| {
            troubles.cells.add(row, places.column, &heading(places), place.unwrap_or_default())
        };
        let Some(place) = place else {
            troubles.report_at(span, Problem::MissingCell { heading: words::both("rest.place") });
            continue;
        };
        let Some(value) = value.and_then(|value| serde_json::from_str::<Value>(value).ok()) else {
            troubles.report_at(span, Problem::BadValue);
            continue;
        };
        match place::put(tree, place, Tree::of_json(&value, span)) {
            Put::Done => {}
            Put::Full => break,
            Put::Twice(first) => {
                let problem = Problem::DuplicateKey { key: place.to_owned(), first_line: first.line };
                let at = name(troubles);
                troubles.report_at(at, problem);
            }
            Put::Nowhere => {
                let at = name(troubles);
                troubles.report_at(at, Problem::NoPlace { place: place.to_owned() });
            }
        }
    }
}

/// Reports sheets that are none of a filing.
fn strangers(sheets: &[RawSheet], troubles: &mut Troubles) {
    let known = sheet::known_names(&[&[REST, checklist::CHECKLIST], &UNREAD[..]].concat());
    let is_known = |name: &str| known.iter().any(|one| text::heading(one) == text::heading(name));
    for raw in sheets.iter().filter(|sheet| !sheet::is_blank(sheet)) {
        if is_known(&raw.name) || raw.name.trim_start().starts_with(sheet::REMARK) {
            continue;
        }
        let Some(first) = raw.cells.first() else { continue };
        let problem = match sheet::original(&raw.name).filter(|original| is_known(original)) {
            Some(original) => Problem::CopiedSheet { original: original.to_owned() },
            None => {
                let suggestion = text::suggest(&raw.name, known.iter().map(String::as_str)).map(str::to_owned);
                Problem::UnknownSheet { sheet: raw.name.clone(), suggestion }
            }
        };
        troubles.cells.begin(&raw.name);
        let shown = first.value.as_ref().map_or_else(String::clone, String::clone);
        troubles.report(first.row, first.column, "", &shown, problem);
    }
}
