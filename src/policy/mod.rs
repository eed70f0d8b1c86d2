//! Policy: packs of rules, measures and forms, read from YAML, checked and merged.
//!
//! Owns the language of conditions and everything a pack may say. Knows nothing of filings: a
//! condition is evaluated by `check`.

mod forms;
mod load;
mod merge;
mod model;
mod packs;
mod problem;
mod reader;

pub use forms::load_forms;
pub use load::{EVERYWHERE, load, load_words};
pub use model::*;
pub use packs::{PackFile, Packs, Shipped};
pub use problem::{PolicyProblem, PolicyTrouble};

/// The JSON Schema of policy files, for editors.
pub const SCHEMA: &str = include_str!("../../schemas/policy.v1.json");
