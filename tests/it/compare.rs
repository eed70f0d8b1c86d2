//! What changed between two versions: matched by meaning, weighed by the policy, and shown as what it is.

use std::sync::Arc;

use sekisho::compare::{self, Change, ChangeWording, Comparison};
use sekisho::html;
use sekisho::policy::{ChangeKind, PackFile, Packs, Policy, PolicyTrouble, Weight};
use sekisho::report::{changes_as_json, changes_as_markdown, changes_as_text};
use sekisho::words::Lang;

use crate::common::{below, changes_said, document, packs, root, session, session_on};

const FILING: &str = "\
sekisho: filing/v1
id: a
jurisdiction: shinjuku
submitted: 2024-04-01
actors:
  city: { role: principal, name: 見本区 }
  press: { role: contractor, name: みほん印刷 }
data:
  roster: { name: 名簿, items: [氏名, 住所] }
stores:
  pc: { actor: press, kind: pc, name: 作業用パソコン }
flows:
  - id: f
    steps:
      - { id: 1, action: extract, actor: city, onto: cd-r, data: [roster], title: 抽出 }
      - { id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster], title: 媒体の受渡し }
      - { id: 3, action: hand-over, actor: city, to: press, medium: password-notice, unlocks: [2], title: 通知書の受渡し }
contracts:
  - { id: main, kind: outsourcing, from: city, to: press, term: { from: 2024-04-01, to: 2025-03-31 } }
";

/// What changed when texts are replaced in a filing.
fn changed(replaced: &[(&str, &str)]) -> Comparison {
    between(FILING, &with(replaced))
}

/// The filing with some texts replaced.
fn with(replaced: &[(&str, &str)]) -> String {
    let mut newer = FILING.to_owned();
    for (old, new) in replaced {
        assert!(newer.contains(old), "{old}");
        newer = newer.replace(old, new);
    }
    newer
}

fn between(old: &str, new: &str) -> Comparison {
    between_in(Lang::Ja, old, new)
}

fn between_in(lang: Lang, old: &str, new: &str) -> Comparison {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    compare::compare(&document("old", old), &document("new", new), &policy, lang)
}

fn none() -> Vec<Change> {
    Vec::new()
}

#[test]
fn what_means_the_same_is_no_change() {
    for replaced in [
        // Order of lists and maps, other spellings, one value or a list of one.
        ("items: [氏名, 住所]", "items: [住所, 氏名]"),
        ("medium: cd-r", "medium: CD-R"),
        ("medium: cd-r", "medium: [cd-r]"),
        ("2025-03-31", "令和7年3月31日"),
        ("role: contractor, name: みほん印刷", "name: みほん印刷, role: 委託先"),
        // Other names for the same thing, wherever it is named.
        ("press", "printer"),
        ("roster", "list"),
        ("pc:", "machine:"),
    ] {
        assert_eq!(changed(&[replaced]).changes, none(), "{replaced:?}");
    }
}

#[test]
fn a_step_put_in_between_is_one_change() {
    let newer = with(&[
        ("id: 3,", "id: 4,"),
        ("id: 2,", "id: 3,"),
        ("unlocks: [2]", "unlocks: [3]"),
        ("      - { id: 3,", "      - { id: 2, action: verify, actor: city, title: 確認 }\n      - { id: 3,"),
    ]);
    assert_eq!(changes_said(FILING, &newer, Lang::Ja), ["手順2「確認」：追加"]);
    assert_eq!(changes_said(FILING, &newer, Lang::En), ["Step 2 “確認”: added"]);
}

#[test]
fn steps_in_another_order_are_one_change() {
    let mut lines: Vec<&str> = FILING.lines().collect();
    let second = lines.iter().position(|line| line.contains("媒体の受渡し")).expect("a step");
    lines.swap(second, second + 1);
    assert_eq!(
        changes_said(FILING, &lines.join("\n"), Lang::Ja),
        ["流れ「f」の手順：「1、2、3」から「1、3、2」に変更"]
    );
}

#[test]
fn changes_weigh_what_the_policy_says() {
    let found = changed(&[
        ("items: [氏名, 住所]", "items: [氏名, 住所, 電話番号]"),
        ("2025-03-31", "2026-03-31"),
        ("title: 抽出", "title: 対象者の抽出"),
    ]);
    let weights: Vec<Weight> = found.changes.iter().map(|change| change.weight).collect();
    assert_eq!(weights, [Weight::Resubmit, Weight::Report, Weight::Nothing]);
    let fewer = changed(&[("items: [氏名, 住所]", "items: [氏名]")]);
    assert_eq!((fewer.changes[0].kind, fewer.changes[0].weight), (ChangeKind::Removed, Weight::Report));
}

#[test]
fn what_no_policy_names_is_left_to_the_office() {
    let policy = weighing("[]");
    let newer = FILING.replace("cd-r", "dvd-r");
    let found = compare::compare(&document("old", FILING), &document("new", &newer), &policy, Lang::Ja);
    assert!(!found.changes.is_empty());
    assert_eq!(found.count(Weight::Undecided), found.changes.len());
}

/// The shipped policy with other weights.
fn weighing(weights: &'static str) -> Arc<Policy> {
    let shipped = packs();
    let files = ["core", "appi", "my-number", "municipal", "shinjuku"].iter().flat_map(|pack| shipped.below(pack));
    let others = files.filter(|file| !file.path.ends_with("/changes.yaml")).cloned();
    let weights = PackFile::new("shinjuku/changes.yaml".to_owned(), weights.as_bytes().to_vec());
    let session = session_on(Packs::new(others.chain([weights]).collect()));
    session.policy("shinjuku").expect("a pack").expect("a policy")
}

#[test]
fn weights_of_keys_that_the_format_does_not_have_are_said_at_their_place() {
    let policy = weighing("- { of: [step, step.lime], weight: report, because: { ja: あ, en: a } }\n");
    let problems = compare::unknown_keys(&policy);
    let suggestion = Some("step.line".to_owned());
    let trouble = PolicyTrouble::UnknownKey { key: "step.lime".to_owned(), suggestion };
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].file.as_str(), problems[0].span.column), ("shinjuku/changes.yaml", 16));
    assert_eq!(problems[0].trouble, trouble);
}

#[test]
fn the_shipped_weights_name_keys_of_the_format_and_every_subject() {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    assert_eq!(compare::unknown_keys(&policy), Vec::new());
    for kind in compare::SUBJECTS {
        for change in [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Altered] {
            assert!(policy.change(kind, "", change).is_some(), "{kind} {}", change.word());
        }
        let said = sekisho::words::say(Lang::Ja, &format!("diff.kind-{kind}"), &[]);
        assert!(!said.starts_with("diff."), "{said}");
    }
}

#[test]
fn marks_of_the_author_are_compared_with_the_changes() {
    let marked = |step: &str| format!("title: {step}, changed: true");
    let both = changed(&[
        ("medium: cd-r, data", "medium: dvd-r, data"),
        ("title: 媒体の受渡し", &marked("媒体の受渡し")),
        ("title: 抽出", &marked("抽出")),
        ("name: みほん印刷", "name: 株式会社みほん"),
    ]);
    let names = |marks: &[compare::Mark]| -> Vec<String> { marks.iter().map(|mark| mark.subject.id.clone()).collect() };
    assert_eq!(names(&both.idle_marks), ["f/1"]);
    assert_eq!(names(&both.unmarked()), ["press"]);
    // Where nobody marks anything, nothing is missing.
    assert_eq!(changed(&[("name: みほん印刷", "name: 株式会社みほん")]).unmarked(), Vec::new());
}

#[test]
fn a_filing_differs_from_itself_in_nothing() {
    for path in below(&root().join("examples"), ".filing.yaml") {
        let yaml = std::fs::read_to_string(&path).expect("readable");
        assert_eq!(between(&yaml, &yaml).changes, none(), "{}", path.display());
    }
}

#[test]
fn the_picture_frames_the_changes_and_nothing_else() {
    let newer = FILING
        .replace("medium: cd-r, data", "medium: dvd-r, data")
        .replace("title: 抽出", "title: 抽出, changed: true");
    let found = between(FILING, &newer);
    let mut ready = session().ready(&document("new", &newer), &mut Vec::new()).expect("policy").expect("a filing");
    found.frame(&mut ready.filing);
    let steps = &ready.filing.flows[0].steps;
    let framed: Vec<bool> = steps.iter().map(|step| step.changed.is_some()).collect();
    assert_eq!(framed, [false, true, false]);
}

/// A step that lost a key is framed as one that got another, so it lacks its mark where others have theirs.
#[test]
fn a_thing_that_lost_a_key_is_framed_and_wants_its_mark() {
    let older = FILING.replace("medium: cd-r, data", "medium: cd-r, encrypted: true, data");
    let newer = FILING.replace("name: みほん印刷", "name: 株式会社みほん, changed: true");
    assert!(older != FILING && newer != FILING);
    let found = between(&older, &newer);
    let drawn: Vec<(&str, bool)> = found.changes.iter().map(|one| (one.subject.kind, one.drawn())).collect();
    assert!(drawn.contains(&("step", true)) && drawn.iter().all(|(_, drawn)| *drawn), "{drawn:?}");
    let wanting: Vec<&str> = found.unmarked().iter().map(|mark| mark.subject.kind).collect();
    assert_eq!(wanting, ["step"]);
}

#[test]
fn texts_of_a_filing_stay_texts_in_every_format() {
    let hostile = "</td><script>alert(1)</script>|\u{202e}@team ![](x) `";
    let newer = FILING.replace("みほん印刷", "{h}").replace("{h}", &serde_json::to_string(hostile).expect("text"));
    let found = between(FILING, &newer);
    let wording = ChangeWording { found: &found, old: "old\u{1b}", new: "new|x", cells: [None, None], lang: Lang::Ja };
    let mut shown = Vec::new();
    changes_as_text(wording, &mut shown).expect("written");
    let mut table = Vec::new();
    changes_as_markdown(wording, &mut table).expect("written");
    let mut json = Vec::new();
    changes_as_json(wording, &mut json).expect("written");
    let page = html::changes(wording).expect("a page");
    for text in [String::from_utf8(shown).expect("text"), String::from_utf8(table.clone()).expect("text"), page.clone()]
    {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    }
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json["changes"][0]["new"]["value"], hostile);
    assert!(!page.contains("<script>alert") && page.contains("Content-Security-Policy") && !page.contains(">diff."));
    let table = String::from_utf8(table).expect("text");
    assert!(!table.contains("<script>") && !table.contains("![](x)") && !table.contains("@team"), "{table}");
    for row in table.lines().filter(|line| line.starts_with("| 1 ")) {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
    }
}

#[test]
fn odd_filings_are_compared_too() {
    let odd = ["{}", "flows: x", "flows: [x, {steps: [1]}]", "actors: [a]\ndata: {a: {items: {b: [[]]}}}", "id: [1]"];
    for one in odd.iter().chain([&FILING]) {
        for other in odd.iter().chain([&FILING]) {
            let found = between(one, other);
            assert!(one != other || found.changes.is_empty(), "{one}");
        }
    }
}

/// Two hand-overs between the same parties, told apart by what they hand over, and a waiver for the first.
const UNTITLED: &str = "\
sekisho: filing/v1
id: a
jurisdiction: shinjuku
submitted: 2024-04-01
actors:
  city: { role: principal, name: 見本区 }
  press: { role: contractor, name: みほん印刷 }
data:
  roster: { name: 名簿, items: [氏名, 住所] }
stores:
  pc: { actor: press, kind: pc, name: 作業用パソコン }
flows:
  - id: f
    steps:
      - { id: 1, action: extract, actor: city, onto: cd-r, data: [roster] }
      - { id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster] }
      - { id: 3, action: hand-over, actor: city, to: press, medium: password-notice, unlocks: [2] }
      - { id: 4, action: import, actor: press, medium: cd-r, into: pc, data: [roster] }
contracts:
  - { id: main, kind: outsourcing, from: city, to: press, term: { from: 2024-04-01, to: 2025-03-31 } }
waivers:
  - { rule: hop-media-encrypted, at: f/2, verdict: violation, reason: 導入まで, approval: r6, until: 2025-03-31 }
";

/// The steps of [`UNTITLED`] with other ones, and its waiver for another subject.
fn with_steps(steps: &[&str], at: &str) -> String {
    let (before, rest) = UNTITLED.split_once("      - { id: 1").expect("steps");
    let after = rest.split_once("contracts:").expect("contracts").1;
    let steps: String = steps.iter().map(|step| format!("      - {{ {step} }}\n")).collect();
    format!("{before}{steps}contracts:{after}").replace("at: f/2", &format!("at: {at}"))
}

const VERIFY: &str = "id: 1, action: verify, actor: city, data: [roster]";

#[test]
fn steps_without_titles_are_known_again_when_numbers_move_on() {
    let moved = [
        VERIFY,
        "id: 2, action: extract, actor: city, onto: cd-r, data: [roster]",
        "id: 3, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster]",
        "id: 4, action: hand-over, actor: city, to: press, medium: password-notice, unlocks: [3]",
        "id: 5, action: import, actor: press, medium: cd-r, into: pc, data: [roster]",
    ];
    let changes = |newer: &str| changes_said(UNTITLED, newer, Lang::En);
    assert_eq!(changes(&with_steps(&moved, "f/3")), ["Step 1 “verify”: added"]);
    // Back again.
    assert_eq!(changes_said(&with_steps(&moved, "f/3"), UNTITLED, Lang::En), ["Step 1 “verify”: removed"]);
    // Nothing but numbers.
    let tens = moved[1..].iter().map(|step| step.replace("id: ", "id: 1").replace("[3]", "[13]")).collect::<Vec<_>>();
    let tens: Vec<&str> = tens.iter().map(String::as_str).collect();
    assert_eq!(changes(&with_steps(&tens, "f/13")), Vec::<String>::new());
    // What changes beside it is still told, of the step that it changes.
    let other = moved.map(|step| step.replace("medium: cd-r, data", "medium: dvd-r, data"));
    let told = changes(&with_steps(&other.each_ref().map(String::as_str), "f/3"));
    let expected = ["Step 1 “verify”: added", "Step 3 “hand over”, Medium: “CD-R” became “DVD-R”"];
    assert_eq!(told, expected);
    // A hand-over that takes another's number is none that was there.
    let usb = [
        "id: 1, action: extract, actor: city, onto: cd-r, data: [roster]",
        "id: 2, action: hand-over, actor: city, to: press, medium: usb, data: [roster], encrypted: true",
        "id: 3, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster]",
        "id: 4, action: hand-over, actor: city, to: press, medium: password-notice, unlocks: [3]",
        "id: 5, action: import, actor: press, medium: cd-r, into: pc, data: [roster]",
    ];
    assert_eq!(changes(&with_steps(&usb, "f/3")), ["Step 2 “hand over”: added"]);
}

#[test]
fn a_waiver_that_comes_to_cover_another_step_is_a_change() {
    let steps = [
        VERIFY,
        "id: 2, action: extract, actor: city, onto: cd-r, data: [roster]",
        "id: 3, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster]",
        "id: 4, action: hand-over, actor: city, to: press, medium: password-notice, unlocks: [3]",
        "id: 5, action: import, actor: press, medium: cd-r, into: pc, data: [roster]",
    ];
    let fields = |newer: &str| -> Vec<(String, Option<String>, Option<String>)> {
        let found = between_in(Lang::En, UNTITLED, newer);
        let value = |side: &compare::Side| side.value.clone();
        let waived = found.changes.iter().filter(|change| change.field.starts_with("waivers"));
        waived.map(|change| (change.field.clone(), value(&change.old), value(&change.new))).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(fields(&with_steps(&steps, "f/3")), []);
    assert_eq!(fields(&with_steps(&steps, "' f/3 '")), []);
    assert_eq!(fields(&with_steps(&steps, "f/2")), [("waivers.at".to_owned(), some("f/3"), some("f/2"))]);
    let without = [steps[0], "id: 2, action: extract, actor: city, onto: cd-r, data: [roster]"];
    let gone = [("waivers.at".to_owned(), some("f/2 of the older version"), some("f/2"))];
    assert_eq!(fields(&with_steps(&without, "f/2")), gone);
}
