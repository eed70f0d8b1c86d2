//! What a seeded change does to an expression, a match or a statement. Each operator looks at one node.

mod binary;
mod call;
pub mod choice;
mod literal;
mod negate;
pub mod statement;
#[cfg(test)]
mod tests;

use syn::Expr;
use syn::spanned::Spanned;

use crate::change::{Edit, Found};
use crate::sources::{Signatures, Text};

/// Most characters of a description.
const MAX_SAYS: usize = 160;

/// Finds the changes of one expression, without those of the expressions in it.
pub fn of_expression(text: Text<'_>, signatures: &Signatures, expression: &Expr) -> Vec<Found> {
    match expression {
        Expr::Binary(it) => [binary::changes(text, it), negate::operands(text, it)].concat(),
        Expr::Lit(it) => literal::changes(text, it),
        Expr::If(it) => negate::condition(text, &it.cond),
        Expr::While(it) => negate::condition(text, &it.cond),
        Expr::MethodCall(it) => [call::of_method(text, signatures, it), negate::predicate(text, it)].concat(),
        Expr::Call(it) => call::of_function(text, signatures, it),
        Expr::Match(it) => choice::of_match(text, it),
        Expr::Macro(it) => choice::of_matches(text, it),
        _ => Vec::new(),
    }
}

/// The change that evaluates `changed` instead of `place`.
fn replaced(text: Text<'_>, operator: &'static str, place: &impl Spanned, changed: &str) -> Found {
    let says = format!("`{}` → `{}`", shorten(text.of(place)), shorten(changed));
    Found { operator, span: text.range(place), edit: Edit::replace(changed), says }
}

/// One line of a text, cut where it is long.
fn shorten(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_SAYS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Returns true if the condition binds names with `let`, so that it cannot stand anywhere else.
fn binds(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(it) => binds(&it.left) || binds(&it.right),
        _ => false,
    }
}
