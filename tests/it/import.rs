//! Old papers read as filings: what is read, what is not, and that every character is one or the other.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use sekisho::import::{self, ImportBasis, Imported};
use sekisho::paper::{self, OldPaper};
use sekisho::policy::{self, PaperForms, Policy};
use sekisho::source::Document;
use sekisho::words::Lang;
use serde_json::Value;

use crate::common::{empty_folder, packs, root, sekisho, text};

/// Reads a paper by the forms of a city.
fn imported(paper: &OldPaper, name: &str) -> Imported {
    static BASIS: LazyLock<(Policy, PaperForms)> = LazyLock::new(|| {
        let packs = packs();
        let policy = policy::load(&packs, "shinjuku").expect("a policy");
        let forms = policy::load_forms(&packs, &policy).expect("forms");
        (policy, forms)
    });
    let (policy, forms) = &*BASIS;
    import::import(paper, ImportBasis { jurisdiction: "shinjuku", policy, forms }, name, Lang::Ja)
}

fn read(text: &str) -> OldPaper {
    paper::read(text.as_bytes().to_vec()).expect("a paper")
}

fn json(imported: &Imported) -> Value {
    Document::to_json(Document::from_tree(&imported.filing, None).root())
}

/// Without the order of keys.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            keys.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

#[test]
fn papers_say_what_was_expected_of_them() {
    for name in ["printing", "guidance"] {
        let paper = read(&text(&format!("tests/import/{name}.txt")));
        let expected: Value = yaml_serde::from_str(&text(&format!("tests/import/{name}.yaml"))).expect("YAML");
        let imported = imported(&paper, name);
        let pretty = |value: &Value| serde_json::to_string_pretty(&sorted(value)).expect("JSON");
        let (own, other) = (pretty(&json(&imported)), pretty(&expected["filing"]));
        assert!(own == other, "{name}:\n{}", similar::TextDiff::from_lines(&other, &own).unified_diff());
        let unread: Vec<&str> = imported.unread.iter().map(|place| place.text.as_str()).collect();
        let expected: Vec<&str> =
            expected["unread"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert_eq!(unread, expected, "{name}");
        assert_eq!(imported.counts.all(), paper.count(), "{name}");
        assert_eq!(imported.counts.unread, imported.unread.iter().map(|place| place.count).sum::<usize>(), "{name}");
    }
}

/// Runs the program on a text, and returns what it prints and the file it writes.
fn run(name: &str, text: &[u8], output: &str) -> (u8, String, String, std::path::PathBuf) {
    let folder = empty_folder("import", name);
    let (source, output) = (folder.join("資料.txt"), folder.join(output));
    std::fs::write(&source, text).expect("written");
    let show = |path: &Path| path.display().to_string();
    let (status, out, error) = sekisho(&["import", &show(&source), "-o", &show(&output)]);
    (status, out, error, output)
}

/// Reads one of the papers of the tests with some of its texts put otherwise.
fn changed(name: &str, changes: &[(&str, &str)]) -> Value {
    let mut paper = text(&format!("tests/import/{name}.txt"));
    for (from, to) in changes {
        assert!(paper.contains(from), "{name}: {from}");
        paper = paper.replacen(from, to, 1);
    }
    json(&imported(&read(&paper), name))
}

/// Each heading says whose data stands below it.
#[test]
fn data_below_several_headings_belongs_to_the_part() {
    let filing = changed(
        "printing",
        &[
            ("《委託先に提供する項目》", "《相談者に係る情報項目》"),
            ("《委託先に収集させる項目》", "《家族に係る情報項目》"),
        ],
    );
    let sets: Vec<&String> = filing["data"].as_object().expect("sets").keys().collect();
    let part = &filing["contracts"][0];
    let named: Vec<&str> = ["provides", "collects", "handles"]
        .iter()
        .filter_map(|key| part[*key].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert!(sets.len() > 1 && sets.iter().all(|set| named.contains(&set.as_str())), "{sets:?} {named:?}");
}

/// What a second place says of a party is said of the party.
#[test]
fn what_is_said_of_a_party_in_two_places_is_kept() {
    let filing = changed(
        "guidance",
        &[
            ("プライバシーマークを取得している事業者（入札で決定）", "見本株式会社"),
            ("見本連合会", "見本株式会社（ISO27001取得済）"),
        ],
    );
    let actors = filing["actors"].as_object().expect("parties");
    let own: Vec<&Value> = actors.values().filter(|actor| actor["name"] == "見本株式会社").collect();
    assert_eq!(own.len(), 1, "{actors:?}");
    assert!(own[0].get("certifications").is_some(), "{}", own[0]);
}

/// Whose data it is stands where the annex is named, and holds for each of its sets.
#[test]
fn whose_data_it_is_holds_for_every_set_of_an_annex() {
    let end = "情報保護対策	1 送信するデータは暗号化する。";
    let annex = format!("{end}\n\n（別紙２）記録項目\n１ 相談票\n氏名、住所\n２ 記録票\n氏名、相談の記録");
    let filing = changed("guidance", &[("氏名、住所及び別紙２のとおり", "別紙２のとおり"), (end, &annex)]);
    let sets: Vec<&Value> = filing["data"].as_object().expect("sets").values().collect();
    let own: Vec<&&Value> = sets.iter().filter(|set| set["group"] == "別紙２").collect();
    assert_eq!(own.len(), 2, "{sets:?}");
    assert!(own.iter().all(|set| set["subjects"] == "相談をする者"), "{own:?}");
}

#[test]
fn what_is_written_is_a_filing_that_can_be_judged() {
    for (name, output) in
        [("printing", "資料7.filing.yaml"), ("guidance", "資料8.filing.xlsx"), ("printing", "資料9.filing.xlsx")]
    {
        let source = text(&format!("tests/import/{name}.txt"));
        let (status, out, error, written) = run(output, source.as_bytes(), output);
        assert_eq!((status, error.as_str()), (0, ""), "{out}");
        let (status, out, error) = sekisho(&["lint", &written.display().to_string(), "--format", "json"]);
        assert_eq!((status, error.as_str()), (1, ""), "{out}");
        let report: Value = serde_json::from_str(&out).expect("JSON");
        let findings = report["filings"][0]["findings"].as_array().expect("findings").clone();
        let invalid: Vec<&Value> = findings.iter().filter(|finding| finding["verdict"] == "invalid").collect();
        assert_eq!(invalid, Vec::<&Value>::new());
    }
}

#[test]
fn what_is_read_and_what_is_not_is_told() {
    let (status, out, _, written) = run("told", text("tests/import/printing.txt").as_bytes(), "資料7.filing.yaml");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(status, 0);
    assert!(lines[0].contains("個人情報保護管理運営会議の付議書"), "{out}");
    assert!(lines[1].starts_with("読み取り 9") && lines[1].contains("未読 3か所（36字）"), "{out}");
    assert!(lines.iter().any(|line| line.contains("資料.txt:56") && line.contains("委託する訳")), "{out}");
    assert!(out.contains("推定") && out.contains("sekisho lint"), "{out}");
    // Nothing is written over.
    let before = std::fs::read(&written).expect("bytes");
    let show = written.display().to_string();
    let source = root().join("tests/import/guidance.txt").display().to_string();
    let (status, out, error) = sekisho(&["import", &source, "-o", &show]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(error.contains("上書きしません"), "{error}");
    assert_eq!(std::fs::read(&written).expect("bytes"), before);
}

#[test]
fn what_is_no_paper_or_of_no_form_says_what_to_do() {
    for (name, bytes, told) in [
        ("old", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), "全文をコピー"),
        ("pdf", b"%PDF-1.7\n", "全文をコピー"),
        ("zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "全文をコピー"),
        ("utf-16", b"\xFF\xFE\x42\x30", "UTF-8"),
        ("blank", b"\n \n", "文字がありません"),
        ("letter", "拝啓　時下ますますご清祥のこととお慶び申し上げます。".as_bytes(), "様式の文言がない"),
    ] {
        let (status, out, error, written) = run(name, bytes, "out.filing.yaml");
        assert_eq!((status, out.as_str(), written.exists()), (2, "", false), "{name}: {error}");
        assert!(error.contains(told), "{name}: {error}");
    }
}

#[test]
fn a_text_in_the_encoding_of_windows_reads_the_same() {
    let source = text("tests/import/printing.txt");
    let (windows, ..) = encoding_rs::SHIFT_JIS.encode(&source);
    let paper = paper::read(windows.into_owned()).expect("a paper");
    // Its dashes and waves are others.
    let (own, other) = (imported(&paper, "a"), imported(&read(&source), "a"));
    assert_eq!((own.counts, json(&own)["title"].clone()), (other.counts, json(&other)["title"].clone()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Lines of papers in any order, some cut, some between strange ones: every character is counted once.
    #[test]
    fn every_character_is_in_a_field_a_word_of_the_form_or_told(
        lines in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, "[○ー（）、・0-9ａ-ｚ\t ]{0,6}"), 1..60),
    ) {
        let known = text("tests/import/printing.txt") + &text("tests/import/guidance.txt");
        let known: Vec<&str> = known.lines().collect();
        let mut all = String::new();
        for (at, cut, strange) in &lines {
            let line = at.get(&known);
            let half = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
            match cut {
                0 => all.push_str(&line[..half]),
                1 => all.push_str(strange),
                _ => all.push_str(line),
            }
            all.push('\n');
        }
        let Ok(paper) = paper::read(all.into_bytes()) else { return Ok(()) };
        let imported = imported(&paper, "a");
        prop_assert_eq!(imported.counts.all(), paper.count());
        let told: usize = imported.unread.iter().map(|place| place.text.chars().filter(|c| !paper::is_blank(*c)).count()).sum();
        prop_assert_eq!(told, imported.counts.unread);
    }
}

/// The paper of an example, in a folder of its own.
fn paper_of(name: &str, more: &[&str]) -> std::path::PathBuf {
    let folder = empty_folder("import", name);
    let example = root().join("examples/shinjuku/000.filing.yaml");
    let document = folder.join("資料18.docx");
    let (source, output) = (example.display().to_string(), document.display().to_string());
    let arguments = [&["form", source.as_str(), "-o", &output], more].concat();
    let (status, out, error) = sekisho(&arguments);
    assert_eq!(status, 0, "{out}{error}");
    document
}

fn lines_of(document: &Path) -> Vec<String> {
    let paper = paper::read(std::fs::read(document).expect("bytes")).expect("a paper");
    paper.pieces.iter().map(|piece| paper.written(piece).to_owned()).collect()
}

/// What was written by a form and read by it is written the same again; only the drawing is for people.
#[test]
fn the_paper_of_a_filing_reads_back() {
    let document = paper_of("again", &[]);
    let (filing, again) = (document.with_file_name("a.filing.yaml"), document.with_file_name("b.docx"));
    let show = |path: &Path| path.display().to_string();
    let (status, out, error) = sekisho(&["import", &show(&document), "-o", &show(&filing)]);
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(out.contains("読み取り 100 %") && out.contains("未読 0か所（0字）"), "{out}");
    let (status, out, error) = sekisho(&["form", &show(&filing), "-o", &show(&again)]);
    assert_eq!(status, 0, "{out}{error}");
    let without_drawing = |lines: Vec<String>| -> Vec<String> {
        lines.into_iter().filter(|line| !line.contains("資料１８－１")).collect()
    };
    assert_eq!(without_drawing(lines_of(&again)), without_drawing(lines_of(&document)));
}

#[test]
fn words_that_a_paper_marks_are_those_that_changed() {
    let example = text("examples/shinjuku/000.filing.yaml");
    let old = example.replace("電話またはウェブにて日程変更の連絡", "電話にて日程変更の連絡");
    let folder = empty_folder("import", "before");
    let before = folder.join("before.filing.yaml");
    std::fs::write(&before, old).expect("written");
    let document = paper_of("since", &["--since", &before.display().to_string()]);
    let filing = document.with_file_name("a.filing.yaml");
    let (status, ..) = sekisho(&["import", &document.display().to_string(), "-o", &filing.display().to_string()]);
    assert_eq!(status, 0);
    let written: Value = yaml_serde::from_str(&std::fs::read_to_string(&filing).expect("text")).expect("YAML");
    let work = &written["contracts"][0]["work"][1];
    assert_eq!(work["text"], "婦人科系健康診断の実施（電話またはウェブにて日程変更の連絡）");
    assert_eq!(work["changed"], "またはウェブ");
}

/// A form laid out in the cells of a workbook: the value stands at the right, or below where labels stand side by side.
#[test]
fn a_form_laid_out_in_cells_is_read_as_it_is_seen() {
    let cells = [
        (0, 1, "個人情報保護管理運営会議　付議事項"),
        (2, 1, "件　名"),
        (2, 5, "R6.4.1から始まる健診の委託"),
        (4, 1, "事業の概要"),
        (5, 1, "事業名"),
        (5, 9, "担当課"),
        (6, 1, "健診"),
        (6, 9, "健康課"),
        (7, 1, "目　的"),
        (7, 3, "早く知り、\n早く治すため"),
        (8, 1, "所管"),
        (8, 3, "健康部"),
        (9, 1, "対象者"),
        (9, 3, "001"),
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column, text) in cells {
        sheet.write_string(row, column, text).expect("written");
    }
    let bytes = book.save_to_buffer().expect("saved");
    // As typed in Japan: every text brings its reading along.
    let texts = crate::looks::entry(&bytes, "xl/sharedStrings.xml").expect("an entry");
    let read = texts.replace("</si>", "<rPh sb=\"0\" eb=\"1\"><t>ヨミ</t></rPh></si>");
    assert_ne!(texts, read);
    let bytes = crate::common::with_entry(&bytes, "xl/sharedStrings.xml", read.as_bytes());
    let paper = paper::read(bytes).expect("a paper");
    let imported = imported(&paper, "a");
    let own = json(&imported);
    assert_eq!(own["title"], "R6.4.1から始まる健診の委託");
    let expected = serde_json::json!({ "name": "健診", "purpose": "早く知り、早く治すため", "subjects": "001" });
    assert_eq!(own["programme"], expected);
    assert_eq!(own["departments"], serde_json::json!(["健康課"]));
    // A label that the form does not have, with what stands beside it.
    let unread: Vec<&str> = imported.unread.iter().map(|place| place.text.as_str()).collect();
    assert_eq!(unread, ["所管 健康部"]);
    let cell = imported.unread[0].cell.expect("a cell");
    assert_eq!((cell.row, cell.column, paper.sheets.as_slice()), (9, 2, &["Sheet1".to_owned()][..]));
}
