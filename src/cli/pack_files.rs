//! Which files of a folder packs are made of. None vanishes: what cannot be entered, and what is a link, ends the run.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, Walk, WalkBuilder};

use super::{Context, Stop};

/// The file that makes a folder a pack.
const HEAD: &str = "policy.yaml";

/// Finds the YAML files of a folder of packs, sorted.
pub(super) fn of_packs(context: &Context<'_>, folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    below(context, folder, |path| {
        let first = path.strip_prefix(folder).ok().and_then(|inside| inside.components().next());
        first.is_some_and(|first| is_pack(&folder.join(first)))
    })
}

/// Finds the YAML files of the tests of a pack, sorted.
pub(super) fn of_tests(context: &Context<'_>, folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    if folder.exists() { below(context, folder, |_| true) } else { Ok(Vec::new()) }
}

/// Whether a folder is that of a pack.
pub(super) fn is_pack(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(HEAD)).is_ok()
}

/// Whether a folder holds one of a pack.
pub(super) fn has_packs(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|inside| inside.flatten().any(|entry| is_pack(&entry.path())))
}

fn walk(folder: &Path) -> Walk {
    WalkBuilder::new(folder).follow_links(false).standard_filters(false).build()
}

/// Finds YAML files below a folder, all of which are read. `counts` says whether what a link hides there would be part of a pack.
fn below(context: &Context<'_>, folder: &Path, counts: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Stop> {
    let cannot = |path: &Path, reason: &str| {
        context.stop("cli.cannot-read", &[("path", &path.display().to_string()), ("reason", reason)])
    };
    let mut found = Vec::new();
    for entry in walk(folder) {
        let entry = entry.map_err(|error| cannot(folder, &error.to_string()))?;
        let path = entry.path();
        let kind = entry.file_type();
        if kind.is_some_and(|kind| kind.is_file()) {
            found.extend(is_yaml(path).then(|| path.to_path_buf()));
        } else if kind.is_some_and(|kind| kind.is_symlink()) && hides(&entry) && counts(path) {
            return Err(context.stop("cli.pack-link", &[("path", &path.display().to_string())]));
        } else if kind.is_some_and(|kind| !kind.is_dir() && !kind.is_symlink()) && is_yaml(path) {
            return Err(cannot(path, &context.say("unread.no-file", &[])));
        }
    }
    found.sort();
    context.inputs.add(&found);
    Ok(found)
}

/// Whether rules may stand where a link leads to. The folder itself may be one: the user has named it.
fn hides(entry: &DirEntry) -> bool {
    let behind = fs::metadata(entry.path());
    entry.depth() > 0 && (is_yaml(entry.path()) || behind.as_ref().map_or(true, fs::Metadata::is_dir))
}

/// Whether a file is named as YAML, in any case: a name that no pack has is told, not passed over.
fn is_yaml(path: &Path) -> bool {
    let named = |extension: &std::ffi::OsStr| ["yaml", "yml"].iter().any(|one| extension.eq_ignore_ascii_case(one));
    path.extension().is_some_and(named)
}
