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
        ("平成31年4月上旬", part(MonthPart::Early), date(2019, 4, 1), date(2019, 4, 10)),
        ("令和6年4月中旬", part(MonthPart::Middle), date(2024, 4, 11), date(2024, 4, 20)),
        ("令和6年2月下旬", part(MonthPart::Late), date(2024, 2, 21), date(2024, 2, 29)),
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
fn eras_know_their_days_and_years() {
    for (era, name, letter, first, last) in [
        (Era::Meiji, "明治", 'M', date(1868, 10, 23), Some(date(1912, 7, 30))),
        (Era::Taisho, "大正", 'T', date(1912, 7, 30), Some(date(1926, 12, 25))),
        (Era::Showa, "昭和", 'S', date(1926, 12, 25), Some(date(1989, 1, 7))),
        (Era::Heisei, "平成", 'H', date(1989, 1, 8), Some(date(2019, 4, 30))),
        (Era::Reiwa, "令和", 'R', date(2019, 5, 1), None),
    ] {
        assert_eq!((era.name(), era.letter(), era.first_day(), era.last_day()), (name, letter, first, last));
        assert_eq!((era.gregorian(1), era.year_of(first.year())), (first.year(), 1), "{name}");
        assert_eq!((era.gregorian(10), era.year_of(first.year() + 9)), (first.year() + 9, 10), "{name}");
        assert_eq!(era.year_of(first.year() - 1), 0, "{name}");
    }
    assert_eq!(Era::of(date(1868, 10, 22)), None);
    assert_eq!(Era::ALL.map(Era::letter), ['M', 'T', 'S', 'H', 'R']);
}

#[test]
fn the_days_of_a_fiscal_year_are_those_from_april_to_march() {
    for (day, year) in [
        (date(2024, 3, 31), 2023),
        (date(2024, 4, 1), 2024),
        (date(2024, 12, 31), 2024),
        (date(2025, 1, 1), 2024),
        (date(2025, 3, 31), 2024),
        (date(2025, 4, 1), 2025),
        (date(1, 1, 1), 0),
        (date(-9998, 3, 31), -9999),
    ] {
        assert_eq!(FiscalYear::of(day), FiscalYear(year), "{day}");
        for other in [year - 1, year, year + 1] {
            assert_eq!(FiscalYear(other).contains(day), other == year, "{day} in {other}");
        }
    }
    for (year, first, last) in [
        (2023, Some(date(2023, 4, 1)), Some(date(2024, 3, 31))),
        (9998, Some(date(9998, 4, 1)), Some(date(9999, 3, 31))),
        (9999, Some(date(9999, 4, 1)), None),
        (10_000, None, None),
        (-9999, Some(date(-9999, 4, 1)), Some(date(-9998, 3, 31))),
        (-10_000, None, Some(date(-9999, 3, 31))),
        (i32::MAX, None, None),
        (i32::MIN, None, None),
    ] {
        assert_eq!((FiscalYear(year).first(), FiscalYear(year).last()), (first, last), "{year}");
    }
    assert_eq!([2023, i32::MAX].map(|year| FiscalYear(year).next()), [2024, i32::MAX].map(FiscalYear));
}

#[test]
fn a_fiscal_year_is_read_in_every_writing_and_named_by_the_era_of_its_autumn() {
    for (text, year) in [
        ("令和6年度", Ok(2024)),
        ("令和元年度", Ok(2019)),
        ("R6FY", Ok(2024)),
        ("2024FY", Ok(2024)),
        ("2024fy", Ok(2024)),
        (" ２０２４ 年度 ", Ok(2024)),
        ("令和0年度", Err(DateProblem::NoSuchEraYear { era: Era::Reiwa, year: 0 })),
        ("平成100年度", Err(DateProblem::NoSuchEraYear { era: Era::Heisei, year: 100 })),
        ("2024", Err(DateProblem::NotADate)),
        ("令和6年度分", Err(DateProblem::NotADate)),
        ("年度", Err(DateProblem::NotADate)),
        ("24年度", Err(DateProblem::NotADate)),
        ("0000年度", Err(DateProblem::NotADate)),
    ] {
        assert_eq!(FiscalYear::parse(text), year.map(FiscalYear), "{text}");
    }
    // The era that holds 30 September: 昭和 began in December 1926, 大正 in July 1912, 平成 in January 1989.
    for (year, label) in [
        (1867, "1867年度"),
        (1868, "1868年度"),
        (1869, "明治2年度"),
        (1912, "大正元年度"),
        (1926, "大正15年度"),
        (1927, "昭和2年度"),
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
        (2018, "平成30年度"),
        (2019, "令和元年度"),
        (2117, "令和99年度"),
        (2118, "2118年度"),
        (99_999, "99999年度"),
    ] {
        assert_eq!(FiscalYear(year).label(), label);
    }
}

#[test]
fn dates_keep_their_order_and_say_how_exact_they_are() {
    let sorted = [
        "2024-03",
        "2024-03-31",
        "令和6年4月上旬",
        "2024-04",
        "2024-04-01",
        "平成36年4月2日",
        "2024-04-02",
        "R6.4下旬",
    ];
    let firsts: Vec<Date> = sorted.map(|text| when(text).first).to_vec();
    let day = |month, day| date(2024, month, day);
    assert_eq!(firsts, [day(3, 1), day(3, 31), day(4, 1), day(4, 1), day(4, 1), day(4, 2), day(4, 2), day(4, 21)]);
    // By the first day, then the last: the exact day before the ten days, and those before the month.
    let mut shuffled = ["2024-04", "R6.4下旬", "2024-04-01", "2024-03-31", "R6.4上旬", "2024-03"].map(when);
    shuffled.sort();
    let expected = ["2024-03", "2024-03-31", "2024-04-01", "R6.4上旬", "2024-04", "R6.4下旬"].map(when);
    assert_eq!(shuffled, expected);
    // Of the same day, one without a note comes first, then one of an era that had ended, then one not begun.
    let same = ["2019-04-30", "昭和94年4月30日", "令和元年4月30日"].map(when);
    assert!(same[0] < same[1] && same[1] < same[2]);
    for (text, exact) in [("2024-04-01", Some(day(4, 1))), ("2024-04", None), ("R6.4上旬", None)] {
        assert_eq!(when(text).exact(), exact, "{text}");
    }
    for (text, word) in [
        ("x", "not-a-date"),
        ("2024-13-01", "no-such-month"),
        ("2024-02-30", "no-such-day"),
        ("令和0年1月1日", "no-such-era-year"),
    ] {
        assert_eq!(When::parse(text).map_err(DateProblem::word), Err(word), "{text}");
    }
}

#[test]
fn edges_of_what_is_a_date() {
    for (text, read) in [
        ("2024－4－1", true),
        ("2024–4–1", true),
        ("2024—4—1", true),
        ("2024−4−1", true),
        ("2024ー4ー1", false),
        ("2024/4上旬", true),
        ("2024-4月", false),
        ("2024年4", false),
        ("2024年4月1", false),
        ("2024年4月1日夜", false),
        ("2024-4-1日", false),
        ("2024-4-", false),
        ("2024-4/1", false),
        ("R6", false),
        ("元.4.1", false),
        ("02024-4-1", false),
        ("9999-12-31", true),
        ("2024-0000000004-1", false),
        ("2024-000000004-1", true),
        ("令和99年1月1日", true),
    ] {
        assert_eq!(When::parse(text).is_ok(), read, "{text}");
    }
    assert!(When::parse(&format!("2024-4-1{}", " ".repeat(192))).is_ok());
    assert!(When::parse(&format!("2024-4-1{}", " ".repeat(193))).is_err(), "longer than any date");
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
        let _ = (When::parse(&text), FiscalYear::parse(&text));
    }
}
