//! Changes in a reviewer's words, in one language, as all formats use them.

use std::collections::BTreeSet;

use super::{Change, ChangeKind, Comparison, Mark, Side, Weight};
use crate::source::{Cells, ShownPlace, Span};
use crate::words::{Lang, say};

/// Maximum number of characters of a value that is shown; the rest can be looked up at its place.
const MAX_LENGTH: usize = 100;

/// Puts the changes between two files into words.
#[derive(Clone, Copy)]
pub struct ChangeWording<'c> {
    /// The changes to put into words.
    pub found: &'c Comparison,
    /// Path of the older file.
    pub old: &'c str,
    /// Path of the newer file.
    pub new: &'c str,
    /// The cells of the older and of the newer file, where they are workbooks.
    pub cells: [Option<&'c Cells>; 2],
    /// The language of all texts.
    pub lang: Lang,
}

impl<'c> ChangeWording<'c> {
    /// Returns a text of the program.
    pub fn say(self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, key, args)
    }

    /// Returns how many changes there are, and how many of them must go to the forum again.
    pub fn summary(self) -> String {
        let (all, resubmit) = (self.found.changes.len(), self.found.count(Weight::Resubmit));
        let key = if all == 0 { "diff.none" } else { "diff.summary" };
        self.say(key, &[("count", &all.to_string()), ("resubmit", &resubmit.to_string())])
    }

    /// Returns the sentence that names the two files.
    pub fn files(self) -> String {
        self.say("diff.files", &[("old", self.old), ("new", self.new)])
    }

    /// Iterates over the changes by weight, the heaviest first, with their numbers.
    pub fn by_weight(self) -> impl Iterator<Item = (Weight, Vec<(usize, &'c Change)>)> {
        Weight::ALL.into_iter().filter_map(move |weight| {
            let all = self.found.changes.iter().enumerate().map(|(at, change)| (at + 1, change));
            let of_it: Vec<_> = all.filter(|(_, change)| change.weight == weight).collect();
            (!of_it.is_empty()).then_some((weight, of_it))
        })
    }

    /// Returns the name of a weight.
    pub fn weight(self, weight: Weight) -> String {
        self.say(&format!("diff.weight-{}", weight.word()), &[])
    }

    /// Returns the sentence that describes a change.
    pub fn sentence(self, change: &Change) -> String {
        let key = match (change.field.is_empty(), change.kind) {
            (true, ChangeKind::Removed) => "diff.gone",
            (true, _) => "diff.come",
            (false, ChangeKind::Added) => "diff.added",
            (false, ChangeKind::Removed) => "diff.removed",
            (false, ChangeKind::Altered) => "diff.altered",
        };
        let args = [
            ("subject", &*change.subject.name),
            ("field", &change.label),
            ("old", &self.value(&change.old)),
            ("new", &self.value(&change.new)),
        ];
        self.say(key, &args)
    }

    /// Returns where the change is in both files.
    pub fn places(self, change: &Change) -> String {
        let (old, new) = (self.old_place(change.old.span), self.new_place(change.new.span));
        let (old, new) = (old.below(self.old), new.below(self.new));
        self.say("diff.places", &[("old", &old), ("new", &new)])
    }

    /// Returns the reason for its weight.
    pub fn because(self, change: &'c Change) -> &'c str {
        &change.because
    }

    /// Returns what is wrong with the marks of the author, as sentences.
    pub fn marks(self) -> Vec<String> {
        let say = |key: &str, mark: &Mark| {
            self.say(key, &[("subject", &*mark.subject.name), ("place", &self.new_place(mark.span).below(self.new))])
        };
        let idle = self.found.idle_marks.iter().map(|mark| say("diff.idle-mark", mark));
        idle.chain(self.found.unmarked().iter().map(|mark| say("diff.unmarked", mark))).collect()
    }

    /// Returns a place of the older file.
    pub fn old_place(self, span: Span) -> ShownPlace<'c> {
        ShownPlace::of(self.cells[0], span)
    }

    /// Returns a place of the newer file.
    pub fn new_place(self, span: Span) -> ShownPlace<'c> {
        ShownPlace::of(self.cells[1], span)
    }

    fn value(self, side: &Side) -> String {
        let text = side.value.as_deref().unwrap_or_default();
        let mut cut: String = text.chars().take(MAX_LENGTH).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        cut
    }
}

impl Comparison {
    /// Returns things that a picture shows as changed and the author did not mark, each once; none if the author marks
    /// nothing.
    pub fn unmarked(&self) -> Vec<Mark> {
        let any = !self.idle_marks.is_empty() || self.changes.iter().any(|change| change.marked);
        let mut seen = BTreeSet::new();
        let shown = self.changes.iter().filter(|change| any && !change.marked && change.drawn());
        shown
            .filter(|change| seen.insert((change.subject.kind, change.subject.id.as_str())))
            .map(|change| Mark { subject: change.subject.clone(), span: change.new.span })
            .collect()
    }
}
