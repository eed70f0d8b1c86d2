//! What rules, obligations and forms rest on, and when they are in force.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::words::{Both, Lang, reading};

/// A source that a rule, obligation or form rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The source as the pack words it.
    pub text: Both,
    /// Ids of the filings that show it.
    pub seeds: Vec<String>,
    /// True if the wording was compared with the source text (`verified`, true where left out).
    pub verified: bool,
    /// True if it stands only where no pack names papers of its own.
    pub general: bool,
    /// The day of the wording that was compared (`as_of`), later revisions of which nobody has read.
    pub as_of: Option<Date>,
}

impl Basis {
    /// Returns the source as findings quote it: with the day of the wording that was compared, or a remark if none was.
    pub fn quoted(&self, lang: Lang) -> String {
        format!("{}{}", self.text.get(lang), reading(self.verified, self.as_of, lang))
    }
}

/// Sources that rules and obligations name, by id.
pub type Sources = BTreeMap<String, Basis>;

/// The days on which something is in force, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effective {
    /// First day; `None` if no beginning is stated.
    pub from: Option<Date>,
    /// Last day; `None` if no end is stated.
    pub to: Option<Date>,
}

impl Effective {
    /// True if every day of the other lies within it.
    pub fn covers(&self, other: &Effective) -> bool {
        let begins = self.from.is_none_or(|from| other.from.is_some_and(|it| from <= it));
        begins && self.to.is_none_or(|to| other.to.is_some_and(|it| it <= to))
    }

    /// True if the day lies within the range.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// True if the two ranges share a day.
    pub fn overlaps(&self, other: &Effective) -> bool {
        let before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}
