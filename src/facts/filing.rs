//! Facts of filings, flows and steps.

use std::borrow::Cow;

use super::{Answer, GetFact, GetMany, GetOne, Many, One, Standing, Subject, Value};
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

/// Facts of a step.
pub(super) fn step_fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.step(world.steps[at]).id))),
        "title" => |world, at| Answer::text(&world.filing.step(world.steps[at]).title),
        "action" => |world, at| Answer::known(Value::words(world.filing.step(world.steps[at]).actions.iter().copied())),
        _ => return None,
    })
}

/// Relations of a step to one.
pub(super) fn step_one(name: &str) -> Option<GetOne> {
    Some(match name {
        "flow" => |world, at| One::To(Subject { kind: SubjectKind::Flow, at: world.steps[at].flow as usize }),
        "actor" => |world, at| super::actor::one(&world.filing.step(world.steps[at]).actor),
        _ => return None,
    })
}

/// Where nothing leads on.
pub(super) fn nowhere() -> One {
    One::Unknown(Standing::Unstated)
}
