//! What is wrong with a policy file.

use crate::source::Span;

/// One thing wrong in a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    /// File, relative to the packs.
    pub file: String,
    /// Where.
    pub span: Span,
    /// What.
    pub trouble: PolicyTrouble,
}

impl PolicyProblem {
    /// A problem at a place of a file.
    pub(super) fn new(file: &str, span: Span, trouble: PolicyTrouble) -> Self {
        PolicyProblem { file: file.to_owned(), span, trouble }
    }
}

/// Kinds of things wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are named by what they hold")]
pub enum PolicyTrouble {
    /// The file is no YAML document.
    Unreadable,
    /// A file that no part of a pack is read from.
    NotRead,
    /// Rules that yield to each other, or to themselves.
    YieldsInARing { id: String },
    /// A key that is not known here.
    UnknownKey { key: String, suggestion: Option<String> },
    /// A key that must be there.
    MissingKey { key: &'static str },
    /// A fact or relation that the subject does not have.
    UnknownFact { subject: &'static str, name: String, suggestion: Option<String> },
    /// A relation that leads to several, outside a quantifier; or the other way round.
    WrongRelation { name: String },
    /// A word that is not of the fact's list.
    UnknownWord { word: String, suggestion: Option<String> },
    /// An operator that does not exist, or not for this type.
    BadOperator { name: String },
    /// A value of the wrong type.
    BadValue { expected: &'static str },
    /// Quantifiers nested more than twice.
    TooDeep,
    /// A sentence missing for a verdict that the rule can give, or in one language.
    MissingMessage { verdict: &'static str, lang: &'static str },
    /// A placeholder that the subject does not have.
    UnknownPlaceholder { name: String, suggestion: Option<String> },
    /// Braces that do not match.
    BadTemplate,
    /// A rule, measure or form named, but not there.
    UnknownReference { kind: &'static str, id: String, suggestion: Option<String> },
    /// Two versions of a rule share a day.
    OverlappingVersions { id: String },
    /// The same id twice.
    DuplicateId { id: String },
    /// A change of a parent's rule without its reason.
    MissingReason { id: String },
    /// Packs that extend each other in a ring, or a parent that does not exist.
    BadParent { id: String },
    /// An id that is no plain word: files are named after ids.
    BadId { id: String },
    /// A pack whose folder has another name.
    OtherId { id: String, folder: String },
    /// Two packs that judge the same filings.
    SharedJurisdiction { jurisdiction: String, first: String, second: String },
    /// More of something than the table of limits allows.
    TooMany { what: &'static str, limit: usize },
}
