//! A tree that is still growing: values with places, added in any order, before they are laid into a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::build::{Builder, NodePlace};
use super::{Cells, Document, Kind, Node, Span};

/// A value with the place where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub shape: TreeShape,
}

/// What a value of a [`Tree`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum TreeShape {
    /// A scalar of a type, as text. Never a sequence or a mapping.
    Scalar(Kind, String),
    /// A sequence.
    Seq(Vec<Tree>),
    /// A mapping: keys with their places, and values.
    Map(Vec<(String, Span, Tree)>),
}

impl Tree {
    /// Makes a scalar.
    pub fn scalar(kind: Kind, text: impl Into<String>, span: Span) -> Tree {
        Tree { span, shape: TreeShape::Scalar(kind, text.into()) }
    }

    /// Makes a sequence.
    pub fn seq(items: Vec<Tree>, span: Span) -> Tree {
        Tree { span, shape: TreeShape::Seq(items) }
    }

    /// Makes a mapping without entries.
    pub fn map(span: Span) -> Tree {
        Tree { span, shape: TreeShape::Map(Vec::new()) }
    }

    /// Makes a tree of a JSON value, all of it at one place.
    pub fn of_json(value: &Value, span: Span) -> Tree {
        match value {
            Value::Null => Tree::scalar(Kind::Null, "", span),
            Value::Bool(flag) => Tree::scalar(Kind::Bool, flag.to_string(), span),
            Value::Number(number) => {
                let kind = if number.is_i64() { Kind::Int } else { Kind::Float };
                Tree::scalar(kind, number.to_string(), span)
            }
            Value::String(text) => Tree::scalar(Kind::Str, text.as_str(), span),
            Value::Array(items) => Tree::seq(items.iter().map(|item| Tree::of_json(item, span)).collect(), span),
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.clone(), span, Tree::of_json(value, span)));
                Tree { span, shape: TreeShape::Map(entries.collect()) }
            }
        }
    }

    /// Makes a tree of a node, with everything below it and aliases written out.
    pub fn of(node: Node<'_>) -> Tree {
        let span = node.span();
        match node.kind() {
            Kind::Seq => Tree::seq(node.items().map(Tree::of).collect(), span),
            Kind::Map => {
                let entries = node.entries().map(|(key, at, value)| (key.to_owned(), at, Tree::of(value)));
                Tree { span, shape: TreeShape::Map(entries.collect()) }
            }
            kind => Tree::scalar(kind, node.text().unwrap_or_default(), span),
        }
    }

    /// True if two trees say the same, wherever it is written.
    pub fn says(&self, other: &Tree) -> bool {
        match (&self.shape, &other.shape) {
            (TreeShape::Scalar(Kind::Null, _), TreeShape::Scalar(Kind::Null, _)) => true,
            (TreeShape::Scalar(kind, text), TreeShape::Scalar(other, written)) => kind == other && text == written,
            (TreeShape::Seq(items), TreeShape::Seq(others)) => {
                items.len() == others.len() && items.iter().zip(others).all(|(item, other)| item.says(other))
            }
            (TreeShape::Map(entries), TreeShape::Map(others)) => {
                entries.len() == others.len()
                    && entries
                        .iter()
                        .zip(others)
                        .all(|((key, _, value), (name, _, other))| key == name && value.says(other))
            }
            _ => false,
        }
    }

    /// Returns the value of a key; `None` if there is none.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        let TreeShape::Map(entries) = &self.shape else { return None };
        entries.iter().find(|(known, ..)| known == key).map(|(.., value)| value)
    }

    /// Returns the value of a key, an empty mapping where there is none yet; `None` if this is no mapping.
    pub fn below(&mut self, key: &str, at: Span) -> Option<&mut Tree> {
        let TreeShape::Map(entries) = &mut self.shape else { return None };
        let found = entries.iter().position(|(known, ..)| known == key);
        let index = found.unwrap_or_else(|| {
            entries.push((key.to_owned(), at, Tree::map(at)));
            entries.len() - 1
        });
        entries.get_mut(index).map(|(.., value)| value)
    }

    /// Sets the value of a key of a mapping, in the place of one that it has.
    pub fn put(&mut self, key: &str, at: Span, value: Tree) {
        let TreeShape::Map(entries) = &mut self.shape else { return };
        match entries.iter_mut().find(|(known, ..)| known == key) {
            Some((.., known)) => *known = value,
            None => entries.push((key.to_owned(), at, value)),
        }
    }

    /// Adds a key to a mapping, also where it has that key already.
    pub fn append(&mut self, key: &str, at: Span, value: Tree) {
        if let TreeShape::Map(entries) = &mut self.shape {
            entries.push((key.to_owned(), at, value));
        }
    }

    /// Removes keys that stand in a mapping already, here and everywhere below, and returns them.
    pub fn take_repeated(&mut self) -> Vec<String> {
        let mut taken = Vec::new();
        match &mut self.shape {
            TreeShape::Scalar(..) => {}
            TreeShape::Seq(items) => items.iter_mut().for_each(|item| taken.append(&mut item.take_repeated())),
            TreeShape::Map(entries) => {
                let mut seen = BTreeSet::new();
                entries.retain(|(key, ..)| {
                    seen.insert(key.clone()) || {
                        taken.push(key.clone());
                        false
                    }
                });
                entries.iter_mut().for_each(|(.., value)| taken.append(&mut value.take_repeated()));
            }
        }
        taken
    }

    /// Returns the items of a sequence; `None` if this is none.
    pub fn items_mut(&mut self) -> Option<&mut Vec<Tree>> {
        match &mut self.shape {
            TreeShape::Seq(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the number of entries of a mapping or items of a sequence; 0 for a scalar.
    pub fn len(&self) -> usize {
        match &self.shape {
            TreeShape::Scalar(..) => 0,
            TreeShape::Seq(items) => items.len(),
            TreeShape::Map(entries) => entries.len(),
        }
    }

    /// True if [`Tree::len`] is 0.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the text of a [`Kind::Str`].
    pub(super) fn string(&self) -> Option<&str> {
        match &self.shape {
            TreeShape::Scalar(Kind::Str, text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.shape {
            TreeShape::Scalar(_, text) => Some(text),
            _ => None,
        }
    }
}

impl Document {
    /// Makes a document of a tree. `cells` are those that its places name, where it was read from a workbook.
    pub fn from_tree(tree: &Tree, cells: Option<Arc<Cells>>) -> Document {
        let mut builder = Builder::with_capacity(0);
        lay(&mut builder, NodePlace::ITEM, tree);
        Document { cells, ..builder.finish() }
    }

    /// Makes a document of a JSON value; every place is the beginning of the text. Used for documents that tests patch.
    pub fn from_json(value: &Value) -> Document {
        Document::from_tree(&Tree::of_json(value, Span::START), None)
    }
}

fn lay(builder: &mut Builder, place: NodePlace, tree: &Tree) {
    match &tree.shape {
        TreeShape::Scalar(kind, text) => {
            builder.scalar(place, *kind, text, tree.span);
        }
        TreeShape::Seq(items) => {
            let slot = builder.open(place, false, tree.span);
            items.iter().for_each(|item| lay(builder, NodePlace::ITEM, item));
            builder.close(slot, count(items.len()), tree.span);
        }
        TreeShape::Map(entries) => {
            let slot = builder.open(place, true, tree.span);
            for (key, at, value) in entries {
                let key = builder.key(key, *at);
                lay(builder, NodePlace::value_of(key), value);
            }
            builder.close(slot, count(entries.len()), tree.span);
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
