//! What the text of a filing or of evidence gets wrong, as data. Words and severity are the core pack's.

use crate::calendar::EraNote;
use crate::source::{Span, Unreadable};

/// One thing wrong in the text, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    /// What.
    pub problem: Problem,
    /// JSON Pointer of the value.
    pub pointer: String,
    /// Where.
    pub span: Span,
}

/// Kinds of things wrong beyond YAML itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are named by what they hold")]
pub enum Problem {
    /// The root is not a map with `sekisho: filing/v1`.
    NotAFiling,
    /// The root is not a map with `sekisho: evidence/v1`.
    NotEvidence,
    /// Bytes that are no text we read.
    Unreadable(Unreadable),
    /// A workbook that cannot be read.
    BadWorkbook { reason: &'static str },
    /// A table without a row of headings.
    NoHeadings,
    /// A value in a column without a heading.
    NoHeading,
    /// A row with more fields than there are headings.
    Ragged { fields: usize, headings: usize },
    /// A quote that nothing closes.
    OpenQuote,
    /// A cell whose formula has no value.
    ErrorCell { value: String },
    /// The same key or heading twice.
    DuplicateKey { key: String, first_line: u32 },
    /// A key that the format does not know.
    UnknownKey { key: String, suggestion: Option<String> },
    /// A key that only other actions allow.
    KeyNotForAction { key: String, actions: Vec<&'static str> },
    /// A value of another type than the format asks; with the value that is probably meant.
    WrongType { expected: &'static str, suggestion: Option<String> },
    /// A word that is not of the closed list.
    UnknownValue { value: String, list: &'static str, suggestion: Option<String> },
    /// A required key is missing.
    MissingKey { key: String },
    /// Text that is no date.
    BadDate { value: String, reason: &'static str },
    /// A date in an era that had ended, or had not begun; still understood.
    AlienEra { value: String, date: String, note: EraNote },
    /// An id that names nothing.
    DanglingReference { kind: &'static str, id: String, suggestion: Option<String> },
    /// The same id twice.
    DuplicateId { id: String, first_line: u32 },
    /// A part that is its own parent, directly or by others.
    ParentRing { id: String },
    /// Text that does not fit the pattern asked.
    BadForm { expected: &'static str },
    /// `inferred` names a key that is not there.
    InferredNothing { key: String },
    /// More of something than the table of limits allows.
    TooMany { what: &'static str, limit: usize },
}
