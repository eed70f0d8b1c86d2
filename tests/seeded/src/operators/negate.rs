//! Conditions, operands and predicates that say the opposite.

use syn::{BinOp, Expr, ExprBinary, ExprMethodCall};

use super::{binds, replaced};
use crate::change::Found;
use crate::sources::Text;

/// Methods whose closure answers yes or no.
const ASKING: &[&str] = &[
    "all",
    "any",
    "filter",
    "find",
    "is_none_or",
    "is_some_and",
    "partition",
    "position",
    "retain",
    "rposition",
    "skip_while",
    "take_while",
];

/// Negates the condition of an `if` or `while`.
pub(super) fn condition(text: Text<'_>, condition: &Expr) -> Vec<Found> {
    negated(text, "cond-negate", condition)
}

/// Negates what stands beside `&&` or `||`.
pub(super) fn operands(text: Text<'_>, it: &ExprBinary) -> Vec<Found> {
    if !matches!(it.op, BinOp::And(_) | BinOp::Or(_)) {
        return Vec::new();
    }
    [&it.left, &it.right].into_iter().flat_map(|operand| negated(text, "operand-negate", operand)).collect()
}

/// Negates the closure of a method that asks.
pub(super) fn predicate(text: Text<'_>, it: &ExprMethodCall) -> Vec<Found> {
    let asks = ASKING.contains(&&*it.method.to_string());
    match it.args.last() {
        Some(Expr::Closure(closure)) if asks && matches!(closure.output, syn::ReturnType::Default) => {
            negated(text, "predicate-negate", &closure.body)
        }
        _ => Vec::new(),
    }
}

/// Comparisons and logic are left to the operators that change them.
fn negated(text: Text<'_>, operator: &'static str, condition: &Expr) -> Vec<Found> {
    if binds(condition) || matches!(condition, Expr::Binary(_)) {
        return Vec::new();
    }
    vec![replaced(text, operator, condition, &format!("!({})", text.of(condition)))]
}
