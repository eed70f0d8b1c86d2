//! `sekisho new`: a filing that has what was said, and blanks.

mod blanks;
mod last;
mod patterns;
mod said;

use std::path::Path;
use std::sync::Arc;

use super::args::{NewOptions, SaidOptions, StandardsOptions};
use super::sink::write_file;
use super::workbook::{self, WrittenForm};
use super::{Context, Exit, Stop, Streams, import, packs, reading, settings};
use crate::begin::{self, Brief};
use crate::finding::{Severity, Verdict};
use crate::policy::{Policy, Starts};
use crate::session::Session;
use crate::source::{Document, Tree};
use crate::text;

use said::SaidValues;

/// A filing that was begun, with what is told of it.
pub(super) struct Begun {
    pub(super) filing: Tree,
    pub(super) told: Vec<String>,
    /// What last year's filing or an old paper leaves to be told once the filing is written.
    last: Option<last::Last>,
}

/// By what a filing is begun.
pub(super) struct Beginning {
    pub(super) session: Session,
    pub(super) policy: Arc<Policy>,
    jurisdiction: String,
    starts: Starts,
}

/// Begins a filing.
pub(super) fn run(context: &Context<'_>, options: &NewOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let Some(output) = &options.output else {
        let beginning = beginning(context, &options.said, Path::new("."), &options.standards, None)?;
        return patterns::list(context, &beginning.starts, streams);
    };
    let form = workbook::form(context, output)?;
    workbook::free(context, output, "cli.workbook-exists")?;
    let (begun, beginning) = begun(context, options, output, streams)?;
    let judged = write(context, &beginning, &begun, output, form)?;
    if let Some(last) = &begun.last {
        last.tell(context, &beginning.starts.renewal, output, streams)?;
    }
    for line in begun.told.iter().chain(&judged) {
        writeln!(streams.stdout, "{}", text::terminal(line))?;
    }
    Ok(Exit::Clean)
}

fn begun(
    context: &Context<'_>,
    options: &NewOptions,
    output: &Path,
    streams: &mut Streams<'_>,
) -> Result<(Begun, Beginning), Stop> {
    match options.from.as_ref().or(options.import.as_ref()) {
        None => {
            let beginning = beginning(context, &options.said, output, &options.standards, None)?;
            Ok((of_said(context, &beginning, &options.said, output)?, beginning))
        }
        Some(file) => {
            let session = session(context, output, &options.standards)?.0;
            let mut last = last::read(context, &session, file, output, streams)?;
            let beginning = beginning(context, &options.said, output, &options.standards, Some(&last.tree))?;
            let begun = last::begun(context, &beginning, options, &mut last, output)?;
            Ok((Begun { last: Some(last), ..begun }, beginning))
        }
    }
}

/// Finds out by what a filing is judged that is to have a name.
pub(super) fn beginning(
    context: &Context<'_>,
    said: &SaidOptions,
    output: &Path,
    standards: &StandardsOptions,
    last: Option<&Tree>,
) -> Result<Beginning, Stop> {
    let (session, own) = session(context, output, standards)?;
    let last = last.and_then(|last| last.get("jurisdiction")?.text());
    let jurisdiction = said::jurisdiction(context, &session, said.jurisdiction.as_deref(), own.as_deref(), last)?;
    let policy = session.policy(&jurisdiction).map_err(|error| context.cannot_judge(&error))?;
    let policy = policy.ok_or_else(|| said::which(context, &session))?;
    let starts = packs::starts(context, &session, &policy)?;
    Ok(Beginning { session, policy, jurisdiction, starts })
}

/// Begins a filing of what was said, with a pattern or without.
pub(super) fn of_said(
    context: &Context<'_>,
    beginning: &Beginning,
    options: &SaidOptions,
    output: &Path,
) -> Result<Begun, Stop> {
    let values = SaidValues::read(context, options)?;
    let id = import::id(output);
    let said = values.said(context, options, &id, &beginning.jurisdiction);
    let (filing, told) = match &options.pattern {
        Some(id) => {
            let pattern = patterns::known(context, &beginning.starts, id)?;
            let filing = begin::of_pattern(pattern, &values.kinds, &values.media, &said)
                .map_err(|why| said::misfit(context, why, Some(pattern)))?;
            (filing, vec![context.say("new.pattern", &[("pattern", pattern.title.get(context.lang))])])
        }
        None => (blank(context, &values, &said)?, Vec::new()),
    };
    Ok(Begun { filing, told, last: None })
}

fn blank(context: &Context<'_>, values: &SaidValues<'_>, said: &Brief<'_>) -> Result<Tree, Stop> {
    if values.kinds.is_empty() && !values.media.is_empty() {
        return Err(context.stop("new.media-of-nothing", &[]));
    }
    let mut filing = begin::blank(&values.kinds, &values.media, said);
    begin::complete(&mut filing, said).map_err(|why| said::misfit(context, why, None))?;
    Ok(filing)
}

/// Writes a filing, and returns what a lint of it says in a few lines.
pub(super) fn write(
    context: &Context<'_>,
    beginning: &Beginning,
    begun: &Begun,
    output: &Path,
    form: WrittenForm,
) -> Result<Vec<String>, Stop> {
    let shown = output.display().to_string();
    let document = Document::from_tree(&begun.filing, None);
    let bytes = match form {
        WrittenForm::Workbook => workbook::proven(context, &beginning.session, &shown, &document)?.bytes,
        WrittenForm::Yaml => {
            let mut bytes = workbook::yaml(context, &shown, &document)?;
            bytes.extend_from_slice(blanks::comment(context, &begun.filing).as_bytes());
            bytes
        }
    };
    let judged = beginning.session.file(&shown, Ok(bytes.clone())).map_err(|error| context.cannot_judge(&error))?;
    write_file(context, output, &bytes)?;
    let (silent, other): (Vec<_>, Vec<_>) = judged.open().partition(|finding| finding.verdict == Verdict::Unstated);
    let title = beginning.policy.title.get(context.lang);
    let mut lines = vec![
        context.say("new.written", &[("output", &shown), ("policy", title)]),
        context.say("new.unstated", &[("count", &silent.len().to_string()), ("output", &shown)]),
    ];
    if !other.is_empty() {
        let errors = other.iter().filter(|finding| finding.severity == Severity::Error).count().to_string();
        lines.push(context.say("new.other", &[("count", &other.len().to_string()), ("errors", &errors)]));
    }
    Ok(lines)
}

/// A run by what judges a file of that name, and the folder of the packs where it is not the shipped ones.
fn session(
    context: &Context<'_>,
    output: &Path,
    standards: &StandardsOptions,
) -> Result<(Session, Option<std::path::PathBuf>), Stop> {
    let standards = settings::standards(context, output, standards)?;
    let own = standards.policy.clone();
    Ok((reading::session(context, standards, None)?, own))
}
