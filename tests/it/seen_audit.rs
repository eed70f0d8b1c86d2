//! The same for records of what was done: an audit reads every file that resembles one, or names it with the reason.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::seen::{Ran, clean, folder, left_out, sekisho, write};

const HEADINGS: &str = "案件ID,別紙ID,記録の種類,日付,事前の通知,調査した職員,文書番号";
const RECORD: &str = "sample-labels,main,立入り調査等の記録,令和6年10月3日,いいえ,情報公開課、みほん課,調査票-12";
const DOCUMENT: &str = "sekisho: evidence/v1\nfiling: sample-labels\nrecords:\n  - { kind: inspection, part: main, date: \
    令和6年10月3日, announced: false, persons: [情報公開課, みほん課], document: 調査票-12 }\n";

fn audit(folder: &Path, arguments: &[&str]) -> Ran {
    let year = ["audit", "--fiscal-year", "2024", "--today", "2026-11-20"];
    sekisho(folder, &[&year, arguments].concat())
}

/// How the inspection of the year stands.
fn inspection(ran: &Ran) -> String {
    let report = ran.json();
    let duties = report["parts"][0]["obligations"].as_array().unwrap_or_else(|| panic!("{}", ran.said)).clone();
    let duty = duties.into_iter().find(|duty| duty["id"] == "evidence-annual-inspection").expect("an inspection");
    duty["status"].as_str().expect("a status").to_owned()
}

fn with_filing(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "f/labels.filing.yaml", clean());
    folder
}

fn table(delimiter: &str) -> String {
    format!("{HEADINGS}\n{RECORD}\n").replace(',', delimiter)
}

#[test]
fn records_are_read_whatever_their_spelling() {
    let folder = with_filing("records");
    assert_eq!(inspection(&audit(&folder, &["--format", "json", "f"])), "overdue");
    for (name, text) in [
        ("labels.evidence.yaml", DOCUMENT.to_owned()),
        ("Labels.Evidence.YML", DOCUMENT.to_owned()),
        ("other.evidence.yml", DOCUMENT.to_owned()),
        ("K.EVIDENCE.CSV", table(",")),
        ("k.evidence.tsv", table("\t")),
        ("k.evidence.txt", table("\t")),
        ("ｋ．ｅｖｉｄｅｎｃｅ．ｃｓｖ", table(",")),
    ] {
        let file = format!("f/{name}");
        write(&folder, &file, text);
        assert_eq!(inspection(&audit(&folder, &["--format", "json", "f"])), "met", "{name}");
        assert_eq!(inspection(&audit(&folder, &["--format", "json", "f/labels.filing.yaml", &file])), "met", "{name}");
        std::fs::remove_file(folder.join(&file)).expect("removed");
    }
}

#[test]
fn records_beside_a_filing_that_is_named_are_read() {
    let folder = with_filing("beside");
    for name in ["labels.evidence.yaml", "Labels.Evidence.YML"] {
        let file = format!("f/{name}");
        write(&folder, &file, DOCUMENT);
        assert_eq!(inspection(&audit(&folder, &["--format", "json", "f/labels.filing.yaml"])), "met", "{name}");
        let here = audit(&folder.join("f"), &["--format", "json", "labels.filing.yaml"]);
        assert_eq!(inspection(&here), "met", "{name}");
        std::fs::remove_file(folder.join(&file)).expect("removed");
    }
    write(&folder, "records/k.evidence.csv", table(","));
    assert_eq!(inspection(&audit(&folder, &["--format", "json", "f", "records"])), "met", "a folder of records only");
}

#[test]
fn every_format_of_an_audit_tells_which_records_it_left_out() {
    let folder = with_filing("left-out");
    let excel = "~$k.evidence.xlsx";
    for name in [excel, "k.evidence.xls", ".k.evidence.csv", "k.evidence.csv.bak", ".hidden/k.evidence.csv"] {
        write(&folder, &format!("f/{name}"), "no table");
    }
    write(&folder, "f/k.evidence.ods/x", "");
    write(&folder, "sekisho.toml", "exclude = [\"f/drafts\"]\n");
    write(&folder, "f/drafts/k.evidence.csv", table(","));
    let expected = [
        ("f/~$k.evidence.xlsx", "lock-file"),
        ("f/k.evidence.xls", "unknown-ending"),
        ("f/.k.evidence.csv", "hidden"),
        ("f/k.evidence.csv.bak", "unknown-ending"),
        ("f/.hidden/k.evidence.csv", "hidden"),
        ("f/k.evidence.ods/", "not-a-file"),
        ("f/drafts/k.evidence.csv", "excluded"),
    ];
    let ran = audit(&folder, &["--format", "json", "f"]);
    assert_eq!((ran.status, left_out(&ran.json())), (1, BTreeSet::from(expected)), "{}", ran.said);
    for format in ["table", "ndjson", "markdown", "html", "csv"] {
        let out = audit(&folder, &["--format", format, "f"]).out.replace('\\', "").replace("&#8203;", "");
        for (path, _) in expected {
            assert!(out.contains(path), "{format} does not name {path}: {out}");
        }
    }
    // A file of Excel's is none of records, whoever names it; of another name it is one that is broken.
    let lock = format!("f/{excel}");
    assert_eq!(audit(&folder, &["f/labels.filing.yaml", &lock]).status, 1);
    write(&folder, "f/x.evidence.xlsx", "no workbook");
    assert_eq!(audit(&folder, &["f"]).status, 2);
}

#[test]
fn ignore_files_have_no_say_in_an_audit_unless_they_are_given_one() {
    let folder = with_filing("ignored-records");
    write(&folder, "f/k.evidence.csv", table(","));
    write(&folder, ".gitignore", "*.evidence.*\n");
    assert_eq!(inspection(&audit(&folder, &["--format", "json", "f"])), "met");
    write(&folder, "sekisho.toml", "respect-gitignore = true\n");
    let ran = audit(&folder, &["--format", "json", "f"]);
    assert_eq!(inspection(&ran), "overdue");
    assert_eq!(left_out(&ran.json()), BTreeSet::from([("f/k.evidence.csv", "ignored")]));
    assert_eq!(inspection(&audit(&folder, &["--isolated", "--format", "json", "f"])), "met");
}

#[test]
fn a_page_over_many_filings_tells_what_it_left_out() {
    let folder = with_filing("pages");
    write(&folder, "f/.h.filing.yaml", clean());
    write(&folder, "f/labels.evidence.xls", "no filing, so that a report has nothing to do with it");
    let ran = sekisho(&folder, &["report", "f", "-o", "out"]);
    assert_eq!(ran.status, 0, "{}", ran.said);
    let page = std::fs::read_to_string(folder.join("out/index.html")).expect("written");
    assert!(page.contains("f/.h.filing.yaml") && !page.contains("evidence.xls"));
    let report: Value = sekisho(&folder, &["lint", "--format", "json", "f"]).json();
    assert_eq!(left_out(&report), BTreeSet::from([("f/.h.filing.yaml", "hidden")]));
}
