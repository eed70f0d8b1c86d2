//! Numbers, texts and truth values that are written out.

use syn::{ExprLit, Lit};

use super::replaced;
use crate::change::Found;
use crate::sources::Text;

pub(super) fn changes(text: Text<'_>, it: &ExprLit) -> Vec<Found> {
    let written = text.of(it);
    let change = match &it.lit {
        Lit::Int(_) => ("int+1", format!("{written} + 1")),
        Lit::Float(_) => ("float*1.25+1", format!("{written} * 1.25 + 1.0")),
        Lit::Bool(value) => ("bool-literal", (!value.value).to_string()),
        Lit::Str(value) if !value.value().is_empty() => ("string-emptied", "\"\"".to_owned()),
        _ => return Vec::new(),
    };
    vec![replaced(text, change.0, it, &change.1)]
}
