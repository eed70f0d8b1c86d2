//! The seeds: what was written by hand beside each must be found, nothing more and nothing less.

use std::collections::BTreeSet;

use sekisho::source::Node;

use crate::common::{document, session, text};

#[test]
fn seed_000_is_judged_as_expected() {
    judged_as_expected("000");
}

#[test]
fn seed_003_is_judged_as_expected() {
    judged_as_expected("003");
}

#[test]
fn seed_004_is_judged_as_expected() {
    judged_as_expected("004");
}

#[test]
fn seed_004_is_followed_as_expected() {
    followed_as_expected("004");
}

#[test]
fn seed_001_is_judged_as_expected() {
    judged_as_expected("001");
}

#[test]
fn seed_001_is_followed_as_expected() {
    followed_as_expected("001");
}

#[test]
fn seed_002_is_judged_as_expected() {
    judged_as_expected("002");
}

#[test]
fn seed_002_is_followed_as_expected() {
    followed_as_expected("002");
}

#[test]
fn seed_000_is_followed_as_expected() {
    followed_as_expected("000");
}

#[test]
fn seed_003_is_followed_as_expected() {
    followed_as_expected("003");
}

fn judged_as_expected(seed: &str) {
    let path = format!("examples/shinjuku/{seed}.filing.yaml");
    let filing = text(&path);
    let expected = text(&format!("examples/shinjuku/{seed}.expected.yaml"));
    let expected = document("expected", &expected);
    let root = expected.root();
    let judged = session().file(&path, Ok(filing.clone().into_bytes())).expect("judged");
    let date = judged.reference_date.map(|date| date.to_string());
    assert_eq!(date.as_deref(), of(root, "reference_date"), "reference date");

    let found: BTreeSet<String> = judged
        .findings
        .iter()
        .map(|finding| {
            let line = finding.span.line;
            format!(
                "{} {} {} {} line {line}",
                finding.rule,
                finding.verdict.word(),
                finding.severity.word(),
                finding.subject.id
            )
        })
        .collect();
    // Rules that are still to be written, or `rule@subject` where one does not reach that far yet; once
    // one is there, its entries count.
    let awaited: BTreeSet<&str> =
        root.get("awaits").into_iter().flat_map(|list| list.items()).filter_map(|rule| rule.text()).collect();
    let session = session();
    let policy = session.policy("shinjuku").expect("loads").expect("there");
    for rule in awaited.iter().filter(|rule| !rule.contains('@')) {
        assert!(policy.rules.iter().all(|one| one.id != *rule), "{seed}: {rule} is there now: take it from awaits");
    }
    let mut wanted = BTreeSet::new();
    for list in ["expect", "also"] {
        for row in root.get(list).into_iter().flat_map(|list| list.items()) {
            let reason = ["gap", "reason", "seed"].iter().any(|key| row.get(key).is_some());
            assert!(reason, "an expectation without gap, reason or seed at line {}", row.head().line);
            let get = |key| of(row, key).unwrap_or_else(|| panic!("{key} missing at line {}", row.head().line));
            if awaited.contains(get("rule")) || awaited.contains(format!("{}@{}", get("rule"), get("subject")).as_str())
            {
                continue;
            }
            let line = line_of(&filing, get("line"));
            wanted.insert(format!(
                "{} {} {} {} line {line}",
                get("rule"),
                get("verdict"),
                get("severity"),
                get("subject")
            ));
        }
    }
    let missing: Vec<_> = wanted.difference(&found).collect();
    let extra: Vec<_> = found.difference(&wanted).collect();
    assert!(missing.is_empty() && extra.is_empty(), "{seed}\nmissing: {missing:#?}\nextra: {extra:#?}");

    for row in root.get("passes").into_iter().flat_map(|list| list.items()) {
        let (rule, subject) = (of(row, "rule"), of(row, "subject"));
        let spoken = judged.findings.iter().find(|finding| {
            Some(finding.rule.as_str()) == rule && subject.is_none_or(|subject| subject == finding.subject.id)
        });
        assert!(spoken.is_none(), "{seed}: {rule:?} {subject:?} should have no finding: {spoken:?}");
    }
}

fn followed_as_expected(seed: &str) {
    let path = format!("examples/shinjuku/{seed}.filing.yaml");
    let expected = text(&format!("examples/shinjuku/{seed}.expected.yaml"));
    let expected = document("expected", &expected);
    let filing = document(&path, &text(&path));
    let ready = session().ready(&filing, &mut Vec::new()).expect("schema").expect("a filing");
    let (filing, custody) = (&ready.filing, &ready.custody);

    let found: BTreeSet<String> = custody
        .keepings
        .iter()
        .filter(|keeping| keeping.terminal && !keeping.data.is_empty())
        .map(|keeping| {
            let sets: BTreeSet<&str> = keeping.data.iter().map(|set| filing.data[set.at()].id.as_str()).collect();
            let last = keeping.last_step.map_or("-", |step| filing.step(step).id.as_str());
            let end = match &keeping.cover {
                None => "none",
                Some(cover) if cover.planned => "planned",
                Some(_) => "done",
            };
            format!("{} {sets:?} last {last} end {end}", custody.place_name(filing, keeping.example))
        })
        .collect();
    let wanted: BTreeSet<String> = expected
        .root()
        .get("terminals")
        .into_iter()
        .flat_map(|list| list.items())
        .map(|row| {
            let sets: BTreeSet<&str> =
                row.get("data").into_iter().flat_map(|list| list.items()).filter_map(|set| set.text()).collect();
            let (place, last, end) = (of(row, "place"), of(row, "last_step"), of(row, "end"));
            format!("{} {sets:?} last {} end {}", place.unwrap_or("?"), last.unwrap_or("-"), end.unwrap_or("none"))
        })
        .collect();
    assert_eq!(found, wanted, "{seed}: terminals");

    let breaks: Vec<String> = custody
        .troubles
        .iter()
        .filter(|trouble| trouble.kind == sekisho::flow::TroubleKind::Break)
        .map(|trouble| filing.step_name(trouble.step))
        .collect();
    let wanted: Vec<String> = expected
        .root()
        .get("flow_breaks")
        .into_iter()
        .flat_map(|list| list.items())
        .filter_map(|step| step.text().map(str::to_owned))
        .collect();
    assert_eq!(breaks, wanted, "{seed}: flow breaks");
}

fn of<'n>(node: Node<'n>, key: &str) -> Option<&'n str> {
    node.get(key).and_then(|value| value.text())
}

/// The one line of a filing that holds a text.
fn line_of(filing: &str, wanted: &str) -> usize {
    let lines: Vec<usize> =
        filing.lines().enumerate().filter(|(_, line)| line.contains(wanted)).map(|(at, _)| at + 1).collect();
    assert_eq!(lines.len(), 1, "{wanted:?} stands on lines {lines:?}");
    lines[0]
}
