//! Words that packs declare: lists of which each public body has its own, as its forums or the sections of its forms.
//!
//! Owns the lists and how a word is found in them. The words stand in `vocabulary.yaml` of a pack and are inherited. A list
//! of which no pack declares a word is open: what stands in the filing is then a word of its author.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::text;
use crate::words::{Both, Lang};

/// A list whose words packs declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PackList {
    /// The review bodies before which a filing is put.
    Forum,
    /// How a matter is put before the forum.
    Agenda,
    /// What a cited provision governs.
    Matter,
    /// The sections of a checklist or of prose measures.
    Section,
    /// The variants of a clause text, by how they treat sub-contracting.
    Variant,
    /// The stages of a change to a system.
    Stage,
    /// Certifications of parties. A filing may name any; of these it may write the id.
    Certification,
}

/// The day that a schedule gives for development, in the words that the core pack declares.
pub const DEVELOP: &str = "develop";
/// The stage of tests, in the words that the core pack declares.
pub const TEST: &str = "test";
/// The stage from which a change is in use, in the words that the core pack declares.
pub const LIVE: &str = "live";

/// A word of a [`PackList`], equal to others of the same id.
#[derive(Clone)]
pub struct PackWord(Arc<Entry>);

struct Entry {
    id: String,
    /// The word that readers see.
    name: Both,
    /// Other words that a filing may use for it.
    aliases: Vec<String>,
    /// The id, the Japanese word and every alias, folded.
    folded: Vec<String>,
    decides: bool,
}

/// The words that a pack and those it extends declare.
#[derive(Debug, Clone, Default)]
pub struct PackWords {
    lists: BTreeMap<PackList, Vec<PackWord>>,
    /// True if every list takes other words as well.
    open: bool,
}

impl PackList {
    /// Every list.
    pub const ALL: [PackList; 7] = [
        PackList::Forum,
        PackList::Agenda,
        PackList::Matter,
        PackList::Section,
        PackList::Variant,
        PackList::Stage,
        PackList::Certification,
    ];

    /// Returns the name of the list in packs, schema and locales.
    pub fn name(self) -> &'static str {
        match self {
            PackList::Forum => "forum",
            PackList::Agenda => "agenda",
            PackList::Matter => "matter",
            PackList::Section => "section",
            PackList::Variant => "variant",
            PackList::Stage => "stage",
            PackList::Certification => "certification",
        }
    }
}

impl PackWord {
    /// Makes a word that a pack declares; `decides` tells that the forum decides on what is put before it so.
    pub fn new(id: &str, name: Both, aliases: Vec<String>, decides: bool) -> Self {
        let spellings = [id, &name.ja].into_iter().chain(aliases.iter().map(String::as_str));
        let folded = spellings.map(text::fold).collect();
        PackWord(Arc::new(Entry { id: id.to_owned(), name, aliases, folded, decides }))
    }

    /// Makes a word of the author's own, which means itself.
    pub fn own(written: &str) -> Self {
        PackWord::new(written, Both::same(written), Vec::new(), false)
    }

    /// Returns the id by which rules compare it.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Returns the word that readers see.
    pub fn name(&self, lang: Lang) -> &str {
        self.0.name.get(lang)
    }

    /// Returns the word that readers see, in both languages.
    pub fn both(&self) -> &Both {
        &self.0.name
    }

    /// Iterates over the Japanese word and every alias.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.0.name.ja).chain(&self.0.aliases).map(String::as_str)
    }

    /// True if the forum decides on what is put before it so, rather than being told of it.
    pub fn decides(&self) -> bool {
        self.0.decides
    }
}

impl fmt::Debug for PackWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PackWord").field(&self.0.id).finish()
    }
}

impl PartialEq for PackWord {
    fn eq(&self, other: &PackWord) -> bool {
        self.id() == other.id()
    }
}

impl Eq for PackWord {}

impl PackWords {
    /// Returns these words in lists that take others as well: the tests of a parent know nothing of the words of a child.
    pub fn opened(&self) -> Self {
        PackWords { open: true, ..self.clone() }
    }

    /// Returns the words of a list, in the order in which packs declare them; none of a list that is open.
    pub fn of(&self, list: PackList) -> &[PackWord] {
        self.lists.get(&list).map(Vec::as_slice).unwrap_or_default()
    }

    /// Finds the word with an id.
    pub fn get(&self, list: PackList, id: &str) -> Option<&PackWord> {
        self.of(list).iter().find(|word| word.id() == id)
    }

    /// Finds a word in any spelling that is understood.
    pub fn lookup(&self, list: PackList, written: &str) -> Option<&PackWord> {
        self.get(list, written).or_else(|| {
            let folded = text::fold(written);
            self.of(list).iter().find(|word| word.0.folded.contains(&folded))
        })
    }

    /// Reads a word as a filing writes it; in a list that is open, any word is one. `None` if the list has no such word.
    pub fn read(&self, list: PackList, written: &str) -> Option<PackWord> {
        match self.lookup(list, written) {
            Some(word) => Some(word.clone()),
            None => (self.open || self.of(list).is_empty()).then(|| PackWord::own(written)),
        }
    }

    /// Returns the spelling that `written` may be a slip of, if any, and the words of the list, then the nearest first.
    /// `before`: number of problems of the file so far, past a limit of which no slip is looked for.
    pub fn near(&self, list: PackList, written: &str, before: usize) -> (Option<String>, Vec<PackWord>) {
        let mut words = self.of(list).to_vec();
        let spellings = || self.of(list).iter().flat_map(|word| std::iter::once(word.id()).chain(word.spellings()));
        let meant = text::suggest_after(before, written, spellings()).map(str::to_owned);
        if meant.is_some() {
            let slip = text::Slip::of(written);
            words.sort_by_cached_key(|word| {
                let all = std::iter::once(word.id()).chain(word.spellings());
                all.filter_map(|spelling| slip.distance(spelling)).min().unwrap_or(usize::MAX)
            });
        }
        (meant, words)
    }

    /// Adds a word, or gives one of this id other names; what it was called before stays an alias. Returns the spelling by
    /// which another word of the list is known already, if there is one; then nothing is added.
    pub fn declare(&mut self, list: PackList, word: PackWord) -> Option<String> {
        let all = self.lists.entry(list).or_default();
        let others = || all.iter().filter(|other| other.id() != word.id());
        let clash = word.0.folded.iter().find(|spelling| others().any(|other| other.0.folded.contains(spelling)));
        if let Some(spelling) = clash {
            return Some(spelling.clone());
        }
        match all.iter_mut().find(|other| **other == word) {
            None => all.push(word),
            Some(before) => {
                let aliases = word.0.aliases.iter().map(String::as_str).chain(before.spellings()).map(str::to_owned);
                *before = PackWord::new(word.id(), word.both().clone(), aliases.collect(), word.decides());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(id: &str, ja: &str, aliases: &[&str]) -> PackWord {
        let name = Both { ja: ja.to_owned(), en: id.to_owned() };
        PackWord::new(id, name, aliases.iter().map(|it| (*it).to_owned()).collect(), false)
    }

    fn forums() -> PackWords {
        let mut words = PackWords::default();
        assert_eq!(words.declare(PackList::Forum, word("panel", "審査会", &["個人情報審査会"])), None);
        assert_eq!(words.declare(PackList::Forum, word("council", "審議会", &[])), None);
        words
    }

    #[test]
    fn a_word_is_found_by_its_id_its_name_and_its_aliases() {
        let words = forums();
        for written in ["panel", "ＰＡＮＥＬ", "審査会", "個人情報審査会"] {
            assert_eq!(words.read(PackList::Forum, written).expect(written).id(), "panel");
        }
        assert_eq!(words.read(PackList::Forum, "運営会議"), None);
    }

    #[test]
    fn a_list_without_words_takes_any() {
        assert_eq!(forums().read(PackList::Section, "電算").expect("a word").name(Lang::En), "電算");
    }

    #[test]
    fn the_nearest_word_comes_first_where_one_was_meant() {
        let (meant, words) = forums().near(PackList::Forum, "concil", 0);
        assert_eq!((meant.as_deref(), words[0].id()), (Some("council"), "council"));
        let (meant, words) = forums().near(PackList::Forum, "something else", 0);
        assert_eq!((meant, words[0].id()), (None, "panel"));
    }

    #[test]
    fn a_word_that_is_declared_again_keeps_what_it_was_called() {
        let mut words = forums();
        assert_eq!(words.declare(PackList::Forum, word("panel", "町の審査会", &[])), None);
        assert_eq!(words.of(PackList::Forum).len(), 2);
        let panel = words.read(PackList::Forum, "個人情報審査会").expect("a word");
        assert_eq!((panel.id(), panel.name(Lang::Ja)), ("panel", "町の審査会"));
    }

    #[test]
    fn no_spelling_means_two_words() {
        let mut words = forums();
        assert_eq!(words.declare(PackList::Forum, word("board", "委員会", &["審議会"])).as_deref(), Some("審議会"));
        assert_eq!(words.get(PackList::Forum, "board"), None);
    }
}
