//! What the paths that a command is given come to: the files that it takes, and those that it leaves out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::gathered::{Gathered, STDIN, Wanted};
use super::shown::{ShownPaths, composed_otherwise};
use super::walk::FileScope;
use super::{Context, Stop, pairing};
use crate::session::{Coverage, LeftOut, Omission};
use crate::words::Voice;

/// The files of a run as they are shown, sorted and each once.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) filings: Vec<String>,
    /// Records that stand beside no filing.
    pub(super) evidence: Vec<String>,
    /// Records that stand beside a filing of the same name, by the filing.
    pub(super) beside: BTreeMap<String, Vec<String>>,
    pub(super) coverage: Coverage,
    /// The name of what standard input holds, where it is read.
    pub(super) stdin: Option<String>,
    pub(super) shown: ShownPaths,
}

/// Lists what is wanted of the paths. A folder without any, or a path that leads to nothing, ends the run.
pub(super) fn list(context: &Context<'_>, paths: &[PathBuf], wanted: &Wanted<'_>) -> Result<Listing, Stop> {
    let mut all = Gathered::default();
    for path in paths {
        if path.as_os_str() == STDIN {
            all.standard_input(wanted);
            continue;
        }
        let path = there(context, path)?;
        if !path.is_dir() {
            all.named(path, wanted);
            continue;
        }
        let mut found = Gathered::default();
        found.folder(&path, wanted);
        if found.filings.is_empty() && found.evidence.is_empty() {
            return Err(nothing(context, &path, &found.left_out));
        }
        all.append(found);
    }
    // One file named in two ways is taken once, under the name that comes first. Below one folder every name is another
    // file: no link is followed.
    if paths.len() > 1 {
        all.take_each_once();
    }
    let pairs = pairing::pairs(&mut all, wanted);
    context.inputs.add(all.filings.iter().chain(all.evidence.iter().map(|(path, _)| path)));
    context.inputs.add(pairs.iter().map(|(_, records)| records));
    Ok(listing(all, pairs, wanted.scope))
}

/// Lists the one file that a command is given.
pub(super) fn one(context: &Context<'_>, path: &Path) -> Result<Listing, Stop> {
    let wanted = Wanted { scope: &FileScope::default(), purposes: &[], stdin: STDIN };
    let mut all = Gathered::default();
    match path.as_os_str() == STDIN {
        true => all.standard_input(&wanted),
        false => all.named(there(context, path)?, &wanted),
    }
    context.inputs.add(&all.filings);
    Ok(listing(all, Vec::new(), wanted.scope))
}

/// A path that leads to something.
fn there(context: &Context<'_>, path: &Path) -> Result<PathBuf, Stop> {
    if path.exists() {
        return Ok(path.to_path_buf());
    }
    let missing = || context.stop("cli.no-such-path", &[("path", &ShownPaths::default().show(path))]);
    composed_otherwise(path).ok_or_else(missing)
}

/// Ends the run for a folder in which nothing is to be taken.
fn nothing(context: &Context<'_>, folder: &Path, left_out: &[(PathBuf, Omission)]) -> Stop {
    let mut shown = ShownPaths::default();
    let excluded = !left_out.is_empty() && left_out.iter().all(|(_, reason)| *reason == Omission::Excluded);
    let key = if excluded { "cli.all-excluded" } else { "cli.no-files" };
    let said = context.say(key, &[("path", &shown.show(folder))]);
    let coverage = Coverage { left_out: told(&mut shown, left_out), idle_excludes: Vec::new() };
    let lines = std::iter::once(said).chain(Voice(context.lang).coverage(&coverage));
    Stop::Said(lines.collect::<Vec<_>>().join("\n"))
}

/// Gives files the texts by which they are shown.
fn listing(all: Gathered, pairs: Vec<(PathBuf, PathBuf)>, scope: &FileScope) -> Listing {
    let mut shown = ShownPaths::default();
    let mut show = |paths: Vec<PathBuf>| {
        let mut all: Vec<String> = paths.iter().map(|path| shown.show(path)).collect();
        all.sort();
        all.dedup();
        all
    };
    let mut filings = show(all.filings);
    let evidence = show(all.evidence.into_iter().map(|(path, _)| path).collect());
    filings.extend(all.stdin.clone());
    filings.sort();
    let mut beside: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (filing, records) in pairs {
        beside.entry(shown.show(&filing)).or_default().push(shown.show(&records));
    }
    beside.values_mut().for_each(|records| records.sort());
    let coverage =
        Coverage { left_out: told(&mut shown, &all.left_out), idle_excludes: scope.excluded.idle(&all.folders) };
    Listing { filings, evidence, beside, coverage, stdin: all.stdin, shown }
}

/// Files that are left out as they are shown, sorted and each once.
fn told(shown: &mut ShownPaths, left_out: &[(PathBuf, Omission)]) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = left_out
        .iter()
        .map(|(path, reason)| {
            let slash = if path.is_dir() { "/" } else { "" };
            LeftOut { path: shown.show(path) + slash, reason: *reason }
        })
        .collect();
    all.sort();
    all.dedup();
    all
}
