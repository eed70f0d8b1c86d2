//! `sekisho lint --fix` and `--diff`: the fixes of findings, written or shown.

use std::path::Path;

use super::disk::{self, Disk};
use super::sink::replace_file;
use super::{Context, Exit, Stop, Streams};
use crate::cells;
use crate::finding::Fix;
use crate::session::{Session, Status};
use crate::source::patch::{self, TextEdit};
use crate::source::{Limits, SourceFile};
use crate::text;

const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// Number of times that a file is judged again, as one fix may let others be seen.
const MAX_ROUNDS: usize = 10;

/// What came of a file.
enum FixedFile {
    /// It has no fix.
    Same,
    /// With its fixes made, and how many there were.
    Changed { old: Vec<u8>, new: Vec<u8>, fixes: usize },
    /// It is a workbook, or cannot be read, so that nobody knows.
    PassedOver,
}

/// Writes the fixes into the files, each whole or not at all, and tells how many there were.
pub(super) fn write(
    context: &Context<'_>,
    session: &Session,
    paths: &[String],
    disk: &Disk,
    streams: &mut Streams<'_>,
) -> Result<(), Stop> {
    for path in paths {
        let Some(file) = disk.place(path) else { continue };
        let FixedFile::Changed { old, new, fixes } = fixed(context, session, path, file, streams)? else { continue };
        replace_file(context, file, &old, &new)?;
        let said = context.say("cli.fixed", &[("path", path), ("count", &fixes.to_string())]);
        writeln!(streams.stderr, "{}", text::log_line(&said))?;
    }
    Ok(())
}

/// Shows the fixes as unified diffs, and writes nothing. A run that shows any ends as one with findings, and one that passed a file
/// over as one that failed.
pub(super) fn show(
    context: &Context<'_>,
    session: &Session,
    paths: &[String],
    disk: &Disk,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    let mut exit = Exit::Clean;
    for path in paths {
        let Some(file) = disk.place(path) else { continue };
        let (old, new) = match fixed(context, session, path, file, streams)? {
            FixedFile::Same => continue,
            FixedFile::Changed { old, new, .. } => (old, new),
            FixedFile::PassedOver => {
                exit = Exit::Failed;
                continue;
            }
        };
        let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(&new));
        let name = text::log_line(path);
        let diff = similar::TextDiff::from_lines(&*old, &*new);
        let diff = diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        diff.lines().try_for_each(|line| writeln!(streams.stdout, "{}", text::terminal(line)))?;
        exit = if exit == Exit::Failed { exit } else { Exit::Findings };
    }
    Ok(exit)
}

/// Makes the fixes of a file.
fn fixed(
    context: &Context<'_>,
    session: &Session,
    path: &str,
    file: &Path,
    streams: &mut Streams<'_>,
) -> Result<FixedFile, Stop> {
    let old = match disk::read(file) {
        Ok(old) => old,
        Err(error) => {
            let said = context.say("cli.cannot-read", &[("path", path), ("reason", &error.to_string())]);
            writeln!(streams.stderr, "{}", text::log_line(&said))?;
            return Ok(FixedFile::PassedOver);
        }
    };
    if cells::is_workbook(&old) {
        let said = context.say("cli.fix-workbook", &[("path", path)]);
        writeln!(streams.stderr, "{}", text::log_line(&said))?;
        return Ok(FixedFile::PassedOver);
    }
    let mut now = old.clone();
    let mut fixes = 0;
    let mut is_read = false;
    for _ in 0..MAX_ROUNDS {
        let judged = session.file(path, Ok(now.clone())).map_err(|error| context.cannot_judge(&error))?;
        is_read = judged.status != Status::Unreadable;
        let wanted: Vec<&Fix> = judged.open().filter_map(|finding| finding.fix.as_ref()).collect();
        let Ok(source) = SourceFile::decode(path.to_owned(), now.clone(), &Limits::default()) else { break };
        let (edits, made) = together(&wanted);
        if made == 0 {
            break;
        }
        let patched = patch::apply(source.text(), &edits);
        now = [if now.starts_with(BOM) { BOM } else { &[] }, patched.as_bytes()].concat();
        fixes += made;
    }
    if now != old {
        return Ok(FixedFile::Changed { old, new: now, fixes });
    }
    if is_read {
        return Ok(FixedFile::Same);
    }
    let said = context.say("cli.fix-unread", &[("path", path)]);
    writeln!(streams.stderr, "{}", text::log_line(&said))?;
    Ok(FixedFile::PassedOver)
}

/// Returns the edits of all fixes that do not touch those of one before them, in the order of places, and how many fixes.
fn together(fixes: &[&Fix]) -> (Vec<TextEdit>, usize) {
    let mut all: Vec<TextEdit> = Vec::new();
    let mut made = 0;
    for fix in fixes {
        let apart = |edit: &TextEdit| {
            all.iter().all(|other| edit.range.end < other.range.start || other.range.end < edit.range.start)
        };
        if fix.edits.iter().all(apart) {
            all.extend(fix.edits.iter().cloned());
            made += 1;
        }
    }
    all.sort_by_key(|edit| edit.range.start);
    (all, made)
}
