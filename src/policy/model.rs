//! The types of a policy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::changes::ChangeRow;
use super::form::{ChecklistForm, ClauseForm};
use super::items::ItemWords;
use super::obligation::Obligation;
use crate::calendar::Date;
use crate::finding::{Severity, Verdict};
use crate::source::Span;
use crate::vocabulary::enumerations::{Enumeration, Variant};
use crate::vocabulary::facts::{FactId, RelationId, SubjectKind};
use crate::words::{Both, Template};

/// A pack with everything that it extends, ready to judge.
#[derive(Debug, Default)]
pub struct Policy {
    /// Id of the pack.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// Its version.
    pub version: String,
    /// The packs it is made of, without the core: those it extends, then itself.
    pub packs: Vec<String>,
    /// Jurisdictions it judges.
    pub jurisdictions: Vec<String>,
    /// Editions with the day each begins, oldest first.
    pub editions: Vec<Edition>,
    /// The clause that tells each variant of a text, the most telling first.
    pub variants: Vec<(Variant, String)>,
    /// Laws that clause texts cite, by id.
    pub laws: BTreeMap<String, Law>,
    /// Rules in the order of their ids; versions of one id have disjoint dates.
    pub rules: Vec<Rule>,
    /// Records that an audit asks for, in the order of their ids.
    pub obligations: Vec<Obligation>,
    /// Findings that the program itself makes, by id.
    pub built_in: BTreeMap<String, BuiltIn>,
    /// Measures by id.
    pub measures: BTreeMap<String, Measure>,
    /// Ids of the measures that promise a fact.
    pub promised: BTreeMap<FactId, BTreeSet<String>>,
    /// Checklist forms by id.
    pub checklists: BTreeMap<String, ChecklistForm>,
    /// Clause forms by id.
    pub clauses: BTreeMap<String, ClauseForm>,
    /// Names of items that mean the same or hold each other.
    pub items: ItemWords,
    /// What changes of a filing weigh.
    pub changes: Vec<ChangeRow>,
    /// Changes that make a parent's rule milder, with their reasons.
    pub weakenings: Vec<Weakening>,
    /// Digest of every file it was made from.
    pub digest: String,
}

/// A law that clause texts cite.
#[derive(Debug, Clone)]
pub struct Law {
    /// Its name.
    pub title: Both,
    /// Days on which it is in force.
    pub effective: Effective,
}

/// An edition of the requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its name.
    pub id: String,
    /// First day.
    pub from: Date,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Id, the register's.
    pub id: String,
    /// Pack that wrote it.
    pub pack: String,
    /// File and place in the pack.
    pub file: String,
    /// Where.
    pub span: Span,
    /// Its name.
    pub title: Arc<Both>,
    /// What it is about.
    pub applies_to: SubjectKind,
    /// When it applies.
    pub when: Condition,
    /// What it asks.
    pub require: Condition,
    /// Weight by verdict.
    pub severity: BTreeMap<Verdict, Severity>,
    /// Weights that differ where a condition holds; the first that does counts.
    pub severity_when: Vec<(Verdict, Condition, Severity)>,
    /// Sentences by verdict; the first whose condition holds is said.
    pub message: BTreeMap<Verdict, Vec<Sentence>>,
    /// What to write instead.
    pub help: Arc<Both>,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// Days on which it is in force.
    pub effective: Effective,
    /// What it does not apply to.
    pub exempt: Vec<Exempt>,
    /// Rules that, reporting the same or the enclosing subject, make this one silent.
    pub yields_to: Vec<String>,
    /// Whether an approval may waive it.
    pub waivable: bool,
    /// Whether it also reports what other rules needed to know to see whether they apply.
    pub gathers: bool,
    /// Whether what a list or relation lacks counts as not written, rather than as written otherwise.
    pub absent_is_unstated: bool,
    /// Whether it is asked in an audit, of what was done, rather than of a filing by itself.
    pub audit: bool,
    /// What children have changed in it, the oldest first.
    pub changes: Vec<Change>,
}

/// A child's change of a parent's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// File and place in the child.
    pub file: String,
    /// Where.
    pub span: Span,
    /// Why, as the child says.
    pub reason: String,
}

/// What a rule does not apply to.
#[derive(Debug, Clone)]
pub enum Exempt {
    /// Subjects of which a condition is stated to hold.
    When(Condition),
    /// Subjects for which a filing gives such a reason, which no fact can tell: for a person to confirm.
    ByReason(Both),
}

/// A sentence, said where its condition holds.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// When.
    pub when: Condition,
    /// 日本語.
    pub ja: Template,
    /// English.
    pub en: Template,
    /// What stands for each name in it.
    pub names: Vec<(String, Placeholder)>,
}

/// What stands for a name in a sentence.
#[derive(Debug, Clone)]
pub enum Placeholder {
    /// `promised_by`: what promises the fact.
    PromisedBy,
    /// `unstated`: the facts that are missing.
    Unstated,
    /// `elsewhere`: the annexes that they are in.
    Elsewhere,
    /// `lacking`: what a list that the rule asks about lacks.
    Lacking,
    /// `found`: what a list holds though it should not.
    Found,
    /// `principal`: the public body whose data it is, by its name.
    Principal,
    /// `relation.names`: the names of the subjects that a relation leads to.
    Names(RelationId),
    /// A fact.
    Fact(Path),
}

/// What a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// In words.
    pub text: Both,
    /// The same as findings say it, with the doubt where the source text was not at hand.
    pub told: Arc<Both>,
    /// Filings that show it.
    pub seeds: Vec<String>,
    /// Whether the source text was at hand.
    pub verified: bool,
}

/// Days on which something is in force, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effective {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Effective {
    /// Whether a day is inside.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether two ranges share a day.
    pub fn overlaps(&self, other: &Effective) -> bool {
        let before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

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

/// A finding that the program itself makes.
#[derive(Debug, Clone)]
pub struct BuiltIn {
    /// Id.
    pub id: String,
    /// Its name.
    pub title: Arc<Both>,
    /// Verdict.
    pub verdict: Verdict,
    /// Weight.
    pub severity: Severity,
    /// 日本語.
    pub ja: Template,
    /// English.
    pub en: Template,
    /// What to do.
    pub help: Both,
}

/// A measure and what it promises.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Id, the register's.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// What it promises.
    pub promises: Vec<Promise>,
    /// Clauses that a sentence stating it may cite.
    pub rests_on: Vec<String>,
}

/// A fact that a measure promises.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Kind of subject.
    pub subject: SubjectKind,
    /// The fact.
    pub fact: FactId,
    /// Its promised value.
    pub value: Constant,
    /// Subjects it speaks of.
    pub only: Condition,
    /// Whether the receiver's measures promise it as well as the sender's.
    pub by_receiver: bool,
}

/// A child's change that makes a rule milder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakening {
    /// The rule.
    pub rule: String,
    /// What was changed.
    pub change: &'static str,
    /// Why, as the child says.
    pub reason: String,
    /// File.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

impl Policy {
    /// The variant that the clause ids of a text tell: the first whose tell-tale clause is there.
    pub fn variant_of(&self, ids: &[&str]) -> Option<Variant> {
        self.variants.iter().find(|(_, clause)| ids.contains(&clause.as_str())).map(|(variant, _)| *variant)
    }

    /// The edition in force on a day: the last that had begun, or the first of all.
    pub fn edition_on(&self, day: Date) -> Option<&Edition> {
        self.editions.iter().rev().find(|edition| edition.from <= day).or(self.editions.first())
    }

    /// Whether a pack after the one at a place of [`Policy::packs`] has changed what a rule asks, or dropped it.
    pub fn asks_otherwise(&self, rule: &str, pack: usize) -> bool {
        let later = |file: &str| self.packs.iter().skip(pack + 1).any(|id| file.split('/').next() == Some(id));
        let changed = |change| ["disabled", "require", "exempt", "effective"].contains(&change);
        self.weakenings.iter().any(|one| one.rule == rule && changed(one.change) && later(&one.file))
    }

    /// The version of each rule in force on a day.
    pub fn rules_on(&self, day: Date) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.effective.contains(day))
    }
}

impl Rule {
    /// The most that it can weigh.
    pub fn gravest(&self) -> Severity {
        self.severity.values().max().copied().unwrap_or(Severity::Note)
    }

    /// The reasons for which a filing may be exempted from it; for a person to confirm.
    pub fn reasons(&self) -> impl Iterator<Item = &Both> {
        self.exempt.iter().filter_map(|exempt| match exempt {
            Exempt::ByReason(reason) => Some(reason),
            Exempt::When(_) => None,
        })
    }
}
