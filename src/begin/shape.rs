//! Values beside the shapes that the format gives them.

use crate::source::{Kind, Span, Tree, TreeShape};
use crate::vocabulary::shape::Shape;

/// The keys of a filing that list its parts.
pub(super) const PARTS: [&str; 3] = ["contracts", "connections", "processing"];

/// Returns the shape among several that a value has, as they differ in their types.
pub(super) fn suited<'s>(shape: &'s Shape, tree: &Tree) -> &'s Shape {
    let Shape::Either(shapes) = shape else { return shape };
    let fits = |shape: &&Shape| match &tree.shape {
        TreeShape::Map(_) => matches!(shape, Shape::Map(_) | Shape::Dict(_)),
        TreeShape::Seq(_) => matches!(shape, Shape::List(_) | Shape::OneOrMany(_)),
        TreeShape::Scalar(..) => !matches!(shape, Shape::Map(_) | Shape::Dict(_) | Shape::List(_)),
    };
    shapes.iter().find(fits).map_or(shape, |found| suited(found, tree))
}

/// Makes a text.
pub(super) fn text(written: &str) -> Tree {
    Tree::scalar(Kind::Str, written, Span::START)
}
