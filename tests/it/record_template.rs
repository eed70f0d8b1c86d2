//! The template for records that is filled in with what a register owes: what it asks for, that it counts for nothing before
//! somebody writes into it, and for what it says afterwards.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::common::{empty_folder, root, sekisho};

/// A folder with the filings and records of a case.
fn case(name: &str, from: &str) -> PathBuf {
    let folder = empty_folder("record-template", name);
    for entry in std::fs::read_dir(root().join(from)).expect("a folder").flatten() {
        if entry.path().is_file() && entry.file_name() != "expect.yaml" {
            std::fs::copy(entry.path(), folder.join(entry.file_name())).expect("copied");
        }
    }
    folder
}

/// Runs an audit of a folder by the small pack.
fn audit(folder: &Path, more: &[&str]) -> (u8, String, String) {
    let folder = folder.display().to_string();
    let policies = root().join("tests/audit/policies").display().to_string();
    let all =
        ["audit", &folder, "--fiscal-year", "2025", "--today", "2026-06-01", "--policy", &policies, "--lang", "ja"];
    sekisho(&[&all[..], more].concat())
}

fn parts(folder: &Path) -> Value {
    let (status, out, error) = audit(folder, &["--format", "json"]);
    assert!(status < 2, "{error}");
    let report: Value = serde_json::from_str(&out).expect("json");
    assert!(report["parts"].as_array().is_some_and(|parts| !parts.is_empty()), "no part");
    report["parts"].clone()
}

/// The rows of a sheet, blank cells left out of their ends.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    let text = |cell: &Data| if let Data::String(text) = cell { text.clone() } else { String::new() };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn what_is_owed_stands_in_the_template_by_the_names_of_things() {
    let folder = case("owed", "tests/audit/copies");
    let file = folder.join("x.xlsx");
    let shown = file.display().to_string();
    assert_eq!(audit(&folder, &["--template", &shown]), (0, String::new(), String::new()));
    let bytes = std::fs::read(&file).expect("written");
    let all = rows(&bytes, "記録");
    let column = |heading: &str| all[0].iter().position(|it| it == heading).unwrap_or_else(|| panic!("{heading}"));
    let columns = ["案件ID", "別紙ID", "記録の種類", "保存場所", "情報", "必要な記録"].map(column);
    assert_eq!([columns[0], columns[1], columns[2], columns[5]], [0, 1, 2, 3]);
    let told: Vec<String> = all[1..].iter().map(|row| columns.map(|at| row[at].as_str()).join("|")).collect();
    let expected = [
        "disks|main|業務完了の届|||完了の届　期限 令和8年4月10日：業務完了の届",
        "disks|main|消去の報告書|端末B|名簿|写しの消去（入力株式会社の「端末B」）　期限 令和8年4月30日：消去の報告書",
        "disks|main|消去の報告書|端末C|名簿|写しの消去（入力株式会社の「端末C」）　期限 令和8年4月30日：消去の報告書",
        "disks|main|消去の報告書|端末D|名簿|写しの消去（入力株式会社の「端末D」）　期限 令和8年1月30日：消去の報告書",
        "disks|main|消去の報告書|端末E|名簿|写しの消去（入力株式会社の「端末E」）：消去の報告書",
        "disks|main|印刷ログ|||印刷の記録：印刷ログ",
        "disks|main|責任者・取扱者の名簿|||取扱者の名簿　期限 令和6年4月1日：責任者・取扱者の名簿",
        "disks|main|立入り調査等の記録|||年度の調査　期限 令和8年3月31日：立入り調査等の記録",
        "disks|other|業務完了の届|||完了の届　期限 令和8年6月10日：業務完了の届",
        "disks|other|消去の報告書|||消去の記録簿：消去の報告書",
        "disks|other|責任者・取扱者の名簿|||取扱者の名簿　期限 令和7年4月1日：責任者・取扱者の名簿",
        "disks|other|立入り調査等の記録|||年度の調査　期限 令和8年3月31日：立入り調査等の記録",
    ];
    assert_eq!(told, expected);
    // Nothing else is filled in: not who, not when, not how it stands.
    for row in &all[1..] {
        let others = row.iter().enumerate().filter(|(at, text)| !columns.contains(at) && !text.is_empty());
        assert_eq!(others.count(), 0, "{row:?}");
    }
    let lists = rows(&bytes, "選択肢");
    let names =
        |at: usize| -> Vec<&str> { lists.iter().map(|row| row[at].as_str()).filter(|it| !it.is_empty()).collect() };
    assert_eq!(names(2), ["main", "other"]);
    assert_eq!(names(4), ["work/a", "work/b", "work/c", "work/d", "work/e", "keep/1"]);
    assert_eq!(names(6), ["見本区", "入力株式会社", "保管株式会社"]);
    assert_eq!(names(8), ["区のパソコン", "端末A", "端末B", "端末C", "端末D", "端末E", "書庫"]);
    assert_eq!(names(10), ["名簿", "宛名"]);
}

#[test]
fn a_template_that_nobody_has_filled_in_changes_nothing() {
    for name in ["copies", "single", "register", "hand-overs", "running"] {
        let folder = case(&format!("untouched-{name}"), &format!("tests/audit/{name}"));
        let before = parts(&folder);
        let file = folder.join("zz.evidence.xlsx").display().to_string();
        // What is wrong with records that are there is told, and changes nothing either.
        let (status, out, _) = audit(&folder, &["--template", &file]);
        assert_eq!((status, out.as_str()), (0, ""), "{name}");
        assert!(parts(&folder) == before, "{name}: the template changes how something stands");
    }
}

#[test]
fn what_is_written_into_a_row_counts() {
    let folder = case("filled", "tests/audit/copies");
    let file = folder.join("zz.evidence.csv");
    // The row of the template for 端末B, with the day and the document. Excel in Japan saves CSV in its own code, or with a mark
    // at its beginning, and ends lines as Windows does.
    let text = "案件ID,別紙ID,記録の種類,必要な記録,保存場所,情報,日付,文書番号\n\
                disks,main,消去の報告書,写しの消去（入力株式会社の「端末B」）,端末B,名簿,令和8年4月20日,消去-20\n\
                disks,main,消去の報告書,写しの消去（入力株式会社の「端末C」）,端末C,名簿,,\n";
    let windows = text.replace('\n', "\r\n");
    let (code, _, lost) = encoding_rs::SHIFT_JIS.encode(&windows);
    assert!(!lost);
    for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{windows}").into_bytes(), code.into_owned()] {
        std::fs::write(&file, bytes).expect("written");
        let all = parts(&folder);
        let duties = all[0]["obligations"].as_array().expect("obligations");
        let status = |subject: &str| {
            let one = duties.iter().find(|it| it["subject"] == subject).unwrap_or_else(|| panic!("{subject}"));
            one["status"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!((status("maker@pc-b").as_str(), status("maker@pc-c").as_str()), ("met", "overdue"));
    }
}

#[test]
fn a_register_that_cannot_be_read_gives_no_template() {
    let folder = case("unread", "tests/audit/copies");
    std::fs::write(folder.join("broken.filing.yaml"), "sekisho: filing/v1\nid: [").expect("written");
    let file = folder.join("x.xlsx");
    let (status, _, error) = audit(&folder, &["--template", &file.display().to_string()]);
    assert!(status == 2 && error.contains("broken.filing.yaml") && !file.exists(), "{status}: {error}");
}

/// A record that is not read leaves its row as if nothing were done, and one of no filing does nothing: both are told.
#[test]
fn what_is_wrong_with_records_that_are_there_is_told() {
    let folder = case("wrong", "tests/audit/copies");
    let text = "案件ID,別紙ID,記録の種類,日付,文書番号\n\
                disks,main,消去の報告書,昨日,消去-20\n\
                diskz,main,消去の報告書,令和8年4月20日,消去-21\n";
    std::fs::write(folder.join("zz.evidence.csv"), text).expect("written");
    let file = folder.join("x.xlsx");
    let (status, out, error) = audit(&folder, &["--template", &file.display().to_string()]);
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!((status, out.as_str(), lines.len(), file.exists()), (0, "", 2, true), "{error}");
    let told = |line: u32, word: &str| {
        lines.iter().any(|it| it.contains(&format!("zz.evidence.csv:{line}:")) && it.contains(word))
    };
    assert!(told(2, "昨日") && told(3, "diskz"), "{error}");
}

#[test]
fn the_name_of_a_pack_is_told_from_a_folder() {
    let file = empty_folder("record-template", "named").join("x.xlsx").display().to_string();
    let (status, _, error) = sekisho(&["audit", "--template", &file, "--policy", "shinjuku", "--lang", "ja"]);
    assert!(status == 2 && error.contains("「shinjuku」は組み込まれていて"), "{error}");
}
