//! Which parts run when something is done.

use super::World;
use super::order::Dated;
use crate::calendar::{Date, When};
use crate::filing::{ActorId, Field, PartId, StepId};

/// The days on which something may be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    first: Date,
    last: Date,
    /// True if it is done on some of these days only, and which is not stated.
    open: bool,
}

/// Returns when a step is done: on the day that it states, else within the term of the part it is done under and between
/// the days of the steps around it; `None` where neither day nor term is stated.
pub(super) fn time_of(world: &World<'_>, step: StepId, part: Option<PartId>) -> Option<Time> {
    match &world.filing.step(step).date {
        Field::Unstated => {
            let time = term_of(world, part?)?;
            let at = world.step(step).map(|it| it.at);
            Some(at.map_or(time, |at| narrowed(time, world.order().before(at), world.order().after(at))))
        }
        stated => stated.when().map(|When { first, last, .. }| Time { first, last, open: false }),
    }
}

/// Narrows an open time to what the steps before and after leave of it, which is a single day where they lie outside.
fn narrowed(time: Time, before: Option<Dated>, after: Option<Dated>) -> Time {
    let first = before.map_or(time.first, |it| it.first.max(time.first));
    let last = after.map_or(time.last, |it| it.last.min(time.last));
    match (before, after) {
        _ if first <= last => Time { first, last, ..time },
        (_, Some(after)) if after.last < time.first => Time { first: after.last, last: after.last, ..time },
        (Some(before), _) if before.first > time.last => Time { first: before.first, last: before.first, ..time },
        // The steps around contradict each other, which a rule of its own tells.
        _ => time,
    }
}

/// Returns the days of the term of a part; `None` where it does not state both ends.
pub(super) fn term_of(world: &World<'_>, part: PartId) -> Option<Time> {
    let term = &world.filing.parts[part.at()].term;
    Some(Time { first: term.from.when()?.first, last: term.to.when()?.last, open: true })
}

/// Returns whether one of the parts that bind an actor runs at a time; `None` where no part binds it, or where that is
/// open.
pub(super) fn is_bound(world: &World<'_>, actor: ActorId, time: Time) -> Option<bool> {
    let all: Vec<Option<bool>> =
        world.custody.binding(world.filing, actor).into_iter().map(|part| runs(world, part, time)).collect();
    match all.as_slice() {
        [] => None,
        all if all.contains(&Some(true)) => Some(true),
        all => all.iter().all(|one| *one == Some(false)).then_some(false),
    }
}

/// Returns whether a part runs at a time; `None` where that is open. Of a time that is open itself, a day that both
/// have is enough.
pub(super) fn runs(world: &World<'_>, part: PartId, time: Time) -> Option<bool> {
    let term = &world.filing.parts[part.at()].term;
    let (from, to) = (term.from.when(), term.to.when());
    let early = from.is_some_and(|from| time.last < from.first);
    let late = to.is_some_and(|to| time.first > to.last);
    if early || (late && term.renewed_from().is_none_or(|again| time.last < again)) {
        return Some(false);
    }
    if late {
        return Some(true);
    }
    let (from, to) = (from?, to?);
    let whole = from.last <= time.first && time.last <= to.first;
    let shared = time.open && from.last <= time.last && time.first <= to.first;
    (whole || shared).then_some(true)
}

/// Returns the last day on which a part that binds an actor still ran, of those that ended before a time.
pub(super) fn ended(world: &World<'_>, actor: ActorId, time: Time) -> Option<Date> {
    let parts = world.custody.binding(world.filing, actor).into_iter();
    parts
        .filter_map(|part| Some(world.filing.parts[part.at()].term.to.when()?.last))
        .filter(|end| *end < time.first)
        .max()
}
