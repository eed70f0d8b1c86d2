//! What a filing can begin with: flows as offices have them, and what one of another year takes over from the last.

use std::collections::BTreeMap;

use crate::source::{Span, Tree};
use crate::words::Both;

/// What the packs of a policy have for those who begin a filing.
#[derive(Debug, Default)]
pub struct Starts {
    /// Flows, in the order of their ids.
    pub patterns: Vec<FlowPattern>,
    /// What is taken over from another year, and what is not.
    pub renewal: Renewal,
}

/// A whole flow with its parties, data, stores and parts, in which no fact about safeguards is stated.
#[derive(Debug)]
pub struct FlowPattern {
    /// Id of the pattern.
    pub id: String,
    /// The file that describes it, as a path from the folder of the packs.
    pub file: String,
    /// What the flow is, in both languages.
    pub title: Both,
    /// A filing but for what stands at its head.
    pub filing: Tree,
}

/// Which keys of the format a filing takes over from last year's.
#[derive(Debug, Default)]
pub struct Renewal {
    /// The rows of the packs, parents' first.
    pub rows: Vec<RenewalRow>,
    /// The row that counts for each key.
    last: BTreeMap<String, usize>,
}

/// Keys that are taken over, or none of which is.
#[derive(Debug)]
pub struct RenewalRow {
    /// The file of the pack that holds the row.
    pub file: String,
    /// True if its keys are taken over.
    pub is_carried: bool,
    /// Its keys as `map.key`, and where each is written; `action.WORD` stands for the steps of an action.
    pub keys: Vec<(String, Span)>,
    /// What its keys are, in both languages.
    pub title: Both,
}

impl Renewal {
    /// Adds a row, which counts for its keys from now on.
    pub(in crate::policy) fn add(&mut self, row: RenewalRow) {
        self.last.extend(row.keys.iter().map(|(key, _)| (key.clone(), self.rows.len())));
        self.rows.push(row);
    }

    /// Returns the row that counts for a key, with its place among the rows.
    pub fn row(&self, key: &str) -> Option<(usize, &RenewalRow)> {
        let at = *self.last.get(key)?;
        Some((at, self.rows.get(at)?))
    }

    /// True if the value of a key is taken over; what no row names is not.
    pub fn carries(&self, key: &str) -> bool {
        self.row(key).is_some_and(|(_, row)| row.is_carried)
    }
}
