//! What rules, obligations and forms rest on, and when they are in force.

use std::sync::Arc;

use crate::calendar::Date;
use crate::words::Both;

/// What a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// In words.
    pub text: Both,
    /// The same as findings say it, with the doubt where the source text was not at hand.
    pub told: Arc<Both>,
    /// Filings that show it.
    pub seeds: Vec<String>,
    /// Whether the source text was at hand.
    pub verified: bool,
}

/// Days on which something is in force, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effective {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Effective {
    /// Whether a day is inside.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether two ranges share a day.
    pub fn overlaps(&self, other: &Effective) -> bool {
        let before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}
