//! The one line of source, or the cell, that a finding shows, escaped and not too long.

use std::ops::Range;

use crate::session::Judged;
use crate::source::{CellPlace, Span};
use crate::text;

/// Width in columns beyond which a line is shortened around the place.
const MAX_WIDTH: usize = 200;
/// Number of columns kept on each side of the place in a shortened line.
const AROUND: usize = 40;
/// Number of columns of the place itself kept in a shortened line.
const WITHIN: usize = 100;
/// Shown in place of what was left out. Not `…`, which some terminals make two columns wide.
const CUT: &str = "...";

/// A line of source, ready to be shown.
pub(super) struct Frame {
    /// Number of the line, counted from 1.
    pub(super) number: usize,
    /// The text as shown, escaped and shortened.
    pub(super) text: String,
    /// The range of bytes in `text` to underline.
    pub(super) marked: Range<usize>,
}

/// Returns the line on which a place begins; `None` if the place is not in the text. Of a place over several lines, the
/// first is shown.
pub(super) fn frame(filing: &Judged, span: Span) -> Option<Frame> {
    if let Some(cell) = filing.place(span).cell {
        return Some(of_cell(cell));
    }
    let line = filing.lines.get(&span.line)?.as_str();
    let begin = byte_at(line, span.column);
    let end = if span.is_on_one_line() { byte_at(line, span.end_column) } else { line.trim_end().len() };
    let (before, rest) = line.split_at_checked(begin)?;
    let (marked, after) = rest.split_at_checked(end.saturating_sub(begin))?;
    let [before, marked, after] = shown(before, marked, after);
    let range = before.len()..before.len() + marked.len();
    Some(Frame { number: usize::try_from(span.line).ok()?, text: before + &marked + &after, marked: range })
}

/// Returns a cell behind its heading, by the number of its row.
fn of_cell(cell: CellPlace<'_>) -> Frame {
    let heading = if cell.heading.is_empty() { String::new() } else { format!("{}: ", cell.heading) };
    let [before, marked, _] = shown(&heading, cell.text, "");
    let range = before.len()..before.len() + marked.len();
    Frame { number: usize::try_from(cell.row).unwrap_or_default(), text: before + &marked, marked: range }
}

/// Returns the byte offset of a column, at most the end of the line.
fn byte_at(line: &str, column: u32) -> usize {
    let mut chars = line.chars();
    // Skipping is fast even if a hostile file is a single line of megabytes.
    if let Some(last) = usize::try_from(column).unwrap_or(usize::MAX).checked_sub(2) {
        chars.nth(last);
    }
    line.len() - chars.as_str().len()
}

/// Escapes the three parts of a line, and shortens them if they are too wide together.
fn shown(before: &str, marked: &str, after: &str) -> [String; 3] {
    let cut_before = before.char_indices().rev().nth(MAX_WIDTH).map_or(0, |(at, _)| at);
    let cut = |part: &str| part.char_indices().nth(MAX_WIDTH).map_or(part.len(), |(at, _)| at);
    let near = [&before[cut_before..], &marked[..cut(marked)], &after[..cut(after)]];
    let [before, marked, after] = near.map(|part| text::terminal(part).into_owned());
    if text::width(&before) + text::width(&marked) + text::width(&after) <= MAX_WIDTH {
        return [before, marked, after];
    }
    [tail(before, AROUND), head(marked, WITHIN), head(after, AROUND)]
}

/// Returns the beginning of a text, at most this many columns wide.
fn head(text: String, columns: usize) -> String {
    if text::width(&text) <= columns {
        return text;
    }
    let kept = fitting(text.chars(), columns);
    text.chars().take(kept).chain(CUT.chars()).collect()
}

/// Returns the end of a text, at most this many columns wide.
fn tail(text: String, columns: usize) -> String {
    if text::width(&text) <= columns {
        return text;
    }
    let kept = fitting(text.chars().rev(), columns);
    let skipped = text.chars().count() - kept;
    CUT.chars().chain(text.chars().skip(skipped)).collect()
}

/// Returns how many characters fit into this many columns.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut buffer = [0; 4];
    let widths = chars.scan(0, |sum, c| {
        *sum += text::width(c.encode_utf8(&mut buffer));
        Some(*sum)
    });
    widths.take_while(|&sum| sum <= columns).count()
}
