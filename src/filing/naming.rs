//! The name of a party wherever people read it: the same in findings, pages, pictures and tables.

use std::borrow::Cow;

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
