//! `sekisho form`: a filing as the office's own paper.

use std::path::Path;

use super::args::FormOptions;
use super::gathered::STDIN;
use super::reading::{self, Reading};
use super::sink::write_file;
use super::{Context, Exit, Stop, Streams, packs, settings, workbook};
use crate::compare;
use crate::docx;
use crate::finding::Severity;
use crate::policy::{PageKind, PaperForm, PaperForms};
use crate::view::{self, PaperOf, PaperView, Since};

/// Writes the paper of a filing.
pub(super) fn run(context: &Context<'_>, options: &FormOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let output = &options.output;
    if !output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx")) {
        return Err(context.stop("cli.form-ending", &[("path", &output.display().to_string())]));
    }
    workbook::free(context, output, "cli.workbook-exists")?;
    let standards = settings::standards(context, &options.file, &options.standards)?;
    let session = reading::session(context, standards, options.today.as_deref())?;
    let older = match &options.since {
        Some(since) if is_stdin(since) && is_stdin(&options.file) => return Err(context.stop("cli.stdin-twice", &[])),
        Some(since) => Some(reading::read(context, &session, since, streams)?),
        None => None,
    };
    let filing = reading::read(context, &session, &options.file, streams)?;
    let forms = packs::forms(context, session.packs(), &filing.ready.policy)?;
    let form = view::paper_form(&forms, &filing.ready, context.lang).map_err(Stop::Said)?;
    if options.is_final {
        refuse_open(context, &filing)?;
    }
    let only: Vec<PageKind> = options.only.iter().map(|part| part.kind()).collect();
    let view = paper(context, options.is_final, &only, (&forms, form), filing, older)?;
    tell(context, options, &view, streams)?;
    let bytes = docx::document(&view).map_err(|error| context.internal(&error))?;
    write_file(context, output, &bytes)?;
    Ok(Exit::Clean)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Refuses a paper that is final while errors are open.
fn refuse_open(context: &Context<'_>, filing: &Reading) -> Result<(), Stop> {
    let errors = filing.judged.open().filter(|finding| finding.severity == Severity::Error).count();
    if errors == 0 {
        return Ok(());
    }
    Err(context.stop("cli.form-not-final", &[("path", &filing.judged.path), ("count", &errors.to_string())]))
}

/// Writes the paper in words, with what has changed since an older filing.
fn paper(
    context: &Context<'_>,
    is_final: bool,
    only: &[PageKind],
    (forms, form): (&PaperForms, &PaperForm),
    mut filing: Reading,
    older: Option<Reading>,
) -> Result<PaperView, Stop> {
    let changes = older.as_ref().map(|older| reading::compare(context, older, &filing)).transpose()?;
    if let Some(changes) = &changes {
        changes.frame(&mut filing.ready.filing);
    }
    let asked = |kind: PageKind| only.is_empty() || only.contains(&kind);
    let write = |of: &Reading, is_asked: &dyn Fn(PageKind) -> bool| {
        let Reading { judged, ready, document } = of;
        view::paper(&PaperOf { document, judged, ready, form, forms, is_final }, is_asked)
    };
    let mut view = write(&filing, &asked);
    if let (Some(older), Some(changes)) = (&older, &changes) {
        // Its drawings are not compared.
        let before = write(older, &|kind| kind != PageKind::Flow && asked(kind));
        let renamed = compare::renamed_parts(&older.document, &filing.document);
        let note = view::note_of_marks(form);
        view.mark_since(&Since::new(&before, changes, &renamed, note));
    }
    Ok(view.without_gaps())
}

/// Tells what the paper lacks.
fn tell(context: &Context<'_>, options: &FormOptions, view: &PaperView, streams: &mut Streams<'_>) -> Result<(), Stop> {
    if view.sheets.is_empty() {
        return Err(context.stop("cli.form-empty", &[("path", &options.file.display().to_string())]));
    }
    for line in view.lacks(options.is_final, context.lang) {
        writeln!(streams.stderr, "{line}")?;
    }
    Ok(())
}
