//! Checks that a rule has a severity and a sentence for every verdict that it can give.

use std::collections::BTreeMap;

use super::reading::PolicyReading;
use crate::finding::{Severity, Verdict};
use crate::policy::model::{Condition, Expectation, Operand, Rule};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;

/// Reports verdicts that a rule can give and for which it has no severity, or no sentence. Defaults have severities for those of
/// which the rule does not speak yet.
pub(in crate::policy) fn complete(
    reading: &mut PolicyReading<'_>,
    node: Node<'_>,
    rule: &Rule,
    defaults: &BTreeMap<Verdict, Severity>,
) {
    let mut needed = Vec::new();
    if may_be_violated(&rule.require) && !rule.absent_is_unstated {
        needed.push(Verdict::Violation);
    }
    if may_be_silent(&rule.require, &rule.when) || rule.absent_is_unstated {
        needed.push(Verdict::Unstated);
    }
    for verdict in needed {
        if !rule.severity.contains_key(&verdict) && !defaults.contains_key(&verdict) {
            reading.report(node.head(), PolicyTrouble::MissingKey { key: "severity" });
        }
        if !rule.message.contains_key(&verdict) {
            reading.report(node.head(), PolicyTrouble::MissingMessage { verdict: verdict.word(), lang: "ja" });
        }
    }
}

/// True if a filing to which the rule applies may leave out a fact that the condition asks.
fn may_be_silent(condition: &Condition, when: &Condition) -> bool {
    match condition {
        // Where one of them requires a fact to be stated, the others are evaluated only if it is.
        Condition::All(inside) => inside.iter().any(|one| may_be_silent(one, when) && may_be_silent(one, condition)),
        Condition::Any(inside) => inside.iter().any(|one| may_be_silent(one, when)),
        Condition::Not(inside) => may_be_silent(inside, when),
        // Whether a fact is left out is always certain.
        Condition::Fact(_, Expectation::Stated(false)) => false,
        Condition::Fact(path, expectation) => {
            let certain = path.fact.row().certain && path.relations.is_empty();
            let alone = match expectation {
                Expectation::In(all)
                | Expectation::NotIn(all)
                | Expectation::Includes(all)
                | Expectation::Excludes(all) => all.iter().all(|one| match one {
                    Operand::Constant(_) => true,
                    Operand::Fact(other, _) => has_stated(when, &other.text),
                }),
                Expectation::Empty(_) => true,
                _ => false,
            };
            !(certain || alone && has_stated(when, &path.text))
        }
        // Inside a quantifier, names refer to facts of other subjects.
        Condition::Quantified(it) => {
            let always = Condition::always();
            may_be_silent(&it.only, &always) || may_be_silent(&it.require, &always)
        }
    }
}

/// True if a rule applies only where a fact is stated.
fn has_stated(when: &Condition, name: &str) -> bool {
    match when {
        Condition::All(inside) => inside.iter().any(|one| has_stated(one, name)),
        Condition::Fact(path, expectation) => *path.text == *name && matches!(expectation, Expectation::Stated(true)),
        _ => false,
    }
}

/// True if a stated value can make the condition false. Where only an omission can, nothing is violated.
fn may_be_violated(condition: &Condition) -> bool {
    match condition {
        Condition::All(inside) => inside.iter().any(may_be_violated),
        Condition::Any(inside) => inside.iter().all(may_be_violated),
        Condition::Not(inside) => {
            matches!(**inside, Condition::Fact(_, Expectation::Stated(_))) || may_be_violated(inside)
        }
        Condition::Fact(_, expectation) => !matches!(expectation, Expectation::Stated(true)),
        Condition::Quantified(_) => true,
    }
}
