//! What is wrong with a policy file.

use crate::source::Span;

/// One defect of a policy file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    /// The file, as a path from the folder of the packs.
    pub file: String,
    /// Where the defect is in that file.
    pub span: Span,
    /// The kind of defect, with what its message quotes.
    pub trouble: PolicyTrouble,
}

impl PolicyProblem {
    /// Makes a problem at a place of a file.
    pub(super) fn new(file: &str, span: Span, trouble: PolicyTrouble) -> Self {
        PolicyProblem { file: file.to_owned(), span, trouble }
    }
}

/// Kinds of defects in policy files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are named by what they hold")]
pub enum PolicyTrouble {
    /// The file is not a YAML document.
    Unreadable,
    /// A text that a stub leaves to its author.
    ToFill { what: String },
    /// A file of a pack that nothing reads, by its name or folder.
    NotRead,
    /// Rules that yield to each other, or a rule that yields to itself.
    YieldsInARing { id: String },
    /// A key that is not allowed here.
    UnknownKey { key: String, suggestion: Option<String> },
    /// A required key is missing.
    MissingKey { key: &'static str },
    /// A fact or relation that the subject does not have.
    UnknownFact { subject: &'static str, name: String, suggestion: Option<String> },
    /// A relation to several subjects outside a quantifier, or one to a single subject inside.
    WrongRelation { name: String },
    /// A word that is not in the list of the fact.
    UnknownWord { word: String, suggestion: Option<String> },
    /// An operator that does not exist, or does not apply to the type of the fact.
    BadOperator { name: String },
    /// A value of another type than expected.
    BadValue { expected: &'static str },
    /// Quantifiers nested more than two deep.
    TooDeep,
    /// A verdict that the rule can give has no sentence, or none in one language.
    MissingMessage { verdict: &'static str, lang: &'static str },
    /// A placeholder that is not a fact of the subject.
    UnknownPlaceholder { name: String, suggestion: Option<String> },
    /// Braces of a template that do not match.
    BadTemplate,
    /// A reference to a rule, measure, law or form that does not exist.
    UnknownReference { kind: &'static str, id: String, suggestion: Option<String> },
    /// Two versions of a rule that are in force on the same day.
    OverlappingVersions { id: String },
    /// The same id used twice.
    DuplicateId { id: String },
    /// A change of a parent's rule that gives no reason.
    MissingReason { id: String },
    /// A parent pack that does not exist, or packs that extend each other too deep.
    BadParent { id: String },
    /// An id that is no plain word: files are named after ids.
    BadId { id: String },
    /// A pack whose folder has another name.
    OtherId { id: String, folder: String },
    /// Two packs that judge the same filings.
    SharedJurisdiction { jurisdiction: String, first: String, second: String },
    /// What stands for a filing and is none, in the words of the finding.
    NoFiling { said: String },
    /// More of something than its limit allows.
    TooMany { what: &'static str, limit: usize },
}
