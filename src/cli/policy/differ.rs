//! `sekisho policy diff`: what one pack asks and another does not.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::super::args::{PolicyDiffOption, PolicyDiffOptions};
use super::super::{Context, Exit, Stop, pack_files, packs};
use crate::manual::Compared;
use crate::policy::{self, Contrast, Policy};
use crate::session::SessionError;

/// Compares two packs: 1 where they differ.
pub(super) fn run(context: &Context<'_>, options: &PolicyDiffOptions, out: &mut dyn Write) -> Result<Exit, Stop> {
    let folder = options.policy.as_deref();
    let (old, new) = (pack(context, &options.old, folder)?, pack(context, &options.new, folder)?);
    let found = Contrast::of(&old, &new);
    let compared = Compared { old: &old, new: &new, found: &found, lang: context.lang };
    match options.format {
        PolicyDiffOption::Text => write!(out, "{}", compared.text())?,
        PolicyDiffOption::Json => write!(out, "{}", compared.json()?)?,
    }
    Ok(if found.differences.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// A pack by its folder, or by its id among those of the folder of packs and the shipped ones.
fn pack(context: &Context<'_>, named: &Path, folder: Option<&Path>) -> Result<Policy, Stop> {
    let (packs, id) = if pack_files::is_pack(named) {
        // `.` has no name of its own.
        let place = fs::canonicalize(named).unwrap_or_else(|_| named.to_path_buf());
        let around = place.parent().unwrap_or(Path::new("."));
        let id = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (packs::packs(context, Some(around))?, id)
    } else {
        (packs::with_shipped(context, folder)?, named.display().to_string())
    };
    let id = packs::known(context, &packs, &id)?;
    policy::load(&packs, id).map_err(|problems| context.cannot_judge(&SessionError::Policy(problems)))
}
