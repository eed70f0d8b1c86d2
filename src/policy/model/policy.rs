//! A policy as a whole: a pack with its parents, merged.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::Sources;
use super::change::{ChangeKind, ChangeRow};
use super::form::{ChecklistForm, ClauseForm};
use super::items::ItemWords;
use super::law::Law;
use super::measure::{BuiltIn, PolicyMeasure};
use super::obligation::Obligation;
use super::rule::Rule;
use super::word_list::WordLists;
use crate::calendar::Date;
use crate::finding::{Grade, Grades, Verdict};
use crate::vocabulary::enumerations::Variant;
use crate::vocabulary::facts::FactId;
use crate::words::Both;

/// A pack with everything that it extends, ready to judge.
#[derive(Debug, Default)]
pub struct Policy {
    /// Id of the pack, the name of its folder.
    pub id: String,
    /// Title of the pack, in both languages.
    pub title: Both,
    /// Version of the pack, as it states it.
    pub version: String,
    /// What filings of such a body owe that the pack does not ask; `None` if it says nothing of it.
    pub unasked: Option<Both>,
    /// Ids of the packs it is made of: those it extends, then itself.
    pub packs: Vec<String>,
    /// Ids of the jurisdictions whose filings it judges.
    pub jurisdictions: Vec<String>,
    /// Editions with the day on which each begins, oldest first.
    pub editions: Vec<Edition>,
    /// The clause that identifies each variant of a clause text, the most specific first.
    pub variants: Vec<(Variant, String)>,
    /// Laws that filings cite, by id.
    pub laws: BTreeMap<String, Law>,
    /// Sources that rules and obligations may name.
    pub sources: Sources,
    /// Rules, sorted by id and start; versions of one id have disjoint dates.
    pub rules: Vec<Rule>,
    /// Records that an audit asks for, sorted by id.
    pub obligations: Vec<Obligation>,
    /// Findings that the program itself makes, by id.
    pub built_in: BTreeMap<String, BuiltIn>,
    /// Measures by their id.
    pub measures: BTreeMap<String, PolicyMeasure>,
    /// Words by which a sentence speaks of a measure, by the measure's id.
    pub spoken: WordLists,
    /// For each fact, the ids of the measures that promise it.
    pub promised: BTreeMap<FactId, BTreeSet<String>>,
    /// Checklist forms by their id.
    pub checklists: BTreeMap<String, ChecklistForm>,
    /// Clause forms by their id.
    pub clauses: BTreeMap<String, ClauseForm>,
    /// Dictionary of the names of data items.
    pub items: ItemWords,
    /// How much changes of a filing weigh, parents' rows first.
    pub changes: Vec<ChangeRow>,
    /// What rules and findings of the program weigh by each profile that the packs have.
    pub profiles: BTreeMap<String, Grades>,
    /// Changes that make a parent's rule milder, with the reasons given.
    pub weakenings: Vec<Weakening>,
    /// Hash of every file it was made from, in hexadecimal.
    pub digest: String,
    /// Whether the program brought all of them.
    pub is_shipped: bool,
}

/// An edition of the requirements, in force until the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Name of the edition.
    pub id: String,
    /// The day on which it begins.
    pub from: Date,
}

/// A change by a child pack that makes a parent's rule milder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakening {
    /// Id of the rule that became milder.
    pub rule: String,
    /// The key that was changed, `disabled`, or `whole` if the rule was replaced.
    pub change: &'static str,
    /// The reason as the child gives it.
    pub reason: String,
    /// The file of the child that makes the change.
    pub file: String,
    /// The line of the change in that file, counted from 1.
    pub line: u32,
}

impl Policy {
    /// Returns the variant of a text with these clause ids: the first whose identifying clause is among them.
    pub fn variant_of(&self, ids: &[&str]) -> Option<Variant> {
        self.variants.iter().find(|(_, clause)| ids.contains(&clause.as_str())).map(|(variant, _)| *variant)
    }

    /// Returns the edition in force on a day: the last that had begun, else the first of all.
    pub fn edition_on(&self, day: Date) -> Option<&Edition> {
        self.editions.iter().rev().find(|edition| edition.from <= day).or(self.editions.first())
    }

    /// True if a pack after the given position in [`Policy::packs`] has changed what a rule asks, or disabled it.
    pub fn asks_otherwise(&self, rule: &str, pack: usize) -> bool {
        let later = |file: &str| self.packs.iter().skip(pack + 1).any(|id| file.split('/').next() == Some(id));
        let changed = |change| ["disabled", "require", "exempt", "effective"].contains(&change);
        self.weakenings.iter().any(|one| one.rule == rule && changed(one.change) && later(&one.file))
    }

    /// Lets rules and findings of the program weigh what is set. What is wrong in the form of a file becomes no milder: what
    /// cannot be read is not looked at. Gives back the rules that became milder.
    pub fn grade(&mut self, grades: &Grades) -> BTreeSet<String> {
        for entry in self.built_in.values_mut() {
            let form = entry.verdict == Verdict::Invalid;
            match grades.of(&entry.id, if form { Verdict::Violation } else { entry.verdict }) {
                Some(Grade::Is(severity)) => {
                    entry.severity = if form { severity.max(entry.severity) } else { severity }
                }
                Some(Grade::Off) => entry.is_off = !form,
                None => {}
            }
        }
        let milder = self.rules.iter_mut().filter_map(|rule| rule.grade(grades).then(|| rule.id.clone()));
        milder.collect()
    }

    /// Returns the rules in force on a day, in one version each.
    pub fn rules_on(&self, day: Date) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.effective.contains(day))
    }

    /// Returns the row that covers a change: the one that names its key most closely, and of equals the last, so that a
    /// pack takes precedence over its parents.
    pub fn change(&self, subject: &str, field: &str, kind: ChangeKind) -> Option<&ChangeRow> {
        let key = if field.is_empty() { subject.to_owned() } else { format!("{subject}.{field}") };
        let closeness = |row: &ChangeRow| {
            let names = row.of.iter().filter(|(of, _)| key.strip_prefix(of.as_str()).is_some_and(ends_a_key));
            names.map(|(of, _)| of.len()).max()
        };
        let fits = self.changes.iter().filter(|row| row.kinds.is_empty() || row.kinds.contains(&kind));
        fits.filter_map(|row| Some((closeness(row)?, row))).max_by_key(|(close, _)| *close).map(|(_, row)| row)
    }
}

fn ends_a_key(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('.')
}
