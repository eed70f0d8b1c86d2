//! What the days of the steps around a step say of its own: a flow is in the order of its steps, so that nothing is done with
//! data before the day of a step that it comes from, nor after the day of one that it goes on to.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::filing::{ActorId, DataId, Filing, Step, StepId};
use crate::vocabulary::enumerations::Role;

/// The steps nearest in time to each step, by its position among all steps.
pub(super) struct Order {
    before: Vec<Option<Dated>>,
    after: Vec<Option<Dated>>,
}

/// A step and the days that it states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub step: StepId,
    pub first: Date,
    pub last: Date,
}

impl Order {
    pub(super) fn of(filing: &Filing) -> Self {
        let steps: Vec<(StepId, &Step)> = filing.steps().collect();
        let forth = (0..steps.len()).map(|at| (at, Towards::End));
        let back = (0..steps.len()).rev().map(|at| (at, Towards::Start));
        Order { before: nearest(filing, &steps, forth), after: nearest(filing, &steps, back) }
    }

    /// Returns the step that states the latest day, of those before a step that handle data which the step handles.
    pub(super) fn before(&self, at: usize) -> Option<Dated> {
        self.before.get(at).copied().flatten()
    }

    /// Returns the step that states the earliest day, of those after a step that handle data of the step.
    pub(super) fn after(&self, at: usize) -> Option<Dated> {
        self.after.get(at).copied().flatten()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Start,
    End,
}

impl Towards {
    /// The one of two steps that says more of those that lie further on this way.
    fn nearer(self, one: Dated, other: Dated) -> Dated {
        let other_is = match self {
            Towards::End => other.first > one.first,
            Towards::Start => other.last < one.last,
        };
        if other_is { other } else { one }
    }
}

/// Walks all steps one way, and says for each which step behind it, of the same flow, limits its day most: one of the same
/// actor, or of the one that the data comes from or goes on to.
fn nearest(
    filing: &Filing,
    steps: &[(StepId, &Step)],
    walk: impl Iterator<Item = (usize, Towards)>,
) -> Vec<Option<Dated>> {
    let mut found = vec![None; steps.len()];
    let mut reached: BTreeMap<(ActorId, DataId), Dated> = BTreeMap::new();
    let mut flow = None;
    for (at, towards) in walk {
        let Some((id, step)) = steps.get(at).copied() else { continue };
        if flow.replace(id.flow) != Some(id.flow) {
            reached.clear();
        }
        let (actor, to) = (step.actor.copied(), step.to.copied());
        // A public body has its data in its own stores on any day.
        let own = actor.filter(|actor| !filing.has_role(*actor, Role::Principal) || is_of_load(step));
        let (comes, goes): (Vec<ActorId>, Vec<ActorId>) = match towards {
            Towards::End => (own.into_iter().collect(), actor.into_iter().chain(to).collect()),
            Towards::Start => (actor.into_iter().chain(to).collect(), own.into_iter().collect()),
        };
        let sets = handled(filing, step);
        let known = comes.iter().flat_map(|actor| sets.iter().filter_map(|set| reached.get(&(*actor, *set)).copied()));
        let limit = known.reduce(|one, other| towards.nearer(one, other));
        if let Some(place) = found.get_mut(at) {
            *place = limit;
        }
        let said = dated(filing, id, step).into_iter().chain(limit).reduce(|one, other| towards.nearer(one, other));
        for (actor, set) in goes.iter().flat_map(|actor| sets.iter().map(|set| (*actor, *set))) {
            if let Some(said) = said {
                reached.entry((actor, set)).and_modify(|one| *one = towards.nearer(*one, said)).or_insert(said);
            }
        }
    }
    found
}

/// True for a step that handles something that can be held in the hand.
fn is_of_load(step: &Step) -> bool {
    step.medium.value().is_some_and(|media| media.list.iter().any(|medium| medium.is_physical()))
}

/// The sets that a step is about, that it uses, and of which they are part.
fn handled(filing: &Filing, step: &Step) -> Vec<DataId> {
    let named = [&step.data, &step.uses].into_iter().filter_map(|field| field.value()).flatten().copied();
    let mut sets: Vec<DataId> = named.collect();
    let wholes: Vec<DataId> = sets.iter().flat_map(|set| filing.data[set.at()].part_of.iter().copied()).collect();
    sets.extend(wholes);
    sets.sort_unstable();
    sets.dedup();
    sets
}

/// The days of a step that is done once and on a day that it states. What is done again is done before and after.
fn dated(filing: &Filing, id: StepId, step: &Step) -> Option<Dated> {
    let continuing = filing.flows[id.flow as usize].continuing.copied() == Some(true);
    let when = step.date.when().filter(|_| step.repeats.value().is_none() && !step.optional && !continuing)?;
    Some(Dated { step: id, first: when.first, last: when.last })
}
