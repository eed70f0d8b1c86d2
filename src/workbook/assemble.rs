//! The records of all tables, put together to one tree.

use std::collections::HashMap;

use super::columns::{Holds, LayoutColumn, entries_of, items_of, main_key, map_of, scalars_of};
use super::layout::{PARTS, Rows, SIDES};
use super::report::Troubles;
use super::sheet::{Found, SheetRecord};
use super::value::{self, TextRoom};
use super::words;
use crate::filing::format::FILING;
use crate::filing::{Choices, MAX_ENTRIES, Problem};
use crate::source::{Kind, Span, Tree, TreeShape};
use crate::vocabulary::shape::{MapShape, Shape};

/// A filing that grows table by table. Tables of what others belong to come first.
pub(super) struct Assembly {
    pub(super) tree: Tree,
    /// Where each id of a collection was written first, by the key of the collection.
    seen: HashMap<(&'static str, String), Span>,
    /// The flows and parts by their ids: the list, and the position in it.
    flows: HashMap<String, usize>,
    parts: HashMap<String, (&'static str, usize)>,
    /// True once a list or map has more entries than any filing may: nothing more is added then.
    pub(super) full: bool,
}

impl Assembly {
    /// Begins a filing.
    pub(super) fn new() -> Self {
        let (flows, parts) = (HashMap::new(), HashMap::new());
        Assembly { tree: Tree::map(Span::START), seen: HashMap::new(), flows, parts, full: false }
    }

    /// Adds the records of a table.
    pub(super) fn add(&mut self, found: Found<'_>, troubles: &mut Troubles) {
        let rows = found.table.rows;
        let mut told = false;
        for (number, record) in found.records.into_iter().enumerate() {
            if self.full {
                return;
            }
            if rows == Rows::Filing && number > 0 {
                // A form has one record; what stands beside it is a note of somebody.
                if !std::mem::replace(&mut told, true) {
                    troubles.report_at(record.span, Problem::Margin);
                }
                continue;
            }
            self.place(rows, &record, found.columns, troubles);
        }
    }

    /// Returns the tree, with the keys of every map in the order of the format.
    pub(super) fn finish(mut self) -> Tree {
        arrange_map(&mut self.tree, &FILING);
        self.tree
    }

    fn place(&mut self, rows: Rows, record: &SheetRecord<'_>, columns: &[LayoutColumn], troubles: &mut Troubles) {
        let Some(parents) = self.parents(rows, record, troubles) else { return };
        let tree = row(record, columns, troubles);
        let at = record.span;
        let id = tree.get("id").and_then(Tree::text).map(str::to_owned);
        let parent = |number: usize| parents.get(number).map_or("", String::as_str);
        let number = match rows {
            Rows::Filing => {
                let TreeShape::Map(entries) = tree.shape else { return };
                for (key, span, value) in entries {
                    self.tree.put(&key, span, value);
                }
                self.tree.span = at;
                None
            }
            Rows::Entries(key) => {
                let place = record.parents.first().and_then(|parent| parent.as_ref()).map_or(at, |(_, span)| *span);
                let id = parent(0).to_owned();
                if let Some(first) = self.seen.get(&(key, id.clone())) {
                    let problem = Problem::DuplicateKey { key: id, first_line: first.line };
                    return troubles.report_at(place, problem);
                }
                self.seen.insert((key, id.clone()), place);
                let map = self.tree.below(key, at);
                map.and_then(|map| {
                    map.append(&id, place, tree);
                    map.len().checked_sub(1)
                })
            }
            Rows::Items(way) => {
                let number = push(&mut self.tree, way, at, tree);
                if let (["flows"], Some(id), Some(number)) = (way, id, number) {
                    self.flows.entry(id).or_insert(number);
                }
                number
            }
            Rows::Parts => {
                let list = PARTS.iter().find(|list| **list == parent(0)).copied().unwrap_or(PARTS[0]);
                let number = push(&mut self.tree, &[list], at, tree);
                if let (Some(id), Some(number)) = (id, number) {
                    self.parts.entry(id).or_insert((list, number));
                }
                number
            }
            Rows::OfFlows(key) => self.flow(parent(0)).and_then(|flow| push(flow, &[key], at, tree)),
            Rows::OfLanes(key) => {
                let lanes = self.flow(parent(0)).and_then(|flow| flow.below(key, at));
                lanes.and_then(|lanes| {
                    let number = push(lanes, &[parent(1)], at, tree);
                    number.max(lanes.len().checked_sub(1))
                })
            }
            Rows::OfParts(key) => self.part(parent(0)).and_then(|part| push(part, &[key], at, tree)),
            Rows::OfSides(key) => {
                let side = SIDES.iter().find(|side| **side == parent(1)).copied().unwrap_or(SIDES[0]);
                let part = self.part(parent(0)).and_then(|part| part.below(key, at));
                part.and_then(|part| push(part, &[side], at, tree))
            }
        };
        self.full |= number.is_some_and(|number| number >= MAX_ENTRIES);
    }

    fn flow(&mut self, id: &str) -> Option<&mut Tree> {
        let number = *self.flows.get(id)?;
        self.tree.below("flows", Span::START)?.items_mut()?.get_mut(number)
    }

    fn part(&mut self, id: &str) -> Option<&mut Tree> {
        let (list, number) = *self.parts.get(id)?;
        self.tree.below(list, Span::START)?.items_mut()?.get_mut(number)
    }

    /// Returns what a record belongs to. `None` where that cannot be told, which is reported.
    fn parents(&self, rows: Rows, record: &SheetRecord<'_>, troubles: &mut Troubles) -> Option<Vec<String>> {
        let mut all = Vec::new();
        for (key, written) in rows.parents().iter().zip(&record.parents) {
            let only = match *key {
                "parent.flow" => self.only("flows"),
                "parent.part" => self.only_part(),
                _ => None,
            };
            let Some((text, at)) = written else {
                match only {
                    Some(only) => all.push(only),
                    None => {
                        troubles.report_at(record.span, Problem::MissingCell { heading: words::both(key) });
                        return None;
                    }
                }
                continue;
            };
            let id = match *key {
                "parent.flow" => known(text, "flow", &self.flows, troubles.problems.len()),
                "parent.part" => known(text, "part", &self.parts, troubles.problems.len()),
                "parent.list" => one_of(key, text, &PARTS),
                "parent.side" => one_of(key, text, &SIDES),
                _ => Ok(text.clone()),
            };
            match id {
                Ok(id) => all.push(id),
                Err(problem) => {
                    troubles.report_at(*at, problem);
                    return None;
                }
            }
        }
        Some(all)
    }

    /// Returns the id of the only item of a list.
    fn only(&self, list: &str) -> Option<String> {
        let TreeShape::Seq(items) = &self.tree.get(list)?.shape else { return None };
        let [only] = items.as_slice() else { return None };
        only.get("id").and_then(Tree::text).map(str::to_owned)
    }

    fn only_part(&self) -> Option<String> {
        let mut ids = self.parts.keys();
        ids.next().filter(|_| self.parts.len() == 1).cloned()
    }
}

/// Adds an item to a list below a map, and returns its position.
pub(super) fn push(tree: &mut Tree, way: &[&str], at: Span, item: Tree) -> Option<usize> {
    let (last, way) = way.split_last()?;
    let map = way.iter().try_fold(tree, |map, key| map.below(key, at))?;
    let list = map.below(last, at)?;
    if matches!(&list.shape, TreeShape::Map(entries) if entries.is_empty()) {
        *list = Tree::seq(Vec::new(), at);
    }
    let items = list.items_mut()?;
    items.push(item);
    Some(items.len() - 1)
}

fn known<V>(text: &str, kind: &'static str, all: &HashMap<String, V>, before: usize) -> Result<String, Problem> {
    if all.contains_key(text) {
        return Ok(text.to_owned());
    }
    let mut ids: Vec<&str> = all.keys().map(String::as_str).collect();
    ids.sort_unstable();
    let (suggestion, known) = Choices::near(ids, text, before);
    Err(Problem::DanglingReference { kind, id: text.to_owned(), suggestion, known })
}

fn one_of(heading: &str, text: &str, all: &[&'static str]) -> Result<String, Problem> {
    let found = all.iter().find(|word| words::fixed(word, text));
    found.map(|word| (*word).to_owned()).ok_or_else(|| {
        let words = all.iter().map(|word| words::both_fixed(word)).collect();
        Problem::NotOneOf { heading: words::both(heading), value: text.to_owned(), words }
    })
}

/// Makes the tree of a record.
fn row(record: &SheetRecord<'_>, columns: &[LayoutColumn], troubles: &mut Troubles) -> Tree {
    let mut values: Vec<&(&LayoutColumn, String, Span)> = record.values.iter().collect();
    // A value of its own comes before what stands below it.
    values.sort_by_key(|(column, ..)| column.path.len());
    let mut tree = Tree::map(record.span);
    let mut whole: Option<(&LayoutColumn, Tree)> = None;
    for (column, text, at) in values {
        let mut value = match column.holds {
            Holds::Value(shape) => value::value(shape, text, TextRoom::Cell, *at),
            Holds::See => match value::see(text, *at).and_then(|see| see.get("see").cloned()) {
                Some(names) => names,
                None => Tree::scalar(Kind::Str, text.trim(), *at),
            },
            Holds::Inferred => value::inferred(columns, text, *at),
            Holds::Changed => value::changed(text, *at),
        };
        for key in value.take_repeated() {
            troubles.report_at(*at, Problem::DuplicateKey { key, first_line: at.line });
        }
        if column.path.is_empty() {
            whole = Some((column, value));
            continue;
        }
        if let Some((base, value)) = whole.take() {
            match opened(base, value) {
                Ok(opened) => tree = opened,
                Err(_) => {
                    both_written(troubles, base, column, *at);
                    continue;
                }
            }
        }
        set(&mut tree, column, columns, value, *at, troubles);
    }
    match whole {
        Some((_, value)) => value,
        None => tree,
    }
}

/// Puts a value where its column says.
fn set(
    tree: &mut Tree,
    column: &LayoutColumn,
    columns: &[LayoutColumn],
    value: Tree,
    at: Span,
    troubles: &mut Troubles,
) {
    let Some((last, way)) = column.path.split_last() else { return };
    let mut here = tree;
    for (depth, key) in way.iter().enumerate() {
        let Some(below) = here.below(key, at) else { return };
        if !matches!(below.shape, TreeShape::Map(_)) {
            let base = columns.iter().find(|one| column.path.get(..=depth) == Some(one.path.as_slice()));
            let taken = std::mem::replace(below, Tree::map(at));
            match base.ok_or(taken.clone()).and_then(|base| opened(base, taken)) {
                Ok(opened) => *below = opened,
                Err(taken) => {
                    *below = taken;
                    if let Some(base) = base {
                        both_written(troubles, base, column, at);
                    }
                    return;
                }
            }
        }
        here = below;
    }
    here.put(last, at, value);
}

/// Makes a value a map to which more can be added: a text or day becomes what the map mainly says, and a plain yes is
/// what any map says. `Err` with the value where the two would contradict each other.
fn opened(base: &LayoutColumn, value: Tree) -> Result<Tree, Tree> {
    let Holds::Value(shape) = base.holds else { return Err(value) };
    let at = value.span;
    match &value.shape {
        TreeShape::Map(_) => Ok(value),
        TreeShape::Scalar(Kind::Bool, text) if text == "true" => Ok(Tree::map(at)),
        TreeShape::Scalar(..) if !scalars_of(shape).is_empty() => match main_key(shape) {
            Some(key) => {
                let mut tree = Tree::map(at);
                tree.put(key, at, value);
                Ok(tree)
            }
            None => Err(value),
        },
        _ => Err(value),
    }
}

fn both_written(troubles: &mut Troubles, base: &LayoutColumn, column: &LayoutColumn, at: Span) {
    let (heading, other) = (column.heading.clone(), base.heading.clone());
    troubles.report_at(at, Problem::BothWritten { heading, other });
}

fn arrange_map(tree: &mut Tree, map: &'static MapShape) {
    let TreeShape::Map(entries) = &mut tree.shape else { return };
    let position = |name: &str| map.keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX);
    entries.sort_by_key(|(key, ..)| position(key));
    for (key, _, value) in entries {
        if let Some(key) = map.key(key) {
            arrange(value, &key.shape);
        }
    }
}

/// Orders the keys of maps below a value as the format has them.
fn arrange(tree: &mut Tree, shape: &'static Shape) {
    match &mut tree.shape {
        TreeShape::Scalar(..) => {}
        TreeShape::Seq(items) => {
            if let Some(inside) = items_of(shape) {
                items.iter_mut().for_each(|item| arrange(item, inside));
            }
        }
        TreeShape::Map(entries) => match (entries_of(shape), map_of(shape)) {
            (Some(inside), _) => entries.iter_mut().for_each(|(.., value)| arrange(value, inside)),
            (None, Some(map)) => arrange_map(tree, map),
            (None, None) => {}
        },
    }
}
