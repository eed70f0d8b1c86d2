//! Tests of policies: patches on clean filings, run to see that each rule speaks where it should, and shown as examples.
//!
//! Owns the form of these tests and what they must cover. Leaves to others: where the files lie, and the words of what
//! failed.

mod example;
mod judge;
mod run;
mod staged;

use std::collections::BTreeMap;

pub use example::{Example, Examples, Excerpt};
pub use run::{Failure, TrialReport, run};

/// Files of a pack's tests.
#[derive(Debug, Default)]
pub struct Trials {
    /// Test files by path.
    pub tests: BTreeMap<String, Vec<u8>>,
    /// Clean filings by name: path and bytes.
    pub bases: BTreeMap<String, (String, Vec<u8>)>,
}

impl Trials {
    /// The tests and bases among files, told apart by their names.
    pub fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut trials = Trials::default();
        for (path, bytes) in files {
            let name = path.rsplit('/').next().unwrap_or_default();
            match name.strip_suffix(".filing.yaml").map(str::to_owned) {
                Some(base) => drop(trials.bases.insert(base, (path, bytes))),
                None => drop(trials.tests.insert(path, bytes)),
            }
        }
        trials
    }
}
