//! Forms that parts attach: checklists with their rows, and texts of special clauses.

use super::basis::Effective;
use crate::vocabulary::enumerations::{Role, Section, Variant};
use crate::vocabulary::words;
use crate::words::{Both, Lang, say};

/// A checklist form.
#[derive(Debug, Clone)]
pub struct ChecklistForm {
    /// Id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// What it is about; forms of one family follow each other.
    pub family: Option<i64>,
    /// Days on which it is in use.
    pub effective: Effective,
    /// Reasons for ー that it knows.
    pub reasons: Vec<KnownReason>,
    /// Rows in order.
    pub rows: Vec<FormRow>,
}

/// A reason for ー that a checklist form knows.
#[derive(Debug, Clone)]
pub struct KnownReason {
    /// Id.
    pub id: String,
    /// Its wordings, as `text::item_name` makes them.
    pub texts: Vec<String>,
    /// Measures whose ○ it rules out.
    pub rules_out: Vec<String>,
}

/// A row of a checklist form.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// Stable id: `op-n`, `sys-n`.
    pub id: String,
    /// Which half.
    pub section: Section,
    /// Whether the principal's column has it.
    pub principal: bool,
    /// Whether the agent's column has it.
    pub agent: bool,
    /// Measures it states.
    pub measures: Vec<String>,
}

impl FormRow {
    /// The row as the form counts it: 運用上の対策5.
    pub fn name(&self, lang: Lang) -> String {
        let number = self.id.rsplit('-').next().unwrap_or_default();
        say(lang, "form-row", &[("section", words::of(self.section, lang)), ("number", number)])
    }
}

/// A clause form.
#[derive(Debug, Clone)]
pub struct ClauseForm {
    /// Id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// Variant.
    pub variant: Variant,
    /// Laws that its text cites.
    pub laws: Vec<String>,
    /// Days on which it is in use; forms of one variant follow each other.
    pub effective: Effective,
    /// Clause ids by number.
    pub items: Vec<(String, Vec<String>)>,
    /// Clause ids by whom they are owed to, where that is not whoever gives the work.
    pub owed_to: Vec<(Role, Vec<String>)>,
}
