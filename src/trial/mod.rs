//! Tests of policies: patches on clean filings, run to check that each rule reports where it should, and shown as
//! examples.
//!
//! Owns the form of these tests and what they must cover. Leaves to others: where the files are, and the wording of
//! failures.

mod example;
mod judge;
mod run;
mod staged;

use std::collections::BTreeMap;

pub use example::{Example, Examples, Excerpt};
pub use run::{Failure, TrialReport, run};

/// The test files of one pack.
#[derive(Debug, Default)]
pub struct Trials {
    /// Test files by path.
    pub tests: BTreeMap<String, Vec<u8>>,
    /// Clean filings by name, each with its path and its bytes.
    pub bases: BTreeMap<String, (String, Vec<u8>)>,
}

impl Trials {
    /// Sorts files into tests and bases by their names.
    pub fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut trials = Trials::default();
        for (path, bytes) in files {
            let name = path.rsplit('/').next().unwrap_or_default();
            // The second is not taken for a filing where the folder of packs stands among filings.
            let base = name.strip_suffix(".filing.yaml").or_else(|| name.strip_suffix(".base.yaml"));
            match base.map(str::to_owned) {
                Some(base) => drop(trials.bases.insert(base, (path, bytes))),
                None => drop(trials.tests.insert(path, bytes)),
            }
        }
        trials
    }
}
