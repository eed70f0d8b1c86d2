//! The media of a pattern: which there are, and others in the place of those that are exchangeable.

use std::collections::BTreeSet;

use super::shape::{suited, text};
use crate::filing::format::FILING;
use crate::source::{Span, Tree, TreeShape};
use crate::vocabulary::enumerations::{Enumerated, Medium, MediumClass};
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words::lookup;

/// Returns every medium that a filing names.
pub(super) fn named(filing: &Tree) -> BTreeSet<Medium> {
    let mut filing = filing.clone();
    let mut found = BTreeSet::new();
    in_map(&FILING, &mut filing, &mut |medium| {
        found.insert(medium);
        None
    });
    found
}

/// Puts these media in the place of every removable one.
pub(super) fn exchange(filing: &mut Tree, media: &[Medium]) {
    in_map(&FILING, filing, &mut |medium| (medium.class() == MediumClass::Removable).then(|| media.to_vec()));
}

type Instead<'i> = &'i mut dyn FnMut(Medium) -> Option<Vec<Medium>>;

fn in_map(map: &MapShape, tree: &mut Tree, instead: Instead<'_>) {
    let TreeShape::Map(entries) = &mut tree.shape else { return };
    for (key, _, value) in entries {
        if let Some(key) = map.key(key) {
            inside(&key.shape, value, instead);
        }
    }
}

fn inside(shape: &Shape, tree: &mut Tree, instead: Instead<'_>) {
    match suited(shape, tree) {
        Shape::Map(map) => in_map(map, tree, instead),
        Shape::Dict(each) => {
            if let TreeShape::Map(entries) = &mut tree.shape {
                entries.iter_mut().for_each(|(.., value)| inside(each, value, instead));
            }
        }
        Shape::List(each) | Shape::OneOrMany(each) => match &mut tree.shape {
            TreeShape::Seq(items) => {
                for mut item in std::mem::take(items) {
                    match medium(each, &item).and_then(&mut *instead) {
                        Some(media) => {
                            items.extend(media.iter().map(|medium| text(medium.word())));
                        }
                        None => {
                            inside(each, &mut item, instead);
                            items.push(item);
                        }
                    }
                }
            }
            _ => one(each, tree, instead),
        },
        other => one(other, tree, instead),
    }
}

/// Looks at a single value.
fn one(shape: &Shape, tree: &mut Tree, instead: Instead<'_>) {
    let Some(medium) = medium(shape, tree) else { return };
    match instead(medium).as_deref() {
        Some([only]) => *tree = text(only.word()),
        Some(media) => *tree = Tree::seq(media.iter().map(|medium| text(medium.word())).collect(), Span::START),
        None => {}
    }
}

/// Returns the medium that a value of a shape is.
fn medium(shape: &Shape, tree: &Tree) -> Option<Medium> {
    match suited(shape, tree) {
        Shape::Word(list) if *list == Medium::TABLE => lookup(list, tree.text()?).and_then(Medium::from_position),
        _ => None,
    }
}
