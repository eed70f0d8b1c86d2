//! Every kind of value that the format has, changed in every way that it can be: what is told of each in words.

use sekisho::compare::{self, ChangeWording, Comparison};
use sekisho::policy::Policy;
use sekisho::words::Lang;

use crate::common::{all_said, changes_said, document, session};

const FILING: &str = "\
sekisho: filing/v1
id: a
jurisdiction: shinjuku
title: 題
submitted: 2024-04-01
departments: [税務課, 住民課]
actors:
  city: { role: principal, name: City, public: true }
  press: { role: contractor, name: Press, certifications: [{ name: privacy-mark, until: 2026-03-31 }] }
data:
  roster: { name: Roster, items: [氏名, { name: 住所, details: [町名] }] }
stores:
  pc: { actor: press, name: PC, kind: pc, measures: [lock, log] }
flows:
  - id: f
    title: 流れ
    measures: { press: [lock, log] }
    steps:
      - { id: 1, action: [extract, copy], actor: city, onto: cd-r, data: [roster], title: one, volume: 10 }
      - { id: 2, action: hand-over, actor: city, to: press, medium: [cd-r, paper], data: [roster], encrypted: true, transport: { by: post, persons: 2 }, log: { fields: [time] } }
contracts:
  - id: main
    title: 本体
    kind: outsourcing
    from: city
    to: press
    term: { from: 2024-04-01, to: { event: approval } }
    media: [cd-r, { store: pc, medium: paper }]
    checklist: { form: safeguards, principal: { done: [1, 2], not_applicable: { 3: none } } }
    disposal:
      - { of: [paper], method: destroy, due: [completion, { date: 2025-04-30 }] }
    special_clauses: [{ form: special, clauses: { 1: a, 2: [b, c] } }]
";

type Cases = &'static [(&'static [(&'static str, &'static str)], &'static [&'static str])];

const CASES: Cases = &[
    // Numbers, texts and flags.
    (&[("volume: 10", "volume: 12")], &["Step 1 “one”, How many records or sheets: “10” became “12”"]),
    (&[("volume: 10", "volume: 約10")], &["Step 1 “one”, How many records or sheets: “10” became “約10”"]),
    (&[(", volume: 10", "")], &["Step 1 “one”, How many records or sheets: “10” removed"]),
    (
        &[("encrypted: true", "encrypted: false")],
        &["Step 2 “hand over”, Encryption of the data itself: “yes” became “no”"],
    ),
    (&[("encrypted: true, ", "")], &["Step 2 “hand over”, Encryption of the data itself: “yes” removed"]),
    (&[("public: true", "public: yes")], &["Party “City”, Whether it is a public body: “yes” became “yes”"]),
    (&[("title: 題", "title: \"長い\\n 題\"")], &["Filing, Title: “題” became “長い 題”"]),
    (&[("title: 題", "title: 題\nbasis: []")], &["Filing, Provisions it rests on: “none” added"]),
    (&[("name: City", "name: ＣＩＴＹ")], &[]),
    // Words, one and several, and in other spellings.
    (&[("kind: pc", "kind: server")], &["Store “PC”, Kind: “PC” became “server”"]),
    (&[("kind: pc", "kind: 端末")], &[]),
    (&[("kind: pc", "kind: telex")], &["Store “PC”, Kind: “PC” became “telex”"]),
    (&[("[cd-r, paper]", "[paper, CD]")], &[]),
    (&[("[cd-r, paper]", "[cd-r, dvd-r]")], &["Step 2 “hand over”, Medium: “paper” became “DVD-R”"]),
    (&[("[cd-r, paper]", "paper")], &["Step 2 “hand over”, Medium: “CD-R” removed"]),
    (&[("[cd-r, paper]", "usb")], &["Step 2 “hand over”, Medium: “CD-R, paper” became “USB memory”"]),
    (&[("action: [extract, copy]", "action: [extract, print]")], &["Step 1 “one”, Action: “copy” became “print”"]),
    // Days, and what stands for one.
    (&[("submitted: 2024-04-01", "submitted: 令和6年4月1日")], &[]),
    (
        &[("submitted: 2024-04-01", "submitted: 令和6年4月2日")],
        &["Filing, Date of submission: “2024-04-01” became “2024-04-02”"],
    ),
    (
        &[("submitted: 2024-04-01", "submitted: 2024-04")],
        &["Filing, Date of submission: “2024-04-01” became “2024-04”"],
    ),
    (
        &[("to: { event: approval }", "to: 2025-03-31")],
        &["Contract “本体”, Term › Last day: “Event that the date waits for: approval” became “2025-03-31”"],
    ),
    (
        &[("to: { event: approval }", "to: { event: contract-signing }")],
        &["Contract “本体”, Term › Last day › Event that the date waits for: “approval” became “contract signing”"],
    ),
    (
        &[("2026-03-31", "2027-03-31")],
        &["Party “Press”, Certifications › privacy-mark › Valid until: “2026-03-31” became “2027-03-31”"],
    ),
    // Keys that say what they are rather than what can stand there.
    (
        &[("name: privacy-mark, until", "name: privacy-mark, status: held, until")],
        &["Party “Press”, Certifications › privacy-mark › Status: “held” added"],
    ),
    (&[("    media: [cd-r", "    agenda: report\n    media: [cd-r")], &["Contract “本体”, Agenda: “report” added"]),
    (
        &[("    media: [cd-r", "    subcontracting: { allowed: free }\n    media: [cd-r")],
        &["Contract “本体”, Sub-contracting: “Whether it is allowed: without restriction” added"],
    ),
    // Names of things.
    (&[("{ actor: press", "{ actor: city")], &["Store “PC”, Holder: “Press” became “City”"]),
    (&[("{ actor: press", "{ actor: nobody")], &["Store “PC”, Holder: “Press” became “nobody”"]),
    // Lists of texts and of maps.
    (&[("[税務課, 住民課]", "[住民課, 税務課]")], &[]),
    (&[("[税務課, 住民課]", "[住民課]")], &["Filing, Departments in charge: “税務課” removed"]),
    (
        &[("[税務課, 住民課]", "[税務, 課住民課]")],
        &["Filing, Departments in charge: “税務課, 住民課” became “税務, 課住民課”"],
    ),
    (&[("[税務課, 住民課]", "税務課")], &["Filing, Departments in charge: “住民課” removed"]),
    (
        &[("[税務課, 住民課]", "[税務課, 住民課, 収納課, 収納課]")],
        &["Filing, Departments in charge: “収納課, 収納課” added"],
    ),
    (
        &[("details: [町名]", "details: [番地]")],
        &["Data “Roster”, Items › 住所 › Further items inside: “町名” became “番地”"],
    ),
    (
        &[("{ name: 住所, details: [町名] }", "住所")],
        &["Data “Roster”, Items: “Name: 住所, Further items inside: 町名” became “住所”"],
    ),
    (
        &[("{ store: pc, medium: paper }", "{ store: pc, medium: usb }")],
        &["Contract “本体”, Media and machines used › Medium: “paper” became “USB memory”"],
    ),
    (
        &[("[cd-r, { store: pc, medium: paper }]", "[dvd-r]")],
        &["Contract “本体”, Media and machines used: “CD-R, Store: PC, Medium: paper” became “DVD-R”"],
    ),
    (
        &[("method: destroy", "method: delete")],
        &["Contract “本体”, Planned disposals › Method: “destroy” became “delete”"],
    ),
    (
        &[("date: 2025-04-30", "date: 2025-05-31")],
        &["Contract “本体”, Planned disposals › When › Date: “2025-04-30” became “2025-05-31”"],
    ),
    (
        &[("[completion, ", "[each-job, ")],
        &["Contract “本体”, Planned disposals › When: “on completion” became “each job”"],
    ),
    // Maps whose keys are the author's own.
    (&[("{ press: [lock, log] }", "{ press: [log, lock] }")], &[]),
    (
        &[("{ press: [lock, log] }", "{ press: [log, room] }")],
        &["Flow “流れ”, Measures drawn in the lane of each actor › Press: “lock” became “room”"],
    ),
    (
        &[("{ press: [lock, log] }", "{ press: [lock, log], city: [room] }")],
        &["Flow “流れ”, Measures drawn in the lane of each actor › City: “room” added"],
    ),
    (
        &[("    measures: { press: [lock, log] }\n", "")],
        &["Flow “流れ”, Measures drawn in the lane of each actor: “Press: lock, log” removed"],
    ),
    (
        &[("2: [b, c]", "2: [c]")],
        &["Contract “本体”, Special clauses attached › Clause ids by item number › 2: “b” removed"],
    ),
    (
        &[("{ 3: none }", "{ 3: other }")],
        &[
            "Contract “本体”, Safeguard checklist › Column of the principal › Rows answered ー › 3: “none” became “other”",
        ],
    ),
    // One shape in place of another.
    (
        &[("done: [1, 2]", "done: [2, 3]")],
        &["Contract “本体”, Safeguard checklist › Column of the principal › Rows answered ○: “1” became “3”"],
    ),
    (
        &[("done: [1, 2]", "done: all")],
        &["Contract “本体”, Safeguard checklist › Column of the principal › Rows answered ○: “1, 2” became “all”"],
    ),
    (
        &[("log: { fields: [time] }", "log: true")],
        &["Step 2 “hand over”, Log of the step: “Its fields: time” became “yes”"],
    ),
    (
        &[("transport: { by: post, persons: 2 }", "transport: { by: post, persons: 3 }")],
        &["Step 2 “hand over”, Transport › Number of people who carry it: “2” became “3”"],
    ),
    (
        &[("transport: { by: post, persons: 2 }", "transport: [{ by: post, persons: 2 }, { by: hand }]")],
        &[
            "Step 2 “hand over”, Transport: “How it is carried: post, Number of people who carry it: 2” became “How it is carried: post, Number of people who carry it: 2, How it is carried: hand”",
        ],
    ),
    // In an annex.
    (
        &[("transport: { by: post, persons: 2 }", "transport: { see: 資料1 }")],
        &[
            "Step 2 “hand over”, Transport: “How it is carried: post, Number of people who carry it: 2” became “The annex: 資料1”",
        ],
    ),
    (
        &[("[税務課, 住民課]", "{ see: [資料1, 資料2] }")],
        &["Filing, Departments in charge: “税務課, 住民課” became “The annex: 資料1, 資料2”"],
    ),
    // Steps without a title are known by what is done between whom.
    (&[("id: 2, action", "id: 9, action")], &[]),
    (&[("id: 2, action: hand-over", "id: 9, action: mail")], &["Step 9 “mail”: added", "Step 2 “hand over”: removed"]),
    (&[("id: 2, action: hand-over", "id: 2, action: mail")], &["Step 2 “mail”, Action: “hand over” became “mail”"]),
];

/// The filing with each of some texts, which is there once, replaced.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut newer = FILING.to_owned();
    for (from, to) in edits {
        assert_eq!(newer.matches(from).count(), 1, "{from}");
        newer = newer.replace(from, to);
    }
    newer
}

fn changed(policy: &Policy, edits: &[(&str, &str)], lang: Lang) -> Comparison {
    compare::compare(&document("old", FILING), &document("new", &edited(edits)), policy, lang)
}

#[test]
fn every_kind_of_value_is_told_in_words() {
    let said = |(edits, expected): &(&'static [(&str, &str)], &'static [&'static str])| {
        (format!("{edits:?}"), changes_said(FILING, &edited(edits), Lang::En), *expected)
    };
    all_said(CASES.iter().map(said));
}

/// What a list has several times counts as often on both sides.
#[test]
fn what_a_list_repeats_is_counted() {
    let field = "Filing, Departments in charge";
    for (old, new, expected) in [
        ("課, 課", "課", vec!["“課” removed"]),
        ("課", "課, 課", vec!["“課” added"]),
        ("課, 課, 係", "係, 課", vec!["“課” removed"]),
        ("課, 課", "課, 課", vec![]),
        ("課, 課", "課, 係, 課, 課", vec!["“係, 課” added"]),
        ("課, 課, 課", "係, 課", vec!["“課, 課” became “係”"]),
    ] {
        let filing = |list: &str| FILING.replace("[税務課, 住民課]", &format!("[{list}]"));
        let said = changes_said(&filing(old), &filing(new), Lang::En);
        let expected: Vec<String> = expected.into_iter().map(|change| format!("{field}: {change}")).collect();
        assert_eq!(said, expected, "[{old}] and [{new}]");
    }
}

/// Where the author marks what changed, what is not told of it is told.
#[test]
fn marks_are_held_against_the_changes_in_words() {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    let said = |edits: &[(&str, &str)], lang| {
        let found = changed(&policy, edits, lang);
        ChangeWording { found: &found, old: "old", new: "new", cells: [None, None], lang }.marks()
    };
    let edits = [
        ("name: Press,", "name: Printer,"),
        ("title: one", "title: one, changed: true"),
        ("kind: pc,", "kind: server, changed: 更新,"),
        ("title: 流れ", "title: 流れ\n    changed: true"),
        ("[lock, log] }\nflows", "[lock] }\nflows"),
        ("public: true", "public: false"),
        ("name: Roster", "name: List"),
    ];
    let idle = |subject: &str, place: &str| {
        format!("{subject}には「変更」の印（changed）がありますが、前の版から変わっていません（new:{place}）。")
    };
    let unmarked = |subject: &str, place: &str| {
        format!("{subject}は前の版から変わっていますが、「変更」の印（changed）がありません（new:{place}）。")
    };
    let expected = [
        idle("手順1「one」", "20:96"),
        idle("流れ「流れ」", "17:5"),
        unmarked("関係者「City」", "8:40"),
        unmarked("関係者「Printer」", "9:30"),
    ];
    assert_eq!(said(&edits, Lang::Ja), expected);
    assert_eq!(
        said(&[("title: one", "title: one, changed: true")], Lang::En),
        ["Step 1 “one” is marked `changed`, but did not change (new:19:96)."]
    );
    // Where nobody marks anything, nothing is missing.
    assert!(said(&[("name: Press,", "name: Printer,")], Lang::En).is_empty());
    // A mark on one of two that are new is not enough; marks on both are.
    let marks = |one: &str| {
        let items = format!("[氏名, {{ name: 電話番号{one} }}, {{ name: 年齢, changed: true }}, {{ name: 住所");
        let found = changed(&policy, &[("[氏名, { name: 住所", &items)], Lang::Ja);
        found.changes.iter().map(|change| change.marked).collect::<Vec<_>>()
    };
    assert_eq!((marks(""), marks(", changed: true")), (vec![false], vec![true]));
}

#[test]
fn summaries_groups_and_places_have_their_words() {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    let edits = [("2024-04-01, to", "2024-05-01, to"), ("[cd-r, paper]", "[usb]"), ("title: 題", "title: 別")];
    for (lang, summary, nothing, files, weights, place, because) in [
        (
            Lang::Ja,
            "変更は3点、うち再付議が必要なもの1点",
            "変更はありません",
            "前の版：old　新しい版：new",
            ["再付議が必要（案）", "報告が必要（案）", "手続は不要と思われるもの（案）"],
            "前 old:20:70　新 new:20:70",
            "個人情報の流れが変わるため",
        ),
        (
            Lang::En,
            "Changes: 3, to be submitted again: 1",
            "Nothing changed",
            "older: old, newer: new",
            ["To be submitted again", "To be reported", "Nothing to be done"],
            "older old:20:70, newer new:20:70",
            "the flow of the data changes",
        ),
    ] {
        let (found, none) = (changed(&policy, &edits, lang), changed(&policy, &[], lang));
        let wording = ChangeWording { found: &found, old: "old", new: "new", cells: [None, None], lang };
        assert_eq!((wording.summary().as_str(), wording.files().as_str()), (summary, files));
        assert_eq!(ChangeWording { found: &none, ..wording }.summary(), nothing);
        let groups: Vec<_> = wording.by_weight().collect();
        assert_eq!(groups.iter().map(|(weight, _)| wording.weight(*weight)).collect::<Vec<_>>(), weights);
        assert_eq!(groups.iter().map(|(_, changes)| changes[0].0).collect::<Vec<_>>(), [1, 2, 3]);
        let heaviest = groups[0].1[0].1;
        assert_eq!((wording.places(heaviest).as_str(), wording.because(heaviest)), (place, because));
    }
}

#[test]
fn long_values_are_cut_at_a_hundred_characters() {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    for (length, shown) in [(100, "字".repeat(100)), (101, "字".repeat(100) + "…")] {
        let found = changed(&policy, &[("title: 題", &format!("title: {}", "字".repeat(length)))], Lang::Ja);
        let wording = ChangeWording { found: &found, old: "old", new: "new", cells: [None, None], lang: Lang::Ja };
        assert_eq!(wording.sentence(&found.changes[0]), format!("付議書の件名：「題」から「{shown}」に変更"));
    }
}

/// A picture frames parties, stores, flows and steps, and only those.
#[test]
fn each_kind_of_thing_in_a_picture_is_framed() {
    let session = session();
    let policy = session.policy("shinjuku").expect("a pack").expect("a policy");
    for (edit, framed) in [
        (("name: City", "name: Town"), "actor city"),
        (("name: PC", "name: Laptop"), "store pc"),
        (("title: 流れ", "title: 受渡し"), "flow f"),
        (("volume: 10", "volume: 11"), "step 1"),
        (("name: Roster", "name: List"), ""),
    ] {
        let newer = FILING.replace(edit.0, edit.1);
        let found = changed(&policy, &[edit], Lang::Ja);
        assert_eq!(found.changes[0].drawn(), !framed.is_empty(), "{framed}");
        let mut ready = session.ready(&document("new", &newer), &mut Vec::new()).expect("policy").expect("a filing");
        found.frame(&mut ready.filing);
        let filing = &ready.filing;
        let actors = filing.actors.iter().filter(|it| it.changed.is_some()).map(|it| format!("actor {}", it.id));
        let stores = filing.stores.iter().filter(|it| it.changed.is_some()).map(|it| format!("store {}", it.id));
        let flows = filing.flows.iter().filter(|it| it.changed.is_some()).map(|it| format!("flow {}", it.id));
        let steps = filing.flows.iter().flat_map(|flow| &flow.steps).filter(|it| it.changed.is_some());
        let steps = steps.map(|it| format!("step {}", it.id));
        assert_eq!(actors.chain(stores).chain(flows).chain(steps).collect::<Vec<_>>().join(" "), framed);
    }
    let gone =
        changed(&policy, &[("  pc: { actor: press, name: PC, kind: pc, measures: [lock, log] }", "  {}")], Lang::Ja);
    assert_eq!(gone.changes.iter().filter(|change| change.drawn()).count(), 0);
}
