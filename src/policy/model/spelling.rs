//! Words with one character typed for another that is read or looks alike.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

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

/// Words, and what each becomes with one character changed, by the character that is typed.
#[derive(Debug, Clone)]
pub struct Slips {
    /// In order, each once.
    words: Vec<String>,
    /// In the order of their characters.
    typed: Vec<Typed>,
}

/// A character that is typed for one that is alike.
#[derive(Debug, Clone)]
struct Typed {
    character: char,
    /// Words and bytes where the character that is meant stands.
    places: Vec<(usize, usize)>,
    /// Length in bytes of the words of all places.
    length: usize,
}

/// Part of a text that is a word but for one character.
struct Slip {
    start: usize,
    end: usize,
    /// Position of the word that is meant.
    of: usize,
    /// True if a changed kanji is its first character.
    is_first: bool,
    /// True if a changed kanji is its last character.
    is_last: bool,
}

/// What was built of it is no part of what it says.
impl PartialEq for Spelling {
    fn eq(&self, other: &Spelling) -> bool {
        (&self.terms, &self.alike, &self.endings) == (&other.terms, &other.alike, &other.endings)
    }
}

impl Spelling {
    /// Returns the slips of the terms of the field.
    pub fn of_terms(&self) -> &Slips {
        self.of_terms.get_or_init(|| self.of(self.terms.iter().map(String::as_str)))
    }

    /// Makes the slips of some words, but for those that are words of theirs themselves.
    pub fn of<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Slips {
        let words: BTreeSet<&str> = words.into_iter().collect();
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        let mut typed: BTreeMap<char, BTreeSet<(usize, usize)>> = BTreeMap::new();
        for (of, word) in words.iter().enumerate() {
            for (at, own) in word.char_indices() {
                let groups = self.alike.iter().filter(|group| group.contains(&own));
                for other in groups.flatten().filter(|other| **other != own) {
                    typed.entry(*other).or_default().insert((of, at));
                }
            }
        }
        let length = |places: &BTreeSet<(usize, usize)>| places.iter().map(|(of, _)| words[*of].len()).sum();
        let typed = typed.into_iter().map(|(character, places)| Typed {
            character,
            length: length(&places),
            places: places.into_iter().collect(),
        });
        Slips { typed: typed.collect(), words }
    }
}

impl Slips {
    /// Returns how many bytes a search of a text compares at most.
    pub fn cost(&self, text: &str) -> usize {
        text.chars().filter_map(|c| self.typed(c)).map(|typed| typed.length).fold(0, usize::saturating_add)
    }

    /// Iterates over the slips in a text normalised by `text::item_name`, each with the word that is meant: of those that
    /// overlap the first, and of those that begin together the longest.
    pub fn found_in<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let mut all: Vec<Slip> = text
            .char_indices()
            .filter_map(|(at, c)| Some((at, self.typed(c)?)))
            .flat_map(|(at, typed)| typed.places.iter().filter_map(move |place| self.slip(text, at, *place)))
            .collect();
        all.sort_by_key(|slip| (slip.start, Reverse(slip.end), slip.of));
        let mut free = 0;
        all.retain(|slip| {
            let is_apart = slip.start >= free;
            if is_apart {
                free = slip.end;
            }
            is_apart
        });
        let standing = all.into_iter().filter(|slip| slip.stands(text));
        standing.map(|slip| (&text[slip.start..slip.end], self.words[slip.of].as_str()))
    }

    fn typed(&self, character: char) -> Option<&Typed> {
        let at = self.typed.binary_search_by_key(&character, |typed| typed.character).ok()?;
        self.typed.get(at)
    }

    /// Returns the slip for a word whose character at a byte was typed as the one that stands at a byte of a text, if the
    /// rest of the word stands around it.
    fn slip(&self, text: &str, at: usize, (of, within): (usize, usize)) -> Option<Slip> {
        let (before, rest) = self.words[of].split_at(within);
        let meant = rest.chars().next()?;
        let after = &rest[meant.len_utf8()..];
        let next = at + text[at..].chars().next()?.len_utf8();
        if !text[..at].ends_with(before) || !text[next..].starts_with(after) {
            return None;
        }
        let (start, end) = (at - before.len(), next + after.len());
        if self.words.binary_search_by_key(&&text[start..end], |word| word.as_str()).is_ok() {
            return None;
        }
        let is_kanji = text::is_kanji(meant);
        Some(Slip { start, end, of, is_first: is_kanji && before.is_empty(), is_last: is_kanji && after.is_empty() })
    }
}

impl Slip {
    /// True if it stands by itself where a changed kanji is at an end: 受診件 for 受診券, but not in 受診件数.
    fn stands(&self, text: &str) -> bool {
        let joins = |c: Option<char>| c.is_some_and(text::is_of_a_name);
        let begins = !self.is_first || !joins(text[..self.start].chars().next_back());
        begins && (!self.is_last || !joins(text[self.end..].chars().next()))
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
    fn of_slips_that_overlap_the_first_counts_and_the_longest_of_those_that_begin_together() {
        let slips = spelling().of(["受診券", "受診券の印刷", "券の封入"]);
        assert_eq!(slips.found_in("受信券の印刷").collect::<Vec<_>>(), [("受信券の印刷", "受診券の印刷")]);
        let both: Vec<_> = slips.found_in("受信券の封入、件の封入").collect();
        assert_eq!(both, [("受信券", "受診券"), ("件の封入", "券の封入")]);
        // One typed character may be meant for several; the word that is first in order is named.
        let slips = spelling().of(["診A", "審A"]);
        assert_eq!(slips.found_in("信A").collect::<Vec<_>>(), [("信A", "審A")]);
    }

    #[test]
    fn what_a_search_compares_at_most_grows_with_what_is_alike() {
        let slips = spelling().of(["受診券", "診断"]);
        assert_eq!(slips.cost("印刷"), 0);
        assert_eq!(slips.cost("件"), "受診券".len());
        assert_eq!(slips.cost("信件信"), 3 * "受診券".len() + 2 * "診断".len());
    }

    #[test]
    fn two_words_that_are_alike_and_both_meant_are_no_slips() {
        assert_eq!(spelling().of(["受診日", "受信日"]).found_in("受診日と受信日").count(), 0);
    }
}
