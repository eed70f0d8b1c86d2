//! Files that a configuration leaves out of folders.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::{Context, Stop};

/// Files that a configuration leaves out of folders.
#[derive(Default)]
pub(super) struct Excluded {
    /// Patterns are of paths from here.
    base: PathBuf,
    globs: GlobSet,
}

impl Excluded {
    /// Reads patterns of paths below `base`.
    pub(super) fn read(context: &Context<'_>, base: &Path, patterns: &[String]) -> Result<Self, Stop> {
        let wrong = |pattern: &str| context.stop("cli.bad-exclude", &[("pattern", pattern)]);
        let mut globs = GlobSetBuilder::new();
        for pattern in patterns {
            let plain = pattern.trim_end_matches('/').trim_start_matches("./");
            globs.add(GlobBuilder::new(plain).literal_separator(true).build().map_err(|_| wrong(pattern))?);
        }
        let globs = globs.build().map_err(|_| wrong(&patterns.join(" ")))?;
        Ok(Excluded { base: base.to_path_buf(), globs })
    }

    /// Whether a file, or a folder above it, is left out. The path is absolute and without links.
    pub(super) fn leaves_out(&self, path: &Path) -> bool {
        let inside = path.strip_prefix(&self.base).ok();
        inside.is_some_and(|inside| inside.ancestors().any(|part| self.globs.is_match(part)))
    }

    /// Whether it leaves out anything at all.
    pub(super) fn is_empty(&self) -> bool {
        self.globs.is_empty()
    }
}
