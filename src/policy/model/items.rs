//! What names of data items mean, and words that tell something of a text.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::word_list::WordLists;
use crate::text;

/// What names of data items mean.
#[derive(Debug, Clone, Default)]
pub struct ItemWords {
    /// Names and the name they stand for, both as `text::item_name` makes them.
    pub synonyms: BTreeMap<String, String>,
    /// Umbrella terms and the items under them.
    pub umbrellas: BTreeMap<String, Vec<String>>,
    /// Names that may mean another number, with the words in brackets that leave no doubt.
    pub ambiguous: BTreeMap<String, Vec<String>>,
    /// Names that mean the individual number of the My Number Act.
    pub my_number: Vec<String>,
    /// What names of systems end in.
    pub system_suffixes: Vec<String>,
    /// Words that look like the name of a system and are none.
    pub common_systems: Vec<String>,
    /// Words in the texts of a part or a measure, by what they tell.
    pub wordings: WordLists,
    /// Words in the description of the work, by the task.
    pub tasks: WordLists,
    /// Words in the names of data sets and items, by what the set is of.
    pub kinds: WordLists,
}

impl ItemWords {
    /// The name that a written name stands for.
    pub fn canonical<'n>(&'n self, written: &'n str) -> Cow<'n, str> {
        let name = text::item_name(written);
        self.synonyms.get(&*name).map_or(name, |stands_for| Cow::Borrowed(stands_for.as_str()))
    }

    /// Whether a name is that of an item, however else it may be called.
    pub fn knows(&self, written: &str) -> bool {
        let name = text::item_name(written);
        let listed = |names: &[String]| names.iter().any(|one| *one == name);
        self.synonyms.iter().any(|(one, other)| *one == name || *other == name)
            || self.umbrellas.iter().any(|(umbrella, under)| *umbrella == name || listed(under))
            || listed(&self.my_number)
    }

    /// Whether a name, before any bracket, is one that may mean another number, and its bracket does not tell.
    pub fn is_ambiguous(&self, written: &str) -> bool {
        let name = text::item_name(written);
        let Some((base, bracket)) = name.split_once('(') else { return false };
        let clear = |words: &Vec<String>| words.iter().any(|word| bracket.trim_end_matches(')') == word);
        self.ambiguous.get(base).is_some_and(|words| !clear(words))
    }

    /// A list of items to look names up in.
    pub fn list<'n>(&'n self, names: impl Iterator<Item = &'n str>) -> ItemList<'n> {
        let names: Vec<Cow<'n, str>> = names.map(|name| self.canonical(name)).collect();
        ItemList { words: self, names: names.into_iter().collect() }
    }
}

/// Items by the names that they stand for: a list is made once and asked of many.
pub struct ItemList<'p> {
    words: &'p ItemWords,
    names: HashSet<Cow<'p, str>>,
}

impl ItemList<'_> {
    /// Whether a name is in the list: itself, as an umbrella over one of its items, or under one.
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
