//! Names of parties as people read them, the same in findings, pages, pictures and tables; and names of subjects that lie
//! at a step or a place, as waivers write them.

use std::borrow::Cow;
use std::fmt;

use super::{ActorId, Approval, Filing, Part};
use crate::vocabulary::words;
use crate::words::{Lang, date, join, say};

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

    /// Returns what readers call a part: its label, else its title. One that has neither goes by its kind, or where the filing
    /// has several of that, by the party that does the work.
    pub fn part_name<'a>(&'a self, part: &'a Part, lang: Lang) -> Cow<'a, str> {
        if let Some(label) = part.label.value() {
            return Cow::Borrowed(label);
        }
        let alone = || self.parts.iter().filter(|other| other.kind == part.kind).count() == 1;
        let title = part.title.value().map(|title| Cow::Borrowed(title.as_str()));
        let party = || part.to.copied().filter(|_| !alone()).map(|party| self.party_name(party, lang));
        match title.or_else(party) {
            Some(title) => say(lang, "part.titled", &[("title", &title)]).into(),
            None => say(lang, "part.of-kind", &[("kind", words::of(part.kind, lang))]).into(),
        }
    }

    /// Returns what readers call a decision: its session and forum, else the day.
    pub fn decision_name(&self, decision: &Approval, lang: Lang) -> String {
        let written = decision.forum_as_written.value().map(String::as_str);
        let forum = written.or_else(|| Some(decision.forum.value()?.name(lang)));
        match (decision.session.value(), forum, decision.date.when()) {
            (Some(session), Some(forum), _) => say(lang, "decision.named", &[("session", session), ("forum", forum)]),
            (Some(session), None, _) => session.clone(),
            (None, Some(forum), Some(when)) => {
                say(lang, "decision.of-day", &[("day", &date(when.first, lang)), ("forum", forum)])
            }
            (None, None, Some(when)) => date(when.first, lang),
            (None, Some(forum), None) => forum.to_owned(),
            (None, None, None) => say(lang, "unnamed.approval", &[]),
        }
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
