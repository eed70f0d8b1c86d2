//! What national law asks is asked by rules, or it is said why not; and no rule claims a text that nobody read.

use std::collections::BTreeSet;

use sekisho::source::{Document, Node};

use crate::common::{document, packs, session, text};

/// The last day of which texts of the Acts were read.
const READ_TO: &str = "2026-02-28";

/// The ids of the rules and records of a shipped pack and of those that it extends.
fn asked(pack: &str) -> BTreeSet<String> {
    let policy = sekisho::policy::load(&packs(), pack).expect("a policy");
    let rules = policy.rules.iter().map(|rule| rule.id.clone());
    rules.chain(policy.obligations.iter().map(|duty| duty.id.clone())).collect()
}

#[test]
fn each_duty_is_asked_or_said_not_to_be() {
    let known: BTreeSet<String> = ["shinjuku", "my-number"].into_iter().flat_map(asked).collect();
    let name = "tests/register/duties.yaml";
    let list = document(name, &text(name));
    let (mut covered, mut left) = (0, BTreeSet::new());
    for (id, _, duty) in list.root().entries() {
        let by: Vec<&str> =
            duty.get("asked_by").into_iter().flat_map(Node::items).filter_map(|rule| rule.text()).collect();
        let unknown: Vec<_> = by.iter().filter(|rule| !known.contains(**rule)).collect();
        assert!(unknown.is_empty(), "{id}: no such rule or record: {unknown:?}");
        assert_ne!(by.is_empty(), duty.get("why_not").is_none(), "{id}: asked by a rule, or why not");
        covered += usize::from(!by.is_empty());
        if by.is_empty() {
            left.insert(id.to_owned());
        }
    }
    assert_eq!((covered, left.len()), (69, 7));
    let page = text("docs/not-checkable.md");
    let said = page.split("義務 `").skip(1).filter_map(|rest| rest.split('`').next());
    assert_eq!(said.map(str::to_owned).collect::<BTreeSet<_>>(), left, "what no rule asks stands on the page");
    assert!(page.contains("76件") && page.contains("69件"), "with the figures");
}

#[test]
fn what_is_verified_names_the_day_of_its_text() {
    let policy = sekisho::policy::load(&packs(), "my-number").expect("a policy");
    let read_to = READ_TO.parse().expect("a date");
    let mut seen = 0;
    for rule in policy.rules.iter().filter(|rule| rule.pack == "appi" || rule.pack == "my-number") {
        for basis in rule.basis.iter().filter(|basis| basis.verified) {
            let day = basis.as_of.unwrap_or_else(|| panic!("{}: no day: {}", rule.id, basis.text.ja));
            assert!(day <= read_to, "{}: {day} is later than what was read", rule.id);
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

/// Judges changed filings by the pack for any local government.
#[test]
fn whole_filings_are_judged_by_the_law() {
    let name = "tests/law/cases.yaml";
    let cases = Document::to_json(document(name, &text(name)).root());
    let session = session();
    for case in cases.as_array().expect("cases") {
        let word = |key: &str| case[key].as_str().unwrap_or_else(|| panic!("{case}: {key}"));
        let base = format!("policies/my-number/tests/base/{}.filing.yaml", word("base"));
        let mut filing = Document::to_json(document(&base, &text(&base)).root());
        filing["jurisdiction"] = "municipal".into();
        // A list within the list is that of another case.
        let steps = case["patch"].as_array().expect("a patch").iter();
        let steps: Vec<_> =
            steps.flat_map(|one| one.as_array().cloned().unwrap_or_else(|| vec![one.clone()])).collect();
        let patch: json_patch::Patch = serde_json::from_value(steps.into()).expect("a patch");
        json_patch::patch(&mut filing, &patch).unwrap_or_else(|error| panic!("{}: {error}", word("name")));
        let judged = session.file("f", Ok(filing.to_string().into_bytes())).expect("judged");
        let found = judged.findings.iter().map(|one| format!("{} {}", one.rule, one.severity.word()));
        let found: BTreeSet<String> = found.collect();
        let list = |key: &str| case[key].as_array().cloned().unwrap_or_default();
        for said in list("says") {
            assert!(found.contains(said.as_str().expect("text")), "{}: not found: {said}\n{found:#?}", word("name"));
        }
        for rule in list("silent") {
            let begin = format!("{} ", rule.as_str().expect("text"));
            assert!(!found.iter().any(|one| one.starts_with(&begin)), "{}: found: {rule}", word("name"));
        }
    }
}
