//! `sekisho schema`: JSON Schemas for editors and other programs, and whether files fit them.

use std::path::Path;

use super::args::{SchemaOptions, Which};
use super::settings::Standards;
use super::{Context, Exit, Stop, Streams, disk, reading};
use crate::cells;
use crate::evidence;
use crate::filing::Judge;
use crate::filing::schema;
use crate::manual;
use crate::policy;
use crate::report;
use crate::source::{Document, Limits, ShownPlace, SourceFile};
use crate::workbook;

/// Prints a schema, or holds files to it.
pub(super) fn run(context: &Context<'_>, options: &SchemaOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let text = match options.which {
        Which::Filing => {
            let session = reading::session(context, Standards::packs(options.policy.as_deref()), None)?;
            let offers = session.offers().map_err(|error| context.cannot_judge(&error))?;
            schema::printed(context.lang, &offers)
        }
        Which::Policy => policy::SCHEMA.to_owned(),
        Which::Diff => report::DIFF_SCHEMA_V1.to_owned(),
        Which::Evidence => evidence::schema(),
        Which::Audit => report::AUDIT_SCHEMA_V1.to_owned(),
        Which::PolicyDiff => manual::POLICY_DIFF_SCHEMA.to_owned(),
        Which::Report => report::SCHEMA_V1.to_owned(),
    };
    if options.check.is_empty() {
        writeln!(streams.stdout, "{}", text.trim_end())?;
        return Ok(Exit::Clean);
    }
    let judge = Judge::new(&text).map_err(|error| context.internal(&error))?;
    let mut exit = Exit::Clean;
    for path in &options.check {
        exit = exit.max(check(context, &judge, path, streams)?);
    }
    Ok(exit)
}

fn check(context: &Context<'_>, judge: &Judge, path: &Path, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let shown = path.display().to_string();
    if !path.exists() {
        return Err(context.stop("cli.no-such-path", &[("path", &shown)]));
    }
    let limits = Limits::default();
    let bytes = disk::read(path)?;
    let document = match cells::is_workbook(&bytes) {
        true => workbook::read(bytes).ok().map(|read| read.document),
        false => SourceFile::decode(shown.clone(), bytes, &limits)
            .ok()
            .and_then(|source| Document::parse(&source, &limits).document),
    };
    let Some(document) = document else {
        writeln!(streams.stdout, "{}", context.say("schema.unread", &[("path", &shown)]))?;
        return Ok(Exit::Failed);
    };
    let misfits = judge.misfits(&document);
    for misfit in &misfits {
        let place = ShownPlace::of(document.cells().map(AsRef::as_ref), misfit.span).below(&shown);
        let args = [("place", place.as_str()), ("pointer", &misfit.pointer), ("keyword", &misfit.keyword)];
        writeln!(streams.stdout, "{}", context.say("schema.misfit", &args))?;
    }
    Ok(if misfits.is_empty() { Exit::Clean } else { Exit::Findings })
}
