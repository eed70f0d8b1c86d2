//! What stands in which cell of the workbook of a filing.

use std::collections::BTreeSet;

use serde_json::Value;

use super::checklist::{self, AnswerSheet, ChecklistTexts};
use super::columns::{Holds, LayoutColumn};
use super::layout::{PARTS, Rows, SHEETS, SIDES, SheetLayout, TableLayout};
use super::place::{NamedWay, is_below};
use super::{words, written};
use crate::source::{Document, Kind, Node};
use crate::words::Lang;

/// All sheets to be written.
pub struct PlannedFiling {
    /// Those of the layout.
    pub sheets: Vec<PlannedSheet>,
    /// The sheet of checklists; without rows where no part has one whose form is known.
    pub checklist: AnswerSheet,
}

/// A sheet to be written.
pub struct PlannedSheet {
    /// The sheet of the layout.
    pub layout: &'static SheetLayout,
    /// Its tables, in the order of the layout.
    pub tables: Vec<PlannedTable>,
}

/// A table to be written.
pub struct PlannedTable {
    /// The table of the layout.
    pub layout: &'static TableLayout,
    /// The columns of its records, those in sight first, without those that say what a record belongs to.
    pub columns: Vec<LayoutColumn>,
    /// Number of columns in sight.
    pub in_sight: usize,
    /// The records: what each belongs to, and the texts of its columns; blank where it has nothing to say.
    pub records: Vec<(Vec<String>, Vec<String>)>,
    /// The positions of columns whose values have a sheet of their own.
    apart: BTreeSet<usize>,
}

impl PlannedTable {
    /// True if a column is to be folded: one not in sight in which no record says anything. What marks a record as a whole stays
    /// in sight.
    pub fn is_folded(&self, at: usize) -> bool {
        let is_value = self.columns.get(at).is_some_and(|column| matches!(column.holds, Holds::Value(_)));
        (at >= self.in_sight || self.apart.contains(&at)) && is_value && !self.says(at)
    }

    /// Returns the number of columns up to the last one that is in sight or in which a record says something.
    pub fn printed(&self) -> usize {
        let last = (self.in_sight..self.columns.len()).rev().find(|at| self.says(*at));
        last.map_or(self.in_sight, |last| last + 1)
    }

    fn says(&self, at: usize) -> bool {
        self.records.iter().any(|(_, texts)| texts.get(at).is_some_and(|text| !text.is_empty()))
    }
}

/// A value that no column can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Leftover {
    /// Its place.
    pub place: String,
    /// The value.
    pub value: Value,
}

/// Plans the sheets of a filing. What stands at the places of `left` is left out, for a sheet of its own. `texts` are those of
/// the checklists that parts may answer.
pub fn plan(filing: Node<'_>, texts: &ChecklistTexts, left: &BTreeSet<String>, lang: Lang) -> PlannedFiling {
    let checklist = checklist::plan(filing, texts, left, lang);
    let elsewhere: BTreeSet<String> = left.union(&checklist.taken).cloned().collect();
    let left = &elsewhere;
    let table = |layout: &'static TableLayout| {
        let (columns, in_sight) = layout.columns();
        let mut planner = Planner { columns: &columns, left, lang, records: Vec::new() };
        planner.rows(layout.rows, filing);
        let records = planner.records;
        let is_apart = |column: &LayoutColumn| layout.rows == Rows::Parts && checklist.has(&column.path);
        let apart = columns.iter().enumerate().filter(|(_, column)| is_apart(column)).map(|(at, _)| at).collect();
        PlannedTable { layout, columns, in_sight, records, apart }
    };
    let sheets = SHEETS.iter().map(|layout| PlannedSheet { layout, tables: layout.tables.iter().map(table).collect() });
    PlannedFiling { sheets: sheets.collect(), checklist }
}

/// Returns the values at places of a filing.
pub fn leftovers(filing: Node<'_>, places: &BTreeSet<String>) -> Vec<Leftover> {
    let mut all = Vec::new();
    gather(filing, &NamedWay::default(), places, &mut all);
    all
}

fn gather(node: Node<'_>, way: &NamedWay, places: &BTreeSet<String>, all: &mut Vec<Leftover>) {
    let place = way.to_string();
    if places.contains(&place) {
        all.push(Leftover { place, value: Document::to_json(node) });
        return;
    }
    for (key, _, value) in node.entries() {
        gather(value, &way.key(key), places, all);
    }
    for (way, item) in way.items(node) {
        gather(item, &way, places, all);
    }
}

struct Planner<'p> {
    columns: &'p [LayoutColumn],
    left: &'p BTreeSet<String>,
    lang: Lang,
    records: Vec<(Vec<String>, Vec<String>)>,
}

impl Planner<'_> {
    fn rows(&mut self, rows: Rows, filing: Node<'_>) {
        let root = NamedWay::default();
        match rows {
            Rows::Filing => self.record(Vec::new(), filing, &root),
            Rows::Entries(key) => {
                let way = root.key(key);
                let Some(map) = filing.get(key).filter(|map| map.get("see").is_none()) else { return };
                if self.is_left(&way) {
                    return;
                }
                for (id, _, entry) in map.entries() {
                    self.record(vec![id.to_owned()], entry, &way.key(id));
                }
            }
            Rows::Items(keys) => {
                let Some(list) = keys.iter().try_fold(filing, |node, key| node.get(key)) else { return };
                let way = keys.iter().fold(root, |way, key| way.key(key));
                self.items(&[], list, &way);
            }
            Rows::Parts => {
                for list in PARTS {
                    let kind = words::shown_fixed(list, self.lang);
                    if let Some(parts) = filing.get(list) {
                        self.items(&[kind], parts, &root.key(list));
                    }
                }
            }
            Rows::OfFlows(key) => each(filing, &["flows"], |id, flow, way| {
                if let Some(list) = flow.get(key) {
                    self.items(&[id], list, &way.key(key));
                }
            }),
            Rows::OfLanes(key) => each(filing, &["flows"], |id, flow, way| {
                let Some(lanes) = flow.get(key).filter(|_| !self.is_left(&way.key(key))) else { return };
                for (lane, _, list) in lanes.entries() {
                    self.items(&[id.clone(), lane.to_owned()], list, &way.key(key).key(lane));
                }
            }),
            Rows::OfParts(key) => each(filing, &PARTS, |id, part, way| {
                if let Some(list) = part.get(key) {
                    self.items(&[id], list, &way.key(key));
                }
            }),
            Rows::OfSides(key) => each(filing, &PARTS, |id, part, way| {
                for side in SIDES {
                    if let Some(list) = part.get(key).and_then(|sides| sides.get(side)) {
                        let shown = words::shown_fixed(side, self.lang);
                        self.items(&[id.clone(), shown], list, &way.key(key).key(side));
                    }
                }
            }),
        }
    }

    /// True if a place, or one that it lies below, is left out.
    fn is_left(&self, way: &NamedWay) -> bool {
        !self.left.is_empty() && is_below(&way.to_string(), self.left)
    }

    fn items(&mut self, parents: &[String], list: Node<'_>, way: &NamedWay) {
        if self.is_left(way) {
            return;
        }
        for (way, item) in way.items(list) {
            self.record(parents.to_vec(), item, &way);
        }
    }

    fn record(&mut self, parents: Vec<String>, row: Node<'_>, way: &NamedWay) {
        if row.kind() == Kind::Null || self.is_left(way) {
            return;
        }
        let text = |column: &LayoutColumn| {
            let here = column.path.iter().fold(way.clone(), |way, key| way.key(key));
            let text = written::cell(column, row, self.columns, self.lang);
            text.filter(|_| !self.is_left(&here)).unwrap_or_default()
        };
        let texts: Vec<String> = self.columns.iter().map(text).collect();
        self.records.push((parents, texts));
    }
}

/// Visits the items of lists at the root that have ids of their own.
fn each(filing: Node<'_>, lists: &[&str], mut visit: impl FnMut(String, Node<'_>, NamedWay)) {
    for name in lists {
        let Some(list) = filing.get(name) else { continue };
        let way = NamedWay::default().key(name);
        for (way, item) in way.items(list) {
            if let Some(id) = item.get("id").and_then(|id| id.text()) {
                visit(id.to_owned(), item, way);
            }
        }
    }
}
