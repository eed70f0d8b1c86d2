//! An entry of a file of rules, with what is written of it in more places than one: in the entry, and in one of its editions.

use super::reading::PolicyReading;
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node, Span};
use crate::words::Both;

/// A rule, one of its editions, or a change of a rule.
#[derive(Clone, Copy)]
pub(in crate::policy) struct RuleEntry<'n> {
    own: Node<'n>,
    edition: Option<Node<'n>>,
}

/// A text in both languages: a map of them, or each at a key of its own (`help.ja`, `help.en`).
#[derive(Clone, Copy)]
pub(super) struct TextPair<'n> {
    ja: Option<Node<'n>>,
    en: Option<Node<'n>>,
    /// Where to say that something is wrong with it.
    pub(super) head: Span,
}

impl<'n> RuleEntry<'n> {
    /// An entry by itself.
    pub(in crate::policy) fn of(own: Node<'n>) -> Self {
        RuleEntry { own, edition: None }
    }

    /// One edition of it, which says again only what differs.
    pub(super) fn in_edition(self, edition: Node<'n>) -> Self {
        RuleEntry { edition: Some(edition), ..self }
    }

    /// Where it is written: the edition, or else the entry.
    pub(super) fn node(self) -> Node<'n> {
        self.edition.unwrap_or(self.own)
    }

    /// What is written for all editions, then what is written for this one.
    pub(super) fn layers(self) -> impl Iterator<Item = Node<'n>> {
        [Some(self.own), self.edition].into_iter().flatten()
    }

    /// The value of a key: that of the edition, or else that of the entry.
    pub(in crate::policy) fn get(self, key: &str) -> Option<Node<'n>> {
        self.edition.and_then(|edition| edition.get(key)).or_else(|| self.own.get(key))
    }

    /// True if a text stands at a key, in whichever form.
    pub(in crate::policy) fn says(self, key: &str) -> bool {
        self.layers().any(|layer| Texts::at(layer, key).pair().is_some())
    }
}

/// What stands at a key (`help`) and at the two with a dot (`help.ja`, `help.en`), with their places.
#[derive(Clone, Copy, Default)]
pub(super) struct Texts<'n> {
    pub(super) whole: Option<Node<'n>>,
    /// The place of the key `whole`.
    pub(super) span: Span,
    ja: Option<(Span, Node<'n>)>,
    en: Option<(Span, Node<'n>)>,
}

impl<'n> Texts<'n> {
    /// Finds them in a map.
    fn at(node: Node<'n>, key: &str) -> Self {
        let mut found = Texts::default();
        for (name, span, value) in node.entries().filter(|(name, ..)| name.starts_with(key)) {
            match name.get(key.len()..) {
                Some("") => found.take(None, span, value),
                Some(".ja") => found.take(Some("ja"), span, value),
                Some(".en") => found.take(Some("en"), span, value),
                _ => {}
            }
        }
        found
    }

    /// Takes what stands at the key, or at that with a dot and a language.
    pub(super) fn take(&mut self, lang: Option<&str>, span: Span, value: Node<'n>) {
        match lang {
            None => (self.whole, self.span) = (Some(value), span),
            Some("ja") => self.ja = Some((span, value)),
            Some("en") => self.en = Some((span, value)),
            Some(_) => {}
        }
    }

    /// The pair that stands there, if any.
    pub(super) fn pair(self) -> Option<TextPair<'n>> {
        self.whole.map(TextPair::of).or_else(|| self.dotted())
    }

    /// The pair at the two keys with a dot, if any.
    pub(super) fn dotted(self) -> Option<TextPair<'n>> {
        let head = self.ja.or(self.en)?.0;
        Some(TextPair { ja: self.ja.map(|(_, value)| value), en: self.en.map(|(_, value)| value), head })
    }

    /// Reports the keys with a dot where the other is written as well: one of the two would not be read.
    pub(super) fn once(self, reading: &mut PolicyReading<'_>, key: &str) {
        for (lang, text) in [("ja", self.ja), ("en", self.en)].into_iter().filter(|_| self.whole.is_some()) {
            if let Some((span, _)) = text {
                reading.report(span, PolicyTrouble::DuplicateId { id: format!("{key}.{lang}") });
            }
        }
    }
}

/// Reads the text in both languages at a key of an entry; a missing one is reported.
pub(super) fn both(reading: &mut PolicyReading<'_>, entry: RuleEntry<'_>, key: &'static str) -> Both {
    let mut found = None;
    for layer in entry.layers() {
        let texts = Texts::at(layer, key);
        texts.once(reading, key);
        texts.whole.into_iter().for_each(|inside| reading.keys(inside, &["ja", "en"]));
        found = texts.pair().or(found);
    }
    let Some(pair) = found else {
        reading.required(entry.node(), key);
        return Both::default();
    };
    pair.read(reading, key)
}

impl<'n> TextPair<'n> {
    /// The text of a map with both languages.
    pub(super) fn of(node: Node<'n>) -> Self {
        TextPair { ja: node.get("ja"), en: node.get("en"), head: node.head() }
    }

    /// The two texts; a language without one is reported.
    pub(super) fn read(self, reading: &mut PolicyReading<'_>, verdict: &'static str) -> Both {
        reading.texts_of(self.ja, self.en, self.head, verdict)
    }
}

/// What an entry without `id` is called: its first key, whose value is its title.
pub(super) fn heading<'n>(node: Node<'n>, known: &[&str]) -> Option<(&'n str, Span, Node<'n>)> {
    let (key, span, title) = node.entries().next().filter(|_| node.get("id").is_none())?;
    let is_title = title.kind() == Kind::Map && (title.get("ja").is_some() || title.get("en").is_some());
    (is_title && !known.contains(&key)).then_some((key, span, title))
}
