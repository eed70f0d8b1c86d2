//! Compares two versions of a filing, and weighs what changed.
//!
//! Owns the matching by meaning and the list of changes. Both documents are walked along the table of the format, so
//! that a new key of the format is compared without any code here. What a change weighs is policy data.

mod matching;
mod renaming;
mod steps;
mod values;
mod walk;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use crate::filing::Filing;
use crate::filing::format::FILING;
use crate::policy::{Policy, PolicyProblem, PolicyTrouble};
use crate::source::{Document, Span};
use crate::text::suggest;
use crate::vocabulary::words::described;
use crate::words::Lang;

pub use crate::policy::{ChangeKind, Weight};
pub use wording::ChangeWording;

/// Maps of the format that are shown to readers as things of their own.
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
/// Lists of parts in a filing.
const PARTS: [&str; 3] = ["contracts", "connections", "processing"];

/// The result of comparing two versions of a filing.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// Each change; the heaviest come first, then by place.
    pub changes: Vec<Change>,
    /// Marks `changed` in the newer filing on things that did not change.
    pub idle_marks: Vec<Mark>,
}

/// One change between the two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Whether something was added, removed or altered.
    pub kind: ChangeKind,
    /// The thing that changed.
    pub subject: ChangeSubject,
    /// The key of it that changed, dotted; empty if the thing itself was added or removed.
    pub field: String,
    /// The key in words; empty together with `field`.
    pub label: String,
    /// What the older filing has.
    pub old: Side,
    /// What the newer filing has.
    pub new: Side,
    /// How much the change weighs, by the policy.
    pub weight: Weight,
    /// The reason that the policy gives for the weight.
    pub because: String,
    /// True if it is below a mark `changed` of the author.
    pub marked: bool,
}

/// The thing that a change belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSubject {
    /// Name of its map in the format, such as `step` or `actor`.
    pub kind: &'static str,
    /// Its id in the newer filing, or in the older one if it was removed; the id of a step begins with that of its
    /// flow.
    pub id: String,
    /// Its kind and its name, in words.
    pub name: String,
}

/// What one of the two versions has.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The value in words; `None` if this version has none.
    pub value: Option<String>,
    /// Where it is written, or would be written.
    pub span: Span,
}

/// A mark `changed` of the author.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The thing that is marked.
    pub subject: ChangeSubject,
    /// Where the mark is.
    pub span: Span,
}

/// Compares two versions of a filing, and weighs the changes by a policy. `lang` is the language of all texts.
pub fn compare(old: &Document, new: &Document, policy: &Policy, lang: Lang) -> Comparison {
    let mut found = walk::walk(old.root(), new.root(), &policy.words, lang);
    for change in &mut found.changes {
        if let Some(row) = policy.change(change.subject.kind, &change.field, change.kind) {
            change.weight = row.weight;
            row.because.get(lang).clone_into(&mut change.because);
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
    /// Returns the number of changes with a weight.
    pub fn count(&self, weight: Weight) -> usize {
        self.changes.iter().filter(|change| change.weight == weight).count()
    }

    /// Marks as changed the actors, stores, flows and steps of the newer filing that these changes are about, and no
    /// others, for a picture of it. Parts keep the mark of their author.
    pub fn frame(&self, filing: &mut Filing) {
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
    /// True if a picture of the newer filing can show the change.
    pub fn drawn(&self) -> bool {
        // A thing that is gone cannot be framed; one that lacks a key it had can.
        let gone = self.kind == ChangeKind::Removed && self.field.is_empty();
        !gone && ["actor", "store", "flow", "step"].contains(&self.subject.kind)
    }
}

/// Returns the ids of parts of a newer filing that the older one writes otherwise, each with what that writes.
pub fn renamed_parts(old: &Document, new: &Document) -> BTreeMap<String, String> {
    let pairs = PARTS.iter().flat_map(|key| {
        let (before, after) = (old.root().get(key), new.root().get(key));
        matching::pairs(matching::entries(before), matching::entries(after))
    });
    let pairs: Vec<_> = pairs.collect();
    matching::renamed(&pairs).map(|(before, after)| (after, before)).collect()
}

/// Reports keys in the changes of a policy that the format does not have.
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

/// Returns the name of a key of the format: its description up to the first explanation.
pub(crate) fn label(key: &str, lang: Lang) -> String {
    let described = described(key);
    let text = described.as_ref().map_or(key, |text| text.get(lang));
    let ends: &[char] = match lang {
        Lang::Ja => &['（', '。', '　'],
        Lang::En => &['(', ';', ':', ',', '.'],
    };
    text.split(ends).next().unwrap_or_default().trim().to_owned()
}
