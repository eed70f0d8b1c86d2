//! The seeds: what was written by hand beside each must be found, nothing more and nothing less.

use std::collections::BTreeSet;

use sekisho::finding::Finding;
use sekisho::session::{Judged, Options, Session};
use sekisho::source::Node;
use sekisho::words::Lang;

use crate::common::{below, document, packs, root, session, text};

macro_rules! filings {
    ($($name:ident $stem:literal),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn is_judged_as_expected() {
                super::judged_as_expected($stem);
            }

            #[test]
            fn is_followed_as_expected() {
                super::followed_as_expected($stem);
            }
        }
    )+
        const FILINGS: &[&str] = &[$($stem),+];
    };
}

filings! {
    seed_000 "shinjuku/000",
    seed_001 "shinjuku/001",
    seed_002 "shinjuku/002",
    seed_003 "shinjuku/003",
    seed_004 "shinjuku/004",
    amagasaki_declared "incidents/amagasaki-2022/declared",
    amagasaki_as_run "incidents/amagasaki-2022/as-run",
    kanagawa_declared "incidents/kanagawa-2019/declared",
    kanagawa_as_run "incidents/kanagawa-2019/as-run",
    wakayama_declared "incidents/wakayama-2024/declared",
    wakayama_as_run "incidents/wakayama-2024/as-run",
    yokohama_declared "incidents/yokohama-2014/declared",
    yokohama_as_run "incidents/yokohama-2014/as-run",
}

#[test]
fn every_example_has_its_expectation() {
    let examples = root().join("examples");
    let found: Vec<String> = below(&examples, ".filing.yaml")
        .iter()
        .map(|path| path.strip_prefix(&examples).expect("below").to_string_lossy().replace('\\', "/"))
        .map(|path| path.trim_end_matches(".filing.yaml").to_owned())
        // The repository of an example holds a filing in which nothing is wrong.
        .filter(|path| !path.starts_with("ci/"))
        .collect();
    let mut listed = FILINGS.to_vec();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

fn judged_as_expected(seed: &str) {
    let path = format!("examples/{seed}.filing.yaml");
    let filing = text(&path);
    let expected = text(&format!("examples/{seed}.expected.yaml"));
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

    // What waits for a rule is not there yet; once it is, it is expected.
    for row in root.get("awaits").into_iter().flat_map(|list| list.items()) {
        let said = row.text().and_then(|text| text.split_once(": ")?.0.split_once('@'));
        let (rule, subject) = said.unwrap_or_else(|| panic!("{seed}: rule@subject: why, at line {}", row.head().line));
        let there = judged.findings.iter().any(|one| one.rule == rule && one.about.id == subject);
        assert!(!there, "{seed}: {rule}@{subject} is found now: expect it");
    }
    for row in root.get("passes").into_iter().flat_map(|list| list.items()) {
        let (rule, subject) = (of(row, "rule"), of(row, "subject"));
        let spoken = judged.findings.iter().find(|finding| {
            Some(finding.rule.as_str()) == rule && subject.is_none_or(|subject| subject == finding.about.id)
        });
        assert!(spoken.is_none(), "{seed}: {rule:?} {subject:?} should have no finding: {spoken:?}");
    }
}

/// What newer editions alone would say: not said of the filing's own day, and said when it is judged by theirs.
#[test]
fn a_newer_edition_speaks_only_when_asked_to_judge() {
    let mut asked = 0;
    for seed in FILINGS {
        let expected = text(&format!("examples/{seed}.expected.yaml"));
        let expected = document("expected", &expected);
        for row in expected.root().get("judged_by").into_iter().flat_map(|list| list.items()) {
            let filing = text(&format!("examples/{seed}.filing.yaml"));
            let day = of(row, "day").expect("a day").parse().expect("a date");
            let session = Session::new(Options {
                packs: packs(),
                today: day,
                judge_by: Some(day),
                waivers: true,
                lang: Lang::Ja,
            })
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
        format!("{} {verdict} {severity} {} line {}", finding.rule, finding.about.id, finding.span.line)
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
    let path = format!("examples/{seed}.filing.yaml");
    let expected = text(&format!("examples/{seed}.expected.yaml"));
    let expected = document("expected", &expected);
    let filing = document(&path, &text(&path));
    let ready = session().ready(&filing, &mut Vec::new()).expect("schema").expect("a filing");
    let (filing, custody) = (&ready.filing, &ready.custody);

    let found: BTreeSet<String> = custody
        .holdings
        .iter()
        .filter(|holding| holding.terminal && !holding.data.is_empty())
        .map(|holding| {
            let sets: BTreeSet<&str> = holding.data.iter().map(|set| filing.data[set.at()].id.as_str()).collect();
            let last = holding.last_step.map_or("-", |step| filing.step(step).id.as_str());
            let end = match &holding.cover {
                None => "none",
                Some(cover) if cover.planned => "planned",
                Some(_) => "done",
            };
            format!("{} {sets:?} last {last} end {end}", custody.place_name(filing, holding.example))
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
        .filter(|trouble| matches!(trouble.kind, sekisho::flow::TroubleKind::Break(_)))
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
