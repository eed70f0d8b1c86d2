//! Paths through the graph of copies.

use std::collections::{HashMap, VecDeque};

use super::graph::{CopyId, Graph};
use crate::filing::StepId;

/// Returns the steps by which a copy came to its place, in order: a shortest path from an origin.
///
/// Searches backwards in place and in time: a step explains a copy only by what its source was before.
pub(super) fn witness(graph: &Graph, id: CopyId) -> Vec<StepId> {
    let Some(last) = graph.copy(id).last_step else {
        return Vec::new();
    };
    let mut next: HashMap<CopyId, (StepId, CopyId)> = HashMap::new();
    let mut queue = VecDeque::from([(id, last)]);
    while let Some((at, until)) = queue.pop_front() {
        let sources: Vec<_> = graph.sources(at).into_iter().filter(|(_, step, _)| *step <= until).collect();
        if sources.is_empty() {
            return path(graph, id, at, &next);
        }
        for (_, step, source) in sources {
            if source != id && !next.contains_key(&source) {
                next.insert(source, (step, at));
                queue.push_back((source, step));
            }
        }
    }
    vec![last]
}

/// Collects the steps from an origin to the copy.
fn path(graph: &Graph, id: CopyId, origin: CopyId, next: &HashMap<CopyId, (StepId, CopyId)>) -> Vec<StepId> {
    let mut steps = Vec::new();
    let mut here = origin;
    while let Some((step, towards)) = next.get(&here) {
        steps.push(*step);
        here = *towards;
        if here == id {
            break;
        }
    }
    // An origin that was made by a step is explained by that step, if it came before the next.
    let made = graph.copy(origin).last_step.filter(|made| steps.first().is_none_or(|first| made < first));
    let mut all: Vec<StepId> = made.into_iter().chain(steps).collect();
    all.dedup();
    all
}
