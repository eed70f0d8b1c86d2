//! Ids of the older filing that the newer one writes otherwise, and numbers of steps that moved on.

use std::collections::BTreeMap;

use crate::filing::SubjectName;
use crate::text::fold;
use crate::vocabulary::pack_words::{PackList, PackWords};

/// By what names the newer filing knows the things of the older one.
#[derive(Debug, Clone, Default)]
pub(super) struct Renaming {
    /// The words that the pack declares, by which spellings of one word are told.
    words: PackWords,
    ids: BTreeMap<String, String>,
    /// By flow in the newer filing and number in the older one: the number in the newer one, where the step is still there.
    steps: BTreeMap<(String, String), Option<String>>,
}

/// A subject of the older filing, as the newer one names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Renamed {
    Kept(String),
    /// A step that is gone, by its former name.
    Gone(String),
}

impl Renaming {
    /// Starts without any ids.
    pub(super) fn new(words: PackWords) -> Self {
        Renaming { words, ..Renaming::default() }
    }

    /// Returns a word that the pack declares by its id; any other as it is compared.
    pub(super) fn word(&self, list: PackList, written: &str) -> String {
        self.words.lookup(list, written).map_or_else(|| fold(written), |word| word.id().to_owned())
    }

    /// Notes ids that are written otherwise.
    pub(super) fn extend(&mut self, ids: impl IntoIterator<Item = (String, String)>) {
        self.ids.extend(ids);
    }

    /// The ids alone, to go back to.
    pub(super) fn ids(&self) -> BTreeMap<String, String> {
        self.ids.clone()
    }

    /// Notes what became of a step of a flow of the newer filing.
    pub(super) fn step(&mut self, flow: &str, before: &str, after: Option<&str>) {
        self.steps.insert((flow.to_owned(), before.to_owned()), after.map(str::to_owned));
    }

    /// Goes back to ids, as numbers of steps are ids within their flow only. What became of steps stays known.
    pub(super) fn back_to(&mut self, ids: BTreeMap<String, String>) {
        self.ids = ids;
    }

    /// What an id of the older filing is now.
    pub(super) fn id<'r>(&'r self, id: &'r str) -> &'r str {
        self.ids.get(id).map_or(id, String::as_str)
    }

    /// What a subject is now that a waiver or a reason of the older filing names: `flow/2`, `party@flow/2`, `party@store`.
    pub(super) fn subject(&self, at: &str) -> Renamed {
        let name = SubjectName::parse(at);
        let (party, place) = (name.party.map(|party| self.id(party)), self.id(name.place));
        let step = name.number.and_then(|number| self.steps.get(&(place.to_owned(), number.to_owned())));
        let number = match step {
            Some(None) => return Renamed::Gone(at.to_owned()),
            Some(Some(now)) => Some(now.as_str()),
            None => name.number,
        };
        Renamed::Kept(SubjectName { party, place, number, ..name }.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_keep_their_steps_when_numbers_move_on() {
        let mut renaming = Renaming::default();
        renaming.extend([("press".to_owned(), "printer".to_owned()), ("labels".to_owned(), "post".to_owned())]);
        renaming.step("post", "2", Some("4"));
        renaming.step("post", "3", None);
        for (before, after) in [
            ("labels/2", "post/4"),
            ("labels/2#1", "post/4#1"),
            ("press@labels/2", "printer@post/4"),
            ("press@pc", "printer@pc"),
            ("labels/1", "post/1"),
            ("main/agent/2", "main/agent/2"),
            ("press", "printer"),
        ] {
            assert_eq!(renaming.subject(before), Renamed::Kept(after.to_owned()), "{before}");
        }
        assert_eq!(renaming.subject("press@labels/3"), Renamed::Gone("press@labels/3".to_owned()));
    }
}
