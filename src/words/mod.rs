//! Words people read: texts, templates with named places, and what is said of a run in its one language.
//!
//! Owns the template syntax `{name.of.value}` that locales and policy messages share, and the
//! program's own texts (`locales/messages.yaml`).

mod phrase;
mod template;
mod voice;

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::calendar::{Date, iso, wareki};
use crate::source::{Document, Node};
use crate::text;

pub use phrase::Phrase;
pub use template::{Template, TemplatePart, TemplateProblem};
pub use voice::{Voice, clean};

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

/// A text as packs and locales write it: in both languages. What is made of it is made in one.
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
}

/// One of the program's own texts with its places filled in. A key that is not in the file shows
/// itself, so that a gap is seen rather than silent; a test names every key.
pub fn say(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let Some(message) = MESSAGES.get(key) else {
        return key.to_owned();
    };
    match message.template(lang) {
        Some(template) => template.fill(|name| Some((*args.iter().find(|(key, _)| *key == name)?.1).into())),
        None => message.text.get(lang).to_owned(),
    }
}

/// The same, on one line each of its own: what is filled in may be anyone's.
pub fn say_plainly(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    let safe: Vec<_> = args.iter().map(|(name, text)| (*name, text::terminal(text))).collect();
    say(lang, key, &safe.iter().map(|(name, text)| (*name, text.as_ref())).collect::<Vec<_>>())
}

/// Returns one of the program's own texts, unfilled; `None` if it has no text of that key.
pub fn unfilled(lang: Lang, key: &str) -> Option<&'static str> {
    MESSAGES.get(key).map(|message| message.text.get(lang))
}

/// A day: in its era, or as ISO writes it.
pub fn date(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Ja => wareki(day),
        Lang::En => iso(day),
    }
}

/// Says how far the wording of a source was compared: as of which day, or not at all; empty where neither is told.
pub fn reading(verified: bool, as_of: Option<Date>, lang: Lang) -> String {
    match (verified, as_of) {
        (false, _) => say(lang, "basis.not-verified", &[]),
        (true, Some(day)) => say(lang, "basis.as-of", &[("day", &date(day, lang))]),
        (true, None) => String::new(),
    }
}

/// What stands between the members of a list in Japanese.
pub const LISTED: &str = "、";

/// Joins a list as a sentence would: 「、」 in Japanese, commas in English.
pub fn join(lang: Lang, parts: &[impl Borrow<str>]) -> String {
    match lang {
        Lang::Ja => parts.join(LISTED),
        Lang::En => parts.join(", "),
    }
}

/// How many members of a list a sentence names.
pub const NAMED: usize = 3;

/// Joins a list for a sentence in which it is not the matter: of many, the first are named and the others counted.
pub fn brief(lang: Lang, parts: &[impl Borrow<str>]) -> String {
    match parts.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => {
            say(lang, "listed-more", &[("first", &join(lang, first)), ("more", &rest.len().to_string())])
        }
        _ => join(lang, parts),
    }
}

/// One of the program's own texts; its templates are made when they are first said.
struct Message {
    text: Both,
    ja: OnceLock<Option<Template>>,
    en: OnceLock<Option<Template>>,
}

impl Message {
    /// The text as a template, where it has names.
    fn template(&self, lang: Lang) -> Option<&Template> {
        let template = match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        };
        let text = self.text.get(lang);
        let parsed = || Template::has_names(text).then(|| Template::parse(text).ok()).flatten();
        template.get_or_init(parsed).as_ref()
    }
}

static MESSAGES: LazyLock<HashMap<String, Message>> = LazyLock::new(|| {
    let document = Document::compiled(include_bytes!(concat!(env!("OUT_DIR"), "/messages.tree")));
    let entries = document.iter().flat_map(|document| document.root().entries());
    let message = |texts| Message { text: Both::read(texts), ja: OnceLock::new(), en: OnceLock::new() };
    entries.map(|(key, _, texts)| (key.to_owned(), message(texts))).collect()
});

#[cfg(test)]
mod tests;
