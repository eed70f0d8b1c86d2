//! Rows of lists: what each is known by, and what it says besides.

use super::differ::is_same;
use crate::source::{Document, Kind, Node, Tree, TreeShape};
use crate::vocabulary::shape::Shape;

/// Returns the rows of a list without their ids.
pub(super) fn rows(items: &[Node<'_>]) -> Vec<Tree> {
    items.iter().map(|item| without_id(Tree::of(*item))).collect()
}

/// Returns a row without its id.
pub(super) fn without_id(mut row: Tree) -> Tree {
    if let TreeShape::Map(entries) = &mut row.shape {
        entries.retain(|(key, ..)| key != "id");
    }
    row
}

/// True if two values say the same, whatever the layout.
pub(super) fn is_same_tree(shape: Option<&'static Shape>, one: Option<&Tree>, other: Option<&Tree>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    if one.is_empty() && other.is_empty() && one.text().is_none() {
        return false;
    }
    let (one, other) = (Document::from_tree(one, None), Document::from_tree(other, None));
    is_same(shape, one.root(), other.root()) && is_same(shape, other.root(), one.root())
}

/// Returns what an item is known by: its id, or itself if it is a word or text.
pub(super) fn name(item: Node<'_>) -> Option<String> {
    let named = if item.kind() == Kind::Map { item.get("id")? } else { item };
    named.text().map(str::to_owned)
}
