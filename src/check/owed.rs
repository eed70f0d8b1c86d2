//! Obligations: for which subjects of a filing an audit will ask for a record.

use super::evaluate::{Evaluator, Truth};
use super::say;
use crate::calendar::Date;
use crate::facts::{Subject, World};
use crate::filing::{ActorId, PartId};
use crate::flow::Handover;
use crate::policy::{Obligation, Policy};
use crate::vocabulary::facts::{FactId, SubjectKind};
use crate::words::Lang;

/// A record that is owed.
#[derive(Debug, Clone)]
pub struct Owed<'p> {
    /// What asks for it.
    pub obligation: &'p Obligation,
    /// What it is owed for.
    pub subject: Subject,
    /// Position of the part among [`crate::filing::Filing::parts`]; none where the filing does not tell it.
    pub part: Option<usize>,
    /// The facts that are not written and decide whether it is; none where it surely is.
    pub lacking: Option<Vec<FactId>>,
}

impl Owed<'_> {
    /// Whether it surely is owed.
    pub fn is_certain(&self) -> bool {
        self.lacking.is_none()
    }
}

/// Every record that is owed under a filing by the obligations in force on a day, in the order of their ids.
pub fn owed<'p>(policy: &'p Policy, world: &World<'_>, day: Date) -> Vec<Owed<'p>> {
    let evaluator = Evaluator::new(world);
    let mut all = Vec::new();
    for obligation in policy.obligations.iter().filter(|one| one.effective.contains(day)) {
        for subject in world.subjects(obligation.every.subject()) {
            let truth = evaluator.truth(&obligation.when, subject, subject);
            if truth == Truth::False {
                continue;
            }
            let lacking = (truth == Truth::Unknown).then(|| {
                let causes = evaluator.condition(&obligation.when, subject, subject).causes;
                causes.iter().map(|cause| cause.fact).collect()
            });
            all.push(Owed { obligation, subject, part: part(world, subject), lacking });
        }
    }
    all
}

/// What a record is owed for, as a reader names it: a hop by its step, a copy by who holds it where.
pub fn place(world: &World<'_>, subject: Subject, lang: Lang) -> String {
    say::subject_name(world, subject, &world.name(subject).id, lang)
}

/// The part that binds whoever owes it.
fn part(world: &World<'_>, subject: Subject) -> Option<usize> {
    let custody = world.custody;
    let part = match subject.kind {
        SubjectKind::Hop => {
            let handover = custody.handovers.get(custody.hops.get(subject.at)?.handover)?;
            handover.part.or_else(|| of_several(world, handover))
        }
        SubjectKind::Holding => {
            let holder = custody.holdings.get(subject.at)?.holder;
            custody.binding(world.filing, holder).into_iter().find(|part| world.contract(*part).is_some())
        }
        _ => return Some(subject.at),
    };
    part.map(|part| part.at())
}

/// Returns the part that owes the records of a handover which several parts may cover, as where a contractor has a contract
/// and a connection: the contract about its data, else any contract, else the first. What is owed is owed under one of them.
fn of_several(world: &World<'_>, handover: &Handover) -> Option<PartId> {
    let (filing, custody) = (world.filing, world.custody);
    let step = filing.step(handover.step);
    let binding = |actor: Option<ActorId>| actor.map(|it| custody.binding(filing, it)).unwrap_or_default();
    let by_sender = binding(handover.from.copied());
    let all = if by_sender.is_empty() { binding(handover.to.copied()) } else { by_sender };
    let under = &filing.flows[handover.step.flow as usize].under;
    let tied: Vec<PartId> = all.iter().copied().filter(|part| under.contains(part)).collect();
    let all = if tied.is_empty() { all } else { tied };
    let contract = |part: &&PartId| filing.parts[part.at()].is_contract();
    let about = |part: &&PartId| {
        let part = &filing.parts[part.at()];
        let sets =
            [&part.provides, &part.collects, &part.handles].into_iter().filter_map(|field| field.value()).flatten();
        let moved = step.data.value().map(Vec::as_slice).unwrap_or_default();
        part.is_contract() && sets.into_iter().any(|set| moved.contains(set))
    };
    all.iter().find(about).or_else(|| all.iter().find(contract)).or(all.first()).copied()
}
