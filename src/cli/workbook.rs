//! `sekisho workbook`: a filing as a workbook, or a workbook as YAML.

use std::path::Path;

use super::args::WorkbookOptions;
use super::reading;
use super::sink::write_file;
use super::{Context, Exit, Stop, Streams, disk, listing, settings};
use crate::session::{Files, Judged, Session};
use crate::source::{self, Document, Limits, ShownPlace, SourceFile};
use crate::text;
use crate::view;
use crate::workbook;
use crate::xlsx::{ProvenWorkbook, remarks};

/// What a file is to become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenForm {
    Workbook,
    Yaml,
}

/// Writes a filing in the form that the name of the output tells.
pub(super) fn run(context: &Context<'_>, options: &WorkbookOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let Some(output) = &options.output else { return Ok(Exit::Clean) };
    let form = free_form(context, output, options.checked)?;
    let (session, shown, document) = read(context, options, streams)?;
    let bytes = match form {
        WrittenForm::Yaml => yaml(context, &shown, &document)?,
        WrittenForm::Workbook => sheets(context, &session, options, &shown, &document)?,
    };
    write_file(context, output, &bytes)?;
    Ok(Exit::Clean)
}

/// Reads the filing that is to be written in another form, and tells what is odd about its file.
pub(super) fn read(
    context: &Context<'_>,
    options: &WorkbookOptions,
    streams: &mut Streams<'_>,
) -> Result<(Session, String, Document), Stop> {
    let standards = settings::standards(context, &options.file, &options.standards)?;
    let session = reading::session(context, standards, options.today.as_deref())?;
    let listing = listing::one(context, &options.file)?;
    let shown = listing.filings.first().cloned().unwrap_or_default();
    let disk = disk::Disk::new(context, listing, streams)?;
    let (document, findings) = match session.tree(&shown, disk.read(&shown)) {
        Ok(read) => read,
        Err(judged) => return Err(unread(context, &session, &judged)?),
    };
    for finding in &findings {
        let place = ShownPlace::of(document.cells().map(AsRef::as_ref), finding.span);
        let place = if place.cell.is_some() { place.below(&shown) } else { shown.clone() };
        writeln!(streams.stderr, "{}: {}", text::terminal(&place), text::log_line(&finding.message))?;
    }
    let document = with_ids(context, &session, document)?;
    Ok((session, shown, document))
}

/// Returns a filing with the ids of what its sheets show by title.
pub(super) fn with_ids(context: &Context<'_>, session: &Session, document: Document) -> Result<Document, Stop> {
    if document.cells().is_none() {
        return Ok(document);
    }
    let texts = view::office_texts(session, &document).map_err(|error| context.cannot_judge(&error))?;
    Ok(workbook::by_id(document.root(), &texts.words))
}

/// The form of an output that is not there yet.
fn free_form(context: &Context<'_>, output: &Path, checked: bool) -> Result<WrittenForm, Stop> {
    let form = form(context, output)?;
    if checked && form == WrittenForm::Yaml {
        return Err(context.stop("cli.workbook-checked", &[]));
    }
    free(context, output, "cli.workbook-exists")?;
    Ok(form)
}

/// The form that the name of an output tells.
pub(super) fn form(context: &Context<'_>, output: &Path) -> Result<WrittenForm, Stop> {
    let ending = output.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match ending.as_deref() {
        Some("xlsx") => Ok(WrittenForm::Workbook),
        Some("yaml" | "yml") => Ok(WrittenForm::Yaml),
        _ => Err(context.stop("cli.workbook-ending", &[("path", &output.display().to_string())])),
    }
}

/// Ends the run where something has the name of an output: nothing is written over. `key` is that of what is then said.
pub(super) fn free(context: &Context<'_>, output: &Path, key: &str) -> Result<(), Stop> {
    match output.symlink_metadata() {
        Ok(_) => Err(context.stop(key, &[("path", &output.display().to_string())])),
        Err(_) => Ok(()),
    }
}

/// Writes a document as YAML, and reads that back.
pub(super) fn yaml(context: &Context<'_>, shown: &str, document: &Document) -> Result<Vec<u8>, Stop> {
    let bytes = source::yaml(&Document::to_json(document.root())).into_bytes();
    let limits = Limits::default();
    let source = SourceFile::decode(String::new(), bytes.clone(), &limits).ok();
    let back = source.and_then(|source| Document::parse(&source, &limits).document);
    let lost = back.map_or_else(|| vec![String::new()], |back| workbook::differences(document.root(), back.root()));
    if lost.is_empty() {
        Ok(bytes)
    } else {
        Err(Stop::Said(workbook::words::lost(context.lang, "cli.yaml-lost", shown, &lost)))
    }
}

fn sheets(
    context: &Context<'_>,
    session: &Session,
    options: &WorkbookOptions,
    shown: &str,
    document: &Document,
) -> Result<Vec<u8>, Stop> {
    let proven = proven(context, session, shown, document)?;
    if !options.checked {
        return Ok(proven.bytes);
    }
    // The copy is judged, so that every finding is about a cell of its own.
    let judged = session.file(shown, Ok(proven.bytes.clone())).map_err(|error| context.cannot_judge(&error))?;
    proven.remarked(&remarks(&judged, context.lang)).map_err(|error| context.internal(&error))
}

/// Writes a document as a workbook, with the checklists of its jurisdiction in full, and reads that back.
pub(super) fn proven(
    context: &Context<'_>,
    session: &Session,
    shown: &str,
    document: &Document,
) -> Result<ProvenWorkbook, Stop> {
    let texts = view::office_texts(session, document).map_err(|error| context.cannot_judge(&error))?;
    let proven = ProvenWorkbook::write(document, &texts, context.lang).map_err(|error| context.internal(&error))?;
    proven.map_err(|why| Stop::Said(why.told(shown, context.lang)))
}

/// Ends the run for what keeps a file from being read, or a part of it.
pub(super) fn unread(context: &Context<'_>, session: &Session, judged: &Judged) -> Result<Stop, Stop> {
    Ok(match reading::unreadable(context, session, judged)? {
        Stop::Said(said) => Stop::Said(format!("{said}\n{}", context.say("cli.workbook-unread", &[]))),
        other => other,
    })
}
