//! The patterns of flows that a filing can begin with.

use super::super::{Context, Exit, Stop, Streams};
use crate::begin;
use crate::policy::{FlowPattern, Starts};
use crate::text;
use crate::vocabulary::words;
use crate::words::Voice;

/// Shows every pattern on a line.
pub(super) fn list(context: &Context<'_>, starts: &Starts, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let width = starts.patterns.iter().map(|pattern| pattern.id.len()).max().unwrap_or_default();
    for pattern in &starts.patterns {
        let kinds = begin::part_kinds(pattern);
        let kinds: Vec<&str> = kinds.into_iter().map(|kind| words::of(kind, context.lang)).collect();
        let id = format!("{:<width$}", pattern.id);
        let args =
            [("id", &*id), ("title", pattern.title.get(context.lang)), ("kinds", &Voice(context.lang).join(&kinds))];
        writeln!(streams.stdout, "{}", context.say("new.pattern-line", &args))?;
    }
    if starts.patterns.is_empty() {
        writeln!(streams.stdout, "{}", context.say("new.no-patterns", &[]))?;
    }
    Ok(Exit::Clean)
}

/// Returns a pattern by its id; an unknown one ends the run.
pub(super) fn known<'s>(context: &Context<'_>, starts: &'s Starts, id: &str) -> Result<&'s FlowPattern, Stop> {
    starts.patterns.iter().find(|pattern| pattern.id == id).ok_or_else(|| {
        let known = || starts.patterns.iter().map(|pattern| pattern.id.as_str());
        match text::suggest(id, known()) {
            Some(found) => context.stop("new.unknown-pattern-suggest", &[("word", id), ("suggestion", found)]),
            None => context.stop("new.unknown-pattern", &[("word", id)]),
        }
    })
}
