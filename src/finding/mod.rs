//! Findings: what a rule reports, as data. Renderers choose words and layout.
//!
//! Owns severity, verdict, order and fingerprint. A finding cannot be built without a place.

mod baseline;
mod grades;
mod region;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calendar::Date;
use crate::source::Span;
use crate::source::patch::{TextChange, TextEdit};
use crate::text;
use crate::vocabulary::facts::{FactId, Subject, SubjectKind};
use crate::words::{Lang, say};

pub use baseline::{BASELINE, Entry, path_from};
pub use grades::{Grade, Grades};
pub use region::{PartField, PartList, Region};

/// How serious a finding is, from the mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information (参考).
    Note,
    /// To be considered (注意).
    Warning,
    /// To be corrected (要修正).
    Error,
}

/// What is wrong with the filing, from the mildest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Stated only in an annex that is not at hand (別紙にあり).
    Elsewhere,
    /// Only promised, by a row, measure or clause (約束のみ).
    Promised,
    /// Not stated at all (記載なし).
    Unstated,
    /// Stated, and against a rule (違反).
    Violation,
    /// Not written as the format requires (書式の誤り).
    Invalid,
}

impl Severity {
    /// Every severity, from the gravest to the mildest.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// Returns the word for it in formats and policies.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// Returns the name for readers, such as 要修正.
    pub fn name(self, lang: Lang) -> String {
        say(lang, &format!("severity.{}", self.word()), &[])
    }

    /// Returns the severity with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// Returns the severity one step milder; a note stays one.
    pub fn milder(self) -> Self {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
        }
    }
}

impl Verdict {
    /// Returns the word for it in formats and policies.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Elsewhere => "elsewhere",
            Verdict::Promised => "promised",
            Verdict::Unstated => "unstated",
            Verdict::Violation => "violation",
            Verdict::Invalid => "invalid",
        }
    }

    /// Returns the name for readers, such as 記載なし.
    pub fn name(self, lang: Lang) -> String {
        say(lang, &format!("verdict.{}", self.word()), &[])
    }

    /// Returns the verdict with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Verdict::Elsewhere, Verdict::Promised, Verdict::Unstated, Verdict::Violation, Verdict::Invalid]
            .into_iter()
            .find(|one| one.word() == word)
    }
}

/// What a finding is about: typed for the program, and as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The kind of thing it is about.
    pub kind: SubjectKind,
    /// The subject of a rule; `None` if the finding is about the form of the file, or about something no rule asks of.
    pub subject: Option<Subject>,
    /// Id of the subject as printed, unique in the filing.
    pub id: String,
    /// JSON Pointer, for machines to read.
    pub pointer: String,
    /// The region of the filing that it belongs to.
    pub region: Region,
    /// The field of a part that it belongs to; `None` outside of parts.
    pub field: Option<PartField>,
    /// The id with what the step says in the place of its number; `None` where the id names no step, or where findings
    /// are compared with none of another run.
    pub content: Option<String>,
}

impl About {
    /// Describes something that is not the subject of a rule.
    pub fn new(kind: SubjectKind, id: impl Into<String>, pointer: &str) -> Self {
        let (region, field) = Region::of(pointer);
        About { kind, subject: None, id: id.into(), pointer: pointer.to_owned(), region, field, content: None }
    }

    /// Describes the subject of a rule.
    pub fn of(subject: Subject, id: impl Into<String>, pointer: &str) -> Self {
        About { subject: Some(subject), ..About::new(subject.kind, id, pointer) }
    }
}

/// One step of the way by which a copy came to its place, or the last of several of which only the number is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The step, by the position of its flow and its own.
    pub step: (usize, usize),
    /// Name of the step, `flow/step`.
    pub name: String,
    /// JSON Pointer of the step.
    pub pointer: String,
    /// Where the step is written.
    pub span: Span,
    /// A sentence on what the step did with the data.
    pub text: String,
}

/// A further place that a finding refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What is written at that place.
    pub label: Label,
    /// JSON Pointer of the place.
    pub pointer: String,
    /// Where the place is in the file.
    pub span: Span,
}

/// What is written at a further place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The plan that ends a copy.
    PlannedEnd,
    /// The reason that answers the finding.
    Reason,
    /// The waiver that covers the finding.
    Waiver,
    /// A promise of what is not stated.
    Promise {
        /// Name of the row, measure or clause that promises it.
        name: String,
        /// For a row of a checklist: the position of its part, and its id.
        row: Option<(usize, String)>,
    },
}

impl Related {
    /// Returns the words for what is written there.
    pub fn text(&self, lang: Lang) -> String {
        match &self.label {
            Label::Promise { name, .. } => name.clone(),
            Label::PlannedEnd => say(lang, "related.planned", &[]),
            Label::Reason => say(lang, "related.reason", &[]),
            Label::Waiver => say(lang, "related.waiver", &[]),
        }
    }
}

/// One finding: what a rule or the program reports about a place in a file, in the language of the run.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Id of the rule, or of the program's own finding.
    pub rule: String,
    /// Title of the rule.
    pub title: String,
    /// What is wrong with the filing.
    pub verdict: Verdict,
    /// How serious it is here.
    pub severity: Severity,
    /// The gravest severity that its rule can give.
    pub gravest: Severity,
    /// The sentence that describes it.
    pub message: String,
    /// What the author should write or do.
    pub help: String,
    /// The sources that the rule rests on.
    pub basis: Vec<String>,
    /// What the finding is about.
    pub about: About,
    /// Where it points in the file.
    pub span: Span,
    /// How the copy got there.
    pub witness: Vec<Arc<Witness>>,
    /// Further places.
    pub related: Vec<Related>,
    /// Distinguishes findings of the same rule about the same subject.
    pub discriminator: String,
    /// The fact of the subject that is missing or wrong; `None` if no single fact decided.
    pub fact: Option<FactId>,
    /// The waiver that covers it. A waived finding is still shown, but does not count.
    pub waived: Option<Waived>,
    /// True if a baseline lists it as known.
    pub baselined: bool,
    /// How it is put right, where that is mechanical.
    pub fix: Option<Fix>,
    /// What the filing itself has in the sentence, in [`Finding::TOLD_IN`]: names, values, what is lacking.
    pub told: Vec<String>,
}

/// How a finding is put right without anything being left to decide. It never changes what is stated of a safeguard.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// The change of the document; `None` where there is none yet, as the text cannot be read.
    pub change: Option<TextChange>,
    /// The change of the text, in the order of places; empty until the text is at hand.
    pub edits: Vec<TextEdit>,
}

/// What readers of a finding need to know about its waiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The reason for the waiver, as the filing gives it.
    pub reason: String,
    /// Id of the decision, among the approvals of the filing.
    pub approval: String,
    /// The last day on which the waiver is valid.
    pub until: Date,
}

impl Finding {
    /// The language of `told`, whatever the language of the run: baselines are kept across both.
    pub const TOLD_IN: Lang = Lang::Ja;

    /// Returns the field of a part that it is about: the one that it points at, or for the part as a whole the one of
    /// the fact that is missing.
    pub fn part_field(&self) -> Option<PartField> {
        let asked = || PartField::of_key(self.fact?.row().name.split('.').next()?);
        match self.about.region {
            Region::Part(..) => self.about.field.or_else(asked),
            _ => None,
        }
    }

    /// Returns the name of its severity for readers, or that it is waived or known.
    pub fn weight(&self, lang: Lang) -> String {
        match self {
            Finding { waived: Some(_), .. } => say(lang, "severity.waived", &[]),
            Finding { baselined: true, .. } => say(lang, "severity.baselined", &[]),
            _ => self.severity.name(lang),
        }
    }

    /// Makes a finding at a place, without rule and message.
    pub fn at(about: About, span: Span, verdict: Verdict, severity: Severity) -> Self {
        Finding {
            rule: String::new(),
            title: String::new(),
            verdict,
            severity,
            gravest: severity,
            message: String::new(),
            help: String::new(),
            basis: Vec::new(),
            about,
            span,
            witness: Vec::new(),
            related: Vec::new(),
            discriminator: String::new(),
            fact: None,
            waived: None,
            baselined: false,
            fix: None,
            told: Vec::new(),
        }
    }

    /// Sets the rule that reports it, with title and message.
    #[must_use]
    pub fn says(mut self, rule: &str, title: &str, message: String) -> Self {
        rule.clone_into(&mut self.rule);
        title.clone_into(&mut self.title);
        self.message = message;
        self
    }

    /// Returns a name that stays the same while lines move: a hash of rule, filing, subject and discriminator.
    pub fn fingerprint(&self, filing: &str) -> String {
        self.fingerprint_of(filing, &self.about.id)
    }

    /// Returns a name that also stays the same while numbers of steps move; `None` for what is not about a step.
    pub fn content_fingerprint(&self, filing: &str) -> Option<String> {
        self.about.content.as_deref().map(|subject| self.fingerprint_of(filing, subject))
    }

    fn fingerprint_of(&self, filing: &str, subject: &str) -> String {
        let mut hash = Sha256::new();
        for part in [&self.rule, filing, self.about.kind.word(), subject, &self.discriminator] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        text::hex(&hash.finalize()[..8])
    }

    /// True if it still needs attention: no waiver covers it, and no baseline lists it.
    pub fn is_open(&self) -> bool {
        self.waived.is_none() && !self.baselined
    }
}

/// Sorts by what to fix first: waived and known findings come last, graver ones first, defects of form and broken flows
/// before what follows from them, then by place.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            let weight = (!finding.is_open(), std::cmp::Reverse(finding.severity), rank(finding));
            (weight, finding.span.line, finding.span.column)
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.about.id.cmp(&b.about.id))
            .then_with(|| a.discriminator.cmp(&b.discriminator))
    });
}

/// Returns the rank by which causes come before consequences.
fn rank(finding: &Finding) -> u8 {
    match (finding.verdict, finding.rule.as_str()) {
        (Verdict::Invalid, _) => 0,
        (_, "flow-break") => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests;
