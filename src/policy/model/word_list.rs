//! Words that indicate something about a text, all searched for in one pass.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match};

/// Words of which each indicates the same about a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordList {
    /// The words, normalised by `text::item_name`.
    pub words: Vec<String>,
    /// Longer words that contain one of them and indicate nothing, so that they hide it.
    pub but: Vec<String>,
    /// What makes a word part of something else where it follows: 納入 tells of a delivery, 納入通知書 is a document.
    pub not_before: Vec<String>,
}

impl WordList {
    /// Adds the words of another list.
    pub fn extend(&mut self, other: WordList) {
        self.words.extend(other.words);
        self.but.extend(other.but);
        self.not_before.extend(other.not_before);
    }

    /// True if a word of the list occurs in a text normalised by `text::item_name`, as itself.
    pub fn tells(&self, text: &str) -> bool {
        let all = self.words.iter().filter(|word| !word.is_empty());
        let mut found = all.flat_map(|word| text.match_indices(word.as_str()).map(|(at, word)| (at, at + word.len())));
        found.any(|(start, end)| !self.is_part_of_more(&text[end..]) && !self.hides(text, start, end))
    }

    /// True if what follows a word makes it part of something else.
    fn is_part_of_more(&self, rest: &str) -> bool {
        self.not_before.iter().any(|next| rest.starts_with(next.as_str()))
    }

    /// True if a longer word that indicates nothing stands around a place.
    fn hides(&self, text: &str, start: usize, end: usize) -> bool {
        let around = self.but.iter().flat_map(|but| text.match_indices(but.as_str()));
        around.into_iter().any(|(at, but)| at < end && start < at + but.len())
    }
}

/// Lists of words by what they indicate.
#[derive(Debug, Clone, Default)]
pub struct WordLists {
    lists: BTreeMap<String, WordList>,
    /// Built on the first search, as not every run reads a filing.
    finder: OnceLock<Finder>,
}

/// Every word of every list, in the order of the lists, with the automaton that finds them.
#[derive(Debug, Clone)]
struct Finder {
    words: Vec<Word>,
    /// Length in bytes of the longest word.
    longest: usize,
    /// `None` if the words are too many for an automaton, which the size limit of a pack rules out.
    automaton: Option<AhoCorasick>,
}

#[derive(Debug, Clone)]
struct Word {
    list: String,
    text: String,
    tells: bool,
}

/// What was built of them is no part of what they say.
impl PartialEq for WordLists {
    fn eq(&self, other: &WordLists) -> bool {
        self.lists == other.lists
    }
}

impl WordLists {
    /// Returns the list of this name.
    pub fn list(&self, name: &str) -> Option<&WordList> {
        self.lists.get(name)
    }

    /// Adds a list, and replaces one of the same name.
    pub fn insert(&mut self, name: String, list: WordList) {
        self.lists.insert(name, list);
        self.finder = OnceLock::new();
    }

    /// Returns the words that occur in a text normalised by `text::item_name`: each once, with the name of its list, in
    /// the order of the lists.
    pub fn found_in<'l>(&'l self, text: &str) -> impl Iterator<Item = (&'l str, &'l str)> + use<'l> {
        let finder = self.finder.get_or_init(|| Finder::new(&self.lists));
        let mut telling: Vec<Match> = Vec::new();
        let mut hiding: Vec<Match> = Vec::new();
        for found in finder.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text)) {
            let of = if finder.words[found.pattern().as_usize()].tells { &mut telling } else { &mut hiding };
            of.push(found);
        }
        // Both are sorted by their ends, so only the few matches around a place have to be examined.
        let hidden = |one: &Match| {
            let first = hiding.partition_point(|around| around.end() <= one.start());
            let mut near = hiding.iter().skip(first).take_while(|around| around.end() < one.end() + finder.longest);
            let list = |found: &Match| &finder.words[found.pattern().as_usize()].list;
            near.any(|around| around.start() < one.end() && list(around) == list(one))
        };
        let part_of_more = |one: &Match| {
            let list = self.lists.get(&finder.words[one.pattern().as_usize()].list);
            list.is_some_and(|list| list.is_part_of_more(&text[one.end()..]))
        };
        let telling = telling.iter().filter(|one| !hidden(one) && !part_of_more(one));
        let mut told: Vec<usize> = telling.map(|one| one.pattern().as_usize()).collect();
        told.sort_unstable();
        told.dedup();
        told.into_iter().map(|at| (finder.words[at].list.as_str(), finder.words[at].text.as_str()))
    }
}

impl Finder {
    fn new(lists: &BTreeMap<String, WordList>) -> Finder {
        let word = |list: &String, text: &String, tells| Word { list: list.clone(), text: text.clone(), tells };
        let all = lists.iter().flat_map(|(name, list)| {
            let telling = list.words.iter().map(move |text| word(name, text, true));
            telling.chain(list.but.iter().map(move |text| word(name, text, false)))
        });
        let words: Vec<Word> = all.collect();
        // It reads few texts: what is quick to build is quicker than what is quick to search.
        let mut quick = AhoCorasick::builder();
        let quick = quick.kind(Some(AhoCorasickKind::NoncontiguousNFA)).prefilter(false);
        let automaton = quick.build(words.iter().map(|word| &word.text)).ok();
        let longest = words.iter().map(|word| word.text.len()).max().unwrap_or_default();
        Finder { words, longest, automaton }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(all: &[(&str, &[&str], &[&str])]) -> WordLists {
        let mut lists = WordLists::default();
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        for (name, words, but) in all {
            lists.insert((*name).to_owned(), WordList { words: own(words), but: own(but), not_before: Vec::new() });
        }
        lists
    }

    #[test]
    fn each_word_is_found_once_in_the_order_of_the_lists() {
        let lists = lists(&[("visit", &["訪問"], &[]), ("call", &["電話勧奨", "電話"], &[])]);
        let found: Vec<_> = lists.found_in("訪問と電話勧奨、再び訪問").collect();
        assert_eq!(found, [("call", "電話勧奨"), ("call", "電話"), ("visit", "訪問")]);
        assert_eq!(lists.found_in("郵送").count(), 0);
    }

    #[test]
    fn what_follows_makes_a_word_part_of_something_else() {
        let mut lists = WordLists::default();
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let deliver =
            WordList { words: own(&["納入", "送付"]), but: Vec::new(), not_before: own(&["通知", "先"]) };
        lists.insert("deliver".to_owned(), deliver);
        assert_eq!(lists.found_in("納入通知書の印刷、送付先の確認").count(), 0);
        assert_eq!(lists.found_in("納入通知書の納入").collect::<Vec<_>>(), [("deliver", "納入")]);
    }

    #[test]
    fn a_longer_word_hides_those_of_its_own_list_where_it_stands() {
        let lists = lists(&[("develop", &["開発"], &[]), ("slip", &["開発事業であり"], &["再開発事業であり"])]);
        let found = |text| lists.found_in(text).map(|(list, _)| list).collect::<Vec<_>>();
        assert_eq!(found("再開発事業であり"), ["develop"]);
        assert_eq!(found("再開発事業であり、開発事業であり"), ["develop", "slip"]);
        assert_eq!(found(&"再開発事業であり".repeat(100_000)), ["develop"]);
    }
}
