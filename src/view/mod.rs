//! Views: what a reader sees of a filing, of many, of an audit, of an inspection or of changes, in words of one
//! language.
//!
//! Owns what is shown, in which order, and the words that all formats share. Leaves the layout to the formats: nothing
//! here is markup, and every text has been cleaned of invisible characters.

mod answers;
mod audit;
mod changes;
mod checklist;
mod clauses;
mod coverage;
mod custody;
mod filing;
mod findings;
mod folder;
mod inspection;
mod on_paper;
mod overview;
mod owed;
mod paper;
mod voice;
mod wording;
mod written;

pub(crate) use answers::CouncilAnswers;
pub(crate) use audit::{AuditView, CountLine, FindingLine, OpenLine, PartLine};
pub(crate) use changes::{ChangeGroup, changes};
pub(crate) use checklist::ChecklistTable as Checklist;
pub(crate) use clauses::ClauseTable as Clauses;
pub(crate) use custody::CustodyRow as Copies;
pub(crate) use filing::filing;
pub(crate) use findings::{Cause, Choice};
pub(crate) use folder::{FilingRow, FolderView, RuleRow};
pub(crate) use inspection::{InspectionView, inspection};
pub(crate) use overview::Overview;
pub(crate) use owed::OwedTable as Records;
pub(crate) use paper::{
    ChecklistSheet, PaperOf, PaperSheet, PaperView, Paragraph, SheetBlock, SheetLines, SheetPicture, SheetRow, Since,
    note_of_marks, paper, unknown_form_keys,
};
pub(crate) use wording::{GROUPS, STATUSES, day};
pub(crate) use written::{AuditEnd, Written};
