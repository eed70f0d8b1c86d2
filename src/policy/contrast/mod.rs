//! What one policy asks and another does not.
//!
//! Owns which differences there are. Leaves to others: how they are worded, and what they mean for a filing.

mod aspects;

use std::collections::BTreeMap;

use super::model::{ChangeKind, ChangeRow, Effective, Obligation, Policy, Rule, Weight};
use crate::finding::{Severity, Verdict};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::pack_words::{PackList, PackWord};
use crate::words::Both;

use aspects::{alike, checklist_aspects, clause_aspects, duty_aspects, duty_head, finding_aspects, finding_head};
use aspects::{measure_aspects, pack_aspects, rule_aspects, rule_head, source_aspects, weight_aspects, word_aspects};

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// A rule.
    Rule,
    /// A finding that the program itself makes.
    Finding,
    /// A record that an audit asks for.
    Obligation,
    /// A measure or clause.
    Measure,
    /// A form of checklists.
    Checklist,
    /// A form of special clauses.
    ClauseForm,
    /// A word of one of the lists that packs declare.
    Word(PackList),
    /// A law that filings cite.
    Law,
    /// A source.
    Source,
    /// How much changes of a filing weigh.
    Weight,
    /// The pack as a whole: what its head says, and its dictionary.
    Pack,
}

/// One respect in which something differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aspect {
    /// What a verdict weighs; `None` where it is not reported.
    Severity(Verdict, Option<Severity>, Option<Severity>),
    /// The condition under this key.
    Condition(&'static str),
    /// What it is about.
    Subject(SubjectKind, SubjectKind),
    /// The days on which it is in force.
    Days(Effective, Effective),
    /// Whether a decision of the forum may waive it.
    Waivable(bool, bool),
    /// How many versions it has.
    Versions(usize, usize),
    /// The value under this key.
    Content(&'static str),
    /// What a list under this key gains and loses.
    Members(&'static str, Vec<String>, Vec<String>),
    /// A row of a checklist of both: the measures that it gains and loses; neither where its column or section differs.
    Row(String, Vec<String>, Vec<String>),
    /// How much a change weighs.
    Weight(Weight, Weight),
    /// The sources.
    Sources,
    /// The sentence or name under this key.
    Text(&'static str),
}

/// Something that only one policy has, or that the two have otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub of: Held,
    /// Its id.
    pub id: String,
    /// Its title, as the newer policy has it, or the only one.
    pub title: Both,
    /// Whether it came, went or differs.
    pub change: ChangeKind,
    /// What it weighs at most in the older and the newer policy; `None` where it is not there or has no weight.
    pub severity: [Option<Severity>; 2],
    /// In which respects it differs; empty where it came or went.
    pub aspects: Vec<Aspect>,
}

impl Difference {
    /// True if only its words differ.
    pub fn is_wording(&self) -> bool {
        self.change == ChangeKind::Altered && self.aspects.iter().all(|aspect| matches!(aspect, Aspect::Text(_)))
    }

    /// True if what it asks, of what or when, differs.
    pub fn is_asked_otherwise(&self) -> bool {
        self.change == ChangeKind::Altered
            && !self
                .aspects
                .iter()
                .all(|aspect| matches!(aspect, Aspect::Text(_) | Aspect::Sources | Aspect::Severity(..)))
    }
}

/// Everything in which two policies differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contrast {
    /// In the order of [`Held`], then by id.
    pub differences: Vec<Difference>,
}

impl Contrast {
    /// Compares two policies.
    pub fn of(old: &Policy, new: &Policy) -> Self {
        let mut found = Found::default();
        found.compare(Held::Rule, &rules(old), &rules(new), rule_head, rule_aspects);
        found.compare(Held::Finding, &by_ref(&old.built_in), &by_ref(&new.built_in), finding_head, finding_aspects);
        found.compare(Held::Obligation, &duties(old), &duties(new), duty_head, duty_aspects);
        let plain = |title: &Both| (title.clone(), None);
        let spoken_alike = |id: &str| old.spoken.list(id) == new.spoken.list(id);
        found.compare(
            Held::Measure,
            &by_ref(&old.measures),
            &by_ref(&new.measures),
            |measure| plain(&measure.title),
            |before, after| {
                let mut aspects = measure_aspects(before, after);
                if !spoken_alike(&before.id) {
                    aspects.push(Aspect::Content("spoken"));
                }
                aspects
            },
        );
        found.compare(
            Held::Checklist,
            &by_ref(&old.checklists),
            &by_ref(&new.checklists),
            |form| plain(&form.title),
            checklist_aspects,
        );
        found.compare(
            Held::ClauseForm,
            &by_ref(&old.clauses),
            &by_ref(&new.clauses),
            |form| plain(&form.title),
            clause_aspects,
        );
        for list in PackList::ALL {
            let (before, after) = (words(old, list), words(new, list));
            found.compare(Held::Word(list), &before, &after, |word| plain(word.both()), word_aspects);
        }
        found.compare(
            Held::Law,
            &by_ref(&old.laws),
            &by_ref(&new.laws),
            |law| plain(&law.title),
            |before, after| alike(before, after, "enactments"),
        );
        found.compare(
            Held::Source,
            &by_ref(&old.sources),
            &by_ref(&new.sources),
            |source| plain(&source.text),
            source_aspects,
        );
        found.compare(Held::Weight, &weights(old), &weights(new), |row| plain(&row.because), weight_aspects);
        // Two packs of different names are compared as one.
        let (before, after) = ([(new.id.clone(), old)].into(), [(new.id.clone(), new)].into());
        found.compare(Held::Pack, &before, &after, |pack| plain(&pack.title), pack_aspects);
        Contrast { differences: found.0 }
    }

    /// How many differences are of this kind.
    pub fn count(&self, change: ChangeKind) -> usize {
        self.differences.iter().filter(|one| one.change == change).count()
    }
}

#[derive(Default)]
struct Found(Vec<Difference>);

/// What there is, by id.
type Having<'p, T> = BTreeMap<String, &'p T>;

impl Found {
    /// Adds what only one side has, and what the two have otherwise.
    fn compare<T: ?Sized>(
        &mut self,
        of: Held,
        old: &Having<'_, T>,
        new: &Having<'_, T>,
        head: impl Fn(&T) -> (Both, Option<Severity>),
        aspects: impl Fn(&T, &T) -> Vec<Aspect>,
    ) {
        let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
        ids.sort();
        ids.dedup();
        for id in ids {
            let (before, after) = (old.get(id).copied(), new.get(id).copied());
            let (change, aspects) = match (before, after) {
                (Some(before), Some(after)) => (ChangeKind::Altered, aspects(before, after)),
                (None, _) => (ChangeKind::Added, Vec::new()),
                (_, None) => (ChangeKind::Removed, Vec::new()),
            };
            if change == ChangeKind::Altered && aspects.is_empty() {
                continue;
            }
            let severity = [before, after].map(|side| side.and_then(|side| head(side).1));
            let Some(shown) = after.or(before) else { continue };
            self.0.push(Difference { of, id: id.clone(), title: head(shown).0, change, severity, aspects });
        }
    }
}

fn by_ref<T>(map: &BTreeMap<String, T>) -> Having<'_, T> {
    map.iter().map(|(id, one)| (id.clone(), one)).collect()
}

/// The versions of each rule, which stand side by side.
fn rules(policy: &Policy) -> Having<'_, [Rule]> {
    policy.rules.chunk_by(|one, next| one.id == next.id).map(|rules| (rules[0].id.clone(), rules)).collect()
}

fn duties(policy: &Policy) -> Having<'_, Obligation> {
    policy.obligations.iter().map(|one| (one.id.clone(), one)).collect()
}

fn words(policy: &Policy, list: PackList) -> Having<'_, PackWord> {
    policy.words.of(list).iter().map(|word| (word.id().to_owned(), word)).collect()
}

/// The rows on changes by what they are about; a later row takes the place of an earlier one.
fn weights(policy: &Policy) -> Having<'_, ChangeRow> {
    let mut all = Having::new();
    for row in &policy.changes {
        for (of, _) in &row.of {
            let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.word()).collect();
            let id = if kinds.is_empty() { of.clone() } else { format!("{of} ({})", kinds.join(", ")) };
            all.insert(id, row);
        }
    }
    all
}
