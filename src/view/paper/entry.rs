//! One value of a filing as the paper writes it.

use super::cell::WrittenCell;
use super::source::{Source, StatedValue};
use super::thing::Thing;
use super::{cover, items, measures, media, party, plain, term};
use crate::policy::{PaperEntry, Writing};

/// Writes an entry of a page about a thing; nothing is written of what the filing says nothing of. `heading`: what stands
/// above it.
pub(super) fn write<'s>(source: Source<'s>, of: Thing<'s>, entry: &'s PaperEntry, heading: &str) -> WrittenCell {
    let values = source.values(of, &entry.keys);
    let first = values.first().copied();
    let one = |writer: fn(Source<'s>, StatedValue<'s>) -> WrittenCell| {
        first.map(|value| in_annexes(source, value).unwrap_or_else(|| writer(source, value))).unwrap_or_default()
    };
    let cell = match entry.writing {
        Writing::Text => one(plain::text),
        Writing::Names => plain::names(source, &values),
        Writing::List => one(plain::list),
        Writing::Party => one(party::party),
        Writing::Items => first
            .map(|value| in_annexes(source, value).unwrap_or_else(|| items::items(source, value, heading)))
            .unwrap_or_default(),
        Writing::Media => one(media::media),
        Writing::Term => one(term::term),
        Writing::Schedule => one(term::schedule),
        Writing::Measures => measures::measures(source, of, &values),
        Writing::Basis => cover::basis(source, &values),
        Writing::Matter => cover::matter_line(source, of),
        Writing::ChangedSince => one(cover::changed_since),
        Writing::Headcount => one(plain::headcount),
        Writing::Enclosures => one(plain::enclosures),
        Writing::Store => one(plain::store),
        Writing::Drawings => one(cover::drawings),
    };
    match first {
        Some(value) if cell.is_empty() && plain::is_none(value.node) => plain::none(source, value),
        _ => cell,
    }
}

/// Says in which annexes a value stands; `None` for one that is here.
fn in_annexes(source: Source<'_>, value: StatedValue<'_>) -> Option<WrittenCell> {
    let told = source.elsewhere(value.node)?;
    let mut cell = WrittenCell::about(value);
    cell.line(told);
    Some(cell)
}
