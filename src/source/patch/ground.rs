//! Where the nodes of a document stand in its text, and how what is beside them is laid out.

use std::ops::Range;

use super::way::tokens;
use super::{PatchObstacle, Unpatchable};
use crate::source::arena::{Slot, SlotShape};
use crate::source::print::{Layout, Margins};
use crate::source::{Document, Kind, SourceFile, Span};

/// A document with its text.
pub(super) struct PatchedText<'g> {
    document: &'g Document,
    source: &'g SourceFile,
    /// The text of `source`.
    pub(super) text: &'g str,
}

/// A place in a document that a change is for.
pub(super) struct TextSite {
    pub(super) slot: u32,
    /// The collections that hold it, the outermost first.
    pub(super) above: Vec<u32>,
    /// True if it stands within brackets.
    pub(super) in_flow: bool,
}

/// An entry of a mapping or an item of a sequence.
#[derive(Clone)]
pub(super) struct TextPart {
    pub(super) slot: u32,
    /// All of it: from its key or dash to the end of its value.
    pub(super) whole: Range<usize>,
    /// Its key, if it has one.
    pub(super) key: Option<Range<usize>>,
    /// Its value; empty where none is written.
    pub(super) value: Range<usize>,
}

impl<'g> PatchedText<'g> {
    pub(super) fn new(document: &'g Document, source: &'g SourceFile) -> Self {
        PatchedText { document, source, text: source.text() }
    }

    /// Returns what is said of a change that cannot be made, at the place that comes nearest to it.
    pub(super) fn refusal(&self, obstacle: PatchObstacle, at: &str) -> Unpatchable {
        let mut pointer = at;
        let span = loop {
            match (self.document.at(pointer), pointer.rsplit_once('/')) {
                (Some(node), _) => break node.key_span().unwrap_or_else(|| node.head()),
                (None, Some((above, _))) => pointer = above,
                (None, None) => break Span::START,
            }
        };
        Unpatchable { obstacle, at: at.to_owned(), span }
    }

    /// Finds the place that a pointer leads to. Refuses one that others share through an alias.
    pub(super) fn site(&self, pointer: &str) -> Result<TextSite, Unpatchable> {
        let nowhere = || self.refusal(PatchObstacle::Nowhere, pointer);
        let mut site = TextSite { slot: 0, above: Vec::new(), in_flow: false };
        for token in tokens(pointer).ok_or_else(nowhere)? {
            self.refuse_alias(site.slot, pointer)?;
            site.in_flow |= self.is_flow(site.slot);
            site.above.push(site.slot);
            let found = match self.shape(site.slot) {
                SlotShape::Map { .. } => self.children(site.slot).find(|&child| self.key_text(child) == Some(&token)),
                SlotShape::Seq { .. } => token.parse().ok().and_then(|index| self.children(site.slot).nth(index)),
                _ => None,
            };
            site.slot = found.ok_or_else(nowhere)?;
        }
        Ok(site)
    }

    /// Finds a collection whose entries change, with these entries.
    pub(super) fn collection(&self, pointer: &str) -> Result<(TextSite, Vec<TextPart>), Unpatchable> {
        let mut site = self.site(pointer)?;
        self.refuse_alias(site.slot, pointer)?;
        self.refuse_shared(&site, None, pointer)?;
        site.in_flow |= self.is_flow(site.slot);
        let parts = self.parts(site.slot);
        Ok((site, parts))
    }

    /// Refuses a change within what an alias elsewhere stands for, and one of what holds such an anchor: `removed` is the
    /// node that goes with all below it.
    pub(super) fn refuse_shared(
        &self,
        site: &TextSite,
        removed: Option<u32>,
        pointer: &str,
    ) -> Result<(), Unpatchable> {
        let own = site.above.iter().chain([&site.slot]);
        let own: Vec<u32> = own.copied().collect();
        let gone = removed.map_or(0..0, |slot| slot..self.after(slot));
        for (index, slot) in (0..).zip(&self.document.slots) {
            let SlotShape::Alias { target } = slot.shape else { continue };
            if !gone.contains(&index) && (own.contains(&target) || gone.contains(&target)) {
                return Err(self.refusal(PatchObstacle::AnchorUsed { alias: slot.span }, pointer));
            }
        }
        Ok(())
    }

    fn refuse_alias(&self, slot: u32, pointer: &str) -> Result<(), Unpatchable> {
        let SlotShape::Alias { target } = self.shape(slot) else { return Ok(()) };
        let obstacle = PatchObstacle::ThroughAlias { anchor: self.span(target) };
        Err(Unpatchable { obstacle, at: pointer.to_owned(), span: self.span(slot) })
    }

    /// Returns the entries or items of a collection, in order.
    pub(super) fn parts(&self, slot: u32) -> Vec<TextPart> {
        let is_flow = self.is_flow(slot);
        let dash = self.span(slot).column;
        self.children(slot).map(|child| self.part(child, is_flow, dash)).collect()
    }

    fn part(&self, slot: u32, is_flow: bool, dash: u32) -> TextPart {
        let value = self.range(slot);
        let value = if self.is_scalar(slot) { self.without_anchor(&value)..value.end } else { value };
        let key = self.slot(slot).and_then(|slot| self.document.keys.get(slot.key as usize));
        if let Some(key) = key {
            let key = self.bytes(key.span);
            // The library places a value that is left out where the next token begins.
            let colon = self.after_colon(key.end);
            let value = self.written(colon, value);
            let whole = self.with_anchor(key.start)..value.end.max(key.end);
            return TextPart { slot, whole, key: Some(key), value };
        }
        let begin = self.with_anchor(value.start);
        if is_flow {
            return TextPart { slot, whole: begin..value.end, key: None, value };
        }
        let at = self.dash_of(begin, dash);
        let value = self.written(at + 1, value);
        TextPart { slot, whole: at..value.end, key: None, value }
    }

    /// Returns all of a value that is written behind a key or dash. The tree places a block scalar where its text begins,
    /// not at its mark, and what is left out or empty where the next token begins.
    fn written(&self, head_end: usize, value: Range<usize>) -> Range<usize> {
        let gap = self.text.get(head_end..value.start).unwrap_or_default();
        let blanks = gap.len() - gap.trim_start().len();
        let mark = self.without_anchor(&(head_end + blanks..value.start));
        let is_mark = self.text.get(mark..value.start).is_some_and(|gap| gap.starts_with(['|', '>']));
        match (is_mark, value.is_empty()) {
            (true, true) => mark..self.mark_end(mark),
            (true, false) => mark..value.end,
            // Behind its anchor, which is all there is of it.
            (false, true) if gap.trim_start().starts_with('&') => value,
            (false, true) => head_end..head_end,
            (false, false) => value,
        }
    }

    /// Returns the end of the mark that a block scalar begins with.
    pub(super) fn mark_end(&self, mark: usize) -> usize {
        let rest = self.text.get(mark..).unwrap_or_default();
        let is_mark = |c: char| matches!(c, '|' | '>' | '+' | '-' | '0'..='9');
        mark + (rest.len() - rest.trim_start_matches(is_mark).len())
    }

    /// Returns where a node begins behind its anchor.
    fn without_anchor(&self, range: &Range<usize>) -> usize {
        let text = self.text.get(range.clone()).unwrap_or_default();
        if !text.starts_with('&') {
            return range.start;
        }
        let rest = text.trim_start_matches(|c: char| !c.is_whitespace());
        range.end - rest.trim_start().len()
    }

    fn is_scalar(&self, slot: u32) -> bool {
        matches!(self.shape(slot), SlotShape::Scalar { .. })
    }

    /// Returns the dash of an item: in the column of its sequence, at or above the item.
    fn dash_of(&self, begin: usize, column: u32) -> usize {
        let line = self.source.line_at(begin);
        let dashes = (1..=line).rev().map(|line| self.source.offset(line, column));
        dashes.take(64).find(|&at| at <= begin && self.slice(at..).starts_with('-')).unwrap_or(begin)
    }

    fn with_anchor(&self, start: usize) -> usize {
        let before = self.text.get(self.line_start(start)..start).unwrap_or_default();
        let trimmed = before.trim_end();
        let token = trimmed.rfind([' ', ',', '[', '{']).map_or(0, |at| at + 1);
        let is_anchor = trimmed.len() < before.len() && trimmed.get(token..).is_some_and(|text| text.starts_with('&'));
        if is_anchor { start - before.len() + token } else { start }
    }

    /// Returns where what follows the colon of a key begins; the end of the key where there is none.
    pub(super) fn after_colon(&self, key_end: usize) -> usize {
        let rest = self.text.get(key_end..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest.get(blanks..).is_some_and(|rest| rest.starts_with(':')) { key_end + blanks + 1 } else { key_end }
    }

    /// True if a collection is written within brackets.
    pub(super) fn is_flow(&self, slot: u32) -> bool {
        matches!(self.shape(slot), SlotShape::Map { .. } | SlotShape::Seq { .. }) && self.bracket(slot).is_some()
    }

    /// Returns where the opening bracket of a collection is.
    pub(super) fn bracket(&self, slot: u32) -> Option<usize> {
        let range = self.range(slot);
        let text = self.text.get(range.clone())?;
        let is_anchored = text.starts_with('&');
        let anchor = if is_anchored { text.find(char::is_whitespace)? } else { 0 };
        let blanks = text.get(anchor..)?.find(|c: char| !c.is_whitespace())?;
        let at = range.start + anchor + blanks;
        self.text.get(at..)?.starts_with(['{', '[']).then_some(at)
    }

    pub(super) fn kind(&self, slot: u32) -> Kind {
        match self.shape(slot) {
            SlotShape::Scalar { kind, .. } => kind,
            SlotShape::Seq { .. } => Kind::Seq,
            SlotShape::Map { .. } => Kind::Map,
            SlotShape::Alias { .. } => Kind::Null,
        }
    }

    pub(super) fn key_text(&self, slot: u32) -> Option<&'g str> {
        self.document.key_text(self.slot(slot)?.key)
    }

    /// Returns the bytes of a node.
    pub(super) fn range(&self, slot: u32) -> Range<usize> {
        self.bytes(self.span(slot))
    }

    /// Returns a part of the text; empty where there is no such part.
    pub(super) fn slice(&self, range: impl std::slice::SliceIndex<str, Output = str>) -> &'g str {
        self.text.get(range).unwrap_or_default()
    }

    /// Returns the column of a byte, counted from 0.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text.get(self.line_start(at)..at).unwrap_or_default().chars().count()
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1)
    }

    /// Returns the end of a line, before its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Returns where the line after this one begins, or the end of the text.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// True if nothing but white space stands before a byte on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.text.get(self.line_start(at)..at).is_some_and(|before| before.trim().is_empty())
    }

    /// Returns where the comments directly above a line begin that are indented as it is; the line itself if there are none.
    pub(super) fn with_comments(&self, at: usize) -> usize {
        let column = self.column(at);
        let mut start = self.line_start(at);
        while start > 0 {
            let above = self.line_start(start - 1);
            let line = self.text.get(above..start).unwrap_or_default();
            let rest = line.trim_start_matches(' ');
            if !rest.starts_with('#') || line.len() - rest.len() != column {
                break;
            }
            start = above;
        }
        start
    }

    /// True if there is a comment between two bytes that no scalar is in.
    pub(super) fn has_comment(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_some_and(|text| text.contains('#'))
    }

    /// Returns the line end that the text uses.
    pub(super) fn line_ending(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// Returns how what stands below a key is indented in the text, near a node or else anywhere.
    pub(super) fn margins(&self, near: u32) -> Margins {
        let all = 0..self.after(0);
        let find = |slots: Range<u32>, is_map: bool| slots.into_iter().find_map(|slot| self.step(slot, is_map));
        let found = |is_map| find(near..self.after(near), is_map).or_else(|| find(all.clone(), is_map));
        let keys = found(true).filter(|&step| step > 0).unwrap_or(Margins::USUAL.keys);
        Margins { keys, dashes: found(false).unwrap_or(Margins::USUAL.dashes.max(keys)) }
    }

    /// Returns by how much a block below a key is indented.
    fn step(&self, slot: u32, is_map: bool) -> Option<usize> {
        let key = self.document.keys.get(self.slot(slot)?.key as usize)?;
        let fits = matches!((self.shape(slot), is_map), (SlotShape::Map { .. }, true) | (SlotShape::Seq { .. }, false));
        let own = self.span(slot);
        let is_block = fits && own.line > key.span.line && !self.is_flow(slot);
        (is_block).then(|| (own.column as usize).saturating_sub(key.span.column as usize))
    }

    /// Returns the layout of a collection that is put beside others.
    pub(super) fn layout_beside(&self, parts: &[TextPart], index: usize) -> Layout {
        let is_collection = |part: &&TextPart| matches!(self.kind(part.slot), Kind::Map | Kind::Seq);
        let (before, after) = parts.split_at(index.min(parts.len()));
        let neighbour = before.iter().rev().find(is_collection).or_else(|| after.iter().find(is_collection));
        match neighbour.map(|part| self.is_flow(part.slot)) {
            Some(true) if neighbour.is_some_and(|part| part.key.is_none()) => Layout::Line,
            Some(false) => Layout::Lines,
            _ => Layout::Fit,
        }
    }

    fn children(&self, slot: u32) -> impl Iterator<Item = u32> + '_ {
        let end = match self.shape(slot) {
            SlotShape::Seq { end, .. } | SlotShape::Map { end, .. } => end,
            _ => 0,
        };
        let mut next = slot + 1;
        std::iter::from_fn(move || {
            while next < end {
                let child = next;
                next = self.after(child);
                if self.slot(child).is_some_and(|slot| !slot.hidden) {
                    return Some(child);
                }
            }
            None
        })
    }

    /// Returns the slot after a node and all below it.
    fn after(&self, slot: u32) -> u32 {
        match self.shape(slot) {
            SlotShape::Seq { end, .. } | SlotShape::Map { end, .. } => end.max(slot + 1),
            _ => slot + 1,
        }
    }

    fn slot(&self, slot: u32) -> Option<&'g Slot> {
        self.document.slots.get(slot as usize)
    }

    fn shape(&self, slot: u32) -> SlotShape {
        self.slot(slot).map_or(SlotShape::Scalar { kind: Kind::Null, start: 0, len: 0 }, |slot| slot.shape)
    }

    fn span(&self, slot: u32) -> Span {
        self.slot(slot).map_or(Span::START, |slot| slot.span)
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        self.source.offset(span.line, span.column)..self.source.offset(span.end_line, span.end_column)
    }
}
