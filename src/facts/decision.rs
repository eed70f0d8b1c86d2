//! Facts about the decisions of the forum on which a part rests.

use std::borrow::Cow;

use super::{Answer, Value, World};
use crate::filing::{Approval, Field, PartId};
use crate::vocabulary::enumerations::Outcome;
use crate::vocabulary::pack_words::PackWord;

/// Answers with the day of the decision that a part rests on: the first of its approvals, since later decisions change
/// what is already under way; the fiscal year of the session where no day is stated. For a new part of a filing put up
/// for approval, the day of the filing.
pub(super) fn decided<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let filing = world.filing;
    let part = &filing.parts[at];
    let named = |approval: &&'w Approval| {
        concerns(world, at, approval)
            && !matches!(approval.outcome.copied(), Some(Outcome::Reported | Outcome::Deferred | Outcome::Rejected))
    };
    let dated = filing.approvals.iter().filter(named).filter_map(super::dates::decided);
    if let Some((first, last, span)) = dated.min_by_key(|(first, ..)| *first) {
        return Answer { span, ..Answer::known(Value::Days(first, last)) };
    }
    let put_up = part.agenda.value().or(filing.agenda.value()).is_some_and(PackWord::decides);
    let new = part.changed_since == Field::Unstated;
    if put_up && new { Answer::day(&filing.submitted) } else { Answer::unstated() }
}

/// Answers with the decisions that a part cites, for itself or for what it sub-contracts, and that are stated to be
/// about other parts.
pub(super) fn astray<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let below = || world.contracts.iter().filter(|other| world.custody.parent(**other).is_some_and(|it| it.at() == at));
    let about = |id: &String| world.filing.approvals.iter().find(|approval| approval.id == *id)?.of.value();
    let own = part
        .approvals
        .value()
        .into_iter()
        .flatten()
        .filter(|id| about(id).is_some_and(|parts| !parts.contains(&PartId::new(at))));
    let given_on = part
        .subcontracting
        .approval
        .value()
        .filter(|id| about(id).is_some_and(|parts| below().any(|other| !parts.contains(other))));
    let ids = own.chain(given_on).map(|id| Value::Text(Cow::Borrowed(id.as_str())));
    Answer::found(ids.collect(), part.subcontracting.approval.span().or(part.approvals.span()))
}

/// Answers with the decisions about a part that did not grant it, and that no later one about it overcame.
pub(super) fn refused<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let all = || world.filing.approvals.iter().filter(|approval| concerns(world, at, approval));
    let is = |approval: &Approval, wanted: &[Outcome]| approval.outcome.copied().is_some_and(|it| wanted.contains(&it));
    let granted = |approval: &Approval| is(approval, &[Outcome::Approved, Outcome::Accepted, Outcome::Conditional]);
    let day = super::dates::decided;
    let overcome = |refused: &Approval| {
        let later = |other: &Approval| day(other).zip(day(refused)).is_some_and(|(it, before)| it.0 > before.1);
        all().any(|other| granted(other) && later(other))
    };
    let found: Vec<&Approval> =
        all().filter(|it| is(it, &[Outcome::Deferred, Outcome::Rejected]) && !overcome(it)).collect();
    let names = found.iter().map(|it| Value::Text(Cow::Borrowed(it.session.value().unwrap_or(&it.id)))).collect();
    Answer::found(names, found.first().and_then(|it| it.outcome.span()))
}

/// True if a decision is about a part, as either of the two states; one that the contract above cites for what it
/// sub-contracts is about that.
pub(super) fn concerns(world: &World<'_>, at: usize, approval: &Approval) -> bool {
    let by_part = world.filing.parts[at].approvals.value().is_some_and(|ids| ids.contains(&approval.id));
    let parent = world.custody.parent(PartId::new(at)).map(|parent| &world.filing.parts[parent.at()].subcontracting);
    let from_above = || parent.is_some_and(|it| it.approval.value() == Some(&approval.id));
    let by_part = by_part || (approval.of == Field::Unstated && from_above());
    by_part || approval.of.value().is_some_and(|parts| parts.contains(&PartId::new(at)))
}
