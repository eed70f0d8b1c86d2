//! A filing of another year: what of last year's stays, and what this year has to say anew.

use std::collections::BTreeSet;

use super::said::{Brief, NoPlace, complete, head, list_mut, words};
use super::shape::{PARTS, suited, text};
use crate::filing::format::{FILING, NUMBERING, STEP};
use crate::policy::Renewal;
use crate::source::{Span, Tree, TreeShape};
use crate::vocabulary::enumerations::{Action, Enumerated};
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words::lookup;
use crate::words::say;

/// The map of a flow.
const FLOW: &str = "flow";
/// The key that names what its author concluded.
const INFERRED: &str = "inferred";

/// A filing of another year.
#[derive(Debug)]
pub struct Renewed {
    /// The filing.
    pub filing: Tree,
    /// What it does not take over.
    pub left_out: LeftBehind,
}

/// What a filing does not take over from last year's.
#[derive(Debug, Default)]
pub struct LeftBehind {
    /// How many values of each row of the renewal, by the place of the row; none that has no value.
    pub values: Vec<(usize, usize)>,
    /// Steps that are not taken over, as FLOW/STEP.
    pub steps: Vec<String>,
    /// References to annexes of last year's.
    pub references: usize,
    /// Marks of what had changed.
    pub marks: usize,
}

/// Makes a filing of last year's: what the renewal names stays, and changes are held against the decision on last year's, of which
/// no more is known than its forum. `supersedes`: where last year's lies as seen from the new one, if it can be named.
///
/// # Errors
/// Something that is said has no place in it.
pub fn renew(last: &Tree, renewal: &Renewal, supersedes: Option<&str>, said: &Brief<'_>) -> Result<Renewed, NoPlace> {
    let mut renewing = Renewing { renewal, counts: vec![0; renewal.rows.len()], left_out: LeftBehind::default() };
    let kept = renewing.map(&FILING, last);
    let title = said.title.or_else(|| kept.get("title").and_then(Tree::text));
    let mut filing = head(&Brief { title, ..*said });
    if let TreeShape::Map(entries) = kept.shape.clone() {
        entries.into_iter().for_each(|(key, _, value)| filing.put(&key, Span::START, value));
    }
    if let Some(path) = supersedes {
        filing.put("supersedes", Span::START, text(path));
    }
    hold_against(last, &mut filing, said);
    complete(&mut filing, said)?;
    let counts = renewing.counts.iter().copied().enumerate();
    renewing.left_out.values = counts.filter(|(_, count)| *count > 0).collect();
    Ok(Renewed { filing, left_out: renewing.left_out })
}

/// Names the decision on last year's as what changes of every part are held against.
fn hold_against(last: &Tree, filing: &mut Tree, said: &Brief<'_>) {
    let id = say(said.lang, "new.last-approval", &[]);
    let mut parts = Vec::new();
    for key in PARTS {
        for part in list_mut(filing, key).into_iter().flatten() {
            part.put("changed_since", Span::START, text(&id));
            parts.extend(part.get("id").and_then(Tree::text).map(str::to_owned));
        }
    }
    if parts.is_empty() {
        return;
    }
    let mut approval = Tree::map(Span::START);
    approval.put("id", Span::START, text(&id));
    for key in ["forum", "forum_as_written"] {
        if let Some(value) = last.get(key).filter(|value| value.text().is_some()) {
            approval.put(key, Span::START, value.clone());
        }
    }
    approval.put("of", Span::START, words(parts.iter().map(String::as_str)));
    filing.put("approvals", Span::START, Tree::seq(vec![approval], Span::START));
}

struct Renewing<'r> {
    renewal: &'r Renewal,
    /// How many values of each row were left out.
    counts: Vec<usize>,
    left_out: LeftBehind,
}

impl Renewing<'_> {
    /// Returns what stays of a map.
    fn map(&mut self, shape: &MapShape, tree: &Tree) -> Tree {
        let mut kept = Tree::map(Span::START);
        let TreeShape::Map(entries) = &tree.shape else { return kept };
        for (key, _, value) in entries {
            let name = format!("{}.{key}", shape.name);
            match shape.key(key) {
                Some(declared) if self.renewal.carries(&name) => {
                    if let Some(value) = self.value(&declared.shape, value) {
                        kept.put(key, Span::START, value);
                    }
                }
                Some(_) => self.leave(&name, value),
                None if key == "see" => self.left_out.references += 1,
                None if key == "changed" => self.left_out.marks += 1,
                None => {}
            }
        }
        let inferred = tree.get(INFERRED).map(|marks| inferred(marks, &kept)).filter(|marks| !marks.is_empty());
        if let Some(inferred) = inferred {
            kept.put(INFERRED, Span::START, inferred);
        }
        kept
    }

    /// Returns what stays of a flow: no step then names another that is gone.
    fn flow(&mut self, shape: &MapShape, tree: &Tree) -> Tree {
        let before = self.left_out.steps.len();
        let mut kept = self.map(shape, tree);
        let gone: BTreeSet<String> = self.left_out.steps.iter().skip(before).cloned().collect();
        let flow = tree.get("id").and_then(Tree::text).unwrap_or_default();
        self.left_out.steps.iter_mut().skip(before).for_each(|step| *step = format!("{flow}/{step}"));
        for step in list_mut(&mut kept, "steps").into_iter().flatten() {
            let TreeShape::Map(entries) = &mut step.shape else { continue };
            let is_gone = |one: &Tree| one.text().is_some_and(|id| gone.contains(id));
            for (_, _, value) in entries.iter_mut().filter(|(key, ..)| NUMBERING.contains(&key.as_str())) {
                if let Some(items) = value.items_mut() {
                    items.retain(|item| !is_gone(item));
                }
            }
            let is_over =
                |value: &Tree| is_gone(value) || matches!(&value.shape, TreeShape::Seq(items) if items.is_empty());
            entries.retain(|(key, _, value)| !NUMBERING.contains(&key.as_str()) || !is_over(value));
        }
        kept
    }

    /// Returns what stays of a value; `None` if nothing does.
    fn value(&mut self, shape: &Shape, tree: &Tree) -> Option<Tree> {
        match (suited(shape, tree), &tree.shape) {
            (Shape::Map(map), TreeShape::Map(_)) => {
                let kept = if map.name == FLOW { self.flow(map, tree) } else { self.map(map, tree) };
                let means_something = map.keys.iter().all(|key| !key.required || kept.get(key.name).is_some());
                (means_something && !kept.is_empty()).then_some(kept)
            }
            // What is named elsewhere stays, though nothing be said of it.
            (Shape::Dict(Shape::Map(map)), TreeShape::Map(entries)) => {
                let mut kept = Tree::map(Span::START);
                for (key, _, value) in entries {
                    kept.put(key, Span::START, self.map(map, value));
                }
                Some(kept)
            }
            (Shape::Dict(each), TreeShape::Map(entries)) => {
                let mut kept = Tree::map(Span::START);
                for (key, _, value) in entries {
                    if let Some(value) = self.value(each, value) {
                        kept.put(key, Span::START, value);
                    }
                }
                Some(kept).filter(|kept| !kept.is_empty())
            }
            (Shape::List(each) | Shape::OneOrMany(each), TreeShape::Seq(items)) => {
                let kept: Vec<Tree> = items.iter().filter_map(|item| self.item(each, item)).collect();
                (items.is_empty() || !kept.is_empty()).then(|| Tree::seq(kept, Span::START))
            }
            (Shape::List(each) | Shape::OneOrMany(each), _) => self.item(each, tree),
            (_, TreeShape::Map(entries)) => {
                self.left_out.references += usize::from(entries.iter().any(|(key, ..)| key == "see"));
                None
            }
            _ => Some(Tree { span: Span::START, ..tree.clone() }),
        }
    }

    fn item(&mut self, shape: &Shape, tree: &Tree) -> Option<Tree> {
        match shape {
            Shape::Map(map) if map.name == STEP.name => self.step(tree),
            shape => self.value(shape, tree),
        }
    }

    /// Returns a step without the actions that are promised anew; `None` if it has no other.
    fn step(&mut self, tree: &Tree) -> Option<Tree> {
        let is_anew = |word: &Tree| {
            let at = lookup(Action::TABLE, word.text()?)?;
            let name = format!("action.{}", Action::TABLE.values.get(usize::from(at))?);
            self.renewal.row(&name).filter(|(_, row)| !row.is_carried).map(|(at, _)| at)
        };
        let mut step = tree.clone();
        let (rows, is_over) = match tree.get("action") {
            Some(Tree { shape: TreeShape::Seq(actions), .. }) => {
                let rows: Vec<usize> = actions.iter().filter_map(is_anew).collect();
                let rest: Vec<Tree> = actions.iter().filter(|action| is_anew(action).is_none()).cloned().collect();
                let is_over = rest.is_empty() && !actions.is_empty();
                step.put("action", Span::START, Tree::seq(rest, Span::START));
                (rows, is_over)
            }
            Some(action) => {
                let rows = Vec::from_iter(is_anew(action));
                let is_over = !rows.is_empty();
                (rows, is_over)
            }
            None => (Vec::new(), false),
        };
        for row in rows {
            self.count(row, 1);
        }
        if is_over {
            self.left_out.steps.extend(tree.get("id").and_then(Tree::text).map(str::to_owned));
            return None;
        }
        self.value(&Shape::Map(&STEP), &step)
    }

    /// Counts what is left out of a value.
    fn leave(&mut self, key: &str, value: &Tree) {
        if let Some((at, _)) = self.renewal.row(key) {
            self.count(at, values(value));
        }
    }

    fn count(&mut self, row: usize, more: usize) {
        if let Some(count) = self.counts.get_mut(row) {
            *count += more;
        }
    }
}

/// Returns the names of what was concluded and is still there.
fn inferred(marks: &Tree, kept: &Tree) -> Tree {
    let names = match &marks.shape {
        TreeShape::Seq(names) => names.clone(),
        _ => vec![marks.clone()],
    };
    let is_there = |name: &Tree| name.text().is_some_and(|name| leads(kept, &mut name.split('.')));
    Tree::seq(names.into_iter().filter(is_there).collect(), Span::START)
}

/// True if a path of keys leads to something.
fn leads<'k>(tree: &Tree, keys: &mut (impl Iterator<Item = &'k str> + Clone)) -> bool {
    if let TreeShape::Seq(items) = &tree.shape {
        return items.iter().any(|item| leads(item, &mut keys.clone()));
    }
    match keys.next() {
        Some(key) => tree.get(key).is_some_and(|below| leads(below, keys)),
        None => true,
    }
}

/// Counts the values in a value.
fn values(tree: &Tree) -> usize {
    match &tree.shape {
        TreeShape::Scalar(..) => 1,
        TreeShape::Seq(items) => items.iter().map(values).sum(),
        TreeShape::Map(entries) => entries.iter().map(|(.., value)| values(value)).sum(),
    }
}
