//! Words of the pages, in one language.

use std::borrow::Cow;

use crate::filing::{ActorId, DataId, Filing};
use crate::session::Judged;
use crate::text;
use crate::vocabulary::enumerations::Enumerated;
use crate::vocabulary::words;
use crate::words::{Lang, join, say};

/// Speaks one language.
#[derive(Clone, Copy)]
pub(crate) struct Voice(pub(crate) Lang);

impl Voice {
    /// A text of the program.
    pub(crate) fn say(self, key: &str) -> String {
        say(self.0, key, &[])
    }

    /// The same, filled in.
    pub(crate) fn fill(self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.0, key, args)
    }

    /// A text of a filing without what a reader cannot see: control characters, marks that turn the writing.
    pub(crate) fn clean(self, text: &str) -> String {
        match text::terminal(text) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => text,
        }
    }

    /// A value of the vocabulary.
    pub(crate) fn name<T: Enumerated>(self, value: T) -> String {
        words::of(value, self.0).to_owned()
    }

    /// 件名.
    pub(crate) fn title(self, judged: &Judged) -> String {
        let title = judged.title.as_deref().map(|title| self.clean(title)).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| self.say("report.untitled"))
    }

    /// Name of a party.
    pub(crate) fn actor(self, filing: &Filing, actor: ActorId) -> String {
        self.clean(&filing.party_name(actor, self.0))
    }

    /// Names of data sets.
    pub(crate) fn data(self, filing: &Filing, sets: &[DataId]) -> String {
        join(self.0, &sets.iter().map(|set| self.clean(filing.data[set.at()].label())).collect::<Vec<_>>())
    }
}
