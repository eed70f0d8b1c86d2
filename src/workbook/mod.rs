//! A filing laid out in the sheets of a workbook, for those who write it there, and read back.
//!
//! Owns which key stands in which cell ([`layout`], [`columns`]), what a text in a cell says, and the proof that nothing is
//! lost between the two. Neither bytes nor looks are its business: `cells` reads workbooks, `xlsx` writes them.

mod assemble;
pub mod checklist;
pub mod columns;
mod differ;
pub mod layout;
mod onto;
mod order;
mod pairing;
mod place;
mod plan;
mod reading;
mod references;
mod report;
mod rows;
mod sheet;
mod titles;
mod value;
pub mod words;
mod written;

pub use differ::differences;
pub use onto::{FilingChanges, changes_onto};
pub use place::NamedWay;
pub use plan::{Leftover, PlannedFiling, PlannedSheet, PlannedTable, leftovers, plan};
pub use reading::{ALLOWANCE, FilingWorkbook, read};
pub use references::CarriedId;
pub use titles::{by_id, title, titled};

use crate::vocabulary::pack_words::PackWords;

/// What packs say that the sheets of a filing show.
#[derive(Debug, Clone, Default)]
pub struct OfficeTexts {
    /// Words, which are shown by their titles.
    pub words: PackWords,
    /// Checklists in full.
    pub checklists: checklist::ChecklistTexts,
}
