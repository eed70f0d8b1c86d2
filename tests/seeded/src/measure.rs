//! Runs the tests that reach each change, until one notices it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::compile;
use crate::copy::Copy;
use crate::sources::area;
use crate::suite::{self, Ended, Test};

/// Most changes of a sample; the switch remembers no more.
const MAX_SAMPLE: usize = 4096;

impl Fate {
    /// Returns true if a test tells the change from the code.
    pub fn is_noticed(&self) -> bool {
        matches!(self, Self::Noticed(_) | Self::Late(_))
    }

    /// Returns true if all tests pass with the change.
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::NotReached | Self::Unnoticed(_))
    }
}

/// What became of one change of a sample.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measured {
    /// Its id.
    pub id: String,
    /// Its area.
    pub area: String,
    /// `src/file:line`.
    pub place: String,
    /// What does the change.
    pub operator: String,
    /// What the change is.
    pub says: String,
    /// What the tests made of it.
    pub fate: Fate,
}

/// What the tests made of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The compiler refuses it, or something of what it brings along.
    NotCompiled,
    /// No test evaluates the place.
    NotReached,
    /// This test failed.
    Noticed(String),
    /// This test did not end in time, which counts as noticed.
    Late(String),
    /// All tests that reach it pass; so many do.
    Unnoticed(usize),
    /// Tests reach it, and there was no time to run them all.
    NotRun,
}

/// Where to work, and for how long.
pub struct Plan {
    /// Root of the project.
    pub root: PathBuf,
    /// Folder for the copy and the logs.
    pub work: PathBuf,
    /// Target folder of the copy.
    pub target: PathBuf,
    /// When to begin no further change.
    pub end: Instant,
}

/// Builds the copy with the sample in it, and measures each of its changes.
pub fn measure(plan: &Plan, sample: &[&Change]) -> Result<Vec<Measured>> {
    ensure!(sample.len() <= MAX_SAMPLE, "a sample has at most {MAX_SAMPLE} changes");
    let copy = Copy::make(&plan.root, plan.work.join("tree"))?;
    copy.add_switch()?;
    let (programs, live) = compile::build(&copy, &plan.target, sample)?;
    eprintln!("{} of {} changes compile", live.len(), sample.len());

    let logs = plan.work.join("reached");
    if logs.exists() {
        fs::remove_dir_all(&logs)?;
    }
    let (tests, left_out) = suite::learn(&programs, copy.tree(), &logs)?;
    let usual: Duration = tests.iter().map(|test| test.usual).sum();
    eprintln!("{} tests pass on the copy, in {} s of work", tests.len(), usual.as_secs());
    for name in left_out {
        eprintln!("left out, for it fails on the copy: {name}");
    }

    let fates = suite::in_parallel(sample.len(), |number| {
        let reaching: Vec<&Test> = tests.iter().filter(|test| test.reached.contains(&number)).collect();
        let fate = match (live.contains(&number), reaching.is_empty()) {
            (false, _) => Ok(Fate::NotCompiled),
            (true, true) => Ok(Fate::NotReached),
            (true, false) => tested(number, &reaching, copy.tree(), plan.end),
        };
        if let Ok(fate) = &fate {
            eprintln!("{}: {fate:?}", sample[number].id);
        }
        fate
    });
    let measured = sample.iter().zip(fates).map(|(change, fate)| {
        Ok(Measured {
            id: change.id.clone(),
            area: area(&change.file).to_owned(),
            place: format!("src/{}:{}", change.file, change.line),
            operator: change.found.operator.to_owned(),
            says: change.found.says.clone(),
            fate: fate?,
        })
    });
    measured.collect()
}

fn tested(number: usize, reaching: &[&Test], tree: &Path, end: Instant) -> Result<Fate> {
    for test in reaching {
        if Instant::now() >= end {
            return Ok(Fate::NotRun);
        }
        match test.run_with(number, tree)? {
            Ended::Passed => {}
            Ended::Failed => return Ok(Fate::Noticed(test.name.clone())),
            Ended::Late => return Ok(Fate::Late(test.name.clone())),
        }
    }
    Ok(Fate::Unnoticed(reaching.len()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::env;
    use std::path::PathBuf;
    use std::time::{Duration, Instant};

    use super::{Fate, tested};
    use crate::suite::Test;

    /// A test that always ends as the program does, whatever it is asked.
    fn test(program: &str) -> Test {
        let (program, name) = (PathBuf::from(program), program.to_owned());
        Test { program, name, usual: Duration::ZERO, reached: BTreeSet::new() }
    }

    #[test]
    fn the_first_test_that_fails_ends_a_change() {
        let (passes, fails) = (test("true"), test("false"));
        let end = Instant::now() + Duration::from_secs(60);
        let fate = |tests: &[&Test], end| tested(0, tests, &env::temp_dir(), end).unwrap();
        assert_eq!(fate(&[&passes, &fails], end), Fate::Noticed("false".to_owned()));
        assert_eq!(fate(&[&passes, &passes], end), Fate::Unnoticed(2));
        assert_eq!(fate(&[&fails], Instant::now()), Fate::NotRun);
    }
}
