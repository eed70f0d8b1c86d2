//! Subjects, relations and facts: the closed list of what a rule may ask.
//!
//! Owns names and types. What each fact means is said in both languages in `locales/facts.yaml`;
//! how it is found out is `facts/`.

use super::enumerations::Enumeration;

pub use super::fact_table::{FACTS, RELATIONS};

/// What a rule may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// The whole filing.
    Filing,
    /// A party.
    Actor,
    /// A data set.
    Data,
    /// A store.
    Store,
    /// A flow.
    Flow,
    /// A step.
    Step,
    /// A step that moves data to another actor or site.
    Hop,
    /// Copies of one holder at one place.
    Holding,
    /// A contract, connection or processing.
    Part,
    /// A contract.
    Contract,
    /// A decision of the forum.
    Approval,
    /// A prose measure of a part.
    Measure,
    /// A record of what was done, in an audit.
    Record,
    /// A company over all filings of a register, in an audit.
    Contractor,
}

/// One subject of a filing: what a rule is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Its kind.
    pub kind: SubjectKind,
    /// Position among its kind.
    pub at: usize,
}

/// Type of a fact.
#[derive(Debug, Clone, Copy)]
pub enum FactType {
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// Text.
    Text,
    /// Several texts.
    Texts,
    /// A word of a closed list.
    Word(&'static Enumeration),
    /// Several words of a closed list.
    Words(&'static Enumeration),
    /// A date.
    Day,
}

/// One fact.
#[derive(Debug)]
pub struct FactRow {
    /// What it is a fact about.
    pub subject: SubjectKind,
    /// Its name, dotted.
    pub name: &'static str,
    /// Its type.
    pub kind: FactType,
    /// Whether it is known of every subject of its kind.
    pub certain: bool,
    /// Whether it is what one key of the filing says, rather than found out from several.
    pub written: bool,
}

/// One relation.
#[derive(Debug)]
pub struct RelationRow {
    /// What it starts from.
    pub subject: SubjectKind,
    /// Its name.
    pub name: &'static str,
    /// What it leads to.
    pub to: SubjectKind,
    /// Whether it leads to several, and so stands only under a quantifier.
    pub many: bool,
    /// The fact that is missing where the relation is not said.
    pub fact: Option<&'static str>,
}

/// Position of a fact in [`FACTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u16);

/// Position of a relation in [`RELATIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u16);

impl SubjectKind {
    /// Every kind.
    pub const ALL: [SubjectKind; 14] = [
        SubjectKind::Filing,
        SubjectKind::Actor,
        SubjectKind::Data,
        SubjectKind::Store,
        SubjectKind::Flow,
        SubjectKind::Step,
        SubjectKind::Hop,
        SubjectKind::Holding,
        SubjectKind::Part,
        SubjectKind::Contract,
        SubjectKind::Approval,
        SubjectKind::Measure,
        SubjectKind::Record,
        SubjectKind::Contractor,
    ];

    /// The word of policies and reports.
    pub fn word(self) -> &'static str {
        match self {
            SubjectKind::Filing => "filing",
            SubjectKind::Actor => "actor",
            SubjectKind::Data => "data",
            SubjectKind::Store => "store",
            SubjectKind::Flow => "flow",
            SubjectKind::Step => "step",
            SubjectKind::Hop => "hop",
            SubjectKind::Holding => "holding",
            SubjectKind::Part => "part",
            SubjectKind::Contract => "contract",
            SubjectKind::Approval => "approval",
            SubjectKind::Measure => "measure",
            SubjectKind::Record => "record",
            SubjectKind::Contractor => "contractor",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl FactId {
    /// Its row.
    pub fn row(self) -> &'static FactRow {
        &FACTS[usize::from(self.0)]
    }

    /// A fact by name.
    pub fn find(subject: SubjectKind, name: &str) -> Option<Self> {
        FACTS
            .iter()
            .position(|row| row.subject == subject && row.name == name)
            .and_then(|at| u16::try_from(at).ok())
            .map(FactId)
    }
}

impl RelationId {
    /// Its row.
    pub fn row(self) -> &'static RelationRow {
        &RELATIONS[usize::from(self.0)]
    }

    /// A relation by name.
    pub fn find(subject: SubjectKind, name: &str) -> Option<Self> {
        RELATIONS
            .iter()
            .position(|row| row.subject == subject && row.name == name)
            .and_then(|at| u16::try_from(at).ok())
            .map(RelationId)
    }
}
