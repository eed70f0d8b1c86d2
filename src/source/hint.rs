//! Searches the raw text for what the YAML library allows or misplaces: control characters, and characters that an
//! input method leaves where YAML expects ASCII.

use super::{SourceFile, Span, SyntaxHint};

/// Number of lines above the reported one that are searched, since the library reports where it gave up.
const LINES_BACK: u32 = 3;

/// Returns the likely cause of a syntax error reported on `line`, with the place of the character.
pub(super) fn syntax_hint(source: &SourceFile, line: u32) -> Option<(SyntaxHint, Span)> {
    let first = line.saturating_sub(LINES_BACK).max(1);
    (first..=line).rev().find_map(|n| in_line(source.line(n), n))
}

/// Returns the control characters of the raw text with their places, at most `limit`.
pub(super) fn control_characters(source: &SourceFile, limit: usize) -> Vec<(u32, Span)> {
    if !may_have_control(source.text().as_bytes()) {
        return Vec::new();
    }
    let lines = (1..=source.line_count()).flat_map(|n| {
        let columns = (1u32..).zip(source.line(n).chars());
        columns.filter(|&(_, c)| is_control(c)).map(move |(column, c)| (u32::from(c), Span::character(n, column)))
    });
    lines.take(limit).collect()
}

/// True for characters that no filing may contain: C0 except tab and line ends, DEL, C1 except NEL.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')
}

/// True if the bytes may contain a control character. One pass without branches, as it runs over every file; C1 begins
/// with 0xC2 in UTF-8.
fn may_have_control(bytes: &[u8]) -> bool {
    let c0 = bytes
        .iter()
        .fold(false, |found, &b| found | (b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r') | (b == 0x7F));
    let seconds = bytes.iter().skip(1);
    c0 | bytes
        .iter()
        .zip(seconds)
        .fold(false, |found, (&first, &second)| found | (first == 0xC2) & (second < 0xA0) & (second != 0x85))
}

fn in_line(line: &str, n: u32) -> Option<(SyntaxHint, Span)> {
    let indent = line.chars().take_while(|c| c.is_whitespace() || is_odd_space(*c)).count();
    for (column, c) in (1u32..).zip(line.chars().take(indent)) {
        match c {
            '\u{3000}' => return Some((SyntaxHint::FullWidthSpace, Span::character(n, column))),
            c if is_odd_space(c) => return Some((SyntaxHint::OddSpace(c), Span::character(n, column))),
            '\t' => return Some((SyntaxHint::Tab, Span::character(n, column))),
            _ => {}
        }
    }
    separator(line).map(|(hint, column)| (hint, Span::character(n, column)))
}

/// Spaces that look like the one of the keyboard, or like nothing; the full-width one has a name of its own.
fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{205F}' | '\u{2060}' | '\u{FEFF}')
}

/// `key：value`, or `key:　value`: the first colon of a line, where nothing before it says it is inside a text.
fn separator(line: &str) -> Option<(SyntaxHint, u32)> {
    let mut columns = (1u32..).zip(line.chars()).peekable();
    while let Some((column, c)) = columns.next() {
        let next = columns.peek().map(|&(_, next)| next);
        match c {
            '：' => return Some((SyntaxHint::FullWidthColon, column)),
            ':' if next == Some('\u{3000}') => return Some((SyntaxHint::FullWidthSpace, column + 1)),
            ':' if next.is_some_and(is_odd_space) => return next.map(|c| (SyntaxHint::OddSpace(c), column + 1)),
            // A proper separator: only what follows within a flow mapping could still be a key.
            ':' if next.is_none_or(|next| next == ' ') && !line.contains('{') => return None,
            '#' | '"' | '\'' => return None,
            _ => {}
        }
    }
    None
}
