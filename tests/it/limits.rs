//! What a filing and a pack may hold at most: as much is read, and one more is told with the limit.

use sekisho::filing::{self, Problem};
use sekisho::policy::{self, PolicyTrouble};
use sekisho::source::Document;
use sekisho::vocabulary::pack_words::PackWords;
use serde_json::{Map, Value, json};

use crate::broken_packs::{Files, load, packs_of_files, whole};

/// A filing with one list or map in place of another.
fn filing(key: &str, value: Value) -> Value {
    let mut filing = json!({
        "sekisho": "filing/v1", "id": "x", "jurisdiction": "town",
        "actors": { "a": { "role": "principal" } }, "data": { "d": {} },
    });
    filing[key] = value;
    filing
}

/// `count` of the same, each with its number.
fn list(count: usize, one: impl Fn(usize) -> Value) -> Value {
    Value::Array((0..count).map(one).collect())
}

fn map(count: usize, one: impl Fn(usize) -> Value) -> Value {
    Value::Object((0..count).map(|at| (format!("x{at}"), one(at))).collect::<Map<_, _>>())
}

/// Steps over two flows, since no list may be as long.
fn steps(steps: &[Value]) -> Value {
    let (one, other) = steps.split_at(steps.len() / 2);
    filing("flows", json!([{ "id": "f", "steps": one }, { "id": "g", "steps": other }]))
}

fn parts(count: usize) -> Value {
    let mut filing =
        filing("contracts", list(count / 2, |at| json!({ "id": format!("c{at}"), "kind": "outsourcing" })));
    filing["connections"] = list(1, |at| json!({ "id": format!("n{at}") }));
    filing["processing"] = list(count - count / 2 - 1, |at| json!({ "id": format!("p{at}") }));
    filing
}

/// Ways and carriages count together.
fn ways(count: usize) -> Value {
    let way = |_| json!({ "medium": "paper" });
    let carriage = |_| json!({ "by": "hand" });
    steps(&[
        json!({ "id": 1, "action": "hand-over", "ways": list(count / 2, way) }),
        json!({ "id": 2, "action": "hand-over", "transport": list(count - count / 2 - 1, carriage) }),
        json!({ "id": 3, "action": "hand-over", "ways": [{ "medium": "paper" }] }),
    ])
}

/// A step moves each of its sets, from each that it uses, by each of its actions.
fn moves(count: usize) -> Value {
    let sets = |count: usize| list(count, |at| json!(format!("x{at}")));
    let mut all =
        vec![json!({ "id": "a", "action": ["create", "verify"], "data": sets(10), "uses": sets(20) }); count / 400];
    all.push(json!({ "id": "b", "action": "process", "data": sets(count % 400) }));
    let mut filing = steps(&all);
    filing["data"] = map(400, |_| json!({}));
    filing
}

fn reason(count: usize) -> Value {
    filing(
        "reasons",
        json!([{ "rule": "r", "at": "a", "reason": "理".repeat(count) }, { "rule": "r", "at": "b", "reason": "短い" }]),
    )
}

fn waived(count: usize) -> Value {
    filing("waivers", json!([{ "rule": "r", "at": "a", "reason": "理".repeat(count) }]))
}

#[test]
fn a_filing_holds_so_much_and_no_more() {
    type Filled<'f> = &'f dyn Fn(usize) -> Value;
    let cases: &[(&str, usize, Filled<'_>)] = &[
        ("steps", 5_000, &|count| steps(&vec![json!({ "id": "", "action": "process" }); count])),
        ("data", 2_000, &|count| filing("data", map(count, |_| json!({})))),
        ("parts", 300, &parts),
        ("actors", 500, &|count| filing("actors", map(count, |_| json!({ "role": "principal" })))),
        ("approvals", 300, &|count| filing("approvals", list(count, |at| json!({ "id": format!("a{at}") })))),
        ("flows", 300, &|count| filing("flows", list(count, |at| json!({ "id": format!("f{at}") })))),
        ("waivers", 300, &|count| filing("waivers", list(count, |_| json!({ "rule": "r" })))),
        ("reasons", 300, &|count| filing("reasons", list(count, |_| json!({ "rule": "r" })))),
        ("reason", 2_000, &reason),
        ("reason", 2_000, &waived),
        ("ways", 2_000, &ways),
        ("moves", 10_000, &moves),
    ];
    for (what, limit, make) in cases {
        let over = |count: usize| -> Vec<Problem> {
            let (_, problems) = filing::read(&Document::from_json(&make(count)), &PackWords::default());
            problems.into_iter().map(|one| one.problem).filter(|one| matches!(one, Problem::TooMany { .. })).collect()
        };
        assert_eq!(over(*limit), [], "{what}");
        assert_eq!(over(limit + 1), [Problem::TooMany { what, limit: *limit }], "{what}");
    }
}

fn trouble(files: &Files) -> Vec<PolicyTrouble> {
    load(files).err().into_iter().flatten().map(|one| one.trouble).collect()
}

/// The text of a file of the whole pack, to be changed.
fn of<'f>(files: &'f mut Files, path: &str) -> &'f mut String {
    &mut files.iter_mut().find(|(own, _)| own == path).expect("a file").1
}

#[test]
fn packs_extend_each_other_so_deep_and_no_deeper() {
    let chain = |length: usize| {
        let mut files = whole();
        for at in 0..length {
            let parent = if at + 1 == length { "whole".to_owned() } else { format!("p{}", at + 1) };
            let text = format!(
                "id: p{at}\ntitle: {{ ja: 一, en: one }}\nversion: \"1\"\njurisdictions: [p{at}]\nextends: [{parent}]\n"
            );
            files.push((format!("p{at}/policy.yaml"), text));
        }
        policy::load(&packs_of_files(&files), "p0").map(|policy| policy.packs.len())
    };
    // The whole pack extends one itself.
    assert_eq!(chain(15), Ok(17));
    let problems = chain(16).expect_err("too deep");
    let deep = PolicyTrouble::BadParent { id: "base".to_owned() };
    assert_eq!(problems.iter().filter(|one| one.trouble == deep && one.file == "whole/policy.yaml").count(), 1);
}

#[test]
fn a_sentence_is_so_long_and_no_longer() {
    for lang in ["ja", "en"] {
        let with = |length: usize| {
            let mut files = whole();
            let text = of(&mut files, "base/rules/all.yaml");
            let (ja, en) =
                if lang == "ja" { ("a".repeat(length), "b".to_owned()) } else { ("b".to_owned(), "a".repeat(length)) };
            *text = text.replace("violation: { ja: 違反, en: wrong }", &format!("violation: {{ ja: {ja}, en: {en} }}"));
            trouble(&files)
        };
        assert_eq!(with(4_096), []);
        assert_eq!(with(4_097), [PolicyTrouble::TooMany { what: "sentence-bytes", limit: 4_096 }], "{lang}");
    }
}

#[test]
fn a_rule_has_so_many_editions_and_no_more() {
    let with = |count: i16| {
        let mut files = whole();
        let days =
            (0..count).map(|at| format!("    - {{ effective: {{ from: {0}-01-01, to: {0}-12-31 }} }}\n", 2000 + at));
        let rule = "- r: { ja: a, en: a }\n  applies_to: actor\n  states: role\n  severity: note\n  help: { ja: a, en: a }\n  editions:\n";
        files.push(("whole/rules/more.yaml".to_owned(), rule.to_owned() + &days.collect::<String>()));
        trouble(&files)
    };
    assert_eq!(with(32), []);
    assert_eq!(with(33), [PolicyTrouble::TooMany { what: "editions", limit: 32 }]);
}

#[test]
fn rules_share_so_long_a_basis_and_no_longer() {
    let with = |length: usize| {
        let mut files = whole();
        let rule =
            "- r: { ja: a, en: a }\n  applies_to: actor\n  states: role\n  severity: note\n  help: { ja: a, en: a }\n";
        let basis = format!("- defaults: {{ basis: {{ ja: {}, en: b }} }}\n", "a".repeat(length - 1));
        files.push(("whole/rules/more.yaml".to_owned(), basis + rule));
        trouble(&files)
    };
    assert_eq!(with(16_384), []);
    assert_eq!(with(16_385), [PolicyTrouble::TooMany { what: "basis-bytes", limit: 16_384 }]);
}

#[test]
fn a_policy_has_so_many_rules_and_no_more() {
    let with = |count: usize| {
        let mut files = whole();
        let rule = "  title: { ja: a, en: a }\n  applies_to: actor\n  require: { role: { stated: true } }\n  severity: { unstated: note }\n  message: { unstated: { ja: a, en: a } }\n  help: { ja: a, en: a }\n  basis: [{ text: a }]\n";
        let more: String = (0..count).map(|at| format!("- id: r{at}\n{}", rule)).collect();
        files.push(("whole/rules/more.yaml".to_owned(), more));
        trouble(&files)
    };
    // The packs have four.
    assert_eq!(with(4_996), []);
    assert_eq!(with(4_997), [PolicyTrouble::TooMany { what: "rules", limit: 5_000 }]);
}
