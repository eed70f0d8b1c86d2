//! The graph: copies as nodes, the steps that link them as edges.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::filing::{ActorId, DataId, DisposalReport, StepId, StoreId};
use crate::vocabulary::enumerations::{End, Medium, Origin, Repeats};

/// A node of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CopyId(u32);

impl CopyId {
    /// Position among all copies.
    pub(super) fn at(self) -> usize {
        self.0 as usize
    }
}

/// A physical load of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LotId(pub u32);

/// Where a copy rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In a store.
    Store(StoreId),
    /// On a load of a medium.
    Lot(LotId),
    /// Received, and not yet put anywhere.
    Transit,
    /// At a place the filing does not name.
    Unstated,
    /// Where the principal keeps what it holds from the start.
    Assumed,
    /// Seen, not held.
    Viewed,
}

/// What a copy is a copy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// A data set.
    Data(DataId),
    /// The password of media.
    Notice,
}

/// One copy: who has what, where.
#[derive(Debug, Clone)]
pub struct HeldCopy {
    /// Who; `None` where a handover does not say.
    pub holder: Option<ActorId>,
    /// Where.
    pub place: Place,
    /// What.
    pub content: Content,
    /// How the data first reached this holder.
    pub origin: Option<Origin>,
    /// Who provided it, where it was provided.
    pub provided_by: Option<ActorId>,
    /// Step that last put data there; none for what is there from the start.
    pub last_step: Option<StepId>,
    /// Whether only an optional step made it.
    pub optional: bool,
    /// How often the step that made it recurs.
    pub repeats: Option<Repeats>,
    /// Whether it still exists after the last step.
    pub alive: bool,
    /// How it ended.
    pub endings: Vec<Ending>,
}

/// One end of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// How.
    pub end: End,
    /// By which step.
    pub step: StepId,
    /// With what report, where said.
    pub report: Option<DisposalReport>,
}

/// A physical load.
#[derive(Debug, Clone)]
pub struct Lot {
    /// Step that made it.
    pub made_by: StepId,
    /// Who made it.
    pub maker: Option<ActorId>,
    /// Its media; several: one of them.
    pub media: Vec<Medium>,
    /// Medium as written, where not a canonical word.
    pub label: String,
    /// Steps whose media it opens, for a notice.
    pub unlocks: Vec<StepId>,
    /// Whether it was sealed by a step that is not optional, and by whom.
    pub sealed_by: Option<ActorId>,
    /// Whether it was verified by a step that is not optional, and by whom.
    pub verified_by: Option<ActorId>,
    /// Store it is kept in.
    pub kept_at: Option<StoreId>,
    /// Steps that moved it.
    pub moved_by: Vec<StepId>,
}

/// What a step does between two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The source lives on.
    Copy,
    /// The source is gone.
    Move,
    /// Something new is made from it.
    Derive,
    /// It is seen.
    Disclose,
}

/// The graph itself.
#[derive(Default)]
pub(crate) struct Graph {
    inside: DiGraph<HeldCopy, (Link, StepId)>,
}

impl Graph {
    pub(crate) fn add(&mut self, copy: HeldCopy) -> CopyId {
        CopyId(u32::try_from(self.inside.add_node(copy).index()).unwrap_or(u32::MAX))
    }

    pub(crate) fn link(&mut self, from: CopyId, to: CopyId, link: Link, step: StepId) {
        if from != to {
            self.inside.add_edge(node(from), node(to), (link, step));
        }
    }

    pub(crate) fn copy(&self, id: CopyId) -> &HeldCopy {
        &self.inside[node(id)]
    }

    pub(crate) fn holding_mut(&mut self, id: CopyId) -> &mut HeldCopy {
        &mut self.inside[node(id)]
    }

    pub(crate) fn copies(&self) -> impl Iterator<Item = (CopyId, &HeldCopy)> {
        self.inside.node_indices().map(|at| (CopyId(u32::try_from(at.index()).unwrap_or(u32::MAX)), &self.inside[at]))
    }

    /// Every link in the order in which they came to be: source, copy and step.
    pub(crate) fn links(&self) -> impl Iterator<Item = (CopyId, CopyId, StepId)> {
        let id = |at: NodeIndex| CopyId(u32::try_from(at.index()).unwrap_or(u32::MAX));
        self.inside.edge_references().map(move |edge| (id(edge.source()), id(edge.target()), edge.weight().1))
    }

    /// Whether a copy was moved on from its place.
    pub(crate) fn moved_on(&self, id: CopyId) -> bool {
        self.inside.edges_directed(node(id), Direction::Outgoing).any(|edge| edge.weight().0 == Link::Move)
    }
}

fn node(id: CopyId) -> NodeIndex {
    NodeIndex::new(id.0 as usize)
}
