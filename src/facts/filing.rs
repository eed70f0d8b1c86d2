//! Facts of filings, flows and approvals.

use std::borrow::Cow;

use super::{Answer, GetFact, GetMany, Many, One, Standing, Value, World};
use crate::filing::Approval;
use crate::text;
use crate::vocabulary::facts::SubjectKind;

/// Facts of a filing.
pub(super) fn fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, _| Answer::known(Value::Text(Cow::Borrowed(&world.filing.id))),
        "title" => |world, _| Answer::text(&world.filing.title),
        "headcount.sum" => |world, _| {
            let counts = world.filing.headcount.and_then(|rows| rows.iter().copied().collect::<Option<Vec<i64>>>());
            let sum = counts.value().map_or(0, |counts| counts.iter().sum());
            Answer::like(&counts, Value::Number(sum))
        },
        "headcount.total" => |world, _| Answer::field(&world.filing.headcount_total, |total| Value::Number(*total)),
        "submitted" => |world, _| Answer::day(&world.filing.submitted),
        _ => return None,
    })
}

/// Relations of a filing to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        "contracts" => |world, _| Many::To(world.subjects(SubjectKind::Contract).collect()),
        "hops" => |world, _| Many::To(world.subjects(SubjectKind::Hop).collect()),
        "holdings" => |world, _| Many::To(world.subjects(SubjectKind::Holding).collect()),
        _ => return None,
    })
}

/// Facts of a flow.
pub(super) fn flow_fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.flows[at].id))),
        "title" => |world, at| Answer::text(&world.filing.flows[at].title),
        "continuing" => |world, at| Answer::flag(&world.filing.flows[at].continuing),
        _ => return None,
    })
}

/// Where nothing leads on.
pub(super) fn nowhere() -> One {
    One::Unknown(Standing::Unstated)
}

/// Facts of an approval.
pub(super) fn approval_fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.approvals[at].id))),
        "session" => |world, at| Answer::text(&world.filing.approvals[at].session),
        "conflicting" => conflicting,
        _ => return None,
    })
}

/// Sessions of the same year that an earlier entry gives for the same part.
fn conflicting<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let all = &world.filing.approvals;
    let own = &all[at];
    let parts = |approval: &'w Approval| approval.of.value().map_or(&[][..], Vec::as_slice);
    let session = |approval: &Approval| {
        let text = text::item_name(approval.session.value()?);
        let (year, number) = text.split_once('第')?;
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        Some((year.to_owned(), digits))
    };
    let Some((year, number)) = session(own) else {
        return Answer::known(Value::List(Vec::new()));
    };
    let same_forum = |other: &Approval| match (other.forum.copied(), own.forum.copied()) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let same_part =
        |other: &&'w Approval| same_forum(other) && parts(other).iter().any(|part| parts(own).contains(part));
    let other_session = |other: &&'w Approval| session(other).is_some_and(|(of, is)| of == year && is != number);
    let earlier = all[..at].iter().filter(same_part).filter(other_session);
    let sessions = earlier.filter_map(|other| Some(Value::Text(Cow::Borrowed(other.session.value()?.as_str()))));
    Answer::found(sessions.collect(), own.session.span())
}
