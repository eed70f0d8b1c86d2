//! Facts of holdings: copies of one holder at one place that end alike.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::filing::nowhere;
use super::{Answer, Named, Reached, Subject, Value, World};
use crate::filing::{ActorId, Certificate, DataId, DisposalReport, DueAt, Field, Store};
use crate::flow::{Cover, Holding, Lot, Place};
use crate::vocabulary::enumerations::{Due, MediumClass, PartKind, PlaceKind, Repeats, Role};
use crate::vocabulary::facts::{HoldingFact, HoldingRelation, SubjectKind};
use crate::words::Phrase;

/// Answers a fact of a holding.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: HoldingFact) -> Answer<'w> {
    let holding = of(world, at);
    match fact {
        HoldingFact::Terminal => Answer::known(Value::Flag(holding.terminal)),
        // True under a part without an end, or in a flow that carries on.
        HoldingFact::Continuing => {
            let parts = world.custody.binding(world.filing, holding.holder);
            let open = parts.iter().any(|part| world.filing.parts[part.at()].term.to == Field::Unstated);
            let flow = holding.last_step.map(|step| &world.filing.flows[step.flow as usize]);
            let runs_on = flow.is_some_and(|flow| flow.continuing.copied() == Some(true));
            Answer::known(Value::Flag((open && !parts.is_empty()) || runs_on))
        }
        HoldingFact::Stays => Answer::known(Value::Flag(holding.stays)),
        HoldingFact::Personal => {
            let sets = &holding.data;
            let owes = sets.is_empty() || sets.iter().any(|set| world.filing.data[set.at()].is_personal());
            Answer::known(Value::Flag(owes))
        }
        HoldingFact::Place => match place_kind(holding) {
            PlaceKind::Transit | PlaceKind::Unstated => Answer::unstated(),
            _ => Answer::known(place_name(world, holding)),
        },
        HoldingFact::PlaceKind => Answer::known(Value::word(place_kind(holding))),
        HoldingFact::PlaceName => Answer::known(place_name(world, holding)),
        HoldingFact::MediumClass => {
            let class = world.custody.media_of(holding).iter().next().map(|medium| medium.class());
            class.map_or_else(Answer::unstated, |class| Answer::known(Value::word(class)))
        }
        HoldingFact::Origin => {
            holding.origin.map_or_else(Answer::unstated, |origin| Answer::known(Value::word(origin)))
        }
        HoldingFact::FromPrincipal => Answer::known(Value::Flag(made_by_principal(world, holding) == Some(true))),
        HoldingFact::MadeOutside => Answer::known(Value::Flag(made_by_principal(world, holding) == Some(false))),
        HoldingFact::AwaitsDestination => Answer::known(Value::Flag(awaits(world, holding))),
        HoldingFact::Sealed => {
            let sealed = lot(world, holding).is_some_and(|lot| lot.sealed_by.is_some());
            Answer::known(Value::Flag(sealed))
        }
        // The destination is stated by a step that moves it, or by a plan for it.
        HoldingFact::Destination => {
            if awaits(world, holding) {
                Answer::unstated()
            } else {
                Answer::known(Value::Flag(true))
            }
        }
        HoldingFact::End => match &holding.cover {
            None => in_an_annex(world, holding),
            Some(cover) => Answer {
                span: Some(cover.place.span),
                inferred: cover.inferred,
                ..Answer::known(Value::word(cover.end))
            },
        },
        HoldingFact::EndDue => match &holding.cover {
            None => in_an_annex(world, holding),
            // An end that is a step of the flow comes whenever the flow does.
            Some(cover) if !cover.planned => Answer::known(Value::words([Due::EachJob])),
            Some(cover) => {
                let occasions = cover.due.value().into_iter().flatten().filter_map(|due| match due {
                    DueAt::Occasion(due) => Some(*due),
                    DueAt::Days(..) => Some(Due::AfterDays),
                    DueAt::Date(_) => None,
                });
                Answer::like(&cover.due, Value::words(occasions))
            }
        },
        HoldingFact::EndBasis => kept(world, holding, |cover| &cover.basis),
        HoldingFact::EndUntil => kept(world, holding, |cover| &cover.until),
        HoldingFact::Repeats => Answer::known(Value::words(repeats(world, holding))),
        HoldingFact::Reported => report(world, at, |report| Some(Value::Flag(report.made))),
        HoldingFact::ReportWitnessed => shown(world, at, |it| Answer::flag(&it.witnessed)),
        HoldingFact::ReportGrade => shown(world, at, |it| Answer::text(&it.grade)),
        HoldingFact::ReportPhotographed => shown(world, at, |it| Answer::flag(&it.photographed)),
        HoldingFact::ReportSerials => shown(world, at, |it| Answer::flag(&it.serials)),
        HoldingFact::PlaceExposure => {
            store(world, holding).map_or_else(Answer::unstated, |it| Answer::word(&it.exposure))
        }
        HoldingFact::PlacePassesTo => store(world, holding).map_or_else(Answer::unstated, |it| {
            Answer::field(&it.passes_to, |actor| Value::Text(Cow::Borrowed(&world.filing.actor(*actor).id)))
        }),
        HoldingFact::ReportLacking => report_lacking(world, at),
        HoldingFact::ReportTo => {
            let filing = world.filing;
            report(world, at, |report| {
                let to = report.to.clone().or_else(|| principal_alone(world, at))?;
                let roles = to.iter().flat_map(|actor| filing.actor(*actor).roles.value().cloned().unwrap_or_default());
                Some(Value::words(roles))
            })
        }
    }
}

/// Answers what is stated of keeping copies after the work.
fn kept<'w>(world: &World<'w>, holding: &'w Holding, get: impl Fn(&'w Cover) -> &'w Field<String>) -> Answer<'w> {
    holding.cover.as_ref().map_or_else(|| in_an_annex(world, holding), |cover| Answer::text(get(cover)))
}

/// Follows a relation of a holding.
pub(super) fn relation(world: &World<'_>, at: usize, relation: HoldingRelation) -> Reached {
    let holding = of(world, at);
    match relation {
        HoldingRelation::Holder => Reached::One(Subject { kind: SubjectKind::Actor, at: holding.holder.at() }),
        HoldingRelation::Step => {
            let last = holding.last_step.and_then(|step| world.step(step));
            last.map_or_else(nowhere, Reached::One)
        }
        HoldingRelation::Contract => {
            let parts = world.custody.binding(world.filing, holding.holder);
            let contract = parts.into_iter().find_map(|part| world.contract(part));
            contract.map_or(Reached::Nothing, Reached::One)
        }
        HoldingRelation::Data => {
            let sets = holding.data.iter();
            Reached::Many(sets.map(|set| Subject { kind: SubjectKind::Data, at: set.at() }).collect())
        }
    }
}

/// Names a holding `holder@place`, and points at the step that last put data there.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let holding = of(world, at);
    let id = world.custody.place_name(world.filing, holding.example);
    let place = match holding.last_step {
        Some(step) => &world.filing.step(step).place,
        None => &world.filing.actor(holding.holder).place,
    };
    Named { id, way: None, pointer: place.pointer.clone(), span: place.span }
}

/// Answers for a holding that nothing ends here: the plans of its part may be in an annex.
fn in_an_annex<'w>(world: &World<'w>, holding: &Holding) -> Answer<'w> {
    let parts = world.custody.binding(world.filing, holding.holder).into_iter();
    let plans = parts.map(|part| &world.filing.parts[part.at()].disposal_said);
    let elsewhere = plans.into_iter().find(|said| matches!(said, Field::Elsewhere(..)));
    elsewhere.map_or_else(Answer::unstated, |said| Answer::like(said, Value::Flag(true)))
}

/// Returns how often data comes to the holder again, as stated by the steps that bring it.
fn repeats(world: &World<'_>, holding: &Holding) -> Vec<Repeats> {
    let body = world.custody.body(world.filing, holding.holder);
    let kin = |set: &DataId| [*set].into_iter().chain(world.filing.data[set.at()].part_of.iter().copied());
    let sets: BTreeSet<DataId> = holding.data.iter().flat_map(kin).collect();
    let found: BTreeSet<Repeats> = sets.into_iter().flat_map(|set| world.index().brings(body, set)).collect();
    found.into_iter().collect()
}

fn of<'w>(world: &World<'w>, at: usize) -> &'w Holding {
    &world.custody.holdings[at]
}

fn store<'w>(world: &World<'w>, holding: &Holding) -> Option<&'w Store> {
    match holding.place {
        Place::Store(store) => world.filing.stores.get(store.at()),
        _ => None,
    }
}

/// Answers with what the report of the end of a holding shows.
fn shown<'w>(world: &World<'w>, at: usize, get: impl FnOnce(&'w Certificate) -> Answer<'w>) -> Answer<'w> {
    let cover = of(world, at).cover.as_ref();
    cover.and_then(|cover| cover.report.value()).map_or_else(Answer::unstated, |report| get(&report.shows))
}

fn lot<'w>(world: &World<'w>, holding: &Holding) -> Option<&'w Lot> {
    match holding.place {
        Place::Lot(lot) => world.custody.lots.get(lot.0 as usize),
        _ => None,
    }
}

/// True for paper that was made outside and sealed, and that nothing moves or ends.
fn awaits(world: &World<'_>, holding: &Holding) -> bool {
    let waits = lot(world, holding).is_some_and(|lot| {
        let paper = lot.media.iter().any(|medium| medium.class() == MediumClass::Paper);
        paper && lot.sealed_by.is_some() && lot.moved_by.is_empty()
    });
    waits && made_by_principal(world, holding) == Some(false) && holding.cover.is_none()
}

/// True if the principal made the load; `None` if the holding is not on a load.
fn made_by_principal(world: &World<'_>, holding: &Holding) -> Option<bool> {
    let maker = lot(world, holding)?.maker?;
    Some(world.filing.has_role(maker, Role::Principal))
}

fn place_kind(holding: &Holding) -> PlaceKind {
    match holding.place {
        Place::Store(_) => PlaceKind::Store,
        Place::Lot(_) => PlaceKind::Lot,
        Place::Transit => PlaceKind::Transit,
        _ => PlaceKind::Unstated,
    }
}

/// Returns the name of a store or the medium of a load; an empty value for any other place.
fn place_name<'w>(world: &World<'w>, holding: &Holding) -> Value<'w> {
    match holding.place {
        Place::Lot(_) if !holding.alternatives.is_empty() => Value::words(holding.alternatives.iter()),
        Place::Store(store) => Value::Text(Cow::Borrowed(world.filing.stores[store.at()].label())),
        Place::Lot(lot) => match world.custody.lots.get(lot.0 as usize) {
            Some(lot) if lot.label.is_empty() => Value::words(lot.media.iter().copied()),
            lot => Value::Text(Cow::Borrowed(lot.map_or("", |lot| &lot.label))),
        },
        _ => Value::Text(Cow::Borrowed("")),
    }
}

/// Returns the recipient of a report without addressee: the principal, where the holder works for nobody else.
fn principal_alone(world: &World<'_>, at: usize) -> Option<Vec<ActorId>> {
    let parts = world.custody.binding(world.filing, of(world, at).holder);
    let below = parts.iter().any(|part| world.filing.parts[part.at()].kind == PartKind::SubOutsourcing);
    let principal = world.filing.only_principal().filter(|_| !parts.is_empty() && !below);
    principal.map(|actor| vec![actor])
}

/// Answers with the parties to which the clauses of a contract owe the report of an end and that it does not go to.
fn report_lacking<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let parts = world.custody.binding(world.filing, of(world, at).holder).into_iter();
    let contracts: Vec<_> = parts.filter_map(|part| Some((part, world.contract(part)?.at))).collect();
    report(world, at, |report| {
        let to = report.to.clone().or_else(|| principal_alone(world, at))?;
        let mut lacking: Vec<Value<'w>> = Vec::new();
        for (part, contract) in contracts {
            for role in super::contract::owed_to(world, contract, HoldingFact::Reported.into()) {
                let party = match role {
                    Role::Principal => world.filing.only_principal(),
                    _ => world.filing.giver(&world.filing.parts[part.at()]),
                };
                let Some(party) = party else { continue };
                if !to.iter().any(|one| world.custody.same_body(world.filing, *one, party)) {
                    lacking.push(Value::Phrase(party_named(world, party)));
                }
            }
        }
        lacking.dedup();
        Some(Value::List(lacking))
    })
}

fn party_named<'w>(world: &World<'w>, party: ActorId) -> Phrase<'w> {
    let filing = world.filing;
    Phrase::made(move |lang| filing.party_name(party, lang).into_owned())
}

fn report<'w>(world: &World<'w>, at: usize, value: impl FnOnce(&'w DisposalReport) -> Option<Value<'w>>) -> Answer<'w> {
    let Some(cover) = &of(world, at).cover else {
        return in_an_annex(world, of(world, at));
    };
    match &cover.report {
        Field::Stated { value: report, span, inferred } => value(report).map_or_else(Answer::unstated, |value| {
            Answer { span: Some(*span), inferred: *inferred || cover.inferred, ..Answer::known(value) }
        }),
        other => Answer::like(other, Value::Flag(true)),
    }
}
