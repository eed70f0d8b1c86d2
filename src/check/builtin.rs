//! Findings that the program itself makes: their words and weight are the core pack's.

use super::evaluate::Cause;
use super::gather::Open;
use super::say;
use super::speaker::Speaker;
use crate::facts::{Named, Standing, Subject, World};
use crate::filing::{Location, StepId};
use crate::finding::{About, Finding};
use crate::source::Span;
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{self, Lang, Phrase, Template};

/// What sentences take from the filing. The rest depends on the day, on lines, or on what a pack knows.
const OF_THE_FILING: &[&str] = &["value", "key", "data", "stores", "facts", "annexes", "path"];

/// A finding of the program itself; `None` only where the core pack lacks the id.
pub fn built_in(
    speaker: Speaker<'_>,
    id: &str,
    about: About,
    span: Span,
    args: &[(&str, Phrase<'_>)],
) -> Option<Finding> {
    let Speaker { policy, lang } = speaker;
    let entry = policy.built_in.get(id).filter(|entry| !entry.is_off)?;
    let mut finding = Finding::at(about, span, entry.verdict, entry.severity);
    finding = finding.says(id, entry.title.get(lang), fill(entry.template(lang), args, lang));
    let told = args.iter().filter(|(name, _)| OF_THE_FILING.contains(name));
    finding.told = told.map(|(_, phrase)| phrase.text(Finding::TOLD_IN).into_owned()).collect();
    finding.help = fill(&Template::parse(entry.help.get(lang)).unwrap_or_default(), args, lang);
    Some(finding)
}

/// What is irregular in the flows and names nothing in the policy.
pub fn of_filing(speaker: Speaker<'_>, world: &World<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let clear = !world.filing.unclear.flow;
    for (part, at) in world.custody.idle_disposals.iter().filter(|_| clear) {
        let part = &world.filing.parts[*part];
        let place = &part.disposal[*at].place;
        let about = About::new(SubjectKind::Part, &part.id, &place.pointer);
        let finding = built_in(speaker, "disposal-covers-nothing", about, place.span, &[]);
        findings.extend(finding.map(|finding| Finding { discriminator: at.to_string(), ..finding }));
    }
    unknown_names(speaker, world, &mut findings);
    findings
}

/// Facts that rules lacked, where no rule of the policy gathers them.
pub(super) fn fact_unstated(speaker: Speaker<'_>, world: &World<'_>, open: Vec<Open<'_>>) -> Vec<Finding> {
    open.into_iter()
        .filter_map(|open| {
            let named = world.name(open.subject);
            let elsewhere = open.causes.iter().any(|cause| cause.standing == Standing::Elsewhere);
            let args = [
                ("subject", Phrase::made(|lang| say::subject_name(world, open.subject, &named.id, lang))),
                ("facts", Phrase::made(|lang| say::cause_names(&open.causes, lang))),
                ("annexes", Phrase::made(|lang| say::annexes(&open.causes, lang))),
                ("rules", Phrase::same(open.rules.join(", "))),
            ];
            let about = About::of(open.subject, named.with_way(), &named.pointer);
            let id = if elsewhere { "elsewhere" } else { "fact-unstated" };
            let fact = open.causes.first().map(|cause| cause.fact);
            built_in(speaker, id, about, named.span, &args).map(|finding| Finding { fact, ..finding })
        })
        .collect()
}

/// The sentence for what is in an annex, or has no words of its own.
pub(super) fn elsewhere(
    speaker: Speaker<'_>,
    world: &World<'_>,
    subject: Subject,
    named: &Named,
    causes: &[Cause<'_>],
) -> String {
    let Some(entry) = speaker.policy.built_in.get("elsewhere") else {
        return String::new();
    };
    let args = [
        ("subject", Phrase::made(|lang| say::subject_name(world, subject, &named.id, lang))),
        ("facts", Phrase::made(|lang| say::cause_names(causes, lang))),
        ("annexes", Phrase::made(|lang| say::annexes(causes, lang))),
    ];
    fill(entry.template(speaker.lang), &args, speaker.lang)
}

fn fill(template: &Template, args: &[(&str, Phrase<'_>)], lang: Lang) -> String {
    let text = template.fill(|name| args.iter().find(|(key, _)| *key == name).map(|(_, phrase)| phrase.text(lang)));
    text.trim_end().to_owned()
}

pub(super) fn about_step(world: &World<'_>, step: StepId) -> About {
    let (id, pointer) = (world.filing.step_name(step), &world.filing.step(step).place.pointer);
    world
        .step(step)
        .map_or_else(|| About::new(SubjectKind::Step, &id, pointer), |subject| About::of(subject, &id, pointer))
}

/// Forms, rows and measures that the policy does not have.
fn unknown_names(speaker: Speaker<'_>, world: &World<'_>, out: &mut Vec<Finding>) {
    let (policy, filing) = (speaker.policy, world.filing);
    for part in &filing.parts {
        if let Some(checklist) = &part.checklist
            && let Some(form) = checklist.form.value()
        {
            match policy.checklists.get(form) {
                None => {
                    let known = policy.checklists.keys().map(String::as_str);
                    unknown(speaker, "unknown-form", form, known, &checklist.place, &[], out);
                }
                Some(known) => unknown_rows(speaker, checklist, known, out),
            }
        }
        for row in part.special_clauses.value().into_iter().flatten() {
            if let Some(form) = row.form.value().filter(|_| row.clauses.is_none())
                && !policy.clauses.contains_key(form)
            {
                let known = policy.clauses.keys().map(String::as_str);
                unknown(speaker, "unknown-form", form, known, &row.place, &[], out);
            }
            for id in row.clauses.iter().flatten().flat_map(|(_, ids)| ids) {
                check_measure(speaker, id, &row.place, out);
            }
        }
        for measure in &part.measures {
            for id in &measure.means {
                check_measure(speaker, id, &measure.place, out);
            }
        }
    }
    let lanes = filing.flows.iter().flat_map(|flow| &flow.measures).flat_map(|(_, list)| list);
    let beside = filing.stores.iter().flat_map(|store| &store.measures);
    for (id, place) in lanes.chain(beside) {
        check_measure(speaker, id, place, out);
    }
}

fn unknown_rows(
    speaker: Speaker<'_>,
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
                let args = [("form", Phrase::same(&form.id))];
                unknown(speaker, "unknown-row", row, known, &answers.place, &args, out);
            }
        }
    }
}

fn check_measure(speaker: Speaker<'_>, id: &str, place: &Location, out: &mut Vec<Finding>) {
    let measures = &speaker.policy.measures;
    if !measures.contains_key(id) {
        unknown(speaker, "unknown-measure", id, measures.keys().map(String::as_str), place, &[], out);
    }
}

fn unknown<'k>(
    speaker: Speaker<'_>,
    rule: &str,
    value: &str,
    known: impl Iterator<Item = &'k str>,
    place: &Location,
    more: &[(&str, Phrase<'_>)],
    out: &mut Vec<Finding>,
) {
    let near = text::suggest_after(out.len(), value, known);
    let mut args = vec![("value", Phrase::same(value)), ("suggestion", suggestion(near))];
    args.extend(more.iter().cloned());
    let about = About::new(SubjectKind::Filing, value, &place.pointer);
    let finding = built_in(speaker, rule, about, place.span, &args);
    out.extend(finding.map(|finding| Finding { discriminator: place.pointer.clone(), ..finding }));
}

/// “Did you mean”, or nothing.
pub fn suggestion(found: Option<&str>) -> Phrase<'_> {
    found.map_or_else(Phrase::default, |found| {
        Phrase::made(move |lang| words::say(lang, "did-you-mean", &[("word", found)]))
    })
}
