//! Facts about the grounds on which a party has data: which contract provides it, and to whom the flow passes it on.

use std::borrow::Cow;

use super::{Answer, Value, World, items, running};
use crate::filing::{ActorId, DataId, Part, PartId, Step, StepId};
use crate::flow::Handover;
use crate::source::Span;
use crate::vocabulary::actions::{Effect, LotMark};
use crate::vocabulary::enumerations::{Action, End, PartKind, Role};

/// Answers with the parties to whom the flow passes on what the agent of a contract has, and who do part of its work in
/// that way: neither those above it, nor those to whom a principal gives work of their own.
pub(super) fn passes_on<'w>(world: &World<'w>, part: PartId) -> Answer<'w> {
    let filing = world.filing;
    let mut found: Vec<(ActorId, Span)> = Vec::new();
    for (to, handover) in passed_on(world, part) {
        if !found.iter().any(|(known, _)| *known == to) {
            found.push((to, filing.step(handover.step).place.span));
        }
    }
    let span = found.first().map(|(_, span)| *span);
    let named = found.iter().map(|(to, _)| filing.actor(*to)).map(|actor| actor.name.value().unwrap_or(&actor.id));
    Answer::found(named.map(|name| Value::Text(Cow::Borrowed(name.as_str()))).collect(), span)
}

/// Iterates over those to whom the agent of a contract passes on part of its work.
pub(super) fn receivers<'a>(world: &'a World<'_>, part: PartId) -> impl Iterator<Item = ActorId> + 'a {
    passed_on(world, part).map(|(to, _)| to)
}

/// Iterates over the handovers by which the agent of a contract passes on part of its work, with who gets it.
fn passed_on<'a>(world: &'a World<'_>, part: PartId) -> impl Iterator<Item = (ActorId, &'a Handover)> + 'a {
    let filing = world.filing;
    let agent = filing.parts[part.at()].to.copied();
    let all = agent.into_iter().flat_map(move |agent| world.custody.handovers.iter().map(move |it| (agent, it)));
    all.filter_map(move |(agent, handover)| {
        let (from, to) = (handover.from.copied()?, handover.to.copied()?);
        let works = filing.has_role(to, Role::Contractor) || filing.has_role(to, Role::Subcontractor);
        let sent = world.custody.same_body(filing, from, agent) && !world.custody.same_body(filing, to, agent);
        let of_other = handover.part.is_some_and(|other| other != part && binds(world, other, handover));
        if !works || !sent || of_other || !carries_personal(world, handover) || is_above(world, handover) {
            return None;
        }
        let mut given = world.custody.binding(filing, to).into_iter().map(|other| filing.parts[other.at()].kind);
        (!given.any(|kind| kind == PartKind::Outsourcing)).then_some((to, handover))
    })
}

/// Answers with the data sets that the agent of a contract holds before the first step, and that none of its running
/// contracts gives it.
pub(super) fn held<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let filing = world.filing;
    let part = &filing.parts[at];
    let own = PartId::new(at);
    let fields = items::lists(part);
    let span = fields.iter().find_map(|field| field.span());
    let Some(agent) = part.to.copied().filter(|_| part.is_contract()) else {
        return Answer::found(Vec::new(), span);
    };
    let concerned = |flow: &usize| filing.flows[*flow].under.is_empty() || filing.flows[*flow].under.contains(&own);
    let kept = (0..filing.flows.len()).filter(concerned).flat_map(|flow| &filing.flows[flow].starts_with);
    let by_agent = kept.filter(|(store, _)| {
        filing.stores[store.at()].actor.copied().is_some_and(|holder| world.custody.same_body(filing, holder, agent))
    });
    let given = given_to_agent(world, own);
    let mut sets: Vec<DataId> = by_agent.flat_map(|(_, sets)| sets).copied().collect();
    sets.retain(|set| {
        filing.data[set.at()].is_personal() && !is_given(world, &given, *set) && !comes(world, own, *set)
    });
    sets.sort_unstable();
    sets.dedup();
    if sets.is_empty() {
        return Answer::found(Vec::new(), span);
    }
    if fields.iter().all(|field| field.value().is_none()) {
        return items::lacking(&fields);
    }
    about(world, &sets, span)
}

/// Answers with the data sets that a contract provides and that no step both brings to its agent and uses: those that come
/// and that nobody who does the work uses, though others are used, and those that only the agent itself makes.
pub(super) fn unused<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let filing = world.filing;
    let part = &filing.parts[at];
    let own = PartId::new(at);
    let provided = part.provides.value().map_or(&[][..], Vec::as_slice);
    let (used, lacking): (Vec<DataId>, Vec<DataId>) = provided
        .iter()
        .filter(|set| filing.data[set.at()].is_personal() && comes(world, own, **set))
        .partition(|set| is_used(world, **set) && is_received(world, own, **set));
    let works = !used.is_empty()
        || filing
            .data
            .iter()
            .enumerate()
            .any(|(set, _)| !provided.contains(&DataId::new(set)) && is_used(world, DataId::new(set)));
    let lacking = if works && part.is_contract() { lacking } else { Vec::new() };
    about(world, &lacking, part.provides.span())
}

/// Returns the data sets that contracts give the agent of a part while that part runs.
fn given_to_agent(world: &World<'_>, own: PartId) -> Vec<DataId> {
    let filing = world.filing;
    let time = running::term_of(world, own);
    let agent = filing.parts[own.at()].to.copied();
    let binding = agent.into_iter().flat_map(|agent| world.custody.binding(filing, agent));
    let running = binding
        .filter(|other| *other == own || time.and_then(|time| running::runs(world, *other, time)) != Some(false));
    let lists = running.flat_map(|other| items::lists(&filing.parts[other.at()]));
    lists.filter_map(|list| list.value()).flatten().copied().collect()
}

/// True if a set, or one that it is taken from, is among those given.
fn is_given(world: &World<'_>, given: &[DataId], set: DataId) -> bool {
    given.contains(&set) || world.filing.data[set.at()].part_of.iter().any(|whole| given.contains(whole))
}

/// True if a step brings a set to the agent of a part, or has it make the set.
fn comes(world: &World<'_>, own: PartId, set: DataId) -> bool {
    is_made(world, own, set) || is_received(world, own, set)
}

fn is_made(world: &World<'_>, own: PartId, set: DataId) -> bool {
    let makes = |action: Action| matches!(action.row().effect, Effect::Create | Effect::Collect);
    steps_with(world, set).any(|id| {
        let step = world.filing.step(id);
        step.does(makes) && step.actor.copied().is_some_and(|actor| is_agent(world, own, actor))
    })
}

fn is_received(world: &World<'_>, own: PartId, set: DataId) -> bool {
    let to_agent = |it: &Handover| it.to.copied().is_some_and(|actor| is_agent(world, own, actor));
    steps_with(world, set).any(|id| world.custody.handovers_of(id).iter().any(to_agent))
}

fn is_agent(world: &World<'_>, own: PartId, actor: ActorId) -> bool {
    let agent = world.filing.parts[own.at()].to.copied();
    agent.is_some_and(|agent| world.custody.same_body(world.filing, agent, actor))
}

/// Returns the steps whose data a set is among.
fn steps_with(world: &World<'_>, set: DataId) -> impl Iterator<Item = StepId> {
    steps_about(world, set)
        .filter(move |id| world.filing.step(*id).data.value().is_some_and(|sets| sets.contains(&set)))
}

/// True if a contractor uses a set, or what is taken from it: it does something with it besides taking it in and ending it,
/// or it is given the set for no more than destroying what the data is on.
fn is_used(world: &World<'_>, set: DataId) -> bool {
    let filing = world.filing;
    let is_worker = |step: &&Step| {
        step.actor
            .copied()
            .is_some_and(|actor| !filing.has_role(actor, Role::Principal) && !filing.has_role(actor, Role::Subject))
    };
    let own = std::iter::once(set).chain(world.index().parts_of(set).iter().copied());
    let all = own.flat_map(|set| steps_about(world, set).collect::<Vec<_>>()).map(|id| filing.step(id));
    let done: Vec<&Step> = all.filter(is_worker).collect();
    let takes_in = |action: Action| matches!(action.row().effect, Effect::Import | Effect::LotMark(LotMark::Kept));
    let receives = |action: Action| action.ends() || takes_in(action);
    let destroyed = done.iter().any(|step| step.does(|action| action.row().effect == Effect::End(End::Destroyed)));
    done.iter().any(|step| !step.actions.iter().copied().all(receives))
        || (destroyed && !done.iter().any(|step| step.actions.iter().copied().any(takes_in)))
}

fn steps_about(world: &World<'_>, set: DataId) -> impl Iterator<Item = StepId> {
    world.index().about(set).iter().map(|at| world.steps[*at])
}

fn binds(world: &World<'_>, part: PartId, handover: &Handover) -> bool {
    let agent = world.filing.parts[part.at()].to.copied();
    agent.zip(handover.from.copied()).is_some_and(|(agent, from)| world.custody.same_body(world.filing, agent, from))
}

/// True if a handover goes to one who gives work to the sender.
fn is_above(world: &World<'_>, handover: &Handover) -> bool {
    let (Some(from), Some(to)) = (handover.from.copied(), handover.to.copied()) else { return false };
    let gives =
        |part: &Part| world.filing.giver(part).is_some_and(|giver| world.custody.same_body(world.filing, giver, to));
    world.custody.binding(world.filing, from).into_iter().any(|part| gives(&world.filing.parts[part.at()]))
}

fn carries_personal(world: &World<'_>, handover: &Handover) -> bool {
    let sets = world.filing.step(handover.step).data.value();
    sets.is_some_and(|sets| sets.iter().any(|set| world.filing.data[set.at()].is_personal()))
}

/// Answers with the names of data sets, at the place of the first; at another where there are none.
fn about<'w>(world: &World<'w>, sets: &[DataId], otherwise: Option<Span>) -> Answer<'w> {
    let own = sets.iter().map(|set| &world.filing.data[set.at()]);
    let names = own.clone().map(|set| Value::Text(Cow::Borrowed(set.label()))).collect();
    Answer::found(names, own.map(|set| set.place.span).next().or(otherwise))
}
