//! Checks that relate places of a filing to one another and that no schema can express: unique ids, parents that form a
//! ring, and limits.

use std::collections::HashMap;

use super::model::{DataId, Field, Filing, Location};
use super::problem::{InputProblem, Problem};

/// Maximum number of steps that a filing may have; custody follows every one of them.
pub(super) const MAX_STEPS: usize = 5_000;
/// Maximum number of parts that a filing may have.
pub(super) const MAX_PARTS: usize = 300;
/// Maximum number of actors that a filing may have.
pub(super) const MAX_ACTORS: usize = 500;
/// Maximum number of ways and carriages that all its steps together may list.
pub(super) const MAX_WAYS: usize = 2_000;
/// Maximum number of moves in a filing: for each step, data sets × data sets it uses × actions.
pub(super) const MAX_MOVES: usize = 10_000;
/// Maximum number of waivers that a filing may have, and of reasons as well: one that fits no finding is compared with
/// all of them.
pub(super) const MAX_WAIVERS: usize = 300;
/// Maximum number of characters of the reason in a waiver or reason; each finding that it answers quotes it.
pub(super) const MAX_REASON: usize = 2_000;
/// Maximum number of entries that any list or map of a filing may have: some are compared pairwise.
pub const MAX_ENTRIES: usize = 5_000;
/// Maximum number of decisions that a filing may cite; each part looks up every one of them.
pub(super) const MAX_APPROVALS: usize = 300;
/// Maximum number of flows that a filing may have.
pub(super) const MAX_FLOWS: usize = 300;
/// Maximum number of data sets that a filing may have.
pub(super) const MAX_DATA_SETS: usize = 2_000;

/// Reports duplicate ids, parents that form a ring, and counts over their limit.
pub(super) fn check(filing: &Filing, out: &mut Vec<InputProblem>) {
    for flow in &filing.flows {
        twice(flow.steps.iter().map(|step| (step.id.as_str(), &step.place)), out);
    }
    twice(filing.flows.iter().map(|flow| (flow.id.as_str(), &flow.place)), out);
    twice(filing.parts.iter().map(|part| (part.id.as_str(), &part.place)), out);
    twice(filing.approvals.iter().map(|approval| (approval.id.as_str(), &approval.place)), out);
    for set in &filing.data {
        let twin = |group: &String| filing.data.iter().find(|other| other.id == *group);
        if let (Some(twin), Some(span)) = (set.group.value().and_then(twin), set.group.span()) {
            out.push(InputProblem {
                problem: Problem::DuplicateId { id: twin.id.clone(), first_line: twin.place.span.line },
                pointer: format!("{}/group", set.place.pointer),
                span,
            });
        }
    }
    rings(filing, out);
    let steps = filing.flows.iter().map(|flow| flow.steps.len()).sum::<usize>();
    over("steps", steps, MAX_STEPS, filing, out);
    over("data", filing.data.len(), MAX_DATA_SETS, filing, out);
    over("parts", filing.parts.len(), MAX_PARTS, filing, out);
    over("waivers", filing.waivers.len(), MAX_WAIVERS, filing, out);
    over("reasons", filing.reasons.len(), MAX_WAIVERS, filing, out);
    let reasons = filing.waivers.iter().map(|waiver| &waiver.reason);
    let reasons = reasons.chain(filing.reasons.iter().map(|reason| &reason.reason));
    let longest = reasons.filter_map(|reason| Some(reason.value()?.chars().count())).max();
    over("reason", longest.unwrap_or_default(), MAX_REASON, filing, out);
    over("actors", filing.actors.len(), MAX_ACTORS, filing, out);
    over("approvals", filing.approvals.len(), MAX_APPROVALS, filing, out);
    over("flows", filing.flows.len(), MAX_FLOWS, filing, out);
    let ways = filing.steps().map(|(_, step)| step.ways.len() + step.transport.len()).sum::<usize>();
    over("ways", ways, MAX_WAYS, filing, out);
    let moves = filing.steps().map(|(_, step)| {
        let count = |field: &Field<Vec<DataId>>| field.value().map_or(0, Vec::len);
        count(&step.data) * count(&step.uses).max(1) * step.actions.len().max(1)
    });
    over("moves", moves.sum(), MAX_MOVES, filing, out);
}

/// Reports parts that are their own parent, directly or through others.
fn rings(filing: &Filing, out: &mut Vec<InputProblem>) {
    for (start, part) in filing.parts.iter().enumerate() {
        let mut at = part.parent.copied();
        for _ in 0..filing.parts.len() {
            let Some(above) = at else { break };
            if above.at() == start {
                out.push(InputProblem {
                    problem: Problem::ParentRing { id: part.id.clone() },
                    pointer: format!("{}/parent", part.place.pointer),
                    span: part.parent.span().unwrap_or(part.place.span),
                });
                break;
            }
            at = filing.parts[above.at()].parent.copied();
        }
    }
}

fn twice<'f>(ids: impl Iterator<Item = (&'f str, &'f Location)>, out: &mut Vec<InputProblem>) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for (id, place) in ids {
        if id.is_empty() {
            continue;
        }
        if let Some(first_line) = seen.get(id) {
            out.push(InputProblem {
                problem: Problem::DuplicateId { id: id.to_owned(), first_line: *first_line },
                pointer: format!("{}/id", place.pointer),
                span: place.span,
            });
        } else {
            seen.insert(id, place.span.line);
        }
    }
}

fn over(what: &'static str, count: usize, limit: usize, filing: &Filing, out: &mut Vec<InputProblem>) {
    if count > limit {
        out.push(InputProblem {
            problem: Problem::TooMany { what, limit },
            pointer: String::new(),
            span: filing.place.span,
        });
    }
}
