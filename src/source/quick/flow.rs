//! Collections in brackets, over any number of lines.

use super::super::Span;
use super::super::build::NodePlace;
use super::{Announced, Done, Reader};

impl<'s> Reader<'s> {
    /// Reads the collection whose bracket is at the cursor, below a block collection with this indentation.
    pub(super) fn flow_collection(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        indent: usize,
    ) -> Option<Done> {
        let is_map = self.cursor.peek() == b'{';
        let bracket = if is_map { b'}' } else { b']' };
        let mut open = self.open(place, is_map, anchor)?;
        self.cursor.advance(1);
        self.flow_space(indent)?;
        while self.cursor.peek() != bracket {
            let place = if is_map { self.flow_key(&mut open, indent)? } else { NodePlace::ITEM };
            let done = self.flow_node(place, indent)?;
            open.add(done);
            self.flow_space(indent)?;
            match self.cursor.peek() {
                b',' => self.cursor.advance(1),
                other if other == bracket => break,
                _ => return None,
            }
            self.flow_space(indent)?;
        }
        let (line, column) = self.cursor.point();
        self.cursor.advance(1);
        Some(self.close(open, Span::character(line, column)))
    }

    fn flow_key(&mut self, open: &mut super::Open<'s>, indent: usize) -> Option<NodePlace> {
        let place = self.read_key(open, true)?;
        if !matches!(self.cursor.peek(), b' ' | b'\n') {
            return None;
        }
        self.flow_space(indent)?;
        Some(place)
    }

    fn flow_node(&mut self, place: NodePlace, indent: usize) -> Option<Done> {
        let anchor = self.anchor()?;
        match self.cursor.peek() {
            b'[' | b'{' => self.flow_collection(place, anchor, indent),
            // What a colon follows is a key, of a mapping that has no brackets.
            b'"' | b'\'' => {
                let done = self.quoted(place, anchor, indent)?;
                (self.cursor.peek() != b':').then_some(done)
            }
            b'*' if anchor.is_none() => self.alias(place),
            first if super::plain::may_begin(first, self.cursor.peek_after(), true) => {
                self.plain(place, anchor, indent, true)
            }
            _ => None,
        }
    }

    /// Moves over spaces, line ends and comments between brackets; `None` where a line is not indented below the block
    /// collection around.
    pub(super) fn flow_space(&mut self, indent: usize) -> Option<()> {
        loop {
            self.cursor.skip_spaces();
            match self.cursor.peek() {
                b'#' if self.cursor.is_at_comment() => self.cursor.skip_line(),
                b'#' => return None,
                b'\n' => {}
                _ => break,
            }
            if self.cursor.is_at_end() {
                return None;
            }
            self.cursor.next_line();
        }
        (self.cursor.indent() > indent).then_some(())
    }
}
