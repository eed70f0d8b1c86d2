//! By what a step of the older flow is known again in the newer one: the steps of both, and every change in words.

use sekisho::words::Lang;

use crate::common::{all_said, changes_said};

const EXTRACT: &str = "id: 1, action: extract, actor: city, onto: cd-r, data: [roster]";
const HAND_OVER: &str = "id: 2, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster]";
const OTHER_MEDIUM: &str = "id: 3, action: hand-over, actor: city, to: press, medium: usb, data: [roster]";

type Case = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "by its title, whatever is done",
        &[EXTRACT, "id: 2, action: hand-over, actor: city, to: press, title: two"],
        &[EXTRACT, "id: 9, action: mail, actor: city, to: press, title: two"],
        &["Step 9 “two”, Action: “hand over” became “mail”"],
    ),
    (
        "by its title, also where it stands elsewhere",
        &["id: 1, action: extract, actor: city, title: one", "id: 2, action: hand-over, actor: city, title: two"],
        &["id: 5, action: mail, actor: city, title: two", "id: 6, action: print, actor: city, title: one"],
        &[
            "Flow “f”, Steps: “6, 5” became “5, 6”",
            "Step 5 “two”, Action: “hand over” became “mail”",
            "Step 6 “one”, Action: “extract” became “print”",
        ],
    ),
    (
        "not by a title of nothing",
        &["id: 1, action: extract, actor: city, title: ''"],
        &["id: 2, action: verify, actor: city, title: ' '"],
        &["Step 1 “extract”: removed", "Step 2 “verify”: added"],
    ),
    (
        "by what is done with what, before that by between whom",
        &[HAND_OVER],
        &[OTHER_MEDIUM, "id: 4, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster], volume: 10"],
        &["Step 3 “hand over”: added", "Step 4 “hand over”, How many records or sheets: “10” added"],
    ),
    (
        "by what is done with what, also where it stands elsewhere",
        &[EXTRACT, HAND_OVER],
        &["id: 3, action: hand-over, actor: city, to: press, medium: cd-r, data: [roster], volume: 10", EXTRACT],
        &["Flow “f”, Steps: “1, 3” became “3, 1”", "Step 3 “hand over”, How many records or sheets: “10” added"],
    ),
    (
        "by what is done between whom, before that by its number",
        &[HAND_OVER],
        &["id: 2, action: verify, actor: city, data: [roster]", OTHER_MEDIUM],
        &["Step 2 “verify”: added", "Step 3 “hand over”, Medium: “CD-R” became “USB memory”"],
    ),
    (
        "not by what is done between whom where it stands elsewhere",
        &[EXTRACT, HAND_OVER],
        &[OTHER_MEDIUM, EXTRACT],
        &["Step 2 “hand over”: removed", "Step 3 “hand over”: added"],
    ),
    (
        "by its number last",
        &["id: 1, action: print, actor: city"],
        &["id: 1, action: verify, actor: city"],
        &["Step 1 “verify”, Action: “print” became “verify”"],
    ),
    (
        "each once, of two that are alike",
        &["id: 1, action: verify, actor: city, title: one", "id: 2, action: verify, actor: city, title: one"],
        &["id: 4, action: print, actor: city, title: one", "id: 3, action: verify, actor: city, title: one"],
        &["Step 4 “one”, Action: “verify” became “print”"],
    ),
];

fn filing(steps: &[&str]) -> String {
    let steps: String = steps.iter().map(|step| format!("      - {{ {step} }}\n")).collect();
    format!(
        "\
sekisho: filing/v1
id: a
jurisdiction: shinjuku
actors:
  city: {{ role: principal, name: City }}
  press: {{ role: contractor, name: Press }}
data:
  roster: {{ name: Roster, items: [氏名] }}
flows:
  - id: f
    steps:
{steps}"
    )
}

#[test]
fn steps_are_known_again() {
    let said = |(name, old, new, expected): &Case| {
        (name.to_string(), changes_said(&filing(old), &filing(new), Lang::En), *expected)
    };
    all_said(CASES.iter().map(said));
}
