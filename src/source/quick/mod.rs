//! The quick way to a tree: the YAML that filings are written in, read in one pass.
//!
//! Reads block and flow collections; plain, quoted, literal and folded scalars over any number of lines; escapes, comments,
//! anchors and aliases. It tells no mistakes: at the first thing that it is not sure of it gives up, and the text is read by
//! `saphyr-parser` from its beginning. What it does read is the tree that would come of that, place for place, without a
//! problem; tests and a fuzz target hold the two together.
//!
//! How to read it: a [`Cursor`] knows where it stands, the files below have one piece of the grammar each, and everything
//! returns `None` to give up. `block.rs` is the trunk; it leaves the cursor at the next content, so that whoever opened a
//! collection sees by its indentation whether it goes on.

mod block;
mod block_scalar;
mod cursor;
mod flow;
mod plain;
mod quoted;

#[cfg(test)]
mod tests;

use super::build::{Builder, NodePlace};
use super::compose::may_hold_marks;
use super::keys::{MapKeys, OpenKeys};
use super::parse::is_flood;
use super::{Document, Kind, Limits, SourceFile, Span, scalar};
use cursor::Cursor;

/// Reads a text; `None` if the slow way has to.
pub(super) fn parse(source: &SourceFile, limits: &Limits) -> Option<Document> {
    let text = source.text();
    if is_odd(text.as_bytes()) || is_flood(text.as_bytes(), limits) || may_hold_marks(text.as_bytes()) {
        return None;
    }
    let mut reader = Reader {
        cursor: Cursor::new(text),
        limits,
        builder: Builder::with_capacity(text.len()),
        keys: OpenKeys::default(),
        anchors: Vec::new(),
        folded: String::new(),
        depth: 0,
        alias_visits: 0,
    };
    reader.whole()?;
    (reader.builder.len() <= limits.nodes).then(|| reader.builder.finish())
}

/// Whether a text holds control characters, tabs, carriage returns or byte order marks. One pass without branches, as it runs
/// over every file.
fn is_odd(bytes: &[u8]) -> bool {
    let single = bytes.iter().fold(false, |found, &b| found | ((b < 0x20) & (b != b'\n')) | (b == 0x7F));
    let seconds = bytes.iter().skip(1);
    let pairs = bytes.iter().zip(seconds);
    single | pairs.fold(false, |found, (&a, &b)| found | ((a == 0xC2) & (b < 0xA0)) | ((a == 0xEF) & (b == 0xBB)))
}

/// Collections within collections are read by functions within functions: no limit may let them use up the machine's stack.
const DEEPEST: u32 = 64;

/// The longest key: what is longer is not looked for in the text ahead.
const LONGEST_KEY: usize = 500;

struct Reader<'s> {
    cursor: Cursor<'s>,
    limits: &'s Limits,
    builder: Builder,
    keys: OpenKeys,
    anchors: Vec<Anchor<'s>>,
    /// Room for a scalar that is not written as it reads; lent from scalar to scalar.
    folded: String,
    depth: u32,
    alias_visits: u64,
}

/// A node that an alias may refer to.
#[derive(Clone, Copy)]
struct Anchor<'s> {
    name: &'s str,
    slot: u32,
    size: u64,
    height: u32,
}

/// An anchor whose node follows.
#[derive(Clone, Copy)]
struct Announced<'s> {
    name: &'s str,
    /// Where the node begins that it belongs to: at the anchor.
    at: Span,
}

/// What a collection has to know of a node that was read.
#[derive(Clone, Copy)]
struct Done {
    /// Number of nodes, with aliases counted as what they expand to.
    size: u64,
    /// Number of collections nested within, with aliases followed.
    height: u32,
    span: Span,
}

/// A collection that is being read.
struct Open<'s> {
    slot: u32,
    anchor: Option<Announced<'s>>,
    keys: MapKeys,
    children: u32,
    size: u64,
    height: u32,
    last: Span,
}

impl<'s> Reader<'s> {
    fn whole(&mut self) -> Option<()> {
        self.cursor.next_content()?;
        if self.cursor.is_at_end() || self.cursor.indent() > 0 || self.opens_flow() || !self.is_collection_ahead()? {
            return None;
        }
        self.block_node(NodePlace::ITEM, None, None)?;
        self.cursor.is_at_end().then_some(())
    }

    /// Begins a collection at the cursor.
    fn open(&mut self, place: NodePlace, is_map: bool, anchor: Option<Announced<'s>>) -> Option<Open<'s>> {
        if self.depth >= self.limits.depth.min(DEEPEST) {
            return None;
        }
        self.depth += 1;
        let (line, column) = self.cursor.point();
        let begin = anchor.map_or(Span::on_line(line, column, column), |anchor| anchor.at);
        let slot = self.builder.open(place, is_map, begin);
        Some(Open { slot, anchor, keys: self.keys.begin(), children: 0, size: 1, height: 1, last: begin })
    }

    /// Ends a collection where its last part ends.
    fn close(&mut self, open: Open<'s>, last: Span) -> Done {
        self.depth -= 1;
        self.keys.end(&open.keys);
        let span = self.builder.close(open.slot, open.children, last);
        self.remember(open.anchor, open.slot, open.size, open.height);
        Done { size: open.size, height: open.height, span }
    }

    /// Adds a scalar that reads as `text`.
    fn scalar(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        kind: Option<Kind>,
        text: &str,
        span: Span,
    ) -> Done {
        let span = anchor.map_or(span, |anchor| anchor.at.to(span));
        let kind = kind.unwrap_or_else(|| scalar::resolve(text));
        let slot = self.builder.scalar(place, kind, text, span);
        self.remember(anchor, slot, 1, 0);
        Done { size: 1, height: 0, span }
    }

    /// Adds the key of a mapping.
    fn key(&mut self, open: &mut Open<'s>, text: &str, span: Span) -> Option<NodePlace> {
        if text.is_empty() || text == "<<" || self.keys.earlier(&open.keys, &self.builder, text).is_some() {
            return None;
        }
        let key = self.builder.key(text, span);
        self.keys.add(&mut open.keys, &self.builder, key);
        Some(NodePlace::value_of(key))
    }

    /// Reads `&name`, and the spaces after it; leaves the cursor where it is if there is none.
    fn anchor(&mut self) -> Option<Option<Announced<'s>>> {
        if self.cursor.peek() != b'&' {
            return Some(None);
        }
        let (line, column) = self.cursor.point();
        let name = self.name()?;
        // Which of two an alias means is for the slow way to say.
        if self.anchors.iter().any(|anchor| anchor.name == name) || self.anchors.len() >= MANY_ANCHORS {
            return None;
        }
        let spaces = self.cursor.skip_spaces();
        (spaces > 0 || self.cursor.peek() == b'\n')
            .then_some(Some(Announced { name, at: Span::on_line(line, column, column) }))
    }

    /// Reads `*name` and adds what it stands for.
    fn alias(&mut self, place: NodePlace) -> Option<Done> {
        let (line, column) = self.cursor.point();
        let name = self.name()?;
        let anchor = self.anchors.iter().find(|anchor| anchor.name == name).copied()?;
        self.alias_visits = self.alias_visits.saturating_add(anchor.size);
        let is_bounded = self.alias_visits <= self.limits.alias_visits;
        if !is_bounded || self.depth.saturating_add(anchor.height) > self.limits.depth {
            return None;
        }
        let span = Span::on_line(line, column, self.cursor.column());
        self.builder.alias(place, anchor.slot, span);
        Some(Done { size: anchor.size, height: anchor.height, span })
    }

    /// Reads the name after `&` or `*`. Only ASCII: what else a name may hold is for the slow way to say.
    fn name(&mut self) -> Option<&'s str> {
        self.cursor.advance(1);
        let from = self.cursor.at();
        let rest = self.cursor.bytes_from(from);
        let length = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')));
        self.cursor.advance(length.unwrap_or(rest.len()));
        let ends = matches!(self.cursor.peek(), b' ' | b'\n' | b',' | b']' | b'}');
        (ends && length != Some(0)).then(|| self.cursor.text(from, self.cursor.at()))
    }

    fn remember(&mut self, anchor: Option<Announced<'s>>, slot: u32, size: u64, height: u32) {
        if let Some(Announced { name, .. }) = anchor {
            self.anchors.push(Anchor { name, slot, size, height });
        }
    }

    fn opens_flow(&self) -> bool {
        matches!(self.cursor.peek(), b'[' | b'{')
    }
}

/// Anchors are searched in order: a text with more of them is read the slow way.
const MANY_ANCHORS: usize = 64;

impl Open<'_> {
    /// Takes a node in.
    fn add(&mut self, done: Done) {
        self.children += 1;
        self.size = self.size.saturating_add(done.size);
        self.height = self.height.max(done.height + 1);
        self.last = done.span;
    }
}
