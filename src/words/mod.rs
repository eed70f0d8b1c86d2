//! Words people read: text in two languages, and templates with named places.
//!
//! Owns the template syntax `{name.of.value}` that locales and policy messages share, and the
//! program's own texts (`locales/messages.yaml`).

mod template;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::calendar::{Date, iso, wareki};
use crate::source::{Document, Node};

pub use template::{Template, TemplateProblem};

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 日本語.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Its code, by which options, pages and JSON name it.
    pub fn word(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }
}

/// One text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Both {
    /// 日本語.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Both {
    /// Reads `{ ja: …, en: … }`; what is missing stays empty.
    pub fn read(node: Node<'_>) -> Self {
        let text = |key| node.get(key).and_then(|node| node.text()).unwrap_or_default().to_owned();
        Both { ja: text("ja"), en: text("en") }
    }

    /// The same text in both.
    pub fn same(text: impl Into<String>) -> Self {
        let ja = text.into();
        Both { en: ja.clone(), ja }
    }

    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    /// Applies the same change to both.
    pub fn zip(self, other: &Both, join: impl Fn(&str, &str) -> String) -> Both {
        Both { ja: join(&self.ja, &other.ja), en: join(&self.en, &other.en) }
    }
}

/// One of the program's own texts with its places filled in. A key that is not in the file shows
/// itself, so that a gap is seen rather than silent; a test names every key.
pub fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let Some(text) = MESSAGES.get(key).map(|both| both.get(lang)) else {
        return key.to_owned();
    };
    if !Template::has_names(text) {
        return text.to_owned();
    }
    Template::parse(text).map_or_else(
        |_| text.to_owned(),
        |template| template.fill(|name| args.iter().find(|(key, _)| *key == name).map(|(_, text)| (*text).to_owned())),
    )
}

/// One of the program's own texts in both languages, unfilled.
pub fn both(key: &str) -> Option<Both> {
    MESSAGES.get(key).cloned()
}

/// A day: in its era, or as ISO writes it.
pub fn date(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja => wareki(day),
        Lang::En => iso(day),
    }
}

/// Joins a list as a sentence would: 「、」 in Japanese, commas in English.
pub fn join(lang: Lang, parts: &[String]) -> String {
    match lang {
        Lang::Ja => parts.join("、"),
        Lang::En => parts.join(", "),
    }
}

static MESSAGES: LazyLock<HashMap<String, Both>> = LazyLock::new(|| {
    let document = Document::compiled(include_bytes!(concat!(env!("OUT_DIR"), "/messages.tree")));
    let entries = document.iter().flat_map(|document| document.root().entries());
    entries.map(|(key, _, texts)| (key.to_owned(), Both::read(texts))).collect()
});
