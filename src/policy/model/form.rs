//! Forms that parts attach: checklists with their rows, and texts of special clauses.

use std::collections::BTreeMap;

use super::basis::Effective;
use super::measure::PolicyMeasure;
use crate::vocabulary::enumerations::Role;
use crate::vocabulary::pack_words::PackWord;
use crate::words::{Both, Lang, say};

/// A checklist form (チェックリスト): one dated list of measures to answer.
#[derive(Debug, Clone)]
pub struct ChecklistForm {
    /// Id by which the key `form` of a checklist names it.
    pub id: String,
    /// Title of the form, in both languages.
    pub title: Both,
    /// Number of the kind of form; forms of one family replace each other. `None` if it belongs to none.
    pub family: Option<i64>,
    /// Days on which it is in use.
    pub effective: Effective,
    /// Reasons for ー that are printed on the form.
    pub reasons: Vec<KnownReason>,
    /// Its rows, in the order of the form.
    pub rows: Vec<FormRow>,
}

impl ChecklistForm {
    /// Returns the number of rows that it asks of one side, and of those for which `is_ticked` is true.
    pub fn count_ticked(&self, by_principal: bool, is_ticked: impl Fn(&FormRow) -> bool) -> (usize, usize) {
        let asked = self.rows.iter().filter(|row| row.is_asked(by_principal));
        asked.fold((0, 0), |(all, done), row| (all + 1, done + usize::from(is_ticked(row))))
    }
}

/// A reason for ー that is printed on a checklist form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownReason {
    /// Id of the reason, unique in the form.
    pub id: String,
    /// Its wordings, normalised by `text::item_name`.
    pub texts: Vec<String>,
    /// Ids of measures whose ○ contradicts the reason.
    pub rules_out: Vec<String>,
}

/// A row of a checklist form, answered in one or both columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// Stable id: `op-n`, `sys-n`.
    pub id: String,
    /// The section of the form that the row is in; `None` if the form has no sections.
    pub section: Option<PackWord>,
    /// True if the principal's column has the row.
    pub principal: bool,
    /// True if the agent's column has the row.
    pub agent: bool,
    /// Ids of the measures that ○ states.
    pub measures: Vec<String>,
}

impl FormRow {
    /// Returns what the row states, by the titles of its measures: what stands on a paper where the text of the row is not known.
    pub fn titles(&self, measures: &BTreeMap<String, PolicyMeasure>) -> String {
        let known = self.measures.iter().filter_map(|id| measures.get(id));
        known.map(|measure| measure.title.ja.as_str()).collect::<Vec<_>>().join("、")
    }

    /// True if the column of a side has the row.
    pub fn is_asked(&self, by_principal: bool) -> bool {
        if by_principal { self.principal } else { self.agent }
    }

    /// Returns the row as the form counts it, such as 運用上の対策5.
    pub fn name(&self, lang: Lang) -> String {
        let number = self.id.rsplit('-').next().unwrap_or_default();
        match &self.section {
            Some(section) => say(lang, "form-row", &[("section", section.name(lang)), ("number", number)]),
            None => say(lang, "form-row-alone", &[("number", number)]),
        }
    }
}

/// A form of special clauses (特記事項): one dated text.
#[derive(Debug, Clone)]
pub struct ClauseForm {
    /// Id by which the key `form` of special clauses names it.
    pub id: String,
    /// Title of the form, in both languages.
    pub title: Both,
    /// Which variant of the text it is.
    pub variant: PackWord,
    /// Ids of the laws that its text cites.
    pub laws: Vec<String>,
    /// Days on which it is in use; forms of one variant follow each other.
    pub effective: Effective,
    /// Each clause by its number, with the ids of what it provides.
    pub items: Vec<(String, Vec<String>)>,
    /// Clause ids by the role of whom they are owed to, where that is not the one who gives the work.
    pub owed_to: Vec<(Role, Vec<String>)>,
}
