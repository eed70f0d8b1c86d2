//! The sheet of checklists read: the answers of each side put into the parts that a tree has.

use std::collections::{BTreeMap, HashMap};

use super::super::assemble::push;
use super::super::report::Troubles;
use super::super::sheet::{REMARK, RawCell, RawSheet};
use super::super::value::{self, COLON, TextRoom};
use super::*;
use crate::filing::{Choices, Problem};
use crate::source::{Span, Tree, TreeShape};
use crate::text;
use crate::vocabulary::shape::Shape;
use crate::words::Both;

/// Number of rows among which the headings are looked for.
const HEADING_ROWS: u32 = 10;
/// The dashes with which a row that does not apply may be marked.
const DASHES: [char; 6] = [NOT_APPLICABLE, '－', '-', '―', '—', '–'];
/// What an id is read as.
static ID: Shape = Shape::Id;

/// A text with its place.
type Written = (String, Span);

/// What stands on the sheet of one side of a part.
#[derive(Default)]
struct SideRead {
    /// Where it is said that all rows are carried out.
    all: Option<Span>,
    /// The mark and the note of each row that has one.
    rows: Vec<(String, Option<Written>, Option<Written>)>,
    /// The first row that asks something of the side, and has no mark.
    blank: Option<Span>,
}

/// Reads the sheet.
pub(in super::super) fn read(raw: &RawSheet, tree: &mut Tree, troubles: &mut Troubles) {
    troubles.cells.begin(&raw.name);
    let Some(head) = Head::find(raw, troubles) else {
        if let Some(RawCell { row, column, value: Ok(text) }) = raw.cells.first() {
            troubles.report(*row, *column, "", text, Problem::Margin);
        }
        return;
    };
    let parts = parts(tree);
    let mut seen: HashMap<(usize, String), Span> = HashMap::new();
    let mut all: BTreeMap<usize, [SideRead; 2]> = BTreeMap::new();
    for cells in head.records(raw, troubles) {
        let own = |field: usize| {
            let found = cells.iter().find(|(at, ..)| *at == field);
            found.map(|(_, text, span)| (text.trim().to_owned(), *span)).filter(|(text, _)| !text.is_empty())
        };
        let Some((_, _, first)) = cells.first() else { continue };
        let answers = OF_SIDES.map(|text| (own(text), own(text + 1), own(text + 2)));
        let says = answers.iter().any(|(_, mark, note)| mark.is_some() || note.is_some());
        let Some((row, at)) = own(ROW) else {
            // A row of which only the form has something to say is none.
            if says {
                troubles.report_at(*first, Problem::MissingCell { heading: words::both(HEADINGS[ROW]) });
            }
            continue;
        };
        let part = match own(PART) {
            Some((id, at)) => {
                let found = parts.iter().position(|(known, ..)| *known == id);
                if found.is_none() {
                    let ids = parts.iter().map(|(id, ..)| id.as_str()).collect();
                    let (suggestion, known) = Choices::near(ids, &id, troubles.problems.len());
                    troubles.report_at(at, Problem::DanglingReference { kind: "part", id, suggestion, known });
                }
                found
            }
            None if parts.len() == 1 => Some(0),
            None => {
                if says {
                    troubles.report_at(*first, Problem::MissingCell { heading: words::both(HEADINGS[PART]) });
                }
                None
            }
        };
        let Some(part) = part else { continue };
        if let Some(first) = seen.insert((part, row.clone()), at) {
            troubles.report_at(at, Problem::DuplicateKey { key: row, first_line: first.line });
            continue;
        }
        let is_all = words::fixed(ALL, &row);
        for (side, (said, mark, note)) in all.entry(part).or_default().iter_mut().zip(answers) {
            match (is_all, mark) {
                (true, Some((mark, at))) if text::flag(&mark) == Some(true) => side.all = Some(at),
                (true, Some(mark)) => not_one_of(&mark, words::both(HEADINGS[ANSWERS[0]]), vec![same(DONE)], troubles),
                (true, None) => {}
                (false, mark) => {
                    if mark.is_none() {
                        side.blank = side.blank.or(said.map(|(_, at)| at));
                    }
                    if mark.is_some() || note.is_some() {
                        side.rows.push((row.clone(), mark, note));
                    }
                }
            }
        }
    }
    for (number, sides) in all {
        let Some((_, list, position)) = parts.get(number) else { continue };
        for (side, read) in sides.into_iter().enumerate() {
            let Some(first) = read.first() else { continue };
            let part = tree.below(list, first).and_then(|list| list.items_mut()?.get_mut(*position));
            let checklist = part.and_then(|part| part.below("checklist", first));
            if let Some(answers) = checklist.and_then(|checklist| checklist.below(SIDES[side], first)) {
                read.put(answers, side, first, troubles);
            }
        }
    }
}

impl SideRead {
    /// Returns the first place at which the side says something.
    fn first(&self) -> Option<Span> {
        let marks = self.rows.iter().flat_map(|(_, mark, note)| mark.iter().chain(note));
        self.all.or_else(|| marks.map(|(_, at)| *at).next())
    }

    /// Puts what was read where the answers of a side belong.
    fn put(self, answers: &mut Tree, side: usize, first: Span, troubles: &mut Troubles) {
        let heading = || words::both(HEADINGS[ANSWERS[side]]);
        let other = LISTS.iter().find(|list| answers.get(list).is_some());
        if other.is_some() || !matches!(answers.shape, TreeShape::Map(_)) {
            // What stands beside the part counts, and is not added to.
            let other = words::heading("answers", other.unwrap_or(&LISTS[0]));
            return troubles.report_at(first, Problem::BothWritten { heading: heading(), other });
        }
        let marked = |(_, mark, _): &(String, Option<Written>, Option<Written>)| {
            mark.as_ref().is_some_and(|(mark, _)| text::flag(mark) == Some(true))
        };
        // Where a row was left open, not all are carried out, whatever a row above says; where none has a mark, all is the answer.
        let open = self.blank.filter(|_| self.rows.iter().any(marked));
        let all = self.all.filter(|_| open.is_none());
        if let (Some(_), Some(at)) = (self.all, open) {
            troubles.report_at(at, Problem::MissingCell { heading: heading() });
        }
        if let Some(at) = all {
            answers.put(LISTS[0], at, Tree::scalar(Kind::Str, ALL, at));
        }
        for (row, mark, note) in self.rows {
            if let Some((mark, at)) = mark {
                let reason = mark.strip_prefix(DASHES);
                match (text::flag(&mark), reason) {
                    (Some(true), _) if all.is_some() => {}
                    (Some(true), _) => {
                        push(answers, &[LISTS[0]], at, value::value(&ID, &row, TextRoom::Line, at));
                    }
                    (_, Some(reason)) => {
                        let reason = reason.trim().trim_start_matches([COLON, ':']).trim();
                        if let Some(rows) = answers.below(LISTS[1], at) {
                            rows.append(&row, at, Tree::scalar(Kind::Str, reason, at));
                        }
                    }
                    _ => {
                        let signs = vec![same(DONE), same(&NOT_APPLICABLE.to_string())];
                        not_one_of(&(mark, at), heading(), signs, troubles);
                    }
                }
            }
            if let Some((note, at)) = note
                && let Some(notes) = answers.below(LISTS[2], at)
            {
                notes.append(&row, at, Tree::scalar(Kind::Str, note, at));
            }
        }
    }
}

fn same(sign: &str) -> Both {
    Both::same(sign)
}

fn not_one_of((mark, at): &Written, heading: Both, words: Vec<Both>, troubles: &mut Troubles) {
    troubles.report_at(*at, Problem::NotOneOf { heading, value: mark.clone(), words });
}

/// The ids of all parts, each with its list and its position in it.
fn parts(tree: &Tree) -> Vec<(String, &'static str, usize)> {
    let mut all = Vec::new();
    for list in PARTS {
        let Some(TreeShape::Seq(items)) = tree.get(list).map(|list| &list.shape) else { continue };
        let ids = items.iter().enumerate();
        all.extend(ids.filter_map(|(at, part)| Some((part.get("id")?.text()?.to_owned(), list, at))));
    }
    all
}

/// The cells of a row: the number of the heading, the text and the place.
type Record = Vec<(usize, String, Span)>;

/// The headings of the sheet: the row in which they stand, and which of [`HEADINGS`] each column has; `None` for one of remarks.
struct Head {
    row: u32,
    columns: BTreeMap<u32, Option<(usize, String)>>,
}

impl Head {
    fn find(raw: &RawSheet, troubles: &mut Troubles) -> Option<Head> {
        let known = |text: &str| HEADINGS.iter().position(|key| words::is(&words::both(key), text));
        let is_row = |cell: &&RawCell| cell.value.as_ref().is_ok_and(|text| known(text) == Some(ROW));
        let row = raw.cells.iter().filter(|cell| cell.row <= HEADING_ROWS).find(is_row)?.row;
        let mut columns: BTreeMap<u32, Option<(usize, String)>> = BTreeMap::new();
        for cell in raw.cells.iter().filter(|cell| cell.row == row) {
            let Ok(text) = &cell.value else { continue };
            let twice = |at: usize| columns.values().flatten().any(|(known, _)| *known == at);
            let found = match known(text) {
                _ if text.trim_start().starts_with(REMARK) => None,
                Some(at) if !twice(at) => Some((at, text.trim().to_owned())),
                Some(_) => {
                    let problem = Problem::DuplicateKey { key: text.clone(), first_line: row };
                    troubles.report(cell.row, cell.column, "", text, problem);
                    None
                }
                None => {
                    let names: Vec<String> =
                        HEADINGS.map(words::both).into_iter().flat_map(|both| [both.ja, both.en]).collect();
                    let before = troubles.problems.len();
                    let suggestion = text::suggest_after(before, text, names.iter().map(String::as_str));
                    let suggestion = suggestion.map(str::to_owned);
                    let problem = Problem::UnknownHeading { heading: text.trim().to_owned(), suggestion };
                    troubles.report(cell.row, cell.column, "", text, problem);
                    None
                }
            };
            columns.insert(cell.column, found);
        }
        let last = columns.keys().next_back().copied().unwrap_or_default();
        for block in raw.merged.iter().filter(|block| block.first != block.last) {
            if block.last.0 >= row && block.first.1 <= last {
                troubles.report(block.first.0, block.first.1, "", "", Problem::MergedCells);
            }
        }
        Some(Head { row, columns })
    }

    /// Reads the rows below the headings.
    fn records(&self, raw: &RawSheet, troubles: &mut Troubles) -> Vec<Record> {
        let mut rows: BTreeMap<u32, Record> = BTreeMap::new();
        let mut is_margin_told = false;
        for RawCell { row, column, value } in raw.cells.iter().filter(|cell| cell.row > self.row) {
            let found = self.columns.get(column);
            match (found, value) {
                (None, Ok(text)) => {
                    if !std::mem::replace(&mut is_margin_told, true) {
                        troubles.report(*row, *column, "", text, Problem::Margin);
                    }
                }
                (Some(Some((at, heading))), Ok(text)) => {
                    let text = composed(text).into_owned();
                    let span = troubles.cells.add(*row, *column, heading, &text);
                    rows.entry(*row).or_default().push((*at, text, span));
                }
                (Some(Some((_, heading))), Err(value)) => {
                    troubles.report(*row, *column, heading, value, Problem::ErrorCell { value: value.clone() });
                }
                (Some(None), _) | (None, Err(_)) => {}
            }
        }
        rows.into_values().collect()
    }
}
