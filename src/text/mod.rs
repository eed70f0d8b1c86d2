//! Comparing and showing words.
//!
//! Owns: folding for comparison, "did you mean", names of data items and systems, and making a text safe for each kind of output.
//! Leaves to others: which words there are, and messages.

mod citation;
mod escape;
mod fold;
mod hex;
mod name;
mod pattern;
mod suggest;
mod told;

#[cfg(test)]
mod tests;

pub use citation::{Citation, Gloss, Provision, citations};
pub use escape::{command, command_property, json, log_line, markdown, markdown_line, terminal, width, xml};
pub use fold::{fold, heading, item_name, item_pieces};
pub use hex::hex;
pub use name::{company, is_corporate_number, is_kanji, is_of_a_name, names_ending_in};
pub use pattern::Pattern;
pub use suggest::{Slip, suggest, suggest_after};
pub use told::{clauses_named, flag, meant_number, number};
