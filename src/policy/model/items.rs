//! What names of data items mean, and words from which something about a text follows.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::spelling::Spelling;
use super::word_list::{WordList, WordLists};
use crate::text;

/// The dictionary of a policy (`items.yaml`). Its names are normalised by `text::item_name`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemWords {
    /// Other names of items, with the name that each stands for.
    pub synonyms: BTreeMap<String, String>,
    /// Umbrella terms, with the items that each covers.
    pub umbrellas: BTreeMap<String, Vec<String>>,
    /// Names that may mean another number, with the words in brackets that settle which one.
    pub ambiguous: BTreeMap<String, Vec<String>>,
    /// Words that mean the individual number of the My Number Act wherever a name has one.
    pub my_number: WordList,
    /// Endings of names of systems.
    pub system_suffixes: Vec<String>,
    /// Words with such an ending that do not name a system.
    pub common_systems: Vec<String>,
    /// What texts may misspell, and how.
    pub spelling: Spelling,
    /// Words in the texts of a part or measure, by what they indicate.
    pub wordings: WordLists,
    /// Words in the description of the work, by the task they indicate.
    pub tasks: WordLists,
    /// Words in the names of data sets and items, by the kind of set they indicate.
    pub kinds: WordLists,
}

impl ItemWords {
    /// Returns the name that a written name stands for; normalised only, if it is not in the dictionary.
    pub fn canonical<'n>(&'n self, written: &'n str) -> Cow<'n, str> {
        let name = text::item_name(written);
        self.synonyms.get(&*name).map_or(name, |stands_for| Cow::Borrowed(stands_for.as_str()))
    }

    /// True if the dictionary has the name, as an item, another name of one, or an umbrella term.
    pub fn knows(&self, written: &str) -> bool {
        let name = text::item_name(written);
        let listed = |names: &[String]| names.iter().any(|one| *one == name);
        self.synonyms.iter().any(|(one, other)| *one == name || *other == name)
            || self.umbrellas.iter().any(|(umbrella, under)| *umbrella == name || listed(under))
            || listed(&self.my_number.words)
    }

    /// True if the name, without its bracket, may mean another number and the bracket does not settle it.
    pub fn is_ambiguous(&self, written: &str) -> bool {
        let name = text::item_name(written);
        let Some((base, bracket)) = name.split_once('(') else { return false };
        let clear = |words: &[String]| words.iter().any(|word| bracket.trim_end_matches(')') == word);
        self.ambiguous.iter().any(|(number, words)| base.ends_with(number.as_str()) && !clear(words))
    }

    /// True if the name means the individual number, in whatever words.
    pub fn means_my_number(&self, written: &str) -> bool {
        self.my_number.tells(&text::item_name(written)) && !self.is_ambiguous(written)
    }

    /// Makes a list of items in which names can be looked up.
    pub fn list<'n>(&'n self, names: impl Iterator<Item = &'n str>) -> ItemList<'n> {
        let names: Vec<Cow<'n, str>> = names.map(|name| self.canonical(name)).collect();
        ItemList { words: self, names: names.into_iter().collect() }
    }
}

/// Item names by what they stand for, made once for many lookups.
pub struct ItemList<'p> {
    words: &'p ItemWords,
    names: HashSet<Cow<'p, str>>,
}

impl ItemList<'_> {
    /// True if the list has the name itself, an item that it covers as an umbrella term, or an umbrella term that
    /// covers it.
    pub fn has(&self, written: &str) -> bool {
        let name = self.words.canonical(written);
        let umbrellas = &self.words.umbrellas;
        self.names.contains(&name)
            || umbrellas.get(&*name).is_some_and(|under| under.iter().any(|one| self.names.contains(one.as_str())))
            || umbrellas
                .iter()
                .any(|(umbrella, under)| under.iter().any(|one| *one == name) && self.names.contains(umbrella.as_str()))
    }
}
