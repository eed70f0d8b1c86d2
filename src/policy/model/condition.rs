//! The language of conditions, as a checked tree.

use crate::calendar::Date;
use crate::vocabulary::enumerations::Enumeration;
use crate::vocabulary::facts::{FactId, RelationId};

/// A condition.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Every one; none is true.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// A fact meets an expectation.
    Fact(Path, Expectation),
    /// Over a relation.
    Quantified(Box<Quantified>),
}

impl Condition {
    /// Always true.
    pub fn always() -> Self {
        Condition::All(Vec::new())
    }

    /// Whether it asks nothing.
    pub fn is_always(&self) -> bool {
        matches!(self, Condition::All(inside) if inside.is_empty())
    }
}

/// Way to a fact: relations, then the fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Starts from the subject of the rule, not from the item of a quantifier.
    pub outer: bool,
    /// To-one relations.
    pub relations: Box<[RelationId]>,
    /// The fact.
    pub fact: FactId,
    /// As written.
    pub text: Box<str>,
}

/// A quantifier over a to-many relation.
#[derive(Debug, Clone)]
pub struct Quantified {
    /// Which.
    pub quantifier: Quantifier,
    /// Starts from the subject of the rule.
    pub outer: bool,
    /// To-one relations before it.
    pub relations: Vec<RelationId>,
    /// The relation.
    pub of: RelationId,
    /// Items that count.
    pub only: Condition,
    /// What they must meet.
    pub require: Condition,
}

/// Which items must meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All.
    Every,
    /// None at all.
    None,
    /// A number of them, from and to.
    Count(i64, i64),
}

/// What is expected of a fact.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// Equal to, or one of; for a list-valued fact: it holds one of them.
    In(Vec<Operand>),
    /// None of.
    NotIn(Vec<Operand>),
    /// The list holds all of these.
    Includes(Vec<Operand>),
    /// The list holds none of these.
    Excludes(Vec<Operand>),
    /// Everything in the list is one of these.
    SubsetOf(Vec<Operand>),
    /// The list is empty, or is not.
    Empty(bool),
    /// At least; of numbers and ordered words.
    Min(Operand),
    /// At most.
    Max(Operand),
    /// Earlier than.
    Before(Operand),
    /// Later than.
    After(Operand),
    /// Written at all.
    Stated(bool),
}

impl Expectation {
    /// The values to compare with.
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

/// A value to compare with.
#[derive(Debug, Clone)]
pub enum Operand {
    /// A constant.
    Constant(Constant),
    /// Another fact, so many days later.
    Fact(Box<Path>, i64),
}

/// A constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// Text.
    Text(String),
    /// A word of a list.
    Word(&'static Enumeration, u8),
    /// A day.
    Day(Date),
}
