//! Words that a filing probably misspells: terms of the field and names of its own, with one character typed for another,
//! and words that begin anew at their end.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Answer, Value, World, wordings};
use crate::filing::Filing;
use crate::source::Span;
use crate::text;

/// Shortest name of the filing's own that is looked for, in characters.
const SHORTEST_NAME: usize = 4;
/// Maximum number of names of the filing's own that are looked for.
const MAX_NAMES: usize = 2_000;
/// Shortest word that can begin anew at its end, in characters.
const SHORTEST_DOUBLED: usize = 4;

/// Answers with words of the texts that are probably misspelt, each with the word that is meant; unstated where the filing
/// has too many names to look for, or names that are too much alike.
pub(super) fn misspelt<'w>(world: &World<'w>) -> Answer<'w> {
    let spelling = &world.policy.items.spelling;
    let names = names(world.filing);
    if names.len() > MAX_NAMES {
        return Answer::unstated();
    }
    let own = spelling.of(names.iter().map(String::as_str));
    let mut found: Vec<(String, Span)> = Vec::new();
    for (written, span) in wordings::of_all(world.filing) {
        let folded = text::item_name(written);
        if !world.may_compare(spelling.of_terms().cost(&folded).saturating_add(own.cost(&folded))) {
            return Answer::unstated();
        }
        let slips = spelling.of_terms().found_in(&folded).chain(own.found_in(&folded));
        let slips = slips.filter(|(word, _)| !names.contains(*word)).map(|(word, of)| format!("{word}→{of}"));
        for said in slips.chain(doubled(&folded, &spelling.endings)) {
            if !found.iter().any(|(known, _)| *known == said) {
                found.push((said, span));
            }
        }
    }
    let first = found.first().map(|(_, span)| *span);
    Answer::found(found.into_iter().map(|(said, _)| Value::Text(Cow::Owned(said))).collect(), first)
}

/// Returns words that begin anew at their end, as 訪問勧奨訪 does; not those whose last character ends words, as in 日程調整日.
fn doubled<'t>(folded: &'t str, endings: &'t [char]) -> impl Iterator<Item = String> + 't {
    let runs = folded.split(|c: char| !text::is_kanji(c));
    runs.filter_map(move |run| {
        let first = run.chars().next()?;
        let begun = run.strip_suffix(first).filter(|_| !endings.contains(&first))?;
        (begun.chars().count() >= SHORTEST_DOUBLED).then(|| format!("{run}→{begun}"))
    })
}

/// Returns the names of the filing's own that are long enough to be looked for, normalised.
fn names(filing: &Filing) -> BTreeSet<String> {
    let items = filing.data.iter().filter_map(|set| set.items.value()).flatten().map(String::as_str);
    let sets = filing.data.iter().filter_map(|set| set.name.value());
    let stores = filing.stores.iter().filter_map(|store| store.name.value());
    let actors = filing.actors.iter().filter_map(|actor| actor.name.value());
    let systems = filing.systems.value().into_iter().flatten().flatten();
    let others = sets.chain(stores).chain(actors).chain(systems).chain(filing.programme.name.value());
    let all = items.chain(others.map(String::as_str)).map(|name| text::item_name(name).into_owned());
    all.filter(|name| name.chars().count() >= SHORTEST_NAME).collect()
}
