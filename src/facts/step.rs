//! Facts of steps.

use std::borrow::Cow;

use super::{Answer, Reached, Standing, Subject, Value, World, declared, running};
use crate::filing::{Field, Matching, Spoilage, Step, StepId, StoreId};
use crate::text;
use crate::vocabulary::enumerations::{Action, Medium};
use crate::vocabulary::facts::{StepFact, StepRelation, SubjectKind};

/// Answers a fact of a step.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: StepFact) -> Answer<'w> {
    let step = of(world, at);
    match fact {
        StepFact::Id => Answer::known(Value::Text(Cow::Borrowed(&step.id))),
        StepFact::Title => Answer::text(&step.title),
        StepFact::Action => Answer::known(Value::words(step.actions.iter().copied())),
        StepFact::Day => Answer::day(&step.date),
        // A step without a day may be done on any.
        StepFact::Bound => {
            let time = running::time_of(world, world.steps[at], None);
            let bound = step.actor.copied().zip(time).and_then(|(actor, time)| running::is_bound(world, actor, time));
            bound.map_or_else(Answer::unstated, |bound| Answer {
                span: step.date.span(),
                ..Answer::known(Value::Flag(bound))
            })
        }
        StepFact::InOrder => {
            let days = step.date.when().zip(world.order().before(at));
            days.map_or_else(Answer::unstated, |(day, before)| Answer {
                span: step.date.span(),
                ..Answer::known(Value::Flag(day.last >= before.first))
            })
        }
        StepFact::BeforeStep => world.order().before(at).map_or_else(Answer::unstated, |near| {
            Answer::known(Value::Text(Cow::Borrowed(&world.filing.step(near.step).id)))
        }),
        StepFact::BeforeDay => world.order().before(at).map_or_else(Answer::unstated, |near| Answer {
            span: world.filing.step(near.step).date.span(),
            ..Answer::known(Value::Days(near.first, near.last))
        }),
        StepFact::Machine => Answer::flag(&step.machine),
        StepFact::Medium => match (&step.medium, world.custody.load_read(world.steps[at])) {
            (Field::Unstated, Some(lot)) => Answer::known(Value::words(lot.media.iter().copied())),
            (said, _) => Answer::field(said, |media| Value::words(media.list.iter().copied())),
        },
        StepFact::From => match (&step.from, world.custody.store_read(world.filing, world.steps[at])) {
            (Field::Unstated, Some(store)) => Answer::known(store_id(world, store)),
            (said, _) => Answer::field(said, |store| store_id(world, *store)),
        },
        StepFact::Into => Answer::field(&step.into, |store| store_id(world, *store)),
        StepFact::IntoDeclared => into_declared(world, step),
        StepFact::Data => super::data::set_ids(world, &step.data),
        StepFact::Spoilage => Answer::field(&step.spoilage, |it| Value::Flag(*it != Spoilage::None)),
        StepFact::SpoilageEnds => {
            Answer { span: step.spoilage.span(), ..Answer::known(Value::Flag(spoilage_ends(world, at))) }
        }
        StepFact::Addressee => Answer::text(&step.addressee),
        StepFact::Test => Answer::known(Value::Flag(step.test)),
        StepFact::Changed => {
            let marked = step.changed.is_some() || step.ways.iter().any(|way| way.changed.is_some());
            Answer::known(Value::Flag(marked))
        }
        StepFact::MatchItems => Answer::texts(&step.matching.items),
        StepFact::MatchBy => matching(world, at).map_or_else(Answer::unstated, |it| Answer::text(&it.by)),
        // A number that is stated holds, however many items are listed to choose from.
        StepFact::MatchCount => matching(world, at).map_or_else(Answer::unstated, |matching| {
            let listed = |items: &Vec<String>| Value::Number(i64::try_from(items.len()).unwrap_or(i64::MAX));
            match &matching.at_least {
                Field::Unstated => Answer::field(&matching.items, listed),
                stated => Answer::field(stated, |number| Value::Number(*number)),
            }
        }),
        StepFact::MatchUndefined => undefined(world, at),
    }
}

/// Follows a relation of a step.
pub(super) fn relation(world: &World<'_>, at: usize, relation: StepRelation) -> Reached {
    match relation {
        StepRelation::Flow => Reached::One(Subject { kind: SubjectKind::Flow, at: world.steps[at].flow as usize }),
        StepRelation::Actor => super::actor::one(&world.filing.step(world.steps[at]).actor),
        StepRelation::Data => match &of(world, at).data {
            Field::Unstated => Reached::Unknown(Standing::Unstated),
            Field::Elsewhere(..) => Reached::Unknown(Standing::Elsewhere),
            Field::Unreadable(_) => Reached::Unknown(Standing::Unreadable),
            Field::Stated { value, .. } => {
                Reached::Many(value.iter().map(|set| Subject { kind: SubjectKind::Data, at: set.at() }).collect())
            }
        },
    }
}

/// Answers whether the store that a step writes into is one that a part of its actor declares among its media.
fn into_declared<'w>(world: &World<'w>, step: &'w Step) -> Answer<'w> {
    let (Some(store), Some(actor)) = (step.into.copied(), step.actor.copied()) else { return Answer::unstated() };
    let parts = world.custody.binding(world.filing, actor).into_iter().map(|part| &world.filing.parts[part.at()]);
    let declared = parts.filter_map(|part| declared::names(world, part, store));
    let any = declared.reduce(|one, other| one || other);
    any.map_or_else(Answer::unstated, |any| Answer { span: step.into.span(), ..Answer::known(Value::Flag(any)) })
}

/// True unless sheets are spoiled in a step and nothing says what becomes of them: the step itself, a step that destroys
/// or returns paper of the same actor, or a plan of its parts for paper.
fn spoilage_ends(world: &World<'_>, at: usize) -> bool {
    let step = of(world, at);
    if step.spoilage.value() != Some(&Spoilage::Some) {
        return true;
    }
    let paper = |media: Option<&[Medium]>| media.is_none_or(|media| media.contains(&Medium::Paper));
    let ends = |other: &Step| {
        let by_same = other.actor != Field::Unstated && other.actor.copied() == step.actor.copied();
        by_same && other.does(Action::ends) && other.medium.value().is_some_and(|media| paper(Some(&media.list)))
    };
    let parts = step.actor.copied().map(|actor| world.custody.binding(world.filing, actor)).unwrap_or_default();
    let mut plans = parts.iter().flat_map(|part| &world.filing.parts[part.at()].disposal);
    let planned = plans.any(|plan| plan.at.is_none() && plan.of.as_deref().is_none_or(|of| paper(Some(of))));
    planned || world.filing.steps().any(|(_, other)| ends(other))
}

/// Answers with items compared that are not among the items of the sheets. A sheet whose own items are not listed has
/// those of the sets it is made from.
fn undefined<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let filing = world.filing;
    let Some(field) = matching(world, at).map(|matching| &matching.items) else {
        return Answer::unstated();
    };
    let Some(compared) = field.value() else {
        // A number of items without their names contradicts no list.
        return Answer::found(Vec::new(), None);
    };
    let mut known: Vec<&str> = Vec::new();
    for set in of(world, at).data.value().into_iter().flatten().map(|set| &filing.data[set.at()]) {
        let parents = set.part_of.iter().map(|parent| &filing.data[parent.at()].items);
        let lists: Vec<_> = if set.items.value().is_some() { vec![&set.items] } else { parents.collect() };
        if lists.is_empty() || lists.iter().any(|list| list.value().is_none()) {
            let open = lists.into_iter().find(|list| list.value().is_none()).unwrap_or(&set.items);
            return Answer::like(open, Value::Flag(true));
        }
        known.extend(lists.into_iter().filter_map(|list| list.value()).flatten().map(String::as_str));
    }
    let known = world.policy.items.list(known.into_iter());
    let is_known = |item: &str| known.has(item) || known.has(text::item_name(item).trim_end_matches('等'));
    let wrong = compared.iter().filter(|item| !is_known(item));
    Answer::found(wrong.map(|item| Value::Text(Cow::Borrowed(item.as_str()))).collect(), field.span())
}

/// Returns the comparison of a step: its own, else that of the last `verify` of the same actor before it.
fn matching<'w>(world: &World<'w>, at: usize) -> Option<&'w Matching> {
    let said = |step: &Step| {
        let it = &step.matching;
        it.items != Field::Unstated || it.at_least != Field::Unstated || it.by != Field::Unstated
    };
    let StepId { flow, step } = world.steps[at];
    let steps = &world.filing.flows[flow as usize].steps;
    let own = &steps[step as usize];
    let before = steps[..step as usize]
        .iter()
        .rev()
        .filter(|other| other.does(Action::verifies) && !other.optional && other.actor.copied() == own.actor.copied());
    std::iter::once(own).chain(before).find(|step| said(step)).map(|step| &step.matching)
}

fn store_id<'w>(world: &World<'w>, store: StoreId) -> Value<'w> {
    Value::Text(Cow::Borrowed(&world.filing.stores[store.at()].id))
}

fn of<'w>(world: &World<'w>, at: usize) -> &'w Step {
    world.filing.step(world.steps[at])
}
