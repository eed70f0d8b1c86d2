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
mod import;
mod inspection;
mod office;
mod on_paper;
mod overview;
mod owed;
mod paper;
mod trouble;
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
pub(crate) use findings::{Choice, FindingCause};
pub(crate) use folder::{FilingRow, FolderView, RuleRow};
pub(crate) use import::{filing_id, import_account, imported, is_filing, refused_paper};
pub(crate) use inspection::{InspectionView, inspection};
pub(crate) use office::office_texts;
pub(crate) use overview::Overview;
pub(crate) use owed::OwedTable as Records;
#[cfg(feature = "raster")]
pub(crate) use paper::missing_characters;
pub(crate) use paper::{
    ChecklistSheet, PaperOf, PaperSheet, PaperView, Paragraph, SheetBlock, SheetLines, SheetPicture, SheetRow, Since,
    note_of_marks, paper, paper_form, paper_forms,
};
pub(crate) use trouble::trouble;
pub(crate) use wording::{GROUPS, STATUSES, day};
pub(crate) use written::{AuditEnd, Written};
