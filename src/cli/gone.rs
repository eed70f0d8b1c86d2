//! The filings that another version of this folder has, and this one has not.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::args::LintOptions;
use super::gathered::{Gathered, STDIN, Wanted};
use super::walk::FileScope;
use super::{Context, Stop, settings};
use crate::session::Purpose;

/// Lists the filings that the base has below what is checked, and that are gone. A place of the base that cannot be looked
/// into ends the run, as nobody knows what was there.
pub(super) fn filings(
    context: &Context<'_>,
    options: &LintOptions,
    scope: &FileScope,
    paths: &[String],
) -> Result<Vec<String>, Stop> {
    let Some(base) = &options.base else { return Ok(Vec::new()) };
    let cannot = |path: &Path, error: &io::Error| {
        context.stop("cli.cannot-read", &[("path", &path.display().to_string()), ("reason", &error.to_string())])
    };
    let here = std::env::current_dir().and_then(std::fs::canonicalize)?;
    let wanted = Wanted { scope, purposes: &[Purpose::Filing], stdin: STDIN };
    let mut there = Gathered::default();
    std::fs::read_dir(base).map_err(|error| cannot(base, &error))?;
    for path in options.paths.iter().map(|path| base.join(settings::inside(&here, path))) {
        match kind(&path).map_err(|error| cannot(&path, &error))? {
            Kind::Nothing => {}
            Kind::Folder => there.folder(&path, &wanted),
            Kind::File => there.named(path, &wanted),
        }
    }
    // What is listed as a file and is a folder could not be entered.
    for path in &there.filings {
        if path.is_dir() {
            std::fs::read_dir(path).map_err(|error| cannot(path, &error))?;
        }
    }
    let now: BTreeSet<PathBuf> = paths.iter().map(|path| settings::inside(&here, Path::new(path))).collect();
    let known: BTreeSet<&Path> = there.filings.iter().filter_map(|path| path.strip_prefix(base).ok()).collect();
    Ok(known.into_iter().filter(|path| !now.contains(*path)).map(|path| path.display().to_string()).collect())
}

/// What a path leads to.
enum Kind {
    Nothing,
    Folder,
    File,
}

/// Looks where a path leads. A link that leads to nothing is an error, as is what may not be looked at.
fn kind(path: &Path) -> io::Result<Kind> {
    use io::ErrorKind::{NotADirectory, NotFound};
    match std::fs::symlink_metadata(path) {
        // What was a file may be a folder now.
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => Ok(Kind::Nothing),
        Err(error) => Err(error),
        Ok(_) => std::fs::metadata(path).map(|found| if found.is_dir() { Kind::Folder } else { Kind::File }),
    }
}
