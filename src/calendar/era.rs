//! The eras since 1868 and their boundaries.

use jiff::civil::{Date, date};

/// An era of the Japanese calendar, in order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, from 1868-10-23. Dates are Gregorian throughout, as they were from 1873.
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// All eras, in order of time.
    pub const ALL: [Era; 5] = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa];

    /// Maximum year that a date may have within an era; three digits are a typing error.
    pub(super) const MAX_YEARS: i16 = 99;

    /// Returns the era of a day; `None` before 明治. A day shared by two eras belongs to the later.
    pub fn of(day: Date) -> Option<Era> {
        Era::ALL.into_iter().rev().find(|era| era.first_day() <= day)
    }

    /// Returns the first day of the era.
    pub const fn first_day(self) -> Date {
        match self {
            Era::Meiji => date(1868, 10, 23),
            Era::Taisho => date(1912, 7, 30),
            Era::Showa => date(1926, 12, 25),
            Era::Heisei => date(1989, 1, 8),
            Era::Reiwa => date(2019, 5, 1),
        }
    }

    /// Returns the last day of the era; `None` for the present one. 大正 and 昭和 began on the day the former era
    /// ended, the later ones on the day after.
    pub const fn last_day(self) -> Option<Date> {
        match self {
            Era::Meiji => Some(date(1912, 7, 30)),
            Era::Taisho => Some(date(1926, 12, 25)),
            Era::Showa => Some(date(1989, 1, 7)),
            Era::Heisei => Some(date(2019, 4, 30)),
            Era::Reiwa => None,
        }
    }

    /// Returns the name of the era, such as 令和.
    pub const fn name(self) -> &'static str {
        match self {
            Era::Meiji => "明治",
            Era::Taisho => "大正",
            Era::Showa => "昭和",
            Era::Heisei => "平成",
            Era::Reiwa => "令和",
        }
    }

    /// Returns the letter that abbreviates the era, such as `R`.
    pub const fn letter(self) -> char {
        match self {
            Era::Meiji => 'M',
            Era::Taisho => 'T',
            Era::Showa => 'S',
            Era::Heisei => 'H',
            Era::Reiwa => 'R',
        }
    }

    /// Returns the Gregorian year of a year of this era, even if the era did not last that long; year 1 is 元年.
    pub fn gregorian(self, year: i16) -> i16 {
        (self.first_day().year() - 1).saturating_add(year)
    }

    /// Returns the year of this era that a Gregorian year is: 1 for 元年, less before the era.
    pub fn year_of(self, gregorian: i16) -> i16 {
        gregorian.saturating_sub(self.first_day().year() - 1)
    }

    /// Splits an era off the beginning of a text, by name or by letter of either case.
    pub(super) fn strip(text: &str) -> Option<(Era, &str)> {
        Era::ALL.into_iter().find_map(|era| {
            let letters = [era.letter(), era.letter().to_ascii_lowercase()];
            let rest = text.strip_prefix(era.name()).or_else(|| text.strip_prefix(letters));
            rest.map(|rest| (era, rest))
        })
    }
}
