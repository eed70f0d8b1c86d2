//! What quantifiers over many subjects came to: asked within another quantifier, each would look at the same ones again.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::facts::Subject;
use crate::policy::{Condition, Operand, Quantified};

/// Outcomes of quantifiers: by the place of the quantifier in the policy, the subject that it starts from, and whether only
/// what surely holds counts.
pub(super) struct Remembered<T>(RefCell<HashMap<(usize, Subject, bool), T>>);

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Remembered(RefCell::default())
    }
}

impl<T: Copy> Remembered<T> {
    /// What a quantifier came to before, from the same subject.
    pub(super) fn get(&self, it: &Quantified, here: Subject, surely: bool) -> Option<T> {
        self.0.borrow().get(&key(it, here, surely)).copied()
    }

    /// Keeps what a quantifier came to, where it is the same whatever the subject of the rule.
    pub(super) fn keep(&self, it: &Quantified, here: Subject, surely: bool, outcome: T) {
        if !asks_outer(it) {
            self.0.borrow_mut().insert(key(it, here, surely), outcome);
        }
    }
}

fn key(it: &Quantified, here: Subject, surely: bool) -> (usize, Subject, bool) {
    (std::ptr::from_ref(it).addr(), here, surely)
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
