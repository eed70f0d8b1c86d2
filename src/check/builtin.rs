//! Findings that the program itself makes: their words and weight are the core pack's.

use std::sync::Arc;

use super::evaluate::Cause;
use super::gather::Open;
use super::say;
use crate::facts::{Named, Standing, Subject, World};
use crate::filing::{Location, StepId};
use crate::finding::{About, Finding};
use crate::policy::Policy;
use crate::source::Span;
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{self, Both, Lang};

/// What sentences take from the filing. The rest depends on the day, on lines, or on what a pack knows.
const OF_THE_FILING: &[&str] = &["value", "key", "data", "places", "facts", "annexes", "path"];

/// A finding of the program itself; `None` only where the core pack lacks the id.
pub fn built_in(policy: &Policy, id: &str, about: About, span: Span, args: &[(&str, Both)]) -> Option<Finding> {
    let entry = policy.built_in.get(id).filter(|entry| !entry.is_off)?;
    let mut finding = Finding::at(about, span, entry.verdict, entry.severity);
    finding = finding.says(id, Arc::clone(&entry.title), fill(&entry.ja, &entry.en, args));
    let help = |text: &str| crate::words::Template::parse(text).unwrap_or_default();
    finding.told =
        args.iter().filter(|(name, _)| OF_THE_FILING.contains(name)).map(|(_, told)| told.ja.clone()).collect();
    finding.help = Arc::new(fill(&help(&entry.help.ja), &help(&entry.help.en), args));
    Some(finding)
}

/// What is irregular in the flows and names nothing in the policy.
pub fn of_filing(policy: &Policy, world: &World<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let clear = !world.filing.unclear.flow;
    for (part, at) in world.custody.idle_disposals.iter().filter(|_| clear) {
        let part = &world.filing.parts[*part];
        let place = &part.disposal[*at].place;
        let about = About::new(SubjectKind::Part, &part.id, &place.pointer);
        let finding = built_in(policy, "disposal-covers-nothing", about, place.span, &[]);
        findings.extend(finding.map(|finding| Finding { discriminator: at.to_string(), ..finding }));
    }
    unknown_names(policy, world, &mut findings);
    findings
}

/// Facts that rules lacked, where no rule of the policy gathers them.
pub(super) fn fact_unstated(policy: &Policy, world: &World<'_>, open: Vec<Open>) -> Vec<Finding> {
    open.into_iter()
        .filter_map(|open| {
            let named = world.name(open.subject);
            let facts = |lang| say::fact_names(&open.causes, lang);
            let annexes = |lang| say::annexes(&open.causes, lang);
            let elsewhere = open.causes.iter().any(|cause| cause.standing == Standing::Elsewhere);
            let args = [
                ("subject", say::subject_name(world, open.subject, &named)),
                ("facts", Both::in_each(facts)),
                ("annexes", Both::in_each(annexes)),
                ("rules", Both::same(open.rules.join(", "))),
            ];
            let about = About::of(open.subject, named.with_way(), &named.pointer);
            let id = if elsewhere { "elsewhere" } else { "fact-unstated" };
            let fact = open.causes.first().map(|cause| cause.fact);
            built_in(policy, id, about, named.span, &args).map(|finding| Finding { fact, ..finding })
        })
        .collect()
}

/// The sentence for what is in an annex, or has no words of its own.
pub(super) fn elsewhere(policy: &Policy, world: &World<'_>, subject: Subject, named: &Named, causes: &[Cause]) -> Both {
    let Some(entry) = policy.built_in.get("elsewhere") else {
        return Both::default();
    };
    let facts = |lang| say::fact_names(causes, lang);
    let annexes = |lang| say::annexes(causes, lang);
    let args = [
        ("subject", say::subject_name(world, subject, named)),
        ("facts", Both::in_each(facts)),
        ("annexes", Both::in_each(annexes)),
    ];
    fill(&entry.ja, &entry.en, &args)
}

/// One of the program's own texts in both languages.
pub(super) fn words(key: &str) -> Both {
    words::both(key).unwrap_or_else(|| Both::same(key))
}

fn fill(ja: &crate::words::Template, en: &crate::words::Template, args: &[(&str, Both)]) -> Both {
    let fill = |template: &crate::words::Template, lang| {
        template
            .fill(|name| args.iter().find(|(key, _)| *key == name).map(|(_, text)| text.get(lang).into()))
            .trim_end()
            .to_owned()
    };
    Both { ja: fill(ja, Lang::Ja), en: fill(en, Lang::En) }
}

pub(super) fn about_step(world: &World<'_>, step: StepId) -> About {
    let (id, pointer) = (world.filing.step_name(step), &world.filing.step(step).place.pointer);
    world
        .step(step)
        .map_or_else(|| About::new(SubjectKind::Step, &id, pointer), |subject| About::of(subject, &id, pointer))
}

/// Forms, rows and measures that the policy does not have.
fn unknown_names(policy: &Policy, world: &World<'_>, out: &mut Vec<Finding>) {
    let filing = world.filing;
    for part in &filing.parts {
        if let Some(checklist) = &part.checklist
            && let Some(form) = checklist.form.value()
        {
            match policy.checklists.get(form) {
                None => {
                    let known = policy.checklists.keys().map(String::as_str);
                    unknown(policy, "unknown-form", form, known, &checklist.place, &[], out);
                }
                Some(known) => unknown_rows(policy, checklist, known, out),
            }
        }
        for row in part.special_clauses.value().into_iter().flatten() {
            if let Some(form) = row.form.value().filter(|_| row.clauses.is_none())
                && !policy.clauses.contains_key(form)
            {
                let known = policy.clauses.keys().map(String::as_str);
                unknown(policy, "unknown-form", form, known, &row.place, &[], out);
            }
            for id in row.clauses.iter().flatten().flat_map(|(_, ids)| ids) {
                check_measure(policy, id, &row.place, out);
            }
        }
        for measure in &part.measures {
            for id in &measure.means {
                check_measure(policy, id, &measure.place, out);
            }
        }
    }
    let lanes = filing.flows.iter().flat_map(|flow| &flow.measures).flat_map(|(_, list)| list);
    let beside = filing.stores.iter().flat_map(|store| &store.measures);
    for (id, place) in lanes.chain(beside) {
        check_measure(policy, id, place, out);
    }
}

fn unknown_rows(
    policy: &Policy,
    checklist: &crate::filing::Checklist,
    form: &crate::policy::ChecklistForm,
    out: &mut Vec<Finding>,
) {
    for column in [&checklist.principal, &checklist.agent] {
        let Some(answers) = column.value() else { continue };
        let done = match &answers.done {
            crate::filing::Done::Rows(rows) => rows.as_slice(),
            _ => &[],
        };
        let crossed = answers.not_applicable.iter().map(|(row, _)| row);
        for row in done.iter().chain(crossed) {
            if !form.rows.iter().any(|known| known.id == *row) {
                let known = form.rows.iter().map(|row| row.id.as_str());
                let args = [("form", Both::same(form.id.clone()))];
                unknown(policy, "unknown-row", row, known, &answers.place, &args, out);
            }
        }
    }
}

fn check_measure(policy: &Policy, id: &str, place: &Location, out: &mut Vec<Finding>) {
    if !policy.measures.contains_key(id) {
        unknown(policy, "unknown-measure", id, policy.measures.keys().map(String::as_str), place, &[], out);
    }
}

fn unknown<'k>(
    policy: &Policy,
    rule: &str,
    value: &str,
    known: impl Iterator<Item = &'k str>,
    place: &Location,
    more: &[(&str, Both)],
    out: &mut Vec<Finding>,
) {
    let near = text::suggest_after(out.len(), value, known);
    let mut args = vec![("value", Both::same(value)), ("suggestion", suggestion(near))];
    args.extend(more.iter().cloned());
    let about = About::new(SubjectKind::Filing, value, &place.pointer);
    let finding = built_in(policy, rule, about, place.span, &args);
    out.extend(finding.map(|finding| Finding { discriminator: place.pointer.clone(), ..finding }));
}

/// “Did you mean”, or nothing.
pub fn suggestion(found: Option<&str>) -> Both {
    found.map_or_else(Both::default, |found| {
        let text = |lang| words::say(lang, "did-you-mean", &[("word", found)]);
        Both::in_each(text)
    })
}
