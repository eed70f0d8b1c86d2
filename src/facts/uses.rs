//! Which records show that what another tells of was still there: use after an erasure, an incident after a report.

use super::World;
use crate::calendar::Date;
use crate::evidence::Joined;
use crate::filing::{ActorId, DataId, StepId, StoreId};
use crate::flow::Place;
use crate::vocabulary::enumerations::{MediumClass, Record as Kind, RecordKey as Key, Role};

/// True if a record shows that what an erasure tells of was used, handed on or brought anew, at its place and of its data,
/// under the same part and in the same job.
pub(super) fn is_use<'w>(world: &World<'w>, erased: &'w Joined, other: &'w Joined) -> bool {
    matches!(other.record.kind, Kind::Handover | Kind::Count | Kind::PrintLog | Kind::ReceiptBook)
        && other.part == erased.part
        && other.record.text(Key::Job) == erased.record.text(Key::Job)
        && shares_data(world, erased, other)
        && is_at_place(world, erased, other)
}

/// True if a record cannot be true beside an earlier one: an incident after an erasure of the same, or a report on the
/// state of things that an incident already known does not stand in.
pub(super) fn contradicts<'w>(world: &World<'w>, it: &'w Joined, earlier: &'w Joined) -> bool {
    let Some(day) = it.record.days(Key::Date).map(|(first, _)| first) else { return false };
    let Some(before) = earlier.record.date() else { return false };
    if it.record.kind != Kind::Incident || it.part != earlier.part || !shares_data(world, it, earlier) {
        return false;
    }
    match earlier.record.kind {
        Kind::StatusReport => {
            let told = it.record.date_of(Key::Reported);
            let by_principal = earlier.issued_by.is_some_and(|by| world.filing.has_role(by, Role::Principal));
            before >= day && told.is_none_or(|told| before < told) && !by_principal
        }
        Kind::ErasureReport | Kind::DestructionCertificate => {
            before < day && is_same_place(world, it, earlier, day) && !brought_between(world, earlier, before, day)
        }
        _ => false,
    }
}

/// True if an incident is about the place of an erasure. One that names no place is, once the part has ended: nothing was to
/// be left by then.
fn is_same_place(world: &World<'_>, incident: &Joined, erased: &Joined, day: Date) -> bool {
    let named = |one: &[StoreId], other: &[StoreId]| one.iter().any(|store| other.contains(store));
    let ended = || {
        let running = world.practice.zip(erased.part).and_then(|(practice, part)| practice.running.get(part.at()));
        running.and_then(|running| running.last).is_some_and(|last| last < day)
    };
    match (incident.at.is_empty(), erased.at.is_empty()) {
        (false, false) => named(&incident.at, &erased.at),
        (false, true) => true,
        (true, _) => ended(),
    }
}

/// True if data was brought anew between an erasure and a later day.
fn brought_between<'w>(world: &World<'w>, erased: &'w Joined, from: Date, to: Date) -> bool {
    let records = world.practice.map(|practice| practice.records.as_slice()).unwrap_or_default();
    let between = |it: &&Joined| it.record.date().is_some_and(|date| date > from && date <= to);
    records.iter().filter(between).any(|it| is_use(world, erased, it))
}

/// True unless both records name data, or take it from their steps, and have none in common.
fn shares_data<'w>(world: &World<'w>, one: &'w Joined, other: &'w Joined) -> bool {
    let (one, other) = (data(world, one), data(world, other));
    one.is_empty() || other.is_empty() || one.iter().any(|set| other.contains(set))
}

fn data<'w>(world: &World<'w>, it: &'w Joined) -> &'w [DataId] {
    let of_step = || it.step.and_then(|step| world.filing.step(step).data.value()).map(Vec::as_slice);
    if it.data.is_empty() { of_step().unwrap_or_default() } else { &it.data }
}

/// True unless the place of a use is known to be another than those of an erasure.
fn is_at_place(world: &World<'_>, erased: &Joined, other: &Joined) -> bool {
    match other.at.is_empty() {
        false => erased.at.is_empty() || other.at.iter().any(|store| erased.at.contains(store)),
        true => other.step.is_none_or(|step| is_on_what_was_erased(world, erased, step)),
    }
}

/// True if a step reads a store that was erased, moves a load kept there, or brings data to whoever erased it.
fn is_on_what_was_erased(world: &World<'_>, erased: &Joined, step: StepId) -> bool {
    let to_holder = || {
        let holders = holders(world, erased);
        let reached = world.custody.handovers_of(step).iter().filter_map(|it| it.to.copied());
        reached.into_iter().any(|to| holders.iter().any(|holder| world.custody.same_body(world.filing, *holder, to)))
    };
    let loads = world.loads_of(step);
    // Erasing everything leaves no disc with data, but paper is not erased.
    let erasable =
        |class: MediumClass| class == MediumClass::Removable || erased.record.kind == Kind::DestructionCertificate;
    let on_load = || {
        loads.iter().any(|lot| match erased.at.is_empty() {
            true => lot.media.iter().any(|medium| erasable(medium.class())),
            false => lot.kept_at.is_some_and(|store| erased.at.contains(&store)),
        })
    };
    let read = world.custody.store_read(world.filing, step);
    let from_store = || read.is_some_and(|store| erased.at.is_empty() || erased.at.contains(&store));
    to_holder() || on_load() || (loads.is_empty() && from_store())
}

/// Returns the actors that hold what a record names.
pub(super) fn holders(world: &World<'_>, it: &Joined) -> Vec<ActorId> {
    let here = |place: &Place| matches!(place, Place::Store(store) if it.at.contains(store));
    let named = world.custody.holdings.iter().filter(|holding| here(&holding.place)).map(|holding| holding.holder);
    let mut found: Vec<ActorId> = named.collect();
    if it.at.is_empty() {
        found.extend(it.part.and_then(|part| world.filing.parts[part.at()].to.copied()));
    }
    found
}
