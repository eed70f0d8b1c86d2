//! Changes in a reviewer's words, in one language: what every format of them says.

use std::collections::BTreeSet;

use super::{Change, ChangeKind, Comparison, Mark, Side, Weight};
use crate::source::Span;
use crate::words::{Lang, say};

/// Longest value shown; a longer one is cut, as both places are given.
const MAX_LENGTH: usize = 100;

/// Speaks of the changes between two files.
#[derive(Clone, Copy)]
pub struct ChangeWording<'c> {
    /// The changes.
    pub found: &'c Comparison,
    /// Path of the older file.
    pub old: &'c str,
    /// Path of the newer file.
    pub new: &'c str,
    /// Language.
    pub lang: Lang,
}

impl<'c> ChangeWording<'c> {
    /// A text of the program.
    pub fn say(self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, key, args)
    }

    /// How many changes there are, and how many must go to the forum again.
    pub fn summary(self) -> String {
        let (all, resubmit) = (self.found.changes.len(), self.found.count(Weight::Resubmit));
        let key = if all == 0 { "diff.none" } else { "diff.summary" };
        self.say(key, &[("count", &all.to_string()), ("resubmit", &resubmit.to_string())])
    }

    /// The two files.
    pub fn files(self) -> String {
        self.say("diff.files", &[("old", self.old), ("new", self.new)])
    }

    /// Changes with their numbers, the weightiest first.
    pub fn by_weight(self) -> impl Iterator<Item = (Weight, Vec<(usize, &'c Change)>)> {
        Weight::ALL.into_iter().filter_map(move |weight| {
            let all = self.found.changes.iter().enumerate().map(|(at, change)| (at + 1, change));
            let of_it: Vec<_> = all.filter(|(_, change)| change.weight == weight).collect();
            (!of_it.is_empty()).then_some((weight, of_it))
        })
    }

    /// What a weight is called.
    pub fn weight(self, weight: Weight) -> String {
        self.say(&format!("diff.weight-{}", weight.word()), &[])
    }

    /// What changed.
    pub fn sentence(self, change: &Change) -> String {
        let key = match (change.field.is_empty(), change.kind) {
            (true, ChangeKind::Removed) => "diff.gone",
            (true, _) => "diff.come",
            (false, ChangeKind::Added) => "diff.added",
            (false, ChangeKind::Removed) => "diff.removed",
            (false, ChangeKind::Altered) => "diff.altered",
        };
        let args = [
            ("subject", change.subject.name.get(self.lang)),
            ("field", change.label.get(self.lang)),
            ("old", &self.value(&change.old)),
            ("new", &self.value(&change.new)),
        ];
        self.say(key, &args)
    }

    /// Where it stands on both sides.
    pub fn places(self, change: &Change) -> String {
        let (old, new) = (place(self.old, change.old.span), place(self.new, change.new.span));
        self.say("diff.places", &[("old", &old), ("new", &new)])
    }

    /// Why it weighs so much.
    pub fn because(self, change: &'c Change) -> &'c str {
        change.because.get(self.lang)
    }

    /// What is wrong with the marks of the author.
    pub fn marks(self) -> Vec<String> {
        let say = |key: &str, mark: &Mark| {
            self.say(key, &[("subject", mark.subject.name.get(self.lang)), ("place", &place(self.new, mark.span))])
        };
        let idle = self.found.idle_marks.iter().map(|mark| say("diff.idle-mark", mark));
        idle.chain(self.found.unmarked().iter().map(|mark| say("diff.unmarked", mark))).collect()
    }

    fn value(self, side: &Side) -> String {
        let text = side.value.as_ref().map_or("", |value| value.get(self.lang));
        let mut cut: String = text.chars().take(MAX_LENGTH).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        cut
    }
}

impl Comparison {
    /// What a picture shows as changed, which the author did not mark though other things are: each once.
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

fn place(path: &str, span: Span) -> String {
    format!("{path}:{}:{}", span.line, span.column)
}
