//! The day that is probably meant where the written one cannot be.

use jiff::civil::Date;

use super::{Era, When, WhenKind};

/// Returns the nearest slip of the hand to a date that cannot be: the same day of another year. Tried in this order: the
/// year of the same number in another era, one digit of the year too many, one year or ten years off, and the years
/// around a day that is known. `None` where none of them fits.
pub fn meant(written: When, near: Date, fits: impl Fn(When) -> bool) -> Option<When> {
    years(written.first.year(), near.year()).filter_map(|year| written.in_year(year)).find(|&when| fits(when))
}

/// Iterates over the years that a year may be a slip for.
fn years(written: i16, near: i16) -> impl Iterator<Item = i16> {
    let own = Era::ALL.into_iter().map(|era| era.year_of(written)).filter(|year| (1..=Era::MAX_YEARS).contains(year));
    let own: Vec<i16> = own.collect();
    let in_eras = |year: i16| Era::ALL.into_iter().rev().map(move |era| era.gregorian(year));
    let swapped: Vec<i16> = own.iter().rev().copied().flat_map(in_eras).collect();
    let shortened: Vec<i16> = own
        .iter()
        .rev()
        .filter(|year| **year >= 10)
        .flat_map(|year| [year / 10, year % 10])
        .flat_map(in_eras)
        .collect();
    let off = [1, -1, 10, -10].map(|years| written.saturating_add(years));
    let around = [0, 1, -1].map(|years| near.saturating_add(years));
    swapped.into_iter().chain(shortened).chain(off).chain(around).filter(move |year| *year != written)
}

impl When {
    /// Returns the same day, month or part of a month in another year; `None` where that year has no such day.
    pub fn in_year(self, year: i16) -> Option<When> {
        let moved = |day: Date| Date::new(year, day.month(), day.day()).ok();
        let first = moved(self.first)?;
        // The last day of a February differs.
        let last = if self.last == self.first.last_of_month() && self.kind != WhenKind::Date {
            first.last_of_month()
        } else {
            moved(self.last)?
        };
        Some(When { first, last, note: None, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant_for(written: &str, near: &str, from: &str, to: &str) -> Option<String> {
        let day = |text: &str| When::parse(text).unwrap_or(When::day(Date::MIN));
        let (from, to) = (day(from).first, day(to).last);
        let fits = |when: When| from <= when.first && when.last <= to;
        meant(day(written), day(near).first, fits).map(When::wareki)
    }

    #[test]
    fn the_likeliest_slip_that_fits_is_meant() {
        for (written, near, from, to, meant) in [
            ("平成6年7月26日", "令和6年8月1日", "令和6年4月1日", "令和7年3月31日", "令和6年7月26日"),
            ("令和36年8月1日", "令和6年6月1日", "令和6年4月1日", "令和7年3月31日", "令和6年8月1日"),
            ("令和16年8月1日", "令和6年6月1日", "令和6年4月1日", "令和7年3月31日", "令和6年8月1日"),
            ("令和6年2月1日", "令和6年4月1日", "令和6年4月1日", "令和7年3月31日", "令和7年2月1日"),
            ("2042年8月1日", "令和6年6月1日", "令和6年4月1日", "令和7年3月31日", "令和6年8月1日"),
            ("令和17年3月", "令和6年6月1日", "令和6年4月1日", "令和7年3月31日", "令和7年3月"),
        ] {
            assert_eq!(meant_for(written, near, from, to).as_deref(), Some(meant), "{written}");
        }
        assert_eq!(meant_for("令和6年8月1日", "令和6年6月1日", "令和6年9月1日", "令和6年9月30日"), None);
    }

    #[test]
    fn a_leap_day_is_moved_to_leap_years_only() {
        let leap = When::day(jiff::civil::date(2024, 2, 29));
        assert_eq!(leap.in_year(2025), None);
        assert_eq!(leap.in_year(2028), Some(When::day(jiff::civil::date(2028, 2, 29))));
    }
}
