//! The seeds: what was written by hand beside each must be found, nothing more and nothing less.

use std::collections::BTreeSet;

use sekisho::finding::Finding;
use sekisho::session::{Judged, Options, Session};
use sekisho::source::Node;

use crate::common::{document, packs, session, text};

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

    let found = found(&judged);
    let wanted: BTreeSet<String> = ["expect", "also"]
        .iter()
        .flat_map(|list| root.get(list).into_iter().flat_map(|list| list.items()))
        .map(|row| wanted(&filing, row))
        .collect();
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

/// What newer editions alone would say: not said of the filing's own day, and said when it is judged by theirs.
#[test]
fn a_newer_edition_speaks_only_when_asked_to_judge() {
    let mut asked = 0;
    for seed in ["000", "001", "002", "003", "004"] {
        let expected = text(&format!("examples/shinjuku/{seed}.expected.yaml"));
        let expected = document("expected", &expected);
        for row in expected.root().get("judged_by").into_iter().flat_map(|list| list.items()) {
            let filing = text(&format!("examples/shinjuku/{seed}.filing.yaml"));
            let day = of(row, "day").expect("a day").parse().expect("a date");
            let session = Session::new(Options { packs: packs(), today: day, judge_by: Some(day), waivers: true })
                .expect("session");
            let then = session.file(seed, Ok(filing.clone().into_bytes())).expect("judged");
            let wanted = wanted(&filing, row);
            assert!(found(&then).contains(&wanted), "{seed}: {wanted} is not among {:#?}", found(&then));
            asked += 1;
        }
    }
    assert!(asked > 0, "no seed tells what a newer edition says");
}

/// Findings as the expectations write them.
fn found(judged: &Judged) -> BTreeSet<String> {
    let line = |finding: &Finding| {
        let (verdict, severity) = (finding.verdict.word(), finding.severity.word());
        format!("{} {verdict} {severity} {} line {}", finding.rule, finding.subject.id, finding.span.line)
    };
    judged.findings.iter().map(line).collect()
}

/// One expectation, in the same form.
fn wanted(filing: &str, row: Node<'_>) -> String {
    let reason = ["gap", "reason", "seed"].iter().any(|key| row.get(key).is_some());
    assert!(reason, "an expectation without gap, reason or seed at line {}", row.head().line);
    let get = |key| of(row, key).unwrap_or_else(|| panic!("{key} missing at line {}", row.head().line));
    let line = line_of(filing, get("line"));
    format!("{} {} {} {} line {line}", get("rule"), get("verdict"), get("severity"), get("subject"))
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
