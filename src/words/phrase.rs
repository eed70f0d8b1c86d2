//! Texts whose language is chosen only where they are read, so that a run writes each of them in one language.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::{Both, Lang, say};

/// A text that is put into words when a language asks for it.
#[derive(Clone)]
pub enum Phrase<'t> {
    /// The same in every language: a name, an id, a number.
    Same(Cow<'t, str>),
    /// Written in every language, by a pack or in the vocabulary.
    Written(&'t Both),
    /// Made for the language that asks.
    Made(Rc<dyn Fn(Lang) -> String + 't>),
}

impl<'t> Phrase<'t> {
    /// Makes a phrase that is the same in every language.
    pub fn same(text: impl Into<Cow<'t, str>>) -> Self {
        Phrase::Same(text.into())
    }

    /// Makes a phrase from what writes it in a language.
    pub fn made(text: impl Fn(Lang) -> String + 't) -> Self {
        Phrase::Made(Rc::new(text))
    }

    /// Makes a phrase of one of the program's texts that has no places.
    pub fn said(key: impl Into<Cow<'t, str>>) -> Self {
        let key = key.into();
        Phrase::made(move |lang| say(lang, &key, &[]))
    }

    /// Returns the text in a language.
    pub fn text(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Phrase::Same(text) => Cow::Borrowed(text),
            Phrase::Written(both) => Cow::Borrowed(both.get(lang)),
            Phrase::Made(text) => Cow::Owned(text(lang)),
        }
    }
}

impl Default for Phrase<'_> {
    fn default() -> Self {
        Phrase::same("")
    }
}

/// What reads alike in one language means the same in the other.
impl PartialEq for Phrase<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text(Lang::default()) == other.text(Lang::default())
    }
}

impl Eq for Phrase<'_> {}

impl fmt::Debug for Phrase<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Lang::default()).fmt(out)
    }
}
