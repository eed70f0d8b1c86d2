//! The reader: from the YAML of a pack to the model, with everything wrong in it at its place.

mod basis;
mod catalogue;
mod change;
mod complete;
mod condition;
mod form_text;
mod grade;
mod head;
mod items;
mod law;
mod message;
mod names;
mod obligation;
mod paper;
mod reading;
mod rule;
mod vocabulary;

pub(super) use basis::{added, basis, sources};
pub(super) use catalogue::{built_in, checklist, clause_form, measures};
pub(super) use change::changes;
pub(super) use complete::complete;
pub(super) use condition::condition;
pub(super) use form_text::{checklist_text, clause_text};
pub(super) use grade::read as grades;
pub(super) use head::header;
pub(super) use items::items;
pub(super) use law::law_file;
pub(super) use message::messages;
pub(super) use names::Scope;
pub(super) use obligation::obligations;
pub(super) use paper::paper;
pub(super) use reading::PolicyReading;
pub use reading::is_id;
pub(super) use rule::{effective, exempt, help, rule, severities, waivable};
pub(super) use vocabulary::vocabulary;
