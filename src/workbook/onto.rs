//! What a filing says otherwise than an older text of it, as changes of that text: rows are known again by their ids, and
//! what both say alike is left as it is written.

use super::columns::{alternatives, entries_of, items_of, map_of, scalars_of};
use super::differ::is_same;
use super::order::{Arrangement, arranged};
use super::pairing::pairs;
use super::references::{CarriedId, carry};
use super::rows::{is_same_tree, name, rows};
use crate::filing::format::FILING;
use crate::source::patch::{TextChange, below};
use crate::source::{Document, Kind, Node, Tree};
use crate::vocabulary::shape::{MapShape, Shape};

/// How the text of a filing becomes what another filing says.
#[derive(Debug, Clone)]
pub struct FilingChanges {
    /// The changes, in the order in which they are made.
    pub changes: Vec<TextChange>,
    /// Ids whose references were changed with them.
    pub carried: Vec<CarriedId>,
    /// What the filing says then: the newer one, with those references.
    pub wanted: Document,
}

/// Returns what has to change for the first filing to say what the second says. An id that is all that changed of its row
/// changes in the references that the second filing has left behind, too.
pub fn changes_onto(before: Node<'_>, after: Node<'_>) -> FilingChanges {
    let mut tree = Tree::of(after);
    let carried = carry(before, after, &mut tree);
    let wanted = Document::from_tree(&tree, None);
    let mut changes = Vec::new();
    map(Some(&FILING), before, wanted.root(), "", &mut changes);
    FilingChanges { changes, carried, wanted }
}

fn value(shape: Option<&'static Shape>, before: Node<'_>, after: Node<'_>, at: &str, changes: &mut Vec<TextChange>) {
    if is_same(shape, before, after) {
        return;
    }
    match (before.kind(), after.kind()) {
        (Kind::Map, Kind::Map) => match shape.and_then(entries_of) {
            Some(inside) if before.get("see").is_none() && after.get("see").is_none() => {
                dict(inside, before, after, at, changes);
            }
            _ => map(shape.and_then(map_of), before, after, at, changes),
        },
        (Kind::Seq, Kind::Seq) => list(shape, before, &after.items().collect::<Vec<_>>(), at, changes),
        // One value may stand without its list.
        (Kind::Seq, _) if is_either(shape) && !after.is_null() => list(shape, before, &[after], at, changes),
        _ => changes.push(TextChange::Set { at: at.to_owned(), value: Tree::of(after) }),
    }
}

fn is_either(shape: Option<&'static Shape>) -> bool {
    shape.is_some_and(|shape| {
        items_of(shape).is_some() && alternatives(shape).len() > 1 && !scalars_of(shape).is_empty()
    })
}

fn map(shape: Option<&'static MapShape>, before: Node<'_>, after: Node<'_>, at: &str, changes: &mut Vec<TextChange>) {
    for (key, _, old) in before.entries() {
        let shape = shape.and_then(|map| map.key(key)).map(|key| &key.shape);
        match after.get(key) {
            Some(new) => value(shape, old, new, &below(at, key), changes),
            None => changes.push(TextChange::Remove { at: below(at, key) }),
        }
    }
    let mut last: Option<&str> = None;
    for (key, _, new) in after.entries() {
        if before.get(key).is_none() {
            let (map, after) = (at.to_owned(), last.map(str::to_owned));
            changes.push(TextChange::Add { map, key: key.to_owned(), value: Tree::of(new), after });
        }
        last = Some(key);
    }
}

/// A map with ids as keys, whose order counts.
fn dict(inside: &'static Shape, before: Node<'_>, after: Node<'_>, at: &str, changes: &mut Vec<TextChange>) {
    let old: Vec<(&str, Node<'_>)> = before.entries().map(|(key, _, value)| (key, value)).collect();
    let new: Vec<(&str, Node<'_>)> = after.entries().map(|(key, _, value)| (key, value)).collect();
    let values = |all: &[(&str, Node<'_>)]| all.iter().map(|(_, value)| Tree::of(*value)).collect::<Vec<_>>();
    let (old_values, new_values) = (values(&old), values(&new));
    let name = |entry: &(&str, Node<'_>)| Some(entry.0.to_owned());
    let matched =
        pairs(&old.iter().map(name).collect::<Vec<_>>(), &new.iter().map(name).collect::<Vec<_>>(), |one, other| {
            is_same_tree(Some(inside), old_values.get(one), new_values.get(other))
        });
    for (index, (key, new)) in new.iter().enumerate() {
        let Some((former, old)) = matched.get(index).copied().flatten().and_then(|at| old.get(at)) else { continue };
        if former != key {
            changes.push(TextChange::Rename { at: below(at, former), key: (*key).to_owned() });
        }
        value(Some(inside), *old, *new, &below(at, key), changes);
    }
    for (index, (key, _)) in old.iter().enumerate() {
        if !matched.contains(&Some(index)) {
            changes.push(TextChange::Remove { at: below(at, key) });
        }
    }
    for step in arranged(old.len(), &matched) {
        match step {
            Arrangement::Move { item, to, .. } => {
                let key = new.get(item).map_or("", |(key, _)| key);
                changes.push(TextChange::Move { at: below(at, key), index: to });
            }
            Arrangement::New { item, to, before } => {
                let Some((key, value)) = new.get(item) else { continue };
                let after = before.and_then(|before| new.get(before)).map(|(key, _)| (*key).to_owned());
                let first = after.is_none();
                let (map, key) = (at.to_owned(), (*key).to_owned());
                changes.push(TextChange::Add { map, key: key.clone(), value: Tree::of(*value), after });
                if first {
                    changes.push(TextChange::Move { at: below(at, &key), index: to });
                }
            }
        }
    }
}

fn list(shape: Option<&'static Shape>, before: Node<'_>, after: &[Node<'_>], at: &str, changes: &mut Vec<TextChange>) {
    let inside = shape.and_then(items_of);
    let old: Vec<Node<'_>> = before.items().collect();
    let (old_rows, new_rows) = (rows(&old), rows(after));
    let matched = pairs(
        &old.iter().map(|item| name(*item)).collect::<Vec<_>>(),
        &after.iter().map(|item| name(*item)).collect::<Vec<_>>(),
        |one, other| is_same_tree(inside, old_rows.get(one), new_rows.get(other)),
    );
    for (index, new) in after.iter().enumerate() {
        let Some(former) = matched.get(index).copied().flatten() else { continue };
        let Some(old) = old.get(former) else { continue };
        value(inside, *old, *new, &below(at, &former.to_string()), changes);
    }
    for index in (0..old.len()).rev() {
        if !matched.contains(&Some(index)) {
            changes.push(TextChange::Remove { at: below(at, &index.to_string()) });
        }
    }
    for step in arranged(old.len(), &matched) {
        changes.push(match step {
            Arrangement::Move { from, to, .. } => TextChange::Move { at: below(at, &from.to_string()), index: to },
            Arrangement::New { item, to, .. } => {
                let Some(value) = after.get(item) else { continue };
                TextChange::Insert { list: at.to_owned(), index: to, value: Tree::of(*value) }
            }
        });
    }
}
