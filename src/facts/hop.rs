//! Facts of hops: asked of each way of a hop by itself.

use std::borrow::Cow;

use super::filing::nowhere;
use super::{Answer, GetFact, GetMany, GetOne, Many, Named, One, Standing, Subject, Value, World};
use crate::filing::{ActorId, Field, Step, StepId, Transport};
use crate::flow::{Hop, Leg, Lot};
use crate::vocabulary::enumerations::Action;
use crate::vocabulary::facts::SubjectKind;

/// Facts of a hop.
pub(super) fn fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "action" => |world, at| Answer::known(Value::words(of(world, at).2.actions.iter().copied())),
        "medium" => |world, at| {
            let (leg, _, step) = of(world, at);
            let media = leg.medium(step);
            let words = Value::words(media.value().into_iter().flat_map(|media| media.list.clone()));
            Answer::like(&media, words)
        },
        "medium.class" => |world, at| {
            let (leg, _, step) = of(world, at);
            let media = leg.medium(step);
            leg.class.map_or_else(
                || Answer::like(&media, Value::Flag(true)),
                |class| Answer::like(&media, Value::word(class)),
            )
        },
        "medium.label" => |world, at| {
            let (leg, _, step) = of(world, at);
            let media = leg.medium(step);
            let label = media.value().map(|media| media.label.clone()).unwrap_or_default();
            if label.is_empty() {
                let words = Value::words(media.value().into_iter().flat_map(|media| media.list.clone()));
                return Answer::like(&media, words);
            }
            Answer::like(&media, Value::Text(Cow::Owned(label)))
        },
        "encrypted" => |world, at| {
            let (leg, hop, step) = of(world, at);
            match leg.encrypted(step) {
                Field::Unstated => encrypted_before(world, hop),
                own => Answer::flag(own),
            }
        },
        "line.kind" => |world, at| {
            let (leg, _, step) = of(world, at);
            Answer::word(&leg.line(step).kind)
        },
        "line.encrypted" => |world, at| {
            let (leg, _, step) = of(world, at);
            Answer::flag(&leg.line(step).encrypted)
        },
        "line.restricted_peers" => |world, at| {
            let (leg, _, step) = of(world, at);
            Answer::flag(&leg.line(step).restricted_peers)
        },
        "transport.by" => |world, at| carriage(world, at, |it| Answer::word(&it.by)),
        "transport.service" => |world, at| carriage(world, at, |it| Answer::word(&it.service)),
        "transport.container" => |world, at| carriage(world, at, |it| Answer::word(&it.container)),
        "transport.ledger" => |world, at| carriage(world, at, |it| Answer::flag(&it.ledger)),
        "transport.ledger.fields" => |world, at| {
            carriage(world, at, |it| {
                Answer::field(&it.ledger_fields, |fields| {
                    Value::List(fields.iter().map(|field| Value::Text(Cow::Borrowed(field))).collect())
                })
            })
        },
        "transport.persons" => {
            |world, at| carriage(world, at, |it| Answer::field(&it.persons, |count| Value::Number(i64::from(*count))))
        }
        "notice" => |world, at| Answer::word(&of(world, at).2.notice),
        "in_advance" => |world, at| Answer::flag(&of(world, at).2.in_advance),
        // A flow that draws no notice does not say that there is none.
        "notified" => |world, at| {
            let hop = of(world, at).1;
            if hop.notices.is_empty() && !knows(world, hop) {
                return Answer::unstated();
            }
            Answer::known(Value::Flag(true))
        },
        "sender" => |world, at| actor_name(world, &of(world, at).1.from),
        "receiver" => |world, at| actor_name(world, &of(world, at).1.to),
        "data" => |world, at| super::data::names(world, &of(world, at).2.data),
        "inform_only" => |world, at| Answer::flag(&of(world, at).2.inform_only),
        "purpose_shown" => |world, at| Answer::flag(&of(world, at).2.purpose_shown),
        "identity_check" => |world, at| Answer::flag(&of(world, at).2.identity_check),
        "load" => load,
        "leaves_premises" => |world, at| Answer::flag(&of(world, at).2.leaves_premises),
        "optional" => |world, at| Answer::known(Value::Flag(of(world, at).2.optional)),
        "same_body" => |world, at| {
            let hop = of(world, at).1;
            let same = match (hop.from.copied(), hop.to.copied()) {
                (Some(from), Some(to)) => world.custody.same_body(world.filing, from, to),
                _ => false,
            };
            Answer::known(Value::Flag(same))
        },
        _ => return None,
    })
}

/// Relations of a hop to one.
pub(super) fn one(name: &str) -> Option<GetOne> {
    Some(match name {
        "step" => |world, at| world.step(of(world, at).1.step).map_or_else(nowhere, One::To),
        "flow" => |world, at| One::To(Subject { kind: SubjectKind::Flow, at: of(world, at).1.step.flow as usize }),
        "from" => |world, at| super::actor::one(&of(world, at).1.from),
        "to" => |world, at| super::actor::one(&of(world, at).1.to),
        "part" => |world, at| {
            let part = of(world, at).1.part;
            part.map_or_else(nowhere, |part| One::To(Subject { kind: SubjectKind::Part, at: part.at() }))
        },
        "contract" => |world, at| match of(world, at).1.part {
            None => nowhere(),
            Some(part) => world.contract(part).map_or(One::Nothing, One::To),
        },
        _ => return None,
    })
}

/// Relations of a hop to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        "records" => super::practice::of_hop,
        "data" => |world, at| match &of(world, at).2.data {
            Field::Unstated => Many::Unknown(Standing::Unstated),
            Field::Elsewhere(..) => Many::Unknown(Standing::Elsewhere),
            Field::Stated { value, .. } => {
                Many::To(value.iter().map(|set| Subject { kind: SubjectKind::Data, at: set.at() }).collect())
            }
        },
        "notices" => |world, at| {
            let notices = &of(world, at).1.notices;
            let legs = world.custody.legs.iter().enumerate();
            let found = legs.filter(|(_, leg)| notices.contains(&leg.hop));
            Many::To(found.map(|(at, _)| Subject { kind: SubjectKind::Hop, at }).collect())
        },
        _ => return None,
    })
}

/// A hop is named by its step.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let (leg, hop, step) = of(world, at);
    let place = leg.place(step);
    let id = world.filing.step_name(hop.step);
    Named { id, way: leg.way.map(|way| way + 1), pointer: place.pointer.clone(), span: place.span }
}

fn of<'w>(world: &World<'w>, at: usize) -> (&'w Leg, &'w Hop, &'w Step) {
    let leg = &world.custody.legs[at];
    let hop = &world.custody.hops[leg.hop];
    (leg, hop, world.filing.step(hop.step))
}

/// The loads that a hop moves.
fn loads<'w>(world: &World<'w>, hop: &'w Hop) -> impl Iterator<Item = &'w Lot> {
    world.custody.lots.iter().filter(|lot| moves(hop, lot))
}

/// Whether a hop moves a load; steps do so in their order.
fn moves(hop: &Hop, lot: &Lot) -> bool {
    lot.moved_by.binary_search(&hop.step).is_ok()
}

/// Whether the receiver of a load knows what opens it: whoever made it, or was told when it came before.
fn knows<'w>(world: &World<'w>, hop: &'w Hop) -> bool {
    let Some(to) = hop.to.copied() else { return false };
    let receiver = |actor: ActorId| world.custody.same_body(world.filing, actor, to);
    loads(world, hop).any(|lot| {
        let before = world.custody.hops.iter().filter(|it| it.step < hop.step && !it.notices.is_empty());
        lot.maker.is_some_and(receiver)
            || before.filter(|it| moves(it, lot)).filter_map(|it| it.to.copied()).any(receiver)
    })
}

/// Whether a load is one that its maker carries outside, which moves it to nobody.
fn is_carried(world: &World<'_>, hop: &Hop, lot: &Lot) -> bool {
    let own = hop.from.copied().is_some_and(|from| hop.to.copied() == Some(from) && lot.maker == Some(from));
    let sets = |step: StepId| world.filing.step(step).data.value().map_or(&[][..], Vec::as_slice);
    let before = lot.made_by.flow == hop.step.flow && lot.made_by < hop.step;
    own && before && sets(lot.made_by).iter().any(|set| sets(hop.step).contains(set))
}

/// What was done to the loads before they are handed over or carried outside; sealing by the receiver comes after.
fn load<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let hop = of(world, at).1;
    let mut done: Vec<Action> = Vec::new();
    let carried = world.custody.lots.iter().filter(|lot| is_carried(world, hop, lot));
    for lot in loads(world, hop).chain(carried) {
        done.extend(&world.filing.step(lot.made_by).actions);
        // Another may look it through without receiving it.
        let before = world.filing.steps().filter(|(id, _)| id.flow == hop.step.flow && *id < hop.step);
        let about = before.filter(|(_, step)| step.lot.value().is_some_and(|made| made.contains(&lot.made_by)));
        done.extend(about.flat_map(|(_, step)| &step.actions));
        done.extend(lot.verified_by.map(|_| Action::Verify));
        done.extend(lot.sealed_by.filter(|by| hop.to.copied() != Some(*by)).map(|_| Action::Seal));
    }
    done.sort_unstable();
    done.dedup();
    Answer::known(Value::words(done))
}

/// Encryption stays with a load: what was last said of each load that a hop moves. One that is not
/// encrypted, or of which nothing is said, speaks for all.
fn encrypted_before<'w>(world: &World<'w>, hop: &'w Hop) -> Answer<'w> {
    let mut all = loads(world, hop).map(|lot| {
        let mut before: Vec<StepId> = lot.moved_by.iter().copied().filter(|step| *step < hop.step).collect();
        before.extend((lot.made_by < hop.step).then_some(lot.made_by));
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
    let (leg, _, step) = of(world, at);
    leg.transport(step).map_or_else(Answer::unstated, get)
}

fn actor_name<'w>(world: &World<'w>, field: &'w Field<ActorId>) -> Answer<'w> {
    let filing = world.filing;
    Answer::field(field, |actor| Value::Text(Cow::Borrowed(&filing.actor(*actor).id)))
}
