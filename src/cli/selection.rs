//! `--select` and `--ignore`: reading them, and refusing what selects nothing.

use super::{Context, Stop};
use crate::check::Selection;
use crate::session::Session;
use crate::text::Pattern;

/// Reads patterns: with `*`, `?` or `[` a glob, else the beginning of an id.
pub(super) fn read(context: &Context<'_>, select: &[String], ignore: &[String]) -> Result<Selection, Stop> {
    let pattern =
        |text: &String| Pattern::new(text).ok_or_else(|| context.stop("cli.bad-pattern", &[("pattern", text)]));
    let read = |texts: &[String]| texts.iter().map(pattern).collect::<Result<Vec<_>, _>>();
    Ok(Selection { select: read(select)?, ignore: read(ignore)? })
}

/// Whether something is left to check: a finding of the program itself, or a rule of a policy that has judged so far.
pub(super) fn leaves_some(selection: &Selection, session: &Session) -> bool {
    selection.is_everything()
        || session.core().built_in.keys().any(|rule| selection.takes(rule))
        || session.rule_ids().iter().any(|rule| selection.takes(rule))
}
