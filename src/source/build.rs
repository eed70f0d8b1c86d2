//! Adds nodes to the arena in the order of the text, for the YAML reader and for JSON values.

use super::arena::{KeySlot, NO_KEY, Slot, SlotShape};
use super::{Document, Kind, Span};

/// A document that is being built.
pub(super) struct Builder {
    doc: Document,
}

impl Builder {
    /// Reserves room for the text of a source of this many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Builder {
        Builder {
            doc: Document {
                text: String::with_capacity(bytes),
                slots: Vec::with_capacity(bytes / 16),
                keys: Vec::with_capacity(bytes / 24),
                cells: None,
            },
        }
    }

    pub(super) fn finish(self) -> Document {
        self.doc
    }

    /// Returns the number of nodes, which is the index of the next one.
    pub(super) fn len(&self) -> u32 {
        index(self.doc.slots.len())
    }

    /// Stores the text and place of a key, and returns its index.
    pub(super) fn key(&mut self, text: &str, span: Span) -> u32 {
        let key = index(self.doc.keys.len());
        let (start, len) = self.keep(text);
        self.doc.keys.push(KeySlot { start, len, span });
        key
    }

    pub(super) fn key_text(&self, key: u32) -> &str {
        self.doc.key_text(key).unwrap_or_default()
    }

    pub(super) fn key_is(&self, key: u32, text: &str) -> bool {
        self.doc.key_is(key, text)
    }

    pub(super) fn place(&self, slot: u32) -> Span {
        self.doc.slots.get(slot as usize).map_or(Span::START, |slot| slot.span)
    }

    /// Moves the beginning of a node.
    pub(super) fn begin(&mut self, slot: u32, place: Span) {
        if let Some(slot) = self.doc.slots.get_mut(slot as usize) {
            slot.span = place.to(slot.span);
        }
    }

    pub(super) fn key_place(&self, key: u32) -> Span {
        self.doc.keys.get(key as usize).map_or(Span::START, |key| key.span)
    }

    pub(super) fn scalar(&mut self, place: NodePlace, kind: Kind, text: &str, span: Span) -> u32 {
        let (start, len) = self.keep(text);
        self.push(place, SlotShape::Scalar { kind, start, len }, span)
    }

    pub(super) fn alias(&mut self, place: NodePlace, target: u32, span: Span) -> u32 {
        self.push(place, SlotShape::Alias { target }, span)
    }

    /// Begins a collection, which [`Builder::close`] ends.
    pub(super) fn open(&mut self, place: NodePlace, is_map: bool, span: Span) -> u32 {
        let (end, len) = (0, 0);
        let shape = if is_map { SlotShape::Map { end, len } } else { SlotShape::Seq { end, len } };
        self.push(place, shape, span)
    }

    /// Ends a collection of `children` visible children at `last`, and returns its whole place.
    pub(super) fn close(&mut self, slot: u32, children: u32, last: Span) -> Span {
        let after = self.len();
        let Some(slot) = self.doc.slots.get_mut(slot as usize) else {
            return last;
        };
        if let SlotShape::Seq { end, len } | SlotShape::Map { end, len } = &mut slot.shape {
            (*end, *len) = (after, children);
        }
        slot.span = slot.span.to(last);
        slot.span
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = index(self.doc.text.len());
        self.doc.text.push_str(text);
        (start, index(text.len()))
    }

    fn push(&mut self, place: NodePlace, shape: SlotShape, span: Span) -> u32 {
        let slot = self.len();
        self.doc.slots.push(Slot { shape, hidden: place.hidden, key: place.key, span });
        slot
    }
}

/// How a node belongs to its parent.
#[derive(Clone, Copy)]
pub(super) struct NodePlace {
    pub(super) key: u32,
    pub(super) hidden: bool,
}

impl NodePlace {
    /// An item of a sequence, or the root.
    pub(super) const ITEM: NodePlace = NodePlace { key: NO_KEY, hidden: false };
    /// A node that is kept only for its anchors.
    pub(super) const HIDDEN: NodePlace = NodePlace { key: NO_KEY, hidden: true };

    pub(super) fn value_of(key: u32) -> NodePlace {
        NodePlace { key, hidden: false }
    }
}

/// Converts an index. The limits keep it far below the maximum; a reader without limits gets empty texts, not wrong
/// ones.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
