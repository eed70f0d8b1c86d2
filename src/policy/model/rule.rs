//! A rule: what it is about, when it applies, what it requires and what it reports.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::{Basis, Effective};
use super::condition::{Condition, Path};
use crate::finding::{Grade, Grades, Severity, Verdict};
use crate::source::Span;
use crate::vocabulary::facts::{RelationId, SubjectKind};
use crate::words::{Both, Lang, Template};

/// One version of a rule of a pack.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Id of the rule; versions of one rule share it.
    pub id: String,
    /// Id of the pack that wrote it.
    pub pack: String,
    /// The file that defines it, as a path from the folder of the packs.
    pub file: String,
    /// Where its entry is in that file.
    pub span: Span,
    /// Title, which names the defect, in both languages.
    pub title: Both,
    /// The kind of subject it is evaluated on.
    pub applies_to: SubjectKind,
    /// Which subjects of that kind it applies to.
    pub when: Condition,
    /// What a subject that it applies to has to meet.
    pub require: Condition,
    /// Severity by verdict. A verdict without an entry takes that of `unstated`, or is a note.
    pub severity: BTreeMap<Verdict, Severity>,
    /// Severities that differ where a condition holds; the first that does applies.
    pub severity_when: Vec<(Verdict, Condition, Severity)>,
    /// Sentences by verdict; the first whose condition holds is used.
    pub message: BTreeMap<Verdict, Vec<Sentence>>,
    /// What the author should write or do.
    pub help: Both,
    /// The sources it rests on.
    pub basis: Vec<Basis>,
    /// The days on which it is in force.
    pub effective: Effective,
    /// Subjects that are exempt from it.
    pub exempt: Vec<Exempt>,
    /// Ids of rules that silence this one by reporting the same or the enclosing subject.
    pub yields_to: Vec<String>,
    /// Ids of rules that it silences so, mostly of the packs that its own extends, which cannot name it.
    pub outranks: Vec<String>,
    /// True if a decision of the forum may waive its findings.
    pub waivable: bool,
    /// True if it also reports facts that other rules needed in order to know whether they apply.
    pub gathers: bool,
    /// True if what a list or relation lacks counts as unstated, rather than as a violation.
    pub absent_is_unstated: bool,
    /// True if an audit evaluates it on what was done; false if it is evaluated on the filing by itself.
    pub audit: bool,
    /// True if it asks only how the filing is written: by itself it is no check of what the filing says.
    pub editorial: bool,
    /// Verdicts that it does not report.
    pub silent: BTreeSet<Verdict>,
    /// Changes made to it by child packs, oldest first.
    pub changes: Vec<RuleChange>,
}

/// A change of a parent's rule by a child pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// The file of the child that makes the change.
    pub file: String,
    /// Where the change is in that file.
    pub span: Span,
    /// The reason as the child gives it.
    pub reason: String,
}

/// Subjects that are exempt from a rule.
#[derive(Debug, Clone)]
pub enum Exempt {
    /// Subjects for which this condition is stated to hold.
    When(Condition),
    /// Subjects for which a filing gives such a reason. No fact shows whether it is true, so a person has to confirm
    /// it.
    ByReason(Both),
}

/// A sentence of a message, used where its condition holds.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The condition; always true where none is written.
    pub when: Condition,
    /// The sentence in Japanese.
    pub ja: Template,
    /// The sentence in English.
    pub en: Template,
    /// What each placeholder in either sentence stands for.
    pub names: Vec<(String, Placeholder)>,
}

impl Sentence {
    /// Returns the sentence in a language.
    pub fn template(&self, lang: Lang) -> &Template {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// What a placeholder in a sentence stands for.
#[derive(Debug, Clone)]
pub enum Placeholder {
    /// `promised_by`: the measures that promise the fact.
    PromisedBy,
    /// `unstated`: the facts that are not stated.
    Unstated,
    /// `elsewhere`: the annexes that hold them.
    Elsewhere,
    /// `lacking`: what a list that the rule asks about lacks.
    Lacking,
    /// `found`: what a list holds though it should not.
    Found,
    /// `principal`: the name of the public body whose data it is.
    Principal,
    /// `relation.names`: the names of all subjects that a relation leads to.
    Names(RelationId),
    /// The value of a fact.
    Fact(Path),
}

impl Rule {
    /// Returns the gravest severity of any of its verdicts; a note if it has none.
    pub fn gravest(&self) -> Severity {
        self.severity.values().max().copied().unwrap_or(Severity::Note)
    }

    /// Lets it weigh what is set; says whether it became milder.
    pub(super) fn grade(&mut self, grades: &Grades) -> bool {
        let mut milder = false;
        for verdict in Grades::VERDICTS {
            match grades.of(&self.id, verdict) {
                None => {}
                Some(Grade::Off) => milder |= self.silent.insert(verdict),
                Some(Grade::Is(severity)) => {
                    self.silent.remove(&verdict);
                    self.severity_when.retain(|(of, ..)| *of != verdict);
                    milder |= self.severity.insert(verdict, severity).is_some_and(|before| severity < before);
                }
            }
        }
        milder
    }

    /// Returns true if it reports nothing.
    pub fn is_off(&self) -> bool {
        Grades::VERDICTS.iter().all(|verdict| self.silent.contains(verdict))
    }

    /// Returns the reasons for which a filing may be exempt from it, for a person to confirm.
    pub fn reasons(&self) -> impl Iterator<Item = &Both> {
        self.exempt.iter().filter_map(|exempt| match exempt {
            Exempt::ByReason(reason) => Some(reason),
            Exempt::When(_) => None,
        })
    }
}
