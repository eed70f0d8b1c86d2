//! The days on which a part actually runs: what the form states, and what records add to it.

use super::join::Joined;
use crate::calendar::{Date, FiscalYear};
use crate::filing::{Part, PartId};
use crate::vocabulary::enumerations::Record as Kind;

/// The days on which a part runs, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// First day; where the start depends on an event, the day that a record states. `None` if unknown.
    pub first: Option<Date>,
    /// Last day; `None` if the part runs on, or the day is unknown.
    pub last: Option<Date>,
    /// True if the part is renewed until it is ended.
    pub renewed: bool,
}

/// Whether a part runs in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touches {
    /// The part runs on some day of the year.
    Yes,
    /// The part does not run in the year.
    No,
    /// It is unknown when the part begins.
    Unknown,
}

impl Running {
    /// Computes the days of a part from the filing and its records.
    pub fn of(id: PartId, part: &Part, records: &[Joined]) -> Self {
        let own = |kind| records.iter().filter(move |it| it.part == Some(id) && it.record.kind == kind);
        let first = part.term.from.when().map(|when| when.first);
        let signed = own(Kind::ContractText).filter_map(|it| it.record.date()).min();
        let last = part.term.to.when().map(|when| when.last);
        let renewed = part.term.is_renewed();
        let ended = own(Kind::Termination).filter_map(|it| it.record.date()).min();
        let planned = if renewed { None } else { last };
        Running {
            first: first.or(signed),
            last: [planned, ended].into_iter().flatten().min(),
            renewed: renewed && ended.is_none(),
        }
    }

    /// Returns whether the part runs in a year.
    pub fn touches(self, year: FiscalYear) -> Touches {
        let (Some(from), Some(to)) = (year.first(), year.last()) else {
            return Touches::No;
        };
        if self.last.is_some_and(|last| last < from) || self.first.is_some_and(|first| first > to) {
            return Touches::No;
        }
        if self.first.is_some() { Touches::Yes } else { Touches::Unknown }
    }
}
