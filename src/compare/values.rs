//! Values of two versions: whether they are the same however spelled, and how they are shown.

use std::collections::BTreeMap;

use super::renaming::{Renamed, Renaming};
use crate::calendar::When;
use crate::filing::format::ANNOTATIONS;
use crate::source::{Kind, Node};
use crate::text::fold;
use crate::vocabulary::pack_words::PackWords;
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words::{lookup, value};
use crate::words::{Lang, date, join, say};

/// A value however it is spelled. Lists and maps are in one order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Canonical {
    Text(String),
    List(Vec<Canonical>),
    Map(Vec<(String, Canonical)>),
    Subject(Renamed),
}

/// Returns what a value says. `renamed`: new ids of what an older filing names otherwise.
pub(super) fn canonical(node: Node<'_>, shape: &Shape, renamed: &Renaming) -> Canonical {
    let shape = suited(shape, node);
    match (shape, node.kind()) {
        (Some(Shape::OneOrMany(inside) | Shape::List(inside)), Kind::Seq) => {
            let mut all: Vec<Canonical> = node.items().map(|item| canonical(item, inside, renamed)).collect();
            all.sort();
            Canonical::List(all)
        }
        (Some(Shape::OneOrMany(inside)), _) => Canonical::List(vec![canonical(node, inside, renamed)]),
        (shape, Kind::Map) => {
            let entries = node.entries().filter(|(key, _, _)| !ANNOTATIONS.contains(key));
            let mut all: Vec<(String, Canonical)> = entries
                .map(|(key, _, value)| {
                    let inside = shape.and_then(|shape| key_shape(shape, key)).unwrap_or(&Shape::Text);
                    let subject = value.text().filter(|_| shape.is_some_and(|shape| names_subject(shape, key)));
                    let said = match subject {
                        Some(at) => Canonical::Subject(renamed.subject(at)),
                        None => canonical(value, inside, renamed),
                    };
                    (key.to_owned(), said)
                })
                .collect();
            all.sort();
            Canonical::Map(all)
        }
        (_, Kind::Seq) => Canonical::List(node.items().map(|item| canonical(item, &Shape::Text, renamed)).collect()),
        (shape, _) => Canonical::Text(scalar(node, shape, renamed)),
    }
}

fn scalar(node: Node<'_>, shape: Option<&Shape>, renamed: &Renaming) -> String {
    let text = node.text().unwrap_or_default();
    match shape {
        Some(Shape::Word(list) | Shape::Open(list)) => {
            let at = lookup(list, text).and_then(|at| list.values.get(usize::from(at)));
            at.map_or_else(|| text.to_owned(), |word| (*word).to_owned())
        }
        Some(Shape::OfPack(list)) => renamed.word(*list, text),
        Some(Shape::Id) => renamed.id(text).to_owned(),
        Some(Shape::Day) => {
            When::parse(text).map_or_else(|_| fold(text), |when| format!("{}/{}", when.first, when.last))
        }
        _ => node.as_bool().map_or_else(|| fold(text), |flag| flag.to_string()),
    }
}

/// What ids and the words of a pack are called, and in which language the rest is said.
#[derive(Default)]
pub(super) struct Called {
    pub(super) ids: BTreeMap<String, String>,
    pub(super) words: PackWords,
    pub(super) lang: Lang,
}

impl Called {
    pub(super) fn id(&self, id: &str) -> String {
        self.ids.get(id).map_or(id, String::as_str).to_owned()
    }
}

/// Returns a value in words.
pub(super) fn shown(node: Node<'_>, shape: &Shape, names: &Called) -> String {
    let (shape, lang) = (suited(shape, node), names.lang);
    match node.kind() {
        Kind::Seq => {
            let inside = match shape {
                Some(Shape::OneOrMany(inside) | Shape::List(inside)) => inside,
                _ => &Shape::Text,
            };
            join(lang, &node.items().map(|item| shown(item, inside, names)).collect::<Vec<_>>())
        }
        Kind::Map => {
            let parts = node.entries().filter(|(key, _, _)| !ANNOTATIONS.contains(key)).map(|(key, _, value)| {
                let inside = shape.and_then(|shape| key_shape(shape, key)).unwrap_or(&Shape::Text);
                let called = match shape {
                    Some(Shape::Map(map)) if *key != *"see" => super::label(&format!("{}.{key}", map.name), lang),
                    _ if key == "see" => super::label("annotation.see", lang),
                    _ => names.id(key),
                };
                say(lang, "diff.part", &[("key", &called), ("value", &shown(value, inside, names))])
            });
            join(lang, &parts.collect::<Vec<_>>())
        }
        _ => {
            let text = node.text().unwrap_or_default();
            match shape {
                Some(Shape::OneOrMany(inside)) => shown(node, inside, names),
                Some(Shape::Word(list) | Shape::Open(list)) => {
                    let words = lookup(list, text).and_then(|at| value(list, at));
                    words.map_or(text, |words| words.name.get(lang)).to_owned()
                }
                Some(Shape::OfPack(list)) => {
                    names.words.lookup(*list, text).map_or(text, |word| word.name(lang)).to_owned()
                }
                Some(Shape::Id) => names.id(text),
                Some(Shape::Day) => match When::parse(text).ok().and_then(When::exact) {
                    Some(day) => date(day, lang),
                    None => text.to_owned(),
                },
                _ => match node.as_bool() {
                    Some(flag) => say(lang, if flag { "diff.yes" } else { "diff.no" }, &[]),
                    None => text.split_whitespace().collect::<Vec<_>>().join(" "),
                },
            }
        }
    }
}

/// Returns the one of several shapes that fits a value; none for a flag, which says the same in any.
pub(super) fn suited<'s>(shape: &'s Shape, node: Node<'_>) -> Option<&'s Shape> {
    let Shape::Either(all) = shape else { return Some(shape) };
    all.iter().find(|one| match (one, node.kind()) {
        (Shape::Map(_) | Shape::Dict(_), Kind::Map) | (Shape::List(_), Kind::Seq) | (Shape::OneOrMany(_), _) => true,
        (Shape::Word(list), Kind::Str) => node.text().is_some_and(|text| lookup(list, text).is_some()),
        (Shape::Day, Kind::Str) => node.text().is_some_and(|text| When::parse(text).is_ok()),
        (Shape::Text | Shape::Id | Shape::Fixed(_) | Shape::Open(_) | Shape::OfPack(_), kind) => {
            !matches!(kind, Kind::Map | Kind::Seq | Kind::Bool)
        }
        _ => false,
    })
}

/// Returns the shape of the value under a key.
fn key_shape(shape: &Shape, key: &str) -> Option<&'static Shape> {
    match shape {
        Shape::Map(map) => map_key(map, key),
        Shape::Dict(inside) => Some(inside),
        _ => None,
    }
}

/// Whether a key names a subject of a rule, as waivers and reasons do.
fn names_subject(shape: &Shape, key: &str) -> bool {
    matches!(shape, Shape::Map(map) if is_subject(map, key))
}

/// The same, of a key of a map.
pub(super) fn is_subject(map: &MapShape, key: &str) -> bool {
    key == "at" && matches!(map.name, "waiver" | "reason")
}

/// A subject of the older filing in words, by its name in the newer one.
pub(super) fn shown_subject(subject: &Renamed, lang: Lang) -> String {
    match subject {
        Renamed::Kept(name) => name.clone(),
        Renamed::Gone(name) => say(lang, "diff.former", &[("id", name)]),
    }
}

fn map_key(map: &'static MapShape, key: &str) -> Option<&'static Shape> {
    map.key(key).map(|key| &key.shape)
}
