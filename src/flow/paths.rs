//! Paths through the graph.

use std::collections::{HashMap, VecDeque};

use super::graph::{Graph, HoldingId};
use crate::filing::StepId;

/// The steps by which a copy came to its place, shortest from an origin, in order.
///
/// Walks backwards: the first holding met that came from nowhere is the nearest origin.
pub(super) fn witness(graph: &Graph, id: HoldingId) -> Vec<StepId> {
    let mut next: HashMap<HoldingId, (StepId, HoldingId)> = HashMap::new();
    let mut queue = VecDeque::from([id]);
    while let Some(at) = queue.pop_front() {
        let sources = graph.sources(at);
        if sources.is_empty() {
            let mut path: Vec<StepId> = graph.holding(at).last_step.into_iter().collect();
            let mut here = at;
            while let Some((step, towards)) = next.get(&here) {
                path.push(*step);
                here = *towards;
                if here == id {
                    break;
                }
            }
            path.dedup();
            return path;
        }
        for (_, step, source) in sources {
            if source != id && !next.contains_key(&source) {
                next.insert(source, (step, at));
                queue.push_back(source);
            }
        }
    }
    graph.holding(id).last_step.into_iter().collect()
}
