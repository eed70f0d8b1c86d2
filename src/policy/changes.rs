//! What changes weigh: whether a filing that differs from what was approved goes to the forum again.

use super::load::Reading;
use super::model::Policy;
use super::problem::PolicyTrouble;
use crate::source::{Node, Span};
use crate::words::Both;

/// How much a change weighs, from the lightest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Weight {
    /// Nothing has to be done.
    Nothing,
    /// The forum is told.
    Report,
    /// The policy says nothing of it: somebody has to decide.
    #[default]
    Undecided,
    /// It goes to the forum again.
    Resubmit,
}

/// What happened to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It reads otherwise.
    Altered,
}

/// What a policy says of some changes.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// The file that says so.
    pub file: String,
    /// Keys of the filing format, dotted from what a reader knows by name: `step`, `step.line`; and where each is written.
    /// Each stands for what is below it, too.
    pub of: Vec<(String, Span)>,
    /// What happened to them; empty for anything.
    pub kinds: Vec<ChangeKind>,
    /// How much it weighs.
    pub weight: Weight,
    /// Why.
    pub because: Both,
}

impl Weight {
    /// Every weight, the heaviest first.
    pub const ALL: [Weight; 4] = [Weight::Resubmit, Weight::Undecided, Weight::Report, Weight::Nothing];

    /// The word for it in policies and reports.
    pub fn word(self) -> &'static str {
        match self {
            Weight::Nothing => "nothing",
            Weight::Report => "report",
            Weight::Undecided => "undecided",
            Weight::Resubmit => "resubmit",
        }
    }
}

impl ChangeKind {
    /// Every kind.
    const ALL: [ChangeKind; 3] = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Altered];

    /// The word for it in policies and reports.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Altered => "altered",
        }
    }
}

impl Policy {
    /// What is said of a change: the row that names its key most closely, the last among equals, so that a pack answers
    /// before its parents.
    pub fn change(&self, subject: &str, field: &str, kind: ChangeKind) -> Option<&ChangeRow> {
        let key = if field.is_empty() { subject.to_owned() } else { format!("{subject}.{field}") };
        let closeness = |row: &ChangeRow| {
            let names = row.of.iter().filter(|(of, _)| key.strip_prefix(of.as_str()).is_some_and(ends_a_key));
            names.map(|(of, _)| of.len()).max()
        };
        let fits = self.changes.iter().filter(|row| row.kinds.is_empty() || row.kinds.contains(&kind));
        fits.filter_map(|row| Some((closeness(row)?, row))).max_by_key(|(close, _)| *close).map(|(_, row)| row)
    }
}

fn ends_a_key(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('.')
}

/// Reads `changes.yaml`.
pub(super) fn changes(reading: &mut Reading<'_>, root: Node<'_>, policy: &mut Policy) {
    for node in reading.rows(root) {
        reading.keys(node, &["of", "kinds", "weight", "because"]);
        let kinds = reading
            .list(node, "kinds")
            .into_iter()
            .filter_map(|kind| reading.word(kind, &ChangeKind::ALL.map(|one| (one.word(), one))));
        let kinds = kinds.collect();
        let of = reading.list(node, "of").into_iter();
        let of: Vec<_> = of.filter_map(|key| Some((key.text()?.to_owned(), key.span()))).collect();
        if of.is_empty() {
            reading.report(node.head(), PolicyTrouble::MissingKey { key: "of" });
        }
        let because = reading.both(node, "because");
        let Some(weight) = reading.required(node, "weight") else { continue };
        if let Some(weight) = reading.word(weight, &Weight::ALL.map(|one| (one.word(), one))) {
            policy.changes.push(ChangeRow { file: reading.file.to_owned(), of, kinds, weight, because });
        }
    }
}
