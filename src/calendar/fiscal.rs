//! Fiscal years (年度).

use jiff::civil::Date;

use super::{DateProblem, read};

/// A fiscal year, from 1 April to 31 March, by the Gregorian year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// Reads `令和6年度`, `R6年度`, `平成31年度`, `2024年度`.
    ///
    /// # Errors
    /// [`DateProblem::NotADate`], or [`DateProblem::NoSuchEraYear`] for 令和0年度.
    pub fn parse(text: &str) -> Result<FiscalYear, DateProblem> {
        read::fiscal_year(text)
    }

    /// Returns the fiscal year of a day.
    pub fn of(day: Date) -> FiscalYear {
        let year = i32::from(day.year());
        FiscalYear(if day.month() < 4 { year - 1 } else { year })
    }

    /// True if the day lies in the fiscal year.
    pub fn contains(self, day: Date) -> bool {
        FiscalYear::of(day) == self
    }

    /// Returns 1 April; `None` outside the calendar's range of years.
    pub fn first(self) -> Option<Date> {
        Date::new(i16::try_from(self.0).ok()?, 4, 1).ok()
    }

    /// Returns 31 March of the next year; `None` outside the calendar's range of years.
    pub fn last(self) -> Option<Date> {
        Date::new(i16::try_from(self.0.checked_add(1)?).ok()?, 3, 31).ok()
    }

    /// Returns the fiscal year that follows.
    pub fn next(self) -> FiscalYear {
        FiscalYear(self.0.saturating_add(1))
    }
}
