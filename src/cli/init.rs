//! `sekisho init`: a repository of filings. What is there already stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{CiOption, InitOptions, StandardsOptions};
use super::sink::{cannot_write, write_file};
use super::workbook;
use super::{Context, Exit, Stop, Streams, new, pack_files};
use crate::config;
use crate::session::{FileName, NameEnding, Purpose};
use crate::starter::{self, CiService, FILINGS, SCRIPTS, StarterFile};
use crate::text;

/// The folder of a repository in which packs are looked for.
const PACKS: &str = "policies";
/// The profile that a repository is checked by, where its packs have it.
const PROFILE: &str = "strict";

/// Sets up a repository.
pub(super) fn run(context: &Context<'_>, options: &InitOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let folder = options.folder.as_path();
    let filing = folder.join(FILINGS).join(name(context, options)?);
    let form = workbook::form(context, &filing)?;
    let own = Some(folder.join(PACKS)).filter(|packs| pack_files::has_packs(packs));
    let is_configured = is_there(&folder.join(config::FILE));
    let standards = StandardsOptions {
        policy: own.clone().filter(|_| !is_configured),
        profile: None,
        config: None,
        isolated: !is_configured,
        base: None,
    };
    // What is said is looked at before anything is written.
    let beginning = new::beginning(context, &options.said, &filing, &standards, None)?;
    let begun = new::of_said(context, &beginning, &options.said, &filing)?;
    let profile = Some(PROFILE).filter(|profile| beginning.policy.profiles.contains_key(*profile));
    let files = starter::repository(&services(options), own.as_ref().map(|_| PACKS), profile, context.lang)
        .map_err(|error| context.internal(&error))?;
    let mut told = Vec::new();
    for file in &files {
        told.push(put(context, folder, file)?);
    }
    if is_there(&filing) {
        told.push(left(context, &filing));
    } else {
        made(context, &filing)?;
        told.extend(new::write(context, &beginning, &begun, &filing, form)?);
        told.extend(begun.told);
    }
    if profile.is_none() {
        told.push(context.say("init.no-profile", &[("profile", PROFILE)]));
    }
    told.extend(hints(context, folder, &filing, &files));
    for line in told {
        writeln!(streams.stdout, "{}", text::terminal(&line))?;
    }
    Ok(Exit::Clean)
}

/// Returns the name of the first filing, which has to be one that a lint of the folder takes.
fn name<'o>(context: &Context<'_>, options: &'o InitOptions) -> Result<&'o str, Stop> {
    let name = options.filing.as_str();
    let read = FileName::read(name).filter(|read| read.purpose == Purpose::Filing);
    let is_one = read.is_some_and(|read| matches!(read.ending, NameEnding::Document | NameEnding::Table));
    if is_one && Path::new(name).file_name().is_some_and(|own| own == name) {
        return Ok(name);
    }
    Err(context.stop("init.bad-name", &[("name", name)]))
}

fn services(options: &InitOptions) -> Vec<CiService> {
    let of = |option: &CiOption| match option {
        CiOption::Github => Some(CiService::Github),
        CiOption::Gitlab => Some(CiService::Gitlab),
        CiOption::None => None,
    };
    options.ci.iter().filter_map(of).collect()
}

/// Writes a file that is not there yet, and returns what is told of it.
fn put(context: &Context<'_>, folder: &Path, file: &StarterFile) -> Result<String, Stop> {
    let path = folder.join(&file.path);
    if is_there(&path) {
        return Ok(left(context, &path));
    }
    made(context, &path)?;
    write_file(context, &path, file.text.as_bytes())?;
    #[cfg(unix)]
    if SCRIPTS.contains(&file.path.as_str()) {
        use std::os::unix::fs::PermissionsExt as _;
        let set = fs::set_permissions(&path, fs::Permissions::from_mode(0o755));
        set.map_err(|error| cannot_write(context, &path, &error))?;
    }
    Ok(context.say("init.written", &[("path", &path.display().to_string())]))
}

fn left(context: &Context<'_>, path: &Path) -> String {
    context.say("init.left", &[("path", &path.display().to_string())])
}

/// Makes the folder of a file.
fn made(context: &Context<'_>, file: &Path) -> Result<(), Stop> {
    let around = file.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    fs::create_dir_all(&around).map_err(|error| cannot_write(context, &around, &error))
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Tells what is left to be done by hand, and the next command.
fn hints(context: &Context<'_>, folder: &Path, filing: &Path, files: &[StarterFile]) -> Vec<String> {
    let mut hints = Vec::new();
    let owned: Vec<&str> =
        files.iter().filter(|file| file.text.contains("OWNER")).map(|file| file.path.as_str()).collect();
    if !owned.is_empty() {
        hints.push(context.say("init.owner", &[("files", &crate::words::join(context.lang, &owned))]));
    }
    let root = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    if let Some(above) = root.ancestors().skip(1).find(|above| above.join(".git").exists())
        && !root.join(".git").exists()
    {
        hints.push(context.say("init.not-root", &[("path", &above.display().to_string())]));
    }
    hints.push(context.say("init.next", &[("path", &filing.display().to_string())]));
    hints
}
