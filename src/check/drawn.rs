//! A row of a checklist against the flow: what the flow itself says of what the row promises.

use super::evaluate::{Evaluator, Truth, is};
use crate::facts::{Standing, Subject, World};
use crate::filing::PartId;
use crate::policy::FormRow;
use crate::vocabulary::facts::SubjectKind;

/// How many places of the flow say what a row promises, say nothing of it, and say something else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Places that say the same.
    pub written: usize,
    /// Places that say nothing.
    pub silent: usize,
    /// Places that say something else.
    pub otherwise: usize,
}

/// Sets a row against the flow under a part.
pub fn drawn(world: &World<'_>, part: PartId, row: &FormRow) -> Drawn {
    let evaluator = Evaluator::new(world);
    let mut drawn = Drawn::default();
    let measures = row.measures.iter().filter_map(|id| world.policy.measures.get(id));
    for promise in measures.flat_map(|measure| &measure.promises) {
        for subject in world.subjects(promise.subject).filter(|subject| is_under(world, *subject, part)) {
            if evaluator.truth(&promise.only, subject, subject) != Truth::True {
                continue;
            }
            let answer = world.ask(subject, promise.fact);
            match &answer.value {
                Some(value) if answer.standing == Standing::Stated && is(value, &promise.value) => drawn.written += 1,
                Some(_) if answer.standing == Standing::Stated => drawn.otherwise += 1,
                _ => drawn.silent += 1,
            }
        }
    }
    drawn
}

fn is_under(world: &World<'_>, subject: Subject, part: PartId) -> bool {
    match subject.kind {
        SubjectKind::Hop => world.custody.handovers[world.custody.hops[subject.at].handover].part == Some(part),
        SubjectKind::Holding => {
            world.custody.binding(world.filing, world.custody.holdings[subject.at].holder).contains(&part)
        }
        SubjectKind::Step => world.filing.step(world.steps[subject.at]).under.copied() == Some(part),
        SubjectKind::Part => subject.at == part.at(),
        SubjectKind::Contract => world.contracts[subject.at] == part,
        _ => false,
    }
}
