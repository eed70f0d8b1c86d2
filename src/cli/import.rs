//! `sekisho import`: an old paper as a filing.

use std::path::Path;

use super::args::ImportOptions;
use super::sink::write_file;
use super::workbook::{self, WrittenForm};
use super::{Context, Exit, Stop, Streams, disk, packs};
use crate::import::Imported;
use crate::paper::{self, OldPaper, PaperRefusal};
use crate::session::Session;
use crate::source::Document;
use crate::view;

/// A paper, and the filing that it was read as.
pub(super) struct PaperRead {
    shown: String,
    paper: OldPaper,
    pub(super) imported: Imported,
}

/// Reads a paper and writes it as a filing.
pub(super) fn run(context: &Context<'_>, options: &ImportOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let (shown, output) = (options.file.display().to_string(), options.output.display().to_string());
    let form = workbook::form(context, &options.output)?;
    workbook::free(context, &options.output, "cli.workbook-exists")?;
    let paper = paper(context, &options.file, streams)?;
    if view::is_filing(&paper) {
        return Err(context.stop("import.refused.filing", &[("path", &shown)]));
    }
    let packs = packs::packs(context, options.policy.as_deref())?;
    let session = packs::session(context, packs, context.environment.today)?;
    let read = read(context, &session, &options.file, paper, &id(&options.output))?;
    let document = Document::from_tree(&read.imported.filing, None);
    let bytes = match form {
        WrittenForm::Yaml => workbook::yaml(context, &shown, &document)?,
        WrittenForm::Workbook => workbook::proven(context, &session, &shown, &document)?.bytes,
    };
    write_file(context, &options.output, &bytes)?;
    account(context, &read, &output, streams)?;
    writeln!(streams.stdout, "{}", context.say("import.next", &[("output", &output)]))?;
    Ok(Exit::Clean)
}

/// Opens an old paper.
pub(super) fn paper(context: &Context<'_>, file: &Path, streams: &mut Streams<'_>) -> Result<OldPaper, Stop> {
    let shown = file.display().to_string();
    context.inputs.add([&shown]);
    let bytes = disk::paper(file, streams)
        .map_err(|error| context.stop("cli.cannot-read", &[("path", &shown), ("reason", &error.to_string())]))?;
    let paper = bytes.ok_or(PaperRefusal::TooLarge).and_then(paper::read);
    paper.map_err(|why| Stop::Said(view::refused_paper(&shown, &why, context.lang)))
}

/// Reads a paper as a filing by the form that reads most of it.
pub(super) fn read(
    context: &Context<'_>,
    session: &Session,
    file: &Path,
    paper: OldPaper,
    name: &str,
) -> Result<PaperRead, Stop> {
    let shown = file.display().to_string();
    let imported = view::imported(session, &paper, name).map_err(|error| context.cannot_judge(&error))?;
    match imported.filter(|imported| imported.form.is_some()) {
        Some(imported) => Ok(PaperRead { shown, paper, imported }),
        None => Err(context.stop("import.no-form", &[("path", &shown)])),
    }
}

/// Tells what of a paper was read, and all that was not.
pub(super) fn account(
    context: &Context<'_>,
    read: &PaperRead,
    output: &str,
    streams: &mut Streams<'_>,
) -> Result<(), Stop> {
    let PaperRead { shown, paper, imported } = read;
    let form = imported.form.as_ref().map_or("", |title| title.get(context.lang));
    let said = context.say("import.read", &[("path", shown), ("form", form), ("output", output)]);
    writeln!(streams.stdout, "{said}")?;
    for line in view::import_account(shown, paper, imported, context.lang) {
        writeln!(streams.stdout, "{line}")?;
    }
    Ok(())
}

/// Returns an id made of the name of a file.
pub(super) fn id(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    view::filing_id(&name)
}
