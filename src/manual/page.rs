//! A page while it is written, and the words that pages share.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::calendar::iso;
use crate::finding::{Severity, Verdict};
use crate::policy::{Basis, Effective, FormRow, Packs, Policy};
use crate::source::{self, Span};
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words;
use crate::words::{Lang, join, say};

/// A page of Markdown in one language.
pub(super) struct Page {
    pub(super) lang: Lang,
    text: String,
}

impl Page {
    /// Begins a page with a title; without one it is to stand below another.
    pub(super) fn new(title: &str, lang: Lang) -> Self {
        let mut page = Page { lang, text: String::new() };
        page.line(title);
        page
    }

    /// Adds a line, or several.
    pub(super) fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    /// Adds a line of the program's own words.
    pub(super) fn said(&mut self, key: &str) {
        self.line(&say(self.lang, key, &[]));
    }

    /// Adds a heading of the second level.
    pub(super) fn heading(&mut self, key: &str) {
        self.line(&format!("\n## {}\n", say(self.lang, key, &[])));
    }

    /// Adds an item: what it is called, and a text.
    pub(super) fn item(&mut self, key: &str, value: &str) {
        let args = [("name", &*say(self.lang, key, &[])), ("text", &text::terminal(value))];
        self.line(say(self.lang, "explain.item", &args).trim_end());
    }

    /// Adds the head of a table of two columns.
    pub(super) fn table(&mut self, heading: &str, key: &str) {
        self.line(&format!("\n## {heading}\n\n{}\n|---|---|", say(self.lang, key, &[])));
    }

    /// Adds some keys of an entry of a pack, as it is written there; nothing where it has none of them.
    pub(super) fn entry(&mut self, packs: &Packs, file: &str, span: Span, keys: &[&str]) {
        let entry = packs.entry(file, span).unwrap_or_default();
        let written: Map<String, Value> =
            keys.iter().filter_map(|key| Some(((*key).to_owned(), entry.get(key)?.clone()))).collect();
        if !written.is_empty() {
            self.block(&source::yaml(&Value::Object(written)));
        }
    }

    /// Adds a block of YAML.
    pub(super) fn block(&mut self, yaml: &str) {
        self.line(&format!("```yaml\n{}\n```", yaml.trim_end()));
    }

    /// The page as it stands.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// What a rule is about.
pub(super) fn subject(kind: SubjectKind, lang: Lang) -> String {
    words::fact(&format!("subject.{}", kind.word())).get(lang).to_owned()
}

/// The days of what is not always in force.
pub(super) fn effective(effective: &Effective) -> Option<String> {
    match (effective.from, effective.to) {
        (None, None) => None,
        (from, to) => Some(format!("{}..{}", from.map_or_else(String::new, iso), to.map_or_else(String::new, iso))),
    }
}

/// The same in words, also of what always is.
pub(super) fn days(range: &Effective, lang: Lang) -> String {
    effective(range).unwrap_or_else(|| say(lang, "book.always", &[]))
}

/// Measures by title and id.
pub(super) fn measures(policy: &Policy, ids: &[String], lang: Lang) -> String {
    let titled = ids.iter().map(|id| {
        let title = policy.measures.get(id).map_or("", |measure| measure.title.get(lang));
        format!("{} `{id}`", text::markdown(title))
    });
    join(lang, &titled.collect::<Vec<_>>())
}

/// The same in brackets, to follow a title; empty for what is always in force.
pub(super) fn bracketed(range: &Effective) -> String {
    effective(range).map_or_else(String::new, |range| format!("  ({range})"))
}

/// What a rule or obligation rests on, with the filings that show it.
pub(super) fn basis(basis: &Basis, lang: Lang) -> String {
    let seeds = if basis.seeds.is_empty() { String::new() } else { format!(" ({})", basis.seeds.join(", ")) };
    let remark = crate::words::reading(basis.verified, basis.as_of, lang);
    format!("{}{seeds}{remark}", text::terminal(basis.text.get(lang)))
}

/// How much a verdict weighs.
pub(super) fn weight(verdict: Verdict, severity: Severity, lang: Lang) -> String {
    format!("{} → {}", verdict.name(lang), severity.name(lang))
}

/// The sides whose column has a row.
pub(super) fn sides(row: &FormRow, lang: Lang) -> String {
    let sides = [("side.principal", row.principal), ("side.agent", row.agent)];
    let sides: Vec<String> = sides.iter().filter(|(_, has)| *has).map(|(side, _)| say(lang, side, &[])).collect();
    join(lang, &sides)
}
