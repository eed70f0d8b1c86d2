//! Obligations: for which subjects of a filing an audit will ask for a record.

use super::evaluate::{Evaluator, Truth};
use crate::calendar::Date;
use crate::facts::{Subject, World};
use crate::policy::{Obligation, Policy};
use crate::vocabulary::facts::SubjectKind;

/// A record that is owed.
#[derive(Debug, Clone, Copy)]
pub struct Owed<'p> {
    /// What asks for it.
    pub obligation: &'p Obligation,
    /// What it is owed for.
    pub subject: Subject,
    /// Position of the part among [`crate::filing::Filing::parts`]; none where the filing does not tell it.
    pub part: Option<usize>,
    /// Whether it surely is; else what is not written decides.
    pub certain: bool,
}

/// Every record that is owed under a filing by the obligations in force on a day, in the order of their ids.
pub fn owed<'p>(policy: &'p Policy, world: &World<'_>, day: Date) -> Vec<Owed<'p>> {
    let evaluator = Evaluator::new(world);
    let mut all = Vec::new();
    for obligation in policy.obligations.iter().filter(|one| one.effective.contains(day)) {
        for subject in world.subjects(obligation.every.subject()) {
            let truth = evaluator.truth(&obligation.when, subject, subject);
            if truth != Truth::False {
                all.push(Owed { obligation, subject, part: part(world, subject), certain: truth == Truth::True });
            }
        }
    }
    all
}

/// The part that binds whoever owes it.
fn part(world: &World<'_>, subject: Subject) -> Option<usize> {
    let custody = world.custody;
    let part = match subject.kind {
        SubjectKind::Hop => custody.hops.get(custody.legs.get(subject.at)?.hop)?.part,
        SubjectKind::Holding => {
            let holder = custody.keepings.get(subject.at)?.holder;
            custody.binding(world.filing, holder).into_iter().find(|part| world.contract(*part).is_some())
        }
        _ => return Some(subject.at),
    };
    part.map(|part| part.at())
}
