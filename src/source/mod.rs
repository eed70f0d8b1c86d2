//! From bytes to a tree with places.
//!
//! Owns: reading bytes as UTF-8 text ([`SourceFile`]), places in it ([`Span`]), the limits a reader keeps
//! ([`Limits`]) and the YAML tree in which every key and value knows its place ([`Document`], [`Node`]), whether it was read
//! from a text or grown from other values ([`Tree`], [`Cells`]).
//! The grammar is that of `saphyr-parser`, which only `parse.rs` uses, behind a quicker reader of what filings are written in
//! (`quick/`); what it allows and this project does not
//! (duplicate keys, tags, merge keys, control characters, several documents) is a [`SourceProblem`].
//!
//! Wanted changes of a document become edits of its text in [`patch`].
//!
//! Leaves to others: opening files, what the keys mean, and the wording of problems.

mod arena;
mod build;
mod cells;
mod compiled;
mod compose;
mod file;
mod hint;
mod json;
mod keys;
mod limits;
mod node;
mod parse;
pub mod patch;
mod places;
mod print;
mod problem;
mod quick;
mod scalar;
mod span;
mod tree;

#[cfg(test)]
mod tests;

pub use arena::{Document, Kind};
pub use cells::{CellPlace, Cells, ShownPlace};
pub use compose::composed;
pub use file::{SourceFile, Unreadable, shift_jis};
pub use json::{ArenaJson, JsonArray, JsonNode, JsonObject};
pub use limits::Limits;
pub use node::{Entries, Items, Node};
pub use print::yaml;
pub use problem::{Parsed, ProblemKind, SourceProblem, SyntaxHint};
pub use span::Span;
pub use tree::{Tree, TreeShape};
