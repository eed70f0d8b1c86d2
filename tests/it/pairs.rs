//! Two honest ways to write one thing: both are judged alike, but for where they stand.

use std::collections::BTreeSet;

use sekisho::source::Document;
use serde_json::Value;

use crate::common::{document, session, text};

/// What is found in a filing after a change: rule, verdict, severity and subject.
fn found(base: &str, changes: &Value) -> BTreeSet<String> {
    let path = format!("policies/shinjuku/tests/base/{base}.filing.yaml");
    let mut filing = Document::to_json(document(&path, &text(&path)).root());
    let patch: json_patch::Patch = serde_json::from_value(changes.clone()).expect("a patch");
    json_patch::patch(&mut filing, &patch).unwrap_or_else(|error| panic!("{base}: {changes}: {error}"));
    let written = serde_json::to_string_pretty(&filing).expect("written").into_bytes();
    let judged = session().file("pair.filing.yaml", Ok(written)).expect("judged");
    let findings = judged.findings.iter();
    let said = findings.map(|it| format!("{} {:?} {:?} {}", it.rule, it.verdict, it.severity, it.about.id));
    said.collect()
}

#[test]
fn two_honest_writers_are_told_the_same() {
    let table = Document::to_json(document("pairs", &text("tests/pairs.yaml")).root());
    let mut wrong = Vec::new();
    for row in table.as_array().expect("pairs") {
        let base = row["base"].as_str().expect("a base");
        let [one, other] = ["one", "other"].map(|side| found(base, &row[side]));
        if one != other {
            let (lone, lost): (Vec<_>, Vec<_>) = (one.difference(&other).collect(), other.difference(&one).collect());
            wrong.push(format!("{}: only one: {lone:?}, only the other: {lost:?}", row["why"]));
        }
        // Something has to be able to differ: a change that is told is told both ways.
        if row["told"].as_bool() == Some(true) && one == found(base, &Value::Array(Vec::new())) {
            wrong.push(format!("{}: nothing is told", row["why"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
