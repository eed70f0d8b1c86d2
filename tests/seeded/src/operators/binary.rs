//! Comparisons, equality, logic and arithmetic.

use syn::{BinOp, ExprBinary};

use super::{binds, replaced, shorten};
use crate::change::Found;
use crate::sources::Text;

pub(super) fn changes(text: Text<'_>, it: &ExprBinary) -> Vec<Found> {
    let (operator, others): (_, &[&str]) = match it.op {
        BinOp::Lt(_) => ("comparison", &["<=", ">="]),
        BinOp::Le(_) => ("comparison", &["<", ">"]),
        BinOp::Gt(_) => ("comparison", &[">=", "<="]),
        BinOp::Ge(_) => ("comparison", &[">", "<"]),
        BinOp::Eq(_) => ("equality", &["!="]),
        BinOp::Ne(_) => ("equality", &["=="]),
        BinOp::And(_) => ("and-or", &["||"]),
        BinOp::Or(_) => ("and-or", &["&&"]),
        BinOp::Add(_) => ("arithmetic", &["-"]),
        BinOp::Sub(_) => ("arithmetic", &["+"]),
        BinOp::Mul(_) => ("arithmetic", &["/"]),
        BinOp::Div(_) | BinOp::Rem(_) => ("arithmetic", &["*"]),
        BinOp::AddAssign(_) => ("arithmetic", &["-="]),
        BinOp::SubAssign(_) => ("arithmetic", &["+="]),
        BinOp::MulAssign(_) => ("arithmetic", &["/="]),
        BinOp::DivAssign(_) => ("arithmetic", &["*="]),
        _ => return Vec::new(),
    };
    let logic = matches!(it.op, BinOp::And(_) | BinOp::Or(_));
    if logic && (binds(&it.left) || binds(&it.right)) {
        return dropped_beside_let(text, it);
    }
    let (left, right) = (text.of(&it.left), text.of(&it.right));
    let assigns = text.of(&it.op).ends_with('=') && operator == "arithmetic";
    let mut found: Vec<Found> = others
        .iter()
        .map(|other| {
            // What is assigned to stays a place; operands of other strength stay together.
            let changed =
                if assigns { format!("{left} {other} ({right})") } else { format!("({left}) {other} ({right})") };
            let mut found = replaced(text, operator, it, &changed);
            found.says = format!("`{}` → `{}`", shorten(text.of(it)), shorten(&format!("{left} {other} {right}")));
            found
        })
        .collect();
    if logic {
        found.extend([left, right].map(|kept| replaced(text, "operand-dropped", it, kept)));
    }
    found
}

/// In a chain with `let`, an operand that binds nothing can be taken for true.
fn dropped_beside_let(text: Text<'_>, it: &ExprBinary) -> Vec<Found> {
    let operands = [&it.left, &it.right].into_iter().filter(|operand| !binds(operand));
    operands.map(|operand| replaced(text, "operand-dropped", operand, "true")).collect()
}
