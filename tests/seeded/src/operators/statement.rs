//! Statements that are skipped, and functions that return at once.

use syn::{Block, Expr, GenericArgument, PathArguments, ReturnType, Signature, Stmt, Type};

use super::shorten;
use crate::change::{Edit, Found};
use crate::sources::Text;

/// Skips each statement of a block that binds nothing and is not its value.
pub fn skipped(text: Text<'_>, block: &Block) -> Vec<Found> {
    let last = block.stmts.len().saturating_sub(1);
    let idle = block.stmts.iter().enumerate().filter(|(at, statement)| match statement {
        Stmt::Expr(_, Some(_)) => true,
        Stmt::Macro(call) => call.semi_token.is_some(),
        Stmt::Expr(Expr::ForLoop(_) | Expr::While(_), None) => true,
        Stmt::Expr(Expr::If(it), None) => *at < last || it.else_branch.is_none(),
        Stmt::Expr(_, None) => *at < last,
        Stmt::Local(_) | Stmt::Item(_) => false,
    });
    let found = idle.map(|(_, statement)| Found {
        operator: "delete-statement",
        span: text.range(statement),
        edit: Edit::skip(),
        says: format!("statement deleted: `{}`", shorten(text.of(statement))),
    });
    found.collect()
}

/// Returns a plain value of the type before the body begins.
pub fn returned(text: Text<'_>, signature: &Signature, body: &Block) -> Vec<Found> {
    let ReturnType::Type(_, output) = &signature.output else { return Vec::new() };
    let braces = text.range(body);
    let span = braces.start + 1..braces.end - 1;
    let whole = text.0.get(span.clone()).unwrap_or_default().trim();
    let values = defaults(output).iter().filter(|value| **value != whole);
    let found = values.map(|value| Found {
        operator: "return-default",
        span: span.clone(),
        edit: Edit::leave(value),
        says: format!("`fn {}` returns `{value}` at once", signature.ident),
    });
    found.collect()
}

fn defaults(output: &Type) -> &'static [&'static str] {
    match output {
        Type::Path(path) => match path.path.segments.last() {
            Some(last) => match (&*last.ident.to_string(), &last.arguments) {
                ("bool", _) => &["false", "true"],
                ("Option", _) => &["None"],
                ("Vec", _) => &["Vec::new()"],
                ("String", _) => &["String::new()"],
                ("f32" | "f64", _) => &["0.0"],
                ("u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize", _) => &["0"],
                ("Result", PathArguments::AngleBracketed(of)) if is_unit(of.args.first()) => &["Ok(())"],
                _ => &[],
            },
            None => &[],
        },
        Type::Reference(it) if matches!(&*it.elem, Type::Path(path) if path.path.is_ident("str")) => &["\"\""],
        _ => &[],
    }
}

fn is_unit(argument: Option<&GenericArgument>) -> bool {
    matches!(argument, Some(GenericArgument::Type(Type::Tuple(tuple))) if tuple.elems.is_empty())
}
