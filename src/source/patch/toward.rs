//! What has to change for a document to say something else.

use super::TextChange;
use super::way::{below, split_last};
use crate::source::compose::composed;
use crate::source::{Document, Kind, Node, Tree, TreeShape};

/// Returns the changes that make a node say what a tree says. `at` is the pointer of the node.
///
/// Of a mapping, keys are removed, added and moved; of a sequence, what stands between the items that are the same at its
/// beginning and its end is replaced item by item.
pub fn changes_toward(node: Node<'_>, wanted: &Tree, at: &str) -> Vec<TextChange> {
    let mut changes = Vec::new();
    value(node, wanted, at, &mut changes);
    changes
}

/// Returns the smaller changes that a change consists of; `None` if it is made as a whole.
pub(super) fn parts_of(document: &Document, change: &TextChange) -> Option<Vec<TextChange>> {
    let (at, wanted) = match change {
        TextChange::Set { at, value } => (at, value),
        TextChange::Add { map, key, value, .. } => {
            let is_nothing = document.at(map).is_some_and(Node::is_null);
            return is_nothing.then(|| vec![TextChange::Set { at: map.clone(), value: nested(key, value.clone()) }]);
        }
        TextChange::Insert { list, value, .. } => {
            let is_nothing = document.at(list).is_some_and(Node::is_null);
            let value = Tree::seq(vec![value.clone()], value.span);
            return is_nothing.then(|| vec![TextChange::Set { at: list.clone(), value }]);
        }
        _ => return None,
    };
    let Some(node) = document.at(at) else {
        return missing(document, at, wanted);
    };
    let same_kind =
        matches!((node.kind(), &wanted.shape), (Kind::Map, TreeShape::Map(_)) | (Kind::Seq, TreeShape::Seq(_)));
    if Tree::of(node).says(wanted) {
        return Some(Vec::new());
    }
    let is_alias = node.is_alias();
    let divides = same_kind && !is_alias && !node.is_empty() && !wanted.is_empty();
    let smaller = divides.then(|| changes_toward(node, wanted, at))?;
    (smaller.first() != Some(change)).then_some(smaller)
}

/// A value at a place that is not there: its last key is added, with what is missing above it.
fn missing(document: &Document, at: &str, wanted: &Tree) -> Option<Vec<TextChange>> {
    let (mut above, mut key) = split_last(at)?;
    let mut value = wanted.clone();
    while document.at(&above).is_none() {
        value = nested(&key, value);
        (above, key) = split_last(&above)?;
    }
    match document.at(&above)?.kind() {
        Kind::Map => Some(vec![TextChange::Add { map: above, key, value, after: None }]),
        Kind::Null => Some(vec![TextChange::Set { at: above, value: nested(&key, value) }]),
        _ => None,
    }
}

fn nested(key: &str, value: Tree) -> Tree {
    let mut map = Tree::map(value.span);
    map.append(key, value.span, value);
    map
}

fn value(node: Node<'_>, wanted: &Tree, at: &str, changes: &mut Vec<TextChange>) {
    match (&wanted.shape, node.kind()) {
        _ if Tree::of(node).says(wanted) => {}
        (TreeShape::Map(entries), Kind::Map) if !entries.is_empty() && !node.is_empty() && !node.is_alias() => {
            map(node, entries, at, changes);
        }
        (TreeShape::Seq(items), Kind::Seq) if !items.is_empty() && !node.is_empty() && !node.is_alias() => {
            list(node, items, at, changes);
        }
        _ => changes.push(TextChange::Set { at: at.to_owned(), value: wanted.clone() }),
    }
}

fn map(node: Node<'_>, wanted: &[(String, crate::source::Span, Tree)], at: &str, changes: &mut Vec<TextChange>) {
    let name = |(key, ..): &(String, crate::source::Span, Tree)| composed(key).into_owned();
    let is_kept = |key: &str| wanted.iter().any(|entry| name(entry) == key);
    let kept: Vec<&str> = node.entries().map(|(key, ..)| key).filter(|key| is_kept(key)).collect();
    if kept.is_empty() {
        // Nothing stays by which the others could be placed.
        let value = Tree { span: node.span(), shape: TreeShape::Map(wanted.to_vec()) };
        return changes.push(TextChange::Set { at: at.to_owned(), value });
    }
    for (key, _, old) in node.entries() {
        match wanted.iter().find(|entry| name(entry) == key) {
            Some((.., new)) => value(old, new, &below(at, key), changes),
            None => changes.push(TextChange::Remove { at: below(at, key) }),
        }
    }
    let mut order: Vec<String> = kept.iter().map(|&key| key.to_owned()).collect();
    for (index, entry) in wanted.iter().enumerate() {
        let key = name(entry);
        match order.iter().position(|known| *known == key) {
            Some(from) if from == index => {}
            Some(from) => {
                changes.push(TextChange::Move { at: below(at, &key), index });
                let moved = order.remove(from);
                order.insert(index, moved);
            }
            None => {
                let map = at.to_owned();
                let new = entry.2.clone();
                let after = index.checked_sub(1).and_then(|before| order.get(before)).cloned();
                if after.is_none() {
                    // A key is only written behind another.
                    let last = order.last().cloned();
                    changes.push(TextChange::Add { map, key: key.clone(), value: new, after: last });
                    changes.push(TextChange::Move { at: below(at, &key), index });
                } else {
                    changes.push(TextChange::Add { map, key: key.clone(), value: new, after });
                }
                order.insert(index, key);
            }
        }
    }
}

fn list(node: Node<'_>, wanted: &[Tree], at: &str, changes: &mut Vec<TextChange>) {
    let old: Vec<Tree> = node.items().map(Tree::of).collect();
    let same = |(one, other): &(&Tree, &Tree)| one.says(other);
    let head = old.iter().zip(wanted).take_while(same).count();
    let most = old.len().min(wanted.len()) - head;
    let tail = old.iter().rev().zip(wanted.iter().rev()).take(most).take_while(same).count();
    let (before, after) = (old.len() - head - tail, wanted.len() - head - tail);
    for index in head..head + before.min(after) {
        if let (Some(item), Some(new)) = (node.items().nth(index), wanted.get(index)) {
            value(item, new, &below(at, &index.to_string()), changes);
        }
    }
    for index in (head + after..head + before).rev() {
        changes.push(TextChange::Remove { at: below(at, &index.to_string()) });
    }
    for index in head + before..head + after {
        if let Some(new) = wanted.get(index) {
            changes.push(TextChange::Insert { list: at.to_owned(), index, value: new.clone() });
        }
    }
}
