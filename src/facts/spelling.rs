//! Words that a filing probably misspells: terms of the field and names of its own, with one character read alike for
//! another, and words that begin anew at their end.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

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

/// A word with one character changed.
struct Slip {
    word: String,
    /// The word that is meant.
    of: String,
    /// Whether a changed kanji is its first character.
    is_first: bool,
    /// Whether a changed kanji is its last character.
    is_last: bool,
}

/// Answers with words of the texts that are probably misspelt, each with the word that is meant; unstated where the filing
/// has too many names to look for.
pub(super) fn misspelt<'w>(world: &World<'w>) -> Answer<'w> {
    let words = &world.policy.items;
    let names = names(world.filing);
    if names.len() > MAX_NAMES {
        return Answer::unstated();
    }
    let known: BTreeSet<&str> = names.iter().chain(&words.terms).map(String::as_str).collect();
    let mut slips: BTreeMap<String, Slip> = BTreeMap::new();
    for word in &known {
        for slip in slips_of(word, &words.alike).filter(|slip| !known.contains(slip.word.as_str())) {
            slips.entry(slip.word.clone()).or_insert(slip);
        }
    }
    let slips: Vec<Slip> = slips.into_values().collect();
    let mut longest = AhoCorasick::builder();
    let patterns = slips.iter().map(|slip| &slip.word);
    let Ok(finder) = longest.match_kind(MatchKind::LeftmostLongest).build(patterns) else {
        return Answer::unstated();
    };
    let mut found: Vec<(String, Span)> = Vec::new();
    for (written, span) in wordings::of_all(world.filing) {
        let folded = text::item_name(written);
        let hits = finder.find_iter(&*folded).filter_map(|hit| {
            let slip = &slips[hit.pattern().as_usize()];
            let stands = slip.stands(&folded[..hit.start()], &folded[hit.end()..]);
            stands.then(|| format!("{}→{}", slip.word, slip.of))
        });
        for said in hits.chain(doubled(&folded, &words.endings)) {
            if !found.iter().any(|(known, _)| *known == said) {
                found.push((said, span));
            }
        }
    }
    let first = found.first().map(|(_, span)| *span);
    Answer::found(found.into_iter().map(|(said, _)| Value::Text(Cow::Owned(said))).collect(), first)
}

impl Slip {
    /// True if it stands by itself where a changed kanji is at an end: 受診件 for 受診券, but not in 受診件数.
    fn stands(&self, before: &str, after: &str) -> bool {
        let joins = |c: Option<char>| c.is_some_and(text::is_of_a_name);
        !(self.is_first && joins(before.chars().next_back()) || self.is_last && joins(after.chars().next()))
    }
}

/// Iterates over a word with each of its characters changed for one that is read alike.
fn slips_of<'a>(word: &'a str, alike: &'a [Vec<char>]) -> impl Iterator<Item = Slip> + 'a {
    let length = word.chars().count();
    word.chars().enumerate().flat_map(move |(at, own)| {
        let others = alike.iter().filter(move |group| group.contains(&own)).flatten().filter(move |c| **c != own);
        others.map(move |other| Slip {
            word: word.chars().enumerate().map(|(place, c)| if place == at { *other } else { c }).collect(),
            is_first: at == 0 && is_kanji(own),
            is_last: at + 1 == length && is_kanji(own),
            of: word.to_owned(),
        })
    })
}

/// Returns words that begin anew at their end, as 訪問勧奨訪 does; not those whose last character ends words, as in 日程調整日.
fn doubled<'t>(folded: &'t str, endings: &'t [char]) -> impl Iterator<Item = String> + 't {
    let runs = folded.split(|c: char| !is_kanji(c));
    runs.filter_map(move |run| {
        let first = run.chars().next()?;
        let begun = run.strip_suffix(first).filter(|_| !endings.contains(&first))?;
        (begun.chars().count() >= SHORTEST_DOUBLED).then(|| format!("{run}→{begun}"))
    })
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '々')
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
