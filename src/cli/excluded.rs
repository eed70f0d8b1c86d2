//! Files that a configuration leaves out.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::{Candidate, GlobBuilder, GlobSet, GlobSetBuilder};
use unicode_normalization::UnicodeNormalization;

use super::{Context, Stop};

/// Files that a configuration leaves out.
#[derive(Default)]
pub(super) struct Excluded {
    /// Patterns are of paths from here.
    base: PathBuf,
    patterns: Vec<String>,
    globs: GlobSet,
    /// Places in `patterns` of those that fitted something.
    fitted: RefCell<BTreeSet<usize>>,
}

impl Excluded {
    /// Reads patterns of paths below `base`.
    pub(super) fn read(context: &Context<'_>, base: &Path, patterns: &[String]) -> Result<Self, Stop> {
        let wrong = |pattern: &str| context.stop("cli.bad-exclude", &[("pattern", pattern)]);
        let mut globs = GlobSetBuilder::new();
        for pattern in patterns {
            let plain: String = pattern.trim_end_matches('/').trim_start_matches("./").nfc().collect();
            globs.add(GlobBuilder::new(&plain).literal_separator(true).build().map_err(|_| wrong(pattern))?);
        }
        let globs = globs.build().map_err(|_| wrong(&patterns.join(" ")))?;
        Ok(Excluded { base: base.to_path_buf(), patterns: patterns.to_vec(), globs, fitted: RefCell::default() })
    }

    /// Whether a file, or a folder above it, is left out. The path is absolute and without links.
    pub(super) fn leaves_out(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.base) else { return false };
        if self.globs.is_empty() {
            return false;
        }
        let mut fitting = BTreeSet::new();
        for part in inside.ancestors() {
            // A name is the same however the system that wrote it composes its marks.
            match part.to_str() {
                Some(part) => {
                    let part: String = part.nfc().collect();
                    fitting.extend(self.globs.matches_candidate(&Candidate::new(&part)));
                }
                None => fitting.extend(self.globs.matches(part)),
            }
        }
        let left_out = !fitting.is_empty();
        self.fitted.borrow_mut().append(&mut fitting);
        left_out
    }

    /// Patterns that have fitted nothing so far, though all that they could fit lies in these folders or nowhere.
    pub(super) fn idle(&self, folders: &[PathBuf]) -> Vec<String> {
        let whole = folders.iter().any(|folder| self.base.starts_with(folder));
        let partly = folders.iter().any(|folder| folder.starts_with(&self.base));
        if folders.is_empty() || (partly && !whole) {
            return Vec::new();
        }
        let fitted = self.fitted.borrow();
        let idle = self.patterns.iter().enumerate().filter(|(at, _)| !fitted.contains(at));
        idle.map(|(_, pattern)| pattern.clone()).collect()
    }
}
