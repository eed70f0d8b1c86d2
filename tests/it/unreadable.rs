//! What is written but cannot be read is reported once, as what it is: no rule calls it unstated, and none is met by it.

use std::collections::BTreeSet;

use sekisho::finding::Verdict;
use sekisho::session::Judged;
use sekisho::source::Document;
use serde_json::{Value, json};

use crate::common::{document, session, text};

fn clean() -> String {
    text("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml")
}

fn judged(filing: String) -> Judged {
    session().file("x.filing.yaml", Ok(filing.into_bytes())).expect("judged")
}

/// Puts something else in the place of the first such text, and gives the rules that then speak.
#[track_caller]
fn rules_after(from: &str, to: &str) -> BTreeSet<String> {
    let clean = clean();
    assert!(clean.contains(from), "{from:?} is not in the filing");
    let judged = judged(clean.replacen(from, to, 1));
    judged.findings.iter().map(|finding| finding.rule.to_string()).collect()
}

#[track_caller]
fn only(from: &str, to: &str, rule: &str) {
    assert_eq!(rules_after(from, to), BTreeSet::from([rule.to_owned()]), "{to}");
}

#[test]
fn a_wrong_word_is_all_that_is_said_of_its_field() {
    only("container: locked-bag", "container: lockd-bag", "unknown-value");
    only("notice: separate-occasion", "notice: some-day", "unknown-value");
}

#[test]
fn so_are_a_flag_a_date_and_a_map_of_another_type() {
    only("encrypted: true", "encrypted: perhaps", "wrong-type");
    only("ledger: true", "ledger: 3", "wrong-type");
    only("transport: { by: hand, container: locked-bag, ledger: true }", "transport: by hand", "wrong-type");
    only("to: 2025-03-31", "to: 2025-02-31", "bad-date");
}

#[test]
fn so_are_media_an_id_and_a_list_of_ids() {
    only("media: [paper, cd-r", "media: [paper, cd-rr", "unknown-value");
    only("medium: cd-r", "medium: [cd-rr]", "unknown-value");
    only("actor: maker", "actor: makr", "dangling-reference");
    only("provides: [roster]", "provides: [rooster]", "dangling-reference");
}

#[test]
fn a_misspelt_key_stands_for_the_one_that_is_meant() {
    only("encrypted: true", "encrypte: true", "unknown-key");
    only("onto: cd-r", "onot: cd-r", "unknown-key");
}

#[test]
fn so_does_a_misspelt_key_of_a_map_or_a_list() {
    only("term: {", "terms: {", "unknown-key");
    only("transport: {", "transprt: {", "unknown-key");
    only("programme:", "programe:", "unknown-key");
    only("    measures:\n      principal:", "    measres:\n      principal:", "unknown-key");
    only("special_clauses:", "special_clause:", "unknown-key");
    only("disposal:", "disposl:", "unknown-key");
}

#[test]
fn what_is_not_written_at_all_is_still_unstated() {
    let rules = rules_after(", encrypted: true", "");
    assert!(!rules.is_empty());
    let unstated = judged(clean().replacen(", encrypted: true", "", 1));
    assert!(unstated.findings.iter().all(|finding| finding.verdict != Verdict::Invalid));
}

#[test]
fn what_is_wrong_elsewhere_is_found_beside_it() {
    let both = clean().replacen("encrypted: true", "encrypted: false", 1).replacen("by: hand", "by: hnd", 1);
    let judged = judged(both);
    let rules: BTreeSet<&str> = judged.findings.iter().map(|finding| &*finding.rule).collect();
    assert!(rules.contains("unknown-value") && rules.contains("hop-media-encrypted"), "{rules:?}");
}

/// Rules that may speak up nevertheless, and why.
const SPEAK: [(&str, &str); 6] = [
    (
        "flow-items-within-collected",
        "a set whose name cannot be read is called by its id, which the contents do not name",
    ),
    ("flow-visit-list-reviewed", "asks what the other steps do: that one more could be meant is not told"),
    ("match-visit-leaves", "the same"),
    ("flow-subcontract-edge-filed", "a contract of no kind that can be read is read as an outsourcing"),
    ("form-party-name", "the same"),
    ("flow-three-point-match", "asks what the other sets are made of"),
];
/// The edition of a form is told by the day of the filing, which may be the start of a part.
const EDITION: &str = "match-checklist-edition";
/// One of so many values is tried.
const STEP: usize = 3;

/// Keys whose values name things elsewhere in the file, or say something of other values.
const NAMES: [&str; 7] = ["id", "sekisho", "see", "inferred", "changed", "jurisdiction", "group"];

/// Pointers of every text, number and flag.
fn leaves(value: &Value, at: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inside) in map.iter().filter(|(key, _)| !NAMES.contains(&key.as_str())) {
                leaves(inside, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), out);
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, inside)| leaves(inside, &format!("{at}/{index}"), out));
        }
        _ => out.push(at.to_owned()),
    }
}

/// What rules say: rule, subject and verdict.
fn said(judged: &Judged) -> BTreeSet<(String, String, &'static str)> {
    let rules = judged.findings.iter().filter(|finding| finding.verdict != Verdict::Invalid);
    rules.map(|one| (one.rule.to_string(), one.about.id.clone(), one.verdict.word())).collect()
}

#[test]
fn no_rule_speaks_up_because_a_value_cannot_be_read() {
    let (mut tried, mut alarms) = (0, Vec::new());
    for seed in ["000", "001", "002", "003", "004"] {
        let text = text(&format!("examples/shinjuku/{seed}.filing.yaml"));
        let filing = Document::to_json(document(seed, &text).root());
        let before = said(&judged(filing.to_string()));
        let mut all = Vec::new();
        leaves(&filing, "", &mut all);
        for pointer in all.iter().step_by(STEP) {
            let mut changed = filing.clone();
            *changed.pointer_mut(pointer).expect("there") = json!([[]]);
            let after = said(&judged(changed.to_string()));
            let new = after.difference(&before);
            let new = new.filter(|(rule, ..)| rule != EDITION && !SPEAK.iter().any(|(known, _)| known == rule));
            alarms.extend(new.map(|one| format!("{seed}{pointer}: {one:?}")));
            tried += 1;
        }
    }
    assert!(tried > 100 && alarms.is_empty(), "{} of {tried}:\n{}", alarms.len(), alarms.join("\n"));
}
