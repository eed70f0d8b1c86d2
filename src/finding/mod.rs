//! Findings: what a rule reports, as data. Renderers choose words and shapes.
//!
//! Owns severity, verdict, order and fingerprint. A finding cannot be built without a place.

mod baseline;
mod region;

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calendar::Date;
use crate::source::Span;
use crate::vocabulary::facts::{FactId, Subject, SubjectKind};
use crate::words::{Both, Lang, say};

pub use baseline::{BASELINE, Entry};
pub use region::{PartField, PartList, Region};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// 参考.
    Note,
    /// 注意.
    Warning,
    /// 要修正.
    Error,
}

/// What a finding says of the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// 別紙にあり: in an annex that is not at hand.
    Elsewhere,
    /// 約束のみ: only a row, measure or clause says so.
    Promised,
    /// 記載なし.
    Unstated,
    /// 違反.
    Violation,
    /// 書式の誤り.
    Invalid,
}

impl Severity {
    /// Every severity, the heaviest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The word of formats and policies.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// 要修正, 注意, 参考.
    pub fn name(self, lang: Lang) -> String {
        say(lang, &format!("severity.{}", self.word()), &[])
    }

    /// From the word of policies.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// One step milder, at least a note.
    pub fn milder(self) -> Self {
        match self {
            Severity::Error => Severity::Warning,
            Severity::Warning | Severity::Note => Severity::Note,
        }
    }
}

impl Verdict {
    /// The word of formats and policies.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Elsewhere => "elsewhere",
            Verdict::Promised => "promised",
            Verdict::Unstated => "unstated",
            Verdict::Violation => "violation",
            Verdict::Invalid => "invalid",
        }
    }

    /// 違反, 記載なし, …
    pub fn name(self, lang: Lang) -> String {
        say(lang, &format!("verdict.{}", self.word()), &[])
    }

    /// From the word of policies.
    pub fn from_word(word: &str) -> Option<Self> {
        [Verdict::Elsewhere, Verdict::Promised, Verdict::Unstated, Verdict::Violation, Verdict::Invalid]
            .into_iter()
            .find(|one| one.word() == word)
    }
}

/// What a finding is about, typed and as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Kind of the subject.
    pub kind: SubjectKind,
    /// The subject of a rule; none where the finding is about the form of the file, or about what no rule asks.
    pub subject: Option<Subject>,
    /// Id within the filing, for people and machines to read.
    pub id: String,
    /// JSON Pointer, for machines to read.
    pub pointer: String,
    /// The part of the filing that it belongs to.
    pub region: Region,
    /// The field of a contract, connection or processing, where it stands in one.
    pub field: Option<PartField>,
}

impl About {
    /// What is the subject of no rule.
    pub fn new(kind: SubjectKind, id: impl Into<String>, pointer: &str) -> Self {
        let (region, field) = Region::of(pointer);
        About { kind, subject: None, id: id.into(), pointer: pointer.to_owned(), region, field }
    }

    /// The subject of a rule.
    pub fn of(subject: Subject, id: impl Into<String>, pointer: &str) -> Self {
        About { subject: Some(subject), ..About::new(subject.kind, id, pointer) }
    }
}

/// One step of the way by which a copy came to its place, or the last of several of which only the number is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The step, by the positions of its flow and of itself.
    pub step: (usize, usize),
    /// Its name, `flow/step`.
    pub name: String,
    /// JSON Pointer.
    pub pointer: String,
    /// Where it stands.
    pub span: Span,
    /// What happened.
    pub text: Both,
}

/// A further place that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub label: Label,
    /// JSON Pointer.
    pub pointer: String,
    /// Where it stands.
    pub span: Span,
}

/// What stands at a further place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The plan that ends a copy.
    PlannedEnd,
    /// The reason that answers the finding.
    Reason,
    /// The waiver that covers it.
    Waiver,
    /// What promises that which is not written.
    Promise {
        /// Name of the row, measure or clause.
        name: Both,
        /// The row of a checklist, by the position of its part and its id, where it is one.
        row: Option<(usize, String)>,
    },
}

impl Related {
    /// What stands there, in a language.
    pub fn text(&self, lang: Lang) -> Cow<'_, str> {
        match &self.label {
            Label::Promise { name, .. } => name.get(lang).into(),
            Label::PlannedEnd => say(lang, "related.planned", &[]).into(),
            Label::Reason => say(lang, "related.reason", &[]).into(),
            Label::Waiver => say(lang, "related.waiver", &[]).into(),
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// Name of the rule.
    pub title: Arc<Both>,
    /// What it says.
    pub verdict: Verdict,
    /// How much it weighs.
    pub severity: Severity,
    /// The most that its rule can weigh.
    pub gravest: Severity,
    /// The sentence.
    pub message: Both,
    /// What to write instead.
    pub help: Arc<Both>,
    /// What it rests on.
    pub basis: Vec<Arc<Both>>,
    /// What it is about.
    pub about: About,
    /// Where it points.
    pub span: Span,
    /// How the copy came there.
    pub witness: Vec<Arc<Witness>>,
    /// Further places.
    pub related: Vec<Related>,
    /// What tells findings of one rule and subject apart.
    pub discriminator: String,
    /// The fact of the subject that is missing or wrong, where one decided.
    pub fact: Option<FactId>,
    /// The waiver that covers it: it stays to be seen, and counts for nothing else.
    pub waived: Option<Waived>,
    /// Whether an earlier run has written it down as known.
    pub baselined: bool,
}

/// A waiver as far as a reader of its finding needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// Why.
    pub reason: String,
    /// Id of the decision, among the filing's approvals.
    pub approval: String,
    /// The last day.
    pub until: Date,
}

impl Finding {
    /// The name of its weight; what is waived or known has none.
    pub fn weight(&self, lang: Lang) -> String {
        match self {
            Finding { waived: Some(_), .. } => say(lang, "severity.waived", &[]),
            Finding { baselined: true, .. } => say(lang, "severity.baselined", &[]),
            _ => self.severity.name(lang),
        }
    }

    /// Starts a finding at a place.
    pub fn at(about: About, span: Span, verdict: Verdict, severity: Severity) -> Self {
        Finding {
            rule: String::new(),
            title: Arc::default(),
            verdict,
            severity,
            gravest: severity,
            message: Both::default(),
            help: Arc::default(),
            basis: Vec::new(),
            about,
            span,
            witness: Vec::new(),
            related: Vec::new(),
            discriminator: String::new(),
            fact: None,
            waived: None,
            baselined: false,
        }
    }

    /// Says which rule reports it and what.
    #[must_use]
    pub fn says(mut self, rule: &str, title: Arc<Both>, message: Both) -> Self {
        rule.clone_into(&mut self.rule);
        self.title = title;
        self.message = message;
        self
    }

    /// A name that stays the same while lines move: made of rule, filing, subject and discriminator.
    pub fn fingerprint(&self, filing: &str) -> String {
        let mut hash = Sha256::new();
        for part in [&self.rule, filing, self.about.kind.word(), &self.about.id, &self.discriminator] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether it still has to be seen to: no waiver covers it, and it is not known from before.
    pub fn is_open(&self) -> bool {
        self.waived.is_none() && !self.baselined
    }

    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> &str {
        self.message.get(lang)
    }
}

/// Puts what to fix first in front: what is waived or known last, heavy before light, mistakes of form and
/// broken flows before what follows from them, then by place.
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

/// Causes before consequences.
fn rank(finding: &Finding) -> u8 {
    match (finding.verdict, finding.rule.as_str()) {
        (Verdict::Invalid, _) => 0,
        (_, "flow-break") => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests;
