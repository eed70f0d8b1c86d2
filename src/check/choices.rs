//! What is possible at a place of a file, in words.

use crate::filing::Choices;
use crate::vocabulary::enumerations::ALL;
use crate::vocabulary::pack_words::PackWord;
use crate::vocabulary::words as vocabulary;
use crate::words::{Lang, join, say};

/// The words of a list that are possible, each with what it means in the language of the reader.
pub(super) fn words(list: &str, choices: &Choices, lang: Lang) -> String {
    let table = ALL.iter().find(|table| table.name == list);
    told(lang, choices, |word| {
        let at = table.and_then(|table| Some((table, table.position(word)?)));
        choice(lang, word, at.map_or("", |(table, at)| vocabulary::name(table, at, lang)))
    })
}

/// The words of packs that are possible, each with what it means in the language of the reader.
pub(super) fn pack_words(words: &[PackWord], lang: Lang) -> String {
    let choices = Choices::of(words.iter().map(PackWord::id));
    let name = |id: &str| words.iter().find(|word| word.id() == id).map_or("", |word| word.name(lang));
    told(lang, &choices, |id| choice(lang, id, name(id)))
}

/// The keys or ids that are possible.
pub(super) fn names(choices: &Choices, lang: Lang) -> String {
    told(lang, choices, str::to_owned)
}

/// A suggestion, and after it what is possible.
pub(super) fn after(suggestion: &str, sentence: &str, choices: &str, lang: Lang) -> String {
    match (suggestion, choices) {
        (suggestion, "") => suggestion.to_owned(),
        ("", choices) => say(lang, sentence, &[("words", choices)]),
        (first, choices) => {
            let second = say(lang, sentence, &[("words", choices)]);
            say(lang, "sentences", &[("first", first), ("second", &second)])
        }
    }
}

/// Types of values, any of which is expected.
pub(super) fn types(expected: &[&str], lang: Lang) -> String {
    let all = expected.iter().map(|name| say(lang, &format!("type.{name}"), &[]));
    all.reduce(|before, last| say(lang, "type.or", &[("before", &before), ("last", &last)])).unwrap_or_default()
}

/// A word with what it means; English words name themselves.
fn choice(lang: Lang, word: &str, name: &str) -> String {
    if name.replace(' ', "-") == word {
        return word.to_owned();
    }
    say(lang, "choice", &[("word", word), ("name", name)])
}

fn told(lang: Lang, choices: &Choices, name: impl Fn(&str) -> String) -> String {
    let first: Vec<String> = choices.first.iter().map(|word| name(word)).collect();
    let first = join(lang, &first);
    match choices.more {
        0 => first,
        more => say(lang, "choices-more", &[("words", &first), ("more", &more.to_string())]),
    }
}
