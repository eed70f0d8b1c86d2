//! An id that changed, in the references that still have the former one.

use std::collections::HashMap;

use super::columns::{alternatives, entries_of, items_of, map_of};
use super::differ::is_same;
use super::rows::{is_same_tree, name, without_id};
use crate::filing::format::FILING;
use crate::source::{Kind, Node, Tree, TreeShape};
use crate::vocabulary::shape::{MapShape, Shape};

/// An id whose references were changed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedId {
    /// The former id.
    pub before: String,
    /// The id.
    pub after: String,
    /// Number of references that still had the former one.
    pub references: usize,
}

/// Changes references in the tree of the newer filing whose ids are gone from it, where the row that had the id is there and
/// has changed in nothing else. An id that several rows of the older filing had is left alone.
pub(super) fn carry(before: Node<'_>, after: Node<'_>, tree: &mut Tree) -> Vec<CarriedId> {
    let mut renamed = Vec::new();
    FILING.keys.iter().for_each(|key| {
        if let (Some(old), Some(new)) = (before.get(key.name), after.get(key.name)) {
            rows(&key.shape, old, new, true, &mut renamed);
        }
    });
    let (old, new) = (ids(before), ids(after));
    renamed.retain(|(former, id)| old.get(former) == Some(&1) && !new.contains_key(former) && !old.contains_key(id));
    let carried = renamed.into_iter().map(|(before, after)| {
        let references = replace_in_map(&FILING, tree, &before, &after);
        CarriedId { before, after, references }
    });
    carried.filter(|id| id.references > 0).collect()
}

/// Collects the ids that changed in a collection, and in those below it.
fn rows(shape: &'static Shape, old: Node<'_>, new: Node<'_>, at_root: bool, renamed: &mut Vec<(String, String)>) {
    if let (Some(inside), Kind::Map, Kind::Map, true) = (entries_of(shape), old.kind(), new.kind(), at_root) {
        let gone = old.entries().filter(|(key, ..)| new.get(key).is_none());
        let mut come: Vec<_> = new.entries().filter(|(key, ..)| old.get(key).is_none()).collect();
        for (key, _, row) in gone.take(MAX_RENAMED) {
            let same = |(_, _, other): &(&str, crate::source::Span, Node<'_>)| {
                !row.is_empty() && is_same(Some(inside), row, *other) && is_same(Some(inside), *other, row)
            };
            if let Some(at) = come.iter().take(MAX_RENAMED).position(same) {
                renamed.push((key.to_owned(), come.remove(at).0.to_owned()));
            }
        }
        return;
    }
    let Some(inside) = items_of(shape) else { return };
    let named = |list: Node<'_>| list.items().filter_map(|item| item.get("id").and(name(item))).collect::<Vec<_>>();
    let (old_names, new_names) = (named(old), named(new));
    let lacks = |names: &[String], item: Node<'_>| name(item).is_some_and(|name| !names.contains(&name));
    let gone = old.items().filter(|item| item.get("id").is_some() && lacks(&new_names, *item));
    let mut come: Vec<Node<'_>> =
        new.items().filter(|item| item.get("id").is_some() && lacks(&old_names, *item)).collect();
    for row in gone.take(MAX_RENAMED) {
        let own = without_id(Tree::of(row));
        let same = |other: &Node<'_>| is_same_tree(Some(inside), Some(&own), Some(&without_id(Tree::of(*other))));
        if let Some(at) = come.iter().take(MAX_RENAMED).position(same) {
            let other = come.remove(at);
            renamed.extend(name(row).zip(name(other)));
        }
    }
    let Some(map) = map_of(inside) else { return };
    for item in old.items() {
        let Some(other) = new.items().find(|other| name(*other) == name(item)) else { continue };
        for key in map.keys {
            if let (Some(old), Some(new)) = (item.get(key.name), other.get(key.name)) {
                rows(&key.shape, old, new, false, renamed);
            }
        }
    }
}

/// Number of rows of one list that are compared with as many others.
const MAX_RENAMED: usize = 50;

/// Counts the ids that a filing gives.
fn ids(root: Node<'_>) -> HashMap<String, usize> {
    let mut all = HashMap::new();
    for key in FILING.keys {
        let Some(value) = root.get(key.name) else { continue };
        if entries_of(&key.shape).is_some() {
            value.entries().for_each(|(id, ..)| *all.entry(id.to_owned()).or_default() += 1);
        } else {
            count(value, &mut all);
        }
    }
    all
}

fn count(node: Node<'_>, all: &mut HashMap<String, usize>) {
    for item in node.items() {
        if let Some(id) = item.get("id").and_then(Node::text) {
            *all.entry(id.to_owned()).or_default() += 1;
        }
        count(item, all);
    }
    node.entries().for_each(|(_, _, value)| count(value, all));
}

/// Replaces references in a map, and returns how many.
fn replace_in_map(map: &'static MapShape, tree: &mut Tree, former: &str, id: &str) -> usize {
    let is_root = std::ptr::eq(map, &FILING);
    let TreeShape::Map(entries) = &mut tree.shape else { return 0 };
    let entries = entries.iter_mut().filter(|(key, ..)| key != "id");
    entries
        .filter_map(|(key, _, value)| Some((&map.key(key)?.shape, value)))
        .map(|(shape, value)| replace(shape, value, is_root, former, id))
        .sum()
}

fn replace(shape: &'static Shape, tree: &mut Tree, defines: bool, former: &str, id: &str) -> usize {
    match &mut tree.shape {
        TreeShape::Scalar(_, text) => {
            let found = text == former && alternatives(shape).iter().any(|one| matches!(one, Shape::Id));
            if found {
                id.clone_into(text);
            }
            usize::from(found)
        }
        TreeShape::Seq(items) => {
            let Some(inside) = items_of(shape) else { return 0 };
            items.iter_mut().map(|item| replace(inside, item, false, former, id)).sum()
        }
        TreeShape::Map(entries) => {
            let Some(inside) = entries_of(shape) else {
                return map_of(shape).map_or(0, |map| replace_in_map(map, tree, former, id));
            };
            let mut found = 0;
            for (key, _, value) in entries {
                if !defines && key == former {
                    id.clone_into(key);
                    found += 1;
                }
                found += replace(inside, value, false, former, id);
            }
            found
        }
    }
}
