//! The tests of a pack (`sekisho policy test`), tried on a pack of three rules and two obligations whose tests are complete
//! (`tests/trials`): what is counted of them, and every way in which one can fail.

use std::fmt::Write as _;
use std::sync::Arc;

use sekisho::check::Tally;
use sekisho::policy::{self, PackFile, Packs};
use sekisho::source::Document;
use sekisho::trial::{self, Examples, Excerpt, TrialReport, Trials};
use serde_json::{Value, json};

use crate::common::{below, document, root, session_on, text};

const RULES: &str = "hall/rules/all.yaml";

/// Files of the packs, by their paths.
fn files() -> Vec<(String, String)> {
    let read = |folder: &str, name: &str| {
        let folder = root().join(folder);
        let path =
            |path: &std::path::Path| path.strip_prefix(&folder).expect("below").to_string_lossy().replace('\\', "/");
        let all = below(&folder.join(name), ".yaml");
        all.iter().map(|one| (path(one), std::fs::read_to_string(one).expect("readable"))).collect::<Vec<_>>()
    };
    [read("policies", "core"), read("tests/trials", "hall")].concat()
}

fn changed(text: &mut String, edits: Option<&Value>) {
    for edit in edits.and_then(Value::as_array).into_iter().flatten() {
        let (from, to) = (edit[0].as_str().expect("from"), edit[1].as_str().expect("to"));
        assert_eq!(text.matches(from).count(), 1, "{from:?}");
        *text = text.replace(from, to);
    }
}

fn packs_of(files: &[(String, String)]) -> Packs {
    Packs::new(files.iter().map(|(path, text)| PackFile::new(path.clone(), text.clone().into_bytes())).collect())
}

fn run(packs: Packs, pack: &str, trials: &[Trials]) -> TrialReport {
    let policy = Arc::new(policy::load(&packs, pack).unwrap_or_else(|problems| panic!("{problems:#?}")));
    trial::run(&session_on(packs), &policy, trials).expect("run")
}

fn trials(tests: &str, base: &str) -> Trials {
    let file = |name: &str, text: &str| (format!("t/{name}"), text.as_bytes().to_vec());
    Trials::of([file("tests.yaml", tests), file("base/clean.filing.yaml", base)])
}

#[test]
fn complete_tests_are_counted() {
    let report = run(
        packs_of(&files()),
        "hall",
        &[trials(&text("tests/trials/tests.yaml"), &text("tests/trials/clean.filing.yaml"))],
    );
    assert_eq!(report.failures, Vec::new());
    // What is owed has to speak as a rule has to fire, what is free is a near miss.
    assert_eq!((report.rules, report.fired, report.silent), (3, 6, 4));
    let shown: Vec<&str> = report.shown.iter().map(String::as_str).collect();
    let expected =
        ["hop-encrypted", "inspected", "serials-back", "serials-known", "share-small", "trained", "training-kept"];
    assert_eq!(shown, expected);
    let tallies: Vec<(&str, Tally)> =
        report.tallies.iter().map(|(rule, tally)| (rule.as_str(), tally.clone())).collect();
    // A rule of filings is counted over the bases, one of an audit over its own tests.
    let tally = |applied, passed| Tally { applied, passed };
    let expected = [("hop-encrypted", tally(1, 1)), ("serials-back", tally(2, 1)), ("share-small", tally(2, 1))];
    assert_eq!(tallies, expected);
}

#[test]
fn every_way_to_fail() {
    let name = "tests/trials/wrong.yaml";
    let table = Document::to_json(document(name, &text(name)).root());
    let mut wrong = String::new();
    for case in table["cases"].as_array().expect("cases") {
        let (mut tests, mut base) = (text("tests/trials/tests.yaml"), text("tests/trials/clean.filing.yaml"));
        changed(&mut tests, case.get("edits"));
        changed(&mut base, case.get("base"));
        let mut files = files();
        changed(&mut files.iter_mut().find(|(path, _)| path == RULES).expect("rules").1, case.get("rules"));
        let found = run(packs_of(&files), "hall", &[trials(&tests, &base)]).failures;
        let expected = case["is"].as_array().expect("is");
        let told: Vec<String> = found
            .iter()
            .map(|one| {
                let text = match one.file.as_str() {
                    "-" => return format!("{} {} (none) {}", one.what, one.rule, one.detail),
                    "t/tests.yaml" => &tests,
                    _ => &base,
                };
                let line = text.lines().nth(one.line as usize - 1).unwrap_or_default();
                format!("{} {} at {line:?} {}", one.what, one.rule, one.detail)
            })
            .collect();
        let same = |(expected, found): (&Value, &trial::Failure)| {
            let word = |at: usize| expected[at].as_str().unwrap_or_else(|| panic!("{expected}"));
            let text = if found.file == "t/tests.yaml" { &tests } else { &base };
            let line = text.lines().nth((found.line as usize).saturating_sub(1)).unwrap_or_default();
            let line = line.trim_start().trim_start_matches("- ");
            let place = word(2).trim_start_matches("- ");
            let nowhere = found.file == "-" && found.line == 0;
            let at = if place.is_empty() && nowhere { true } else { !nowhere && line.starts_with(place) };
            let detail = word(3) == "…" && !found.detail.is_empty() || word(3) == found.detail;
            found.what == word(0) && found.rule == word(1) && at && detail
        };
        if expected.len() != found.len() || !expected.iter().zip(&found).all(same) {
            let _ = writeln!(wrong, "{}:\nexpected {expected:#?}\nfound {told:#?}", case["name"]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A child is held to its parent's tests and bases, but its own bases alone have to be clean by what it adds.
#[test]
fn a_parents_tests_hold_for_its_child() {
    let own = "\
- id: term-stated
  title: { ja: 期間, en: term }
  applies_to: contract
  require: { term.renews: { stated: true } }
  severity: { unstated: note }
  message: { unstated: { ja: 記載なし, en: not stated } }
  help: { ja: 助け, en: help }
  basis: [{ text: 要綱 }]
";
    let of_child = "\
- rule: term-stated
  base: clean
  fires: [{ patch: [{ op: remove, path: /contracts/0/term/renews }], verdict: unstated, at: /contracts/0 }]
  silent: [{ why: as it is }]
";
    let run_child = |rules: &str, base: &str, tests: &str| {
        let mut files = files();
        let head = "id: child\ntitle: { ja: 子, en: child }\nversion: \"1\"\njurisdictions: [child]\nextends: [hall]\n";
        files.extend(
            [("child/policy.yaml", head), ("child/rules/all.yaml", rules)]
                .map(|(path, text)| (path.to_owned(), text.to_owned())),
        );
        let parent = trials(&text("tests/trials/tests.yaml"), &text("tests/trials/clean.filing.yaml"));
        let report = run(packs_of(&files), "child", &[parent, trials(tests, base)]);
        let told =
            report.failures.iter().map(|one| format!("{} {} {}", one.what, one.rule, one.detail)).collect::<Vec<_>>();
        (report.rules, report.fired, told)
    };
    let base = text("tests/trials/clean.filing.yaml");
    let renewed = base.replace("to: 2026-03-31 }", "to: 2026-03-31, renews: outsourcing }");
    assert_eq!(run_child(own, &renewed, of_child), (4, 7, Vec::new()));
    let unclean = ["unclean-base - term-stated unstated note /contracts/0"];
    assert_eq!(run_child(own, &base, &of_child.replace("remove", "test")).2[0], unclean[0]);

    // What the child asks otherwise is the child's to test; what it only weighs otherwise still is the parent's.
    let disabled = format!("{own}- {{ disable: hop-encrypted, reason: 区の特例 }}\n");
    assert_eq!(run_child(&disabled, &renewed, of_child), (3, 5, Vec::new()));
    let asked = format!(
        "{own}- {{ override: hop-encrypted, reason: 区の特例, require: {{ encrypted: {{ stated: true }} }} }}\n"
    );
    let (_, fired, told) = run_child(&asked, &renewed, of_child);
    assert_eq!((fired, told.iter().filter(|one| one.contains("hop-encrypted")).count()), (5, 3), "{told:?}");
    let milder = format!("{own}- {{ override: hop-encrypted, reason: 区の特例, severity: {{ unstated: note }} }}\n");
    let told = run_child(&milder, &renewed, of_child).2;
    assert_eq!(
        told,
        [
            "not-fired hop-encrypted hop-encrypted unstated note /flows/0/steps/1",
            "no-firing-test hop-encrypted unstated"
        ]
    );
}

/// Bases are told from tests by their names, wherever they lie.
#[test]
fn bases_are_known_by_their_names() {
    let file = |path: &str| (path.to_owned(), path.as_bytes().to_vec());
    let trials = Trials::of(["t/a.yaml", "t/base/one.filing.yaml", "two.filing.yaml", "t/filing.yaml"].map(file));
    assert_eq!(trials.tests.keys().collect::<Vec<_>>(), ["t/a.yaml", "t/filing.yaml"]);
    let bases: Vec<(&str, &str)> =
        trials.bases.iter().map(|(name, (path, _))| (name.as_str(), path.as_str())).collect();
    assert_eq!(bases, [("one", "t/base/one.filing.yaml"), ("two", "two.filing.yaml")]);
    assert_eq!(trials.bases["one"].1, b"t/base/one.filing.yaml");
}

/// An example shows the places that a test touches: the mapping around a key where it is short, else the key with what
/// names its mapping; of a list the item, nothing where it is not there yet or no longer.
#[test]
fn an_example_shows_what_its_test_touches() {
    let long = "長".repeat(400);
    let base = text("tests/trials/clean.filing.yaml")
        .replace("submitted: 2025-03-01", "submitted: 2025-03-01\ntitle: 件名\ndepartments: [総務課]")
        .replace("kind: outsourcing,", &format!("kind: outsourcing, reason: {long}, title: 作成,"));
    let tests = "\
- rule: hop-encrypted
  base: missing
  fires: [{ verdict: violation, at: /flows/0/steps/1 }]
- rule: hop-encrypted
  base: clean
  fires:
    - { patch: [{ op: remove, path: /flows/0/steps/1/encrypted }], verdict: unstated, at: /flows/0/steps/1 }
    - verdict: violation
      at: /flows/0/steps/1
      patch:
        - { op: replace, path: /flows/0/steps/1/encrypted, value: false }
        - { op: replace, path: /flows/0/steps/1/medium, value: dvd-r }
        - { op: replace, path: /contracts/0/title, value: 印刷 }
        - { op: replace, path: /title, value: 別の件名 }
        - { op: add, path: /departments/-, value: 図書館課 }
        - { op: remove, path: /departments/0 }
- rule: serials-back
  base: clean
  fires:
    - { today: 2026-03-01, verdict: violation, at: /records/0, evidence: [{ kind: handover, step: 2, date: 2025-05-01, serials: [A] }] }
  silent:
    - { today: 2026-03-01, evidence: [{ kind: handover, step: 2, serials: [] }] }
- rule: share-small
  base: clean
  fires: [{ today: 2026-03-01, verdict: violation, at: \"\", contractors: [{ name: 作成, share: 51 }] }]
";
    let packs = packs_of(&files());
    let policy = Arc::new(policy::load(&packs, "hall").expect("a policy"));
    let session = session_on(packs);
    let trials = [trials(tests, &base)];
    let examples = Examples::new(&session, &policy, &trials);
    let of = |rule: &str| examples.of(rule).expect("run");
    let shown = |all: &[Excerpt]| -> Vec<Value> {
        all.iter().map(|one| json!([one.pointer, one.value, if one.partial { "in part" } else { "whole" }])).collect()
    };
    let hop = of("hop-encrypted").expect("an example");
    assert_eq!((hop.finding.verdict.word(), &*hop.finding.about.id), ("violation", "f/2"));
    let step = |medium: &str, encrypted: bool| json!({ "id": 2, "action": "hand-over", "actor": "city", "to": "maker", "medium": medium, "data": ["roster"], "encrypted": encrypted });
    let contract = |title: &str| json!({ "id": "main", "kind": "outsourcing", "title": title });
    let passing = [
        json!(["/flows/0/steps/1", step("cd-r", true), "whole"]),
        json!(["/contracts/0", contract("作成"), "in part"]),
        json!(["", { "id": "clean", "title": "件名" }, "in part"]),
        json!(["/departments/1", null, "whole"]),
        json!(["/departments/0", "総務課", "whole"]),
    ];
    assert_eq!(shown(&hop.passing), passing);
    let failing = [
        json!(["/flows/0/steps/1", step("dvd-r", false), "whole"]),
        json!(["/contracts/0", contract("印刷"), "in part"]),
        json!(["", { "id": "clean", "title": "別の件名" }, "in part"]),
        json!(["/departments/0", "図書館課", "whole"]),
    ];
    assert_eq!(shown(&hop.failing), failing);

    // What no base passes is set against a near miss, or against nothing.
    let serials = of("serials-back").expect("an example");
    let records = json!([{ "kind": "handover", "step": 2, "date": "2025-05-01", "serials": ["A"] }]);
    assert_eq!(shown(&serials.failing), [json!(["/records", records, "whole"])]);
    assert_eq!(
        shown(&serials.passing),
        [json!(["/records", [{ "kind": "handover", "step": 2, "serials": [] }], "whole"])]
    );
    assert_eq!(serials.finding.rule, "serials-back");
    let share = of("share-small").expect("an example");
    assert_eq!(shown(&share.failing), [json!(["/contractors", [{ "name": "作成", "share": 51 }], "whole"])]);
    assert_eq!(shown(&share.passing), Vec::<Value>::new());
    assert!(of("no-such-rule").is_none());
}
