//! The only user of `saphyr-parser`: its events become nodes, and what this project refuses becomes problems.
//!
//! Events are pulled one by one and kept on a stack in memory, so that nesting uses no machine stack; reading stops at
//! the first limit that is exceeded.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks};

use super::build::{Builder, NodePlace};
use super::compose::{composed, may_hold_marks};
use super::hint;
use super::keys::{MapKeys, OpenKeys};
use super::places::{self, Passage, number, span};
use super::{Kind, Limits, Parsed, ProblemKind, SourceFile, SourceProblem, Span, SyntaxHint, scalar};

/// See [`Document::parse_slowly`](super::Document::parse_slowly).
pub(super) fn parse(source: &SourceFile, limits: &Limits) -> Parsed {
    let mut reader = Reader {
        source,
        way: Passage::new(source),
        limits,
        builder: Builder::with_capacity(source.text().len()),
        problems: Vec::new(),
        frames: Vec::new(),
        open_keys: OpenKeys::default(),
        anchors: Vec::new(),
        alias_visits: 0,
        may_hold_marks: may_hold_marks(source.text().as_bytes()),
    };
    let complete = reader.read();
    let raw = hint::control_characters(source, limits.problems);
    let mut problems = reader.problems;
    // A character found both in the raw text and in a quoted scalar is one problem, at its exact place.
    problems.retain(|problem| {
        !matches!(problem.kind, ProblemKind::ControlCharacter { .. })
            || !raw.iter().any(|&(_, span)| problem.span.contains(span))
    });
    problems.extend(
        raw.into_iter().map(|(code, span)| SourceProblem { kind: ProblemKind::ControlCharacter { code }, span }),
    );
    problems.sort_by_key(|problem| problem.span);
    problems.truncate(limits.problems);
    Parsed { document: complete.then(|| reader.builder.finish()), problems }
}

/// True if a text has too many separators for its limits. The library collects the tokens of a whole flow collection before
/// the first event, so a file of five million commas has to be refused beforehand. Each node needs a separator, and some
/// are decoration.
pub(super) fn is_flood(bytes: &[u8], limits: &Limits) -> bool {
    let enough = (limits.nodes as usize).saturating_mul(2);
    let separates = |b: &&u8| matches!(b, b',' | b'[' | b'{' | b':' | b'\n' | b'\r');
    bytes.len() > enough && bytes.iter().filter(separates).count() > enough
}

/// Reading cannot continue; the reason is among the problems.
struct Stop;

/// What a map does with the next event.
#[derive(Clone, Copy)]
enum Expect {
    Key,
    Value(NodePlace),
}

/// A collection that is not closed yet.
struct Frame {
    slot: u32,
    anchor: usize,
    map: Option<Expect>,
    /// True if it ends with a bracket, and so has an end of its own; unknown until then after an anchor or tag.
    flow: Option<bool>,
    children: u32,
    /// Number of nodes of the subtree, with aliases counted as what they expand to.
    size: u64,
    /// Number of collections nested within, with aliases followed.
    height: u32,
    /// Place where the last descendant ended.
    last: Span,
    keys: MapKeys,
}

/// A node that an alias may refer to.
#[derive(Clone, Copy)]
struct Anchor {
    slot: u32,
    size: u64,
    height: u32,
}

struct Reader<'s> {
    source: &'s SourceFile,
    way: Passage<'s>,
    limits: &'s Limits,
    builder: Builder,
    problems: Vec<SourceProblem>,
    frames: Vec<Frame>,
    open_keys: OpenKeys,
    /// Anchors by the library's number; `None` while the node is open.
    anchors: Vec<Option<Anchor>>,
    alias_visits: u64,
    /// Whether the text may hold marks that are written apart from their letters.
    may_hold_marks: bool,
}

impl Reader<'_> {
    /// Reads all events. True if there is a tree.
    fn read(&mut self) -> bool {
        if is_flood(self.source.text().as_bytes(), self.limits) {
            let limit = self.limits.nodes;
            self.report(ProblemKind::TooManyNodes { limit }, Span::START);
            return false;
        }
        let mut documents = 0;
        for event in Parser::new_from_str(self.source.text()) {
            let (event, marks) = match event {
                Ok(event) => event,
                Err(error) => {
                    self.report_scan_error(&error);
                    return false;
                }
            };
            if matches!(event, Event::DocumentStart(_)) {
                documents += 1;
                if documents > 1 {
                    self.report(ProblemKind::SeveralDocuments, span(marks));
                    break;
                }
            }
            if self.take(event, marks).is_err() {
                return false;
            }
        }
        if self.builder.len() == 0 {
            self.report(ProblemKind::Empty, Span::START);
        }
        self.builder.len() > 0
    }

    fn take(&mut self, event: Event<'_>, marks: Marks) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.tag(tag.as_deref(), marks);
                // A quoted text may hold marks that the file writes as escapes.
                let text = match self.may_hold_marks || style == ScalarStyle::DoubleQuoted {
                    true => composed(&text),
                    false => Cow::Borrowed(&*text),
                };
                let whole = places::scalar_span(&mut self.way, style, marks);
                // Within brackets the library places what is left out at the next token.
                let left_out = style == ScalarStyle::Plain && text.is_empty() && anchor == 0;
                let place = if left_out { Span::on_line(whole.line, whole.column, whole.column) } else { whole };
                self.scalar(&text, style, anchor, place)
            }
            Event::SequenceStart(anchor, tag) => {
                self.tag(tag.as_deref(), marks);
                let plain = anchor == 0 && tag.is_none();
                self.open(false, anchor, marks, plain)
            }
            Event::MappingStart(anchor, tag) => {
                self.tag(tag.as_deref(), marks);
                let plain = anchor == 0 && tag.is_none();
                self.open(true, anchor, marks, plain)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(span(marks));
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span(marks)),
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, span: Span) -> Result<(), Stop> {
        let plain = style == ScalarStyle::Plain;
        if style == ScalarStyle::DoubleQuoted
            && let Some(c) = text.chars().find(|&c| hint::is_control(c))
        {
            self.report(ProblemKind::ControlCharacter { code: u32::from(c) }, span);
        }
        let expects_key = matches!(self.frames.last(), Some(Frame { map: Some(Expect::Key), .. }));
        if expects_key {
            let value = self.key(text, plain, span);
            if anchor > 0 {
                let slot = self.builder.scalar(NodePlace::HIDDEN, Kind::Str, text, span);
                self.remember(anchor, Anchor { slot, size: 1, height: 0 });
            }
            self.expect(Expect::Value(value));
            return self.within_nodes(span);
        }
        // A file with only comments under `---` is as empty as one without.
        if self.frames.is_empty() && plain && text.is_empty() && anchor == 0 {
            return Ok(());
        }
        let kind = if plain { scalar::resolve(text) } else { Kind::Str };
        let place = self.place();
        let slot = self.builder.scalar(place, kind, text, span);
        self.remember(anchor, Anchor { slot, size: 1, height: 0 });
        self.placed(1, 0, span);
        self.within_nodes(span)
    }

    /// Stores a key if it is allowed, and returns how its value belongs to the map.
    fn key(&mut self, text: &str, plain: bool, span: Span) -> NodePlace {
        if plain && text.is_empty() {
            self.report(ProblemKind::NonStringKey, span);
            return NodePlace::HIDDEN;
        }
        if plain && text == "<<" {
            self.report(ProblemKind::MergeKey, span);
            return NodePlace::HIDDEN;
        }
        if let Some(first) = self.earlier(text) {
            let first = self.builder.key_place(first);
            let key = text.to_owned();
            self.report(ProblemKind::DuplicateKey { key, first }, span);
            return NodePlace::HIDDEN;
        }
        let key = self.builder.key(text, span);
        if let Some(frame) = self.frames.last_mut() {
            self.open_keys.add(&mut frame.keys, &self.builder, key);
        }
        NodePlace::value_of(key)
    }

    /// Returns the same key earlier in the innermost map.
    fn earlier(&self, text: &str) -> Option<u32> {
        self.open_keys.earlier(&self.frames.last()?.keys, &self.builder, text)
    }

    fn alias(&mut self, number: usize, span: Span) -> Result<(), Stop> {
        let Some(anchor) = self.anchors.get(number).copied().flatten() else {
            let name = places::alias_name(self.source, span);
            self.report(ProblemKind::UnknownAlias { name }, span);
            return Err(Stop);
        };
        self.alias_visits = self.alias_visits.saturating_add(anchor.size);
        let depth = u32::try_from(self.frames.len()).unwrap_or(u32::MAX);
        if self.alias_visits > self.limits.alias_visits {
            let limit = self.limits.alias_visits;
            self.report(ProblemKind::TooManyAliases { limit }, span);
            return Err(Stop);
        }
        if depth.saturating_add(anchor.height) > self.limits.depth {
            let limit = self.limits.depth;
            self.report(ProblemKind::TooDeep { limit }, span);
            return Err(Stop);
        }
        self.refuse_as_key(span);
        let place = self.place();
        self.builder.alias(place, anchor.slot, span);
        self.placed(anchor.size, anchor.height, span);
        self.within_nodes(span)
    }

    fn open(&mut self, is_map: bool, anchor: usize, marks: Marks, plain: bool) -> Result<(), Stop> {
        let at = span(marks);
        if self.frames.len() >= self.limits.depth as usize {
            let limit = self.limits.depth;
            self.report(ProblemKind::TooDeep { limit }, at);
            return Err(Stop);
        }
        // A block collection begins without a character of its own, unless an anchor or a tag precedes it.
        let flow = plain.then_some(!marks.is_empty());
        self.refuse_as_key(at);
        let place = self.place();
        let slot = self.builder.open(place, is_map, at);
        self.frames.push(Frame {
            slot,
            anchor,
            map: is_map.then_some(Expect::Key),
            flow,
            children: 0,
            size: 1,
            height: 1,
            last: at,
            keys: self.open_keys.begin(),
        });
        self.within_nodes(at)
    }

    fn close(&mut self, marks: Span) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        // The library ends a block collection at the next token, lines further on.
        let bracket = if frame.flow == Some(false) { None } else { places::bracket(&mut self.way, marks) };
        let last = bracket.unwrap_or(frame.last);
        // It also places a sequence that is not indented below its key after its first dash, where its first
        // item is unless that is on a later line.
        let begin = self.builder.place(frame.slot);
        let item = self.builder.place(frame.slot + 1);
        let is_at_item = (item.line, item.column) == (begin.line, begin.column);
        let after_dash = is_at_item || item.line > begin.line && !places::is_dash(self.source, begin);
        if frame.map.is_none() && frame.flow == Some(false) && after_dash {
            self.builder.begin(frame.slot, places::dash_before(self.source, begin));
        }
        let whole = self.builder.close(frame.slot, frame.children, last);
        self.open_keys.end(&frame.keys);
        self.remember(frame.anchor, Anchor { slot: frame.slot, size: frame.size, height: frame.height });
        self.placed(frame.size, frame.height, whole);
    }

    /// Returns how the next node belongs to the innermost collection.
    fn place(&mut self) -> NodePlace {
        let Some(frame) = self.frames.last_mut() else {
            return NodePlace::ITEM;
        };
        let place = match frame.map {
            None => NodePlace::ITEM,
            Some(Expect::Key) => NodePlace::HIDDEN,
            Some(Expect::Value(place)) => place,
        };
        frame.children += u32::from(!place.hidden);
        place
    }

    /// Records that a node of the innermost collection is complete.
    fn placed(&mut self, size: u64, height: u32, whole: Span) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        frame.size = frame.size.saturating_add(size);
        frame.height = frame.height.max(height + 1);
        frame.last = whole;
        frame.map = frame.map.map(|expect| match expect {
            Expect::Key => Expect::Value(NodePlace::HIDDEN),
            Expect::Value(_) => Expect::Key,
        });
    }

    fn expect(&mut self, next: Expect) {
        if let Some(frame) = self.frames.last_mut() {
            frame.map = Some(next);
        }
    }

    fn refuse_as_key(&mut self, span: Span) {
        if matches!(self.frames.last(), Some(Frame { map: Some(Expect::Key), .. })) {
            self.report(ProblemKind::NonStringKey, span);
        }
    }

    fn remember(&mut self, number: usize, anchor: Anchor) {
        if number == 0 {
            return;
        }
        if self.anchors.len() <= number {
            self.anchors.resize(number + 1, None);
        }
        if let Some(place) = self.anchors.get_mut(number) {
            *place = Some(anchor);
        }
    }

    fn within_nodes(&mut self, span: Span) -> Result<(), Stop> {
        if self.builder.len() <= self.limits.nodes {
            return Ok(());
        }
        let limit = self.limits.nodes;
        self.report(ProblemKind::TooManyNodes { limit }, span);
        Err(Stop)
    }

    fn tag(&mut self, tag: Option<&saphyr_parser::Tag>, marks: Marks) {
        if let Some(tag) = tag {
            let tag = tag.to_string();
            self.report(ProblemKind::Tag { tag }, span(marks));
        }
    }

    fn report(&mut self, kind: ProblemKind, span: Span) {
        let stops = !matches!(
            kind,
            ProblemKind::Tag { .. }
                | ProblemKind::MergeKey
                | ProblemKind::DuplicateKey { .. }
                | ProblemKind::NonStringKey
                | ProblemKind::ControlCharacter { .. }
        );
        // A problem that ends the reading is reported even if the list is full.
        if self.problems.len() >= self.limits.problems && stops {
            self.problems.pop();
        }
        if self.problems.len() < self.limits.problems.max(1) {
            self.problems.push(SourceProblem { kind, span });
        }
    }

    /// Reports a syntax error. Some of the library's errors are problems of a kind of their own; its version is pinned,
    /// and a test checks its messages.
    fn report_scan_error(&mut self, error: &ScanError) {
        let mark = error.marker();
        // After some characters the library's count continues beyond the end of the line.
        let line = number(mark.line());
        let end = number(self.source.line(line).chars().count()).saturating_add(1);
        let at = Span::character(line, number(mark.col()).saturating_add(1).min(end));
        let (kind, at) = match error.info() {
            "recursion limit exceeded" => {
                let limit = self.limits.depth;
                (ProblemKind::TooDeep { limit }, at)
            }
            "while parsing node, found unknown anchor" => {
                let name = places::alias_name(self.source, at);
                let width = number(name.chars().count()).saturating_add(1);
                let at = Span::on_line(at.line, at.column, at.column.saturating_add(width));
                (ProblemKind::UnknownAlias { name }, at)
            }
            detail => {
                let found = match detail {
                    "tabs disallowed within this context (block indentation)" => {
                        hint::syntax_hint(self.source, at.line).or(Some((SyntaxHint::Tab, at)))
                    }
                    _ => hint::syntax_hint(self.source, at.line),
                };
                let detail = detail.to_owned();
                let hint = found.map(|(hint, _)| hint);
                (ProblemKind::Syntax { detail, hint }, found.map_or(at, |(_, place)| place))
            }
        };
        self.report(kind, at);
    }
}
