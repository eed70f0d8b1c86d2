//! Facts about which words of a pack's lists occur in texts.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use super::{Answer, Value};
use crate::filing::{Filing, Part};
use crate::policy::WordLists;
use crate::source::Span;
use crate::text;

/// Answers with the lists of which a word occurs in the texts: each word once, with its list and its place.
pub(super) fn found<'w, 't>(lists: &'w WordLists, texts: impl IntoIterator<Item = (&'t str, Span)>) -> Answer<'w> {
    let told = texts.into_iter().flat_map(|(text, span)| {
        let words = lists.found_in(&text::item_name(text));
        words.map(move |(list, word)| Value::Told(Cow::Borrowed(list), Cow::Borrowed(word), Some(span)))
    });
    each_once(told.collect())
}

/// Joins the answer of a text with those of others that belong to it.
pub(super) fn with<'w>(own: Answer<'w>, others: impl Iterator<Item = Rc<Answer<'w>>>) -> Answer<'w> {
    let mut all = Vec::new();
    for answer in std::iter::once(Rc::new(own)).chain(others) {
        if let Some(Value::List(told)) = &answer.value {
            all.extend_from_slice(told);
        }
    }
    each_once(all)
}

/// Iterates over the texts of a part, except those of its measures.
pub(super) fn of_part(part: &Part) -> impl Iterator<Item = (&str, Span)> {
    let texts = part.texts.iter().chain(&part.remarks).map(|(text, span)| (text.as_str(), *span));
    texts.chain(part.work.iter().map(|work| (work.text.as_str(), work.place.span)))
}

/// Iterates over the texts of the cover and the overview of a filing.
pub(super) fn of_filing(filing: &Filing) -> impl Iterator<Item = (&str, Span)> {
    let programme = &filing.programme;
    let own = [&filing.title, &programme.name, &programme.purpose, &programme.subjects, &programme.summary];
    let own = own.into_iter().filter_map(|field| Some((field.value()?.as_str(), field.span()?)));
    let points = filing.agenda_points.value().into_iter().flatten();
    own.chain(points.filter_map(|point| Some((point.as_str(), filing.agenda_points.span()?))))
}

/// Iterates over every text of a filing: cover, overview, parts, measures and titles of steps.
pub(super) fn of_all(filing: &Filing) -> impl Iterator<Item = (&str, Span)> {
    let parts = filing.parts.iter().flat_map(|part| {
        let measures = part.measures.iter().filter_map(|row| Some((row.text.as_deref()?, row.place.span)));
        of_part(part).chain(measures)
    });
    let titles = filing.steps().filter_map(|(_, step)| Some((step.title.value()?.as_str(), step.title.span()?)));
    of_filing(filing).chain(parts).chain(titles)
}

/// Sorts words by their lists, and keeps each at the first place where it occurs.
fn each_once(mut told: Vec<Value<'_>>) -> Answer<'_> {
    told.sort_by(|one, other| list_of(one).cmp(list_of(other)));
    let mut seen = HashSet::new();
    told.retain(|value| match value {
        Value::Told(list, word, _) => seen.insert((list.clone(), word.clone())),
        _ => false,
    });
    let first = told.iter().find_map(|value| match value {
        Value::Told(.., span) => *span,
        _ => None,
    });
    Answer::found(told, first)
}

fn list_of<'v>(value: &'v Value<'_>) -> &'v str {
    match value {
        Value::Told(list, ..) => list,
        _ => "",
    }
}
