//! Where copies end: the last places outside principal and subject, each with its end and report, or the lack of them.

use super::icons::Icon;
use super::scene::{Detail, Terminal};
use super::wording::{Wording, shorten};
use crate::calendar::iso;
use crate::filing::{ActorId, DueAt, Field, StoreId};
use crate::finding::{Finding, Verdict};
use crate::flow::{Cover, Custody, Holding, Place};
use crate::vocabulary::enumerations::End;

/// Returns the last places of the copies that a flow makes or touches, in the order of its lanes.
///
/// Findings show where a measure promises an end that no step and no plan brings about, or where an annex may state it.
pub(super) fn terminals(
    words: Wording<'_>,
    custody: &Custody,
    findings: &[Finding],
    flow: usize,
    lanes: &[Option<ActorId>],
) -> Vec<Terminal> {
    let mut found: Vec<Terminal> = Vec::new();
    for holding in custody.holdings.iter().filter(|holding| owes_an_end(words, holding)) {
        let Some(lane) = lanes.iter().position(|lane| *lane == Some(holding.holder)) else { continue };
        if !touched(words, custody, holding, flow) {
            continue;
        }
        let id = custody.place_name(words.filing, holding.example);
        let (icon, place) = place(words, custody, holding);
        let names = words.data(&holding.data);
        let mut details = Vec::new();
        if !names.is_empty() {
            details.push(Detail::new(Icon::Data, names));
        }
        details.extend(ending(words, custody, findings, holding));
        found.push(Terminal { lane, id, holder: holding.holder, rests_at: holding.place, place, icon, details });
    }
    found.sort_by_key(|terminal| terminal.lane);
    found
}

/// True for personal data and password notices that stay outside principal and subject.
fn owes_an_end(words: Wording<'_>, holding: &Holding) -> bool {
    let personal = holding.data.iter().any(|set| words.filing.data[set.at()].is_personal());
    holding.stays && (personal || holding.data.is_empty())
}

/// True if a flow puts data into the place, or draws it.
fn touched(words: Wording<'_>, custody: &Custody, holding: &Holding, flow: usize) -> bool {
    let here = |step: &crate::filing::StepId| step.flow as usize == flow;
    match holding.place {
        Place::Store(store) => {
            let draws = |store: StoreId| {
                let steps = &words.filing.flows[flow].steps;
                steps.iter().any(|step| step.from.copied() == Some(store) || step.into.copied() == Some(store))
            };
            draws(store)
        }
        Place::Lot(lot) => {
            let lot = &custody.lots[lot.0 as usize];
            here(&lot.made_by) || lot.moved_by.iter().any(here)
        }
        _ => holding.last_step.is_some_and(|step| here(&step)),
    }
}

/// Returns the place of copies in words, with its icon.
pub(crate) fn place(words: Wording<'_>, custody: &Custody, holding: &Holding) -> (Icon, String) {
    let Some(label) = custody.holding_label(words.filing, holding, words.lang) else {
        let key = if holding.place == Place::Transit { "place-transit" } else { "place-unstated" };
        return (Icon::Gap, words.say(key, &[]));
    };
    let icon = match holding.place {
        Place::Store(store) => Icon::of_store(words.filing.stores[store.at()].kind.copied()),
        Place::Lot(_) => custody.media_of(holding).iter().next().map_or(Icon::Key, Icon::of_medium),
        _ => Icon::Gap,
    };
    (icon, shorten(&label))
}

/// Returns how copies end and who receives the report, or the lack of it.
pub(crate) fn ending(words: Wording<'_>, custody: &Custody, findings: &[Finding], holding: &Holding) -> Vec<Detail> {
    let Some(cover) = &holding.cover else {
        return vec![missing(words, custody, findings, holding)];
    };
    let mut details = vec![Detail::new(Icon::End, end(words, cover))];
    if !holding.terminal {
        return details;
    }
    let report = match &cover.report {
        Field::Stated { value, .. } if !value.made => Detail::new(Icon::Gap, words.say("no-report", &[])),
        Field::Stated { value, .. } => {
            let to: Vec<String> = value.to.iter().flatten().map(|actor| words.actor(Some(*actor))).collect();
            let key = if to.is_empty() { "report" } else { "report-to" };
            Detail::new(Icon::Report, words.say(key, &[("actors", &to.join(&words.say("and", &[])))]))
        }
        Field::Elsewhere(annexes, _) => {
            Detail::new(Icon::Gap, words.say("report-elsewhere", &[("annex", &shorten(&annexes.join("・")))]))
        }
        Field::Unreadable(_) => Detail::new(Icon::Gap, words.say("report-unreadable", &[])),
        Field::Unstated => Detail::new(Icon::Gap, words.say("report-unstated", &[])),
    };
    details.push(report);
    details
}

fn end(words: Wording<'_>, cover: &Cover) -> String {
    let name = words.name(cover.end);
    if !cover.planned {
        return words.say("ended", &[("end", &name)]);
    }
    let due: Vec<String> = cover
        .due
        .value()
        .into_iter()
        .flatten()
        .map(|due| match due {
            DueAt::Occasion(due) => words.name(*due),
            DueAt::Days(days, after) => {
                let after = after.map(|after| words.name(after)).unwrap_or_default();
                words.say("days-after", &[("after", &after), ("days", &days.to_string())])
            }
            DueAt::Date(day) => day.when.map_or_else(String::new, |when| iso(when.first)),
        })
        .collect();
    let key = match (cover.end, due.is_empty()) {
        (End::Retained, _) => "retained",
        (_, true) => "planned",
        (_, false) => "planned-at",
    };
    words.say(key, &[("end", &name), ("due", &due.join(&words.say("and", &[])))])
}

/// Returns the detail for copies that no step and no plan ends.
fn missing(words: Wording<'_>, custody: &Custody, findings: &[Finding], holding: &Holding) -> Detail {
    let says = |verdict| {
        let mut about = findings.iter().filter(|one| custody.is_about(one.about.subject, holding));
        about.any(|one| one.verdict == verdict)
    };
    let parts = custody.binding(words.filing, holding.holder).into_iter();
    let annex = parts.map(|part| &words.filing.parts[part.at()].disposal_said).find_map(|said| match said {
        Field::Elsewhere(annexes, _) => Some(shorten(&annexes.join("・"))),
        _ => None,
    });
    let key = match annex {
        Some(annex) => return Detail::new(Icon::Gap, words.say("end-elsewhere", &[("annex", &annex)])),
        None if says(Verdict::Promised) => "end-promised",
        None => "end-unstated",
    };
    Detail::new(Icon::Gap, words.say(key, &[]))
}
