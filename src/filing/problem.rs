//! What is wrong with the text of a filing or of evidence, as data. Wording and severity come from the core pack.

use crate::calendar::EraNote;
use crate::source::{Span, Unreadable};
use crate::text;
use crate::vocabulary::enumerations::Enumeration;
use crate::vocabulary::pack_words::{PackList, PackWord, PackWords};
use crate::vocabulary::words;
use crate::words::Both;

/// One defect of the text, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputProblem {
    /// The kind of defect, with what its message quotes.
    pub problem: Problem,
    /// JSON Pointer of the value; empty for the root.
    pub pointer: String,
    /// Where the value is written, or where it is missing.
    pub span: Span,
}

/// Kinds of defects beyond those of YAML itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are named by what they hold")]
pub enum Problem {
    /// The root is not a map with `sekisho: filing/v1`.
    NotAFiling,
    /// The root is not a map with `sekisho: evidence/v1`.
    NotEvidence,
    /// Bytes that are no text in a known encoding.
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
    /// A heading of a sheet of a filing that the layout does not have.
    UnknownHeading { heading: String, suggestion: Option<String> },
    /// A sheet that is none of a filing.
    UnknownSheet { sheet: String, suggestion: Option<String> },
    /// A sheet that is a copy of one of a filing.
    CopiedSheet { original: String },
    /// Cells that are merged over a table.
    MergedCells,
    /// Text beside a table, told once for a sheet.
    Margin,
    /// A word of a cell that is none of those that say to what a row belongs.
    NotOneOf { heading: Both, value: String, words: Vec<Both> },
    /// A blank cell in a row that means nothing without it.
    MissingCell { heading: Both },
    /// Two cells of which only one can say something.
    BothWritten { heading: Both, other: Both },
    /// The name of a place that a filing does not have.
    NoPlace { place: String },
    /// A value that is not in the notation of JSON.
    BadValue,
    /// The same key or heading written twice.
    DuplicateKey { key: String, first_line: u32 },
    /// A key that the format does not have.
    UnknownKey { key: String, suggestion: Option<String>, keys: Choices },
    /// A key that only other actions allow.
    KeyNotForAction { key: String, actions: Choices },
    /// A value of another type than the format expects, with the value that was probably meant, and the words of the
    /// list where one of them is expected.
    WrongType { expected: Vec<&'static str>, suggestion: Option<String>, words: Option<(&'static str, Choices)> },
    /// A word that is not of the closed list.
    UnknownValue { value: String, list: &'static str, suggestion: Option<String>, words: Choices },
    /// A word that is not of a list that packs declare, with those that are, the nearest first where one was meant.
    UndeclaredWord { value: String, list: PackList, suggestion: Option<String>, words: Vec<PackWord> },
    /// A required key is missing.
    MissingKey { key: String },
    /// Text that cannot be read as a date.
    BadDate { value: String, reason: &'static str },
    /// A date in an era that had ended or not yet begun; understood all the same.
    AlienEra { value: String, date: String, note: EraNote },
    /// A reference to an id that does not exist.
    DanglingReference { kind: &'static str, id: String, suggestion: Option<String>, known: Choices },
    /// The same id used twice.
    DuplicateId { id: String, first_line: u32 },
    /// A part that is its own parent, directly or through others.
    ParentRing { id: String },
    /// Text that does not fit the pattern asked; with the word that is meant, or the only one that is possible.
    BadForm { expected: &'static str, word: String },
    /// `inferred` names a key that is not there.
    InferredNothing { key: String },
    /// More of something than its limit allows.
    TooMany { what: &'static str, limit: usize },
}

impl Problem {
    /// Makes the problem of a value whose type is none of those expected.
    pub fn wrong_type(expected: Vec<&'static str>) -> Self {
        Problem::WrongType { expected, suggestion: None, words: None }
    }

    /// Text that does not fit a pattern.
    pub fn bad_form(expected: &'static str, word: &str) -> Self {
        Problem::BadForm { expected, word: word.to_owned() }
    }

    /// A word that is not of a closed list. Of very many in one file, not each is compared with the whole list:
    /// `before` tells how many problems there were.
    pub fn unknown_value(list: &'static Enumeration, written: &str, before: usize) -> Self {
        let accepted = words::accepted(list);
        let suggestion = text::suggest_after(before, written, accepted.iter().map(String::as_str)).map(str::to_owned);
        let words = match suggestion {
            Some(_) => Choices::of(words::nearest(list, written)),
            None => Choices::of(list.values.iter().copied()),
        };
        Problem::UnknownValue { value: written.to_owned(), list: list.name, suggestion, words }
    }

    /// Makes the problem of a word that is not of a list that packs declare. `before`: number of problems so far.
    pub(super) fn undeclared(words: &PackWords, list: PackList, written: &str, before: usize) -> Self {
        let (suggestion, words) = words.near(list, written, before);
        Problem::UndeclaredWord { value: written.to_owned(), list, suggestion, words }
    }
}

/// Maximum number of words or keys that a finding lists: a reader picks one of them.
const MAX_CHOICES: usize = 8;

/// What would be accepted at a place, shortened to what a reader can take in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// The first of them, at most eight.
    pub first: Vec<String>,
    /// How many more there are, besides those in `first`.
    pub more: usize,
}

impl Choices {
    /// Takes the first of all choices, in the order given, and counts the others.
    pub fn of<'c>(all: impl IntoIterator<Item = &'c str>) -> Self {
        let mut all = all.into_iter();
        let first = all.by_ref().take(MAX_CHOICES).map(str::to_owned).collect();
        Choices { first, more: all.count() }
    }

    /// Returns the choice that was probably meant, if `written` may be a slip of the hand, and the choices, then
    /// ordered by nearness. `before` is the number of problems of the file so far; past a limit no suggestion is looked
    /// for.
    pub fn near(mut all: Vec<&str>, written: &str, before: usize) -> (Option<String>, Self) {
        let meant = text::suggest_after(before, written, all.iter().copied()).map(str::to_owned);
        if meant.is_some() {
            let slip = text::Slip::of(written);
            all.sort_by_cached_key(|word| slip.distance(word).unwrap_or(usize::MAX));
        }
        (meant, Choices::of(all))
    }
}
