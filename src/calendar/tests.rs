use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

#[test]
fn exact_dates_in_every_writing() {
    for (text, day) in [
        ("2024-04-01", date(2024, 4, 1)),
        ("2024/4/1", date(2024, 4, 1)),
        ("2024.4.1", date(2024, 4, 1)),
        ("2024年4月1日", date(2024, 4, 1)),
        ("２０２４－０４－０１", date(2024, 4, 1)),
        ("令和6年4月1日", date(2024, 4, 1)),
        ("令和６年４月１日", date(2024, 4, 1)),
        ("令和 6年 4月 1日", date(2024, 4, 1)),
        ("㋿6年4月1日", date(2024, 4, 1)),
        ("R6.4.1", date(2024, 4, 1)),
        ("r6/4/1", date(2024, 4, 1)),
        ("Ｒ６．４．１", date(2024, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H1.1.8", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S元.12.25", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("T1.7.30", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("M元.10.23", date(1868, 10, 23)),
        ("2024-02-29", date(2024, 2, 29)),
        ("令和6年2月29日", date(2024, 2, 29)),
        ("2000-02-29", date(2000, 2, 29)),
    ] {
        assert_eq!(when(text), When::day(day), "{text}");
    }
}

#[test]
fn years_beyond_the_eras_are_printed_as_they_are_read() {
    for (text, printed) in [("0024-03-01", "0024年3月1日"), ("2117-04", "令和99年4月"), ("2118-04", "2118年4月")]
    {
        assert_eq!(when(text).wareki(), printed);
        assert_eq!(when(printed), when(text));
    }
    assert_eq!(FiscalYear(24).label(), "0024年度");
    assert_eq!(FiscalYear(2124).label(), "2124年度");
}

#[test]
fn vague_dates_hold_their_days() {
    let part = WhenKind::PartOfMonth;
    for (text, kind, first, last) in [
        ("2024-04", WhenKind::Month, date(2024, 4, 1), date(2024, 4, 30)),
        ("令和7年2月", WhenKind::Month, date(2025, 2, 1), date(2025, 2, 28)),
        ("令和元年5月", WhenKind::Month, date(2019, 5, 1), date(2019, 5, 31)),
        ("R6.2", WhenKind::Month, date(2024, 2, 1), date(2024, 2, 29)),
        ("平成31年4月上旬", part(Part::Early), date(2019, 4, 1), date(2019, 4, 10)),
        ("令和6年4月中旬", part(Part::Middle), date(2024, 4, 11), date(2024, 4, 20)),
        ("令和6年2月下旬", part(Part::Late), date(2024, 2, 21), date(2024, 2, 29)),
    ] {
        let expected = When { kind, first, last, note: None };
        assert_eq!(when(text), expected, "{text}");
    }
}

#[test]
fn eras_named_outside_their_time_are_noted() {
    for (text, first, note) in [
        ("平成33年8月31日", date(2021, 8, 31), Some(EraNote::Ended(Era::Heisei))),
        ("平成31年5月", date(2019, 5, 1), Some(EraNote::Ended(Era::Heisei))),
        ("平成31年4月", date(2019, 4, 1), None),
        ("昭和64年1月8日", date(1989, 1, 8), Some(EraNote::Ended(Era::Showa))),
        ("昭和64年1月", date(1989, 1, 1), None),
        ("令和元年4月30日", date(2019, 4, 30), Some(EraNote::NotBegun(Era::Reiwa))),
        ("令和元年4月", date(2019, 4, 1), Some(EraNote::NotBegun(Era::Reiwa))),
        ("平成元年1月7日", date(1989, 1, 7), Some(EraNote::NotBegun(Era::Heisei))),
        ("平成元年1月", date(1989, 1, 1), None),
    ] {
        let read = when(text);
        assert_eq!((read.first, read.note), (first, note), "{text}");
    }
}

#[test]
fn what_is_no_date_says_why() {
    let no_day = |year, month, day, days| DateProblem::NoSuchDay { year, month, day, days };
    for (text, problem) in [
        ("令和7年2月29日", no_day(2025, 2, 29, 28)),
        ("2024-02-30", no_day(2024, 2, 30, 29)),
        ("1900-02-29", no_day(1900, 2, 29, 28)),
        ("2024-04-31", no_day(2024, 4, 31, 30)),
        ("2024-04-00", no_day(2024, 4, 0, 30)),
        ("2024-13-01", DateProblem::NoSuchMonth { month: 13 }),
        ("令和6年0月1日", DateProblem::NoSuchMonth { month: 0 }),
        ("令和0年4月1日", DateProblem::NoSuchEraYear { era: Era::Reiwa, year: 0 }),
        ("R100.4.1", DateProblem::NoSuchEraYear { era: Era::Reiwa, year: 100 }),
        ("", DateProblem::NotADate),
        ("2024", DateProblem::NotADate),
        ("令和6年度", DateProblem::NotADate),
        ("24-04-01", DateProblem::NotADate),
        ("2024-04/01", DateProblem::NotADate),
        ("2024-04-01x", DateProblem::NotADate),
        ("令和6年4月1", DateProblem::NotADate),
        ("令和6年4月1日（予定）", DateProblem::NotADate),
        ("0000-01-01", DateProblem::NotADate),
        ("契約締結日", DateProblem::NotADate),
    ] {
        assert_eq!(When::parse(text), Err(problem), "{text}");
    }
}

#[test]
fn published_boundaries() {
    for (day, before, after) in [
        (date(1868, 10, 23), None, Some(Era::Meiji)),
        (date(1912, 7, 30), Some(Era::Meiji), Some(Era::Taisho)),
        (date(1926, 12, 25), Some(Era::Taisho), Some(Era::Showa)),
        (date(1989, 1, 8), Some(Era::Showa), Some(Era::Heisei)),
        (date(2019, 5, 1), Some(Era::Heisei), Some(Era::Reiwa)),
    ] {
        assert_eq!(Era::of(day.yesterday().unwrap()), before, "{day}");
        assert_eq!(Era::of(day), after, "{day}");
    }
}

#[test]
fn prints() {
    assert_eq!(wareki(date(2024, 4, 1)), "令和6年4月1日");
    assert_eq!(wareki(date(2019, 5, 1)), "令和元年5月1日");
    assert_eq!(wareki(date(2019, 4, 30)), "平成31年4月30日");
    assert_eq!(wareki(date(1850, 1, 2)), "1850年1月2日");
    assert_eq!(iso(date(2024, 4, 1)), "2024-04-01");
    assert_eq!(when("R6.4").wareki(), "令和6年4月");
    assert_eq!(when("平成33年8月下旬").wareki(), "令和3年8月下旬");
    assert_eq!(when("R6.4").iso(), "2024-04");
    assert_eq!(when("令和6年4月中旬").iso(), "2024-04-11/2024-04-20");
}

#[test]
fn fiscal_years() {
    assert_eq!(FiscalYear::of(date(2025, 3, 31)), FiscalYear(2024));
    assert_eq!(FiscalYear::of(date(2025, 4, 1)), FiscalYear(2025));
    assert!(FiscalYear(2024).contains(date(2024, 4, 1)) && !FiscalYear(2024).contains(date(2024, 3, 31)));
    assert_eq!(FiscalYear(2024).first(), Some(date(2024, 4, 1)));
    assert_eq!(FiscalYear(2024).last(), Some(date(2025, 3, 31)));
    for (text, year, label) in [
        ("令和6年度", 2024, "令和6年度"),
        ("Ｒ６年度", 2024, "令和6年度"),
        ("平成31年度", 2019, "令和元年度"),
        ("令和元年度", 2019, "令和元年度"),
        ("平成30年度", 2018, "平成30年度"),
        ("平成35年度", 2023, "令和5年度"),
        ("昭和63年度", 1988, "昭和63年度"),
        ("大正15年度", 1926, "大正15年度"),
        ("2024年度", 2024, "令和6年度"),
    ] {
        assert_eq!(FiscalYear::parse(text), Ok(FiscalYear(year)), "{text}");
        assert_eq!(FiscalYear(year).label(), label);
    }
    assert_eq!(FiscalYear::parse("令和6年"), Err(DateProblem::NotADate));
    assert_eq!(FiscalYear(i32::MAX).first(), None);
}

#[test]
fn lengths() {
    for (text, length) in [
        ("5 years", Some(Length::Years(5))),
        ("５年間", Some(Length::Years(5))),
        ("3か月", Some(Length::Months(3))),
        ("３ヶ月", Some(Length::Months(3))),
        ("1 month", Some(Length::Months(1))),
        ("30日", Some(Length::Days(30))),
        ("年", None),
        ("5 weeks", None),
    ] {
        assert_eq!(Length::parse(text), length, "{text}");
    }
    for (first, length, after, last) in [
        (date(2024, 4, 1), Length::Years(1), date(2025, 4, 1), date(2025, 3, 31)),
        (date(2024, 1, 31), Length::Months(1), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2025, 1, 31), Length::Months(1), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2024, 2, 29), Length::Years(1), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2024, 2, 29), Length::Years(4), date(2028, 2, 29), date(2028, 2, 28)),
        (date(2024, 12, 31), Length::Days(1), date(2025, 1, 1), date(2024, 12, 31)),
        (date(2024, 5, 15), Length::Months(10), date(2025, 3, 15), date(2025, 3, 14)),
    ] {
        assert_eq!(length.after(first), Some(after), "{first} {length:?}");
        assert_eq!(length.last_day_from(first), Some(last), "{first} {length:?}");
    }
    assert_eq!(Length::Years(u32::MAX).after(date(2024, 1, 1)), None);
    assert_eq!(Length::Years(9_000).after(date(2024, 1, 1)), None);
}

#[test]
fn terms() {
    let term = Term::new(date(2025, 4, 1), date(2026, 3, 31)).unwrap();
    assert!(term.contains(term.first) && term.contains(term.last));
    assert_eq!(term.fiscal_years().collect::<Vec<_>>(), [FiscalYear(2025)]);
    let next = Term::new(date(2026, 3, 31), date(2026, 4, 1)).unwrap();
    assert!(term.overlaps(next) && !term.covers(next));
    assert_eq!(Term::new(term.last, term.first), None);
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(days in 0..60_000i32) {
        let day = date(1868, 10, 23).checked_add(jiff::Span::new().days(days)).unwrap();
        prop_assert_eq!(When::parse(&wareki(day)), Ok(When::day(day)));
        prop_assert_eq!(When::parse(&iso(day)), Ok(When::day(day)));
        for part in ["", "上旬", "中旬", "下旬"] {
            let vague = When::parse(&format!("{}年{}月{part}", day.year(), day.month())).unwrap();
            let again = When::parse(&vague.wareki()).unwrap();
            prop_assert_eq!((again.kind, again.first, again.last), (vague.kind, vague.first, vague.last));
        }
    }

    #[test]
    fn reading_never_panics(text in "[令和平成元年度月日上下旬RHr0-9０-９./ -]{0,16}|\\PC{0,20}") {
        let _ = (When::parse(&text), FiscalYear::parse(&text), Length::parse(&text));
    }
}
