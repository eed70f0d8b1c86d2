//! The validated filing: what the author wrote, with a place for everything and no defaults.
//!
//! Owns the model that every later layer reads. [`read`] makes it from a document; what the file
//! gets wrong comes back beside it as problems, and the rest of the file is still here.

mod contents;
pub mod format;
mod ids;
mod judge;
mod model;
mod naming;
mod problem;
mod reader;
pub mod schema;
mod validate;
mod values;
mod walk;

pub use contents::StepContents;
pub use ids::{IdKind, Mention, map_at, mentions, used};
pub use judge::{Judge, Misfit, SchemaError};
pub use model::*;
pub use naming::SubjectName;
pub use problem::{Choices, InputProblem, Problem};
pub use reader::{oversized, read};
pub use validate::MAX_ENTRIES;
pub use walk::{check, is_id};
