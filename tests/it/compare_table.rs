//! Two versions of a filing and every change between them, by hand: what happened to which key, what stood there, what
//! stands there, where, and whether the author marked it.

use sekisho::compare::{self, Change, Side};
use sekisho::words::Lang;

use crate::common::{document, session};

const FILING: &str = "\
sekisho: filing/v1
id: a
jurisdiction: shinjuku
title: 題
actors:
  city: { role: principal, name: City }
  press: { role: contractor, name: Press }
data:
  roster: { name: Roster, items: [氏名, 住所] }
stores:
  pc: { actor: press, name: PC }
flows:
  - id: f
    steps:
      - { id: 1, action: extract, actor: city, onto: cd-r, data: [roster], title: one }
      - { id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster], title: two }
contracts:
  - { id: main, kind: outsourcing, from: city, to: press, term: { from: 2024-04-01, to: 2025-03-31 } }
";

/// `altered actor press name: Press -> Print 7/7`, with a star where it is marked.
fn line(change: &Change) -> String {
    let value = |side: &Side| side.value.clone().unwrap_or_else(|| "-".to_owned());
    let star = if change.marked { "*" } else { "" };
    format!(
        "{}{star} {} {} {}: {} -> {} {}/{}",
        change.kind.word(),
        change.subject.kind,
        change.subject.id,
        change.field,
        value(&change.old),
        value(&change.new),
        change.old.span.line,
        change.new.span.line
    )
}

type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: &[Case] = &[
    ("a value", &[("name: Press", "name: Print")], &["altered actor press name: Press -> Print 7/7"]),
    ("a key that comes", &[("name: PC }", "name: PC, site: Ward }")], &["added store pc site: - -> Ward 11/11"]),
    ("a key that goes", &[(", items: [氏名, 住所]", "")], &["removed data_set roster items: 氏名, 住所 -> - 9/9"]),
    (
        "a key below another",
        &[("from: 2024-04-01", "from: 2024-05-01")],
        &["altered contract main term.from: 2024-04-01 -> 2024-05-01 18/18"],
    ),
    (
        "a map that goes",
        &[(", term: { from: 2024-04-01, to: 2025-03-31 }", "")],
        &["removed contract main term: …2024-04-01, …2025-03-31 -> - 18/18"],
    ),
    (
        "one of a list",
        &[("[氏名, 住所]", "[氏名, 電話番号]")],
        &["altered data_set roster items: 住所 -> 電話番号 9/9"],
    ),
    (
        "one more of a list",
        &[("[氏名, 住所]", "[氏名, 電話番号, 住所]")],
        &["added data_set roster items: - -> 電話番号 9/9"],
    ),
    ("two of a list that go", &[("[氏名, 住所]", "[]")], &["removed data_set roster items: 氏名, 住所 -> - 9/9"]),
    (
        "the same twice is one more",
        &[("[氏名, 住所]", "[氏名, 住所, 住所]")],
        &["added data_set roster items: - -> 住所 9/9"],
    ),
    (
        "what can be known again",
        &[("[氏名, 住所]", "[{ name: 氏名, my_number: true }, 住所]")],
        &["altered data_set roster items: 氏名 -> …: 氏名, …: … 9/9"],
    ),
    ("in an annex", &[("[氏名, 住所]", "{ see: X }")], &["altered data_set roster items: 氏名, 住所 -> …: X 9/9"]),
    (
        "a thing that comes",
        &[("  press: {", "  post: { role: carrier, name: Post }\n  press: {")],
        &["added actor post : - -> Party “Post” 6/7"],
    ),
    (
        "a thing that goes",
        &[("  pc: { actor: press, name: PC }\n", ""), ("stores:\n", "")],
        &["removed store pc : Store “PC” -> - 11/1"],
    ),
    ("another id for the same name", &[("press", "print")], &[]),
    (
        "another id and another name are two things",
        &[
            ("  press: { role: contractor, name: Press }", "  print: { role: contractor, name: Print }"),
            ("actor: press,", "actor: print,"),
            ("to: press, medium", "to: print, medium"),
            ("to: press, term", "to: print, term"),
        ],
        &[
            "added actor print : - -> Party “Print” 6/7",
            "removed actor press : Party “Press” -> - 7/6",
            "altered store pc actor: Press -> Print 11/11",
            "altered step f/2 to: Press -> Print 16/16",
            "altered contract main to: Press -> Print 18/18",
        ],
    ),
    (
        "what the author marked",
        &[("name: Press", "name: Print, changed: true")],
        &["altered* actor press name: Press -> Print 7/7"],
    ),
    (
        "marked as not changed",
        &[("name: Press", "name: Print, changed: false")],
        &["altered actor press name: Press -> Print 7/7"],
    ),
    (
        "marked around",
        &[("from: 2024-04-01, to", "from: 2024-05-01, changed: x, to")],
        &["altered* contract main term.from: 2024-04-01 -> 2024-05-01 18/18"],
    ),
    (
        "a step that goes",
        &[(
            "      - { id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster], title: two }\n",
            "",
        )],
        &["removed step f/2 : Step 2 “two” -> - 16/15"],
    ),
    ("another number for the same step", &[("id: 2, action", "id: 5, action")], &[]),
    ("nothing of the file itself", &[("id: a\n", "id: b\nsupersedes: a.yaml\n")], &[]),
    ("a heading of the filing", &[("title: 題", "title: 別")], &["altered filing a title: 題 -> 別 4/4"]),
    ("how it is known is no change", &[("name: Press }", "name: Press, inferred: [name] }")], &[]),
    (
        "keys of a map of one's own",
        &[("    steps:", "    measures: { press: [bag] }\n    steps:")],
        &["added flow f measures: - -> Press: bag 13/14"],
    ),
];

/// Whether a line is as expected; `…` stands for any words of the locales.
fn fits(found: &str, expected: &str) -> bool {
    let mut parts = expected.split('…');
    let Some(mut rest) = parts.next().and_then(|first| found.strip_prefix(first)) else { return false };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty()
}

#[test]
fn every_change_and_nothing_else() {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    let mut wrong = Vec::new();
    for (name, edits, expected) in CASES {
        let mut newer = FILING.to_owned();
        for (from, to) in *edits {
            assert!(newer.contains(from), "{name}: {from}");
            newer = newer.replace(from, to);
        }
        let found = compare::compare(&document("old", FILING), &document("new", &newer), &policy, Lang::En);
        let mut found: Vec<String> = found.changes.iter().map(line).collect();
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        expected.sort();
        if found.len() != expected.len() || !found.iter().zip(&expected).all(|(found, expected)| fits(found, expected))
        {
            wrong.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
