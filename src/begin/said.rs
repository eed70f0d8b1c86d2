//! What is said of a filing when it is begun, put into it.

use super::shape::{PARTS, text};
use crate::source::{Span, Tree, TreeShape};
use crate::vocabulary::enumerations::{ContractKind, Enumerated, Medium, PartKind, Role};
use crate::vocabulary::words::lookup;
use crate::words::Lang;

/// What is said of a filing.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'s> {
    /// The id of the filing.
    pub id: &'s str,
    /// By whose rules it is judged.
    pub jurisdiction: &'s str,
    /// Its title.
    pub title: Option<&'s str>,
    /// The names of parties.
    pub names: &'s [(SaidParty, &'s str)],
    /// The term of its parts.
    pub term: Option<SaidTerm<'s>>,
    /// The language in which ids are words.
    pub lang: Lang,
}

/// A party that can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidParty {
    /// The public body.
    From,
    /// The contractor, or the body at the other end of a connection.
    To,
    /// The sub-contractor.
    Sub,
}

/// A term, as it is said.
#[derive(Debug, Clone, Copy)]
pub struct SaidTerm<'s> {
    /// Its first day.
    pub from: &'s str,
    /// Its last day.
    pub to: Option<&'s str>,
}

/// What was said and has no place in the filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlace {
    /// It has no such party.
    Party(SaidParty),
    /// It has no part, so that a term is that of nothing.
    Term,
    /// The pattern has no part of that kind.
    Kind(PartKind),
    /// Nothing of the pattern is on that medium.
    Medium(Medium),
}

impl SaidParty {
    /// The roles that such a party may have, the likeliest first.
    fn roles(self) -> &'static [Role] {
        match self {
            SaidParty::From => &[Role::Principal],
            SaidParty::To => &[Role::Contractor, Role::Counterparty],
            SaidParty::Sub => &[Role::Subcontractor],
        }
    }
}

/// Begins a filing with its head.
pub(super) fn head(said: &Brief<'_>) -> Tree {
    let mut filing = Tree::map(Span::START);
    for (key, value) in [("sekisho", crate::filing::format::FORMAT), ("id", said.id)] {
        filing.put(key, Span::START, text(value));
    }
    if let Some(title) = said.title {
        filing.put("title", Span::START, text(title));
    }
    filing.put("jurisdiction", Span::START, text(said.jurisdiction));
    filing
}

/// Puts what is said into a filing that has its parties and parts.
///
/// # Errors
/// Something has no place in it.
pub fn complete(filing: &mut Tree, said: &Brief<'_>) -> Result<(), NoPlace> {
    let fixed = [("id", Some(said.id)), ("jurisdiction", Some(said.jurisdiction)), ("title", said.title)];
    for (key, value) in fixed {
        if let Some(value) = value {
            filing.put(key, Span::START, text(value));
        }
    }
    for (party, name) in said.names {
        let actor = actor(filing, *party).ok_or(NoPlace::Party(*party))?;
        actor.put("name", Span::START, text(name));
    }
    let Some(SaidTerm { from, to }) = said.term else { return Ok(()) };
    let mut term = Tree::map(Span::START);
    term.put("from", Span::START, text(from));
    if let Some(to) = to {
        term.put("to", Span::START, text(to));
    }
    let mut is_placed = false;
    for key in PARTS {
        for part in list_mut(filing, key).into_iter().flatten() {
            // How long what is passed on takes is said by nobody.
            if part.get("kind").and_then(Tree::text) != Some(ContractKind::SubOutsourcing.word()) {
                part.put("term", Span::START, term.clone());
                is_placed = true;
            }
        }
    }
    if is_placed { Ok(()) } else { Err(NoPlace::Term) }
}

/// Returns the first party with the likeliest role.
fn actor(filing: &mut Tree, party: SaidParty) -> Option<&mut Tree> {
    let actors = match &mut filing.shape {
        TreeShape::Map(entries) => entries.iter_mut().find(|(key, ..)| key == "actors").map(|(.., actors)| actors)?,
        _ => return None,
    };
    let TreeShape::Map(actors) = &mut actors.shape else { return None };
    let found = party.roles().iter().find_map(|role| actors.iter().position(|(.., actor)| plays(actor, *role)))?;
    actors.get_mut(found).map(|(.., actor)| actor)
}

fn plays(actor: &Tree, role: Role) -> bool {
    let is_it = |word: &Tree| word.text().and_then(|word| lookup(Role::TABLE, word)) == Some(role.position());
    match actor.get("role") {
        Some(Tree { shape: TreeShape::Seq(roles), .. }) => roles.iter().any(is_it),
        Some(one) => is_it(one),
        None => false,
    }
}

/// Returns the items of the list at a key of a map.
pub(super) fn list_mut<'t>(map: &'t mut Tree, key: &str) -> Option<&'t mut Vec<Tree>> {
    match &mut map.shape {
        TreeShape::Map(entries) => entries.iter_mut().find(|(known, ..)| known == key)?.2.items_mut(),
        _ => None,
    }
}

/// Makes a list of words.
pub(super) fn words<'w>(words: impl Iterator<Item = &'w str>) -> Tree {
    Tree::seq(words.map(text).collect(), Span::START)
}
