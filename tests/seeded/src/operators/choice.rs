//! `match` and `matches!`: an alternative, a guard or an arm less.
//!
//! Patterns cannot ask the switch, so the whole expression stands twice in the copy.

use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Expr, ExprMacro, ExprMatch, Macro, Pat, PatOr, Token};

use super::{replaced, shorten};
use crate::change::Found;
use crate::sources::Text;

/// The arguments of `matches!`.
pub struct Matches {
    /// What is looked at.
    pub subject: Expr,
    /// What it is compared with.
    pub pattern: Pat,
    /// What else has to hold.
    pub guard: Option<Expr>,
}

/// Parses the arguments, if the macro is `matches!`.
pub fn parse_matches(call: &Macro) -> Option<Matches> {
    let parse = |input: ParseStream<'_>| {
        let subject = input.parse()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.parse::<Option<Token![if]>>()?.is_some() { Some(input.parse()?) } else { None };
        input.parse::<Option<Token![,]>>()?;
        Ok(Matches { subject, pattern, guard })
    };
    if call.path.is_ident("matches") { call.parse_body_with(parse).ok() } else { None }
}

pub(super) fn of_matches(text: Text<'_>, it: &ExprMacro) -> Vec<Found> {
    let Some(Matches { pattern: Pat::Or(or), .. }) = parse_matches(&it.mac) else { return Vec::new() };
    narrowed(text, it, &or)
}

pub(super) fn of_match(text: Text<'_>, it: &ExprMatch) -> Vec<Found> {
    let guards = it.arms.iter().filter_map(|arm| arm.guard.as_ref()).filter(|(_, guard)| !super::binds(guard));
    let mut found: Vec<Found> = guards.map(|(_, guard)| replaced(text, "guard-true", &**guard, "true")).collect();
    let Some((last, arms)) = it.arms.split_last() else { return found };
    if last.guard.is_some() || !takes_all(&last.pat) {
        return found;
    }
    for arm in arms {
        if let Pat::Or(or) = &arm.pat {
            found.extend(narrowed(text, it, or));
        }
        let says = format!("arm deleted: `{}`", shorten(text.of(arm)));
        let changed = text.with(it, text.range(arm), "");
        found.push(Found { says, ..replaced(text, "arm-deleted", it, &changed) });
    }
    found
}

/// Returns true if the pattern takes whatever no arm before it took.
fn takes_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        // Parsing alone cannot tell a name that is bound from a variant; but for their case.
        Pat::Ident(it) => it.subpat.is_none() && it.ident.to_string().starts_with(|c: char| c.is_lowercase()),
        _ => false,
    }
}

/// The same expression once for each alternative, without it.
fn narrowed(text: Text<'_>, whole: &impl Spanned, or: &PatOr) -> Vec<Found> {
    let drop = |dropped: usize| {
        let kept = or.cases.iter().enumerate().filter(|(at, _)| *at != dropped).map(|(_, case)| text.of(case));
        let changed = text.with(whole, text.range(or), &kept.collect::<Vec<_>>().join(" | "));
        let says =
            format!("`{}` without `{}`", shorten(text.of(or)), or.cases.get(dropped).map_or("", |it| text.of(it)));
        Found { says, ..replaced(text, "pattern-dropped", whole, &changed) }
    };
    (0..or.cases.len()).filter(|_| or.cases.len() > 1).map(drop).collect()
}
