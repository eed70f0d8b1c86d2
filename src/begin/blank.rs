//! A filing of what was said alone: its parties, and its parts as far as their kind tells what they have.

use super::said::{Brief, head, words};
use super::shape::text;
use crate::source::{Span, Tree};
use crate::vocabulary::enumerations::{Enumerated, Medium, PartKind, Role};
use crate::vocabulary::words::of;

/// Begins a filing with parts of these kinds, on these media. What is passed on is part of what was given, so that a sub-contract
/// never stands alone.
pub fn blank(kinds: &[PartKind], media: &[Medium], said: &Brief<'_>) -> Tree {
    let has = |kind| kinds.contains(&kind);
    let (passes_on, connects) = (has(PartKind::SubOutsourcing), has(PartKind::Connection));
    let gives = has(PartKind::Outsourcing) || passes_on;
    let mut filing = head(said);
    let mut actors = Tree::map(Span::START);
    let mut party = |role: Role, is_there: bool| {
        let id = plain(of(role, said.lang));
        if is_there {
            let mut actor = Tree::map(Span::START);
            actor.put("role", Span::START, text(role.word()));
            actors.put(&id, Span::START, actor);
        }
        id
    };
    let principal = party(Role::Principal, true);
    let contractor = party(Role::Contractor, gives);
    let subcontractor = party(Role::Subcontractor, passes_on);
    let counterparty = party(Role::Counterparty, connects);
    filing.put("actors", Span::START, actors);
    let part = |kind: PartKind, keys: &[(&str, &str)]| {
        let mut part = Tree::map(Span::START);
        part.put("id", Span::START, text(&plain(of(kind, said.lang))));
        for (key, value) in keys {
            part.put(key, Span::START, text(value));
        }
        if !media.is_empty() {
            part.put("media", Span::START, words(media.iter().map(|medium| medium.word())));
        }
        part
    };
    let mut contracts = Vec::new();
    if gives {
        let kind = PartKind::Outsourcing;
        contracts.push(part(kind, &[("kind", kind.word()), ("from", &principal), ("to", &contractor)]));
    }
    if passes_on {
        let (kind, parent) = (PartKind::SubOutsourcing, plain(of(PartKind::Outsourcing, said.lang)));
        let keys = [("kind", kind.word()), ("parent", &parent), ("from", &contractor), ("to", &subcontractor)];
        contracts.push(part(kind, &keys));
    }
    let connections = Vec::from_iter(connects.then(|| part(PartKind::Connection, &[("with", &counterparty)])));
    let processing = Vec::from_iter(has(PartKind::Processing).then(|| part(PartKind::Processing, &[])));
    for (key, parts) in [("contracts", contracts), ("connections", connections), ("processing", processing)] {
        if !parts.is_empty() {
            filing.put(key, Span::START, Tree::seq(parts, Span::START));
        }
    }
    filing
}

/// Returns a word as an id.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}
