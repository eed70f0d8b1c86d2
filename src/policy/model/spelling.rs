//! Words with one character typed for another that is read or looks alike.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::text;

/// What a pack says of spelling. Its words are normalised by `text::item_name`.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    /// Terms of the field that texts may misspell.
    pub terms: Vec<String>,
    /// Characters that are typed for each other, in groups.
    pub alike: Vec<Vec<char>>,
    /// Characters that end words, though they may begin them as well.
    pub endings: Vec<char>,
    /// Built on the first search, as not every run reads a filing.
    of_terms: OnceLock<Slips>,
}

/// Every word that some words become with one character changed, with the automaton that finds them.
#[derive(Debug, Clone)]
pub struct Slips {
    all: Vec<Slip>,
    /// `None` where there is nothing to find.
    finder: Option<AhoCorasick>,
}

/// A word with one character changed.
#[derive(Debug, Clone)]
struct Slip {
    word: String,
    /// The word that is meant.
    of: String,
    /// Whether a changed kanji is its first character.
    is_first: bool,
    /// Whether a changed kanji is its last character.
    is_last: bool,
}

impl Spelling {
    /// Returns the slips of the terms of the field.
    pub fn of_terms(&self) -> &Slips {
        self.of_terms.get_or_init(|| self.of(self.terms.iter().map(String::as_str)))
    }

    /// Makes the slips of some words, but for those that are words of theirs themselves.
    pub fn of<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Slips {
        let words: BTreeSet<&str> = words.into_iter().collect();
        let mut all: BTreeMap<String, Slip> = BTreeMap::new();
        for slip in words.iter().flat_map(|word| self.slips_of(word)) {
            if !words.contains(slip.word.as_str()) {
                all.entry(slip.word.clone()).or_insert(slip);
            }
        }
        let all: Vec<Slip> = all.into_values().collect();
        let mut longest = AhoCorasick::builder();
        // It reads one filing: what is quick to build is quicker than what is quick to search.
        let longest = longest
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .prefilter(false);
        let finder = if all.is_empty() { None } else { longest.build(all.iter().map(|slip| &slip.word)).ok() };
        Slips { all, finder }
    }

    /// Iterates over a word with each of its characters changed for one that is alike.
    fn slips_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = Slip> + 'a {
        let length = word.chars().count();
        word.chars().enumerate().flat_map(move |(at, own)| {
            let groups = self.alike.iter().filter(move |group| group.contains(&own));
            groups.flatten().filter(move |other| **other != own).map(move |other| Slip {
                word: word.chars().enumerate().map(|(place, c)| if place == at { *other } else { c }).collect(),
                of: word.to_owned(),
                is_first: at == 0 && text::is_kanji(own),
                is_last: at + 1 == length && text::is_kanji(own),
            })
        })
    }
}

impl Slips {
    /// Iterates over the slips in a text normalised by `text::item_name`, each with the word that is meant.
    pub fn found_in<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let hits = self.finder.iter().flat_map(move |finder| finder.find_iter(text));
        hits.filter_map(move |hit| {
            let slip = self.all.get(hit.pattern().as_usize())?;
            slip.stands(&text[..hit.start()], &text[hit.end()..]).then_some((slip.word.as_str(), slip.of.as_str()))
        })
    }
}

impl Slip {
    /// True if it stands by itself where a changed kanji is at an end: 受診件 for 受診券, but not in 受診件数.
    fn stands(&self, before: &str, after: &str) -> bool {
        let joins = |c: Option<char>| c.is_some_and(text::is_of_a_name);
        let begins = !self.is_first || !joins(before.chars().next_back());
        begins && (!self.is_last || !joins(after.chars().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling() -> Spelling {
        let alike = ["診審信", "券件", "クグ"].map(|group| group.chars().collect()).to_vec();
        Spelling { terms: vec!["人間ドック".to_owned()], alike, ..Spelling::default() }
    }

    #[test]
    fn one_character_typed_for_another_is_found_with_what_is_meant() {
        let spelling = spelling();
        let found: Vec<_> = spelling.of_terms().found_in("人間ドッグの受診と人間ドックの受審").collect();
        assert_eq!(found, [("人間ドッグ", "人間ドック")]);
        assert_eq!(spelling.of(["受診券"]).found_in("受信券の印刷").collect::<Vec<_>>(), [("受信券", "受診券")]);
    }

    #[test]
    fn what_a_longer_word_holds_by_chance_is_no_slip() {
        let slips = spelling().of(["受診券"]);
        assert_eq!(slips.found_in("受診件数を数える").count(), 0);
        assert_eq!(slips.found_in("受診件を送る").collect::<Vec<_>>(), [("受診件", "受診券")]);
    }

    #[test]
    fn two_words_that_are_alike_and_both_meant_are_no_slips() {
        assert_eq!(spelling().of(["受診日", "受信日"]).found_in("受診日と受信日").count(), 0);
    }
}
