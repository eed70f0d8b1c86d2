//! One value of a filing as the paper writes it.

use super::cell::Cell;
use super::source::{Source, Thing};
use super::{cover, items, measures, media, party, plain, term};
use crate::policy::{PaperEntry, Writing};

/// Writes an entry of a page about a thing; nothing is written of what the filing says nothing of. `heading`: what stands
/// above it.
pub(super) fn write<'s>(source: Source<'s>, of: Thing<'s>, entry: &'s PaperEntry, heading: &str) -> Cell {
    let values = source.values(of, &entry.keys);
    match entry.writing {
        Writing::Matter => return cover::matter_line(source, of),
        Writing::Names => return plain::names(source, &values),
        Writing::Basis => return cover::basis(source, &values),
        Writing::Measures => {
            let mut cell = measures::measures(source, &values);
            cell.add(measures::by_checklist(source, of));
            return cell;
        }
        _ => {}
    }
    let Some(value) = values.first().copied().filter(|value| !plain::is_bare(value.node)) else {
        return Cell::default();
    };
    match entry.writing {
        Writing::List => plain::list(source, value),
        Writing::Party => party::party(source, value),
        Writing::Items => items::items(source, value, heading),
        Writing::Media => media::media(source, value),
        Writing::Term => term::term(source, value),
        Writing::Schedule => term::schedule(source, value),
        Writing::ChangedSince => cover::changed_since(source, value),
        Writing::Headcount => plain::headcount(source, value),
        Writing::Enclosures => plain::enclosures(source, value),
        Writing::Store => plain::store(source, value),
        Writing::Drawings => cover::drawings(source, value),
        Writing::Text | Writing::Names | Writing::Basis | Writing::Matter | Writing::Measures => {
            plain::text(source, value)
        }
    }
}
