//! `sekisho workbook A --onto OLD`: what a filing says instead of an older text becomes the smallest change of that text.

use std::path::Path;

use super::args::WorkbookOptions;
use super::sink::{replace_file, write_file};
use super::workbook::{WrittenForm, form, free, read, unread};
use super::{Context, Exit, Stop, Streams, disk};
use crate::source::patch::{self, PatchObstacle, Unpatchable};
use crate::source::{Document, Limits, SourceFile};
use crate::text;
use crate::workbook::{self, FilingChanges};

const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// Changes the text of `old` so that it says what the document says. Written is the file that `--output` names, or else `old`
/// itself, which was named as the file to change.
pub(super) fn run(
    context: &Context<'_>,
    options: &WorkbookOptions,
    old: &Path,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    if form(context, old)? != WrittenForm::Yaml {
        return Err(context.stop("cli.onto-yaml", &[]));
    }
    let output = options.output.as_deref();
    if let Some(output) = output {
        if form(context, output)? != WrittenForm::Yaml {
            return Err(context.stop("cli.onto-yaml", &[]));
        }
        free(context, output, "cli.workbook-exists")?;
    }
    let (session, _, document) = read(context, options, streams)?;
    let shown = old.display().to_string();
    let bytes = disk::read(old);
    let bytes =
        bytes.map_err(|error| context.stop("cli.cannot-read", &[("path", &shown), ("reason", &error.to_string())]))?;
    let before = match session.tree(&shown, Ok(bytes.clone())) {
        Ok((before, _)) => before,
        Err(judged) => return Err(unread(context, &session, &judged)?),
    };
    let Ok(source) = SourceFile::decode(shown.clone(), bytes.clone(), &Limits::default()) else {
        return Err(context.stop("cli.onto-yaml", &[]));
    };
    let FilingChanges { changes, carried, wanted } = workbook::changes_onto(before.root(), document.root());
    let edits = patch::edits(&before, &source, &changes).map_err(|why| cannot_change(context, &shown, &why))?;
    let patched = patch::apply(source.text(), &edits);
    prove(context, &shown, &wanted, &patched)?;
    for id in &carried {
        let fields = [("before", id.before.as_str()), ("after", &id.after), ("count", &id.references.to_string())];
        writeln!(streams.stderr, "{}", text::log_line(&context.say("cli.onto-carried", &fields)))?;
    }
    if edits.is_empty() && output.is_none() {
        writeln!(streams.stderr, "{}", text::log_line(&context.say("cli.onto-nothing", &[("path", &shown)])))?;
        return Ok(Exit::Clean);
    }
    let written = [if bytes.starts_with(BOM) { BOM } else { &[] }, patched.as_bytes()].concat();
    match output {
        Some(output) => write_file(context, output, &written)?,
        None => replace_file(context, old, &bytes, &written)?,
    }
    let target = output.unwrap_or(old).display().to_string();
    let fields = [("path", target.as_str()), ("count", &edits.len().to_string())];
    writeln!(streams.stderr, "{}", text::log_line(&context.say("cli.onto-done", &fields)))?;
    Ok(Exit::Clean)
}

/// Makes sure that a text says what is wanted, and nothing else.
fn prove(context: &Context<'_>, shown: &str, wanted: &Document, patched: &str) -> Result<(), Stop> {
    let limits = Limits::default();
    let source = SourceFile::decode(String::new(), patched.as_bytes().to_vec(), &limits).ok();
    let Some(back) = source.and_then(|source| Document::parse(&source, &limits).document) else {
        return Err(lost_in(context, shown, &[String::new()]));
    };
    let mut lost = workbook::differences(wanted.root(), back.root());
    lost.extend(workbook::differences(back.root(), wanted.root()));
    lost.dedup();
    if lost.is_empty() { Ok(()) } else { Err(lost_in(context, shown, &lost)) }
}

/// Ends the run for values that the text cannot hold.
fn lost_in(context: &Context<'_>, shown: &str, lost: &[String]) -> Stop {
    Stop::Said(workbook::words::lost(context.lang, "cli.onto-lost", shown, lost))
}

/// Ends the run for a place whose text cannot be changed.
fn cannot_change(context: &Context<'_>, shown: &str, why: &Unpatchable) -> Stop {
    let (obstacle, other) = match why.obstacle {
        PatchObstacle::Nowhere => ("nowhere", None),
        PatchObstacle::KeyTaken => ("key-taken", None),
        PatchObstacle::ThroughAlias { anchor } => ("through-alias", Some(anchor)),
        PatchObstacle::AnchorUsed { alias } => ("anchor-used", Some(alias)),
        PatchObstacle::LoneReturn => ("lone-return", None),
        PatchObstacle::TooMuch => ("too-much", None),
        PatchObstacle::Unproven => ("unproven", None),
    };
    let line = other.map_or_else(String::new, |place| place.line.to_string());
    let reason = context.say(&format!("patch.{obstacle}"), &[("line", &line)]);
    let place = format!("{shown}:{}:{}", why.span.line, why.span.column);
    context.stop("cli.onto-refused", &[("place", &place), ("pointer", &why.at), ("reason", &reason)])
}
