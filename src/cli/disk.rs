//! Files: finding filings, reading them, standard input.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Mutex;

use ignore::WalkBuilder;

use super::excluded::Excluded;
use super::{Context, Stop, Streams, inputs};
use crate::audit;
use crate::session::Files;

/// Name by which standard input is asked for and shown.
pub(super) const STDIN: &str = "-";
/// How the name of a filing ends.
const SUFFIX: &str = ".filing.yaml";
/// How the names of files of evidence end; the first also of those that stand beside a filing.
const EVIDENCE: [&str; 3] = [".evidence.yaml", ".evidence.csv", ".evidence.xlsx"];
/// Maximum number of bytes read of a table.
const MAX_TABLE_BYTES: u64 = 50 * 1024 * 1024 + 1;
/// Maximum number of bytes read of one file: one more than a source may have, so that too large is seen as such.
const MAX_BYTES: u64 = 5 * 1024 * 1024 + 1;

/// The disk, and what was read from standard input.
pub(super) struct Disk {
    stdin: Mutex<Option<Vec<u8>>>,
}

impl Disk {
    /// Reads standard input if it is among the paths.
    pub(super) fn new(context: &Context<'_>, paths: &[String], streams: &mut Streams<'_>) -> Result<Self, io::Error> {
        let mut text = None;
        if paths.iter().any(|path| path == STDIN) {
            let mut bytes = Vec::new();
            context.inputs.add([inputs::STDIN]);
            streams.stdin.take(MAX_BYTES).read_to_end(&mut bytes)?;
            text = Some(bytes);
        }
        Ok(Disk { stdin: Mutex::new(text) })
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == STDIN {
            let mut stdin = self.stdin.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            return Ok(stdin.take().unwrap_or_default());
        }
        read(Path::new(path))
    }
}

/// Reads an ordinary file, up to what a source may have.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::from(io::ErrorKind::Unsupported));
    }
    let table = path.extension().is_some_and(|extension| extension == "csv" || extension == "xlsx");
    let most = if table { MAX_TABLE_BYTES } else { MAX_BYTES };
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The filings below the paths named, sorted, each once. A folder without any, or a path that does
/// not exist, ends the run. What a configuration excludes is left out of folders; a file that is
/// named is always taken.
pub(super) fn filings(
    context: &Context<'_>,
    paths: &[std::path::PathBuf],
    excluded: &Excluded,
) -> Result<Vec<String>, Stop> {
    let mut all = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        if shown == STDIN || path.is_file() {
            all.push(shown);
        } else if path.is_dir() {
            let found = below(path, &[SUFFIX]);
            let none = if found.is_empty() { "cli.no-files" } else { "cli.all-excluded" };
            let root = std::fs::canonicalize(path).unwrap_or_default();
            let left_out = |found: &String| {
                let inside = Path::new(found).strip_prefix(path);
                inside.is_ok_and(|inside| excluded.leaves_out(&root.join(inside)))
            };
            let before = all.len();
            all.extend(found.into_iter().filter(|found| excluded.is_empty() || !left_out(found)));
            if all.len() == before {
                return Err(context.stop(none, &[("path", &shown)]));
            }
        } else if path.exists() {
            // Devices and the like: named by the user, so said rather than skipped.
            all.push(shown);
        } else {
            return Err(context.stop("cli.no-such-path", &[("path", &shown)]));
        }
    }
    all.sort();
    // One file named in two ways is judged once, under the name that comes first. Below one folder
    // every name is another file: no link is followed.
    if paths.len() > 1 {
        let mut seen = BTreeSet::new();
        all.retain(|path| seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.into())));
    }
    context.inputs.add(&all);
    Ok(all)
}

/// Files of evidence below the paths named, but for those that stand beside a filing; sorted, each once.
pub(super) fn evidence(context: &Context<'_>, paths: &[std::path::PathBuf], filings: &[String]) -> Vec<String> {
    let named = |path: &Path| EVIDENCE.iter().any(|suffix| path.to_string_lossy().ends_with(suffix));
    let mut all = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => all.extend(below(path, &EVIDENCE)),
            false => all.extend(named(path).then(|| path.display().to_string())),
        }
    }
    let beside: BTreeSet<String> = filings.iter().filter_map(|filing| audit::beside(filing)).collect();
    all.retain(|path| !beside.contains(path));
    all.sort();
    all.dedup();
    context.inputs.add(&all);
    all
}

/// Files in a folder that end so, and folders that cannot be entered, which then fail to be read.
fn below(folder: &Path, suffixes: &[&str]) -> Vec<String> {
    WalkBuilder::new(folder)
        .follow_links(false)
        .require_git(false)
        .build()
        .filter_map(|entry| match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|kind| kind.is_file());
                let name = entry.file_name().to_string_lossy();
                let named = suffixes.iter().any(|suffix| name.ends_with(suffix));
                (file && named).then(|| entry.path().display().to_string())
            }
            Err(error) => path_of(&error),
        })
        .collect()
}

fn path_of(error: &ignore::Error) -> Option<String> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.display().to_string()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
