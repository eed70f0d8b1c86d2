//! One file of a pack while it is read, and the ways to take values from it.

use crate::calendar::When;
use crate::policy::problem::{PolicyProblem, PolicyTrouble};
use crate::source::{Kind, Node, Span};
use crate::text;
use crate::vocabulary::pack_words::{PackList, PackWord, PackWords};
use crate::words::Both;

/// Longest id, in bytes: a name of a file has 255 on most systems.
const MAX_ID: usize = 200;

/// One file of a pack while it is read, with the problems found so far.
pub(in crate::policy) struct PolicyReading<'a> {
    /// The words that the packs read so far declare.
    pub(in crate::policy) words: &'a PackWords,
    pub(in crate::policy) file: &'a str,
    pub(in crate::policy) problems: &'a mut Vec<PolicyProblem>,
}

impl PolicyReading<'_> {
    /// Reports a defect at a place of this file.
    pub(in crate::policy) fn report(&mut self, span: Span, trouble: PolicyTrouble) {
        self.problems.push(PolicyProblem::new(self.file, span, trouble));
    }

    /// Reports keys that are not in `known`, or a value that is no map.
    pub(in crate::policy) fn keys(&mut self, node: Node<'_>, known: &[&str]) {
        self.keys_but(node, known, None);
    }

    /// The same, where one key is the author's own.
    pub(in crate::policy) fn keys_but(&mut self, node: Node<'_>, known: &[&str], own: Option<&str>) {
        if node.kind() != Kind::Map {
            self.report(node.span(), PolicyTrouble::BadValue { expected: "map" });
            return;
        }
        for (key, span, _) in node.entries() {
            if !known.contains(&key) && own != Some(key) {
                let suggestion = text::suggest(key, known.iter().copied()).map(str::to_owned);
                self.report(span, PolicyTrouble::UnknownKey { key: key.to_owned(), suggestion });
            }
        }
    }

    /// Returns the items of a list; anything else is reported.
    pub(in crate::policy) fn rows<'n>(&mut self, root: Node<'n>) -> Vec<Node<'n>> {
        if root.kind() != Kind::Seq {
            self.report(root.head(), PolicyTrouble::BadValue { expected: "list" });
        }
        root.items().collect()
    }

    /// Returns the items of the list at a key; none where the key is left out.
    pub(in crate::policy) fn list<'n>(&mut self, node: Node<'n>, key: &str) -> Vec<Node<'n>> {
        match node.get(key) {
            None => Vec::new(),
            Some(list) => self.rows(list),
        }
    }

    /// Returns the texts of the list at a key; items that are no text are skipped.
    pub(in crate::policy) fn texts(&mut self, node: Node<'_>, key: &str) -> Vec<String> {
        self.list(node, key).into_iter().filter_map(|item| item.text().map(str::to_owned)).collect()
    }

    /// Returns the boolean at a key; `otherwise` where it is left out or is none, the latter being reported.
    pub(in crate::policy) fn flag(&mut self, node: Node<'_>, key: &str, otherwise: bool) -> bool {
        let Some(value) = node.get(key) else {
            return otherwise;
        };
        value.as_bool().unwrap_or_else(|| {
            self.report(value.span(), PolicyTrouble::BadValue { expected: "boolean" });
            otherwise
        })
    }

    /// Returns the value that a word stands for; an unknown word is reported.
    pub(in crate::policy) fn word<T: Copy>(&mut self, node: Node<'_>, known: &[(&str, T)]) -> Option<T> {
        let word = node.text().unwrap_or_default();
        let found = known.iter().find(|(one, _)| *one == word).map(|(_, value)| *value);
        if found.is_none() {
            let suggestion = text::suggest(word, known.iter().map(|(one, _)| *one)).map(str::to_owned);
            self.report(node.span(), PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion });
        }
        found
    }

    /// Returns the word that the packs declare at a node, by its id; any other is reported, unless the list is open.
    pub(in crate::policy) fn pack_word(&mut self, node: Node<'_>, list: PackList) -> Option<PackWord> {
        self.declared(node.text().unwrap_or_default(), node.span(), list)
    }

    /// Returns a word that the packs declare, by its id; any other is reported at its place, unless the list is open.
    pub(in crate::policy) fn declared(&mut self, id: &str, span: Span, list: PackList) -> Option<PackWord> {
        let open = self.words.of(list).is_empty();
        let found = if open { Some(PackWord::own(id)) } else { self.words.get(list, id).cloned() };
        if found.is_none() {
            let known = self.words.of(list).iter().map(PackWord::id);
            let suggestion = text::suggest(id, known).map(str::to_owned);
            self.report(span, PolicyTrouble::UnknownWord { word: id.to_owned(), suggestion });
        }
        found
    }

    /// Returns the value of a required key; a missing one is reported.
    pub(in crate::policy) fn required<'n>(&mut self, node: Node<'n>, key: &'static str) -> Option<Node<'n>> {
        let found = node.get(key);
        if found.is_none() {
            self.report(node.head(), PolicyTrouble::MissingKey { key });
        }
        found
    }

    /// Returns the days that a date, month or year stands for; anything else is reported.
    pub(in crate::policy) fn day(&mut self, node: Node<'_>) -> Option<When> {
        let when = node.text().and_then(|text| When::parse(text).ok());
        if when.is_none() {
            self.report(node.span(), PolicyTrouble::BadValue { expected: "date" });
        }
        when
    }

    /// The id of an entry, which must be there and be one.
    pub(in crate::policy) fn id(&mut self, node: Node<'_>) -> Option<String> {
        let id = self.required(node, "id")?;
        let text = id.text()?.to_owned();
        if !is_id(&text) {
            self.report(id.span(), PolicyTrouble::BadId { id: text.clone() });
        }
        Some(text)
    }

    /// Returns the text at a required key, in both languages; a missing language is reported.
    pub(in crate::policy) fn both(&mut self, node: Node<'_>, key: &'static str) -> Both {
        let Some(inside) = self.required(node, key) else {
            return Both::default();
        };
        self.both_of(inside, key)
    }

    /// Returns the text of a map with both languages; a missing one is reported.
    pub(in crate::policy) fn both_of(&mut self, inside: Node<'_>, key: &'static str) -> Both {
        self.keys(inside, &["ja", "en"]);
        self.texts_of(inside.get("ja"), inside.get("en"), inside.head(), key)
    }

    /// Returns the text in both languages; a missing language is reported at a place.
    pub(in crate::policy) fn texts_of(
        &mut self,
        ja: Option<Node<'_>>,
        en: Option<Node<'_>>,
        head: Span,
        verdict: &'static str,
    ) -> Both {
        let mut text = |lang, node: Option<Node<'_>>| {
            let text = node.and_then(|node| node.text()).unwrap_or_default();
            if text.is_empty() {
                self.report(head, PolicyTrouble::MissingMessage { verdict, lang });
            }
            text.to_owned()
        };
        Both { ja: text("ja", ja), en: text("en", en) }
    }
}

/// Whether a text is an id: small letters, digits and hyphens, so that a file can be named after it anywhere.
pub fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() <= MAX_ID && text.starts_with(|c: char| plain(c) && c != '-') && text.chars().all(plain)
}
