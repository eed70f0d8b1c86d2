//! Custody: follows every copy of personal data that the flows of a filing make, from its origin to its end.
//!
//! Owns the graph of copies, the interpreter that walks through the steps, and what is computed from both once:
//! handovers, the part a handover is under, the holdings that owe an end. Nothing else uses `petgraph`.

mod absence;
mod access;
mod actions;
mod alive;
mod alternatives;
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

pub use alternatives::Alternatives;
pub use graph::{Content, CopyId, Ending, HeldCopy, Link, Lot, LotId, Place};
pub(crate) use handovers::owner;
pub use handovers::{Handover, Hop};
pub use holdings::{Cover, Holding};
pub use paths::Waypoint;

/// The result of following the flows of a filing.
pub struct Custody {
    pub(crate) graph: graph::Graph,
    /// How the copies came to their places; found out when it is first asked.
    ways: OnceCell<paths::Ways>,
    /// Physical loads of media.
    pub lots: Vec<Lot>,
    /// Steps that move data to another actor or site, in the order of the file.
    pub handovers: Vec<Handover>,
    /// The ways of the handovers, each with one kind of medium: the subject of rules about carriage.
    pub hops: Vec<Hop>,
    /// Copies grouped by holder, by place and by how they end.
    pub holdings: Vec<Holding>,
    /// Steps that do not fit what is held, in the order of the walk.
    pub troubles: Vec<Trouble>,
    /// For each step that names no source, the only place that has its data.
    sources: BTreeMap<StepId, Place>,
    /// For each part, the contracts that may be above it; exactly one where it is known.
    above: Vec<Vec<PartId>>,
    /// Depth of each part in the tree of contracts: 1 for those directly under the principal.
    pub depths: Vec<u32>,
    /// Planned ends that cover no copy, by the position of the part and their own.
    pub idle_disposals: Vec<(usize, usize)>,
}

/// A step that does not fit what its actor holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The step in question.
    pub step: StepId,
    /// What is wrong with it.
    pub kind: TroubleKind,
    /// The data sets concerned, each once.
    pub data: Vec<crate::filing::DataId>,
    /// The copies among which an ambiguous source leaves the choice, or which tell why the data is absent.
    pub found: Vec<CopyId>,
}

/// Why an actor does not have what a step uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// No step brought it to the actor.
    NeverCame,
    /// The actor had it, and gave it away in this step.
    MovedAway(StepId),
    /// The actor had it, and erased or destroyed it in this step.
    Ended(StepId),
    /// Only this later step makes it or brings it.
    ComesLater(StepId),
    /// The actor has it on another medium or in another store, from which no single step leads here.
    OtherPlace,
    /// What it is part of lies where the step looks for it, but no step makes it by itself.
    NeverMade,
    /// It lies with another body, to which the actor has no access.
    OtherBody,
}

/// Ways in which a step can fail to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TroubleKind {
    /// The actor does not have the data, or not where the step says, for this reason.
    Break(Absence),
    /// The actor has the data, and one step is left out that brings it to that medium or store.
    CarrierGap,
    /// Several places have the data, and the step does not state which.
    Ambiguous,
    /// It is given back to somebody who never had it.
    ReturnedElsewhere,
    /// It is sent to a party and put into a store that is not this party's.
    NotTheReceivers,
}

/// Follows every flow of a filing.
pub fn follow(filing: &Filing) -> Custody {
    let walked = custody::walk(filing);
    let above = parts::above(filing);
    let depths = parts::depths(filing, &above);
    let handovers = handovers::handovers(filing, &walked.reached);
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
    /// Returns the copy with this id.
    pub fn copy(&self, id: CopyId) -> &HeldCopy {
        self.graph.copy(id)
    }

    /// Iterates over all copies, including ended ones, in the order in which they were made.
    pub fn copies(&self) -> impl Iterator<Item = (CopyId, &HeldCopy)> {
        self.graph.copies()
    }

    /// The way by which a copy first came to its place, from its origin.
    pub fn witness(&self, id: CopyId) -> Vec<Waypoint> {
        self.ways.get_or_init(|| paths::Ways::of(&self.graph)).to(&self.graph, id)
    }

    /// Returns `holder@place`, the name that findings use for the place of a copy.
    pub fn place_name(&self, filing: &Filing, id: CopyId) -> String {
        holdings::place_name(filing, &self.lots, self.graph.copy(id))
    }

    /// True if a finding about this subject is about the place of these copies.
    pub fn is_about(&self, subject: Option<Subject>, holding: &Holding) -> bool {
        let about = subject.filter(|it| it.kind == SubjectKind::Holding).and_then(|it| self.holdings.get(it.at));
        about.is_some_and(|it| (it.holder, it.place) == (holding.holder, holding.place))
    }

    /// Returns the media of the load of a holding: those of which it tells the end; none for any other place.
    pub fn media_of(&self, holding: &Holding) -> Alternatives {
        match holding.place {
            Place::Lot(lot) if holding.alternatives.is_empty() => Alternatives::of(&self.lots[lot.0 as usize].media),
            _ => holding.alternatives,
        }
    }

    /// Returns the place of a copy.
    pub fn place(&self, id: CopyId) -> Place {
        self.graph.copy(id).place
    }

    /// Returns the store that a step reads: the one it names, else the only one that has its data.
    pub fn store_read(&self, filing: &Filing, step: StepId) -> Option<StoreId> {
        match self.sources.get(&step) {
            Some(Place::Store(store)) => Some(*store),
            _ => filing.step(step).from.copied(),
        }
    }

    /// Returns the load that a step without stated store and medium reads, if only one has its data.
    pub fn load_read(&self, step: StepId) -> Option<&Lot> {
        match self.sources.get(&step) {
            Some(Place::Lot(lot)) => self.lots.get(lot.0 as usize),
            _ => None,
        }
    }

    /// Returns the parts that bind an actor: those whose work it does.
    pub fn binding(&self, filing: &Filing, actor: ActorId) -> Vec<PartId> {
        parts::binding(filing, actor).collect()
    }

    /// Returns the contract above a part, as stated or as the giver of the work implies; `None` if several are
    /// possible.
    pub fn parent(&self, part: PartId) -> Option<PartId> {
        match self.above.get(part.at())?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Returns the part under which a step is done; `None` where the filing leaves several.
    pub fn part_of(&self, filing: &Filing, step: StepId) -> Option<PartId> {
        let handed = self.handovers_of(step).first();
        handed.map_or_else(|| parts::part_of(filing, step, filing.step(step).actor.copied(), None), |it| it.part)
    }

    /// Returns whether a part names a computer as a place where its data is; `None` where that is open.
    pub fn names_store(&self, filing: &Filing, part: PartId, store: StoreId) -> Option<bool> {
        parts::names_store(filing, part, store)
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
