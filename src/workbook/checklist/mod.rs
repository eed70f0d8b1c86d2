//! The sheet of checklists: a row for each row of a form, with its own text and one cell for the answer of each side. It holds the
//! answers of a part whose form is known, in place of the lists of ids beside the part; the texts are for people, and not read.
//! A row of its own says that a side carries out all rows, where the filing says so in one word.

mod read;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::layout::{PARTS, SIDES};
use super::place::{NamedWay, is_below, names_plainly};
use super::value::COLON;
use super::words;
use crate::policy::ChecklistText;
use crate::source::{Kind, Node, composed};
use crate::words::Lang;

pub(super) use read::read;

/// The key of the name of the sheet.
pub const CHECKLIST: &str = "sheet.checklist";
/// The keys of its headings, in the order of its columns.
pub const HEADINGS: [&str; 8] = [
    "parent.part",
    "checks.row",
    "checks.principal.text",
    "checks.principal",
    "checks.principal.notes",
    "checks.agent.text",
    "checks.agent",
    "checks.agent.notes",
];
/// The columns that say of what row the answers are.
const PART: usize = 0;
const ROW: usize = 1;
/// Of each side the column of its text; those of its answer and of its note follow.
const OF_SIDES: [usize; 2] = [2, 5];
/// The columns of answers.
pub const ANSWERS: [usize; 2] = [3, 6];
/// The lists of ids that answers are.
const LISTS: [&str; 3] = ["done", "not_applicable", "notes"];
/// The word for all rows, and the sentence that stands beside it.
const ALL: &str = "all";
const ALL_TEXT: &str = "checks.all.text";
/// The sign of a row that is carried out, and of one that does not apply.
pub const DONE: &str = "○";
/// See [`DONE`].
pub const NOT_APPLICABLE: char = 'ー';

/// What the rows of checklist forms say, by the id of the form.
pub type ChecklistTexts = BTreeMap<String, ChecklistText>;

/// The sheet of a filing.
#[derive(Default)]
pub struct AnswerSheet {
    /// The texts of each row, in the order of [`HEADINGS`].
    pub rows: Vec<[String; 8]>,
    /// The places of the answers that stand on it.
    pub(super) taken: BTreeSet<String>,
}

/// Plans the sheet. What stands at the places of `left` is left out.
pub(super) fn plan(filing: Node<'_>, texts: &ChecklistTexts, left: &BTreeSet<String>, lang: Lang) -> AnswerSheet {
    let mut sheet = AnswerSheet::default();
    if texts.is_empty() {
        return sheet;
    }
    let known = ids(filing);
    for list in PARTS {
        let Some(parts) = filing.get(list) else { continue };
        for (way, part) in NamedWay::default().key(list).items(parts) {
            let (id, checklist) = (part.get("id").and_then(Node::text), part.get("checklist"));
            let Some((id, checklist)) = id.zip(checklist).filter(|(id, _)| known.get(*id) == Some(&1)) else {
                continue;
            };
            let form = checklist.get("form").and_then(Node::text).and_then(|form| texts.get(form));
            let Some(form) = form.filter(|_| names_plainly(id) && checklist.get("same_as").is_none()) else { continue };
            let way = way.key("checklist");
            sheet.part(id, checklist, &way, form, left, lang);
        }
    }
    sheet
}

/// Counts the parts of each id.
fn ids<'d>(filing: Node<'d>) -> HashMap<&'d str, usize> {
    let parts = PARTS.iter().filter_map(|list| filing.get(list)).flat_map(Node::items);
    let mut all = HashMap::new();
    parts.filter_map(|part| part.get("id")?.text()).for_each(|id| *all.entry(id).or_default() += 1);
    all
}

impl AnswerSheet {
    /// True if the sheet holds what a key of a part would, by the keys that lead to it.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        let is_answer = matches!(path, ["checklist", side, list] if SIDES.contains(side) && LISTS.contains(list));
        is_answer && !self.rows.is_empty()
    }

    /// Adds the rows of a part.
    fn part(
        &mut self,
        id: &str,
        checklist: Node<'_>,
        way: &NamedWay,
        form: &ChecklistText,
        left: &BTreeSet<String>,
        lang: Lang,
    ) {
        let mut sides = Vec::new();
        for (number, side) in SIDES.into_iter().enumerate() {
            let way = way.key(side);
            let places = LISTS.map(|list| way.key(list).to_string());
            let free = places.iter().all(|place| !is_below(place, left));
            let answers = SideAnswers::of(checklist.get(side), form).filter(|_| free);
            if let Some(answers) = answers {
                self.taken.extend(places);
                sides.push((number, answers));
            }
        }
        let texts = |number: usize, row: &crate::policy::RowText| {
            let texts = if number == 0 { &row.principal } else { &row.agent };
            texts.first().cloned().unwrap_or_default()
        };
        let begun = |row: &str| {
            let mut cells: [String; 8] = std::array::from_fn(|_| String::new());
            cells[PART] = id.to_owned();
            cells[ROW] = row.to_owned();
            cells
        };
        if sides.iter().any(|(_, answers)| answers.all) {
            let mut cells = begun(&words::shown_fixed(ALL, lang));
            for (number, _) in sides.iter().filter(|(_, answers)| answers.all) {
                let own = [words::one(ALL_TEXT, lang), DONE.to_owned()];
                cells.iter_mut().skip(OF_SIDES[*number]).zip(own).for_each(|(cell, text)| *cell = text);
            }
            self.rows.push(cells);
        }
        for row in form.rows.iter().filter(|_| !sides.is_empty()) {
            let mut cells = begun(&row.id);
            for (number, answers) in &sides {
                let said = texts(*number, row);
                let (mut mark, note) = answers.rows.get(row.id.as_str()).cloned().unwrap_or_default();
                if answers.all && mark.is_empty() && !said.is_empty() {
                    mark = DONE.to_owned();
                }
                cells.iter_mut().skip(OF_SIDES[*number]).zip([said, mark, note]).for_each(|(cell, text)| *cell = text);
            }
            self.rows.push(cells);
        }
    }
}

/// What one side answers.
#[derive(Default)]
struct SideAnswers {
    /// True if it carries out all rows that it does not except.
    all: bool,
    /// The mark and the note of each row, by its id.
    rows: HashMap<String, (String, String)>,
}

impl SideAnswers {
    /// Returns the answers of a side; `None` where rows of the form, in its order, do not say the same.
    fn of(side: Option<Node<'_>>, form: &ChecklistText) -> Option<Self> {
        let mut own = SideAnswers::default();
        let Some(side) = side else { return Some(own) };
        if side.kind() != Kind::Map {
            return None;
        }
        let done = side.get(LISTS[0]);
        own.all = done.is_some_and(|done| done.as_str() == Some(ALL));
        if let Some(done) = done.filter(|_| !own.all) {
            let mut rest = form.rows.iter();
            let ids: Option<Vec<&str>> = done.items().map(Node::text).collect();
            for id in ids.filter(|ids| !ids.is_empty())? {
                rest.find(|row| row.id == id)?;
                own.rows.insert(id.to_owned(), (DONE.to_owned(), String::new()));
            }
        }
        for key in [LISTS[1], LISTS[2]] {
            let Some(map) = side.get(key) else { continue };
            if map.is_empty() || map.get("see").is_some() {
                return None;
            }
            let mut rest = form.rows.iter();
            for (id, _, said) in map.entries() {
                let said = said.as_str().filter(|said| said.trim() == *said && composed(said) == *said)?;
                rest.find(|row| row.id == id)?;
                let (mark, note) = own.rows.entry(id.to_owned()).or_default();
                match key == LISTS[2] {
                    true => said.clone_into(note),
                    false if mark.is_empty() => *mark = format!("{NOT_APPLICABLE}{COLON}{said}"),
                    // It is carried out, and does not apply.
                    false => return None,
                }
                if key == LISTS[2] && said.is_empty() {
                    return None;
                }
            }
        }
        Some(own)
    }
}
