//! A place in a source text.

use serde::{Deserialize, Serialize};

/// A range of characters. Lines and columns count from 1, columns in Unicode scalar values; the end column is
/// exclusive. An empty range (for a value left out) ends where it begins.
///
/// Ordered by beginning, then end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Line of the first character, counted from 1.
    pub line: u32,
    /// Column of the first character, counted from 1.
    pub column: u32,
    /// Line of the last character, counted from 1.
    pub end_line: u32,
    /// Column after the last character, counted from 1.
    pub end_column: u32,
}

impl Span {
    /// The beginning of a text, for findings about the file as a whole and for trees without a text.
    pub const START: Span = Span::on_line(1, 1, 1);

    /// Makes a range within one line.
    pub const fn on_line(line: u32, column: u32, end_column: u32) -> Span {
        Span { line, column, end_line: line, end_column }
    }

    /// Makes the range of the single character at this place.
    pub const fn character(line: u32, column: u32) -> Span {
        Span::on_line(line, column, column.saturating_add(1))
    }

    /// Returns the range from the beginning of this one to the end of another.
    pub const fn to(self, last: Span) -> Span {
        Span { end_line: last.end_line, end_column: last.end_column, ..self }
    }

    /// True if `inner` lies within this range.
    pub fn contains(self, inner: Span) -> bool {
        (self.line, self.column) <= (inner.line, inner.column)
            && (inner.end_line, inner.end_column) <= (self.end_line, self.end_column)
    }

    /// True if the range begins and ends on one line.
    pub const fn is_on_one_line(self) -> bool {
        self.line == self.end_line
    }
}
