//! What changes weigh: whether a filing that differs from what was approved goes to the forum again.

use crate::source::Span;
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
    pub const ALL: [ChangeKind; 3] = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Altered];

    /// The word for it in policies and reports.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Altered => "altered",
        }
    }
}
