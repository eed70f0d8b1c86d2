//! The graph: copies as nodes, and the steps that link them as edges.

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::alternatives::Alternatives;
use crate::filing::{ActorId, DataId, DisposalReport, StepId, StoreId};
use crate::vocabulary::enumerations::{End, Medium, Origin, Repeats};

/// Identifies a copy, as a node of the graph.
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

/// The place where a copy rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In a store of the filing.
    Store(StoreId),
    /// On a load of a medium.
    Lot(LotId),
    /// Received by a network or otherwise, and not put anywhere yet.
    Transit,
    /// At a place that the filing does not state.
    Unstated,
    /// Where a principal or subject keeps what it holds from the start; owes no end.
    Assumed,
    /// Only seen, not kept.
    Viewed,
}

/// What a copy is a copy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// Personal data of this set.
    Data(DataId),
    /// The password of encrypted media.
    Notice,
}

/// One copy: a holder, a place and a content.
#[derive(Debug, Clone)]
pub struct HeldCopy {
    /// The actor that holds it; `None` where a handover does not state the receiver.
    pub holder: Option<ActorId>,
    /// The place where it is.
    pub place: Place,
    /// The data set, or a password.
    pub content: Content,
    /// On a load, the media of it that came to this holder; else empty.
    pub media: Alternatives,
    /// How the data first reached this holder; `None` where it is unknown.
    pub origin: Option<Origin>,
    /// The actor that provided it; `None` where it was not provided.
    pub provided_by: Option<ActorId>,
    /// The last step that put it there; `None` for what is there from the start.
    pub last_step: Option<StepId>,
    /// True if only an optional step made it.
    pub optional: bool,
    /// How often the step that made it is repeated; `None` for one that is not.
    pub repeats: Option<Repeats>,
    /// True if it still exists after the last step.
    pub alive: bool,
    /// How it was ended, once for each step that did.
    pub endings: Vec<Ending>,
}

impl HeldCopy {
    /// Returns the media of its load that have not ended.
    pub fn left(&self) -> Alternatives {
        self.endings.iter().fold(self.media, |left, ending| left.without(ending.media))
    }
}

/// One end of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// How the copy ended.
    pub end: End,
    /// The step that ended it.
    pub step: StepId,
    /// On a load, the media of it that ended so; else empty.
    pub media: Alternatives,
    /// The report of the end, where the step states one.
    pub report: Option<DisposalReport>,
}

/// A physical load of a medium, such as one disc or one envelope.
#[derive(Debug, Clone)]
pub struct Lot {
    /// The step that made it.
    pub made_by: StepId,
    /// The actor that made it.
    pub maker: Option<ActorId>,
    /// Its media; where several are listed, it is one of them.
    pub media: Vec<Medium>,
    /// The medium in the author's words, where these are not the vocabulary's; else empty.
    pub label: String,
    /// For a password notice, the steps whose media it opens.
    pub unlocks: Vec<StepId>,
    /// The actor that sealed it, in a step that is not optional.
    pub sealed_by: Option<ActorId>,
    /// The actor that verified it, in a step that is not optional.
    pub verified_by: Option<ActorId>,
    /// The store in which it is kept.
    pub kept_at: Option<StoreId>,
    /// The steps that moved it, in order.
    pub moved_by: Vec<StepId>,
}

/// How a step links two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The target is a copy of the source, which remains.
    Copy,
    /// The target replaces the source.
    Move,
    /// The target is made from the source, as other data.
    Derive,
    /// The target is a view of the source.
    Disclose,
}

/// The graph of copies, with the link and the step on each edge.
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

    /// True if a copy was moved on from its place.
    pub(crate) fn moved_on(&self, id: CopyId) -> bool {
        self.inside.edges_directed(node(id), Direction::Outgoing).any(|edge| edge.weight().0 == Link::Move)
    }
}

fn node(id: CopyId) -> NodeIndex {
    NodeIndex::new(id.0 as usize)
}
