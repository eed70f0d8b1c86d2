//! The built program from start to end, and its peak memory.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{material, spread};

/// Prints how long one file takes from start to finish, beside a process that does nothing.
pub(crate) fn start(runs: usize) {
    let file = material::root().join("examples/shinjuku/000.filing.yaml");
    let commands: [(&str, Vec<&str>); 2] = [
        ("sekisho --version", vec!["--version"]),
        ("sekisho lint, one file", vec!["lint", file.to_str().expect("a path")]),
    ];
    let mut times = [const { Vec::new() }; 2];
    for _ in 0..runs {
        for ((_, arguments), times) in commands.iter().zip(&mut times) {
            let start = Instant::now();
            program(arguments).wait().expect("ended");
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    println!("\nstart to finish, medians of {runs} processes");
    for ((name, _), times) in commands.iter().zip(times) {
        let (time, low, high) = spread(times);
        println!("{name:<38}{time:>9.1} ms{low:>11.1}-{high:.1}");
    }
}

/// Prints the peak memory of a lint over folders of so many files.
pub(crate) fn memory(counts: &[usize]) {
    println!("\npeak memory of a lint");
    for count in counts {
        let folder = folder_of(*count);
        let (seconds, peak) = watched(&["lint", "--format", "concise", folder.to_str().expect("a path")]);
        println!("{count:>8} files{:>16}{seconds:>10.1} s", shown(peak));
        std::fs::remove_dir_all(folder).expect("removed");
    }
}

/// Seconds and peak memory of a run of the program.
pub(crate) fn watched(arguments: &[&str]) -> (f64, Option<u64>) {
    let mut child = program(arguments);
    let start = Instant::now();
    let mut peak = None;
    while child.try_wait().expect("a child").is_none() {
        peak = peak.max(peak_of(&child));
        std::thread::sleep(Duration::from_millis(2));
    }
    (start.elapsed().as_secs_f64(), peak)
}

/// A peak of memory in words.
pub(crate) fn shown(peak: Option<u64>) -> String {
    peak.map_or_else(|| "not told by this system".to_owned(), |peak| format!("{:.1} MB", peak as f64 / 1e6))
}

fn program(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}

/// A folder of so many filings.
fn folder_of(count: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("lint-{count}"));
    std::fs::create_dir_all(&folder).expect("made");
    for (at, bytes) in material::filings(count.div_ceil(5)).iter().take(count).enumerate() {
        std::fs::write(folder.join(format!("{at:05}.filing.yaml")), bytes).expect("written");
    }
    folder
}

/// The peak so far in bytes, where the system tells it.
fn peak_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1_024)
}
