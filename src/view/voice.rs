//! Words of the pages, in one language.

use crate::filing::{ActorId, DataId, Filing, Part};
use crate::session::Judged;
use crate::words::{Voice, clean};

/// Texts about one filing.
impl Voice {
    /// Returns the title of the filing (件名), or what stands for it if it has none.
    pub(crate) fn title(self, judged: &Judged) -> String {
        let title = judged.title.as_deref().map(|title| clean(title.trim())).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| self.text("report.untitled"))
    }

    /// Returns the name of an actor, cleaned.
    pub(crate) fn actor(self, filing: &Filing, actor: ActorId) -> String {
        clean(&filing.party_name(actor, self.0))
    }

    /// Returns the kind of a part and what the filing calls it.
    pub(crate) fn annex(self, filing: &Filing, part: &Part) -> String {
        let args = [("kind", self.name(part.kind)), ("title", self.called(filing, part))];
        self.say("answers.part", &args.each_ref().map(|(name, it)| (*name, it.as_str())))
    }

    /// Returns what the filing calls a part; with the other side where it calls several parts alike.
    pub(crate) fn called(self, filing: &Filing, part: &Part) -> String {
        let name = clean(part.called());
        let alike = filing.parts.iter().filter(|other| other.called() == part.called()).count();
        match part.to.copied().filter(|_| alike > 1) {
            Some(to) => self.say("answers.with", &[("text", &name), ("note", &self.actor(filing, to))]),
            None => name,
        }
    }

    /// Returns the names of data sets, joined.
    pub(crate) fn data(self, filing: &Filing, sets: &[DataId]) -> String {
        self.join(&sets.iter().map(|set| clean(filing.data[set.at()].label())).collect::<Vec<_>>())
    }
}
