//! `sekisho diff`: what changed between two versions of a filing.

use super::args::{ChangesOption, DiffOptions};
use super::gathered::STDIN;
use super::{Context, Exit, Stop, Streams, reading, settings};
use crate::compare::{ChangeWording, Weight};
use crate::{html, report};

/// Compares two files: 1 where something must go to the forum again.
pub(super) fn run(context: &Context<'_>, options: &DiffOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let standards = settings::standards(context, &options.new, &options.standards)?;
    let session = reading::session(context, standards, None)?;
    if [&options.old, &options.new].iter().all(|path| path.as_os_str() == STDIN) {
        return Err(context.stop("cli.stdin-twice", &[]));
    }
    let before = reading::read(context, &session, &options.old, streams)?;
    let after = reading::read(context, &session, &options.new, streams)?;
    let found = reading::compare(context, &before, &after)?;
    let (old, new) = (&before.judged.path, &after.judged.path);
    let cells = [&before, &after].map(|read| read.judged.cells.as_deref());
    let wording = ChangeWording { found: &found, old, new, cells, lang: context.lang };
    match options.format {
        ChangesOption::Text => report::changes_as_text(wording, streams.stdout)?,
        ChangesOption::Markdown => report::changes_as_markdown(wording, streams.stdout)?,
        ChangesOption::Json => report::changes_as_json(wording, streams.stdout)?,
        ChangesOption::Html => {
            let page = html::changes(wording);
            let page = page.map_err(|error| context.internal(&error))?;
            streams.stdout.write_all(page.as_bytes())?;
        }
    }
    Ok(if found.count(Weight::Resubmit) > 0 { Exit::Findings } else { Exit::Clean })
}
