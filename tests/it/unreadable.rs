//! What is written but cannot be read is reported once, as what it is: no rule calls it unstated, and none is met by it.

use std::collections::BTreeSet;

use sekisho::finding::Verdict;
use sekisho::session::Judged;

use crate::common::{session, text};

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
