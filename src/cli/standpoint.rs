//! Finding the repository in which a run stands.

use std::path::Path;

use crate::session::Standpoint;

/// Where a run stands: below the folder that a build service names, else below the nearest that Git keeps, else at the root
/// itself.
pub(super) fn find(workspace: Option<&Path>) -> Option<Standpoint> {
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok()?;
    let workspace = workspace.and_then(|folder| std::fs::canonicalize(folder).ok());
    let workspace = workspace.filter(|folder| here.starts_with(folder));
    let kept = || here.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
    let root = workspace.or_else(kept).unwrap_or_else(|| here.clone());
    Some(Standpoint { root, here })
}
