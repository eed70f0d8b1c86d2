//! Where a run stands in the repository that it checks, for formats whose readers know files by their path from its root.

use std::path::{Component, Path, PathBuf};

/// The root of a repository and a folder in it, both absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standpoint {
    /// The root.
    pub root: PathBuf,
    /// The folder from which paths are named.
    pub here: PathBuf,
}

impl Standpoint {
    /// The path of a file from the root, without `.` and `..`; none where it lies elsewhere.
    pub fn from_root(&self, path: &str) -> Option<PathBuf> {
        let inside = resolved(&self.here.join(path)).strip_prefix(&self.root).ok()?.to_path_buf();
        Some(inside).filter(|inside| *inside != Path::new(""))
    }
}

/// The same path with `.` and `..` taken out.
fn resolved(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_root() {
        let standpoint = Standpoint { root: "/repository".into(), here: "/repository/filings/new".into() };
        for (path, expected) in [
            ("a.filing.yaml", Some("filings/new/a.filing.yaml")),
            ("./a.filing.yaml", Some("filings/new/a.filing.yaml")),
            ("../b.filing.yaml", Some("filings/b.filing.yaml")),
            ("x/../../../c.filing.yaml", Some("c.filing.yaml")),
            ("/repository/filings/./d.filing.yaml", Some("filings/d.filing.yaml")),
            ("../../../e.filing.yaml", None),
            ("/elsewhere/f.filing.yaml", None),
            ("/repository-2/g.filing.yaml", None),
            ("../..", None),
        ] {
            assert_eq!(standpoint.from_root(path).as_deref(), expected.map(Path::new), "{path}");
        }
    }
}
