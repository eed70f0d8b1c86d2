//! The annual audit: compares what was done with what was filed.
//!
//! Owns which parts ran in a fiscal year, which records they owe, and how each obligation stands. Leaves reading
//! evidence to [`crate::evidence`], what is owed and what is wrong to the policy, and files to the command line.

mod audited;
mod duty;
mod filing;
mod outcome;
mod passing;
mod portfolio;
mod proof;
mod run;
mod sheet;
mod survey;
mod why;

pub use audited::Audited;
pub use filing::Auditor;
pub use outcome::{Asked, AuditTerms, AuditedPart, Duty, DutyAbout, Outside, Proof, gravity, is_open};
pub use portfolio::{Company, Portfolio, StatusTally};
pub use run::Run;
pub use sheet::{Check, Copy, EarlierRecord, Sheet};
pub use survey::{AnswerTally, Survey};
