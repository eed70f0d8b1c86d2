//! Sheets as people leave them: what is wrong is told at its cell, and what a spreadsheet program does to a text is undone.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sekisho::source::Document;
use sekisho::workbook;
use serde_json::{Value, json};

use crate::common::{empty_folder, sekisho, with_entry};

/// A sheet: its name, and its rows with cells parted by bars.
pub(crate) type Sheet<'s> = (&'s str, &'s [&'s str]);

const COVER: Sheet<'_> = ("付議・概要", &["書式|filing¦v1", "ID|t-1", "件名|名簿の印刷", "実施機関のID|shinjuku"]);
const ACTORS: Sheet<'_> = ("関係者", &["ID|立場|名称", "city|実施機関|新宿区", "maker|委託先|会社"]);
const DATA: Sheet<'_> = ("情報項目", &["ID|名称|項目", "roster|名簿|氏名"]);
const FLOWS: Sheet<'_> = ("流れ", &["ID|題名", "main|名簿の流れ"]);
const STEPS: Sheet<'_> = (
    "手順",
    &["流れ|番号|動作|手順名|行う関係者|情報項目|媒体|相手方", "main|1|受渡し|名簿を渡す|city|roster|紙|maker"],
);
const CONTRACTS: Sheet<'_> =
    ("別紙", &["別紙の種類|委託・再委託", "ID|job", "委託の別|業務委託", "委託元|city", "委託先|maker"]);
pub(crate) const WHOLE: [Sheet<'_>; 6] = [COVER, ACTORS, DATA, FLOWS, STEPS, CONTRACTS];

pub(crate) fn book(sheets: &[Sheet<'_>]) -> Workbook {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, line) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(line.split('|')) {
                sheet.write_string(row, column, text.replace('/', "\n").replace('¦', "/")).expect("written");
            }
        }
    }
    workbook
}

pub(crate) fn filing(mut workbook: Workbook) -> Value {
    let read = workbook::read(workbook.save_to_buffer().expect("saved")).expect("a workbook");
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    Document::to_json(read.document.root())
}

/// What a lint says of the sheets of a workbook: the cell, and the rule.
pub(crate) fn told(name: &str, mut workbook: Workbook) -> (u8, Vec<(String, String, String)>) {
    let file = empty_folder("desk-sheets", name).join("t.filing.xlsx");
    workbook.save(&file).expect("saved");
    let file = file.display().to_string();
    let (status, out, error) = sekisho(&["lint", &file, "--format", "json", "--today", "2026-11-30"]);
    assert_eq!(error, "", "{out}");
    let report: Value = serde_json::from_str(&out).expect("json");
    let findings = report["filings"][0]["findings"].as_array().expect("findings").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let place = |at: &Value| format!("{}!{}", text(&at["sheet"]), text(&at["cell"]));
    let of_sheets = findings.filter(|finding| finding["verdict"] == "invalid");
    let all = of_sheets.map(|one| (place(&one["location"]), text(&one["rule"]), text(&one["message"])));
    let mut all: Vec<_> = all.collect();
    all.sort();
    (status, all)
}

#[test]
fn a_workbook_that_a_person_typed_is_a_filing() {
    let expected = json!({
        "sekisho": "filing/v1",
        "id": "t-1",
        "title": "名簿の印刷",
        "jurisdiction": "shinjuku",
        "actors": {
            "city": { "role": "principal", "name": "新宿区" },
            "maker": { "role": "contractor", "name": "会社" },
        },
        "data": { "roster": { "name": "名簿", "items": ["氏名"] } },
        "flows": [{ "id": "main", "title": "名簿の流れ", "steps": [{
            "id": 1, "action": "hand-over", "title": "名簿を渡す", "actor": "city", "to": "maker", "data": ["roster"],
            "medium": "paper",
        }] }],
        "contracts": [{ "id": "job", "kind": "outsourcing", "from": "city", "to": "maker" }],
    });
    assert_eq!(filing(book(&WHOLE)), expected);
    // The order of sheets, rows and columns says nothing, nor does what they are called in the other language.
    let steps: Sheet<'_> =
        ("Steps", &["Medium|Data|相手方|title|Number|動作|Actor", "paper|roster|maker|名簿を渡す|１|hand-over|city"]);
    let mut turned = filing(book(&[CONTRACTS, steps, FLOWS, DATA, ACTORS, COVER]));
    assert_eq!(turned["flows"][0]["steps"][0]["id"], json!("１"));
    turned["flows"][0]["steps"][0]["id"] = json!(1);
    assert_eq!(turned, expected);
}

#[test]
fn cells_say_what_people_mean_by_them() {
    let steps: Sheet<'_> = (
        "手順",
        &[
            "流れ|番号|動作|情報項目|媒体|データの暗号化|運搬|運搬：方法|運搬：授受の記録|運搬：授受の記録：記載事項|選べる手段|行う日|行う日：予定|推定|変更|別資料",
            "main|1|抽出、印刷|［なし］|紙、CD-R|○|||||||×|媒体、運搬：方法|ウェブを追加|",
            "main|2|受渡し|→資料15-1|||→資料3|手渡し|○|日付/数量||令和6年4月1日|○|||→資料9",
            "main|3|連絡||||||||音声｜回線：種類：電話回線/ネットワーク｜回線：種類：インターネット｜変更：○|2024-05-01||||",
        ],
    );
    let sheets = [COVER, ACTORS, DATA, FLOWS, steps];
    let steps = filing(book(&sheets))["flows"][0]["steps"].clone();
    assert_eq!(
        steps,
        json!([
            {
                "id": 1, "action": ["extract", "print"], "date": { "tentative": false }, "data": [],
                "medium": ["paper", "cd-r"], "encrypted": true, "inferred": ["medium", "transport.by"],
                "changed": "ウェブを追加",
            },
            {
                "id": 2, "action": "hand-over", "date": { "date": "令和6年4月1日", "tentative": true },
                "data": { "see": "資料15-1" },
                "transport": { "by": "hand", "ledger": { "fields": ["日付", "数量"] }, "see": "資料3" },
                "see": "資料9",
            },
            {
                "id": 3, "action": "notify", "date": "2024-05-01",
                "ways": [
                    { "medium": "voice", "line": { "kind": "telephone" } },
                    { "medium": "network", "line": { "kind": "internet" }, "changed": true },
                ],
            },
        ])
    );
}

#[test]
fn every_mistake_of_the_sheets_is_told_at_its_cell_and_all_at_once() {
    let actors: Sheet<'_> =
        ("関係者", &["ID|立場|名称", "city|実施機関|新宿区", "maker|委託先|会社", "city|本人|別の区"]);
    let steps: Sheet<'_> = (
        "手順",
        &[
            "流れ|番号|動作|手順名|行う関係者|情報項目|媒体|相手方|媒体|受領証|※メモ",
            "main|1|受渡し|名簿を渡す|city|roster|フロッピー|maker||あり|読まない",
            "mian|2|受渡し|返す|maker|roster|紙|city",
            "main|1|受渡し|もう一度|maker|roster|紙|city|||||欄外",
            "main|4|受渡し|四|maker|roster|紙|city|||||欄外",
        ],
    );
    let rest: Sheet<'_> = (
        "その他",
        &["場所|値", "¦flows¦main¦steps¦9¦title|\"x\"", "¦title|件名", "¦id|\"t-2\"", "¦document|\"資料18\"", "|1"],
    );
    let copied: Sheet<'_> = ("手順 (2)", &["流れ|番号", "main|9"]);
    let stranger: Sheet<'_> = ("保存場初", &["ID|名称", "pc|パソコン"]);
    let remark: Sheet<'_> = ("※メモ", &["何でも"]);
    let sheets = [COVER, actors, DATA, FLOWS, steps, CONTRACTS, rest, copied, stranger, remark, ("Sheet1", &[])];
    let mut workbook = book(&sheets);
    let plain = Format::new();
    let sheet = workbook.worksheet_from_name("情報項目").expect("a sheet");
    sheet.merge_range(1, 1, 2, 1, "名簿", &plain).expect("merged");
    sheet.write_formula(1, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).expect("written");
    let (status, told) = told("all", workbook);
    let told: Vec<(&str, &str)> = told.iter().map(|(place, rule, _)| (place.as_str(), rule.as_str())).collect();
    assert_eq!(
        told,
        [
            ("その他!A2", "sheet-place"),
            ("その他!A4", "duplicate-key"),
            ("その他!B3", "sheet-value"),
            ("その他!B6", "sheet-blank"),
            ("保存場初!A1", "sheet-unknown"),
            ("情報項目!B2", "sheet-merged-cells"),
            ("情報項目!C2", "table-error-cell"),
            ("手順 (2)!A1", "sheet-copied"),
            ("手順!A3", "dangling-reference"),
            ("手順!B4", "duplicate-id"),
            ("手順!G2", "unknown-value"),
            ("手順!I1", "duplicate-key"),
            ("手順!J1", "sheet-heading"),
            ("手順!M4", "sheet-margin"),
            ("関係者!A4", "duplicate-key"),
        ]
    );
    assert_eq!(status, 1);
}

#[test]
fn what_a_cell_says_twice_is_told() {
    let parts: Sheet<'_> = (
        "別紙",
        &[
            "別紙の種類|電算処理",
            "ID|job",
            "予定|live：令和6年4月/live：令和6年5月",
            "媒体・機器|原文の表記：パソコン｜機器の種類：パソコン｜機器の種類：サーバ",
            "媒体機器|紙",
        ],
    );
    let (_, told) = told("twice", book(&[COVER, parts]));
    let told: Vec<(&str, &str)> = told.iter().map(|(place, rule, _)| (place.as_str(), rule.as_str())).collect();
    assert_eq!(told, [("別紙!A5", "sheet-heading"), ("別紙!B3", "duplicate-key"), ("別紙!B4", "duplicate-key")]);
}

#[test]
fn what_is_told_names_what_is_nearest_and_what_came_first() {
    let actors: Sheet<'_> = ("関係者", &["ID|立場|同じ祖織", "city|実施機関|新宿区", "city|本人|別の区"]);
    let (_, told) = told("nearest", book(&[COVER, actors]));
    let message = |place: &str| told.iter().find(|(at, ..)| at == place).map_or("", |(.., text)| text);
    assert!(message("関係者!C1").contains("同じ祖織") && message("関係者!C1").contains("同じ組織"), "{told:?}");
    assert!(message("関係者!A3").contains("シート「関係者」のA2"), "{told:?}");
}

#[test]
fn what_a_spreadsheet_program_makes_of_texts_is_read_as_it_was_typed() {
    let flows: Sheet<'_> = ("流れ", &["ID|題名", "main|流れ"]);
    let steps: Sheet<'_> = (
        "手順",
        &["番号|動作|件数・枚数|行う日|必要な場合のみ|手順名", "1-2|抽出", "001|抽出", "|抽出", "R6.4.1|抽出"],
    );
    let mut workbook = book(&[COVER, flows, steps]);
    let sheet = workbook.worksheet_from_name("手順").expect("a sheet");
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.write_number(3, 0, 12).expect("written");
    sheet.write_number(1, 2, 1200).expect("written");
    sheet.write_string(2, 2, "1,200件").expect("written");
    let date = ExcelDateTime::from_ymd(2024, 4, 1).expect("a day");
    sheet.write_datetime_with_format(1, 3, &date, &day).expect("written");
    sheet.write_string(2, 3, "R6.4.1").expect("written");
    sheet.write_boolean(1, 4, true).expect("written");
    sheet.set_row_hidden(2).expect("hidden");
    sheet.autofilter(0, 0, 4, 5).expect("a filter");
    let bytes = workbook.save_to_buffer().expect("saved");
    // An input method leaves the reading of a word beside it.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("an archive");
    let mut strings = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/sharedStrings.xml").expect("strings"), &mut strings)
        .expect("text");
    let ruby = "<t>抽出</t><rPh sb=\"0\" eb=\"2\"><t>チュウシュツ</t></rPh><phoneticPr fontId=\"1\"/>";
    assert!(strings.contains("<t>抽出</t>"));
    let bytes = with_entry(&bytes, "xl/sharedStrings.xml", strings.replace("<t>抽出</t>", ruby).as_bytes());
    let read = workbook::read(bytes).expect("a workbook");
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let steps = Document::to_json(read.document.root())["flows"][0]["steps"].clone();
    assert_eq!(
        steps,
        json!([
            { "id": "1-2", "action": "extract", "date": "2024-04-01", "optional": true, "volume": 1200 },
            { "id": "001", "action": "extract", "date": "R6.4.1", "volume": "1,200件" },
            { "id": 12, "action": "extract" },
            { "id": "R6.4.1", "action": "extract" },
        ])
    );
}

#[test]
fn a_finding_is_shown_with_its_heading_and_cell_in_every_format() {
    let folder = empty_folder("desk-sheets", "formats");
    let file = folder.join("t.filing.xlsx");
    book(&WHOLE).save(&file).expect("saved");
    let file = file.display().to_string();
    let lint = |format: &str| sekisho(&["lint", &file, "--format", format, "--today", "2026-11-30", "--lang", "ja"]).1;
    let place = format!("{file}[手順]!");
    assert!(lint("full").contains(&format!("--> {place}")), "{}", lint("full"));
    assert!(lint("concise").contains(&place));
    assert!(lint("table").contains("手順!"));
    assert!(lint("markdown").contains("手順\\!") || lint("markdown").contains("手順!"), "{}", lint("markdown"));
    let github = lint("github");
    assert!(github.contains("手順!") && !github.contains(",line="), "{github}");
    let junit = lint("junit");
    assert!(junit.contains("[手順]!") && !junit.contains(" line=\""), "{junit}");
    let gitlab: Value = serde_json::from_str(&lint("gitlab")).expect("json");
    assert!(
        gitlab
            .as_array()
            .expect("issues")
            .iter()
            .all(|one| one["location"]["lines"] == json!({ "begin": 1, "end": 1 }))
    );
    let sarif: Value = serde_json::from_str(&lint("sarif")).expect("json");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let places: Vec<&Value> = results.iter().map(|one| &one["locations"][0]).collect();
    assert!(places.iter().all(|place| place["physicalLocation"]["region"].is_null()));
    let cells = places.iter().filter(|place| place["logicalLocations"][1]["kind"] == "cell");
    assert_eq!(cells.count(), results.len());
    let page = sekisho(&["report", &file, "--today", "2026-11-30"]).1;
    assert!(page.contains("手順!"), "the page tells no cell");
}
