//! Which word lists of a pack occur in texts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Answer, Value};
use crate::filing::{Filing, Part};
use crate::policy::WordList;
use crate::source::Span;
use crate::text;

/// The names of the lists of which a word occurs, each with its words and their places.
pub(super) fn found<'w, 't>(
    lists: &'w BTreeMap<String, WordList>,
    texts: impl IntoIterator<Item = (&'t str, Span)>,
) -> Answer<'w> {
    let texts: Vec<(String, Span)> = texts.into_iter().map(|(text, span)| (text::item_name(text), span)).collect();
    let mut told = Vec::new();
    let mut first = None;
    for (name, list) in lists {
        let mut words: Vec<&str> = Vec::new();
        for (text, span) in &texts {
            for word in list.found_in(text) {
                if !words.contains(&word) {
                    words.push(word);
                    first = first.or(Some(*span));
                    told.push(Value::Told(Cow::Borrowed(name.as_str()), Cow::Borrowed(word), Some(*span)));
                }
            }
        }
    }
    Answer::found(told, first)
}

/// What the form of a part says in words.
pub(super) fn of_part(part: &Part) -> impl Iterator<Item = (&str, Span)> {
    let texts = part.texts.iter().chain(&part.remarks).map(|(text, span)| (text.as_str(), *span));
    let work = part.work.iter().map(|work| (work.text.as_str(), work.place.span));
    let measures = part.measures.iter().filter_map(|row| Some((row.text.as_deref()?, row.place.span)));
    texts.chain(work).chain(measures)
}

/// What a filing says in words: its cover, its overview and its parts.
pub(super) fn of_filing(filing: &Filing) -> impl Iterator<Item = (&str, Span)> {
    let programme = &filing.programme;
    let own = [&filing.title, &programme.name, &programme.purpose, &programme.subjects, &programme.summary];
    let own = own.into_iter().filter_map(|field| Some((field.value()?.as_str(), field.span()?)));
    let points = filing.agenda_points.value().into_iter().flatten();
    let points = points.filter_map(|point| Some((point.as_str(), filing.agenda_points.span()?)));
    own.chain(points).chain(filing.parts.iter().flat_map(of_part))
}
