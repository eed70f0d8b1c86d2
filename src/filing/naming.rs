//! Names of parties as people read them, the same in findings, pages, pictures and tables; and names of subjects that lie
//! at a step or a place, as waivers write them.

use std::borrow::Cow;
use std::fmt;

use super::{ActorId, Filing};
use crate::vocabulary::words;
use crate::words::{Lang, join, say};

impl Filing {
    /// Returns the name of a party as the filing writes it. A party without a name, for example one not chosen yet, is
    /// called by all its roles, and one without roles by words saying that no name is stated.
    pub fn party_name(&self, actor: ActorId, lang: Lang) -> Cow<'_, str> {
        let actor = self.actor(actor);
        if let Some(name) = actor.name.value() {
            return Cow::Borrowed(name);
        }
        let roles: Vec<&str> = actor.roles.value().into_iter().flatten().map(|role| words::of(*role, lang)).collect();
        if roles.is_empty() { say(lang, "unnamed.actor", &[]).into() } else { join(lang, &roles).into() }
    }
}

/// The name of a subject at a step or a place: `flow/2`, `flow/2#1`, `party@flow/2`, `party@store`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectName<'n> {
    /// Who holds what it is about.
    pub party: Option<&'n str>,
    /// The flow of the step, or the place.
    pub place: &'n str,
    /// The number of the step; `None` where it names a place.
    pub number: Option<&'n str>,
    /// The way, with `#` in front; empty where it names none.
    pub way: &'n str,
}

impl<'n> SubjectName<'n> {
    /// Takes a name apart.
    pub fn parse(name: &'n str) -> Self {
        let (party, rest) = name.split_once('@').map_or((None, name), |(party, rest)| (Some(party), rest));
        let Some((place, step)) = rest.split_once('/') else {
            return SubjectName { party, place: rest, number: None, way: "" };
        };
        let (number, way) = step.split_at(step.find('#').unwrap_or(step.len()));
        SubjectName { party, place, number: Some(number), way }
    }
}

impl fmt::Display for SubjectName<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(party) = self.party {
            write!(out, "{party}@")?;
        }
        out.write_str(self.place)?;
        if let Some(number) = self.number {
            write!(out, "/{number}")?;
        }
        out.write_str(self.way)
    }
}
