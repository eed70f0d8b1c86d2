//! Collections that are told by their indentation.
//!
//! What an indentation may not be, and what may not stand beside what, is given up rather than reported.

use super::super::build::NodePlace;
use super::super::{Kind, Span};
use super::{Announced, Done, LONGEST_KEY, Reader};

/// What a value stands after.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Colon,
    Dash,
}

impl<'s> Reader<'s> {
    /// Reads the node at the cursor, which begins its line or follows a dash; `parent` is the indentation of the collection
    /// that it belongs to. Leaves the cursor at the next content.
    pub(super) fn block_node(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        parent: Option<usize>,
    ) -> Option<Done> {
        if self.cursor.is_at_dash() {
            return self.block_sequence(place, anchor, parent);
        }
        if !self.opens_flow() && self.is_collection_ahead()? {
            return self.block_mapping(place, anchor);
        }
        // A scalar of its own is no filing; and what begins where its parent does is its sibling.
        self.inline(place, anchor, parent?)
    }

    /// Whether the line from the cursor on begins a block collection.
    pub(super) fn is_collection_ahead(&self) -> Option<bool> {
        if self.cursor.is_at_dash() {
            return Some(true);
        }
        match self.cursor.peek() {
            b'"' | b'\'' => self.is_quoted_key_ahead(),
            _ => Some(self.plain_run(self.cursor.at(), false).is_key()),
        }
    }

    fn block_mapping(&mut self, place: NodePlace, anchor: Option<Announced<'s>>) -> Option<Done> {
        let indent = self.cursor.indent();
        let mut open = self.open(place, true, anchor)?;
        loop {
            let value = self.block_key(&mut open)?;
            let done = self.value(value, indent, After::Colon)?;
            open.add(done);
            if self.ends(indent) {
                let last = open.last;
                return Some(self.close(open, last));
            }
            if self.cursor.indent() > indent || self.cursor.is_at_dash() {
                return None;
            }
        }
    }

    fn block_sequence(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        parent: Option<usize>,
    ) -> Option<Done> {
        let indent = self.cursor.indent();
        let mut open = self.open(place, false, anchor)?;
        loop {
            self.cursor.advance(1);
            let done = self.value(NodePlace::ITEM, indent, After::Dash)?;
            open.add(done);
            // A sequence that is not indented below its key ends at the next key.
            let is_beside = parent == Some(indent);
            if self.ends(indent) || is_beside && self.cursor.indent() == indent && !self.cursor.is_at_dash() {
                let last = open.last;
                return Some(self.close(open, last));
            }
            if self.cursor.indent() > indent || !self.cursor.is_at_dash() {
                return None;
            }
        }
    }

    /// Whether the collection of an indentation ends before the cursor.
    fn ends(&self, indent: usize) -> bool {
        self.cursor.is_at_end() || self.cursor.indent() < indent
    }

    /// Reads a key and its colon.
    fn block_key(&mut self, open: &mut super::Open<'s>) -> Option<NodePlace> {
        let place = self.read_key(open, false)?;
        matches!(self.cursor.peek(), b' ' | b'\n').then_some(place)
    }

    /// Reads a key on one line and its colon, whatever follows.
    pub(super) fn read_key(&mut self, open: &mut super::Open<'s>, in_flow: bool) -> Option<NodePlace> {
        let (line, column) = self.cursor.point();
        let from = self.cursor.at();
        let text = match self.cursor.peek() {
            b'"' | b'\'' => self.simple_quoted()?,
            first if super::plain::may_begin(first, self.cursor.peek_after(), in_flow) => {
                let run = self.plain_run(from, in_flow);
                self.cursor.go_to(run.end);
                self.cursor.text(from, run.end)
            }
            _ => return None,
        };
        // A blank before the colon is for the slow way.
        if self.cursor.at() - from > LONGEST_KEY || self.cursor.peek() != b':' || self.cursor.line() != line {
            return None;
        }
        let span = Span::on_line(line, column, self.cursor.column());
        self.cursor.advance(1);
        self.key(open, text, span)
    }

    /// Reads what follows a colon or a dash of a collection with this indentation. Leaves the cursor at the next content.
    fn value(&mut self, place: NodePlace, indent: usize, after: After) -> Option<Done> {
        let colon = self.cursor.at();
        let spaces = self.cursor.skip_spaces();
        let anchor = self.anchor()?;
        if self.cursor.peek() == b'\n' || self.cursor.is_at_comment() {
            return self.value_below(place, anchor, indent, after, colon);
        }
        if after == After::Dash && !self.opens_flow() && self.is_collection_ahead()? {
            // An anchor before a key on its line is the key's.
            return if anchor.is_none() && spaces > 0 { self.block_node(place, None, Some(indent)) } else { None };
        }
        self.inline(place, anchor, indent)
    }

    /// Reads the value that follows on a later line, or is left out.
    fn value_below(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        indent: usize,
        after: After,
        colon: usize,
    ) -> Option<Done> {
        let nothing = self.left_out(colon - 1);
        self.cursor.end_value()?;
        let is_there = !self.cursor.is_at_end();
        let is_below = is_there && self.cursor.indent() > indent;
        let is_beside = is_there && after == After::Colon && self.cursor.indent() == indent && self.cursor.is_at_dash();
        if is_below || is_beside {
            return self.block_node(place, anchor, Some(indent));
        }
        (anchor.is_none() && after == After::Colon).then(|| self.scalar(place, None, Some(Kind::Null), "", nothing))
    }

    /// Returns the place of a value that is left out after a colon.
    fn left_out(&mut self, colon: usize) -> Span {
        let here = self.cursor.at();
        self.cursor.go_to(colon);
        let (line, column) = self.cursor.point();
        self.cursor.go_to(here);
        Span::on_line(line, column, column)
    }

    /// Reads a flow collection, a scalar or an alias at the cursor, below a collection with this indentation.
    fn inline(&mut self, place: NodePlace, anchor: Option<Announced<'s>>, indent: usize) -> Option<Done> {
        let done = match self.cursor.peek() {
            b'[' | b'{' => self.flow_collection(place, anchor, indent)?,
            b'"' | b'\'' => self.quoted(place, anchor, indent)?,
            b'*' if anchor.is_none() => self.alias(place)?,
            b'|' | b'>' => return self.block_scalar(place, anchor, indent),
            first if super::plain::may_begin(first, self.cursor.peek_after(), false) => {
                return self.plain(place, anchor, indent, false);
            }
            _ => return None,
        };
        self.cursor.end_value()?;
        self.is_over(indent).then_some(done)
    }

    /// Whether what follows does not belong below a collection with this indentation.
    pub(super) fn is_over(&self, indent: usize) -> bool {
        self.cursor.is_at_end() || self.cursor.indent() <= indent
    }
}
