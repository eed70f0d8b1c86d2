//! How fast and how large a lint is, beside what no lint of YAML can do without: `cargo bench`.
//!
//! Everything is measured in one process on the same files, a part at a time in turns, so that what else the
//! machine does weighs on all parts alike; what counts is the ratio. `docs/speed.md` has a table of results.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::panic, missing_docs)]

mod audit;
#[path = "../../tests/it/generated.rs"]
mod generated;
mod material;
mod picture;
mod process;
mod stages;

/// The program's, so that the bare parse has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Without `--bench` this is a test that the benchmark works: the least of everything.
    let whole = std::env::args().any(|argument| argument == "--bench");
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let asked = |part: &str| wanted.is_empty() || wanted.iter().any(|one| one == part);
    if asked("stages") {
        if whole { stages::measure(200, 10) } else { stages::measure(1, 1) }
    }
    if asked("picture") {
        picture::measure(if whole { 41 } else { 1 });
    }
    if asked("process") {
        process::start(if whole { 41 } else { 1 });
    }
    if asked("audit") {
        audit::measure(if whole { &[1_000, 10_000, 100_000] } else { &[5] });
    }
    if asked("memory") {
        process::memory(if whole { &[1_000, 20_000] } else { &[5] });
    }
}

/// The middle one of some numbers, the lowest and the highest.
fn spread(mut all: Vec<f64>) -> (f64, f64, f64) {
    all.sort_by(f64::total_cmp);
    let at = |at: usize| all.get(at).copied().unwrap_or(f64::NAN);
    (at(all.len() / 2), at(0), at(all.len().saturating_sub(1)))
}
