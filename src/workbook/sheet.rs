//! A sheet as tables with headings and records, whichever way these lie.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::columns::LayoutColumn;
use super::layout::{Lie, SheetLayout, TableLayout};
use super::report::Troubles;
use super::words;
use crate::cells::MergedBlock;
use crate::filing::Problem;
use crate::source::{Span, composed};
use crate::text;

/// What stands before the title of a table.
pub(super) const TITLE: char = '■';
/// What a heading begins with whose column is for remarks, and not read.
pub(super) const REMARK: [char; 2] = ['※', '*'];
/// Number of lines of a table among which its headings are looked for.
const HEADING_LINES: usize = 10;

/// A sheet as it was read.
#[derive(Debug)]
pub(super) struct RawSheet {
    pub(super) name: String,
    /// Cells that are not blank, row by row; `Err` for an error value.
    pub(super) cells: Vec<RawCell>,
    pub(super) merged: Vec<MergedBlock>,
}

#[derive(Debug)]
pub(super) struct RawCell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) value: Result<String, String>,
}

/// One record of a table.
pub(super) struct SheetRecord<'l> {
    /// What it belongs to, by the keys of the headings; `None` where that is blank.
    pub(super) parents: Vec<Option<(String, Span)>>,
    /// Its values, each with its column and its place.
    pub(super) values: Vec<(&'l LayoutColumn, String, Span)>,
    /// From its first to its last cell.
    pub(super) span: Span,
}

/// A table of the layout with the records that a sheet has of it.
pub(super) struct Found<'l> {
    pub(super) table: &'static TableLayout,
    pub(super) columns: &'l [LayoutColumn],
    pub(super) records: Vec<SheetRecord<'l>>,
}

/// The columns of every table of a sheet.
pub(super) fn columns(sheet: &SheetLayout) -> Vec<Vec<LayoutColumn>> {
    sheet.tables.iter().map(|table| table.columns().0).collect()
}

/// Reads the tables of a sheet. `columns` are those of [`columns`].
pub(super) fn tables<'l>(
    raw: &RawSheet,
    layout: &'static SheetLayout,
    columns: &'l [Vec<LayoutColumn>],
    troubles: &mut Troubles,
) -> Vec<Found<'l>> {
    troubles.cells.begin(&raw.name);
    let lie = layout.tables.first().map_or(Lie::Rows, |table| table.lie);
    let mut lines: BTreeMap<u32, Vec<Place<'_>>> = BTreeMap::new();
    for cell in &raw.cells {
        let place = Place { cell, lie };
        lines.entry(place.along()).or_default().push(place);
    }
    let mut margin = None;
    let mut found = Vec::new();
    for (at, segment) in segments(layout, &lines, &mut margin) {
        let (Some(table), Some(columns)) = (layout.tables.get(at), columns.get(at)) else { continue };
        let Some(head) = heads(table, columns, &segment, troubles, &mut margin) else { continue };
        merged(raw, &head, &segment, lie, troubles);
        let records = records(&head, &segment, troubles, &mut margin);
        found.push(Found { table, columns, records });
    }
    if let Some(Place { cell, .. }) = margin {
        troubles.report(cell.row, cell.column, "", text_of(cell), Problem::Margin);
    }
    found
}

/// A cell as a table sees it: along its records, and across them.
#[derive(Clone, Copy)]
struct Place<'r> {
    cell: &'r RawCell,
    lie: Lie,
}

impl<'r> Place<'r> {
    fn along(self) -> u32 {
        if self.lie == Lie::Rows { self.cell.row } else { self.cell.column }
    }

    fn across(self) -> u32 {
        if self.lie == Lie::Rows { self.cell.column } else { self.cell.row }
    }

    fn text(self) -> Option<&'r str> {
        self.cell.value.as_deref().ok()
    }
}

fn text_of(cell: &RawCell) -> &str {
    match &cell.value {
        Ok(text) | Err(text) => text,
    }
}

type Lines<'r> = Vec<(u32, Vec<Place<'r>>)>;

/// Cuts a sheet of several tables at their titles; what stands before the first is beside them.
fn segments<'r>(
    layout: &SheetLayout,
    lines: &BTreeMap<u32, Vec<Place<'r>>>,
    margin: &mut Option<Place<'r>>,
) -> Vec<(usize, Lines<'r>)> {
    if layout.tables.len() < 2 {
        return vec![(0, lines.iter().map(|(at, cells)| (*at, cells.clone())).collect())];
    }
    let mut all: Vec<(usize, Lines<'r>)> = Vec::new();
    for (at, cells) in lines {
        let title = cells.first().and_then(|cell| cell.text()?.trim().strip_prefix(TITLE));
        let named = |title: &str| layout.tables.iter().position(|table| words::is(&words::both(table.title), title));
        match (title.and_then(named), all.last_mut()) {
            (Some(table), _) => all.push((table, Vec::new())),
            (None, Some((_, segment))) => segment.push((*at, cells.clone())),
            (None, None) => beside(margin, cells.iter()),
        }
    }
    all
}

/// Keeps the first cell that stands beside the tables of a sheet.
fn beside<'r: 'p, 'p>(margin: &mut Option<Place<'r>>, cells: impl Iterator<Item = &'p Place<'r>>) {
    *margin = margin.or_else(|| cells.copied().next());
}

/// The headings of a table.
struct Head<'l> {
    /// The line that they stand on.
    line: u32,
    /// By where they stand across the records.
    all: BTreeMap<u32, Heading<'l>>,
    parents: usize,
}

enum Heading<'l> {
    Parent(usize, String),
    Column(&'l LayoutColumn, String),
    /// One for remarks, or one that has been reported.
    Unread,
}

/// Finds the headings of a table. `None` where it has none, and so no records.
fn heads<'l, 'r>(
    table: &'static TableLayout,
    columns: &'l [LayoutColumn],
    segment: &Lines<'r>,
    troubles: &mut Troubles,
    margin: &mut Option<Place<'r>>,
) -> Option<Head<'l>> {
    let parents: Vec<_> = table.rows.parents().iter().map(|key| words::both(key)).collect();
    let offset = parents.len();
    let known: BTreeMap<String, usize> = {
        let of_columns = columns.iter().enumerate().flat_map(|(at, column)| {
            let dotted = Some(column.dotted()).filter(|dotted| !dotted.is_empty());
            let names = [Some(column.heading.ja.clone()), Some(column.heading.en.clone()), dotted];
            names.into_iter().flatten().map(move |name| (text::heading(&name), at + offset))
        });
        let of_parents = parents
            .iter()
            .enumerate()
            .flat_map(|(at, both)| [&both.ja, &both.en].map(|name| (text::heading(name), at)));
        // What a record belongs to comes first, where two are called alike.
        of_columns.collect::<Vec<_>>().into_iter().rev().chain(of_parents).collect()
    };
    let knows = |place: &Place<'_>| place.text().and_then(|text| known.get(&text::heading(text))).copied();
    let is_heading = |cells: &[Place<'_>]| {
        let count = cells.iter().filter(|cell| knows(cell).is_some()).count();
        count >= 2 || count == cells.len()
    };
    let Some(number) = segment.iter().take(HEADING_LINES).position(|(_, cells)| is_heading(cells)) else {
        beside(margin, segment.iter().flat_map(|(_, cells)| cells));
        return None;
    };
    beside(margin, segment.iter().take(number).flat_map(|(_, cells)| cells));
    let (line, cells) = segment.get(number)?;
    let mut all = BTreeMap::new();
    let mut seen: BTreeMap<usize, Span> = BTreeMap::new();
    for place in cells {
        let Some(written) = place.text().map(str::trim) else { continue };
        let RawCell { row, column, .. } = *place.cell;
        let heading = match knows(place) {
            _ if written.starts_with(REMARK) => Heading::Unread,
            Some(at) if seen.contains_key(&at) => {
                let first_line = seen.get(&at).map_or(0, |span| span.line);
                let problem = Problem::DuplicateKey { key: written.to_owned(), first_line };
                troubles.report(row, column, "", written, problem);
                Heading::Unread
            }
            Some(at) => {
                seen.insert(at, troubles.cells.add(row, column, "", written));
                match at.checked_sub(offset).map(|at| columns.get(at)) {
                    Some(Some(column)) => Heading::Column(column, written.to_owned()),
                    _ => Heading::Parent(at, written.to_owned()),
                }
            }
            None => {
                let names = columns.iter().map(|column| &column.heading).chain(&parents);
                let names: Vec<&str> = names.flat_map(|both| [both.ja.as_str(), both.en.as_str()]).collect();
                let before = troubles.problems.len();
                let suggestion = text::suggest_after(before, written, names.into_iter()).map(str::to_owned);
                let problem = Problem::UnknownHeading { heading: written.to_owned(), suggestion };
                troubles.report(row, column, "", written, problem);
                Heading::Unread
            }
        };
        all.insert(place.across(), heading);
    }
    Some(Head { line: *line, all, parents: offset })
}

/// Reports cells that are merged over headings or records.
fn merged(raw: &RawSheet, head: &Head<'_>, segment: &Lines<'_>, lie: Lie, troubles: &mut Troubles) {
    let end = segment.last().map_or(head.line, |(line, _)| *line);
    let last = head.all.keys().next_back().copied().unwrap_or(0);
    if raw.merged.is_empty() {
        return;
    }
    let cells: HashMap<(u32, u32), &RawCell> = raw.cells.iter().map(|cell| ((cell.row, cell.column), cell)).collect();
    for block in raw.merged.iter().filter(|block| block.first != block.last) {
        let turned = |(row, column)| if lie == Lie::Rows { (row, column) } else { (column, row) };
        let ((from, left), (to, _)) = (turned(block.first), turned(block.last));
        if from <= end && to >= head.line && left <= last {
            let (row, column) = block.first;
            let shown = cells.get(&block.first).map_or("", |cell| text_of(cell));
            troubles.report(row, column, "", shown, Problem::MergedCells);
        }
    }
}

fn records<'l, 'r>(
    head: &Head<'l>,
    segment: &Lines<'r>,
    troubles: &mut Troubles,
    margin: &mut Option<Place<'r>>,
) -> Vec<SheetRecord<'l>> {
    let mut all = Vec::new();
    for (_, cells) in segment.iter().filter(|(line, _)| *line > head.line) {
        let mut record = SheetRecord { parents: vec![None; head.parents], values: Vec::new(), span: Span::START };
        let mut begun = false;
        for place in cells {
            let RawCell { row, column, value } = place.cell;
            let Some(heading) = head.all.get(&place.across()) else {
                beside(margin, std::iter::once(place));
                continue;
            };
            let name = match heading {
                Heading::Parent(_, name) | Heading::Column(_, name) => name.as_str(),
                Heading::Unread => continue,
            };
            let text = match value {
                Ok(text) => composed(text).into_owned(),
                Err(value) => {
                    troubles.report(*row, *column, name, value, Problem::ErrorCell { value: value.clone() });
                    continue;
                }
            };
            let span = troubles.cells.add(*row, *column, name, &text);
            record.span = if begun { record.span.to(span) } else { span };
            begun = true;
            match heading {
                Heading::Parent(at, _) => {
                    if let Some(parent) = record.parents.get_mut(*at) {
                        *parent = Some((text.trim().to_owned(), span));
                    }
                }
                Heading::Column(column, _) => record.values.push((column, text, span)),
                Heading::Unread => {}
            }
        }
        if begun {
            all.push(record);
        }
    }
    all
}

/// True if a sheet has nothing on it.
pub(super) fn is_blank(raw: &RawSheet) -> bool {
    raw.cells.is_empty()
}

/// Returns the names under which copies of a sheet go.
pub(super) fn original(name: &str) -> Option<&str> {
    let name = name.trim();
    let numbered = |(original, rest): (&'_ str, &str)| {
        let number = rest.strip_suffix([')', '）'])?;
        (!number.is_empty() && number.chars().all(char::is_numeric)).then_some(original.len())
    };
    let at = name.rsplit_once(['(', '（']).and_then(numbered);
    let copied =
        || ["のコピー", " - コピー", " copy", " Copy"].iter().find_map(|end| Some(name.strip_suffix(end)?.len()));
    at.or_else(copied).and_then(|end| name.get(..end)).map(str::trim).filter(|name| !name.is_empty())
}

/// Returns every name that a known sheet goes by.
pub(super) fn known_names(more: &[&str]) -> BTreeSet<String> {
    let keys = super::layout::SHEETS.iter().map(|sheet| sheet.name).chain(more.iter().copied());
    keys.map(words::both).flat_map(|both| [both.ja, both.en]).collect()
}
