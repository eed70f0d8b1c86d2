//! Custody: every copy of personal data that a filing's flows make, from its origin to its end.
//!
//! Owns the graph of copies, the interpreter that walks the steps, and what is computed from both
//! once: handovers, the part a handover is under, the holdings that owe an end. `petgraph` stays inside.

mod actions;
mod alive;
mod custody;
mod graph;
mod handovers;
mod holdings;
mod naming;
mod parts;
mod paths;
mod sources;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::filing::{ActorId, Filing, PartId, StepId, StoreId};
use crate::vocabulary::facts::{Subject, SubjectKind};

pub use graph::{Content, CopyId, Ending, HeldCopy, Link, Lot, LotId, Place};
pub(crate) use handovers::owner;
pub use handovers::{Handover, Hop};
pub use holdings::{Cover, Holding};
pub use paths::Waypoint;

/// What following a filing's flows brought to light.
pub struct Custody {
    pub(crate) graph: graph::Graph,
    /// How the copies came to their places; found out when it is first asked.
    ways: OnceCell<paths::Ways>,
    /// Physical loads of media.
    pub lots: Vec<Lot>,
    /// Steps that move data to another actor or site.
    pub handovers: Vec<Handover>,
    /// Hops by way and kind of medium: what rules about carriage are asked of.
    pub hops: Vec<Hop>,
    /// Copies grouped by holder, place and how they end.
    pub holdings: Vec<Holding>,
    /// Irregularities of steps, in order.
    pub troubles: Vec<Trouble>,
    /// The only place from which a step that names none can take what it is about.
    sources: BTreeMap<StepId, Place>,
    /// The contracts that may be above each part; one where it is told.
    above: Vec<Vec<PartId>>,
    /// Depth of each part in the tree of contracts: 1 for those directly under the principal.
    pub depths: Vec<u32>,
    /// Planned ends that cover nothing: part and position.
    pub idle_disposals: Vec<(usize, usize)>,
}

/// A step that does not fit what its actor holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The step.
    pub step: StepId,
    /// What is wrong.
    pub kind: TroubleKind,
    /// The data sets concerned, in order.
    pub data: Vec<crate::filing::DataId>,
    /// Where the data was found, for an ambiguous source.
    pub found: Vec<CopyId>,
}

/// Kinds of irregular steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TroubleKind {
    /// The actor does not hold the data: the step that brought it is missing.
    Break,
    /// The actor holds the data, but not on that medium or in that store.
    CarrierGap,
    /// Several places fit.
    Ambiguous,
}

/// Follows every flow of a filing.
pub fn follow(filing: &Filing) -> Custody {
    let walked = custody::walk(filing);
    let above = parts::above(filing);
    let depths = parts::depths(filing, &above);
    let handovers = handovers::handovers(filing);
    let hops = handovers::hops(filing, &handovers);
    let (holdings, idle_disposals) = holdings::holdings(filing, &walked.graph, &walked.lots);
    Custody {
        graph: walked.graph,
        ways: OnceCell::new(),
        lots: walked.lots,
        handovers,
        hops,
        holdings,
        troubles: walked.troubles,
        sources: walked.sources,
        above,
        depths,
        idle_disposals,
    }
}

impl Custody {
    /// A copy.
    pub fn copy(&self, id: CopyId) -> &HeldCopy {
        self.graph.copy(id)
    }

    /// All copies in the order in which they came to be.
    pub fn copies(&self) -> impl Iterator<Item = (CopyId, &HeldCopy)> {
        self.graph.copies()
    }

    /// The way by which a copy came to its place, shortest from its origin.
    pub fn witness(&self, id: CopyId) -> Vec<Waypoint> {
        self.ways.get_or_init(|| paths::Ways::of(&self.graph)).to(&self.graph, id)
    }

    /// Name of a copy's place: `holder@place`.
    pub fn place_name(&self, filing: &Filing, id: CopyId) -> String {
        holdings::place_name(filing, &self.lots, self.graph.copy(id))
    }

    /// True if a finding about a subject speaks of the place where these copies are.
    pub fn is_about(&self, subject: Option<Subject>, holding: &Holding) -> bool {
        let about = subject.filter(|it| it.kind == SubjectKind::Holding).and_then(|it| self.holdings.get(it.at));
        about.is_some_and(|it| (it.holder, it.place) == (holding.holder, holding.place))
    }

    /// Where a copy is.
    pub fn place(&self, id: CopyId) -> Place {
        self.graph.copy(id).place
    }

    /// The store that a step reads: the one it names, else the only one that has what it is about.
    pub fn store_read(&self, filing: &Filing, step: StepId) -> Option<StoreId> {
        match self.sources.get(&step) {
            Some(Place::Store(store)) => Some(*store),
            _ => filing.step(step).from.copied(),
        }
    }

    /// The load from which a step that names neither store nor medium can only take what it is about.
    pub fn load_read(&self, step: StepId) -> Option<&Lot> {
        match self.sources.get(&step) {
            Some(Place::Lot(lot)) => self.lots.get(lot.0 as usize),
            _ => None,
        }
    }

    /// Parts that bind an actor: those it does the work of.
    pub fn binding(&self, filing: &Filing, actor: ActorId) -> Vec<PartId> {
        parts::binding(filing, actor).collect()
    }

    /// The contract above a part, stated or told by who gives the work.
    pub fn parent(&self, part: PartId) -> Option<PartId> {
        match self.above.get(part.at())?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The body that an actor belongs to: the first actor of its organisation, or itself.
    pub fn body(&self, filing: &Filing, actor: ActorId) -> ActorId {
        parts::body(filing, actor)
    }

    /// The handovers that a step is, in order.
    pub fn handovers_of(&self, step: StepId) -> &[Handover] {
        let from = self.handovers.partition_point(|it| it.step < step);
        let to = self.handovers.partition_point(|it| it.step <= step);
        self.handovers.get(from..to).unwrap_or_default()
    }

    /// Whether two actors belong to one body.
    pub fn same_body(&self, filing: &Filing, one: ActorId, other: ActorId) -> bool {
        parts::body(filing, one) == parts::body(filing, other)
    }
}
