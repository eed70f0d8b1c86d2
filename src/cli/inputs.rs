//! What a run reads, so that nothing it writes takes the place of that.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::{Context, Stop};

/// Standard input, by the name under which the system knows the file that it may come from.
pub(super) const STDIN: &str = "/dev/stdin";

/// The files that a run reads. Whatever opens one adds it here, whichever command it belongs to.
#[derive(Default)]
pub(crate) struct Inputs {
    named: RefCell<Vec<PathBuf>>,
    /// What those named so far are; found out when a file that is to be written exists already.
    known: RefCell<BTreeSet<Identity>>,
}

/// What makes two names one file: links of both kinds and other spellings lead to the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    #[cfg(unix)]
    Node(u64, u64),
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl Inputs {
    /// Adds files that are read.
    pub(super) fn add(&self, files: impl IntoIterator<Item = impl Into<PathBuf>>) {
        self.named.borrow_mut().extend(files.into_iter().map(Into::into));
    }

    /// Refuses to replace a file that is read or bears the name of one that could be, and what is no ordinary file.
    pub(super) fn spare(&self, context: &Context<'_>, file: &Path) -> Result<(), Stop> {
        let stop = |key| context.stop(key, &[("path", &file.display().to_string())]);
        // What does not exist is no input.
        let Ok(found) = std::fs::metadata(file) else { return Ok(()) };
        // A device or a pipe would be replaced by the file, and a folder cannot be.
        if !found.is_file() {
            return Err(stop("cli.output-no-file"));
        }
        if identity(file, &found).is_some_and(|file| self.holds(&file)) {
            return Err(stop("cli.output-is-input"));
        }
        // The target of a link is what would be replaced.
        let place = std::fs::canonicalize(file).unwrap_or_default();
        if is_named_as_input(file) || is_named_as_input(&place) {
            return Err(stop("cli.output-named-as-input"));
        }
        Ok(())
    }

    fn holds(&self, file: &Identity) -> bool {
        let mut known = self.known.borrow_mut();
        let named = std::mem::take(&mut *self.named.borrow_mut());
        known.extend(named.iter().filter_map(|path| identity(path, &std::fs::metadata(path).ok()?)));
        known.contains(file)
    }
}

#[cfg(unix)]
fn identity(_: &Path, found: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;

    Some(Identity::Node(found.dev(), found.ino()))
}

/// A second name by a hard link is another file here: replacing one leaves what the other leads to as it is.
#[cfg(not(unix))]
fn identity(path: &Path, _: &Metadata) -> Option<Identity> {
    std::fs::canonicalize(path).ok().map(Identity::Path)
}

/// Whether a file is named as filings, packs, configurations and records are, which no output is: one that this run does
/// not read may be read by the next.
fn is_named_as_input(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    [".yaml", ".yml", ".toml", ".filing.xlsx", ".filing.xlsm"].iter().any(|end| name.ends_with(end))
        || name.contains(".evidence.")
        || name.starts_with("evidence.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_inputs_are_told_from_names_of_outputs() {
        for name in [
            "a.filing.yaml",
            "A.FILING.YML",
            "x/policy.yaml",
            "sekisho.toml",
            "r.evidence.csv",
            "r.Evidence.XLSX",
            "Evidence.xlsx",
            "資料18.Filing.xlsx",
        ] {
            assert!(is_named_as_input(Path::new(name)), "{name}");
        }
        for name in
            ["a.json", "known.json", "a.filing.yaml.html", "audit.csv", "audit.xlsx", "yaml", "folder.yaml/a.svg"]
        {
            assert!(!is_named_as_input(Path::new(name)), "{name}");
        }
    }
}
