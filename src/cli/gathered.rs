//! Files while they are gathered from the paths that a command is given.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::walk::{Depth, FileScope, Met, below, place};
use crate::session::{FileName, NameEnding, Omission, Purpose};

/// Name by which standard input is asked for and shown.
pub(super) const STDIN: &str = "-";

/// What a command takes of the paths that it is given.
pub(super) struct Wanted<'w> {
    pub(super) scope: &'w FileScope,
    pub(super) purposes: &'w [Purpose],
    /// The name of what standard input holds.
    pub(super) stdin: &'w str,
}

/// Files while they are gathered.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) filings: Vec<PathBuf>,
    pub(super) evidence: Vec<(PathBuf, FileName)>,
    pub(super) left_out: Vec<(PathBuf, Omission)>,
    /// Folders that were looked into, by their places.
    pub(super) folders: Vec<PathBuf>,
    pub(super) stdin: Option<String>,
}

impl Gathered {
    pub(super) fn standard_input(&mut self, wanted: &Wanted<'_>) {
        let path = PathBuf::from(wanted.stdin);
        match wanted.stdin != STDIN && wanted.scope.holds_back(&path) {
            true => self.left_out.push((path, Omission::Excluded)),
            false => self.stdin = Some(wanted.stdin.to_owned()),
        }
    }

    /// Takes a file that is named: as what its name says, else as a filing.
    pub(super) fn named(&mut self, path: PathBuf, wanted: &Wanted<'_>) {
        let name = path.file_name().and_then(|name| FileName::read(&name.to_string_lossy()));
        let name = name.filter(|name| wanted.purposes.contains(&name.purpose));
        match name {
            _ if wanted.scope.holds_back(&path) => self.left_out.push((path, Omission::Excluded)),
            Some(name) if name.ending == NameEnding::LockFile => self.left_out.push((path, Omission::LockFile)),
            Some(name) if name.purpose == Purpose::Evidence => self.evidence.push((path, name)),
            _ => self.filings.push(path),
        }
    }

    pub(super) fn folder(&mut self, folder: &Path, wanted: &Wanted<'_>) {
        self.folders.push(place(folder));
        for met in below(folder, wanted.scope, Depth::All) {
            match met {
                Met::File(_, name) | Met::LeftOut(_, Some(name), _) if !wanted.purposes.contains(&name.purpose) => {}
                Met::File(path, name) if name.purpose == Purpose::Evidence => self.evidence.push((path, name)),
                Met::File(path, _) => self.filings.push(path),
                Met::LeftOut(path, _, reason) => self.left_out.push((path, reason)),
                // It fails to be read, and that is told.
                Met::Closed(path) => self.filings.push(path),
            }
        }
    }

    pub(super) fn append(&mut self, mut other: Gathered) {
        self.filings.append(&mut other.filings);
        self.evidence.append(&mut other.evidence);
        self.left_out.append(&mut other.left_out);
        self.folders.append(&mut other.folders);
    }

    pub(super) fn take_each_once(&mut self) {
        self.filings.sort_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
        self.evidence.sort_by(|(one, _), (other, _)| one.as_os_str().cmp(other.as_os_str()));
        // What standard input holds stands for the file of its name.
        let named = self.stdin.as_deref().filter(|name| *name != STDIN);
        let mut seen: BTreeSet<PathBuf> = named.and_then(|name| std::fs::canonicalize(name).ok()).into_iter().collect();
        let mut first = |path: &Path| seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.into()));
        self.filings.retain(|path| first(path));
        self.evidence.retain(|(path, _)| first(path));
        let taken = self.filings.iter().chain(self.evidence.iter().map(|(path, _)| path));
        let mut told: BTreeSet<PathBuf> = taken.map(|path| place(path)).collect();
        self.left_out.retain(|(path, _)| told.insert(place(path)));
    }
}
