//! Policy: packs of rules, measures and forms, read from YAML, checked and merged.
//!
//! Owns the language of conditions and everything a pack may say. Knows nothing of filings: a
//! condition is evaluated by `check`.

mod contrast;
mod forms;
mod load;
mod merge;
mod model;
mod packs;
mod problem;
mod reader;
mod shipped;
mod starts;
mod unfilled;

pub use contrast::{Aspect, Contrast, Difference, Held};
pub use forms::load_forms;
pub use load::{EVERYWHERE, load, load_words};
pub use model::*;
pub use packs::{PackFile, Packs, Shipped};
pub use problem::{PolicyProblem, PolicyTrouble};
pub use reader::is_id;
pub use shipped::shipped;
pub use starts::{has_patterns, load_starts};
pub use unfilled::{MARK, unfilled};

/// The JSON Schema of policy files, for editors.
pub const SCHEMA: &str = include_str!("../../schemas/policy.v1.json");
