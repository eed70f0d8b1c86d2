//! Facts of hops; each way of a handover is a hop of its own.

use std::borrow::Cow;

use super::filing::nowhere;
use super::{Answer, Named, Reached, Standing, Subject, Value, World, running};
use crate::filing::{ActorId, Field, Step, StepId, Transport};
use crate::flow::{Handover, Hop, Lot};
use crate::vocabulary::enumerations::Action;
use crate::vocabulary::facts::{HopFact, HopRelation, SubjectKind};

/// Answers a fact of a hop.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: HopFact) -> Answer<'w> {
    let (hop, handover, step) = of(world, at);
    match fact {
        HopFact::Action => Answer::known(Value::words(step.actions.iter().copied())),
        HopFact::Medium => {
            let media = hop.medium(step);
            let words = Value::words(media.value().into_iter().flat_map(|media| media.list.clone()));
            Answer::like(&media, words)
        }
        HopFact::MediumClass => {
            let media = hop.medium(step);
            hop.class.map_or_else(
                || Answer::like(&media, Value::Flag(true)),
                |class| Answer::like(&media, Value::word(class)),
            )
        }
        HopFact::MediumLabel => {
            let media = hop.medium(step);
            let label = media.value().map(|media| media.label.clone()).unwrap_or_default();
            if label.is_empty() {
                let words = Value::words(media.value().into_iter().flat_map(|media| media.list.clone()));
                return Answer::like(&media, words);
            }
            Answer::like(&media, Value::Text(Cow::Owned(label)))
        }
        HopFact::Encrypted => match hop.encrypted(step) {
            Field::Unstated => encrypted_before(world, handover),
            own => Answer::flag(own),
        },
        HopFact::LineKind => {
            let kind = hop.line_kind(step);
            Answer::like(&kind, kind.copied().map_or(Value::Flag(true), Value::word))
        }
        HopFact::LineEncrypted => Answer::flag(&hop.line(step).encrypted),
        HopFact::LineRestrictedPeers => Answer::flag(&hop.line(step).restricted_peers),
        HopFact::TransportBy => {
            let said = carriage(world, at, |it| Answer::word(&it.by));
            let implied = || step.actions.iter().find_map(|action| action.row().carried_by);
            match (said.standing, implied()) {
                (Standing::Unstated, Some(carrier)) => Answer::known(Value::word(carrier)),
                _ => said,
            }
        }
        HopFact::TransportService => carriage(world, at, |it| Answer::word(&it.service)),
        HopFact::TransportContainer => carriage(world, at, |it| Answer::word(&it.container)),
        HopFact::TransportContainerLabel => carriage(world, at, |it| match &it.container_as_written {
            own @ Field::Stated { .. } => Answer::text(own),
            _ => Answer::word(&it.container),
        }),
        HopFact::TransportLedger => carriage(world, at, |it| Answer::flag(&it.ledger)),
        HopFact::TransportLedgerFields => carriage(world, at, |it| {
            Answer::field(&it.ledger_fields, |fields| {
                Value::List(fields.iter().map(|field| Value::Text(Cow::Borrowed(field))).collect())
            })
        }),
        HopFact::TransportPersons => {
            carriage(world, at, |it| Answer::field(&it.persons, |count| Value::Number(i64::from(*count))))
        }
        HopFact::TransportReceipt => carriage(world, at, |it| Answer::flag(&it.receipt)),
        HopFact::Day => Answer::day(&step.date),
        HopFact::ReceiverBound => {
            let at = running::time_of(world, handover.step, handover.part);
            let bound = handover.to.copied().zip(at).and_then(|(to, time)| running::is_bound(world, to, time));
            bound.map_or_else(Answer::unstated, |bound| Answer {
                span: step.date.span(),
                ..Answer::known(Value::Flag(bound))
            })
        }
        HopFact::ReceiverEnded => {
            let at = running::time_of(world, handover.step, handover.part);
            let ended = handover.to.copied().zip(at).and_then(|(to, time)| running::ended(world, to, time));
            ended.map_or_else(Answer::unstated, |day| Answer::known(Value::Days(day, day)))
        }
        HopFact::Notice => Answer::word(&step.notice),
        HopFact::InAdvance => Answer::flag(&step.in_advance),
        // A flow that draws no notice does not state that there is none.
        HopFact::Notified => {
            if handover.notices.is_empty() && !knows(world, handover) {
                return Answer::unstated();
            }
            Answer::known(Value::Flag(true))
        }
        HopFact::Sender => actor_name(world, &handover.from),
        HopFact::Receiver => actor_name(world, &handover.to),
        HopFact::Data => super::data::set_ids(world, &step.data),
        HopFact::Ground => Answer::text(&step.ground),
        HopFact::Conditions => Answer::text(&step.conditions),
        HopFact::InformOnly => Answer::flag(&step.inform_only),
        HopFact::PurposeShown => Answer::flag(&step.purpose_shown),
        HopFact::IdentityCheck => Answer::flag(&step.identity_check),
        HopFact::Load => load(world, at),
        HopFact::LeavesPremises => Answer::flag(&step.leaves_premises),
        HopFact::Optional => Answer::known(Value::Flag(step.optional)),
        HopFact::ToOwner => {
            let owner = step.store.copied().and_then(|store| world.filing.stores[store.at()].owned_by.copied());
            let back = owner.zip(handover.to.copied());
            Answer::known(Value::Flag(back.is_some_and(|(owner, to)| world.custody.same_body(world.filing, owner, to))))
        }
        HopFact::SameBody => {
            let same = match (handover.from.copied(), handover.to.copied()) {
                (Some(from), Some(to)) => world.custody.same_body(world.filing, from, to),
                _ => false,
            };
            Answer::known(Value::Flag(same))
        }
    }
}

/// Follows a relation of a hop.
pub(super) fn relation(world: &World<'_>, at: usize, relation: HopRelation) -> Reached {
    let (_, handover, step) = of(world, at);
    match relation {
        HopRelation::Step => world.step(handover.step).map_or_else(nowhere, Reached::One),
        HopRelation::Flow => Reached::One(Subject { kind: SubjectKind::Flow, at: handover.step.flow as usize }),
        HopRelation::From => super::actor::one(&handover.from),
        HopRelation::To => super::actor::one(&handover.to),
        HopRelation::Part => {
            let part = handover.part;
            part.map_or_else(nowhere, |part| Reached::One(Subject { kind: SubjectKind::Part, at: part.at() }))
        }
        HopRelation::Contract => match handover.part {
            None => nowhere(),
            Some(part) => world.contract(part).map_or(Reached::Nothing, Reached::One),
        },
        HopRelation::Records => super::practice::of_hop(world, at),
        HopRelation::Data => match &step.data {
            Field::Unstated => Reached::Unknown(Standing::Unstated),
            Field::Elsewhere(..) => Reached::Unknown(Standing::Elsewhere),
            Field::Unreadable(_) => Reached::Unknown(Standing::Unreadable),
            Field::Stated { value, .. } => {
                Reached::Many(value.iter().map(|set| Subject { kind: SubjectKind::Data, at: set.at() }).collect())
            }
        },
        HopRelation::Notices => {
            let notices = &handover.notices;
            let hops = world.custody.hops.iter().enumerate();
            let found = hops.filter(|(_, hop)| notices.contains(&hop.handover));
            Reached::Many(found.map(|(at, _)| Subject { kind: SubjectKind::Hop, at }).collect())
        }
    }
}

/// Names a hop by its step, and by its way where there are several.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let (hop, handover, step) = of(world, at);
    let place = hop.place(step);
    let id = world.filing.step_name(handover.step);
    Named { id, way: hop.way.map(|way| way + 1), pointer: place.pointer.clone(), span: place.span }
}

fn of<'w>(world: &World<'w>, at: usize) -> (&'w Hop, &'w Handover, &'w Step) {
    let hop = &world.custody.hops[at];
    let handover = &world.custody.handovers[hop.handover];
    (hop, handover, world.filing.step(handover.step))
}

/// The loads that a hop moves.
fn loads<'a, 'w>(world: &'a World<'w>, handover: &Handover) -> impl Iterator<Item = &'w Lot> + use<'a, 'w> {
    world.index().moved(handover.step).iter().copied()
}

/// True if the receiver of a load knows its password: it made the load, or was informed when an earlier one came.
fn knows<'w>(world: &World<'w>, handover: &'w Handover) -> bool {
    let Some(to) = handover.to.copied() else { return false };
    let receiver = |actor: ActorId| world.custody.same_body(world.filing, actor, to);
    loads(world, handover).any(|lot| {
        let before = lot.moved_by.iter().take_while(|step| **step < handover.step);
        let told = before.flat_map(|step| world.custody.handovers_of(*step)).filter(|it| !it.notices.is_empty());
        lot.maker.is_some_and(receiver) || told.filter_map(|it| it.to.copied()).any(receiver)
    })
}

/// True if a load is one that its maker carries outside, without handing it to anybody.
fn is_carried(world: &World<'_>, handover: &Handover, lot: &Lot) -> bool {
    let own = handover.from.copied().is_some_and(|from| handover.to.copied() == Some(from) && lot.maker == Some(from));
    let sets = |step: StepId| world.filing.step(step).data.value().map_or(&[][..], Vec::as_slice);
    let before = lot.made_by.flow == handover.step.flow && lot.made_by < handover.step;
    own && before && sets(lot.made_by).iter().any(|set| sets(handover.step).contains(set))
}

/// Returns what was done to the loads before they are handed over or carried outside; sealing by the receiver comes
/// later.
fn load<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let handover = of(world, at).1;
    let mut done: Vec<Action> = Vec::new();
    let carried = world.custody.lots.iter().filter(|lot| is_carried(world, handover, lot));
    for lot in loads(world, handover).chain(carried) {
        done.extend(&world.filing.step(lot.made_by).actions);
        // Another may look it through without receiving it.
        let about = world.index().naming(lot.made_by).iter();
        let before = about.filter(|id| id.flow == handover.step.flow && **id < handover.step);
        done.extend(before.flat_map(|id| &world.filing.step(*id).actions));
        done.extend(lot.verified_by.map(|_| Action::Verify));
        done.extend(lot.sealed_by.filter(|by| handover.to.copied() != Some(*by)).map(|_| Action::Seal));
    }
    done.sort_unstable();
    done.dedup();
    Answer::known(Value::words(done))
}

/// Answers whether the loads of a handover are encrypted, which stays with a load: the last statement on each counts,
/// and one that is not encrypted, or without statement, decides for all.
fn encrypted_before<'w>(world: &World<'w>, handover: &'w Handover) -> Answer<'w> {
    let mut all = loads(world, handover).map(|lot| {
        let mut before: Vec<StepId> = lot.moved_by.iter().copied().filter(|step| *step < handover.step).collect();
        before.extend((lot.made_by < handover.step).then_some(lot.made_by));
        before.sort_unstable();
        let said = before.into_iter().rev().map(|step| &world.filing.step(step).encrypted);
        said.into_iter().find(|field| **field != Field::Unstated).map_or_else(Answer::unstated, Answer::flag)
    });
    let Some(first) = all.next() else {
        return Answer::unstated();
    };
    let weight = |answer: &Answer<'_>| match answer.value {
        Some(Value::Flag(false)) => 2,
        None => 1,
        _ => 0,
    };
    all.fold(first, |worst, next| if weight(&next) > weight(&worst) { next } else { worst })
}

fn carriage<'w>(world: &World<'w>, at: usize, get: impl FnOnce(&'w Transport) -> Answer<'w>) -> Answer<'w> {
    let (hop, _, step) = of(world, at);
    hop.transport(step).map_or_else(Answer::unstated, get)
}

fn actor_name<'w>(world: &World<'w>, field: &'w Field<ActorId>) -> Answer<'w> {
    let filing = world.filing;
    Answer::field(field, |actor| Value::Text(Cow::Borrowed(&filing.actor(*actor).id)))
}
