//! A policy as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::Effective;
use super::change::{ChangeKind, ChangeRow};
use super::form::{ChecklistForm, ClauseForm};
use super::items::ItemWords;
use super::measure::{BuiltIn, PolicyMeasure};
use super::obligation::Obligation;
use super::rule::Rule;
use crate::calendar::Date;
use crate::vocabulary::enumerations::Variant;
use crate::vocabulary::facts::FactId;
use crate::words::Both;

/// A pack with everything that it extends, ready to judge.
#[derive(Debug, Default)]
pub struct Policy {
    /// Id of the pack.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// Its version.
    pub version: String,
    /// The packs it is made of, without the core: those it extends, then itself.
    pub packs: Vec<String>,
    /// Jurisdictions it judges.
    pub jurisdictions: Vec<String>,
    /// Editions with the day each begins, oldest first.
    pub editions: Vec<Edition>,
    /// The clause that tells each variant of a text, the most telling first.
    pub variants: Vec<(Variant, String)>,
    /// Laws that clause texts cite, by id.
    pub laws: BTreeMap<String, Law>,
    /// Rules in the order of their ids; versions of one id have disjoint dates.
    pub rules: Vec<Rule>,
    /// Records that an audit asks for, in the order of their ids.
    pub obligations: Vec<Obligation>,
    /// Findings that the program itself makes, by id.
    pub built_in: BTreeMap<String, BuiltIn>,
    /// Measures by id.
    pub measures: BTreeMap<String, PolicyMeasure>,
    /// Ids of the measures that promise a fact.
    pub promised: BTreeMap<FactId, BTreeSet<String>>,
    /// Checklist forms by id.
    pub checklists: BTreeMap<String, ChecklistForm>,
    /// Clause forms by id.
    pub clauses: BTreeMap<String, ClauseForm>,
    /// Names of items that mean the same or hold each other.
    pub items: ItemWords,
    /// What changes of a filing weigh.
    pub changes: Vec<ChangeRow>,
    /// Changes that make a parent's rule milder, with their reasons.
    pub weakenings: Vec<Weakening>,
    /// Digest of every file it was made from.
    pub digest: String,
}

/// A law that clause texts cite.
#[derive(Debug, Clone)]
pub struct Law {
    /// Its name.
    pub title: Both,
    /// Days on which it is in force.
    pub effective: Effective,
}

/// An edition of the requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its name.
    pub id: String,
    /// First day.
    pub from: Date,
}

/// A child's change that makes a rule milder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakening {
    /// The rule.
    pub rule: String,
    /// What was changed.
    pub change: &'static str,
    /// Why, as the child says.
    pub reason: String,
    /// File.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

impl Policy {
    /// The variant that the clause ids of a text tell: the first whose tell-tale clause is there.
    pub fn variant_of(&self, ids: &[&str]) -> Option<Variant> {
        self.variants.iter().find(|(_, clause)| ids.contains(&clause.as_str())).map(|(variant, _)| *variant)
    }

    /// The edition in force on a day: the last that had begun, or the first of all.
    pub fn edition_on(&self, day: Date) -> Option<&Edition> {
        self.editions.iter().rev().find(|edition| edition.from <= day).or(self.editions.first())
    }

    /// Whether a pack after the one at a place of [`Policy::packs`] has changed what a rule asks, or dropped it.
    pub fn asks_otherwise(&self, rule: &str, pack: usize) -> bool {
        let later = |file: &str| self.packs.iter().skip(pack + 1).any(|id| file.split('/').next() == Some(id));
        let changed = |change| ["disabled", "require", "exempt", "effective"].contains(&change);
        self.weakenings.iter().any(|one| one.rule == rule && changed(one.change) && later(&one.file))
    }

    /// The version of each rule in force on a day.
    pub fn rules_on(&self, day: Date) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.effective.contains(day))
    }

    /// What is said of a change: the row that names its key most closely, the last among equals, so that a pack answers
    /// before its parents.
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
