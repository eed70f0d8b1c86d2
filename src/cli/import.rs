//! `sekisho import`: an old paper as a filing.

use super::args::ImportOptions;
use super::sink::write_file;
use super::workbook::{self, WrittenForm};
use super::{Context, Exit, Stop, Streams, disk, packs};
use crate::paper::{self, PaperRefusal};
use crate::source::Document;
use crate::view;

/// Reads a paper and writes it as a filing.
pub(super) fn run(context: &Context<'_>, options: &ImportOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let (shown, output) = (options.file.display().to_string(), options.output.display().to_string());
    let form = workbook::form(context, &options.output)?;
    workbook::free(context, &options.output, "cli.workbook-exists")?;
    context.inputs.add([&shown]);
    let bytes = disk::paper(&options.file, streams)
        .map_err(|error| context.stop("cli.cannot-read", &[("path", &shown), ("reason", &error.to_string())]))?;
    let paper = bytes.ok_or(PaperRefusal::TooLarge).and_then(paper::read);
    let paper = paper.map_err(|why| Stop::Said(view::refused_paper(&shown, &why, context.lang)))?;
    if view::is_filing(&paper) {
        return Err(context.stop("import.refused.filing", &[("path", &shown)]));
    }
    let name = options.output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let packs = packs::packs(context, options.policy.as_deref())?;
    let session = packs::session(context, packs, context.environment.today)?;
    let imported =
        view::imported(&session, &paper, &view::filing_id(&name)).map_err(|error| context.cannot_judge(&error))?;
    let read = imported.and_then(|imported| Some((imported.form.clone()?, imported)));
    let Some((title, imported)) = read else {
        return Err(context.stop("import.no-form", &[("path", &shown)]));
    };
    let document = Document::from_tree(&imported.filing, None);
    let bytes = match form {
        WrittenForm::Yaml => workbook::yaml(context, &shown, &document)?,
        WrittenForm::Workbook => workbook::proven(context, &session, &shown, &document)?.bytes,
    };
    write_file(context, &options.output, &bytes)?;
    let form = title.get(context.lang);
    let read = context.say("import.read", &[("path", &shown), ("form", form), ("output", &output)]);
    writeln!(streams.stdout, "{read}")?;
    for line in view::import_account(&shown, &paper, &imported, context.lang) {
        writeln!(streams.stdout, "{line}")?;
    }
    writeln!(streams.stdout, "{}", context.say("import.next", &[("output", &output)]))?;
    Ok(Exit::Clean)
}
