//! `sekisho report`: filings as pages that stand by themselves.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use super::args::ReportOptions;
use super::new_file::NewFile;
use super::settings::{self, Excluded};
use super::{Context, Exit, Stop, Streams, disk, lint, packs};
use crate::html::{self, Folder};
use crate::session::{Files, Judged, Options, Session, Status};

/// Name of the page over all filings.
const INDEX: &str = "index.html";

/// Writes the page of a filing, or one for each of several and one over them.
pub(super) fn run(context: &Context<'_>, options: &ReportOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let today = match &options.today {
        Some(text) => settings::date(context, text)?,
        None => context.environment.today,
    };
    let judge_by = settings::day_or_submitted(context, &options.judge_by)?;
    let packs = packs::packs(context, options.policy.as_deref())?;
    let own = Options { packs, today, judge_by, waivers: !options.no_waivers };
    let session = Session::new(own).map_err(|error| lint::stop(context, &error))?;
    let paths = disk::filings(context, &options.paths, &Excluded::default())?;
    let disk = disk::Disk::new(&paths, streams)?;
    let alone = paths.len() == 1 && options.paths.iter().all(|path| !path.is_dir());
    let failed = match (&options.output, paths.as_slice()) {
        (None, [path]) if alone => {
            let (judged, page) = page(context, &session, path, &disk)?;
            streams.stdout.write_all(page.as_bytes())?;
            streams.stdout.flush()?;
            judged.status == Status::Unreadable
        }
        (Some(output), [path]) if alone => {
            let (judged, page) = page(context, &session, path, &disk)?;
            write(context, output, &page)?;
            judged.status == Status::Unreadable
        }
        (None, _) => return Err(context.stop("cli.report-needs-folder", &[])),
        (Some(folder), _) => folder_of(context, &session, &paths, &disk, folder)?,
    };
    Ok(if failed { Exit::Failed } else { Exit::Clean })
}

/// Writes a page for each filing into a folder, and one over them. Says whether one could not be read.
fn folder_of(
    context: &Context<'_>,
    session: &Session,
    paths: &[String],
    disk: &dyn Files,
    folder: &Path,
) -> Result<bool, Stop> {
    std::fs::create_dir_all(folder).map_err(|error| cannot(context, folder, &error))?;
    let mut over = Folder::new(context.lang);
    let mut taken = BTreeSet::from([INDEX.to_owned()]);
    let mut failed = false;
    for path in paths {
        let (judged, page) = page(context, session, path, disk)?;
        let name = name(path, &mut taken);
        write(context, &folder.join(&name), &page)?;
        failed |= judged.status == Status::Unreadable;
        over.add(&judged, &link(&name));
    }
    let page = over.page().map_err(|error| context.stop("cli.internal", &[("reason", &error.to_string())]))?;
    write(context, &folder.join(INDEX), &page)?;
    Ok(failed)
}

fn page(context: &Context<'_>, session: &Session, path: &str, disk: &dyn Files) -> Result<(Judged, String), Stop> {
    let examined = session.examine(path, disk.read(path));
    let (judged, ready) = examined.map_err(|error| lint::stop(context, &error))?;
    let page = html::filing(&judged, ready.as_ref().map(|(ready, _)| ready), context.lang);
    let page = page.map_err(|error| context.stop("cli.internal", &[("reason", &error.to_string())]))?;
    Ok((judged, page))
}

/// A name for the page of a file that no page before it has.
fn name(path: &str, taken: &mut BTreeSet<String>) -> String {
    let file = Path::new(path).file_name().map_or_else(|| "filing".into(), |name| name.to_string_lossy());
    let stem = file.strip_suffix(".filing.yaml").unwrap_or(&file);
    page_name(stem, taken)
}

/// The name of a page that no page before it has.
pub(super) fn page_name(stem: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = format!("{stem}.html");
    let mut more = 2;
    // File systems may not tell letters by their case.
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}-{more}.html");
        more += 1;
    }
    name
}

/// A file name as a relative link.
fn link(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let encoded =
        name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("./{}", encoded.collect::<String>())
}

fn write(context: &Context<'_>, path: &Path, page: &str) -> Result<(), Stop> {
    let written = NewFile::create(path).and_then(|mut file| {
        file.write_all(page.as_bytes())?;
        file.finish()
    });
    written.map_err(|error| cannot(context, path, &error))
}

fn cannot(context: &Context<'_>, path: &Path, error: &std::io::Error) -> Stop {
    context.stop("cli.cannot-write", &[("path", &path.display().to_string()), ("reason", &error.to_string())])
}
