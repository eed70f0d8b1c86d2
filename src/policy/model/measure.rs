//! Measures with their promises, and the findings that the program itself makes.

use std::sync::Arc;

use super::condition::{Condition, Constant};
use crate::finding::{Severity, Verdict};
use crate::vocabulary::facts::{FactId, SubjectKind};
use crate::words::{Both, Template};

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
pub struct PolicyMeasure {
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
