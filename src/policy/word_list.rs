//! Words that tell something of a text, looked for all at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

/// Words of which any one tells something of a text.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    /// The words, as `text::item_name` makes them.
    pub words: Vec<String>,
    /// Longer words that hold one of them and tell nothing.
    pub but: Vec<String>,
}

/// Lists of words by what they tell.
#[derive(Debug, Clone, Default)]
pub struct WordLists {
    lists: BTreeMap<String, WordList>,
    /// Made when it is first asked: not every run reads a filing.
    finder: OnceLock<Finder>,
}

/// Every word of every list, in the order of the lists.
#[derive(Debug, Clone)]
struct Finder {
    words: Vec<Word>,
    /// None where a pack has more words than can be told apart, which its size rules out.
    automaton: Option<AhoCorasick>,
}

#[derive(Debug, Clone)]
struct Word {
    list: String,
    text: String,
    tells: bool,
}

impl WordLists {
    /// Adds a list, in place of one that tells the same.
    pub fn insert(&mut self, name: String, list: WordList) {
        self.lists.insert(name, list);
        self.finder = OnceLock::new();
    }

    /// The words that occur in a text, made by `text::item_name`: each once, with the name of its list, in the order
    /// of the lists.
    pub fn found_in<'l>(&'l self, text: &str) -> impl Iterator<Item = (&'l str, &'l str)> + use<'l> {
        let finder = self.finder.get_or_init(|| Finder::new(&self.lists));
        let mut seen: Vec<(usize, Range<usize>)> = Vec::new();
        for found in finder.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text)) {
            seen.push((found.pattern().as_usize(), found.range()));
        }
        let hidden = |at: usize, range: &Range<usize>| {
            seen.iter().any(|(other, around)| {
                let other = &finder.words[*other];
                !other.tells
                    && other.list == finder.words[at].list
                    && around.start < range.end
                    && range.start < around.end
            })
        };
        let telling = seen.iter().filter(|(at, range)| finder.words[*at].tells && !hidden(*at, range));
        let mut told: Vec<usize> = telling.map(|(at, _)| *at).collect();
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
        let automaton = AhoCorasick::new(words.iter().map(|word| &word.text)).ok();
        Finder { words, automaton }
    }
}
