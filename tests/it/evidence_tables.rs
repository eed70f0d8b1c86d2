//! Evidence in tables: what staff save as CSV or as a workbook is read as it stands, and what is wrong in it has a place.

use std::io::Cursor;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use sekisho::check::{self, Speaker};
use sekisho::evidence::{Record, Table, rows_of, tables};
use sekisho::policy::load;
use sekisho::vocabulary::enumerations::{Record as Kind, RecordKey};
use sekisho::words::Lang;
use zip::ZipWriter;

use crate::common::{self, packs, speaker};

const HEADINGS: &str = "案件ID,別紙ID,記録の種類,日付,事前の通知,調査した職員,文書番号";
const ROW: &str = "library-cards,main,立入り調査等の記録,令和6年10月3日,いいえ,情報公開課、図書館課,0412";

fn read(bytes: impl Into<Vec<u8>>) -> Table {
    let mut all = tables("t", bytes.into());
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// The ids of what is wrong, each with line and column.
fn wrong(table: &Table) -> Vec<(String, u32, u32)> {
    let core = load(&packs(), "core").expect("pack");
    let findings =
        table.problems.iter().map(|problem| check::input_problem(speaker(&core), problem, None).expect("words"));
    findings.map(|finding| (finding.rule, finding.span.line, finding.span.column)).collect()
}

#[track_caller]
fn found(bytes: impl Into<Vec<u8>>, records: usize, expected: &[(&str, u32, u32)]) {
    let table = read(bytes);
    let wrong = wrong(&table);
    let wrong: Vec<(&str, u32, u32)> =
        wrong.iter().map(|(rule, line, column)| (rule.as_str(), *line, *column)).collect();
    assert_eq!((table.records.len(), &wrong[..]), (records, expected));
}

/// What the record of [`ROW`] tells.
#[track_caller]
fn is_the_record(record: &Record, line: u32) {
    assert_eq!((record.kind, &*record.filing, record.span.line), (Kind::Inspection, "library-cards", line));
    assert_eq!(record.text(RecordKey::Part), Some("main"));
    assert_eq!(record.date().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
    assert_eq!(record.flag(RecordKey::Announced), Some(false));
    assert_eq!(record.texts(RecordKey::Persons).collect::<Vec<_>>(), ["情報公開課", "図書館課"]);
    assert_eq!(record.text(RecordKey::Document), Some("0412"));
}

#[test]
fn a_text_is_read_in_any_encoding_and_with_any_divider_that_a_spreadsheet_saves() {
    let plain = format!("{HEADINGS}\n{ROW}\n");
    let shift_jis = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let saved = [
        plain.clone().into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace(',', "\t").into_bytes(),
        plain.trim_end().as_bytes().to_vec(),
        shift_jis(&plain),
        shift_jis(&plain.replace('\n', "\r\n").replace(',', "\t")),
    ];
    for bytes in saved {
        let table = read(bytes);
        assert_eq!(table.problems, []);
        is_the_record(&table.records[0], 2);
    }
}

#[test]
fn headings_may_have_lines_above_them_and_blank_lines_among_the_rows() {
    let text = format!("令和6年度,,\r\n\r\n図書館課\r\n{HEADINGS}\r\n\r\n{ROW}\r\n,,,,,,\r\n\r\n{ROW}\r\n");
    let table = read(text);
    assert_eq!(table.problems, []);
    assert_eq!(table.records.iter().map(|record| record.span.line).collect::<Vec<_>>(), [6, 9]);
    found(format!("{}{HEADINGS}\n{ROW}\n", "\n".repeat(9)), 1, &[]);
    found(format!("{}{HEADINGS}\n{ROW}\n", "\n".repeat(10)), 0, &[("table-without-headings", 1, 1)]);
}

#[test]
fn headings_are_understood_in_both_languages_and_in_any_order() {
    let table = read("kind,document,filing,有効期限\ninspection,12,a,R8.5.31\n");
    assert_eq!(table.problems, []);
    assert_eq!((table.records[0].kind, table.records[0].text(RecordKey::Document)), (Kind::Inspection, Some("12")));
    assert_eq!(table.records[0].days(RecordKey::ValidTo).map(|(_, last)| last.to_string()), Some("2026-05-31".into()));
}

#[test]
fn headings_may_be_spaced_out_broken_into_lines_or_typed_with_marks_apart() {
    use unicode_normalization::UnicodeNormalization;
    let headings = HEADINGS
        .replace("日付", "日\u{3000}付")
        .replace("案件ID", " 案件 ID ")
        .replace("事前の通知", "事前の\u{A0}通知");
    let broken = headings.replace("記録の種類", "\"記録の\r\n種類\"").replace("文書番号", "\"文書\n番号\"");
    let apart: String = format!("{HEADINGS}\n{ROW}\n").replace("情報公開課", "ガ課").nfd().collect();
    for (text, line) in [(format!("{headings}\n{ROW}\n"), 2), (format!("{broken}\n{ROW}\n"), 4)] {
        let table = read(text.clone());
        assert_eq!(table.problems, [], "{text}");
        is_the_record(&table.records[0], line);
    }
    let table = read(apart);
    assert_eq!(table.problems, []);
    assert_eq!(table.records[0].texts(RecordKey::Persons).collect::<Vec<_>>(), ["ガ課", "図書館課"]);
    // Spaced out or not, it is one heading.
    found(format!("{HEADINGS},日 付\n{ROW},2024-04-01\n"), 1, &[("duplicate-key", 1, 8)]);
    found("記録の 種 別,案件ID\nx,a\n", 0, &[("table-without-headings", 1, 1)]);
}

#[test]
fn numbers_are_told_as_they_are_meant() {
    let said = |written: &str| {
        let table = read(format!("{HEADINGS},枚数\n{ROW},{written}\n"));
        let core = load(&packs(), "core").expect("pack");
        let english = Speaker { policy: &core, lang: Lang::En };
        let finding =
            table.problems.first().map(|problem| check::input_problem(english, problem, None).expect("words"));
        finding.map(|finding| finding.message)
    };
    assert_eq!(said("\"1,200\""), None);
    for written in ["1.2E+03", "1 200", "1_200", "1200.00"] {
        let told = said(written).unwrap_or_else(|| panic!("{written} is taken"));
        assert!(told.contains("Did you mean “1200”?"), "{written}: {told}");
    }
    assert!(said("many").is_some_and(|told| !told.contains("Did you mean")));
}

#[test]
fn what_is_wrong_in_a_text_has_its_line_and_column() {
    found("", 0, &[("table-without-headings", 1, 1)]);
    found("\u{feff}", 0, &[("table-without-headings", 1, 1)]);
    found("日付,案件ID\n2024-04-01,a\n", 0, &[("table-without-headings", 1, 1)]);
    found(b"a\0b".to_vec(), 0, &[("encoding", 1, 1)]);
    found([0x80, 0xff, 0x31].to_vec(), 0, &[("encoding", 1, 1)]);
    found(
        "\u{feff}日付,記録の種類\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        0,
        &[("encoding", 1, 1)],
    );
    found("日付,記録の種類\n2024-04-01,研修の記録\n", 0, &[("missing-key", 1, 2)]);
    found(format!("{HEADINGS},部署\n{ROW},図書館課\n{ROW},図書館課\n"), 2, &[("unknown-key", 1, 8)]);
    found(format!("{HEADINGS},年月日\n{ROW},2024-04-01\n"), 1, &[("duplicate-key", 1, 8)]);
    found(format!("{HEADINGS},\n{ROW},余り\n{ROW},余り\n"), 2, &[("table-column-without-heading", 2, 8)]);
    found(
        format!("{HEADINGS}\n{ROW}\n{ROW},余り\n{ROW},\n"),
        1,
        &[("table-ragged-row", 3, 8), ("table-ragged-row", 4, 8)],
    );
    found(format!("{HEADINGS}\na,b\n"), 0, &[("missing-key", 2, 3)]);
    found(format!("{HEADINGS}\n,main,研修の記録\n"), 0, &[("missing-key", 2, 1)]);
    found("案件ID,種類,日付\na,研修の記録,2024-13-01\n", 1, &[("bad-date", 2, 3)]);
    found("案件ID,種類\na,研修\n", 0, &[("unknown-value", 2, 2)]);
}

#[test]
fn a_quote_left_open_takes_no_row_with_it_in_silence() {
    found(format!("{HEADINGS}\n{ROW}\na,\"b\n{ROW}\n{ROW}\n"), 1, &[("table-open-quote", 3, 2)]);
    found(format!("{HEADINGS}\n{ROW}\n\"a\nb\",c,\"d"), 1, &[("table-open-quote", 4, 3)]);
    found(format!("\"{HEADINGS}\n{ROW}\n"), 0, &[("table-open-quote", 1, 1)]);
    assert!(read(format!("{HEADINGS}\n{ROW}\n\"a\n")).unread && !read(format!("{HEADINGS}\n{ROW}\na\n")).unread);
    // Closed, or no quote at all.
    let table = read("案件ID,種類,備考\na,研修の記録,\"一行目\r\n\"\"二行目\"\"、,\"\nb,研修の記録,5\" 2枚\n");
    assert_eq!(table.problems, []);
    assert_eq!(table.records[0].text(RecordKey::Note), Some("一行目\r\n\"二行目\"、,"));
    assert_eq!(table.records[1].text(RecordKey::Note), Some("5\" 2枚"));
    assert_eq!(table.records[1].span.line, 4);
}

#[test]
fn a_day_may_have_the_time_that_a_spreadsheet_puts_behind_it() {
    for written in ["2024-10-03 14:05", "2024/10/3 0:00:00", "2024-10-03T00:00:00"] {
        let table = read(format!("案件ID,種類,日付,時刻\na,研修の記録,{written},{written}\n"));
        assert_eq!(table.problems, [], "{written}");
        assert_eq!(table.records[0].date().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
        assert_eq!(table.records[0].text(RecordKey::Time), Some(written));
    }
}

/// A workbook of one sheet for each list of rows.
fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().expect("written")
}

/// A sheet with the cells of these lines as texts.
fn sheet(workbook: &mut Workbook, name: &str, lines: &[&str]) {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).expect("name");
    for (row, line) in (0..).zip(lines) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, text).expect("written");
        }
    }
}

#[test]
fn a_workbook_is_read_like_a_text() {
    let table = read(book(|book| {
        sheet(book, "表紙", &["令和6年度"]);
        sheet(book, "記録", &["図書館課", HEADINGS, "", ROW]);
    }));
    assert_eq!((&*table.path, &table.problems[..]), ("t", &[][..]));
    is_the_record(&table.records[0], 4);
}

#[test]
fn several_sheets_of_a_workbook_are_told_apart() {
    let all = tables(
        "t",
        book(|book| {
            sheet(book, "四月", &[HEADINGS, ROW]);
            sheet(book, "五月", &[HEADINGS, ROW, "a"]);
        }),
    );
    let told: Vec<_> = all.iter().map(|table| (&*table.path, table.records.len(), wrong(table).len())).collect();
    assert_eq!(told, [("t[四月]", 1, 0), ("t[五月]", 1, 1)]);
}

#[test]
fn cells_are_read_as_they_show() {
    let table = read(book(|book| {
        let sheet = book.add_worksheet();
        for (column, heading) in
            (0..).zip(["案件ID", "記録の種類", "日付", "送付件数", "事前の通知", "時刻", "承認日", "文書番号"])
        {
            sheet.write(0, column, heading).expect("written");
        }
        sheet.write(1, 0, "a").expect("written");
        sheet.write(1, 1, "件数の記録").expect("written");
        let day = ExcelDateTime::from_ymd(2024, 10, 3).expect("day");
        let era = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\"");
        sheet.write_with_format(1, 2, &day, &era).expect("written");
        sheet.write(1, 3, 5200.0).expect("written");
        sheet.write(1, 4, true).expect("written");
        let time = ExcelDateTime::from_hms(9, 5, 0).expect("time");
        sheet.write_with_format(1, 5, &time, &Format::new().set_num_format("h:mm")).expect("written");
        let both = ExcelDateTime::from_ymd(2024, 9, 30).and_then(|day| day.and_hms(17, 30, 0)).expect("both");
        sheet.write_with_format(1, 6, &both, &Format::new().set_num_format("yyyy/m/d h:mm")).expect("written");
        sheet.write(1, 7, Formula::new("=\"第\"&412").set_result("第412号")).expect("written");
    }));
    assert_eq!(table.problems, []);
    let record = &table.records[0];
    assert_eq!(record.date().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
    assert_eq!((record.number(RecordKey::Sent), record.flag(RecordKey::Announced)), (Some(5200), Some(true)));
    assert_eq!(record.text(RecordKey::Time), Some("09:05"));
    assert_eq!(record.text(RecordKey::Document), Some("第412号"));
    assert_eq!(record.days(RecordKey::Approved).map(|(day, _)| day.to_string()).as_deref(), Some("2024-09-30"));
}

#[test]
fn what_is_wrong_in_a_workbook_has_its_cell() {
    let with = |lines: &'static [&'static str]| book(|book| sheet(book, "x", lines));
    found(with(&["a,b"]), 0, &[("table-without-headings", 1, 1)]);
    found(with(&["案件ID,種類,日付", "a,研修の記録,四月一日"]), 1, &[("bad-date", 2, 3)]);
    found(with(&["案件ID,種類", "a,研修の記録,余り"]), 1, &[("table-column-without-heading", 2, 3)]);
    for error in ["#REF!", "#SPILL!"] {
        let cells = |row: u8, texts: [&str; 2]| {
            let cells = texts.map(|text| format!("<c t=\"str\"><v>{text}</v></c>")).concat();
            format!("<row r=\"{row}\">{cells}<c t=\"e\"><f>A9</f><v>{error}</v></c></row>")
        };
        let rows =
            [cells(1, ["案件ID", "種類"]), cells(3, ["a", "研修の記録"]), cells(4, ["b", "研修の記録"])].concat();
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let bytes = with_entry("xl/worksheets/sheet1.xml", sheet.as_bytes());
        found(bytes, 2, &[1, 3, 4].map(|row| ("table-error-cell", row, 3)));
    }
}

#[test]
fn what_is_no_workbook_says_so() {
    let whole = book(|book| sheet(book, "x", &[HEADINGS, ROW]));
    for cut in [4, whole.len() / 2, whole.len() - 8] {
        found(&whole[..cut], 0, &[("bad-workbook", 1, 1)]);
    }
    found(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(), 0, &[("bad-workbook", 1, 1)]);
    let empty = ZipWriter::new(Cursor::new(Vec::new())).finish().expect("ended").into_inner();
    found(empty.clone(), 0, &[("bad-workbook", 1, 1)]);
    found(common::with_entry(&empty, "a.txt", b"a"), 0, &[("bad-workbook", 1, 1)]);
}

/// A workbook in which one entry is another.
fn with_entry(name: &str, bytes: &[u8]) -> Vec<u8> {
    common::with_entry(&book(|book| sheet(book, "x", &[HEADINGS, ROW])), name, bytes)
}

#[test]
fn a_small_workbook_that_unpacks_to_a_large_one_is_refused() {
    let bomb = with_entry("xl/media/image1.png", &vec![0; 500_000_001]);
    assert!(bomb.len() < 1_000_000);
    found(bomb, 0, &[("limit-exceeded", 1, 1)]);
}

#[test]
fn a_workbook_makes_no_room_for_what_it_does_not_hold() {
    for count in ["999999999999", "18446744073709551615", "99999999999999999999999"] {
        let strings = format!("<sst count=\"1\" uniqueCount = '{count}'><si><t>a</t></si></sst>");
        found(with_entry("xl/sharedStrings.xml", strings.as_bytes()), 0, &[("bad-workbook", 1, 1)]);
    }
}

#[test]
fn a_sheet_named_many_times_and_a_cell_far_off_are_no_trouble() {
    let far = "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZZZZZZZZ99999999999999\"><v>1</v></c></row></sheetData></worksheet>";
    found(with_entry("xl/worksheets/sheet1.xml", far.as_bytes()), 0, &[("bad-workbook", 1, 1)]);
    let sheets: String = (1..=101).map(|n| format!("<sheet name=\"{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>")).collect();
    let workbook = format!(
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{sheets}</sheets></workbook>"
    );
    found(with_entry("xl/workbook.xml", workbook.as_bytes()), 0, &[("limit-exceeded", 1, 1)]);
}

#[test]
fn a_thousand_mistakes_are_listed_and_that_there_are_more() {
    let rows = |row: &str| format!("案件ID,種類,日付\n{}", row.repeat(3_000));
    for row in ["a,研修の記録,2024-13-01\n", "a,,2024-04-01\n"] {
        let wrong = wrong(&read(rows(row)));
        assert_eq!(wrong.len(), 1_001, "{row}");
        assert_eq!((&*wrong[1_000].0, wrong[1_000].1), ("limit-exceeded", 1_002));
    }
}

#[test]
fn a_key_without_a_value_is_told_in_yaml_as_well() {
    for blank in ["", "''", "[]"] {
        let text = format!("sekisho: evidence/v1\nfiling: a\nrecords:\n  - {{ date: 2024-04-01, kind: {blank} }}\n");
        let document = common::document("a.evidence.yaml", &text);
        let (records, problems) = sekisho::evidence::records(&"a".into(), rows_of(&document).expect("evidence").0);
        assert_eq!((records.len(), problems.len()), (0, 1), "{blank:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = tables("t", bytes);
    }

    #[test]
    fn no_text_panics(text in "(案件ID|記録の種類|日付|研修の記録|[,\t\"\r\n]|.){0,40}") {
        let _ = tables("t", text.into_bytes());
    }

    #[test]
    fn no_damage_of_a_workbook_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = book(|book| sheet(book, "x", &[HEADINGS, ROW]));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = tables("t", bytes);
    }

    #[test]
    fn no_sheet_panics(xml in "(<row r=\"[0-9]{0,12}\">|</row>|<c( r=\"[A-Z]{0,9}[0-9]{0,12}\")?( t=\"(s|b|e|n|d|str|inlineStr)\")?( s=\"[0-9]\")?>|<c/>|</c>|<v>|</v>|<is>|<t>|</t>|</is>|<f>|[0-9]{1,12}|#REF!|&amp;|&x;|[a-z<]){0,30}") {
        let sheet = format!("<worksheet><sheetData>{xml}</sheetData></worksheet>");
        let _ = tables("t", with_entry("xl/worksheets/sheet1.xml", sheet.as_bytes()));
    }
}
