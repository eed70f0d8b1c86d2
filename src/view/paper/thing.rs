//! A thing of the filing as it is written, and what stands at its keys.

use crate::source::{Kind, Node};
use crate::vocabulary::enumerations::{Enumeration, PartKind};
use crate::vocabulary::words;

/// A thing of the filing: the filing itself, a part, an actor and so on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'s> {
    /// The name of its map in the format.
    pub(super) kind: &'static str,
    pub(super) id: &'s str,
    pub(super) node: Node<'s>,
    /// The kind of part, where it is one.
    pub(super) part: Option<PartKind>,
}

impl<'s> Thing<'s> {
    /// Returns the text at one of its keys.
    pub(super) fn text(self, key: &str) -> Option<&'s str> {
        text_at(self.node, key)
    }

    /// True if the author concluded the key.
    pub(super) fn inferred(self, key: &str) -> bool {
        inferred(self.node, key)
    }
}

/// Returns the texts of a list, or the only one that stands in its place.
pub(super) fn texts(node: Option<Node<'_>>) -> Vec<&str> {
    let Some(node) = node else { return Vec::new() };
    match node.kind() {
        Kind::Seq => node.items().filter_map(|item| item.text()).collect(),
        _ => node.text().into_iter().collect(),
    }
}

/// Returns the canonical word at a node.
pub(super) fn word(node: Option<Node<'_>>, list: &'static Enumeration) -> Option<&'static str> {
    let at = words::lookup(list, node?.text()?)?;
    list.values.get(usize::from(at)).copied()
}

/// True if the author concluded a key of a map.
pub(super) fn inferred(node: Node<'_>, key: &str) -> bool {
    texts(node.get("inferred")).contains(&key)
}

/// Returns the annexes that stand in place of a value.
pub(super) fn annexes(node: Node<'_>) -> Option<Vec<&str>> {
    let see = node.get("see")?;
    Some(texts(Some(see)))
}

/// Returns the text at a key that is not blank.
pub(super) fn text_at<'d>(node: Node<'d>, key: &str) -> Option<&'d str> {
    node.get(key)?.text().filter(|text| !text.trim().is_empty())
}
