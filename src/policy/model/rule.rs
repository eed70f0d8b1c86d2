//! A rule: what it is about, when it applies, what it asks and says.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::basis::{Basis, Effective};
use super::condition::{Condition, Path};
use crate::finding::{Severity, Verdict};
use crate::source::Span;
use crate::vocabulary::facts::{RelationId, SubjectKind};
use crate::words::{Both, Template};

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
    pub changes: Vec<RuleChange>,
}

/// A child's change of a parent's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
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
