//! Policy: packs of rules, measures and forms, read from YAML, checked and merged.
//!
//! Owns the language of conditions and everything a pack may say. Knows nothing of filings: a
//! condition is evaluated by `check`.

mod catalogue;
mod changes;
mod condition;
mod form;
mod items;
mod load;
mod merge;
mod model;
mod obligation;
mod problem;
mod rule;
mod word_list;

pub use changes::{ChangeKind, ChangeRow, Weight};
pub use form::{ChecklistForm, ClauseForm, FormRow, KnownReason};
pub use items::{ItemList, ItemWords};
pub use load::{PackFile, Packs, load};
pub use model::*;
pub use obligation::Obligation;
pub use problem::{PolicyProblem, PolicyTrouble};
pub use word_list::WordLists;

/// The JSON Schema of policy files, for editors.
pub const SCHEMA: &str = include_str!("../../schemas/policy.v1.json");
