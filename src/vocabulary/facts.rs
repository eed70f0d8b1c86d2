//! Subjects, relations and facts: the closed list of what a rule may ask.
//!
//! Owns names and types, and finds facts and relations by the names that policies use. What each fact means is said in
//! both languages in `locales/facts.yaml`; how it is found out is `facts/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::enumerations::Enumeration;

pub use super::fact_table::*;
pub use super::relation_table::*;

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
    pub fact: Option<FactId>,
}

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
