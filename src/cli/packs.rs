//! Packs: those built into the program, or those of a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Context, Stop, disk, pack_files};
use crate::begin;
use crate::calendar::Date;
use crate::policy::{EVERYWHERE, PackFile, Packs, PaperForms, Policy, PolicyProblem, Starts, load_starts, shipped};
use crate::session::{Options, Session, SessionError};
use crate::text;
use crate::trial::Trials;
use crate::view;
use crate::words::Voice;

/// The tests of the shipped packs, from which rules are explained: path and bytes of each file.
static TESTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/tests.rs"));

/// The packs of a folder, or the shipped ones.
pub(super) fn packs(context: &Context<'_>, folder: Option<&Path>) -> Result<Packs, Stop> {
    let packs = match folder {
        Some(folder) => of_folder(context, folder)?,
        None => Packs::new(shipped().collect()),
    };
    let conflicts = packs.conflicts();
    if conflicts.is_empty() { Ok(packs) } else { Err(context.cannot_judge(&SessionError::Policy(conflicts))) }
}

/// A run by packs that nothing sets otherwise: by the edition of each filing, with its waivers.
pub(super) fn session(context: &Context<'_>, packs: Packs, today: Date) -> Result<Session, Stop> {
    let own = Options { packs, today, judge_by: None, waivers: true, lang: context.lang };
    Session::new(own).map_err(|error| context.cannot_judge(&error))
}

/// The papers of the packs that a policy is made of; what is wrong in them ends the run.
pub(super) fn forms(context: &Context<'_>, packs: &Packs, policy: &Policy) -> Result<PaperForms, Stop> {
    view::paper_forms(packs, policy).map_err(|problems| context.cannot_judge(&SessionError::Policy(problems)))
}

/// What the packs that a policy is made of have for those who begin a filing; what is wrong in it ends the run.
pub(super) fn starts(context: &Context<'_>, session: &Session, policy: &Policy) -> Result<Starts, Stop> {
    let wrong = |problems| context.cannot_judge(&SessionError::Policy(problems));
    let starts = load_starts(session.packs(), policy).map_err(wrong)?;
    let defects = begin::defects(&starts, policy, session.speaker());
    if defects.is_empty() { Ok(starts) } else { Err(wrong(defects)) }
}

/// The packs of a folder, whatever stands in the way of judging by them.
pub(super) fn of_folder(context: &Context<'_>, folder: &Path) -> Result<Packs, Stop> {
    let none = || {
        let name = folder.display().to_string();
        // The name of a pack that the program has is no folder.
        let is_shipped = shipped().any(|file| of(&file, &name));
        let key = if is_shipped && !folder.exists() { "cli.pack-shipped" } else { "cli.no-packs" };
        context.stop(key, &[("path", &name)])
    };
    if !folder.exists() {
        return Err(none());
    }
    let mut files = Vec::new();
    for path in pack_files::of_packs(context, folder)? {
        let relative = path.strip_prefix(folder).unwrap_or(&path).components();
        let names: Vec<String> = relative.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        // Only the folder of a pack has tests; deeper, a folder of that name would hide rules.
        if names.get(1).is_some_and(|name| name == "tests") {
            continue;
        }
        files.push(PackFile::new(names.join("/"), read(context, &path)?));
    }
    let mut files = recognised(files);
    if Packs::new(files.clone()).ids().is_empty() {
        return Err(none());
    }
    // A folder of one's own still needs the shipped packs that it extends, and the words of the program's own findings.
    loop {
        let packs = Packs::new(files.clone());
        let missing = packs.missing();
        let parents: Vec<PackFile> = shipped()
            .filter(|file| missing.iter().any(|id| of(file, id)) && packs.file(&file.path).is_none())
            .collect();
        if parents.is_empty() {
            let common = |path: &str| EVERYWHERE.contains(&path) && packs.file(path).is_none();
            let words = shipped().filter(|file| common(&file.path));
            return Ok(Packs::new(files.into_iter().chain(words).collect()));
        }
        files.extend(parents);
    }
}

/// The packs of a folder, if it has any, and the shipped ones of which it has none.
pub(super) fn with_shipped(context: &Context<'_>, folder: Option<&Path>) -> Result<Packs, Stop> {
    let own = match folder {
        Some(folder) => packs(context, Some(folder))?,
        None => Packs::default(),
    };
    let ids: Vec<String> = own.ids().into_iter().map(str::to_owned).collect();
    let more = shipped().filter(|file| !ids.iter().any(|id| of(file, id)) && own.file(&file.path).is_none());
    Ok(Packs::new(own.files().chain(more).collect()))
}

/// A pack by its id; an unknown one ends the run with the nearest that there is.
pub(super) fn known<'i>(context: &Context<'_>, packs: &Packs, id: &'i str) -> Result<&'i str, Stop> {
    let ids = packs.ids();
    if ids.contains(&id) {
        return Ok(id);
    }
    Err(match text::suggest(id, ids.iter().copied()) {
        Some(found) => context.stop("policy.unknown-pack-suggest", &[("pack", id), ("suggestion", found)]),
        None => context.stop("policy.unknown-pack", &[("pack", id), ("known", &ids.join(", "))]),
    })
}

/// The pack of a folder that is asked for, or the only one that it holds.
pub(super) fn own(context: &Context<'_>, packs: &Packs, folder: &Path, asked: Option<&str>) -> Result<String, Stop> {
    if let Some(id) = asked {
        let id = known(context, packs, id)?;
        let there = folder.join(id).is_dir();
        let elsewhere =
            || context.stop("policy.pack-elsewhere", &[("pack", id), ("path", &folder.display().to_string())]);
        return if there { Ok(id.to_owned()) } else { Err(elsewhere()) };
    }
    let mut ids: Vec<&str> = packs.ids().into_iter().filter(|id| folder.join(id).is_dir()).collect();
    ids.sort_unstable();
    match ids.as_slice() {
        [only] => Ok((*only).to_owned()),
        several => Err(context.stop("policy.which-pack", &[("known", &several.join(", "))])),
    }
}

/// Takes those packs from the program that are shipped ones, byte for byte.
fn recognised(files: Vec<PackFile>) -> Vec<PackFile> {
    let mut packs: BTreeMap<String, Vec<PackFile>> = BTreeMap::new();
    for file in files {
        packs.entry(file.path.split('/').next().unwrap_or_default().to_owned()).or_default().push(file);
    }
    let same = |(pack, files): (String, Vec<PackFile>)| {
        let own: Vec<PackFile> = shipped().filter(|file| of(file, &pack)).collect();
        let alike = |file: &PackFile| own.iter().any(|one| (&one.path, &one.bytes) == (&file.path, &file.bytes));
        if own.len() == files.len() && files.iter().all(alike) { own } else { files }
    };
    packs.into_iter().flat_map(same).collect()
}

/// Whether a file is of a pack.
fn of(file: &PackFile, pack: &str) -> bool {
    file.path.split('/').next() == Some(pack)
}

/// Ids of the shipped packs that judge something.
pub(super) fn shipped_ids() -> BTreeSet<String> {
    shipped().filter_map(|file| Some(file.path.strip_suffix("/policy.yaml")?.to_owned())).collect()
}

/// The tests of the packs that a policy is made of, its own last; `own`: where these are, if not in the pack.
pub(super) fn trials(
    context: &Context<'_>,
    folder: Option<&Path>,
    own: Option<&Path>,
    policy: &Policy,
) -> Result<Vec<Trials>, Stop> {
    let tests = |pack: &String| {
        let elsewhere = own.filter(|_| *pack == policy.id).map(Path::to_path_buf);
        let beside = folder.map(|folder| folder.join(pack)).filter(|pack| pack.is_dir()).map(|pack| pack.join("tests"));
        let Some(tests) = elsewhere.or(beside) else {
            let own = TESTS.iter().filter(|(path, _)| path.split('/').next() == Some(pack));
            return Ok(Trials::of(own.map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))));
        };
        let paths = pack_files::of_tests(context, &tests)?.into_iter();
        let files = paths.map(|path| Ok((path.display().to_string(), read(context, &path)?)));
        files.collect::<Result<Vec<_>, Stop>>().map(Trials::of)
    };
    policy.packs.iter().map(tests).collect()
}

fn read(context: &Context<'_>, path: &Path) -> Result<Vec<u8>, Stop> {
    disk::read(path).map_err(|error| {
        let reason = error.to_string();
        context.stop("cli.cannot-read", &[("path", &path.display().to_string()), ("reason", &reason)])
    })
}

/// Every problem of a policy, one line each: `file:line:column: sentence`.
pub(super) fn problems(context: &Context<'_>, problems: &[PolicyProblem]) -> String {
    let lines = problems.iter().map(|problem| {
        let (file, span) = (text::terminal(&problem.file), problem.span);
        let said = view::trouble(Voice(context.lang), &problem.trouble);
        format!("{file}:{}:{}: {}", span.line, span.column, text::terminal(&said))
    });
    lines.collect::<Vec<_>>().join("\n")
}
