//! Prints dates.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{Era, FiscalYear, MonthPart, When, WhenKind};

/// Returns a day in its era: `令和6年4月1日`, `令和元年5月1日`. In Gregorian years before 明治, and where an era would
/// have more years than any has.
pub fn wareki(day: Date) -> String {
    format!("{}年{}月{}日", year(Era::of(day), day.year()), day.month(), day.day())
}

/// Returns a day as ISO 8601 writes it: `2024-04-01`.
pub fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

impl When {
    /// Prints it in the era of its first day, as exact as it is: `令和6年4月上旬`. Reading the result gives the same
    /// days.
    pub fn wareki(self) -> String {
        if self.kind == WhenKind::Date {
            return wareki(self.first);
        }
        // A month in which an era begins is named by the new one: 令和元年5月, 昭和元年12月.
        let named = if self.kind == WhenKind::Month { self.last } else { self.first };
        let mut printed = format!("{}年{}月", year(Era::of(named), named.year()), named.month());
        if let WhenKind::PartOfMonth(part) = self.kind {
            printed.push_str(match part {
                MonthPart::Early => "上旬",
                MonthPart::Middle => "中旬",
                MonthPart::Late => "下旬",
            });
        }
        printed
    }

    /// Prints it without its year: `7月26日` in Japanese, `07-26` else; a part of a month as the range of its days.
    pub fn without_year(self, japanese: bool) -> String {
        let printed = if japanese { self.wareki() } else { self.iso() };
        let cut = |day: &str| {
            if japanese { day.split_once('年') } else { day.split_once('-') }.map(|(_, rest)| rest.to_owned())
        };
        let days = printed.split('/').map(|day| cut(day).unwrap_or_else(|| day.to_owned()));
        days.collect::<Vec<_>>().join("/")
    }

    /// Prints it as `2024-04-01` or `2024-04`; a part of a month as the range of its days, `2024-04-01/2024-04-10`.
    pub fn iso(self) -> String {
        match self.kind {
            WhenKind::Date => iso(self.first),
            WhenKind::Month => format!("{:04}-{:02}", self.first.year(), self.first.month()),
            WhenKind::PartOfMonth(_) => format!("{}/{}", iso(self.first), iso(self.last)),
        }
    }
}

impl FiscalYear {
    /// Prints it as `令和6年度`. A year in which an era begins before October is named by the new era: 令和元年度.
    pub fn label(self) -> String {
        let middle = i16::try_from(self.0).ok().and_then(|year| Date::new(year, 9, 30).ok());
        let mut label = match middle {
            Some(day) => year(Era::of(day), day.year()),
            None => self.0.to_string(),
        };
        label.push_str("年度");
        label
    }
}

fn year(era: Option<Era>, gregorian: i16) -> String {
    let Some(era) = era.filter(|era| era.year_of(gregorian) <= Era::MAX_YEARS) else {
        // Four digits, so that it reads as a year without an era.
        return format!("{gregorian:04}");
    };
    let mut printed = String::from(era.name());
    match era.year_of(gregorian) {
        1 => printed.push('元'),
        year => {
            // Writing to a String cannot fail.
            let _ = write!(printed, "{year}");
        }
    }
    printed
}
