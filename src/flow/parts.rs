//! The tree of contracts, and the part that a step is done under.

use std::collections::{BTreeMap, BTreeSet};

use crate::filing::{ActorId, Filing, PartId, PartMedium, Step, StepId, StoreId};
use crate::vocabulary::enumerations::{PartKind, Role, StoreKind};

/// Returns for each part the contracts that may be above it: the one it names, else every one whose agent gives this
/// work.
pub(super) fn above(filing: &Filing) -> Vec<Vec<PartId>> {
    let bodies: Vec<ActorId> = (0..filing.actors.len()).map(|at| body(filing, ActorId::new(at))).collect();
    let agent = |at: usize| filing.parts[at].to.copied().map(|actor| bodies[actor.at()]);
    (0..filing.parts.len())
        .map(|at| {
            let part = &filing.parts[at];
            if let Some(parent) = part.parent.copied() {
                return vec![parent];
            }
            let giver = part.from.copied().map(|actor| bodies[actor.at()]);
            if part.kind != PartKind::SubOutsourcing || giver.is_none() {
                return Vec::new();
            }
            let others = (0..filing.parts.len()).filter(|other| *other != at && filing.parts[*other].is_contract());
            others.filter(|other| agent(*other) == giver).map(PartId::new).collect()
        })
        .collect()
}

/// Returns the least depth of each part in the tree of contracts, 1 for those directly under the principal. In a ring
/// of parents, depths stop at the number of parts.
pub(super) fn depths(filing: &Filing, above: &[Vec<PartId>]) -> Vec<u32> {
    let tier = |at: usize| if filing.parts[at].kind == PartKind::SubOutsourcing { 2 } else { 1 };
    let mut depths: Vec<u32> = (0..filing.parts.len()).map(tier).collect();
    // Depths only grow and each round settles one more tier; a ring grows until the rounds end.
    for _ in 0..filing.parts.len() {
        let next: Vec<u32> = (0..filing.parts.len())
            .map(|at| {
                let least = above[at].iter().map(|parent| depths[parent.at()]).min();
                least.map_or(depths[at], |least| depths[at].max(least + 1))
            })
            .collect();
        if next == depths {
            break;
        }
        depths = next;
    }
    depths
}

/// Returns the body an actor belongs to: the first actor of its organisation, or itself.
pub(crate) fn body(filing: &Filing, actor: ActorId) -> ActorId {
    filing.actor(actor).body
}

/// Returns the parts that bind an actor: those whose work it does.
pub(crate) fn binding(filing: &Filing, actor: ActorId) -> impl Iterator<Item = PartId> + '_ {
    let body_of = body(filing, actor);
    filing
        .parts
        .iter()
        .enumerate()
        .filter(move |(_, part)| part.to.copied().is_some_and(|to| body(filing, to) == body_of))
        .map(|(at, _)| PartId::new(at))
}

/// Returns whether a part names a computer as a place where its data is: in its field for media, as its own store, or in
/// a plan for it. `None` where that is open: the field is missing, in an annex or in words only, or the store is furniture.
pub(crate) fn names_store(filing: &Filing, part: PartId, id: StoreId) -> Option<bool> {
    let part = &filing.parts[part.at()];
    let planned = part.disposal.iter().filter_map(|plan| plan.at.as_ref()).flatten();
    if part.stores.iter().chain(planned).any(|named| *named == id) {
        return Some(true);
    }
    let kind = filing.stores[id.at()].kind.copied();
    let entries = part.media.value()?;
    if entries.iter().any(|entry| entry.store == Some(id) || (entry.kind.is_some() && entry.kind == kind)) {
        return Some(true);
    }
    let computer = matches!(kind, Some(StoreKind::Pc | StoreKind::Server | StoreKind::Cloud | StoreKind::Tablet));
    let in_words = entries.iter().any(PartMedium::is_in_words_only);
    (computer && !in_words).then_some(false)
}

/// For each body, the bodies that give it work.
pub(super) struct Chain(BTreeMap<ActorId, BTreeSet<ActorId>>);

impl Chain {
    pub(super) fn new(filing: &Filing) -> Self {
        let mut givers: BTreeMap<ActorId, BTreeSet<ActorId>> = BTreeMap::new();
        for part in filing.parts.iter().filter(|part| part.is_contract()) {
            let above = || filing.parts[part.parent.copied()?.at()].to.copied();
            let giver = filing.giver(part).or_else(above);
            if let (Some(giver), Some(agent)) = (giver, part.to.copied()) {
                givers.entry(body(filing, agent)).or_default().insert(body(filing, giver));
            }
        }
        Chain(givers)
    }

    /// True if a body works for another, through a contract with it or with one that in turn works for it.
    pub(super) fn works_for(&self, agent: ActorId, giver: ActorId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![agent];
        while let Some(agent) = open.pop() {
            let above = self.0.get(&agent).into_iter().flatten();
            open.extend(above.copied().filter(|giver| seen.insert(*giver)));
        }
        seen.contains(&giver)
    }
}

/// Returns the part a step is done under; `None` where the filing leaves several.
pub(super) fn part_of(
    filing: &Filing,
    id: StepId,
    sender: Option<ActorId>,
    receiver: Option<ActorId>,
) -> Option<PartId> {
    let step = filing.step(id);
    if let Some(part) = step.under.copied() {
        return Some(part);
    }
    let by_sender = sender.filter(|actor| !gives_work(filing, *actor));
    let by_receiver = receiver.or_else(|| operator(filing, step));
    let candidates: Vec<PartId> = match (by_sender, by_receiver) {
        (Some(actor), _) => binding(filing, actor).collect(),
        (None, Some(actor)) if sender.is_some() => binding(filing, actor).collect(),
        _ => Vec::new(),
    };
    let flow = &filing.flows[id.flow as usize];
    match candidates.as_slice() {
        [] => store_part(filing, step),
        [one] => Some(*one),
        several => {
            let tied: Vec<PartId> = several.iter().copied().filter(|part| flow.under.contains(part)).collect();
            match tied.as_slice() {
                [one] => Some(*one),
                _ => None,
            }
        }
    }
}

fn gives_work(filing: &Filing, actor: ActorId) -> bool {
    filing.has_role(actor, Role::Principal) || filing.has_role(actor, Role::Subject)
}

fn operator(filing: &Filing, step: &Step) -> Option<ActorId> {
    filing.stores[step.into.copied()?.at()].operated_by.copied()
}

/// Returns the processing whose store is used by a step that is under no contract.
fn store_part(filing: &Filing, step: &Step) -> Option<PartId> {
    let stores = [step.from.copied(), step.into.copied()];
    filing
        .parts
        .iter()
        .position(|part| {
            part.kind == PartKind::Processing && part.stores.iter().any(|store| stores.contains(&Some(*store)))
        })
        .map(PartId::new)
}
