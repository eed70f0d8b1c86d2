//! What a run found, written out: one file per format, each to the `Write` it is given.
//!
//! Owns shapes and words of output. Leaves to others: what is found, in which order, where it is
//! written, and whether colours are wanted.

mod concise;
mod frame;
mod full;
mod json;
mod phrases;
mod summary;
mod table;
mod v1;

#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::session::Outcome;
use crate::words::Lang;
use phrases::Voice;

/// The JSON Schema of [`Format::Json`].
pub const SCHEMA_V1: &str = include_str!("../../schemas/report.v1.json");

/// Shapes a report can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Source frames with the place underlined, and all there is to say of each finding.
    #[default]
    Full,
    /// One line per finding.
    Concise,
    /// One row per finding, and a table of totals.
    Table,
    /// `sekisho/report/v1`.
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 4] = [Format::Full, Format::Concise, Format::Table, Format::Json];

    /// The word of the option.
    pub fn word(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Table => "table",
            Format::Json => "json",
        }
    }

    /// From the word of the option.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// Writes a report. `color` concerns [`Format::Full`] only; the others are always plain.
///
/// # Errors
/// Whatever `out` says.
pub fn write(format: Format, outcome: &Outcome, lang: Lang, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let voice = Voice(lang);
    match format {
        Format::Full => full::write(outcome, voice, color, out),
        Format::Concise => concise::write(outcome, voice, out),
        Format::Table => table::write(outcome, voice, out),
        Format::Json => json::write(outcome, voice, out),
    }
}
