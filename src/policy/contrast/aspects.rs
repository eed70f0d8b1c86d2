//! In which respects one thing of two policies differs.

use super::Aspect;
use crate::finding::{Severity, Verdict};
use crate::policy::model::{
    Basis, BuiltIn, ChangeRow, ChecklistForm, ClauseForm, Effective, Obligation, Policy, PolicyMeasure, Rule,
};
use crate::vocabulary::pack_words::PackWord;
use crate::words::Both;

pub(super) fn rule_head(versions: &[Rule]) -> (Both, Option<Severity>) {
    let title = versions.last().map(|rule| rule.title.clone()).unwrap_or_default();
    (title, versions.iter().filter(|rule| !rule.is_off()).map(Rule::gravest).max())
}

pub(super) fn rule_aspects(old: &[Rule], new: &[Rule]) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    if old.len() != new.len() {
        aspects.push(Aspect::Versions(old.len(), new.len()));
    }
    // Of rules with unequal numbers of versions, the latest are compared.
    for (before, after) in old.iter().rev().zip(new.iter().rev()) {
        for aspect in version_aspects(before, after) {
            if !aspects.contains(&aspect) {
                aspects.push(aspect);
            }
        }
    }
    aspects
}

fn version_aspects(old: &Rule, new: &Rule) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let reported =
        |rule: &Rule, verdict| rule.severity.get(&verdict).copied().filter(|_| !rule.silent.contains(&verdict));
    for verdict in [Verdict::Violation, Verdict::Unstated, Verdict::Promised] {
        let (before, after) = (reported(old, verdict), reported(new, verdict));
        if before != after {
            aspects.push(Aspect::Severity(verdict, before, after));
        }
    }
    if old.applies_to != new.applies_to {
        aspects.push(Aspect::Subject(old.applies_to, new.applies_to));
    }
    let conditions = [
        ("when", old.when != new.when),
        ("require", old.require != new.require),
        ("exempt", old.exempt != new.exempt),
        ("absent", old.absent_is_unstated != new.absent_is_unstated),
        ("severity_when", old.severity_when != new.severity_when),
        ("yields_to", old.yields_to != new.yields_to),
        ("outranks", old.outranks != new.outranks),
        ("gathers", old.gathers != new.gathers),
        ("audit", old.audit != new.audit),
        ("editorial", old.editorial != new.editorial),
    ];
    keys(&mut aspects, Aspect::Condition, conditions);
    days(&mut aspects, old.effective, new.effective);
    if old.waivable != new.waivable {
        aspects.push(Aspect::Waivable(old.waivable, new.waivable));
    }
    if old.basis != new.basis {
        aspects.push(Aspect::Sources);
    }
    let texts =
        [("title", old.title != new.title), ("message", old.message != new.message), ("help", old.help != new.help)];
    keys(&mut aspects, Aspect::Text, texts);
    aspects
}

pub(super) fn finding_head(finding: &BuiltIn) -> (Both, Option<Severity>) {
    (finding.title.clone(), Some(finding.severity).filter(|_| !finding.is_off))
}

pub(super) fn finding_aspects(old: &BuiltIn, new: &BuiltIn) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let (before, after) = (finding_head(old).1, finding_head(new).1);
    if (old.verdict, before) != (new.verdict, after) {
        aspects.push(Aspect::Severity(new.verdict, before, after));
    }
    let texts = [
        ("title", old.title != new.title),
        ("message", (&old.ja, &old.en) != (&new.ja, &new.en)),
        ("help", old.help != new.help),
    ];
    keys(&mut aspects, Aspect::Text, texts);
    aspects
}

pub(super) fn duty_head(duty: &Obligation) -> (Both, Option<Severity>) {
    (duty.title.clone(), Some(duty.severity))
}

pub(super) fn duty_aspects(old: &Obligation, new: &Obligation) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    if old.severity != new.severity {
        aspects.push(Aspect::Severity(Verdict::Unstated, Some(old.severity), Some(new.severity)));
    }
    if old.when != new.when {
        aspects.push(Aspect::Condition("when"));
    }
    let contents = [
        ("binds", old.binds != new.binds),
        ("every", old.every != new.every),
        ("met_by", old.met_by != new.met_by),
        ("tells", old.tells != new.tells),
        ("group", old.group != new.group),
        ("grace", old.grace != new.grace),
    ];
    keys(&mut aspects, Aspect::Content, contents);
    days(&mut aspects, old.effective, new.effective);
    if old.basis != new.basis {
        aspects.push(Aspect::Sources);
    }
    title(&mut aspects, &old.title, &new.title);
    aspects
}

pub(super) fn measure_aspects(old: &PolicyMeasure, new: &PolicyMeasure) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let contents = [("promises", old.promises != new.promises), ("rests_on", old.rests_on != new.rests_on)];
    keys(&mut aspects, Aspect::Content, contents);
    title(&mut aspects, &old.title, &new.title);
    aspects
}

pub(super) fn checklist_aspects(old: &ChecklistForm, new: &ChecklistForm) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let ids = |form: &ChecklistForm| form.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    members(&mut aspects, "rows", &ids(old), &ids(new));
    for row in &new.rows {
        if let Some(before) = old.rows.iter().find(|before| before.id == row.id && *before != row) {
            if (&before.section, before.principal, before.agent) != (&row.section, row.principal, row.agent) {
                aspects.push(Aspect::Row(row.id.clone(), Vec::new(), Vec::new()));
            }
            let (gained, lost) = apart(&before.measures, &row.measures);
            if !gained.is_empty() || !lost.is_empty() {
                aspects.push(Aspect::Row(row.id.clone(), gained, lost));
            }
        }
    }
    let contents = [("family", old.family != new.family), ("reasons", old.reasons != new.reasons)];
    keys(&mut aspects, Aspect::Content, contents);
    days(&mut aspects, old.effective, new.effective);
    title(&mut aspects, &old.title, &new.title);
    aspects
}

pub(super) fn clause_aspects(old: &ClauseForm, new: &ClauseForm) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    let provided = |form: &ClauseForm| {
        let mut ids: Vec<String> = form.items.iter().flat_map(|(_, ids)| ids.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    members(&mut aspects, "items", &provided(old), &provided(new));
    let moved = aspects.is_empty() && old.items != new.items;
    let contents = [
        ("items", moved),
        ("variant", old.variant != new.variant),
        ("laws", old.laws != new.laws),
        ("owed_to", old.owed_to != new.owed_to),
    ];
    keys(&mut aspects, Aspect::Content, contents);
    days(&mut aspects, old.effective, new.effective);
    title(&mut aspects, &old.title, &new.title);
    aspects
}

pub(super) fn word_aspects(old: &PackWord, new: &PackWord) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    if old.decides() != new.decides() {
        aspects.push(Aspect::Content("decides"));
    }
    let spellings = |word: &PackWord| word.spellings().map(str::to_owned).collect::<Vec<_>>();
    members(&mut aspects, "aliases", &spellings(old), &spellings(new));
    if old.both().en != new.both().en {
        aspects.push(Aspect::Text("en"));
    }
    aspects
}

pub(super) fn weight_aspects(old: &ChangeRow, new: &ChangeRow) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    if old.weight != new.weight {
        aspects.push(Aspect::Weight(old.weight, new.weight));
    }
    if old.because != new.because {
        aspects.push(Aspect::Text("because"));
    }
    aspects
}

pub(super) fn source_aspects(old: &Basis, new: &Basis) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    if (&old.seeds, old.verified, old.general, old.as_of) != (&new.seeds, new.verified, new.general, new.as_of) {
        aspects.push(Aspect::Content("as_of"));
    }
    if old.text != new.text {
        aspects.push(Aspect::Text("text"));
    }
    aspects
}

pub(super) fn pack_aspects(old: &Policy, new: &Policy) -> Vec<Aspect> {
    let mut aspects = Vec::new();
    members(&mut aspects, "jurisdictions", &old.jurisdictions, &new.jurisdictions);
    let contents = [
        ("unasked", old.unasked != new.unasked),
        ("editions", old.editions != new.editions),
        ("variants", old.variants != new.variants),
        ("profiles", old.profiles != new.profiles),
        ("items", old.items != new.items),
    ];
    keys(&mut aspects, Aspect::Content, contents);
    aspects
}

pub(super) fn alike<T: PartialEq>(old: &T, new: &T, key: &'static str) -> Vec<Aspect> {
    if old == new { Vec::new() } else { vec![Aspect::Content(key)] }
}

/// Adds what is made of each key that differs.
fn keys<const N: usize>(aspects: &mut Vec<Aspect>, made: fn(&'static str) -> Aspect, all: [(&'static str, bool); N]) {
    aspects.extend(all.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| made(key)));
}

fn days(aspects: &mut Vec<Aspect>, old: Effective, new: Effective) {
    if old != new {
        aspects.push(Aspect::Days(old, new));
    }
}

fn title(aspects: &mut Vec<Aspect>, old: &Both, new: &Both) {
    if old != new {
        aspects.push(Aspect::Text("title"));
    }
}

fn members(aspects: &mut Vec<Aspect>, key: &'static str, old: &[String], new: &[String]) {
    let (gained, lost) = apart(old, new);
    if !gained.is_empty() || !lost.is_empty() {
        aspects.push(Aspect::Members(key, gained, lost));
    }
}

/// What only the newer list has, and what only the older has.
fn apart(old: &[String], new: &[String]) -> (Vec<String>, Vec<String>) {
    let only = |one: &[String], other: &[String]| one.iter().filter(|id| !other.contains(id)).cloned().collect();
    (only(new, old), only(old, new))
}
