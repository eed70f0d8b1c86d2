//! Converts places from the YAML library, and corrects them from the text where they mislead.

use saphyr_parser::{ScalarStyle, Span as Marks};

use super::{SourceFile, Span};

/// Converts a place of the library, whose columns count from 0.
pub(super) fn span(marks: Marks) -> Span {
    Span {
        line: number(marks.start.line()),
        column: number(marks.start.col()).saturating_add(1),
        end_line: number(marks.end.line()),
        end_column: number(marks.end.col()).saturating_add(1),
    }
}

/// Converts a count; the limits keep all of them far below the largest.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Returns the name of the alias at a place.
pub(super) fn alias_name(source: &SourceFile, span: Span) -> String {
    let after = source.line(span.line).chars().skip(span.column as usize);
    after.take_while(|c| !c.is_whitespace() && !matches!(c, ',' | '[' | ']' | '{' | '}')).collect()
}

/// True if there is a dash at a place.
pub(super) fn is_dash(source: &SourceFile, span: Span) -> bool {
    source.line(span.line).chars().nth((span.column as usize).saturating_sub(1)) == Some('-')
}

/// A way through a text from place to place: what lies between two of them is counted once, so that a text on one line costs
/// no more than one on many.
pub(super) struct Passage<'s> {
    source: &'s SourceFile,
    line: u32,
    column: u32,
    at: usize,
}

impl<'s> Passage<'s> {
    pub(super) fn new(source: &'s SourceFile) -> Passage<'s> {
        Passage { source, line: 1, column: 1, at: 0 }
    }

    /// Returns the text from a place on.
    fn from(&mut self, span: Span) -> &'s str {
        if span.line != self.line || span.column < self.column {
            (self.line, self.column, self.at) = (span.line, 1, self.source.offset(span.line, 1));
        }
        let rest = self.source.text().get(self.at..).unwrap_or_default();
        let between = (span.column - self.column) as usize;
        let passed = rest.char_indices().nth(between).map_or(rest.len(), |(at, _)| at);
        (self.column, self.at) = (span.column, self.at + passed);
        self.source.text().get(self.at..).unwrap_or_default()
    }
}

/// Returns the place of the closing bracket of a flow collection; `None` for any other. The library ends one after the white space that follows its
/// bracket, and a mapping whose last entry a comma follows at that comma.
pub(super) fn bracket(way: &mut Passage<'_>, span: Span) -> Option<Span> {
    let mut in_comment = false;
    for (c, place) in placed(way.from(span), span) {
        match c {
            ']' | '}' if !in_comment => return Some(place),
            '#' => in_comment = true,
            '\n' | '\r' => in_comment = false,
            ',' | ' ' | '\t' => {}
            _ if in_comment => {}
            _ => return None,
        }
    }
    None
}

/// Returns the place of the dash at or before `span`: the library places a sequence that is not indented below its key
/// after its first dash, not on it. Such a dash begins its line.
pub(super) fn dash_before(source: &SourceFile, span: Span) -> Span {
    for line in (1..=span.line).rev() {
        let text = source.line(line);
        let rest = text.trim_start();
        let is_dash =
            rest.strip_prefix('-').is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
        if is_dash {
            let column = number(text.chars().count() - rest.chars().count()) + 1;
            return Span::on_line(line, column, column);
        }
        if line < span.line && !rest.is_empty() && !rest.starts_with('#') {
            break;
        }
    }
    span
}

/// Returns the place of a scalar: a quoted one from quote to quote, and a block scalar up to its last line that has text.
/// The library ends the one after what follows its quote, and the other where the next token begins.
pub(super) fn scalar_span(way: &mut Passage<'_>, style: ScalarStyle, marks: Marks) -> Span {
    let span = span(marks);
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted_span(way.from(span), span),
        ScalarStyle::Literal | ScalarStyle::Folded => block_span(way.source, span),
        ScalarStyle::Plain => span,
    }
}

fn quoted_span(rest: &str, span: Span) -> Span {
    let mut quote = None;
    let mut is_escaped = false;
    let mut chars = placed(rest, span).peekable();
    while let Some((c, _)) = chars.next() {
        match (c, quote) {
            _ if is_escaped => is_escaped = false,
            // An anchor or a tag may precede it.
            ('"' | '\'', None) => quote = Some(c),
            ('\\', Some('"')) => is_escaped = true,
            ('\'', Some('\'')) if chars.peek().is_some_and(|&(next, _)| next == '\'') => is_escaped = true,
            _ if quote == Some(c) => {
                let last = chars.peek().map(|&(_, place)| place);
                return last.map_or(span, |last| Span { end_line: last.line, end_column: last.column, ..span });
            }
            _ => {}
        }
    }
    span
}

/// The characters of a text that begins at a place, each with its own, and a line end after the last.
fn placed(text: &str, begin: Span) -> impl Iterator<Item = (char, Span)> {
    let mut chars = text.chars().chain(['\n']).peekable();
    let mut here = (begin.line, begin.column);
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let place = Span::character(here.0, here.1);
        // A carriage return ends a line unless a line feed follows, which then does.
        let ends = c == '\n' || c == '\r' && chars.peek() != Some(&'\n');
        here = if ends { (here.0 + 1, 1) } else { (here.0, here.1 + 1) };
        Some((c, place))
    })
}

fn block_span(source: &SourceFile, mut span: Span) -> Span {
    let is_blank = |line: &str, columns: u32| line.chars().take(columns as usize).all(char::is_whitespace);
    while span.end_line > span.line && is_blank(source.line(span.end_line), span.end_column.saturating_sub(1)) {
        span.end_line -= 1;
        span.end_column = number(source.line(span.end_line).chars().count()).saturating_add(1);
    }
    span
}
