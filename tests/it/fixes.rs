//! What is put right without anything being left to decide, and what never is.

use sekisho::source::patch::apply;
use sekisho::source::{Document, Limits, Node, SourceFile};

use crate::common::{empty_folder, root, sekisho, session, text};

/// Keys by which a filing states its safeguards, by hand from `docs/filing.md`.
const SAFEGUARDS: [&str; 24] = [
    "encrypted",
    "container",
    "ledger",
    "receipt",
    "confirm",
    "witnessed",
    "photographed",
    "restricted_peers",
    "measures",
    "disposal",
    "method",
    "report",
    "special_clauses",
    "clauses",
    "checklist",
    "log",
    "access",
    "identity_check",
    "spoilage",
    "leaves_premises",
    "notice",
    "certifications",
    "retention",
    "handlers",
];

const CLEAN: &str = "tests/cmd/inputs/clean.yaml";

fn fixes(text: &str) -> Vec<(String, String)> {
    let judged = session().file("f.filing.yaml", Ok(text.as_bytes().to_vec())).expect("judged");
    let made = |fix: &sekisho::finding::Fix| (fix.title.clone(), apply(text, &fix.edits));
    judged.findings.iter().filter_map(|finding| finding.fix.as_ref()).map(made).collect()
}

/// Replaces a text that stands there once.
fn but(clean: &str, before: &str, after: &str) -> String {
    assert_eq!(clean.matches(before).count(), 1, "{before}");
    clean.replacen(before, after, 1)
}

#[test]
fn slips_that_can_mean_one_thing_are_put_right() {
    let clean = text(CLEAN);
    for (right, wrong) in [
        // A reference.
        ("onto: paper, data: [labels] }", "onto: paper, data: [label] }"),
        ("press-pc:  { actor: press,", "press-pc:  { actor: pres,"),
        // A word of a closed list, and one that packs declare.
        ("{ id: 5, action: create,", "{ id: 5, action: creat,"),
        ("forum: management-council", "forum: managment-council"),
        // A key.
        ("document: 資料3\n", "documnt: 資料3\n"),
        ("subjects: 見本だよりの送付を希望する者\n  summary", "subject: 見本だよりの送付を希望する者\n  summary"),
        // A sign of an input method.
        ("title: 宛名", "title：宛名"),
        ("document: 資料3", "document:\u{3000}資料3"),
    ] {
        let wrong = but(&clean, right, wrong);
        let found = fixes(&wrong);
        assert_eq!(found.len(), 1, "{right}: {found:?}");
        assert!(found[0].1 == clean, "{right}: {}", similar::TextDiff::from_lines(&clean, &found[0].1).unified_diff());
    }
}

#[test]
fn what_may_mean_two_things_or_states_a_safeguard_is_left() {
    let clean = text(CLEAN);
    let transport = "to: press, medium: cd-r, data: [roster], encrypted: true,\n          transport: { by: hand, container: locked-bag,";
    assert_eq!(clean.matches(transport).count(), 1);
    for (before, after) in [
        ("encrypted: true", "encryptd: true"),
        ("encrypted: true", "encrypted: ture"),
        ("container: locked-bag", "container: locked-bog"),
        ("container: locked-bag", "contianer: locked-bag"),
        ("transport: {", "trasport: {"),
        ("ledger: true", "leger: true"),
        ("method: delete", "method: delet"),
        ("disposal:", "disposl:"),
        ("measures:", "measure:"),
        ("encrypted: true", "encrypted：true"),
        // As near to both.
        ("action: import", "action: xyzzy"),
    ] {
        let wrong = clean.replacen(before, after, 1);
        assert!(wrong != clean, "{before}");
        assert_eq!(fixes(&wrong), Vec::new(), "{before} → {after}");
    }
}

/// What a document states of safeguards: each with the way to it, but for ids that may themselves be put right.
fn stated(node: Node<'_>, within: bool, all: &mut Vec<String>) {
    if within {
        all.push(node.text().unwrap_or_default().to_owned());
    }
    for (key, _, value) in node.entries() {
        let own = SAFEGUARDS.contains(&key);
        if own {
            all.push(format!("{key}:"));
        }
        stated(value, own, all);
    }
    node.items().for_each(|item| stated(item, within, all));
}

fn safeguards(text: &str) -> Option<Vec<String>> {
    let limits = Limits::default();
    let source = SourceFile::decode("f".to_owned(), text.as_bytes().to_vec(), &limits).ok()?;
    let mut all = Vec::new();
    stated(Document::parse(&source, &limits).document?.root(), false, &mut all);
    all.sort();
    Some(all)
}

/// Every word of the examples, with a letter missing: whatever is offered, nothing is stated of a safeguard that was not.
#[test]
fn no_fix_of_any_slip_changes_what_is_stated_of_a_safeguard() {
    let mut offered = 0;
    for name in ["000", "003", "004"] {
        let clean = text(&format!("examples/shinjuku/{name}.filing.yaml"));
        let words: Vec<(usize, &str)> = word_places(&clean);
        // Each slip is one run; a part of them is enough, and always the same part.
        for (at, word) in words.into_iter().step_by(7) {
            let slip = format!("{}{}{}", &clean[..at + 1], &clean[at + 2..at + word.len()], &clean[at + word.len()..]);
            let Some(before) = safeguards(&slip) else { continue };
            for (title, fixed) in fixes(&slip) {
                offered += 1;
                assert_eq!(safeguards(&fixed).as_ref(), Some(&before), "{name}: {word}: {title}");
            }
        }
    }
    assert!(offered > 40, "{offered}");
}

/// The words of at least four letters, with their bytes.
fn word_places(text: &str) -> Vec<(usize, &str)> {
    let is_word = |c: char| c.is_ascii_lowercase() || c == '-' || c == '_';
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_word).map(|at| from + at) {
        let length = text[start..].find(|c| !is_word(c)).unwrap_or(text.len() - start);
        if length >= 4 {
            all.push((start, &text[start..start + length]));
        }
        from = start + length;
    }
    all
}

#[test]
fn fixes_are_shown_or_written_and_then_the_file_is_checked() {
    let folder = empty_folder("fixes", "written");
    let clean = text(CLEAN);
    let wrong = but(&clean, "{ id: 5, action: create,", "{ id: 5, action: creat, # 作成\n         ");
    let file = folder.join("a.filing.yaml");
    std::fs::write(&file, &wrong).expect("written");
    let path = file.display().to_string();

    let (status, out, error) = sekisho(&["lint", &path, "--diff"]);
    assert_eq!((status, error.as_str()), (1, ""));
    assert!(
        out.contains("-      - { id: 5, action: creat, # 作成\n+      - { id: 5, action: create, # 作成\n"),
        "{out}"
    );
    assert_eq!(std::fs::read_to_string(&file).expect("text"), wrong);

    let (status, out, error) = sekisho(&["lint", &path, "--fix", "--lang", "ja"]);
    assert_eq!(status, 0, "{out}{error}");
    assert!(error.contains("1件を直しました"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).expect("text"), but(&wrong, "creat,", "create,"));
    assert_eq!(sekisho(&["lint", &path, "--diff"]), (0, String::new(), String::new()));

    // Of what cannot be read nobody knows whether it has a fix.
    std::fs::write(&file, "sekisho: filing/v1\nid: [\n").expect("written");
    assert_eq!(sekisho(&["lint", &path, "--diff"]).0, 2);
}

#[test]
fn machines_are_told_of_fixes_in_json_and_sarif() {
    let folder = empty_folder("fixes", "told");
    let file = folder.join("a.filing.yaml");
    std::fs::write(&file, but(&text(CLEAN), "{ id: 5, action: create,", "{ id: 5, action: creat,")).expect("written");
    let path = file.display().to_string();
    let json = |format: &str| -> serde_json::Value {
        serde_json::from_str(&sekisho(&["lint", &path, "--format", format]).1).expect("json")
    };
    let report = json("json");
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    let edit = findings.iter().find_map(|finding| finding["fix"]["edits"][0].as_object()).expect("an edit");
    assert_eq!((edit["text"].as_str(), edit["column"].as_u64()), (Some("create"), Some(26)));
    let sarif = json("sarif");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let fix = results.iter().find_map(|result| result["fixes"][0].as_object()).expect("a fix");
    let replacement = &fix["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "create");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 26);
}

#[test]
fn workbooks_are_told_and_left_as_they_are() {
    let folder = empty_folder("fixes", "book");
    let book = folder.join("a.filing.xlsx").display().to_string();
    assert_eq!(sekisho(&["workbook", &root().join(CLEAN).display().to_string(), "-o", &book]).0, 0);
    let before = std::fs::read(&book).expect("a book");
    assert_eq!(sekisho(&["lint", &book, "--diff"]).0, 2);
    let (_, _, error) = sekisho(&["lint", &book, "--fix", "--lang", "ja"]);
    assert!(error.contains("Excelブックは書き換えません"), "{error}");
    assert_eq!(std::fs::read(&book).expect("a book"), before);
}
