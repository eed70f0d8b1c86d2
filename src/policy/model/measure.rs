//! Measures with what they promise, and the findings that the program itself makes.

use super::condition::{Condition, Constant};
use crate::finding::{Severity, Verdict};
use crate::vocabulary::facts::{FactId, SubjectKind};
use crate::words::{Both, Lang, Template};

/// A finding that the program itself makes, with the words of the core pack.
#[derive(Debug, Clone)]
pub struct BuiltIn {
    /// Id of the finding, in place of a rule's.
    pub id: String,
    /// Title of the finding, in both languages.
    pub title: Both,
    /// The verdict of every such finding.
    pub verdict: Verdict,
    /// The severity of every such finding.
    pub severity: Severity,
    /// The sentence in Japanese, with names to fill in.
    pub ja: Template,
    /// The sentence in English, with names to fill in.
    pub en: Template,
    /// What the author of the file should do.
    pub help: Both,
    /// Whether it is not reported.
    pub is_off: bool,
}

impl BuiltIn {
    /// Returns the sentence in a language.
    pub fn template(&self, lang: Lang) -> &Template {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// A measure and the facts it promises.
#[derive(Debug, Clone)]
pub struct PolicyMeasure {
    /// Id of the measure, named by checklist rows, clauses and `means`.
    pub id: String,
    /// Title of the measure, in both languages.
    pub title: Both,
    /// The facts that it promises; empty if it promises none.
    pub promises: Vec<Promise>,
    /// Ids of the clauses that a sentence stating it may cite.
    pub rests_on: Vec<String>,
}

/// A fact that a measure promises of some subjects.
#[derive(Debug, Clone)]
pub struct Promise {
    /// The kind of subject that the fact belongs to.
    pub subject: SubjectKind,
    /// The fact that is promised.
    pub fact: FactId,
    /// The value that the fact is promised to have.
    pub value: Constant,
    /// The subjects of that kind for which it is promised (`for`).
    pub only: Condition,
    /// True if the receiver's measures promise it as well as the sender's.
    pub by_receiver: bool,
}
