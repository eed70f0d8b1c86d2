//! Whole audits whose outcome is written by hand: `tests/audit/NAME/` has filings, records and `expect.yaml`, and every
//! format has to say that and nothing else.
//!
//! Most cases are judged by the small pack in `tests/audit/policies`, which has one obligation of each kind.

mod books;
mod data;
mod expect;
mod pages;
mod texts;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::common::{empty_folder, root, sekisho, text};
use expect::{Expect, obligations};
use words::Words;

macro_rules! audits {
    ($($name:ident),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                comes_out_as_written(stringify!($name));
            }
        )+
        const CASES: &[&str] = &[$(stringify!($name)),+];
    };
}

audits! {
    after_end,
    both,
    copies,
    facts,
    hand_overs,
    lent,
    register,
    running,
    single,
    strays,
    year_before,
}

#[test]
fn every_case_is_listed() {
    let folder = root().join("tests/audit");
    let named = |name: &String| name != "policies";
    let names = std::fs::read_dir(folder).expect("folder").flatten();
    let mut names: Vec<String> =
        names.map(|it| it.file_name().to_string_lossy().replace('-', "_")).filter(named).collect();
    names.sort();
    let mut listed = CASES.to_vec();
    listed.sort_unstable();
    assert_eq!(names, listed);
}

fn comes_out_as_written(case: &str) {
    let folder = format!("tests/audit/{}", case.replace('_', "-"));
    let expect: Expect = yaml_serde::from_str(&text(&format!("{folder}/expect.yaml"))).expect("an expectation");
    let pack = obligations();
    let words = Words { expect: &expect, pack: &pack };
    let out = empty_folder("audits", case);
    let year = expect.year.to_string();
    let to = |format: &str| format!("{format}={}", out.join(format).display());
    let formats = ["json", "ndjson", "csv", "markdown", "table", "html", "xlsx"].map(to);
    let sheets = out.join("sheets").display().to_string();
    let mut arguments = vec!["--lang", &expect.lang, "audit", &folder, "--policy", "tests/audit/policies"];
    arguments.extend(["--fiscal-year", &year, "--today", &expect.today]);
    arguments.extend(formats.iter().flat_map(|format| ["--format", format]));
    if expect.sheets.is_some() {
        arguments.extend(["--inspection-sheets", &sheets]);
    }
    let (status, shown, said) = sekisho(&arguments);
    assert_eq!((shown.as_str(), said.as_str()), ("", ""));
    let read = |path: &Path| std::fs::read_to_string(path).expect("text").replace(&format!("{folder}/"), "");
    let format = |name: &str| read(&out.join(name));
    let json = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let document = json(&format("json"));
    data::json_is(&words, &document);
    assert_eq!(status, expect.status, "exit status");
    data::lines_are(&words, &format("ndjson").lines().map(json).collect::<Vec<_>>());
    data::csv_is(&words, &format("csv"));
    texts::markdown_is(&words, &format("markdown"));
    texts::table_is(&words, &format("table"));
    pages::page_is(&words, &format("html"));
    books::workbook_is(&words, std::fs::read(out.join("xlsx")).expect("a workbook"), &document, &folder);
    let pages = std::fs::read_dir(out.join("sheets")).into_iter().flatten().flatten();
    let pages = pages.map(|it| (it.file_name().to_string_lossy().into_owned(), read(&it.path())));
    pages::sheets_are(&words, &pages.collect::<BTreeMap<_, _>>());
}
