//! Where two documents say different things, whatever their layout: what a workbook has not kept of a filing.

use std::collections::HashMap;

use super::columns::{alternatives, entries_of, items_of, map_of};
use super::layout;
use super::place::NamedWay;
use crate::filing::format::FILING;
use crate::source::{Kind, Node};
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words as vocabulary;

/// Returns the places at which the second document does not say what the first says, as [`super::place`] writes them.
/// Lists that are no tables count as a whole.
pub fn differences(before: Node<'_>, after: Node<'_>) -> Vec<String> {
    let mut found = Vec::new();
    map(Some(&FILING), before, after, &NamedWay::default(), &mut found);
    found
}

/// True if two values say the same.
pub(super) fn is_same(shape: Option<&'static Shape>, before: Node<'_>, after: Node<'_>) -> bool {
    let mut found = Vec::new();
    value(shape, before, after, &NamedWay::default(), &mut found);
    found.is_empty()
}

fn map(shape: Option<&'static MapShape>, before: Node<'_>, after: Node<'_>, way: &NamedWay, found: &mut Vec<String>) {
    let (old, new) = (by_key(before), by_key(after));
    if new.keys().any(|key| !old.contains_key(key)) {
        return found.push(way.to_string());
    }
    for (key, _, value_before) in before.entries() {
        let below = way.key(key);
        let shape = shape.and_then(|map| map.key(key)).map(|key| &key.shape);
        match new.get(key) {
            Some(value_after) => value(shape, value_before, *value_after, &below, found),
            None => found.push(below.to_string()),
        }
    }
}

fn value(shape: Option<&'static Shape>, before: Node<'_>, after: Node<'_>, way: &NamedWay, found: &mut Vec<String>) {
    let (before, after) = (alone(shape, before), alone(shape, after));
    match (before.kind(), after.kind()) {
        (Kind::Map, Kind::Map) => {
            let entries = shape.and_then(entries_of);
            match (entries, shape.and_then(map_of)) {
                (Some(inside), _) if before.get("see").is_none() => dict(inside, before, after, way, found),
                (_, inside) => map(inside, before, after, way, found),
            }
        }
        (Kind::Seq, Kind::Seq) => {
            let inside = shape.and_then(items_of);
            if before.len() != after.len() {
                return found.push(way.to_string());
            }
            let mut within = Vec::new();
            for ((way, one), other) in way.items(before).zip(after.items()) {
                value(inside, one, other, &way, &mut within);
            }
            match layout::is_table(way) {
                true => found.append(&mut within),
                false if within.is_empty() => {}
                false => found.push(way.to_string()),
            }
        }
        _ if is_same_scalar(shape, before, after) => {}
        _ => found.push(way.to_string()),
    }
}

/// A map with ids as keys, whose order counts.
fn dict(inside: &'static Shape, before: Node<'_>, after: Node<'_>, way: &NamedWay, found: &mut Vec<String>) {
    fn keys<'d>(node: Node<'d>) -> impl Iterator<Item = &'d str> {
        node.entries().map(|(key, ..)| key)
    }
    let new = by_key(after);
    if keys(before).filter(|key| new.contains_key(key)).ne(keys(after)) {
        return found.push(way.to_string());
    }
    let mut within = Vec::new();
    for (key, _, value_before) in before.entries() {
        let below = way.key(key);
        match new.get(key) {
            Some(value_after) => value(Some(inside), value_before, *value_after, &below, &mut within),
            None => within.push(below.to_string()),
        }
    }
    match layout::is_table(way) {
        true => found.append(&mut within),
        false if within.is_empty() => {}
        false => found.push(way.to_string()),
    }
}

/// Returns the values of a map by their keys.
fn by_key<'d>(map: Node<'d>) -> HashMap<&'d str, Node<'d>> {
    map.entries().map(|(key, _, value)| (key, value)).collect()
}

/// Returns the only item of a list, where the item itself could stand in its place.
fn alone<'d>(shape: Option<&'static Shape>, node: Node<'d>) -> Node<'d> {
    let either = |shape: &'static Shape| {
        let all = alternatives(shape);
        all.len() > 1 && all.iter().any(|one| matches!(one, Shape::OneOrMany(_) | Shape::List(_)))
    };
    match node.items().next() {
        Some(only) if node.len() == 1 && shape.is_some_and(either) && fits_alone(shape, only) => only,
        _ => node,
    }
}

/// True if an item is of a kind that may stand without its list.
fn fits_alone(shape: Option<&'static Shape>, item: Node<'_>) -> bool {
    let scalars = shape.map(super::columns::scalars_of).unwrap_or_default();
    let is_word = |one: &&Shape| matches!(one, Shape::Id | Shape::Of(_) | Shape::Word(_) | Shape::Open(_));
    match item.kind() {
        Kind::Map => shape.and_then(map_of).is_some(),
        Kind::Seq => false,
        _ => scalars.iter().any(is_word),
    }
}

fn is_same_scalar(shape: Option<&'static Shape>, before: Node<'_>, after: Node<'_>) -> bool {
    if before.kind() == Kind::Map
        || after.kind() == Kind::Map
        || (before.kind() == Kind::Seq) != (after.kind() == Kind::Seq)
    {
        return false;
    }
    let (Some(one), Some(other)) = (before.text(), after.text()) else {
        return false;
    };
    let shapes = shape.map(super::columns::scalars_of).unwrap_or_default();
    let alike = shapes.iter().any(|shape| match shape {
        Shape::Id | Shape::Of(_) => {
            one == other && [before, after].iter().all(|node| matches!(node.kind(), Kind::Int | Kind::Str))
        }
        Shape::Word(list) | Shape::Open(list) => {
            let position = |node: Node<'_>| vocabulary::lookup(list, node.as_str()?);
            position(before).is_some() && position(before) == position(after)
        }
        _ => false,
    });
    alike
        || before.kind() == after.kind()
            && match before.kind() {
                Kind::Bool => before.as_bool() == after.as_bool(),
                Kind::Int => before.as_int() == after.as_int(),
                Kind::Float => before.as_float() == after.as_float(),
                Kind::Null => true,
                _ => one == other,
            }
}
