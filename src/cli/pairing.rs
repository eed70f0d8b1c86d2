//! Which documents of records stand beside which filing: `a.evidence.yaml` beside `a.filing.yaml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::gathered::{Gathered, Wanted};
use super::walk::{Depth, Met, below, folder_of, or_here, place};
use crate::session::{FileName, NameEnding, Purpose};

/// A folder, and the name of a file in it up to its mark.
type Stem = (PathBuf, String);

/// Takes from what was gathered the documents that stand beside a filing, and gives them back with it. Beside a filing that
/// is named they are sought. Where two filings have the name, a document belongs to neither more than to the other.
pub(super) fn pairs(all: &mut Gathered, wanted: &Wanted<'_>) -> Vec<(PathBuf, PathBuf)> {
    if !wanted.purposes.contains(&Purpose::Evidence) {
        return Vec::new();
    }
    let mut places = Places::default();
    let mut filings: BTreeMap<Stem, Vec<PathBuf>> = BTreeMap::new();
    for filing in &all.filings {
        if let Some(name) = name(filing) {
            filings.entry(places.stem(filing, name)).or_default().push(filing.clone());
        }
    }
    seek(all, wanted, &filings, &mut places);
    let mut pairs = Vec::new();
    all.evidence.retain(|(path, name)| {
        if name.ending != NameEnding::Document {
            return true;
        }
        let owners = filings.get(&places.stem(path, name.clone())).map(Vec::as_slice);
        let Some([owner]) = owners else { return true };
        pairs.push((owner.clone(), path.clone()));
        false
    });
    pairs
}

/// Adds what stands beside filings whose folder has not been looked into.
fn seek(all: &mut Gathered, wanted: &Wanted<'_>, filings: &BTreeMap<Stem, Vec<PathBuf>>, places: &mut Places) {
    let seen = |folder: &Path| all.folders.iter().any(|known| folder.starts_with(known));
    let unseen = filings.iter().filter(|((folder, _), _)| !seen(folder)).filter_map(|(_, paths)| paths.first());
    let folders: BTreeSet<PathBuf> = unseen.map(|path| path.parent().unwrap_or(Path::new("")).to_path_buf()).collect();
    let known: BTreeSet<PathBuf> = all.evidence.iter().map(|(path, _)| place(path)).collect();
    for folder in folders {
        for met in below(or_here(&folder), wanted.scope, Depth::Here) {
            let (Met::File(path, name) | Met::LeftOut(path, Some(name), _)) = &met else { continue };
            let document = (name.purpose, name.ending) == (Purpose::Evidence, NameEnding::Document);
            let path = folder.join(path.file_name().unwrap_or_default());
            if !document || known.contains(&place(&path)) || !filings.contains_key(&places.stem(&path, name.clone())) {
                continue;
            }
            match met {
                Met::File(_, name) => all.evidence.push((path, name)),
                Met::LeftOut(_, _, reason) => all.left_out.push((path, reason)),
                Met::Closed(_) => {}
            }
        }
    }
}

fn name(path: &Path) -> Option<FileName> {
    FileName::read(&path.file_name()?.to_string_lossy())
}

/// The places of folders, each found out once.
#[derive(Default)]
struct Places(BTreeMap<PathBuf, PathBuf>);

impl Places {
    fn stem(&mut self, path: &Path, name: FileName) -> Stem {
        let folder = folder_of(path);
        let known = self.0.entry(folder.to_path_buf());
        let found = known.or_insert_with(|| std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf()));
        (found.clone(), name.stem)
    }
}
