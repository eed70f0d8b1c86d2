//! `sekisho workbook` as it is run: what it writes, and what it refuses.

use sekisho::workbook;

use crate::common::{empty_folder, entry_text, root, sekisho, text, with_entry};

const FILING: &str = "examples/shinjuku/003.filing.yaml";

/// A workbook of a filing in a folder of its own, and the folder.
fn made(name: &str, more: &[&str]) -> (std::path::PathBuf, String) {
    let folder = empty_folder("desk-files", name);
    let book = folder.join("資料3.filing.xlsx").display().to_string();
    let source = root().join(FILING).display().to_string();
    let arguments = [&["workbook", &source, "-o", &book], more].concat();
    let (status, out, error) = sekisho(&arguments);
    assert_eq!((status, out.as_str(), error.as_str()), (0, "", ""));
    (folder, book)
}

#[test]
fn a_workbook_becomes_yaml_again() {
    let (folder, book) = made("again", &[]);
    let yaml = folder.join("back.filing.yaml").display().to_string();
    assert_eq!(sekisho(&["workbook", &book, "-o", &yaml]), (0, String::new(), String::new()));
    let (status, out, _) = sekisho(&["diff", &root().join(FILING).display().to_string(), &yaml, "--format", "json"]);
    let changes: serde_json::Value = serde_json::from_str(&out).expect("json");
    assert_eq!((status, changes["summary"]["changes"].as_u64()), (0, Some(0)), "{out}");
    // Texts of several lines stay so.
    let written = std::fs::read_to_string(&yaml).expect("text");
    assert!(written.contains(": |\n") && !written.contains("\\n"), "{written}");
}

#[test]
fn a_workbook_is_drawn_as_its_yaml_is() {
    let (_, book) = made("drawn", &[]);
    let yaml = root().join(FILING).display().to_string();
    for format in ["svg", "mermaid", "dot"] {
        let drawn = |path: &str| sekisho(&["diagram", path, "--format", format]);
        let (status, picture, _) = drawn(&yaml);
        assert!(status == 0 && picture.len() > 1_000, "{format}");
        assert!(drawn(&book) == (status, picture, String::new()), "{format}: another picture");
    }
}

#[test]
fn a_workbook_is_audited_as_its_yaml_is() {
    let folder = empty_folder("desk-files", "audited");
    let policies = root().join("tests/audit/policies").display().to_string();
    let audited = |ending: &str| {
        let folder = folder.join(ending);
        std::fs::create_dir_all(&folder).expect("a folder");
        let case = root().join("tests/audit/copies");
        let to = folder.join(format!("disks.filing.{ending}")).display().to_string();
        let from = case.join("disks.filing.yaml");
        match ending {
            "xlsx" => assert_eq!(sekisho(&["workbook", &from.display().to_string(), "-o", &to]).0, 0),
            _ => drop(std::fs::copy(from, &to).expect("copied")),
        }
        std::fs::copy(case.join("disks.evidence.yaml"), folder.join("disks.evidence.yaml")).expect("copied");
        let shown = folder.display().to_string();
        let year = ["--fiscal-year", "2025", "--today", "2026-06-01", "--format", "json", "--policy", &policies];
        let (status, out, error) = sekisho(&[&["audit", &shown][..], &year].concat());
        assert_eq!((status, error.as_str()), (1, ""), "{ending}");
        let report: serde_json::Value = serde_json::from_str(&out).expect("json");
        let mut parts = report["parts"].clone();
        for part in parts.as_array_mut().expect("parts") {
            let part = part.as_object_mut().expect("a part");
            assert!(part["path"].as_str().is_some_and(|path| path.ends_with(ending)), "{part:?}");
            ["path", "line"].iter().for_each(|key| drop(part.remove(*key)));
        }
        parts.to_string().replace(&shown, "")
    };
    assert!(audited("xlsx") == audited("yaml"), "another audit");
}

#[test]
fn nothing_is_written_over_and_nothing_under_another_ending() {
    let (folder, book) = made("refused", &[]);
    let before = std::fs::read(&book).expect("bytes");
    let source = root().join(FILING).display().to_string();
    let refused = |output: &str, more: &[&str]| {
        let output = folder.join(output).display().to_string();
        let (status, out, error) = sekisho(&[&["workbook", source.as_str(), "-o", &output], more].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{output}");
        error
    };
    assert!(refused("資料3.filing.xlsx", &[]).contains("上書きしません"));
    assert_eq!(std::fs::read(&book).expect("bytes"), before);
    assert!(refused("資料3.filing.xls", &[]).contains(".xlsx"));
    assert!(refused("資料3", &[]).contains(".xlsx"));
    assert!(refused("資料3.filing.yaml", &["--checked"]).contains("--checked"));
    let names: Vec<_> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert_eq!(names, ["資料3.filing.xlsx"]);
}

#[test]
fn what_is_not_read_is_not_written_anew() {
    let folder = empty_folder("desk-files", "unread");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("付議・概要").expect("a name");
    for (row, (heading, value)) in
        (0..).zip([("書式", "filing/v1"), ("ID", "t"), ("件名", "試し"), ("提出曰", "令和6年4月1日")])
    {
        sheet.write_string(row, 0, heading).expect("written").write_string(row, 1, value).expect("written");
    }
    let book = folder.join("t.filing.xlsx").display().to_string();
    workbook.save(&book).expect("saved");
    let output = folder.join("t.filing.yaml");
    let (status, out, error) = sekisho(&["workbook", &book, "-o", &output.display().to_string()]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(error.contains("提出曰") && error.contains("[付議・概要]!A4"), "{error}");
    assert!(!output.exists());
}

#[test]
fn a_checked_copy_has_a_note_at_each_cell_and_a_list_with_links() {
    let (_, book) = made("checked", &["--checked", "--today", "2026-11-30"]);
    let bytes = std::fs::read(&book).expect("bytes");
    let (_, out, _) = sekisho(&["lint", &book, "--format", "json", "--today", "2026-11-30"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("json");
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    assert!(findings.len() > 10);
    let strings = entry_text(&bytes, "xl/sharedStrings.xml");
    let list = entry_text(&bytes, "xl/worksheets/sheet1.xml");
    for finding in findings {
        let place = &finding["location"];
        let (sheet, cell) = (place["sheet"].as_str().expect("a sheet"), place["cell"].as_str().expect("a cell"));
        assert!(strings.contains(&format!("<t>{sheet}!{cell}</t>")), "{sheet}!{cell} is not listed");
        assert!(list.contains(&format!("location=\"'{sheet}'!{cell}\"")), "{sheet}!{cell} has no link");
        let number = finding["location"]["line"].as_u64().expect("a row");
        assert!(cell.ends_with(&number.to_string()));
    }
    // The list and the notes are for readers only.
    let back = workbook::read(bytes).expect("a workbook");
    assert!(back.problems.is_empty(), "{:?}", back.problems);
    let filing = crate::common::document(FILING, &text(FILING));
    let back = workbook::by_id(back.document.root(), &crate::common::office_texts().words);
    assert_eq!(workbook::differences(filing.root(), back.root()), Vec::<String>::new());
}

#[test]
fn damaged_workbooks_are_refused_and_never_more() {
    let (_, book) = made("damaged", &[]);
    let bytes = std::fs::read(&book).expect("bytes");
    for cut in (0..bytes.len()).step_by(bytes.len() / 40) {
        let _ = workbook::read(bytes[..cut].to_vec());
        let mut flipped = bytes.clone();
        flipped[cut] ^= 0x5A;
        let _ = workbook::read(flipped);
    }
    let sheet = entry_text(&bytes, "xl/worksheets/sheet6.xml");
    for (from, to) in
        [("r=\"A1\"", "r=\"ZZZZZZZZZ99999999999\""), ("<c ", "<x "), ("<v>", "<v>9"), ("t=\"s\"", "t=\"d\"")]
    {
        assert!(sheet.contains(from), "{from}");
        let changed = with_entry(&bytes, "xl/worksheets/sheet6.xml", sheet.replace(from, to).as_bytes());
        let _ = workbook::read(changed);
    }
    let bomb = vec![b' '; 100_000_001];
    assert!(workbook::read(with_entry(&bytes, "xl/worksheets/sheet6.xml", &bomb)).is_err());
    let wide: String = (0..210_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    let wide = format!("<worksheet><sheetData>{wide}</sheetData></worksheet>");
    assert!(workbook::read(with_entry(&bytes, "xl/worksheets/sheet6.xml", wide.as_bytes())).is_err());
}
