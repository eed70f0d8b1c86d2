//! What can be wrong with a text before its meaning is considered.

use super::{Document, Span};

/// The result of [`Document::parse`]: a tree if there is a sensible one, and every problem in the order of place.
#[derive(Debug)]
pub struct Parsed {
    /// The tree. Present in spite of problems if these leave its shape beyond doubt.
    pub document: Option<Document>,
    /// Problems in order of place, at most [`Limits::problems`](super::Limits::problems).
    pub problems: Vec<SourceProblem>,
}

/// One problem of a text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceProblem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where it is in the text.
    pub span: Span,
}

/// What is wrong with a text as YAML of this project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not YAML. No tree.
    Syntax {
        /// The library's message in English; shown as a detail, never as the message.
        detail: String,
        /// A likely cause; the span is then on that character.
        hint: Option<SyntaxHint>,
    },
    /// A key is written twice in one mapping. The first one is used.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it was written first.
        first: Span,
    },
    /// More open collections than the limit. No tree.
    TooDeep {
        /// The limit, in collections.
        limit: u32,
    },
    /// More nodes than the limit. No tree.
    TooManyNodes {
        /// The limit, in nodes.
        limit: u32,
    },
    /// Aliases expand to more nodes than the limit. No tree.
    TooManyAliases {
        /// The limit, in nodes.
        limit: u64,
    },
    /// A second document begins. The first is the tree.
    SeveralDocuments,
    /// A tag, which is ignored.
    Tag {
        /// The tag as the library resolves it.
        tag: String,
    },
    /// `<<`, the merge key of YAML 1.1, which is ignored with its value.
    MergeKey,
    /// A control character, raw or made by an escape.
    ControlCharacter {
        /// Its code point.
        code: u32,
    },
    /// A key that is no text: a collection, an alias, or nothing. It is ignored, with its value.
    NonStringKey,
    /// Nothing but comments and white space. No tree.
    Empty,
    /// An alias to an anchor that is not complete at that place. No tree.
    UnknownAlias {
        /// The name after `*`.
        name: String,
    },
}

/// A character that Japanese input methods produce and YAML does not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyntaxHint {
    /// `：` (U+FF1A) where `: ` separates key and value.
    FullWidthColon,
    /// U+3000 as indentation or after a key.
    FullWidthSpace,
    /// Another space than the one of the keyboard as indentation or after a key: U+00A0, which does not break a line, or one of
    /// a width of its own.
    OddSpace(char),
    /// A tab as indentation.
    Tab,
}
