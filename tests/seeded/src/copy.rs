//! The copy of the project that the changes are written into.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::change::Change;
use crate::rewrite::rewrite;

const SWITCH: &str = include_str!("../assets/switch.rs");

/// A copy of the project, in a folder of its own.
pub struct Copy {
    root: PathBuf,
    tree: PathBuf,
}

/// Where the changes stand in the copy: by path from its root, the number of each and its bytes.
pub type Places = BTreeMap<String, Vec<(usize, Range<usize>)>>;

impl Copy {
    /// Copies what Git knows or would add, as it stands in the work tree.
    pub fn make(root: &Path, tree: PathBuf) -> Result<Self> {
        if tree.exists() {
            fs::remove_dir_all(&tree)?;
        }
        let mut list = Command::new("git");
        list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
        let output = list.output().context("git")?;
        ensure!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
        for path in String::from_utf8(output.stdout)?.split_terminator('\0') {
            let (from, to) = (root.join(path), tree.join(path));
            if from.is_file() {
                fs::create_dir_all(to.parent().unwrap_or(&tree))?;
                fs::copy(&from, &to).with_context(|| path.to_owned())?;
            }
        }
        // A repository of its own: what the one around it ignores must not be ignored here.
        Command::new("git").args(["init", "--quiet"]).current_dir(&tree).status().context("git init")?;
        Ok(Self { root: root.to_owned(), tree })
    }

    /// Root of the copy.
    pub fn tree(&self) -> &Path {
        &self.tree
    }

    /// Puts the switch into the library, and into the build script, which compiles some of its files.
    pub fn add_switch(&self) -> Result<()> {
        fs::write(self.tree.join("src/seeded.rs"), SWITCH)?;
        self.append("src/lib.rs", "\npub mod seeded;\n")?;
        if self.tree.join("build.rs").is_file() {
            self.append("build.rs", "\n#[path = \"src/seeded.rs\"]\nmod seeded;\n")?;
        }
        Ok(())
    }

    /// Writes these changes into the sources, and plain text where there are none any more.
    pub fn write(&self, changes: &[(usize, &Change)]) -> Result<Places> {
        let mut by_file: BTreeMap<&str, Vec<(usize, &Change)>> = BTreeMap::new();
        for (number, change) in changes {
            by_file.entry(&change.file).or_default().push((*number, change));
        }
        let mut places = Places::new();
        for (file, changes) in by_file {
            let path = format!("src/{file}");
            let rewritten = rewrite(&fs::read_to_string(self.root.join(&path))?, &changes);
            if fs::read_to_string(self.tree.join(&path))? != rewritten.text {
                fs::write(self.tree.join(&path), rewritten.text)?;
            }
            places.insert(path, rewritten.places);
        }
        Ok(places)
    }

    /// Takes all changes out of a file.
    pub fn restore(&self, file: &str) -> Result<()> {
        let path = format!("src/{file}");
        fs::copy(self.root.join(&path), self.tree.join(&path)).with_context(|| path)?;
        Ok(())
    }

    fn append(&self, path: &str, more: &str) -> Result<()> {
        let path = self.tree.join(path);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Ok(fs::write(path, text + more)?)
    }
}
