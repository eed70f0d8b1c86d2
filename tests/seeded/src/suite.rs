//! The tests of the copy: each is a process, so that it can be timed, stopped, and asked what it reaches.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// The shortest limit of a test; else it has [`PATIENCE`] times what it usually takes.
const MIN_LIMIT: Duration = Duration::from_secs(10);
const PATIENCE: u32 = 5;
/// Limit of a test that was never timed.
const FIRST_LIMIT: Duration = Duration::from_secs(300);
/// Memory of a test in KiB: a change may make a loop that never stops collecting.
const MAX_MEMORY: usize = 12 << 20;
/// How many tests run at once.
const WORKERS: usize = 2;
/// Inputs that tests make at random are the same in every run, unless the environment says otherwise.
const RANDOM: (&str, &str) = ("PROPTEST_RNG_SEED", "20261121");

/// One test, and what a run of the unchanged copy tells of it.
#[derive(Debug)]
pub struct Test {
    /// The program that holds it.
    pub program: PathBuf,
    /// Its path in the program.
    pub name: String,
    /// How long it takes.
    pub usual: Duration,
    /// Numbers of the changes that it reaches.
    pub reached: BTreeSet<usize>,
}

/// How a run of a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It passed.
    Passed,
    /// It failed, or was killed by the system.
    Failed,
    /// It did not end in time.
    Late,
}

/// Runs every test once with no change in force. Returns those that pass, quickest first, and the names of the others.
pub fn learn(programs: &[PathBuf], tree: &Path, logs: &Path) -> Result<(Vec<Test>, Vec<String>)> {
    fs::create_dir_all(logs)?;
    let mut tests = Vec::new();
    for program in programs {
        let list = Command::new(program).args(["--list", "--format", "terse"]).current_dir(tree).output();
        let list = list.with_context(|| program.display().to_string())?;
        let names = String::from_utf8(list.stdout)?;
        for name in names.lines().filter_map(|line| line.strip_suffix(": test")) {
            let program = program.clone();
            tests.push(Test { program, name: name.to_owned(), usual: Duration::ZERO, reached: BTreeSet::new() });
        }
    }
    let runs = in_parallel(tests.len(), |at| -> Result<_> {
        let log = logs.join(at.to_string());
        let ran = tests[at].process(tree, ("SEEDED_LOG", log.as_os_str()), FIRST_LIMIT)?;
        let numbers = fs::read_to_string(&log).unwrap_or_default();
        Ok((ran, numbers.lines().filter_map(|line| line.parse().ok()).collect::<BTreeSet<usize>>()))
    });
    let (mut passing, mut left_out) = (Vec::new(), Vec::new());
    for (mut test, run) in tests.into_iter().zip(runs) {
        let ((ended, usual), reached) = run?;
        if ended == Ended::Passed {
            (test.usual, test.reached) = (usual, reached);
            passing.push(test);
        } else {
            left_out.push(test.name);
        }
    }
    passing.sort_by_key(|test| test.usual);
    Ok((passing, left_out))
}

impl Test {
    /// Runs the test with one change in force.
    pub fn run_with(&self, number: usize, tree: &Path) -> Result<Ended> {
        let limit = MIN_LIMIT.max(self.usual * PATIENCE);
        Ok(self.process(tree, ("SEEDED_ON", number.to_string().as_ref()), limit)?.0)
    }

    fn process(&self, tree: &Path, said: (&str, &std::ffi::OsStr), limit: Duration) -> Result<(Ended, Duration)> {
        let start = Instant::now();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v {MAX_MEMORY}; exec \"$0\" \"$@\"")]).arg(&self.program);
        shell.args(["--exact", &self.name, "--test-threads=1"]).current_dir(tree);
        shell.env("CARGO_MANIFEST_DIR", tree).env(said.0, said.1);
        if std::env::var_os(RANDOM.0).is_none() {
            shell.env(RANDOM.0, RANDOM.1);
        }
        shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let mut child = shell.spawn().context("sh")?;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok((if status.success() { Ended::Passed } else { Ended::Failed }, start.elapsed()));
            }
            if start.elapsed() > limit {
                // The group holds the programs that the test has started as well.
                Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status().context("kill")?;
                child.wait()?;
                return Ok((Ended::Late, start.elapsed()));
            }
            thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Calls `work` with every number below `count`, and returns the results in this order.
pub fn in_parallel<R: Send>(count: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        return;
                    }
                    let result = work(at);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
