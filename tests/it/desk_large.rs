//! Workbooks as large as filings may be, and larger.

use rust_xlsxwriter::{Format, Workbook};
use sekisho::source::Document;
use sekisho::words::Lang;
use sekisho::workbook::{self, OfficeTexts};
use sekisho::xlsx::{ProvenWorkbook, Unwritten};
use serde_json::{Value, json};

use crate::common::{empty_folder, sekisho};

/// Number of bytes that a file of a filing may have, and all texts of its workbook.
const LIMIT: usize = 5 * 1024 * 1024;

/// A filing of so many steps, of which each has the titles that `title` gives.
fn filing(steps: usize, title: impl Fn(usize) -> String) -> Document {
    let step = |at: usize| {
        json!({
            "id": at, "action": "hand-over", "title": title(at), "actor": "city", "to": "maker", "data": ["roster"],
            "medium": "paper", "transport": { "by": "hand", "container": "locked-bag" },
        })
    };
    Document::from_json(&json!({
        "sekisho": "filing/v1", "id": "large", "title": "大きな付議書", "jurisdiction": "shinjuku",
        "actors": { "city": { "role": "principal" }, "maker": { "role": "contractor" } },
        "data": { "roster": { "name": "名簿", "items": ["氏名"] } },
        "flows": [{ "id": "main", "steps": (0..steps).map(step).collect::<Vec<_>>() }],
    }))
}

/// A workbook whose sheet その他 has these rows, beside a cover.
fn leftovers(rows: impl Iterator<Item = (String, String)>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let cover = workbook.add_worksheet();
    cover.set_name("付議・概要").expect("a name");
    let lines = [("書式", "filing/v1"), ("ID", "t"), ("件名", "試し"), ("実施機関のID", "shinjuku")];
    for (row, (heading, value)) in (0..).zip(lines) {
        cover.write_string(row, 0, heading).expect("written").write_string(row, 1, value).expect("written");
    }
    let rest = workbook.add_worksheet();
    rest.set_name("その他").expect("a name");
    for (row, (place, value)) in (0..).zip([("場所".to_owned(), "値".to_owned())].into_iter().chain(rows)) {
        rest.write_string(row, 0, place).expect("written").write_string(row, 1, value).expect("written");
    }
    workbook.save_to_buffer().expect("saved")
}

/// The rules of what a lint finds in a workbook.
fn linted(name: &str, bytes: &[u8]) -> (u8, Vec<String>) {
    let file = empty_folder("desk-large", name).join("t.filing.xlsx");
    std::fs::write(&file, bytes).expect("written");
    let (status, out, error) = sekisho(&["lint", &file.display().to_string(), "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{error}"));
    let all = report["filings"][0]["findings"].as_array().expect("findings").iter();
    (status, all.map(|one| one["rule"].as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn the_largest_filing_is_kept_in_a_workbook() {
    let filing = filing(5_000, |at| format!("手順{at}"));
    let written = ProvenWorkbook::write(&filing, &OfficeTexts::default(), Lang::Ja).expect("a workbook");
    let written = written.unwrap_or_else(|why| panic!("{why:?}"));
    let back = workbook::read(written.bytes).expect("a workbook");
    assert_eq!(workbook::differences(filing.root(), back.document.root()), Vec::<String>::new());
}

#[test]
fn a_filing_too_large_for_a_workbook_is_refused_with_the_reason() {
    // As JSON it is YAML of the same values, and just as long as a file may be; the sheets have headings besides.
    let size = |length: usize| {
        let filing = filing(54, |_| "長".repeat(length));
        (Document::to_json(filing.root()).to_string(), filing)
    };
    let room = LIMIT - size(0).0.len();
    let (text, filing) = size(room / 54 / 3);
    assert!(text.len() <= LIMIT);
    let refused = ProvenWorkbook::write(&filing, &OfficeTexts::default(), Lang::Ja).expect("no fault").err();
    assert_eq!(refused, Some(Unwritten::TooLarge("texts", LIMIT)));
    let folder = empty_folder("desk-large", "refused");
    let (file, output) = (folder.join("t.filing.yaml"), folder.join("t.filing.xlsx"));
    std::fs::write(&file, text).expect("written");
    let [file, out] = [&file, &output].map(|path| path.display().to_string());
    let (status, _, error) = sekisho(&["workbook", &file, "-o", &out, "--lang", "ja"]);
    assert!(status == 2 && error.contains("文字の量（バイト）は5242880まで"), "{status}: {error}");
    assert!(!output.exists());
}

#[test]
fn reading_ends_at_the_first_list_that_is_longer_than_any() {
    let row = |at: usize| (format!("/x{at}"), "1".to_owned());
    let bytes = leftovers((0..60_000).map(row));
    let read = workbook::read(bytes.clone()).expect("a workbook");
    let cells = read.document.cells().expect("cells");
    assert!(cells.cell(5_000).is_some() && cells.cell(10_100).is_none(), "all of it is read");
    let (status, rules) = linted("rest", &bytes);
    assert!(status == 2 && rules.iter().any(|rule| rule == "limit-exceeded"), "{status}");
    // Nor is it read to its end where the entries are maps, each with one of its own.
    let below = leftovers((0..60_000).map(|at| (format!("/x{at}/y"), "1".to_owned())));
    let read = workbook::read(below.clone()).expect("a workbook");
    assert!(read.document.cells().expect("cells").cell(10_100).is_none(), "all of it is read");
    let (status, rules) = linted("rest-below", &below);
    assert!(status == 2 && rules.iter().any(|rule| rule == "limit-exceeded"), "{status}");
    // It becomes no YAML either, as a part of it was not read.
    let folder = empty_folder("desk-large", "converted");
    let (file, output) = (folder.join("t.filing.xlsx"), folder.join("t.filing.yaml"));
    std::fs::write(&file, leftovers((0..5_001).map(row))).expect("written");
    let [file, out] = [&file, &output].map(|path| path.display().to_string());
    let (status, _, error) = sekisho(&["workbook", &file, "-o", &out, "--lang", "ja"]);
    assert!(status == 2 && error.contains("5000まで") && !output.exists(), "{status}: {error}");
}

#[test]
fn of_sheets_that_are_all_mistakes_a_thousand_are_told() {
    // Merged cells, unknown headings and rows of unknown flows, of each as many as the cells allow.
    let mut workbook = Workbook::new();
    let (plain, flows) = (Format::new(), workbook.add_worksheet());
    flows.set_name("流れ").expect("a name");
    for (row, id) in (0..).zip(["ID".to_owned()].into_iter().chain((0..4_000).map(|at| format!("flow-{at}")))) {
        flows.write_string(row, 0, id).expect("written");
    }
    let steps = workbook.add_worksheet();
    steps.set_name("手順").expect("a name");
    for (column, heading) in (0..).zip(["流れ", "番号"]) {
        steps.write_string(0, column, heading).expect("written");
    }
    for column in 2..16_000 {
        steps.write_string(0, column, format!("媒休{column}")).expect("written");
    }
    for row in 1..20_000 {
        steps.write_string(row, 0, format!("flow-x{row}")).expect("written");
        if row % 2 == 0 {
            steps.merge_range(row, 1, row, 2, "x", &plain).expect("merged");
        }
    }
    let read = workbook::read(workbook.save_to_buffer().expect("saved")).expect("a workbook");
    assert_eq!(read.problems.len(), 1_000);
}
