//! How much a public body lets findings weigh: `severity` of a configuration or a pack, and profiles.

use super::{Severity, Verdict};
use crate::text::Pattern;

/// What a finding is to weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// So much.
    Is(Severity),
    /// It is not reported.
    Off,
}

/// What findings are to weigh, by rule and verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grades {
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    rule: Pattern,
    verdict: Option<Verdict>,
    weight: Grade,
}

impl Grade {
    /// The word that switches a rule off.
    const OFF: &str = "off";

    /// Every word of configurations and packs.
    pub fn words() -> impl Iterator<Item = &'static str> {
        Severity::ALL.into_iter().map(Severity::word).chain([Self::OFF])
    }

    /// From the word of configurations and packs.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == Self::OFF { Some(Grade::Off) } else { Severity::from_word(word).map(Grade::Is) }
    }
}

impl Grades {
    /// Verdicts of rules, which can be weighed. What is wrong in the form of a file is not a rule's to say.
    pub const VERDICTS: [Verdict; 4] = [Verdict::Violation, Verdict::Unstated, Verdict::Promised, Verdict::Elsewhere];

    /// Sets what the rules of a pattern weigh, with a verdict or with any.
    pub fn set(&mut self, rule: Pattern, verdict: Option<Verdict>, weight: Grade) {
        self.rows.push(Row { rule, verdict, weight });
    }

    /// The weight that is set for a verdict of a rule, by the row that names both most closely. A row for any verdict
    /// leaves what is in an annex a note, unless it switches the rule off.
    pub fn of(&self, rule: &str, verdict: Verdict) -> Option<Grade> {
        let says = |row: &&Row| match row.verdict {
            Some(own) => own == verdict,
            None => verdict != Verdict::Elsewhere || row.weight == Grade::Off,
        };
        let fitting = self.rows.iter().filter(|row| row.rule.fits(rule)).filter(says);
        fitting.max_by_key(|row| (row.rule.closeness(rule), row.verdict.is_some())).map(|row| row.weight)
    }

    /// Its patterns, as they were written.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.rows.iter().map(|row| &row.rule)
    }
}
