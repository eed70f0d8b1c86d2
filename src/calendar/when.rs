//! Dates as exact as they are written.

use jiff::civil::Date;

use super::{Era, read};

/// A date, month or part of a month, with the days it may mean.
///
/// Ordered by first day, then last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// How exact it is.
    pub kind: WhenKind,
    /// The first day it may mean.
    pub first: Date,
    /// The last day it may mean; the same for an exact date.
    pub last: Date,
    /// What a reader should know about the era; `None` for a date within its era.
    pub note: Option<EraNote>,
}

/// How exact a [`When`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhenKind {
    /// An exact day.
    Date,
    /// A whole month.
    Month,
    /// A third of a month.
    PartOfMonth(MonthPart),
}

/// A third of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthPart {
    /// 上旬, days 1 to 10.
    Early,
    /// 中旬, days 11 to 20.
    Middle,
    /// 下旬, from day 21.
    Late,
}

/// The named era is not the era of the day. That is sound practice, but worth a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EraNote {
    /// The era had ended: 平成33年8月31日.
    Ended(Era),
    /// The era had not begun: 令和元年4月30日.
    NotBegun(Era),
}

/// Why a text cannot be read as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateProblem {
    /// Not written like any date.
    NotADate,
    /// A month that is not between 1 and 12.
    NoSuchMonth {
        /// The month as written.
        month: u32,
    },
    /// A day that the month does not have: 令和7年2月29日.
    NoSuchDay {
        /// Gregorian year.
        year: i16,
        /// Month, 1 to 12.
        month: i8,
        /// The day as written.
        day: u32,
        /// The number of days that the month has.
        days: i8,
    },
    /// A year that no era has: 令和0年.
    NoSuchEraYear {
        /// The era as written.
        era: Era,
        /// The year as written.
        year: u32,
    },
}

impl DateProblem {
    /// Returns the word by which messages refer to the problem.
    pub fn word(self) -> &'static str {
        match self {
            DateProblem::NotADate => "not-a-date",
            DateProblem::NoSuchMonth { .. } => "no-such-month",
            DateProblem::NoSuchDay { .. } => "no-such-day",
            DateProblem::NoSuchEraYear { .. } => "no-such-era-year",
        }
    }
}

impl When {
    /// Reads a date: `2024-04-01`, `2024/4`, `2024年4月1日`, `令和6年4月1日`, `R6.4`, `平成31年4月上旬`; digits and
    /// separators of any width, white space ignored.
    ///
    /// # Errors
    /// [`DateProblem`], with the part of the date that does not exist.
    pub fn parse(text: &str) -> Result<When, DateProblem> {
        read::when(text)
    }

    /// Returns the date that a text names: the text itself, or a date in it if it has no other number.
    pub fn named_in(text: &str) -> Option<When> {
        read::named_in(text)
    }

    /// Reads a day or month that names no year: `7月`, `7月26日`, `毎年3月下旬`. It is that of a leap year, and only its month
    /// and day mean anything.
    ///
    /// # Errors
    /// [`DateProblem`], as for [`When::parse`].
    pub fn parse_without_year(text: &str) -> Result<When, DateProblem> {
        read::without_year(text)
    }

    /// Makes an exact date.
    pub const fn day(day: Date) -> When {
        When { kind: WhenKind::Date, first: day, last: day, note: None }
    }

    /// Returns the day if the date is exact.
    pub fn exact(self) -> Option<Date> {
        (self.kind == WhenKind::Date).then_some(self.first)
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &When) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    fn cmp(&self, other: &When) -> std::cmp::Ordering {
        let order = |when: &When| (when.first, when.last, when.kind, when.note.map(EraNote::rank));
        order(self).cmp(&order(other))
    }
}

impl EraNote {
    fn rank(self) -> (bool, Era) {
        match self {
            EraNote::Ended(era) => (false, era),
            EraNote::NotBegun(era) => (true, era),
        }
    }
}
