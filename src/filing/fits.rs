//! A quick look at a document with the format table itself: most filings fit, and then no schema need be made.
//!
//! It may doubt what the schema accepts, never accept what the schema refuses or remarks on: a document that it
//! doubts is judged by the schema.

use super::format::{FILING, STEP};
use super::schema::is_plain_path;
use crate::calendar::When;
use crate::source::{Document, Kind, Node};
use crate::vocabulary::actions::{PLACE_KEYS, actions_with};
use crate::vocabulary::enumerations::{Action, Enumerated};
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words;

/// Whether a document surely fits the format.
pub(super) fn fits(document: &Document) -> bool {
    map(&FILING, document.root())
}

fn map(shape: &'static MapShape, node: Node<'_>) -> bool {
    if node.kind() != Kind::Map {
        return false;
    }
    let mut required = shape.keys.iter().filter(|key| key.required).count();
    let mut see = false;
    for (name, _, value) in node.entries() {
        let fits = match shape.key(name) {
            Some(key) => {
                required -= usize::from(key.required);
                seeable(&key.shape, value)
            }
            None if !shape.annotated => false,
            None => match name {
                "changed" => matches!(value.kind(), Kind::Bool | Kind::Str),
                "inferred" => texts(value),
                "see" => {
                    see = true;
                    reference(value)
                }
                _ => false,
            },
        };
        if !fits {
            return false;
        }
    }
    (required == 0 || see) && (!std::ptr::eq(shape, &STEP) || places(node))
}

/// A value, or `{ see: … }` in its place.
fn seeable(shape: &'static Shape, node: Node<'_>) -> bool {
    if node.kind() != Kind::Map {
        return plain(shape, node);
    }
    match shape {
        Shape::Map(inside) => map(inside, node),
        Shape::Dict(inside) => node.entries().all(|(_, _, value)| seeable(inside, value)),
        Shape::Either(shapes) if shapes.iter().any(|shape| matches!(shape, Shape::Map(_))) => {
            shapes.iter().any(|shape| matches!(shape, Shape::Map(inside) if map(inside, node)))
        }
        _ => node.len() == 1 && node.get("see").is_some_and(reference),
    }
}

/// A value that is no map.
fn plain(shape: &'static Shape, node: Node<'_>) -> bool {
    let listed = |inside| node.kind() == Kind::Seq && node.items().all(|item| seeable(inside, item));
    match shape {
        Shape::Text => node.kind() == Kind::Str,
        Shape::Flag => node.kind() == Kind::Bool,
        Shape::Number => node.as_int().is_some_and(|number| number >= 0),
        Shape::Id => node.kind() == Kind::Int || node.as_str().is_some_and(is_plain_id),
        Shape::Path => node.as_str().is_some_and(is_plain_path),
        Shape::Day => node.as_str().is_some_and(is_living_day),
        Shape::Digits => node.as_str().is_some_and(|text| text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit())),
        Shape::Fixed(word) => node.as_str() == Some(word),
        Shape::Word(list) => node.as_str().is_some_and(|text| words::lookup(list, text).is_some()),
        Shape::List(inside) => listed(*inside),
        Shape::OneOrMany(inside) => plain(inside, node) || (!node.is_empty() && listed(*inside)),
        Shape::Dict(_) | Shape::Map(_) => false,
        Shape::Either(shapes) => shapes.iter().any(|shape| plain(shape, node)),
    }
}

/// Whether each key of a step that names a place goes with one of its actions.
fn places(step: Node<'_>) -> bool {
    let Some(action) = step.get("action") else {
        return false;
    };
    let allowed = |key: &str, node: Node<'_>| {
        let at = node.as_str().and_then(|text| words::lookup(Action::TABLE, text));
        at.is_some_and(|at| actions_with(key).any(|action| action.position() == at))
    };
    PLACE_KEYS.iter().filter(|key| step.get(key).is_some()).all(|key| match action.kind() {
        Kind::Seq => action.items().any(|item| allowed(key, item)),
        _ => allowed(key, action),
    })
}

fn reference(node: Node<'_>) -> bool {
    node.kind() == Kind::Str || texts(node)
}

fn texts(node: Node<'_>) -> bool {
    node.kind() == Kind::Seq && node.items().all(|item| item.kind() == Kind::Str)
}

/// An id of ASCII, kana and the common Chinese characters; the schema knows all letters.
fn is_plain_id(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿');
    text.starts_with(letter) && text.chars().all(|c| letter(c) || matches!(c, '_' | '.' | '-'))
}

/// A date in an era that had ended, or had not begun, is remarked on.
fn is_living_day(text: &str) -> bool {
    When::parse(text).is_ok_and(|when| when.note.is_none())
}
