//! Measures how many seeded changes of the code the tests notice.
//!
//! A sample of small changes is written into a copy of the project, all at once, each behind a switch that is read at
//! run time. So the tests are built once, and each change is a run of the tests that reach it.

mod change;
mod compile;
mod copy;
mod draw;
mod find;
mod measure;
mod operators;
mod report;
mod rewrite;
mod sources;
mod suite;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand};

use crate::change::Change;
use crate::measure::{Measured, Plan};
use crate::report::Equivalents;

/// Measures how many seeded changes of the code the tests notice.
#[derive(Parser)]
struct Arguments {
    /// Root of the project.
    #[arg(long, global = true, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../.."), hide_default_value = true)]
    root: PathBuf,
    /// Folder of the copy and of the results [default: target/seeded].
    #[arg(long, global = true)]
    work: Option<PathBuf>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Counts the changes that could be drawn, by area and operator, and names equivalents that are out of date.
    List,
    /// Prints a sample, to be kept as a list.
    Draw(Draw),
    /// Measures the changes of a list, and prints the report.
    Run {
        /// The list.
        list: PathBuf,
        /// Begins no further test of a change after so many minutes; building and learning are not cut short.
        #[arg(long, default_value_t = 60)]
        minutes: u64,
        /// Target folder of the copy [default: target/seeded/build].
        #[arg(long)]
        target_dir: Option<PathBuf>,
    },
    /// Prints the report of the last run again.
    Report,
}

#[derive(Args)]
struct Draw {
    /// Which sample.
    #[arg(long)]
    seed: u64,
    /// How many changes.
    #[arg(long)]
    count: usize,
    /// Only of these areas.
    #[arg(long, value_delimiter = ',')]
    area: Vec<String>,
}

fn main() -> Result<()> {
    let start = Instant::now();
    let arguments = Arguments::parse();
    let root = fs::canonicalize(&arguments.root).with_context(|| arguments.root.display().to_string())?;
    let work = arguments.work.unwrap_or_else(|| root.join("target/seeded"));
    let result = work.join("result.json");
    match arguments.action {
        Action::List => {
            let changes = changes(&root)?;
            for id in equivalents(&root)?.keys().filter(|id| !changes.iter().any(|change| change.id == **id)) {
                eprintln!("equivalents.yaml names what is no longer in the code: {id}");
            }
            print!("{}", tally(&changes));
        }
        Action::Draw(Draw { seed, count, area }) => {
            print!("{}", draw::write_list(&draw::draw(&changes(&root)?, seed, count, &area)));
        }
        Action::Run { list, minutes, target_dir } => {
            let changes = changes(&root)?;
            let list = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
            let (sample, lost) = draw::read_list(&list, &changes);
            for id in lost {
                eprintln!("no longer in the code: {id}");
            }
            fs::create_dir_all(&work)?;
            let work = fs::canonicalize(work)?;
            let target = target_dir.unwrap_or_else(|| work.join("build"));
            let plan = Plan { root: root.clone(), work, target, end: start + Duration::from_secs(60 * minutes) };
            let measured = measure::measure(&plan, &sample)?;
            fs::write(&result, serde_json::to_string_pretty(&measured)?)?;
            print!("{}", report::write_report(&measured, &equivalents(&root)?));
        }
        Action::Report => {
            let text = fs::read_to_string(&result).with_context(|| result.display().to_string())?;
            let measured: Vec<Measured> = serde_json::from_str(&text)?;
            print!("{}", report::write_report(&measured, &equivalents(&root)?));
        }
    }
    Ok(())
}

fn changes(root: &Path) -> Result<Vec<Change>> {
    Ok(find::find_changes(&sources::read_sources(&root.join("src"))?))
}

fn equivalents(root: &Path) -> Result<Equivalents> {
    let path = root.join("tests/seeded/equivalents.yaml");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(yaml_serde::from_str(&text)?)
}

fn tally(changes: &[Change]) -> String {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for change in changes {
        *counts.entry((sources::area(&change.file), change.found.operator)).or_default() += 1;
    }
    let lines = counts.iter().map(|((area, operator), count)| format!("{area}\t{operator}\t{count}\n"));
    lines.chain([format!("{} changes\n", changes.len())]).collect()
}
