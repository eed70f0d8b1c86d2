//! How much changes weigh: whether a filing that differs from what was approved goes to the forum again.

use crate::source::Span;
use crate::words::Both;

/// How much a change weighs, from the lightest to the heaviest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Weight {
    /// Nothing has to be done.
    Nothing,
    /// The forum is informed.
    Report,
    /// No row of the policy covers the change, so somebody has to decide.
    #[default]
    Undecided,
    /// The filing goes to the forum again.
    Resubmit,
}

/// What happened to a key between two versions of a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The key is new.
    Added,
    /// The key is gone.
    Removed,
    /// The key has another value.
    Altered,
}

/// One row of `changes.yaml`: what a policy decides about some changes.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// The file of the pack that holds the row.
    pub file: String,
    /// Keys of the filing format, dotted from what a reader knows by name: `step`, `step.line`; and where each is written.
    /// Each stands for what is below it, too.
    pub of: Vec<(String, Span)>,
    /// The kinds of change that it covers; empty for all of them.
    pub kinds: Vec<ChangeKind>,
    /// How much these changes weigh.
    pub weight: Weight,
    /// The reason, quoted in reports.
    pub because: Both,
}

impl Weight {
    /// Every weight, from the heaviest to the lightest.
    pub const ALL: [Weight; 4] = [Weight::Resubmit, Weight::Undecided, Weight::Report, Weight::Nothing];

    /// Returns the word for it in policies and reports.
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
    /// Every kind, in the order of the enum.
    pub const ALL: [ChangeKind; 3] = [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Altered];

    /// Returns the word for it in policies and reports.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Altered => "altered",
        }
    }
}
