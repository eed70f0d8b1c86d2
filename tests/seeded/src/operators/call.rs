//! Calls of methods and functions: another method, no filter, no call at all, arguments the other way round.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall, ReturnType, Token};

use super::{replaced, shorten};
use crate::change::{Edit, Found};
use crate::sources::{Signatures, Text};

/// Methods that take the same and return the same, and the number of their arguments. Each stands for both directions.
const SWAPS: &[(&str, &str, usize)] = &[
    ("all", "any", 1),
    ("checked_add", "checked_sub", 1),
    ("ends_with", "starts_with", 1),
    ("find", "rfind", 1),
    ("first", "last", 0),
    ("floor", "ceil", 0),
    ("is_err", "is_ok", 0),
    ("is_none", "is_some", 0),
    ("is_none_or", "is_some_and", 1),
    ("max", "min", 0),
    ("max", "min", 1),
    ("max_by", "min_by", 1),
    ("max_by_key", "min_by_key", 1),
    ("position", "rposition", 1),
    ("saturating_add", "saturating_sub", 1),
    ("split_once", "rsplit_once", 1),
    ("strip_prefix", "strip_suffix", 1),
    ("trim_end", "trim_start", 0),
];

/// Methods that choose among the items of an iterator, and what their closure answers to every item if it is dropped.
const FILTERS: &[(&str, &str)] =
    &[("filter", "true"), ("retain", "true"), ("skip_while", "false"), ("take_while", "true")];

/// Methods that return what they are called on, or another value of its type; with the number of their arguments.
const DROPPED: &[(&str, usize)] = &[
    ("abs", 0),
    ("ceil", 0),
    ("clamp", 2),
    ("floor", 0),
    ("max", 1),
    ("min", 1),
    ("or", 1),
    ("or_else", 1),
    ("round", 0),
    ("saturating_add", 1),
    ("saturating_sub", 1),
    ("trim", 0),
    ("trim_end", 0),
    ("trim_end_matches", 1),
    ("trim_start", 0),
    ("trim_start_matches", 1),
    ("xor", 1),
];

/// Methods whose call does nothing if the argument is this.
const IDLE: &[(&str, &str)] = &[("skip", "0"), ("take", "usize::MAX")];

pub(super) fn of_method(text: Text<'_>, signatures: &Signatures, it: &ExprMethodCall) -> Vec<Found> {
    let name = it.method.to_string();
    let mut found = Vec::new();
    for (one, other, arguments) in SWAPS {
        let new = if name == *one { other } else { one };
        if (name == *one || name == *other) && it.args.len() == *arguments {
            let changed = text.with(it, text.range(&it.method), new);
            let says = format!("`.{name}` → `.{new}` in `{}`", shorten(text.of(it)));
            found.push(Found { says, ..replaced(text, "method-swapped", it, &changed) });
        }
    }
    found.extend(unfiltered(text, &name, it));
    found.extend(dropped(text, &name, it));
    found.extend(swapped(text, signatures, &name, it, &it.args));
    found
}

pub(super) fn of_function(text: Text<'_>, signatures: &Signatures, it: &ExprCall) -> Vec<Found> {
    let Expr::Path(path) = &*it.func else { return Vec::new() };
    let Some(name) = path.path.segments.last().map(|last| last.ident.to_string()) else { return Vec::new() };
    if name == "Some" {
        return vec![replaced(text, "some-to-none", it, "None")];
    }
    swapped(text, signatures, &name, it, &it.args)
}

fn unfiltered(text: Text<'_>, name: &str, it: &ExprMethodCall) -> Option<Found> {
    let (_, all) = FILTERS.iter().find(|(known, _)| *known == name)?;
    let Some(Expr::Closure(closure)) = it.args.first() else { return None };
    matches!(closure.output, ReturnType::Default).then(|| {
        let says = format!("`.{name}({})` keeps all", shorten(text.of(closure)));
        Found { says, ..replaced(text, "filter-dropped", &closure.body, all) }
    })
}

fn dropped(text: Text<'_>, name: &str, it: &ExprMethodCall) -> Option<Found> {
    let receiver = text.of(&it.receiver);
    let dot = text.range(&it.dot_token).start;
    let call = text.0.get(dot..text.range(it).end).unwrap_or_default();
    let says = format!("`{}` dropped", shorten(call));
    let found = if DROPPED.contains(&(name, it.args.len())) {
        replaced(text, "call-dropped", it, receiver)
    } else if let (Some((_, idle)), Some(argument)) = (IDLE.iter().find(|(known, _)| *known == name), it.args.first()) {
        replaced(text, "call-dropped", argument, idle)
    } else if let ("chain", Some(argument)) = (name, it.args.first()) {
        let (operator, span) = ("call-dropped", text.range(argument));
        Found { operator, span, edit: Edit::cut_short(), says: String::new() }
    } else if name == "rev" {
        let (operator, span) = ("call-dropped", text.range(it));
        Found { operator, span, edit: Edit::replace_iterator(receiver), says: String::new() }
    } else {
        return None;
    };
    Some(Found { says, ..found })
}

fn swapped(
    text: Text<'_>,
    signatures: &Signatures,
    name: &str,
    call: &impl Spanned,
    arguments: &Punctuated<Expr, Token![,]>,
) -> Vec<Found> {
    let pairs = arguments.iter().zip(arguments.iter().skip(1)).enumerate();
    let alike = pairs.filter(|(at, (one, next))| signatures.alike(name, *at) && text.of(*one) != text.of(*next));
    let found = alike.map(|(at, (one, next))| {
        let (first, second) = (text.range(one), text.range(next));
        let between = text.0.get(first.end..second.start).unwrap_or_default();
        let turned = format!("{}{between}{}", text.of(next), text.of(one));
        let says = format!("`{}` with arguments {} and {} swapped", shorten(text.of(call)), at + 1, at + 2);
        let changed = text.with(call, first.start..second.end, &turned);
        Found { says, ..replaced(text, "args-swapped", call, &changed) }
    });
    found.collect()
}
