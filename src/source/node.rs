//! Access to the tree: a cursor that follows aliases and knows its place.

use super::arena::{NO_KEY, Slot, SlotShape};
use super::{Document, Kind, Span, scalar};

/// One node of a [`Document`]. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    doc: &'d Document,
    slot: u32,
    /// The outermost alias on the way here, whose place is used for everything below it.
    via: u32,
}

const DIRECT: u32 = u32::MAX;

/// Used where an index leads nowhere, which cannot happen in a well-built arena.
static NOTHING: Slot = Slot {
    shape: SlotShape::Scalar { kind: Kind::Null, start: 0, len: 0 },
    hidden: false,
    key: NO_KEY,
    span: Span::START,
};

impl<'d> Node<'d> {
    /// Returns the type of the node.
    pub fn kind(self) -> Kind {
        match self.slot().shape {
            SlotShape::Scalar { kind, .. } => kind,
            SlotShape::Seq { .. } => Kind::Seq,
            SlotShape::Map { .. } => Kind::Map,
            SlotShape::Alias { .. } => Kind::Null,
        }
    }

    /// Returns the text of a [`Kind::Str`], with escapes and folds resolved.
    pub fn as_str(self) -> Option<&'d str> {
        (self.kind() == Kind::Str).then(|| self.text()).flatten()
    }

    /// Returns the text of any scalar: as written if plain (`001`, `1.50`, `2024-04-01`), else as [`Node::as_str`].
    pub fn text(self) -> Option<&'d str> {
        match self.slot().shape {
            SlotShape::Scalar { start, len, .. } => Some(self.doc.slice(start, len)),
            _ => None,
        }
    }

    /// Returns the value of a [`Kind::Bool`].
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.text().map(scalar::boolean)).flatten()
    }

    /// Returns the value of a [`Kind::Int`].
    pub fn as_int(self) -> Option<i64> {
        (self.kind() == Kind::Int).then(|| self.text().and_then(scalar::integer)).flatten()
    }

    /// Returns the value of a [`Kind::Int`] or [`Kind::Float`], rounded to the nearest that can be represented.
    pub fn as_float(self) -> Option<f64> {
        let number = matches!(self.kind(), Kind::Int | Kind::Float);
        number.then(|| self.text().and_then(scalar::float)).flatten()
    }

    /// True if the node is a [`Kind::Null`].
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Returns the value of a key; `None` if there is no such key, or the node is no mapping.
    pub fn get(self, key: &str) -> Option<Node<'d>> {
        let found = self.children_of(Kind::Map).find(|child| self.doc.key_is(child.slot().key, key));
        found.map(Node::follow)
    }

    /// Iterates over keys, their places and values, in the order of the text; over nothing if the node is no mapping.
    pub fn entries(self) -> Entries<'d> {
        Entries(self.children_of(Kind::Map))
    }

    /// Iterates over items in order; over nothing if the node is no sequence.
    pub fn items(self) -> Items<'d> {
        Items(self.children_of(Kind::Seq))
    }

    /// Returns the number of entries of a mapping or items of a sequence; 0 for a scalar.
    pub fn len(self) -> usize {
        match self.slot().shape {
            SlotShape::Seq { len, .. } | SlotShape::Map { len, .. } => len as usize,
            _ => 0,
        }
    }

    /// True if [`Node::len`] is 0.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the place of the node, from its first to its last character; that of the alias for everything reached
    /// through one. Empty for a value left out (`key:`), where [`Node::key_span`] is the place to point at.
    pub fn span(self) -> Span {
        self.alias().unwrap_or_else(|| self.slot()).span
    }

    /// Returns a place short enough to point at: [`Node::span`] if that is on one line, else the first key of a
    /// mapping, the first character of a sequence, or the first line of a text.
    pub fn head(self) -> Span {
        let span = self.span();
        if span.is_on_one_line() {
            return span;
        }
        let first_key = self.entries().next().map(|(_, key, _)| key);
        first_key.filter(|key| key.line == span.line).unwrap_or(Span::character(span.line, span.column))
    }

    /// Returns the place of the key that the node is the value of; that of the alias below one. `None` for items and
    /// the root.
    pub fn key_span(self) -> Option<Span> {
        let Some(alias) = self.alias() else {
            return self.key_of(self.slot());
        };
        let own_target = matches!(alias.shape, SlotShape::Alias { target } if target == self.slot);
        if own_target { self.key_of(alias) } else { (self.slot().key != NO_KEY).then_some(alias.span) }
    }

    /// Returns where findings about the value point: a scalar as a whole, a mapping or a sequence at its key, as it may
    /// be long.
    pub fn pointed_at(self) -> Span {
        match self.kind() {
            Kind::Map | Kind::Seq => self.key_span().unwrap_or_else(|| self.head()),
            _ => self.span(),
        }
    }

    /// Returns the document that the node belongs to.
    pub fn document(self) -> &'d Document {
        self.doc
    }

    pub(super) fn at_root(doc: &'d Document) -> Node<'d> {
        let root = Node { doc, slot: 0, via: DIRECT };
        root.follow()
    }

    /// Returns a number that identifies the node in its document; the same through every alias.
    pub(super) fn index(self) -> u32 {
        self.slot
    }

    /// True if the node was reached through an alias, or is one.
    pub(super) fn is_alias(self) -> bool {
        self.via != DIRECT
    }

    fn slot(self) -> &'d Slot {
        self.doc.slots.get(self.slot as usize).unwrap_or(&NOTHING)
    }

    fn alias(self) -> Option<&'d Slot> {
        self.doc.slots.get(self.via as usize)
    }

    fn key_of(self, slot: &Slot) -> Option<Span> {
        self.doc.keys.get(slot.key as usize).map(|key| key.span)
    }

    fn children_of(self, kind: Kind) -> Children<'d> {
        let end = match self.slot().shape {
            SlotShape::Seq { end, .. } if kind == Kind::Seq => end,
            SlotShape::Map { end, .. } if kind == Kind::Map => end,
            _ => 0,
        };
        Children { doc: self.doc, next: self.slot + 1, end, via: self.via }
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node")
            .field("kind", &self.kind())
            .field("text", &self.text())
            .field("span", &self.span())
            .finish()
    }
}

/// Iterator over the entries of a mapping; see [`Node::entries`].
#[derive(Clone, Debug)]
pub struct Entries<'d>(Children<'d>);

impl<'d> Iterator for Entries<'d> {
    type Item = (&'d str, Span, Node<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        let child = self.0.next()?;
        let node = child.follow();
        Some((child.key().unwrap_or_default(), node.key_span().unwrap_or(node.span()), node))
    }
}

/// Iterator over the items of a sequence; see [`Node::items`].
#[derive(Clone, Debug)]
pub struct Items<'d>(Children<'d>);

impl<'d> Iterator for Items<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(Node::follow)
    }
}

impl<'d> Node<'d> {
    /// Returns the node that an alias leads to, or the node itself.
    fn follow(self) -> Node<'d> {
        let SlotShape::Alias { target } = self.slot().shape else {
            return self;
        };
        Node { doc: self.doc, slot: target, via: if self.via == DIRECT { self.slot } else { self.via } }
    }

    fn key(self) -> Option<&'d str> {
        self.doc.key_text(self.slot().key)
    }
}

/// Iterator over visible children; aliases are not followed yet.
#[derive(Clone)]
struct Children<'d> {
    doc: &'d Document,
    next: u32,
    end: u32,
    via: u32,
}

impl std::fmt::Debug for Children<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Children").field("next", &self.next).field("end", &self.end).finish()
    }
}

impl<'d> Iterator for Children<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        while self.next < self.end {
            let at = self.next;
            let slot = self.doc.slots.get(at as usize)?;
            self.next = match slot.shape {
                SlotShape::Seq { end, .. } | SlotShape::Map { end, .. } => end.max(at + 1),
                _ => at + 1,
            };
            if !slot.hidden {
                return Some(Node { doc: self.doc, slot: at, via: self.via });
            }
        }
        None
    }
}
