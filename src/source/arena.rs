//! The tree itself: one vector of nodes in preorder, one of keys, and one string with all their text.
//!
//! A node's children follow it; a collection knows where its last descendant ends, so the next sibling is one
//! step away and no child lists are needed. An alias is a node that names another.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Cells, Limits, Node, Parsed, SourceFile, Span, parse, quick};

/// A YAML document as a tree in which every key and value has a place. Cheap to read from many threads.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) text: String,
    pub(super) slots: Vec<Slot>,
    pub(super) keys: Vec<KeySlot>,
    pub(super) cells: Option<Arc<Cells>>,
}

/// The type of a node, by the core schema of YAML 1.2. Aliases are followed and never visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// `null`, `~`, or left out.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number that fits into 64 bits with sign.
    Int,
    /// Any other finite number.
    Float,
    /// Text, quoted or not.
    Str,
    /// A sequence.
    Seq,
    /// A mapping.
    Map,
}

impl Document {
    /// Reads a text as one YAML document. Never fails as a whole: what is wrong is in [`Parsed::problems`].
    pub fn parse(source: &SourceFile, limits: &Limits) -> Parsed {
        match Document::parse_quickly(source, limits) {
            Some(document) => Parsed { document: Some(document), problems: Vec::new() },
            None => Document::parse_slowly(source, limits),
        }
    }

    /// Reads a text of the kind that filings are written in, without mistakes; `None` for any other.
    pub fn parse_quickly(source: &SourceFile, limits: &Limits) -> Option<Document> {
        quick::parse(source, limits)
    }

    /// Reads a text as [`Document::parse`] does and with the same result, always by the YAML library: what the quicker reader
    /// is held against.
    pub fn parse_slowly(source: &SourceFile, limits: &Limits) -> Parsed {
        parse::parse(source, limits)
    }

    /// Returns the root node.
    pub fn root(&self) -> Node<'_> {
        Node::at_root(self)
    }

    /// Returns the cells that the document was read from; `None` if it was read from a text.
    pub fn cells(&self) -> Option<&Arc<Cells>> {
        self.cells.as_ref()
    }

    /// Returns the largest number of entries that any collection has, and where that one is.
    pub fn widest(&self) -> (u32, Span) {
        let wide = |slot: &Slot| match slot.shape {
            SlotShape::Seq { len, .. } | SlotShape::Map { len, .. } => (len, slot.span),
            _ => (0, slot.span),
        };
        self.slots.iter().map(wide).max_by_key(|(len, _)| *len).unwrap_or((0, Span::START))
    }

    /// Returns the node that a JSON Pointer (RFC 6901) leads to; the empty pointer is the root.
    pub fn at(&self, pointer: &str) -> Option<Node<'_>> {
        if pointer.is_empty() {
            return Some(self.root());
        }
        let mut node = self.root();
        for token in pointer.strip_prefix('/')?.split('/') {
            node = match node.kind() {
                Kind::Map if token.contains('~') => node.get(&token.replace("~1", "/").replace("~0", "~"))?,
                Kind::Map => node.get(token)?,
                Kind::Seq => node.items().nth(index(token)?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    pub(super) fn slice(&self, start: u32, len: u32) -> &str {
        let start = start as usize;
        self.text.get(start..start + len as usize).unwrap_or_default()
    }

    /// True if the key has this text. Quicker than comparing [`Document::key_text`], as most keys differ in length.
    pub(super) fn key_is(&self, key: u32, text: &str) -> bool {
        let Some(key) = self.keys.get(key as usize).filter(|key| key.len as usize == text.len()) else {
            return false;
        };
        let start = key.start as usize;
        self.text.as_bytes().get(start..start + text.len()) == Some(text.as_bytes())
    }

    pub(super) fn key_text(&self, key: u32) -> Option<&str> {
        let key = self.keys.get(key as usize)?;
        Some(self.slice(key.start, key.len))
    }
}

/// Reads an array index as RFC 6901 writes it: without sign or leading zero.
fn index(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with(['0', '+']);
    plain.then(|| token.parse().ok()).flatten()
}

/// Marks a node that has no key.
pub(super) const NO_KEY: u32 = u32::MAX;

/// One node of the arena.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) shape: SlotShape,
    /// True if no reader sees the node below its parent: the value of a key that was refused, or an anchored key.
    pub(super) hidden: bool,
    /// Position in `keys`, for a value of a mapping.
    pub(super) key: u32,
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum SlotShape {
    /// Text in the document's string, by its start and length in bytes.
    Scalar { kind: Kind, start: u32, len: u32 },
    /// `end` is the node after the last descendant, `len` the number of children that are not hidden.
    Seq { end: u32, len: u32 },
    /// Like `Seq`.
    Map { end: u32, len: u32 },
    /// Another node, which is never itself an alias.
    Alias { target: u32 },
}

/// One key of a mapping.
#[derive(Clone, Debug)]
pub(super) struct KeySlot {
    pub(super) start: u32,
    pub(super) len: u32,
    pub(super) span: Span,
}
