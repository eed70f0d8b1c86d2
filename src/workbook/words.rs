//! The words of the layout: headings, names of sheets, fixed words (`locales/workbook.yaml`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::source::Document;
use crate::text;
use crate::words::{Both, Lang, join, say, say_plainly};

/// The maps whose common keys are named under `part`.
const PARTS: [&str; 3] = ["contract", "connection", "processing"];

static WORDS: LazyLock<HashMap<String, Both>> = LazyLock::new(|| {
    let document = Document::compiled(include_bytes!(concat!(env!("OUT_DIR"), "/workbook.tree")));
    let entries = document.iter().flat_map(|document| document.root().entries());
    entries.map(|(key, _, words)| (key.to_owned(), Both::read(words))).collect()
});

/// Returns a word in both languages; the key itself where there is none, which a test rules out.
pub fn both(key: &str) -> Both {
    WORDS.get(key).cloned().unwrap_or_else(|| Both::same(key))
}

/// Returns a word in one language.
pub fn one(key: &str, lang: Lang) -> String {
    both(key).get(lang).to_owned()
}

/// Returns the heading of a key of a map of the format.
pub(super) fn heading(map: &str, key: &str) -> Both {
    let own = WORDS.get(&format!("{map}.{key}"));
    let shared = || PARTS.contains(&map).then(|| WORDS.get(&format!("part.{key}"))).flatten();
    own.or_else(shared).cloned().unwrap_or_else(|| Both::same(format!("{map}.{key}")))
}

/// True if a text is one of these words, in either language and in any spelling that reads alike.
pub(super) fn is(words: &Both, written: &str) -> bool {
    let written = text::heading(written);
    text::heading(&words.ja) == written || text::heading(&words.en) == written
}

/// Returns the fixed word of the format that a text stands for, in words for people or as the format has it.
pub(super) fn fixed(word: &str, written: &str) -> bool {
    written.trim() == word || WORDS.get(&format!("word.{word}")).is_some_and(|words| is(words, written))
}

/// Returns how a fixed word of the format is written for people.
pub fn shown_fixed(word: &str, lang: Lang) -> String {
    both_fixed(word).get(lang).to_owned()
}

/// Returns a fixed word of the format as it is written for people, in both languages.
pub(super) fn both_fixed(word: &str) -> Both {
    WORDS.get(&format!("word.{word}")).cloned().unwrap_or_else(|| Both::same(word))
}

/// Says that values of a filing cannot be written in the other form, by the message `key`; an empty place is the whole.
pub fn lost(lang: Lang, key: &str, path: &str, places: &[String]) -> String {
    let whole = say(lang, "cli.workbook-whole", &[]);
    let places: Vec<&str> = places.iter().map(|place| if place.is_empty() { whole.as_str() } else { place }).collect();
    say_plainly(lang, key, &[("path", path), ("places", &join(lang, &places))])
}
