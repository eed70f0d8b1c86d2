//! The language of conditions, as a checked tree: every fact exists for its subject and every operand has its type.

use crate::calendar::Date;
use crate::vocabulary::enumerations::Enumeration;
use crate::vocabulary::facts::{FactId, RelationId};
use crate::vocabulary::pack_words::PackWord;

/// A condition on the subject of a rule, evaluated by `check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Every one of them holds; true if there is none.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// The condition inside does not hold.
    Not(Box<Condition>),
    /// A fact meets an expectation.
    Fact(Path, Expectation),
    /// Some, all, none or a number of the items of a relation meet a condition.
    Quantified(Box<Quantified>),
}

impl Condition {
    /// Returns the condition that is always true.
    pub fn always() -> Self {
        Condition::All(Vec::new())
    }

    /// True if it asks nothing and so always holds.
    pub fn is_always(&self) -> bool {
        matches!(self, Condition::All(inside) if inside.is_empty())
    }
}

/// The way from a subject to a fact: relations, then the fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// True if it starts from the subject of the rule (`outer.`) rather than from the item of a quantifier.
    pub outer: bool,
    /// The relations to follow, each of which leads to one subject at most.
    pub relations: Box<[RelationId]>,
    /// The fact to ask of the subject that the relations lead to.
    pub fact: FactId,
    /// The path as the pack writes it.
    pub text: Box<str>,
}

impl Path {
    /// Makes the way to a fact of the subject itself.
    pub fn of(fact: FactId) -> Self {
        Path { outer: false, relations: Box::default(), fact, text: Box::default() }
    }
}

/// A quantifier over a to-many relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantified {
    /// How many of the items have to meet `require`.
    pub quantifier: Quantifier,
    /// True if it starts from the subject of the rule (`outer.`) rather than from the item of a quantifier.
    pub outer: bool,
    /// Relations to follow first, each of which leads to one subject at most.
    pub relations: Vec<RelationId>,
    /// The relation whose items are examined.
    pub of: RelationId,
    /// Which items count (`where`).
    pub only: Condition,
    /// What the items that count have to meet.
    pub require: Condition,
}

/// How many of the items of a relation have to meet a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one of them.
    Some,
    /// All of them; true if there is none.
    Every,
    /// None of them.
    None,
    /// At least the first number of them and at most the second.
    Count(i64, i64),
}

/// What is expected of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// It equals one of these; a fact that is a list holds one of them.
    In(Vec<Operand>),
    /// It equals none of these; a fact that is a list holds none of them.
    NotIn(Vec<Operand>),
    /// The list holds all of these.
    Includes(Vec<Operand>),
    /// The list holds none of these.
    Excludes(Vec<Operand>),
    /// Everything in the list is one of these.
    SubsetOf(Vec<Operand>),
    /// The list is empty, or is not.
    Empty(bool),
    /// It is at least this. For numbers and words of an ordered list.
    Min(Operand),
    /// It is at most this. For numbers and words of an ordered list.
    Max(Operand),
    /// It is a day earlier than this.
    Before(Operand),
    /// It is a day later than this.
    After(Operand),
    /// The fact is stated, or is not.
    Stated(bool),
}

impl Expectation {
    /// Returns the values to compare with; empty for an expectation that has none.
    pub fn operands(&self) -> &[Operand] {
        match self {
            Expectation::In(all)
            | Expectation::NotIn(all)
            | Expectation::Includes(all)
            | Expectation::Excludes(all)
            | Expectation::SubsetOf(all) => all,
            Expectation::Min(one) | Expectation::Max(one) | Expectation::Before(one) | Expectation::After(one) => {
                std::slice::from_ref(one)
            }
            Expectation::Empty(_) | Expectation::Stated(_) => &[],
        }
    }
}

/// A value that a fact is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A value written in the policy.
    Constant(Constant),
    /// The value of another fact, plus this many days.
    Fact(Box<Path>, i64),
}

/// A value written in a policy, of the type of the fact it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// For a fact that is yes or no.
    Flag(bool),
    /// For a fact that counts.
    Number(i64),
    /// For a fact that is text, or an item of a list of texts.
    Text(String),
    /// A word of a closed list, by its position there.
    Word(&'static Enumeration, u8),
    /// A word of a list that packs declare.
    OfPack(PackWord),
    /// A day; the first one where the policy writes a longer period.
    Day(Date),
}
