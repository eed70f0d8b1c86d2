//! What quantifiers over many subjects came to: asked within another quantifier, each would look at the same ones again.

use std::cell::RefCell;
use std::collections::HashMap;

use super::evaluate::{Evaluator, Truth};
use crate::facts::Subject;
use crate::policy::{Condition, Operand, Quantified};

/// Subjects of a filing from which on it is worth remembering what they were asked.
const LARGE: usize = 512;

/// Truths of quantifiers: by the place of the quantifier in the policy, the subject that it starts from, and whether only
/// what surely holds counts.
#[derive(Default)]
pub(crate) struct Remembered(RefCell<HashMap<(usize, Subject, bool), Truth>>);

impl Evaluator<'_, '_> {
    /// What a quantifier comes to: as it did before from the same subject, or worked out now.
    pub(super) fn remember(
        &self,
        it: &Quantified,
        here: Subject,
        surely: bool,
        work_out: impl FnOnce() -> Truth,
    ) -> Truth {
        if self.world.size() < LARGE || self.is_tracing() {
            return work_out();
        }
        let key = (std::ptr::from_ref(it).addr(), here, surely);
        let known = self.remembered.0.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let truth = work_out();
            if !asks_outer(it) && !self.world.is_exhausted() {
                self.remembered.0.borrow_mut().insert(key, truth);
            }
            truth
        })
    }
}

/// Whether what a quantifier comes to may differ with the subject of the rule.
fn asks_outer(it: &Quantified) -> bool {
    it.outer || condition_asks_outer(&it.only) || condition_asks_outer(&it.require)
}

fn condition_asks_outer(condition: &Condition) -> bool {
    match condition {
        Condition::All(inside) | Condition::Any(inside) => inside.iter().any(condition_asks_outer),
        Condition::Not(inside) => condition_asks_outer(inside),
        Condition::Fact(path, expectation) => path.outer || expectation.operands().iter().any(operand_asks_outer),
        Condition::Quantified(inside) => asks_outer(inside),
    }
}

fn operand_asks_outer(operand: &Operand) -> bool {
    matches!(operand, Operand::Fact(path, _) if path.outer)
}
