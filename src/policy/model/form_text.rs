//! The full texts of forms that parts attach: the rows of a checklist for each side, and the clauses of special clauses.
//!
//! What a row or a clause states stands with the form itself, for rules to ask. Here is what the paper says in full.

use std::collections::BTreeMap;

use super::paper::PaperForm;
use crate::calendar::Date;

/// Papers and full texts of a policy, which only those need who write or read a paper.
#[derive(Debug, Clone, Default)]
pub struct PaperForms {
    /// The papers, parents' first.
    pub papers: Vec<PaperForm>,
    /// Texts of checklists by the id of the checklist form.
    pub checklists: BTreeMap<String, ChecklistText>,
    /// Texts of special clauses by the id of the clause form.
    pub clauses: BTreeMap<String, ClauseText>,
}

/// What a checklist form says in full.
#[derive(Debug, Clone)]
pub struct ChecklistText {
    /// Its title in every spelling; the first is the one that is written.
    pub titles: Vec<String>,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// The heading above the marks.
    pub marks: String,
    /// The heading above the rows.
    pub measures: String,
    /// What stands beside the principal's rows, in every spelling.
    pub principal: Vec<String>,
    /// What stands beside the other party's rows, in every spelling.
    pub agent: Vec<String>,
    /// Its rows, in the order of the form.
    pub rows: Vec<RowText>,
}

/// What a row of a checklist says to each side, in every spelling. None where the column has no such row, or no text of it is
/// known.
#[derive(Debug, Clone)]
pub struct RowText {
    /// Id of the row in its form.
    pub id: String,
    /// What the principal is to do.
    pub principal: Vec<String>,
    /// What the other party is to do.
    pub agent: Vec<String>,
}

/// What a form of special clauses says in full.
#[derive(Debug, Clone)]
pub struct ClauseText {
    /// Its title in every spelling.
    pub titles: Vec<String>,
    /// Its clauses, in the order of the form.
    pub clauses: Vec<ClauseParagraph>,
}

/// A clause in full.
#[derive(Debug, Clone)]
pub struct ClauseParagraph {
    /// Its number in the form.
    pub number: String,
    /// The heading above it; `None` where that of the clause before serves.
    pub heading: Option<String>,
    /// Its text, each line a paragraph.
    pub text: String,
}

impl PaperForms {
    /// Returns the paper for a filing: of those in use on the day, the one put before the forum, which may be unknown. Of
    /// several the last, so that a pack takes precedence over those it extends.
    pub fn paper(&self, forum: Option<&str>, day: Date) -> Option<&PaperForm> {
        let fits = |form: &&PaperForm| {
            let before = form.forums.is_empty() || forum.is_none_or(|id| form.forums.iter().any(|own| own.id() == id));
            before && form.effective.contains(day)
        };
        self.papers.iter().rev().find(fits)
    }
}

impl ChecklistText {
    /// Returns the texts of a row for a side in every spelling; none if it has none.
    pub fn row(&self, id: &str, principal: bool) -> &[String] {
        let row = self.rows.iter().find(|row| row.id == id);
        row.map(|row| if principal { row.principal.as_slice() } else { &row.agent }).unwrap_or_default()
    }
}
