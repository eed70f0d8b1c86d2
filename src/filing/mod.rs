//! The validated filing: what the author wrote, with a place for everything and no defaults.
//!
//! Owns the model that every later layer reads. [`read`] makes it from a document; what the file
//! gets wrong comes back beside it as problems, and the rest of the file is still here.

mod fits;
pub mod format;
mod model;
mod naming;
mod problem;
mod reader;
pub mod schema;
mod validate;
mod values;

pub use model::*;
pub use problem::{InputProblem, Problem};
pub use reader::read;
