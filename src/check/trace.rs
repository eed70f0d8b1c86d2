//! Tracing: every fact that a rule asked of a subject, for users who doubt and authors who debug.

use std::cell::RefCell;

use super::evaluate::{Cause, Evaluator};
use super::speaker::Speaker;
use super::{Said, called, judge};
use crate::calendar::Date;
use crate::facts::{Answer, Standing, World};
use crate::policy::Path;
use crate::source::Span;
use crate::words::Lang;

/// One fact asked.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceRow {
    /// As the rule writes it.
    pub fact: String,
    /// Its value in words; empty where not said.
    pub value: String,
    /// How firmly.
    pub standing: Standing,
    /// What promises it.
    pub source: Option<String>,
    /// Where it stands.
    pub span: Option<Span>,
}

/// A rule asked of one subject.
#[derive(Debug, Clone)]
pub struct Traced {
    /// Id of the subject.
    pub subject: String,
    /// Where it stands.
    pub span: Span,
    /// Facts in the order in which they were asked.
    pub rows: Vec<TraceRow>,
    /// `not-applicable`, `undecided`, `unreadable`, `pass`, or a verdict.
    pub outcome: &'static str,
}

/// Asks one rule of every subject, or of the one named, and tells each fact.
pub fn trace(speaker: Speaker<'_>, world: &World<'_>, day: Date, rule: &str, at: Option<&str>) -> Vec<Traced> {
    let mut all = Vec::new();
    for rule in speaker.policy.rules_on(day).filter(|one| one.id == rule) {
        for subject in world.subjects(rule.applies_to) {
            let named = world.name(subject);
            let with_way = named.with_way();
            if at.is_some_and(|at| at != named.id && at != with_way) {
                continue;
            }
            let rows = RefCell::new(Vec::new());
            let said = judge(&Evaluator::tracing(world, &rows, speaker.lang), rule, subject);
            let outcome = match said {
                Said::NotApplicable => "not-applicable",
                Said::Undecided(_) => "undecided",
                Said::Unreadable => "unreadable",
                Said::Pass => "pass",
                Said::Found(verdict, _) => verdict.word(),
            };
            all.push(Traced { subject: with_way, span: named.span, rows: rows.into_inner(), outcome });
        }
    }
    all
}

impl TraceRow {
    pub(super) fn of(world: &World<'_>, path: &Path, answer: &Answer<'_>, cause: &Cause<'_>, lang: Lang) -> Self {
        let value =
            answer.value.as_ref().map(|value| called::in_language(value, lang).into_owned()).unwrap_or_default();
        TraceRow {
            fact: path.text.to_string(),
            value,
            standing: answer.standing,
            source: cause.source.as_ref().map(|source| source.text(world, lang)),
            span: cause.source.as_ref().map(|source| source.place.span).or(answer.span),
        }
    }
}
