//! Words of the vocabulary in both languages, and the lookup of a word as written.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::enumerations::{ALL, Enumerated, Enumeration};
use super::facts::{ALL_FACTS, FactId};
use crate::source::{Document, Node};
use crate::text;
use crate::words::{Both, Lang, Voice};

/// The words of one value of a closed list.
#[derive(Debug, Clone, Default)]
pub struct ValueWords {
    /// The word that readers see, in both languages.
    pub name: Both,
    /// Other words that a filing may use for it.
    pub aliases: Vec<String>,
}

impl ValueWords {
    /// Iterates over the Japanese word and every alias.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name.ja).chain(&self.aliases).map(String::as_str)
    }
}

/// Returns the position of a written word in its list; tries canonical words first, then folded words and aliases.
pub fn lookup(list: &Enumeration, written: &str) -> Option<u8> {
    list.position(written).or_else(|| FOLDED.get(list.name)?.get(&text::fold(written)).copied())
}

/// Returns the values of a list whose Japanese words occur in a name, in the order of the list.
pub fn named_in(list: &Enumeration, name: &str) -> Vec<u8> {
    let name = text::fold(name);
    let words = FOLDED_NAMES.get(list.name).map(Vec::as_slice).unwrap_or_default();
    (0..).zip(words).filter(|(_, word)| name.contains(*word)).map(|(at, _)| at).collect()
}

/// Returns the words of the value at a position of a list.
pub fn value(list: &Enumeration, position: u8) -> Option<&'static ValueWords> {
    TABLE.get(list.name)?.get(usize::from(position))
}

/// Returns the word that readers see for the value at a position of a list.
pub fn name(list: &Enumeration, position: u8, lang: Lang) -> &'static str {
    value(list, position).map_or("", |words| words.name.get(lang))
}

/// Returns the word that readers see for a value.
pub fn of<T: Enumerated>(value: T, lang: Lang) -> &'static str {
    name(T::TABLE, value.position(), lang)
}

impl Voice {
    /// Returns the names of values that are alternatives, joined by “or”.
    pub fn one_of<T: Enumerated>(self, values: &[T]) -> String {
        let names: Vec<String> = values.iter().map(|value| self.name(*value)).collect();
        names.join(&self.text("diagram.or"))
    }

    /// Returns the name of a value of the vocabulary.
    pub fn name<T: Enumerated>(self, value: T) -> String {
        of(value, self.0).to_owned()
    }
}

/// Returns the canonical words, Japanese words and aliases of a list, for the schema and suggestions.
pub fn accepted(list: &Enumeration) -> Vec<String> {
    let mut all: Vec<String> = list.values.iter().map(|word| (*word).to_owned()).collect();
    for words in TABLE.get(list.name).into_iter().flatten() {
        all.push(words.name.ja.clone());
        all.extend(words.aliases.iter().cloned());
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|word| !word.is_empty() && seen.insert(word.clone()));
    all
}

/// Returns the canonical words of a list, those that `written` may be a slip of first, by nearness.
pub fn nearest(list: &Enumeration, written: &str) -> Vec<&'static str> {
    let slip = text::Slip::of(written);
    let words = TABLE.get(list.name).map(Vec::as_slice).unwrap_or_default();
    let distance = |at: usize, word: &str| {
        let named = words.get(at).into_iter().flat_map(|words| words.spellings());
        named.chain([word]).filter_map(|spelling| slip.distance(spelling)).min().unwrap_or(usize::MAX)
    };
    let mut all: Vec<_> = list.values.iter().enumerate().map(|(at, word)| (distance(at, word), *word)).collect();
    all.sort_by_key(|(distance, _)| *distance);
    all.into_iter().map(|(_, word)| word).collect()
}

/// Returns the name of a fact or relation for readers, by its key `subject.name`; the key itself if it has none.
pub fn fact(key: &str) -> Both {
    FACT_WORDS.get(key).cloned().unwrap_or_else(|| Both::same(key))
}

/// Returns the name of a fact for readers.
pub fn fact_name(fact: FactId) -> &'static Both {
    &FACT_NAMES[fact.index()]
}

/// Returns the description of a key of the filing format, by `map.key`.
pub fn described(key: &str) -> Option<Both> {
    SCHEMA_WORDS.as_ref()?.root().get(key).map(Both::read)
}

static SCHEMA_WORDS: LazyLock<Option<Document>> =
    LazyLock::new(|| Document::compiled(include_bytes!(concat!(env!("OUT_DIR"), "/schema.tree"))));

static FACT_WORDS: LazyLock<HashMap<String, Both>> = LazyLock::new(|| {
    let document = Document::compiled(include_bytes!(concat!(env!("OUT_DIR"), "/facts.tree")));
    let entries = document.iter().flat_map(|document| document.root().entries());
    entries.map(|(key, _, words)| (key.to_owned(), Both::read(words))).collect()
});

static FACT_NAMES: LazyLock<Vec<Both>> = LazyLock::new(|| {
    ALL_FACTS.iter().map(|it| it.row()).map(|row| fact(&format!("{}.{}", row.subject.word(), row.name))).collect()
});

static TABLE: LazyLock<HashMap<&'static str, Vec<ValueWords>>> = LazyLock::new(|| {
    let document = Document::compiled(include_bytes!(concat!(env!("OUT_DIR"), "/vocabulary.tree")));
    ALL.iter()
        .map(|list| {
            let node = document.as_ref().and_then(|document| document.root().get(list.name));
            let words = list.values.iter().map(|value| read(node.and_then(|node| node.get(value)))).collect();
            (list.name, words)
        })
        .collect()
});

static FOLDED: LazyLock<HashMap<&'static str, HashMap<String, u8>>> = LazyLock::new(|| {
    ALL.iter()
        .map(|list| {
            let mut folded = HashMap::new();
            for (position, value) in list.values.iter().enumerate() {
                let Ok(position) = u8::try_from(position) else { continue };
                folded.entry(text::fold(value)).or_insert(position);
                if let Some(words) = TABLE.get(list.name).and_then(|all| all.get(usize::from(position))) {
                    folded.entry(text::fold(&words.name.ja)).or_insert(position);
                    for alias in &words.aliases {
                        folded.entry(text::fold(alias)).or_insert(position);
                    }
                }
            }
            (list.name, folded)
        })
        .collect()
});

/// The Japanese word of each value, folded, by list.
static FOLDED_NAMES: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    TABLE.iter().map(|(list, words)| (*list, words.iter().map(|one| text::fold(&one.name.ja)).collect())).collect()
});

fn read(node: Option<Node<'_>>) -> ValueWords {
    let Some(node) = node else {
        return ValueWords::default();
    };
    let aliases = node.get("aliases").into_iter().flat_map(|list| list.items());
    ValueWords {
        name: Both::read(node),
        aliases: aliases.filter_map(|alias| alias.text().map(str::to_owned)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_called_something() {
        for list in ALL {
            let key = format!("list.{}", list.name);
            assert_ne!(fact(&key), Both::same(&*key));
        }
    }

    #[test]
    fn every_value_has_words_in_both_languages() {
        for list in ALL {
            for (position, value) in list.values.iter().enumerate() {
                let words = super::value(list, position as u8).map(|words| words.name.clone());
                let complete = words.is_some_and(|both| !both.ja.is_empty() && !both.en.is_empty());
                assert!(complete, "{}.{value} lacks words", list.name);
            }
        }
    }

    #[test]
    fn full_width_and_japanese_words_are_understood() {
        let medium = ALL.iter().find(|list| list.name == "medium").copied();
        let medium = medium.unwrap_or(ALL[0]);
        assert_eq!(lookup(medium, "ＣＤ－Ｒ"), medium.position("cd-r"));
        assert_eq!(lookup(medium, "紙"), medium.position("paper"));
        assert_eq!(lookup(medium, "floppy"), None);
    }

    #[test]
    fn every_fact_has_words_in_both_languages() {
        use crate::vocabulary::facts::ALL_RELATIONS;
        let facts = ALL_FACTS.iter().map(|fact| (fact.row().subject, fact.row().name));
        let relations = ALL_RELATIONS.iter().map(|it| (it.row().subject, it.row().name));
        for (subject, name) in facts.chain(relations) {
            let key = format!("{}.{name}", subject.word());
            let words = fact(&key);
            assert!(words.ja != key && words.en != key, "{key} lacks words");
        }
    }

    #[test]
    fn no_folded_word_means_two_values() {
        for list in ALL {
            let mut seen: HashMap<String, &str> = HashMap::new();
            for (position, value) in list.values.iter().enumerate() {
                let words = super::value(list, position as u8).cloned().unwrap_or_default();
                let mut forms = vec![(*value).to_owned(), words.name.ja];
                forms.extend(words.aliases);
                for form in forms {
                    let before = seen.insert(text::fold(&form), value);
                    assert!(before.is_none_or(|before| before == *value), "{}: {form}", list.name);
                }
            }
        }
    }
}
