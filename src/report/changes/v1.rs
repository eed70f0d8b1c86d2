//! `sekisho/diff/v1`: the JSON that users build on. Frozen: fields may be added, never changed.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document<'c> {
    pub(super) schema: &'static str,
    pub(super) lang: &'static str,
    pub(super) old: &'c str,
    pub(super) new: &'c str,
    pub(super) summary: Summary,
    pub(super) changes: Vec<Change>,
    pub(super) idle_marks: Vec<Mark>,
    pub(super) unmarked: Vec<Mark>,
}

#[derive(Serialize)]
pub(super) struct Summary {
    pub(super) changes: usize,
    pub(super) resubmit: usize,
    pub(super) undecided: usize,
    pub(super) report: usize,
    pub(super) nothing: usize,
}

#[derive(Serialize)]
pub(super) struct Change {
    pub(super) kind: &'static str,
    pub(super) weight: &'static str,
    pub(super) subject: Subject,
    pub(super) field: Option<String>,
    pub(super) text: String,
    pub(super) because: String,
    pub(super) marked: bool,
    pub(super) old: Side,
    pub(super) new: Side,
}

#[derive(Serialize)]
pub(super) struct Subject {
    pub(super) kind: &'static str,
    pub(super) id: String,
}

#[derive(Serialize)]
pub(super) struct Side {
    pub(super) value: Option<String>,
    #[serde(flatten)]
    pub(super) place: SidePlace,
}

/// A line and column, or a cell with its row and column.
#[derive(Serialize)]
pub(super) struct SidePlace {
    pub(super) line: u32,
    pub(super) column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cell: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Mark {
    pub(super) subject: Subject,
    #[serde(flatten)]
    pub(super) place: SidePlace,
}
