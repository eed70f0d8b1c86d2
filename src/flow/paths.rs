//! Ways through the graph: how each copy came to its place.

use super::graph::{CopyId, Graph, Place};
use crate::filing::StepId;

/// Steps of a way that are told: so many from its beginning, and as many up to its end.
const TOLD_AT_EACH_END: usize = 32;

/// A stretch of the way by which a copy came to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waypoint {
    /// A step.
    Step(StepId),
    /// Steps of the middle of a long way, which are not told one by one: how many, and the last of them.
    Omitted {
        /// The last of them.
        last: StepId,
        /// How many.
        count: usize,
    },
}

impl Waypoint {
    /// The step; of several that are left out, the last.
    pub fn step(self) -> StepId {
        match self {
            Waypoint::Step(step) | Waypoint::Omitted { last: step, .. } => step,
        }
    }
}

/// The way by which every copy first came to its place, from an origin.
///
/// Where one step may take it from several places, a store goes before a load: what was on a disc and was imported came
/// through the import. Of several stores, the shortest way counts. A step explains a copy only by what its source was before: links are looked at in the order in which they came to be,
/// and each goes on from the best that there was for its source by then. So all ways together cost a look at each link.
#[derive(Default)]
pub(super) struct Ways {
    links: Vec<Passed>,
    /// The last link of the best way to each copy, by its position.
    last: Vec<Option<usize>>,
}

/// A link as the last of a way.
struct Passed {
    step: StepId,
    source: CopyId,
    /// The link before it.
    before: Option<usize>,
    /// Links from the origin.
    length: usize,
    /// Steps from the origin: several links may be of one.
    steps: usize,
    /// The step that made the origin, where it comes before all others.
    made: Option<StepId>,
    /// The last link of the way that belongs to its first steps.
    head: usize,
}

impl Ways {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut ways = Ways { links: Vec::new(), last: graph.copies().map(|_| None).collect() };
        for (source, target, step) in graph.links() {
            ways.pass(graph, source, target, step);
        }
        ways
    }

    fn pass(&mut self, graph: &Graph, source: CopyId, target: CopyId, step: StepId) {
        let own = self.links.len();
        let before = self.last.get(source.at()).copied().flatten().and_then(|at| Some((at, self.links.get(at)?)));
        let link = match before {
            None => {
                // An origin that a step made is explained by that step, if it came before.
                let made = graph.copy(source).last_step.filter(|made| *made < step);
                let steps = 1 + usize::from(made.is_some());
                Passed { step, source, before: None, length: 1, steps, made, head: own }
            }
            Some((at, link)) => {
                let steps = link.steps + usize::from(link.step != step);
                let head = if steps <= TOLD_AT_EACH_END { own } else { link.head };
                Passed { step, source, before: Some(at), length: link.length + 1, steps, made: link.made, head }
            }
        };
        let Some(last) = self.last.get_mut(target.at()) else { return };
        let on_load = |copy: CopyId| !matches!(graph.copy(copy).place, Place::Store(_));
        let rank = |link: &Passed| (link.step, on_load(link.source), link.length, link.source);
        let known = last.and_then(|at| self.links.get(at));
        if known.is_none_or(|known| rank(&link) < rank(known)) {
            *last = Some(own);
        }
        self.links.push(link);
    }

    /// The way to a copy; of one that comes from no other, the step that last put data there.
    pub(super) fn to(&self, graph: &Graph, id: CopyId) -> Vec<Waypoint> {
        let Some(link) = self.last.get(id.at()).copied().flatten().and_then(|at| self.links.get(at)) else {
            return graph.copy(id).last_step.map(Waypoint::Step).into_iter().collect();
        };
        let told = |steps: &[StepId]| steps.iter().copied().map(Waypoint::Step).collect::<Vec<_>>();
        if link.steps <= 2 * TOLD_AT_EACH_END {
            return told(&self.back_from(link, link.steps));
        }
        let head = self.links.get(link.head).map(|link| self.back_from(link, link.steps)).unwrap_or_default();
        let tail = self.back_from(link, TOLD_AT_EACH_END + 1);
        let Some((last, tail)) = tail.split_first() else { return Vec::new() };
        let omitted = Waypoint::Omitted { last: *last, count: link.steps - head.len() - tail.len() };
        [told(&head), vec![omitted], told(tail)].concat()
    }

    /// At most so many steps that lead up to a link and with it, in order.
    fn back_from<'w>(&'w self, mut link: &'w Passed, most: usize) -> Vec<StepId> {
        let mut steps = vec![link.step];
        while steps.len() < most {
            match link.before.and_then(|at| self.links.get(at)) {
                Some(before) => link = before,
                None => {
                    steps.extend(link.made);
                    break;
                }
            }
            if steps.last() != Some(&link.step) {
                steps.push(link.step);
            }
        }
        steps.reverse();
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::graph::HeldCopy;
    use crate::flow::{Content, Link, Place};

    fn step(step: usize) -> StepId {
        StepId { flow: 0, step: u32::try_from(step).unwrap() }
    }

    fn copy(last_step: Option<StepId>) -> HeldCopy {
        HeldCopy {
            holder: None,
            place: Place::Unstated,
            content: Content::Notice,
            media: crate::flow::Alternatives::default(),
            origin: None,
            provided_by: None,
            last_step,
            optional: false,
            repeats: None,
            alive: true,
            endings: Vec::new(),
        }
    }

    /// Copies of which each is made from the one before, by a step of its own.
    fn chain(copies: usize) -> (Graph, Vec<CopyId>) {
        let mut graph = Graph::default();
        let ids: Vec<_> = (0..copies).map(|at| graph.add(copy((at > 0).then(|| step(at))))).collect();
        for at in 1..copies {
            graph.link(ids[at - 1], ids[at], Link::Copy, step(at));
        }
        (graph, ids)
    }

    /// The numbers of the steps of a way, and behind that of the last of those left out how many they are.
    fn numbers(way: &[Waypoint]) -> Vec<(u32, usize)> {
        let number = |point: &Waypoint| match point {
            Waypoint::Step(id) => (id.step, 1),
            Waypoint::Omitted { last, count } => (last.step, *count),
        };
        way.iter().map(number).collect()
    }

    fn plain(steps: impl IntoIterator<Item = u32>) -> Vec<(u32, usize)> {
        steps.into_iter().map(|step| (step, 1)).collect()
    }

    #[test]
    fn the_middle_of_a_long_way_is_left_out() {
        let (graph, ids) = chain(101);
        let ways = Ways::of(&graph);
        assert_eq!(numbers(&ways.to(&graph, ids[64])), plain(1..=64));
        let long = [plain(1..=32), vec![(68, 36)], plain(69..=100)].concat();
        assert_eq!(numbers(&ways.to(&graph, ids[100])), long);
    }

    #[test]
    fn the_first_way_counts_through_a_store_rather_than_a_load_and_only_what_came_before() {
        let (mut graph, ids) = chain(4);
        graph.holding_mut(ids[2]).place = Place::Store(crate::filing::StoreId(0));
        graph.link(ids[0], ids[3], Link::Copy, step(3));
        graph.link(ids[0], ids[3], Link::Copy, step(4));
        assert_eq!(numbers(&Ways::of(&graph).to(&graph, ids[3])), plain(1..=3));
        // What reaches the source only later explains nothing.
        let late = graph.add(copy(Some(step(9))));
        let early = graph.add(copy(Some(step(5))));
        graph.link(late, early, Link::Copy, step(5));
        graph.link(ids[0], late, Link::Copy, step(9));
        assert_eq!(numbers(&Ways::of(&graph).to(&graph, early)), plain([5]));
    }

    #[test]
    fn several_links_of_one_step_are_one_step_and_what_made_the_origin_comes_first() {
        let mut graph = Graph::default();
        let [made, between, here] = [Some(step(1)), Some(step(2)), Some(step(2))].map(|last| graph.add(copy(last)));
        graph.link(made, between, Link::Copy, step(2));
        graph.link(between, here, Link::Move, step(2));
        assert_eq!(numbers(&Ways::of(&graph).to(&graph, here)), plain([1, 2]));
        assert_eq!(numbers(&Ways::of(&graph).to(&graph, made)), plain([1]));
    }
}
