//! `sekisho new` as it is run: what it writes, what it tells, and what it refuses. That what it writes is never wrong is in `starts.rs`.

use std::path::{Path, PathBuf};

use sekisho::source::Document;
use serde_json::Value;

use crate::common::{below, document, empty_folder, root, sekisho, text};
use crate::contributing::fenced;

/// Runs `new` to a file of a folder: status, output, errors.
fn new(folder: &Path, output: &str, more: &[&str]) -> (u8, String, String) {
    let output = folder.join(output).display().to_string();
    sekisho(&[&["new", "-o", &output], more].concat())
}

/// Runs `new`, which has to go well, and returns what it told.
fn begun(folder: &Path, output: &str, more: &[&str]) -> String {
    let (status, told, said) = new(folder, output, more);
    assert_eq!((status, said.as_str()), (0, ""), "{more:?}: {told}");
    told
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("written");
    Document::to_json(document(&path.display().to_string(), &text).root())
}

/// The findings of a file that are not of something unstated.
fn other(path: &Path) -> Vec<Value> {
    let (_, told, _) = sekisho(&["lint", "--isolated", "--format", "json", &path.display().to_string()]);
    let report: Value = serde_json::from_str(&told).expect("JSON");
    let findings = report["filings"][0]["findings"].as_array().cloned().expect("findings");
    findings.into_iter().filter(|finding| finding["verdict"] != "unstated").collect()
}

fn shown(path: &str) -> String {
    root().join(path).display().to_string()
}

#[test]
fn last_years_answers_are_not_this_years() {
    let folder = empty_folder("new", "renewed");
    let told = begun(&folder, "this-year.filing.yaml", &["--from", &shown("tests/begin/last.filing.yaml")]);
    let expected = Document::to_json(document("this-year.yaml", &text("tests/begin/this-year.yaml")).root());
    assert_eq!(read(&folder.join("this-year.filing.yaml")), expected);
    // What was left is told, step by step where the flow has lost one.
    assert!(told.contains("手順 cards/6, cards/7 は") && told.contains("日付と期間（"), "{told}");
    assert!(
        told.contains("前回の別紙・資料への参照（2か所）") && told.contains("前回の変更箇所の印（2か所）"),
        "{told}"
    );
    assert_eq!(other(&folder.join("this-year.filing.yaml")), Vec::<Value>::new());
}

#[test]
fn a_workbook_and_a_text_begin_alike() {
    let folder = empty_folder("new", "alike");
    let last = shown("tests/begin/last.filing.yaml");
    let book = folder.join("last.filing.xlsx").display().to_string();
    assert_eq!(sekisho(&["workbook", &last, "-o", &book]).0, 0);
    for (at, (from, said)) in [
        (Some(&last), [].as_slice()),
        (Some(&book), &[]),
        (None, &["--pattern", "print-with-subcontractor", "--media", "USBメモリ", "--sub-name", "すみれ加工株式会社"]),
        (
            None,
            &["--kind", "業務委託,外部結合", "--title", "見本", "--to-name", "甲", "--term", "2026-04-01～2027-03-31"],
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let from: Vec<&str> = from.into_iter().flat_map(|from| ["--from", from]).collect();
        let more = [&from, said].concat();
        let in_form = |form: &str| folder.join(format!("{form}{at}")).join(format!("new.filing.{form}"));
        for form in ["yaml", "xlsx"] {
            let output = in_form(form);
            std::fs::create_dir_all(output.parent().expect("a folder")).expect("made");
            begun(&folder, &output.display().to_string(), &more);
            assert_eq!(other(&output), Vec::<Value>::new(), "{more:?}");
        }
        let back = folder.join(format!("back{at}.filing.yaml"));
        let arguments = ["workbook", &in_form("xlsx").display().to_string(), "-o", &back.display().to_string()];
        assert_eq!(sekisho(&arguments).0, 0);
        let (status, told, _) = sekisho(&["diff", &in_form("yaml").display().to_string(), &back.display().to_string()]);
        assert!(status == 0, "{more:?}: {told}");
    }
}

#[test]
fn the_examples_of_a_year_lead_to_no_mistake_of_form() {
    let folder = empty_folder("new", "examples");
    for (at, path) in below(&root().join("examples"), ".filing.yaml").into_iter().enumerate() {
        let name = format!("n{at}.filing.yaml");
        begun(&folder, &name, &["--from", &path.display().to_string()]);
        for finding in other(&folder.join(&name)) {
            // What the flow, the parties and the texts say stays as it was said.
            assert_eq!(finding["verdict"], "violation", "{}: {finding}", path.display());
        }
    }
}

#[test]
fn what_is_said_is_written() {
    let folder = empty_folder("new", "said");
    let said = [
        "--kind=再委託",
        "--title",
        "見本",
        "--from-name",
        "見本区",
        "--to-name",
        "甲",
        "--sub-name",
        "乙",
        "--media",
        "紙,cd-r",
        "--term",
        "令和8年4月1日から令和9年3月31日まで",
        "--jurisdiction",
        "shinjuku",
    ];
    begun(&folder, "資料3.filing.yaml", &said);
    let expected = serde_json::json!({
        "sekisho": "filing/v1", "id": "資料3", "title": "見本", "jurisdiction": "shinjuku",
        "actors": {
            "実施機関": { "role": "principal", "name": "見本区" }, "委託先": { "role": "contractor", "name": "甲" },
            "再委託先": { "role": "subcontractor", "name": "乙" },
        },
        // A sub-contract is below a contract; its own term is said by nobody.
        "contracts": [
            { "id": "業務委託", "kind": "outsourcing", "from": "実施機関", "to": "委託先", "media": ["paper", "cd-r"],
              "term": { "from": "令和8年4月1日", "to": "令和9年3月31日" } },
            { "id": "再委託", "kind": "sub-outsourcing", "parent": "業務委託", "from": "委託先", "to": "再委託先", "media": ["paper", "cd-r"] },
        ],
    });
    assert_eq!(read(&folder.join("資料3.filing.yaml")), expected);
    // Keys that are blank are named, for those who write the text.
    let written = std::fs::read_to_string(folder.join("資料3.filing.yaml")).expect("written");
    assert!(
        written.contains("\n#   submitted: 提出日\n") && written.contains("\n#   disposal: 返却・消去・廃棄の予定\n"),
        "{written}"
    );
    // Those of the parts, and not that of the filing.
    assert_eq!(written.matches("#   title: ").count(), 2, "{written}");
    // Nothing said, nothing written but whose filing it is.
    let told = begun(&folder, "blank.filing.yaml", &[]);
    let blank = read(&folder.join("blank.filing.yaml"));
    let principal = serde_json::json!({ "実施機関": { "role": "principal" } });
    assert_eq!(
        (&blank["actors"], &blank["contracts"], &blank["jurisdiction"]),
        (&principal, &Value::Null, &"municipal".into())
    );
    assert!(told.contains("記載のないことは") && !told.contains("ほかの指摘"), "{told}");
}

#[test]
fn what_has_no_place_is_refused_and_nothing_is_written() {
    let folder = empty_folder("new", "refused");
    std::fs::write(folder.join("there.filing.yaml"), "mine").expect("written");
    for (output, more, expected) in [
        ("there.filing.yaml", &[][..], "there.filing.yaml"),
        ("a.docx", &[], "a.docx"),
        ("a.filing.yaml", &["--kind", "委任"], "業務委託"),
        ("a.filing.yaml", &["--media", "石版"], "CD-R"),
        ("a.filing.yaml", &["--media", "紙"], "--kind"),
        ("a.filing.yaml", &["--term", "4月..9月", "--kind", "業務委託"], "4月..9月"),
        ("a.filing.yaml", &["--term", "2027-04-01..2026-03-31", "--kind", "業務委託"], "2026-03-31"),
        ("a.filing.yaml", &["--term", "2026-04-01"], "--term"),
        ("a.filing.yaml", &["--to-name", "甲"], "--to-name"),
        ("a.filing.yaml", &["--kind", "業務委託", "--to-name", ""], "--to-name"),
        ("a.filing.yaml", &["--kind", "電算処理", "--to-name", "甲"], "--to-name"),
        ("a.filing.yaml", &["--pattern", "clouds"], "cloud"),
        ("a.filing.yaml", &["--pattern", "cloud", "--kind", "外部結合"], "外部結合"),
        ("a.filing.yaml", &["--pattern", "cloud", "--media", "紙"], "紙"),
        ("a.filing.yaml", &["--jurisdiction", "shinjyuku"], "shinjuku"),
        ("a.filing.yaml", &["--from", "nowhere.yaml"], "nowhere.yaml"),
        ("a.filing.yaml", &["--from", "x.yaml", "--pattern", "cloud"], "--pattern"),
    ] {
        let (status, told, said) = new(&folder, output, more);
        assert_eq!((status, told.as_str()), (2, ""), "{more:?}");
        assert!(said.contains(expected), "{more:?}: {said}");
    }
    let names: Vec<PathBuf> = std::fs::read_dir(&folder).expect("folder").flatten().map(|entry| entry.path()).collect();
    assert_eq!(names, [folder.join("there.filing.yaml")]);
    assert_eq!(std::fs::read_to_string(&names[0]).expect("text"), "mine");
}

#[test]
fn last_years_filing_of_this_folder_is_superseded() {
    let folder = empty_folder("new", "superseded");
    let last = folder.join("r7.filing.yaml");
    std::fs::copy(root().join("tests/begin/last.filing.yaml"), &last).expect("copied");
    begun(&folder, "cards.filing.yaml", &["--from", &last.display().to_string()]);
    let filing = read(&folder.join("cards.filing.yaml"));
    // An id of its own, though the file is called as last year's filing was.
    assert_eq!((&filing["supersedes"], &filing["id"]), (&"r7.filing.yaml".into(), &"cards-2".into()));
    assert_eq!(other(&folder.join("cards.filing.yaml")), Vec::<Value>::new());
}

#[test]
fn a_paper_begins_a_filing() {
    let folder = empty_folder("new", "paper");
    let paper = folder.join("資料3.docx").display().to_string();
    let made = sekisho(&["form", &shown("examples/shinjuku/003.filing.yaml"), "-o", &paper]);
    assert_eq!(made.0, 0, "{}", made.2);
    let told = begun(&folder, "read.filing.yaml", &["--import", &paper, "--term", "令和8年4月1日..令和9年3月31日"]);
    assert!(told.contains("読み取り "), "{told}");
    let filing = read(&folder.join("read.filing.yaml"));
    assert_eq!(filing["contracts"][0]["term"]["from"], "令和8年4月1日");
    assert!(filing["contracts"][0]["measures"].is_object(), "{filing}");
    // The same paper as last year's: its promises are not this year's.
    let told = begun(&folder, "renewed.filing.yaml", &["--from", &paper]);
    assert!(told.contains("読み取り ") && told.contains("チェックリスト、対策、特記事項（"), "{told}");
    let filing = read(&folder.join("renewed.filing.yaml"));
    assert_eq!((&filing["contracts"][0]["measures"], &filing["contracts"][0]["term"]), (&Value::Null, &Value::Null));
    assert_eq!(filing["contracts"][0]["changed_since"], "前回");
}

#[test]
fn a_body_has_patterns_of_its_own() {
    let folder = empty_folder("new", "own");
    let packs = folder.join("packs");
    let at = packs.display().to_string();
    assert_eq!(sekisho(&["policy", "new", "hamabe", "-o", &at]).0, 0);
    std::fs::create_dir_all(packs.join("hamabe/patterns")).expect("made");
    let pattern = packs.join("hamabe/patterns/boats.yaml");
    let good = "id: boats\ntitle: { ja: 船の登録, en: boats }\nfiling:\n  actors: { 港: { role: principal } }\n";
    std::fs::write(&pattern, good).expect("written");
    let (status, told, said) = sekisho(&["new", "--list-patterns", "--policy", &at]);
    assert!(status == 0 && told.contains("boats") && told.contains("print-and-seal"), "{told}{said}");
    // The pack of the folder judges, without being asked for.
    begun(&folder, "a.filing.yaml", &["--pattern", "boats", "--policy", &at]);
    let filing = read(&folder.join("a.filing.yaml"));
    assert_eq!((&filing["jurisdiction"], &filing["actors"]["港"]["role"]), (&"hamabe".into(), &"principal".into()));
    // What is wrong is told at its place, by who checks the pack and who would use it.
    for (bad, place, expected) in [
        (good.replace("principal", "principle"), "4:24", "principle"),
        (good.replace("  actors", "  id: x\n  actors"), "1:1", "id"),
        (good.replace("title", "titel"), "2:1", "titel"),
        (good.replace("{ 港: { role: principal } }", "[港]"), "4:3", "項目名: 値"),
    ] {
        std::fs::write(&pattern, &bad).expect("written");
        for command in [&["policy", "check", "--policy", &at][..], &["new", "--list-patterns", "--policy", &at]] {
            let (status, _, said) = sekisho(command);
            assert!(
                status == 2 && said.contains(&format!("boats.yaml:{place}")) && said.contains(expected),
                "{bad}: {said}"
            );
        }
    }
    // A body decides itself what is taken over.
    std::fs::write(&pattern, good).expect("written");
    let renewal = packs.join("hamabe/renewal.yaml");
    std::fs::write(&renewal, "- anew: [actor.name, step.mediums]\n  title: { ja: 名前, en: names }\n")
        .expect("written");
    let (status, _, said) = sekisho(&["policy", "check", "--policy", &at]);
    assert!(status == 2 && said.contains("renewal.yaml:1:22") && said.contains("step.medium"), "{said}");
    std::fs::write(&renewal, "- anew: [actor.name]\n  title: { ja: 名前, en: names }\n").expect("written");
    let last = shown("tests/begin/last.filing.yaml");
    let told = begun(&folder, "b.filing.yaml", &["--from", &last, "--policy", &at, "--jurisdiction", "hamabe"]);
    assert!(told.contains("名前（2か所）"), "{told}");
    assert_eq!(read(&folder.join("b.filing.yaml"))["actors"]["city"], serde_json::json!({ "role": "principal" }));
}

#[test]
fn the_commands_of_the_page_do_what_it_says() {
    let folder = empty_folder("new", "page");
    let last = shown("tests/begin/last.filing.yaml");
    for (file, command) in [("前回.filing.xlsx", "workbook"), ("前回の資料18.docx", "form")] {
        assert_eq!(sekisho(&[command, &last, "-o", &folder.join(file).display().to_string()]).0, 0, "{file}");
    }
    let page = text("docs/begin.md");
    let (_, list, _) = sekisho(&["new", "--list-patterns"]);
    assert!(page.contains(&format!("$ sekisho new --list-patterns\n{list}```")), "the list of the page is another");
    let told = begun(&folder, "資料3.filing.yaml", &["--pattern", "visits", "--term", "令和8年4月1日..令和9年3月31日"]);
    let count = told.lines().find(|line| line.starts_with("記載のないことは")).expect("a count");
    assert!(page.contains(count.split_once("一覧").expect("what follows").0), "{count}");
    let mut commands = 0;
    for block in fenced(&page, "sh") {
        for line in block.replace("\\\n", "").lines() {
            let line = line.split(" #").next().unwrap_or_default();
            // Files of the page lie in a folder of their own; nothing is written over.
            let named =
                |one: &str| one.ends_with(".filing.xlsx") || one.ends_with(".docx") || one == "付議書リポジトリ";
            commands += 1;
            let at = folder.join(commands.to_string());
            std::fs::create_dir_all(&at).expect("made");
            let place = |one: &str| match (named(one), folder.join(one)) {
                (true, there) if there.exists() => there.display().to_string(),
                (true, _) => at.join(one).display().to_string(),
                (false, _) => one.to_owned(),
            };
            let arguments: Vec<String> = line.split_whitespace().skip(1).map(place).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let (status, told, said) = sekisho(&arguments);
            assert_eq!((status, said.as_str()), (0, ""), "{line}: {told}");
        }
    }
    assert_eq!(commands, 5);
}
