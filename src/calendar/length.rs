//! Lengths of time and the terms they make.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{FiscalYear, read};

/// A length of time as contracts state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// Days.
    Days(u32),
    /// Months of the calendar.
    Months(u32),
    /// Years of the calendar.
    Years(u32),
}

impl Length {
    /// Reads `5 years`, `1 month`, `30 days`, `5年`, `5年間`, `3か月`, `10日間`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Length> {
        let text = read::simplify(text).ok()?;
        let (count, unit) = read::digits(&text)?;
        match unit {
            "day" | "days" | "日" | "日間" => Some(Length::Days(count)),
            "month" | "months" => Some(Length::Months(count)),
            "year" | "years" | "年" | "年間" => Some(Length::Years(count)),
            _ => {
                let counted = unit.strip_prefix(['か', 'ヶ', 'ケ', 'カ', 'ヵ', '箇', '個'])?;
                matches!(counted, "月" | "月間").then_some(Length::Months(count))
            }
        }
    }

    /// The corresponding day after this length, or the month's last where there is none: a month after
    /// 31 January is the end of February. None beyond the year 9999.
    pub fn after(self, day: Date) -> Option<Date> {
        let span = match self {
            Length::Days(n) => jiff::Span::new().try_days(n),
            Length::Months(n) => jiff::Span::new().try_months(n),
            Length::Years(n) => jiff::Span::new().try_years(n),
        };
        day.checked_add(span.ok()?).ok()
    }

    /// The last day of a term of this length that begins with a day: the day before the corresponding one, or
    /// the month's last where there is none (Civil Code, article 143).
    pub fn last_day_from(self, first: Date) -> Option<Date> {
        let after = self.after(first)?;
        let corresponds = matches!(self, Length::Days(_)) || after.day() == first.day();
        if corresponds { after.checked_sub(1.day()).ok() } else { Some(after) }
    }
}

/// The days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Term {
    /// From one day to another; `None` when it would end before it begins.
    pub fn new(first: Date, last: Date) -> Option<Term> {
        (first <= last).then_some(Term { first, last })
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether another lies wholly in it.
    pub fn covers(self, other: Term) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether they share a day.
    pub fn overlaps(self, other: Term) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The fiscal years it touches, in order.
    pub fn fiscal_years(self) -> impl Iterator<Item = FiscalYear> {
        (FiscalYear::of(self.first).0..=FiscalYear::of(self.last).0).map(FiscalYear)
    }
}
