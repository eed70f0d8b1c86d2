//! Filings in workbooks: what is written says what was written, and is judged the same.

use std::process::Command;
use std::sync::LazyLock;

use sekisho::filing::format::FILING;
use sekisho::source::Document;
use sekisho::vocabulary::shape::{MapShape, Shape};
use sekisho::words::Lang;
use sekisho::workbook::{self, OfficeTexts};
use sekisho::xlsx::ProvenWorkbook;
use serde_json::{Map, Value, json};

use crate::common::{below, document, empty_folder, office_texts, root, sekisho, text};

/// Every filing of the project that is one.
fn filings() -> Vec<String> {
    let all = below(&root().join("examples"), ".filing.yaml").into_iter();
    let all = all.chain(below(&root().join("tests"), ".filing.yaml")).filter(|path| {
        let text = std::fs::read_to_string(path).expect("readable");
        text.contains("sekisho: filing/v1") && !path.to_string_lossy().contains("seeded")
    });
    all.map(|path| path.strip_prefix(root()).expect("below").display().to_string()).collect()
}

static OFFICE: LazyLock<OfficeTexts> = LazyLock::new(office_texts);

fn written(document: &Document, lang: Lang) -> Vec<u8> {
    let written = ProvenWorkbook::write(document, &OFFICE, lang).expect("a workbook");
    written.unwrap_or_else(|why| panic!("{why:?}")).bytes
}

fn read(bytes: Vec<u8>) -> Document {
    let read = workbook::read(bytes).expect("a workbook");
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    read.document
}

/// Holds a workbook to the filing that it was written from, in both directions.
#[track_caller]
fn says_the_same(name: &str, filing: &Document, bytes: Vec<u8>) {
    // A word says the same by its title.
    let (filing, back) = (workbook::by_id(filing.root(), &OFFICE.words), read(bytes));
    let back = workbook::by_id(back.root(), &OFFICE.words);
    let none: Vec<String> = Vec::new();
    assert_eq!(workbook::differences(filing.root(), back.root()), none, "{name}");
    assert_eq!(workbook::differences(back.root(), filing.root()), none, "{name}");
}

#[test]
fn every_filing_is_kept_in_a_workbook() {
    let all = filings();
    assert!(all.len() >= 13, "{} filings", all.len());
    for path in all {
        let filing = document(&path, &text(&path));
        for lang in [Lang::Ja, Lang::En] {
            let bytes = written(&filing, lang);
            assert!(lang == Lang::En || bytes == written(&filing, lang), "{path}: the same filing, other bytes");
            says_the_same(&path, &filing, bytes);
        }
    }
}

/// What a report says of one finding, but for its place.
fn findings(path: &str) -> (u8, Vec<String>) {
    let (status, out, error) = sekisho(&["lint", path, "--format", "json", "--today", "2026-11-30"]);
    assert!(status < 2, "{path}: {error}");
    let report: Value = serde_json::from_str(&out).expect("json");
    let mut all: Vec<String> = report["filings"][0]["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| {
            let mut finding = finding.clone();
            let one = finding.as_object_mut().expect("a finding");
            one.remove("location");
            for place in ["witness", "related"].into_iter().filter_map(|key| one[key].as_array().cloned()).flatten() {
                assert!(place["text"].is_string());
            }
            for key in ["witness", "related"] {
                for place in one.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                    let place = place.as_object_mut().expect("a place");
                    ["line", "sheet", "cell", "pointer"].iter().for_each(|key| drop(place.remove(*key)));
                }
            }
            finding["subject"].as_object_mut().expect("a subject").remove("pointer");
            finding.to_string()
        })
        .collect();
    all.sort();
    (status, all)
}

#[test]
fn a_workbook_is_judged_as_its_yaml_is() {
    let folder = empty_folder("desk", "judged");
    for path in filings().into_iter().filter(|path| path.starts_with("examples/")) {
        let full = root().join(&path).display().to_string();
        let book = folder.join(format!("{}.filing.xlsx", path.replace('/', "-"))).display().to_string();
        let done = sekisho(&["workbook", &full, "-o", &book]);
        assert_eq!((done.0, done.1.as_str(), done.2.as_str()), (0, "", ""), "{path}");
        assert_eq!(findings(&full), findings(&book), "{path}");
    }
}

/// Numbers that look random, the same on every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % limit
    }

    fn one<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

/// Texts that cells, lines and lists could take for something else.
const TEXTS: &[&str] = &[
    "氏名",
    "住所",
    "○",
    "×",
    "なし",
    "→資料1",
    "［なし］",
    "a｜b",
    "a：b",
    "氏名、住所",
    " 前",
    "後 ",
    "一\n二\n",
    "\n",
    "一\r\n二",
    "12",
    "1,200",
    "true",
    "null",
    "R6.4.1",
    "1-2",
    "001",
    "=SUM(A1)",
    "'引用",
    "#REF!",
    "媒体：紙",
    "運搬：方法：手渡し",
    "推定",
    "2024-04-01",
    "\"",
    "\u{3000}全角\u{3000}",
    "e\u{301}",
    "｜",
    "、",
    "－",
    "全て",
    "行わない",
    "other",
    "main：x｜y",
    "■ 承認",
    "※",
];
const IDS: &[&str] = &["a", "委託先PC", "001", "7", "1.5", "b-2", "clinic_pc", "①", "true", "１", "null", "0x10"];

fn any(shape: &'static Shape, random: &mut Random, depth: usize) -> Value {
    if random.percent(4) && !matches!(shape, Shape::Map(_) | Shape::Dict(_)) {
        return if random.percent(50) {
            json!({ "see": "資料15-1" })
        } else {
            json!({ "see": ["資料1", "資料2"] })
        };
    }
    if random.percent(2) {
        // What fits nothing is kept as well.
        return [json!(null), json!(1.5), json!({ "x": [1] }), json!([]), json!({}), json!(false)][random.below(6)]
            .clone();
    }
    match shape {
        Shape::Text | Shape::Path | Shape::Digits | Shape::OfPack(_) => json!(random.one(TEXTS)),
        Shape::Day => json!(random.one(&[
            "2024-04-01",
            "令和６年４月１日",
            "R6.4.1",
            "令和6年4月上旬",
            "2024-04-01 00:00:00",
            "不明"
        ])),
        Shape::Flag => json!(random.percent(50)),
        Shape::Number => json!(random.below(3_000)),
        Shape::Id | Shape::Of(_) if random.percent(20) => json!(random.below(12)),
        Shape::Id | Shape::Of(_) => json!(random.one(IDS)),
        Shape::Fixed(word) => json!(word),
        Shape::Word(list) | Shape::Open(list) => match random.below(10) {
            0 => json!(random.one(TEXTS)),
            _ => json!(list.values[random.below(list.values.len())]),
        },
        Shape::List(inside) => (0..random.below(4)).map(|_| any(inside, random, depth + 1)).collect(),
        Shape::OneOrMany(inside) if random.percent(60) => any(inside, random, depth),
        Shape::OneOrMany(inside) => (0..=random.below(3)).map(|_| any(inside, random, depth + 1)).collect(),
        Shape::Dict(inside) => {
            let entries = (0..random.below(4)).map(|_| (random.one(IDS).to_owned(), any(inside, random, depth + 1)));
            Value::Object(entries.collect())
        }
        Shape::Map(map) => any_map(map, random, depth + 1),
        Shape::Either(shapes) => any(&shapes[random.below(shapes.len())], random, depth),
    }
}

fn any_map(map: &'static MapShape, random: &mut Random, depth: usize) -> Value {
    let mut all = Map::new();
    let chance = if depth <= 1 { 60 } else { 22 };
    for key in map.keys {
        if key.required || random.percent(chance) {
            all.insert(key.name.to_owned(), any(&key.shape, random, depth));
        }
    }
    let keys: Vec<String> = all.keys().cloned().collect();
    if random.percent(12) {
        let mut named: Vec<&str> = keys.iter().map(String::as_str).filter(|_| random.percent(40)).collect();
        named.extend(random.percent(20).then_some("line.kind"));
        all.insert("inferred".to_owned(), json!(named));
    }
    if random.percent(8) {
        all.insert("changed".to_owned(), if random.percent(50) { json!(true) } else { json!(random.one(TEXTS)) });
    }
    if random.percent(3) {
        all.insert("see".to_owned(), json!("資料9"));
    }
    if random.percent(2) {
        all.insert("unknown-key".to_owned(), json!({ "a": ["b"] }));
    }
    Value::Object(all)
}

/// A filing that says anything that the format has a place for, and some things besides.
pub(crate) fn generated(seed: u64) -> Document {
    let mut random = Random(seed * 7_919 + 1);
    let mut filing = any_map(&FILING, &mut random, 0);
    filing["sekisho"] = json!("filing/v1");
    Document::from_json(&filing)
}

#[test]
fn whatever_a_filing_says_is_kept() {
    // The whole check of a change has the time for more of them.
    let count = if std::env::var_os("CI").is_some() { 200 } else { 60 };
    let mut kept = 0;
    for seed in 0..count {
        let filing = generated(seed);
        let lang = if seed % 2 == 0 { Lang::Ja } else { Lang::En };
        match ProvenWorkbook::write(&filing, &OfficeTexts::default(), lang).expect("a workbook") {
            Ok(written) => {
                kept += 1;
                says_the_same(&format!("seed {seed}"), &filing, written.bytes);
            }
            Err(why) => panic!("seed {seed}: {why:?}"),
        }
    }
    assert_eq!(kept, count);
}

#[test]
fn a_spreadsheet_program_that_saves_a_workbook_loses_nothing() {
    let Some(program) = office() else { return };
    let folder = empty_folder("desk", "saved");
    for name in ["000", "003"] {
        let path = format!("examples/shinjuku/{name}.filing.yaml");
        let filing = document(&path, &text(&path));
        let file = folder.join(format!("{name}.filing.xlsx"));
        std::fs::write(&file, written(&filing, Lang::Ja)).expect("written");
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let to = folder.join("saved");
        let convert = [&profile, "--headless", "--convert-to", "xlsx", "--outdir"];
        let ran = Command::new(program).args(convert).arg(&to).arg(&file).output().expect("run");
        let bytes = std::fs::read(to.join(format!("{name}.filing.xlsx"))).unwrap_or_default();
        assert!(ran.status.success() && !bytes.is_empty(), "{}", String::from_utf8_lossy(&ran.stderr));
        says_the_same(name, &filing, bytes);
    }
}

/// The spreadsheet program, where there is one.
#[allow(clippy::print_stdout, reason = "what is skipped is said")]
fn office() -> Option<&'static str> {
    let program = ["soffice", "libreoffice"].into_iter().find(|it| Command::new(it).arg("--version").output().is_ok());
    assert!(program.is_some() || std::env::var_os("CI").is_none(), "LibreOffice is not installed");
    if program.is_none() {
        println!("LibreOffice is not installed: no workbook is saved by it");
    }
    program
}
