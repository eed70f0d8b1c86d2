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

/// True if there is a closing bracket at a place.
pub(super) fn is_bracket(source: &SourceFile, span: Span) -> bool {
    let column = (span.column as usize).saturating_sub(1);
    matches!(source.line(span.line).chars().nth(column), Some(']' | '}'))
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
pub(super) fn scalar_span(source: &SourceFile, style: ScalarStyle, marks: Marks) -> Span {
    let span = span(marks);
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted_span(source, span),
        ScalarStyle::Literal | ScalarStyle::Folded => block_span(source, span),
        ScalarStyle::Plain => span,
    }
}

fn quoted_span(source: &SourceFile, span: Span) -> Span {
    let start = source.offset(span.line, span.column);
    let mut chars = source.text().get(start..).unwrap_or_default().char_indices().peekable();
    let Some((_, quote @ ('"' | '\''))) = chars.next() else {
        return span;
    };
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => drop(chars.next()),
            '\'' if quote == '\'' && chars.peek().is_some_and(|&(_, next)| next == '\'') => drop(chars.next()),
            _ if c == quote => {
                let (line, column) = source.position(start + at + 1);
                return Span { end_line: line, end_column: column, ..span };
            }
            _ => {}
        }
    }
    span
}

fn block_span(source: &SourceFile, mut span: Span) -> Span {
    let is_blank = |line: &str, columns: u32| line.chars().take(columns as usize).all(char::is_whitespace);
    while span.end_line > span.line && is_blank(source.line(span.end_line), span.end_column.saturating_sub(1)) {
        span.end_line -= 1;
        span.end_column = number(source.line(span.end_line).chars().count()).saturating_add(1);
    }
    span
}
