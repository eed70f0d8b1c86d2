//! Reading dates and years.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::{DateProblem, Era, EraNote, FiscalYear, MonthPart, When, WhenKind};

/// Maximum length of a date in bytes; longer than any in any width, so that a page of text is not normalised.
const MAX_LENGTH: usize = 200;

/// Maximum length of a date within a text in bytes: 令和10年10月10日 has 26.
const LONGEST_DATE: usize = 32;

/// See [`When::parse`].
pub(super) fn when(text: &str) -> Result<When, DateProblem> {
    let text = simplify(text)?;
    let (year, rest) = year(&text).ok_or(DateProblem::NotADate)?;
    let (separator, rest) = separator(rest).ok_or(DateProblem::NotADate)?;
    let (month, rest) = digits(rest).ok_or(DateProblem::NotADate)?;
    let tail = tail(rest, separator).ok_or(DateProblem::NotADate)?;
    let gregorian = year.gregorian()?;
    let month =
        i8::try_from(month).ok().filter(|month| (1..=12).contains(month)).ok_or(DateProblem::NoSuchMonth { month })?;
    let start = Date::new(gregorian, month, 1).map_err(|_| DateProblem::NotADate)?;
    let days = start.days_in_month();
    let (kind, first, last) = match tail {
        Tail::Nothing => (WhenKind::Month, 1, days),
        Tail::Part(part) => {
            let (first, last) = match part {
                MonthPart::Early => (1, 10),
                MonthPart::Middle => (11, 20),
                MonthPart::Late => (21, days),
            };
            (WhenKind::PartOfMonth(part), first, last)
        }
        Tail::Day(written) => {
            let day = i8::try_from(written).ok().filter(|day| (1..=days).contains(day));
            let day = day.ok_or(DateProblem::NoSuchDay { year: gregorian, month, day: written, days })?;
            (WhenKind::Date, day, day)
        }
    };
    let on = |day| Date::new(gregorian, month, day).map_err(|_| DateProblem::NotADate);
    let (first, last) = (on(first)?, on(last)?);
    let note = year.era().and_then(|era| note(era, first, last));
    Ok(When { kind, first, last, note })
}

/// See [`When::named_in`].
pub(super) fn named_in(text: &str) -> Option<When> {
    let text = simplify(text).ok()?;
    let has_digit = |rest: &str| rest.contains(|c: char| c.is_ascii_digit());
    // The first place from which a date can be read; the longest one counts.
    text.char_indices().find_map(|(start, _)| {
        let rest = text.get(start..)?;
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let (date, end) =
            ends.filter(|end| *end <= LONGEST_DATE).find_map(|end| Some((when(rest.get(..end)?).ok()?, end)))?;
        let outside = !has_digit(text.get(..start)?) && !has_digit(rest.get(end..)?);
        Some(outside.then_some(date))
    })?
}

/// Reads a day or month without a year, as that of a leap year.
pub(super) fn without_year(text: &str) -> Result<When, DateProblem> {
    let text = simplify(text)?;
    let text = ["毎年", "各年"].into_iter().find_map(|each| text.strip_prefix(each)).unwrap_or(&text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.contains('月') || text.contains('年') {
        return Err(DateProblem::NotADate);
    }
    when(&format!("2000年{text}"))
}

/// See [`FiscalYear::parse`].
pub(super) fn fiscal_year(text: &str) -> Result<FiscalYear, DateProblem> {
    let text = simplify(text)?;
    let (year, rest) = year(&text).ok_or(DateProblem::NotADate)?;
    if !matches!(rest, "年度" | "FY" | "fy") {
        return Err(DateProblem::NotADate);
    }
    year.gregorian().map(|year| FiscalYear(i32::from(year)))
}

/// Normalises a text by NFKC, without white space and with `-` for every dash.
pub(super) fn simplify(text: &str) -> Result<String, DateProblem> {
    if text.len() > MAX_LENGTH {
        return Err(DateProblem::NotADate);
    }
    let dash = |c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    };
    Ok(text.nfkc().filter(|c| !c.is_whitespace()).map(dash).collect())
}

/// Splits a number of at most nine ASCII digits off the beginning of a text.
pub(super) fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    if end > 9 {
        return None;
    }
    Some((number.parse().ok()?, rest))
}

/// A year as it is written.
#[derive(Clone, Copy)]
enum Year {
    Gregorian(u32),
    Of(Era, u32),
}

impl Year {
    fn era(self) -> Option<Era> {
        match self {
            Year::Gregorian(_) => None,
            Year::Of(era, _) => Some(era),
        }
    }

    fn gregorian(self) -> Result<i16, DateProblem> {
        match self {
            Year::Gregorian(year) => i16::try_from(year).map_err(|_| DateProblem::NotADate),
            Year::Of(era, year) => {
                let within = i16::try_from(year).ok().filter(|year| (1..=Era::MAX_YEARS).contains(year));
                within.map(|year| era.gregorian(year)).ok_or(DateProblem::NoSuchEraYear { era, year })
            }
        }
    }
}

fn year(text: &str) -> Option<(Year, &str)> {
    if let Some((era, rest)) = Era::strip(text) {
        if let Some(rest) = rest.strip_prefix('元') {
            return Some((Year::Of(era, 1), rest));
        }
        let (year, rest) = digits(rest)?;
        return Some((Year::Of(era, year), rest));
    }
    let (year, rest) = digits(text)?;
    let written = text.len() - rest.len();
    // Two digits could belong to any era.
    (written == 4 && year > 0).then_some((Year::Gregorian(year), rest))
}

fn separator(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let separator = chars.next().filter(|c| matches!(c, '年' | '-' | '/' | '.'))?;
    Some((separator, chars.as_str()))
}

/// What follows the month.
enum Tail {
    Nothing,
    Part(MonthPart),
    Day(u32),
}

fn tail(text: &str, separator: char) -> Option<Tail> {
    if separator == '年' {
        let rest = text.strip_prefix('月')?;
        if let Some(part) = part(rest) {
            return Some(Tail::Part(part));
        }
        if rest.is_empty() {
            return Some(Tail::Nothing);
        }
        let (day, rest) = digits(rest)?;
        return (rest == "日").then_some(Tail::Day(day));
    }
    if let Some(part) = part(text) {
        return Some(Tail::Part(part));
    }
    let Some(rest) = text.strip_prefix(separator) else {
        return text.is_empty().then_some(Tail::Nothing);
    };
    let (day, rest) = digits(rest)?;
    rest.is_empty().then_some(Tail::Day(day))
}

fn part(text: &str) -> Option<MonthPart> {
    match text {
        "上旬" => Some(MonthPart::Early),
        "中旬" => Some(MonthPart::Middle),
        "下旬" => Some(MonthPart::Late),
        _ => None,
    }
}

fn note(era: Era, first: Date, last: Date) -> Option<EraNote> {
    if last < era.first_day() {
        return Some(EraNote::NotBegun(era));
    }
    era.last_day().filter(|&end| end < first).map(|_| EraNote::Ended(era))
}
