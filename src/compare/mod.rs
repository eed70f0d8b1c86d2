//! What changed between two versions of a filing, and how much it weighs.
//!
//! Owns the matching by meaning and the list of changes. The two documents are walked along the table of the format, so
//! that a new key of the format is compared without a word here. What a change weighs is policy data.

mod matching;
mod renaming;
mod steps;
mod values;
mod walk;
mod wording;

use std::collections::BTreeSet;

use crate::filing::Filing;
use crate::filing::format::FILING;
use crate::policy::{Policy, PolicyProblem, PolicyTrouble};
use crate::source::{Document, Span};
use crate::text::suggest;
use crate::vocabulary::words::described;
use crate::words::{Both, Lang, say};

pub use crate::policy::{ChangeKind, Weight};
pub use wording::ChangeWording;

/// Maps that a reader knows as things of their own.
pub const SUBJECTS: [&str; 12] = [
    "actor",
    "data_set",
    "store",
    "system",
    "flow",
    "step",
    "contract",
    "connection",
    "processing",
    "approval",
    "enclosure",
    "attachment",
];
/// Everything that changed.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// Each change, the weightiest first, then by place.
    pub changes: Vec<Change>,
    /// Marks `changed` of the new filing on what did not change.
    pub idle_marks: Vec<Mark>,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// To what.
    pub subject: ChangeSubject,
    /// To which of its keys, dotted; empty where the subject itself came or went.
    pub field: String,
    /// The key in words; empty with `field`.
    pub label: Both,
    /// The older filing.
    pub old: Side,
    /// The newer one.
    pub new: Side,
    /// How much it weighs.
    pub weight: Weight,
    /// Why, by the policy.
    pub because: Both,
    /// Whether it stands under a mark `changed`.
    pub marked: bool,
}

/// What a change belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSubject {
    /// Name of its map in the format: `step`, `actor`.
    pub kind: &'static str,
    /// Its id in the newer filing, or in the older where it is gone; a step's begins with that of its flow.
    pub id: String,
    /// What it is and what it is called.
    pub name: Both,
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// What stands there; none where nothing does.
    pub value: Option<Both>,
    /// Where it stands; where it would stand, if it does not.
    pub span: Span,
}

/// A mark of the author.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it marks.
    pub subject: ChangeSubject,
    /// Where.
    pub span: Span,
}

/// Compares two versions.
pub fn compare(old: &Document, new: &Document, policy: &Policy) -> Comparison {
    let mut found = walk::walk(old.root(), new.root());
    for change in &mut found.changes {
        if let Some(row) = policy.change(change.subject.kind, &change.field, change.kind) {
            change.weight = row.weight;
            change.because = row.because.clone();
        }
    }
    found.changes.sort_by(|one, other| {
        let place = |side: &Side| (side.span.line, side.span.column);
        let order = other.weight.cmp(&one.weight).then(place(&one.new).cmp(&place(&other.new)));
        order.then(place(&one.old).cmp(&place(&other.old)))
    });
    found
}

impl Comparison {
    /// How many changes weigh so much.
    pub fn count(&self, weight: Weight) -> usize {
        self.changes.iter().filter(|change| change.weight == weight).count()
    }

    /// Puts the marks of a filing, the newer one, where these changes are and nowhere else.
    pub fn mark(&self, filing: &mut Filing) {
        let changed: BTreeSet<(&str, &str)> =
            self.changes.iter().map(|change| (change.subject.kind, change.subject.id.as_str())).collect();
        let mark = |kind: &str, id: &str| changed.contains(&(kind, id)).then(String::new);
        for actor in &mut filing.actors {
            actor.changed = mark("actor", &actor.id);
        }
        for store in &mut filing.stores {
            store.changed = mark("store", &store.id);
        }
        for flow in &mut filing.flows {
            flow.changed = mark("flow", &flow.id);
            for step in &mut flow.steps {
                step.changed = mark("step", &format!("{}/{}", flow.id, step.id));
                for way in &mut step.ways {
                    way.changed = None;
                }
            }
        }
    }
}

impl Change {
    /// Whether a picture of the newer filing can frame it.
    pub fn drawn(&self) -> bool {
        self.new.value.is_some() && ["actor", "store", "flow", "step"].contains(&self.subject.kind)
    }
}

/// Keys by which a policy speaks of changes, and which the format does not have.
pub fn unknown_keys(policy: &Policy) -> Vec<PolicyProblem> {
    let known = walk::keys(&FILING);
    let rows = policy.changes.iter().flat_map(|row| row.of.iter().map(|(key, span)| (&row.file, key, *span)));
    let unknown = rows.filter(|(_, key, _)| !known.contains(*key));
    let problem = |(file, key, span): (&String, &String, Span)| {
        let suggestion = suggest(key, known.iter().map(String::as_str)).map(str::to_owned);
        PolicyProblem { file: file.clone(), span, trouble: PolicyTrouble::UnknownKey { key: key.clone(), suggestion } }
    };
    unknown.map(problem).collect()
}

/// What a key of the format is called: its description up to the first explanation.
fn label(key: &str) -> Both {
    let both = described(key).unwrap_or_else(|| Both::same(key));
    let cut = |text: &str, ends: &[char]| text.split(ends).next().unwrap_or_default().trim().to_owned();
    Both { ja: cut(&both.ja, &['（', '。', '　']), en: cut(&both.en, &['(', ';', ':', ',', '.']) }
}

/// A text of the program with texts in both languages.
fn said(key: &str, args: &[(&str, &Both)]) -> Both {
    let of = |lang: Lang| {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.get(lang))).collect();
        say(lang, key, &args)
    };
    Both::in_each(of)
}
