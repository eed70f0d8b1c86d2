//! Subjects, relations and facts: the closed list of what a rule may ask.
//!
//! Owns names and types, and finds facts and relations by the names that policies use. What each fact means is stated
//! in both languages in `locales/facts.yaml`; `facts/` determines it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::enumerations::Enumeration;

pub use super::fact_table::*;
pub use super::relation_table::*;

/// The kinds of things that a rule may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// The filing as a whole.
    Filing,
    /// A party of the filing.
    Actor,
    /// A named group of personal-data items.
    Data,
    /// A computer, server, cabinet or other object in which data rests.
    Store,
    /// A flow of personal data.
    Flow,
    /// One numbered act of a flow.
    Step,
    /// A step that moves data to another actor or site.
    Hop,
    /// Copies of one holder at one place that end alike.
    Holding,
    /// A contract, connection or processing.
    Part,
    /// A part that is an outsourcing or a sub-outsourcing.
    Contract,
    /// A decision of the forum that the filing rests on.
    Approval,
    /// A prose measure of a part.
    Measure,
    /// A provision of a law that the filing cites.
    Citation,
    /// A record of what was done, in an audit.
    Record,
    /// A company across all filings of a register, in an audit.
    Contractor,
}

/// One subject of a filing, on which a rule is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The kind of thing it is.
    pub kind: SubjectKind,
    /// Its position among the subjects of its kind, counted from 0.
    pub at: usize,
}

/// The type of a fact, which decides how a condition may compare it.
#[derive(Debug, Clone, Copy)]
pub enum FactType {
    /// Yes or no, compared for equality.
    Flag,
    /// A whole number, which `min` and `max` can bound.
    Number,
    /// A text, compared for equality.
    Text,
    /// A list of texts.
    Texts,
    /// A word of a closed list.
    Word(&'static Enumeration),
    /// Several words of one closed list.
    Words(&'static Enumeration),
    /// A day, which `before` and `after` can compare.
    Day,
}

/// The declaration of one fact.
#[derive(Debug)]
pub struct FactRow {
    /// The kind of subject that has the fact.
    pub subject: SubjectKind,
    /// The name that policies use, dotted: `term.from`.
    pub name: &'static str,
    /// The type of its value.
    pub kind: FactType,
    /// True if it is known of every subject of its kind, and so never unstated.
    pub certain: bool,
    /// True if it is the value of one key of the filing; false if it is determined from several.
    pub written: bool,
}

/// The declaration of one relation.
#[derive(Debug)]
pub struct RelationRow {
    /// The kind of subject that it starts from.
    pub subject: SubjectKind,
    /// The name that policies use.
    pub name: &'static str,
    /// The kind of subject that it leads to.
    pub to: SubjectKind,
    /// True if it leads to any number of subjects, so that only a quantifier can use it.
    pub many: bool,
    /// The fact that is reported as missing where the relation is not stated.
    pub fact: Option<FactId>,
}

impl SubjectKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [SubjectKind; 15] = [
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
        SubjectKind::Citation,
        SubjectKind::Record,
        SubjectKind::Contractor,
    ];

    /// Returns the word for it in policies and reports.
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
            SubjectKind::Citation => "citation",
            SubjectKind::Record => "record",
            SubjectKind::Contractor => "contractor",
        }
    }

    /// Returns the kind with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl FactId {
    /// Returns the row of the fact.
    pub fn row(self) -> &'static FactRow {
        &FACTS[self.index()]
    }

    /// Finds a fact by the name that policies use.
    pub fn find(subject: SubjectKind, name: &str) -> Option<Self> {
        FACTS_BY_NAME.get(&(subject, name)).copied()
    }

    /// Iterates over the facts of a subject, in the order of the table.
    pub fn of(subject: SubjectKind) -> impl Iterator<Item = FactId> {
        ALL_FACTS.iter().copied().filter(move |fact| fact.row().subject == subject)
    }
}

impl RelationId {
    /// Returns the row of the relation.
    pub fn row(self) -> &'static RelationRow {
        &RELATIONS[self.index()]
    }

    /// Finds a relation by the name that policies use.
    pub fn find(subject: SubjectKind, name: &str) -> Option<Self> {
        RELATIONS_BY_NAME.get(&(subject, name)).copied()
    }

    /// Iterates over the relations of a subject, in the order of the table.
    pub fn of(subject: SubjectKind) -> impl Iterator<Item = RelationId> {
        ALL_RELATIONS.iter().copied().filter(move |relation| relation.row().subject == subject)
    }
}

static FACTS_BY_NAME: LazyLock<HashMap<(SubjectKind, &'static str), FactId>> =
    LazyLock::new(|| ALL_FACTS.iter().map(|fact| ((fact.row().subject, fact.row().name), *fact)).collect());

static RELATIONS_BY_NAME: LazyLock<HashMap<(SubjectKind, &'static str), RelationId>> = LazyLock::new(|| {
    ALL_RELATIONS.iter().map(|relation| ((relation.row().subject, relation.row().name), *relation)).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_and_relation_stands_at_its_index() {
        for (at, fact) in ALL_FACTS.iter().enumerate() {
            assert_eq!(fact.index(), at, "{fact:?}");
            assert_eq!(FactId::find(fact.row().subject, fact.row().name), Some(*fact), "two of one name: {fact:?}");
        }
        for (at, relation) in ALL_RELATIONS.iter().enumerate() {
            assert_eq!(relation.index(), at, "{relation:?}");
            assert_eq!(RelationId::find(relation.row().subject, relation.row().name), Some(*relation), "{relation:?}");
        }
    }

    #[test]
    fn a_variant_is_called_as_its_name_in_policies() {
        let plain = |text: &str| text.replace(['.', '_'], "").to_lowercase();
        let inside = |debug: String| debug.split(['(', ')']).nth(1).unwrap_or_default().to_lowercase();
        for fact in ALL_FACTS {
            assert_eq!(inside(format!("{fact:?}")), plain(fact.row().name));
        }
        for relation in ALL_RELATIONS {
            assert_eq!(inside(format!("{relation:?}")), plain(relation.row().name));
        }
    }
}
