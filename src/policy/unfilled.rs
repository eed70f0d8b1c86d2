//! Places that a stub leaves to its author: texts that begin with a mark. No pack with one of them judges anything.

use crate::source::{Node, Span};

/// How a text begins that is still to be written; what belongs there follows.
pub const MARK: &str = "???";

/// Returns the places below a node that are still to be written, each with what belongs there, in the order of the text.
pub fn unfilled(root: Node<'_>) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if let Some(what) = node.text().and_then(|text| text.strip_prefix(MARK)) {
            found.push((node.span(), what.trim().to_owned()));
        }
        open.extend(node.items());
        open.extend(node.entries().map(|(.., value)| value));
    }
    found.sort_by_key(|(span, _)| (span.line, span.column));
    found
}
