//! `sekisho report`: filings as pages that stand by themselves.

use std::ffi::OsStr;
use std::path::Path;

use super::args::ReportOptions;
use super::gathered::{STDIN, Wanted};
use super::settings;
use super::sink::{OutputFolder, write_file};
use super::{Context, Exit, Stop, Streams, disk, listing, packs};
use crate::html;
use crate::session::{Files, Ids, Judged, Options, Purpose, Session, Status, filing_stem};

/// What the page of a filing without a name is named after.
const UNNAMED: &str = "filing";
/// Name of the page over all filings.
const INDEX: &str = "index.html";

/// Writes the page of a filing, or one for each of several and one over them.
pub(super) fn run(context: &Context<'_>, options: &ReportOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let today = match &options.today {
        Some(text) => settings::date(context, text)?,
        None => context.environment.today,
    };
    let judge_by = settings::day_or_submitted(context, &options.judge_by)?;
    let standards = settings::standards(context, settings::start(&options.paths), &options.standards())?;
    let packs = packs::packs(context, standards.policy.as_deref())?;
    let own = Options { packs, today, judge_by, waivers: !options.no_waivers, lang: context.lang };
    let mut session = Session::new(own).map_err(|error| context.cannot_judge(&error))?;
    session.grade(standards.profile, standards.grades);
    let scope = settings::scope(context, &options.paths, &options.scope)?;
    let wanted = Wanted { scope: &scope, purposes: &[Purpose::Filing], stdin: STDIN };
    let mut listing = listing::list(context, &options.paths, &wanted)?;
    let (paths, coverage) = (std::mem::take(&mut listing.filings), std::mem::take(&mut listing.coverage));
    let disk = disk::Disk::new(context, listing, streams)?;
    let alone = paths.len() == 1 && options.paths.iter().all(|path| !path.is_dir());
    let failed = match (&options.output, paths.as_slice()) {
        (output, [path]) if alone => {
            let (judged, page) = page(context, &session, path, &disk, &mut Ids::default())?;
            match output {
                Some(output) => write_file(context, output, page.as_bytes())?,
                None => streams.stdout.write_all(page.as_bytes())?,
            }
            judged.status == Status::Unreadable
        }
        (None, _) => return Err(context.stop("cli.report-needs-folder", &[])),
        (Some(folder), _) => {
            let over = html::Folder::new(context.lang, &coverage);
            fill(context, &session, &paths, &disk, over, OutputFolder::new(context, folder.clone()))?
        }
    };
    Ok(if failed { Exit::Failed } else { Exit::Clean })
}

/// Writes a page for each filing into a folder, and one over them. Says whether one could not be read.
fn fill(
    context: &Context<'_>,
    session: &Session,
    paths: &[String],
    disk: &dyn Files,
    mut over: html::Folder,
    mut folder: OutputFolder<'_>,
) -> Result<bool, Stop> {
    folder.keep(INDEX);
    let mut failed = false;
    let mut ids = Ids::default();
    for path in paths {
        let (judged, page) = page(context, session, path, disk, &mut ids)?;
        let name = folder.write_page(stem(path), &page)?;
        failed |= judged.status == Status::Unreadable;
        over.add(&judged, &link(&name));
    }
    let page = over.page().map_err(|error| context.internal(&error))?;
    folder.write(INDEX, page.as_bytes())?;
    Ok(failed)
}

fn page(
    context: &Context<'_>,
    session: &Session,
    path: &str,
    disk: &dyn Files,
    ids: &mut Ids,
) -> Result<(Judged, String), Stop> {
    let examined = session.examine(path, disk.read(path));
    let (mut judged, ready) = examined.map_err(|error| context.cannot_judge(&error))?;
    if let Some(first) = ids.first(&judged) {
        session.repeated(&mut judged, &first);
    }
    let page = html::filing(&judged, ready.as_ref().map(|(ready, _)| ready), context.lang);
    Ok((judged, page.map_err(|error| context.internal(&error))?))
}

/// What the page of a file is named after.
fn stem(path: &str) -> &str {
    let file = Path::new(path).file_name().and_then(OsStr::to_str);
    file.map_or(UNNAMED, filing_stem)
}

/// A file name as a relative link.
fn link(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let encoded =
        name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("./{}", encoded.collect::<String>())
}
