//! The voice: texts of the program in the one language that a run speaks.

use std::borrow::Borrow;

use super::{Lang, date, join, say};
use crate::calendar::Date;
use crate::text;

/// Speaks one language. Each room that has words of its own adds them where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Voice(pub Lang);

impl Voice {
    /// Returns one of the program's texts with its places filled in.
    pub fn say(self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.0, key, args)
    }

    /// Returns one of the program's texts that has no places.
    pub fn text(self, key: &str) -> String {
        say(self.0, key, &[])
    }

    /// Writes a day: in its era, or as ISO writes it.
    pub fn date(self, day: Date) -> String {
        date(day, self.0)
    }

    /// Joins a list as a sentence would.
    pub fn join(self, parts: &[impl Borrow<str>]) -> String {
        join(self.0, parts)
    }
}

/// Makes a user's text safe to show: control characters and marks that turn the direction of writing become escapes.
pub fn clean(text: &str) -> String {
    text::terminal(text).into_owned()
}
