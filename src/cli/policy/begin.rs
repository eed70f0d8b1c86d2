//! `sekisho policy new|new-rule`: what an author begins with. Nothing that exists is written over.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::super::args::{NewPackOptions, NewRuleOptions};
use super::super::sink::{cannot_write, write_file};
use super::super::{Context, Exit, Stop, pack_files, packs};
use crate::policy::is_id;
use crate::starter::{self, StarterFile};
use crate::text;
use crate::vocabulary::facts::SubjectKind;

/// Writes the folder of a new pack.
pub(super) fn pack(context: &Context<'_>, options: &NewPackOptions, out: &mut dyn Write) -> Result<Exit, Stop> {
    let (id, folder) = (options.pack.as_str(), options.output.as_path());
    if !is_id(id) {
        return Err(context.stop("policy-trouble.bad-id", &[("id", id)]));
    }
    if pack_files::is_pack(folder) {
        return Err(context.stop("policy.new-in-pack", &[("path", &folder.display().to_string())]));
    }
    let known = packs::with_shipped(context, Some(folder).filter(|folder| pack_files::has_packs(folder)))?;
    // A folder of that name would take the place of the shipped pack.
    if known.ids().contains(&id) {
        return Err(context.stop("policy.pack-exists", &[("pack", id)]));
    }
    for parent in &options.extends {
        packs::known(context, &known, parent)?;
    }
    let version = format!("{}.1", context.environment.today.year());
    let files =
        starter::pack(id, &options.extends, &version, context.lang).map_err(|error| context.internal(&error))?;
    let own = folder.join(id);
    let made = fs::create_dir_all(folder).and_then(|()| fs::create_dir(&own));
    made.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => context.stop("policy.folder-exists", &[("path", &own.display().to_string())]),
        _ => cannot_write(context, &own, &error),
    })?;
    write(context, &own, &files, out)?;
    let args = [("pack", id), ("folder", &*folder.display().to_string())];
    writeln!(out, "{}", context.say("policy.new-next", &args))?;
    Ok(Exit::Clean)
}

/// Writes a rule and its test into a pack, both to be filled in.
pub(super) fn rule(context: &Context<'_>, options: &NewRuleOptions, out: &mut dyn Write) -> Result<Exit, Stop> {
    let (id, folder) = (options.id.as_str(), options.policy.as_path());
    if !is_id(id) {
        return Err(context.stop("policy-trouble.bad-id", &[("id", id)]));
    }
    let subject = options.subject.as_deref().map(|word| super::subject(context, word)).transpose()?;
    let known = packs::packs(context, Some(folder))?;
    let pack = packs::own(context, &known, folder, options.pack.as_deref())?;
    if let Some(holder) = known.holder(&pack, id) {
        return Err(context.stop("policy.id-exists", &[("id", id), ("pack", &holder)]));
    }
    let files = starter::rule(id, subject.map(SubjectKind::word), context.lang);
    let files = files.map_err(|error| context.internal(&error))?;
    let own = folder.join(&pack);
    for file in &files {
        let path = own.join(&file.path);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(context.stop("policy.file-exists", &[("path", &path.display().to_string())]));
        }
    }
    write(context, &own, &files, out)?;
    let facts = subject.map_or("contract", SubjectKind::word);
    let args = [("folder", &*folder.display().to_string()), ("subject", facts)];
    writeln!(out, "{}", context.say("policy.new-rule-next", &args))?;
    Ok(Exit::Clean)
}

/// Writes files that do not exist yet, and tells of each.
fn write(context: &Context<'_>, folder: &Path, files: &[StarterFile], out: &mut dyn Write) -> Result<(), Stop> {
    for file in files {
        let path = folder.join(&file.path);
        let around = path.parent().unwrap_or(folder);
        fs::create_dir_all(around).map_err(|error| cannot_write(context, around, &error))?;
        write_file(context, &path, file.text.as_bytes())?;
        let shown = path.display().to_string();
        writeln!(out, "{}", text::terminal(&context.say("policy.written", &[("path", &shown)])))?;
    }
    Ok(())
}
