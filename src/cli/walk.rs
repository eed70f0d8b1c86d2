//! What lies below a folder and resembles a file of ours, each with what keeps it from being taken.
//!
//! Every command that looks into folders goes by this. Nothing is passed over but Git's own folder: what is not to be
//! taken comes back with the reason.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::excluded::Excluded;
use crate::session::{FileName, NameEnding, Omission};

/// Which files of a folder are taken.
#[derive(Default)]
pub(super) struct FileScope {
    pub(super) excluded: Excluded,
    /// Whether what is excluded is left out also where it is named.
    pub(super) force_exclude: bool,
    /// Whether `.gitignore` and the like have a say.
    pub(super) respect_ignore_files: bool,
}

impl FileScope {
    /// Whether a file that is named is left out all the same.
    pub(super) fn holds_back(&self, path: &Path) -> bool {
        self.force_exclude && self.excluded.leaves_out(&place(path))
    }
}

/// Something that was met below a folder.
pub(super) enum Met {
    /// A file that is to be taken.
    File(PathBuf, FileName),
    /// One that is not, and why. A folder that leads elsewhere has no name.
    LeftOut(PathBuf, Option<FileName>, Omission),
    /// A folder that cannot be entered.
    Closed(PathBuf),
}

/// How deep a walk goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Into every folder.
    All,
    /// Not below the folder itself.
    Here,
}

/// The folder in which Git keeps what is its own.
const GIT: &str = ".git";

/// Looks below a folder.
pub(super) fn below(folder: &Path, scope: &FileScope, depth: Depth) -> Vec<Met> {
    let walk = Walk {
        folder,
        place: std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf()),
        scope,
        heeded: scope
            .respect_ignore_files
            .then(|| entries(folder, depth, true).flatten().map(DirEntry::into_path).collect()),
    };
    entries(folder, depth, false).filter_map(|entry| walk.meet(entry)).collect()
}

fn entries(folder: &Path, depth: Depth, heed: bool) -> ignore::Walk {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(heed).hidden(false).require_git(false).follow_links(false);
    builder.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != OsStr::new(GIT));
    builder.max_depth((depth == Depth::Here).then_some(1)).build()
}

/// Returns the folder that a path is in; `.` where it names none.
pub(super) fn folder_of(path: &Path) -> &Path {
    or_here(path.parent().unwrap_or(Path::new("")))
}

/// Returns a folder by a name that can be opened: an empty path stands for `.`.
pub(super) fn or_here(folder: &Path) -> &Path {
    if folder == Path::new("") { Path::new(".") } else { folder }
}

/// Where a file lies by its own name, also where that is a link or nothing is there yet.
pub(super) fn place(path: &Path) -> PathBuf {
    let folder = folder_of(path);
    let found = |folder: &Path| std::fs::canonicalize(folder).ok();
    match path.file_name() {
        Some(name) => found(folder).unwrap_or_else(|| place(folder)).join(name),
        None => found(path).unwrap_or_else(|| path.to_path_buf()),
    }
}

struct Walk<'w> {
    folder: &'w Path,
    /// Where the folder lies.
    place: PathBuf,
    scope: &'w FileScope,
    /// What the ignore files leave, where they have a say.
    heeded: Option<BTreeSet<PathBuf>>,
}

impl Walk<'_> {
    fn meet(&self, entry: Result<DirEntry, ignore::Error>) -> Option<Met> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.closed(path_of(&error)?),
        };
        // Nothing but standard input is without a type, and nothing but the folder itself without a depth.
        let kind = entry.file_type().filter(|_| entry.depth() > 0)?;
        let path = entry.path();
        let Some(name) = FileName::read(&entry.file_name().to_string_lossy()) else {
            return self.leads_elsewhere(path, kind).then(|| {
                let reason = self.kept_back(path).unwrap_or(Omission::Link);
                Met::LeftOut(path.to_path_buf(), None, reason)
            });
        };
        Some(match self.omission(path, kind, &name) {
            Some(reason) => Met::LeftOut(path.to_path_buf(), Some(name), reason),
            None => Met::File(path.to_path_buf(), name),
        })
    }

    /// Why a file is not taken.
    fn omission(&self, path: &Path, kind: FileType, name: &FileName) -> Option<Omission> {
        let lock = (name.ending == NameEnding::LockFile).then_some(Omission::LockFile);
        let form = || match name.ending {
            _ if kind.is_symlink() => Some(Omission::Link),
            _ if !kind.is_file() => Some(Omission::NotAFile),
            NameEnding::Unknown => Some(Omission::UnknownEnding),
            NameEnding::Document | NameEnding::Table | NameEnding::LockFile => None,
        };
        lock.or_else(|| self.kept_back(path)).or_else(form)
    }

    /// Why something is not taken whatever it is.
    fn kept_back(&self, path: &Path) -> Option<Omission> {
        let inside = path.strip_prefix(self.folder).ok()?;
        let hidden = || inside.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
        if self.scope.excluded.leaves_out(&self.place.join(inside)) {
            Some(Omission::Excluded)
        } else if hidden() {
            Some(Omission::Hidden)
        } else if self.heeded.as_ref().is_some_and(|heeded| !heeded.contains(path)) {
            Some(Omission::Ignored)
        } else {
            None
        }
    }

    /// Whether this is a link to a folder of which nothing else is met.
    fn leads_elsewhere(&self, path: &Path, kind: FileType) -> bool {
        let target = kind.is_symlink().then(|| std::fs::canonicalize(path).ok()).flatten();
        target.is_some_and(|target| target.is_dir() && !target.starts_with(&self.place))
    }

    /// A folder that cannot be entered, unless nothing in it would be taken.
    fn closed(&self, path: PathBuf) -> Option<Met> {
        Some(match self.kept_back(&path) {
            Some(reason) => Met::LeftOut(path, None, reason),
            None => Met::Closed(path),
        })
    }
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
