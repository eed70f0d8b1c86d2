//! Waivers and reasons of a filing: by which day, up to which verdict, and at what cost. What they say
//! in words is tested in `tests/cmd`, with which rules they work in the packs' own tests.

use jiff::civil::{Date, date};
use sekisho::finding::{Finding, Label, Severity, Verdict};
use sekisho::session::{Counts, Judged, Options, Session};
use sekisho::words::Lang;

use crate::common::{packs, text};

/// A filing in which the encryption of the disc of step 2 is not stated.
fn filing(more: &str) -> String {
    let clean = text("tests/cmd/inputs/clean.yaml");
    let open = clean.replacen("data: [roster], encrypted: true,", "data: [roster],", 1);
    assert_ne!(clean, open);
    format!(
        "{open}\napprovals: [{{ id: r5-2, forum: management-council, session: 令和5年度第2回, outcome: approved }}]\n{more}"
    )
}

fn waiver(verdict: &str, reason: &str, until: &str) -> String {
    format!(
        "{{ rule: hop-media-encrypted, at: labels/2, verdict: {verdict}, reason: {reason}, approval: r5-2, until: {until} }}"
    )
}

fn judge_on(today: Date, waivers: bool, text: &str) -> Judged {
    judge_in(Lang::Ja, today, waivers, text)
}

fn judge_in(lang: Lang, today: Date, waivers: bool, text: &str) -> Judged {
    let session = Session::new(Options { packs: packs(), today, judge_by: None, waivers, lang }).expect("packs");
    session.file("waived.filing.yaml", Ok(text.as_bytes().to_vec())).expect("judged")
}

fn judge(text: &str) -> Judged {
    judge_on(date(2026, 11, 20), true, text)
}

fn finding<'j>(judged: &'j Judged, rule: &str) -> &'j Finding {
    let rules: Vec<&str> = judged.findings.iter().map(|finding| finding.rule.as_str()).collect();
    judged.findings.iter().find(|finding| finding.rule == rule).unwrap_or_else(|| panic!("{rule} not in {rules:?}"))
}

fn has(judged: &Judged, rule: &str) -> bool {
    judged.findings.iter().any(|finding| finding.rule == rule)
}

#[test]
fn the_last_day_is_inclusive() {
    let text = filing(&format!("waivers: [{}]\n", waiver("unstated", "導入まで", "2027-03-31")));
    for (today, holds) in [(date(2027, 3, 31), true), (date(2027, 4, 1), false)] {
        let judged = judge_on(today, true, &text);
        assert_eq!(finding(&judged, "hop-media-encrypted").waived.is_some(), holds, "{today}");
        assert_eq!(has(&judged, "waiver-expired"), !holds, "{today}");
        assert_eq!(judged.open().count(), if holds { 0 } else { 2 }, "{today}");
    }
}

#[test]
fn a_month_is_good_to_its_end() {
    let text = filing(&format!("waivers: [{}]\n", waiver("unstated", "導入まで", "令和9年3月")));
    assert!(!has(&judge_on(date(2027, 3, 31), true, &text), "waiver-expired"));
    assert!(has(&judge_on(date(2027, 4, 1), true, &text), "waiver-expired"));
}

#[test]
fn a_verdict_covers_itself_and_what_is_milder() {
    for (verdict, covers) in [("violation", true), ("unstated", true), ("promised", false), ("elsewhere", false)] {
        let judged = judge(&filing(&format!("waivers: [{}]\n", waiver(verdict, "導入まで", "2027-03-31"))));
        assert_eq!(finding(&judged, "hop-media-encrypted").waived.is_some(), covers, "{verdict}");
        assert_eq!(has(&judged, "waiver-falls-short"), !covers, "{verdict}");
    }
    let invalid = judge(&filing(&format!("waivers: [{}]\n", waiver("invalid", "導入まで", "2027-03-31"))));
    assert!(has(&invalid, "unknown-value") && finding(&invalid, "hop-media-encrypted").waived.is_none());
}

#[test]
fn what_is_waived_comes_last_and_counts_for_nothing() {
    let two = filing(&format!("waivers: [{}]\n", waiver("unstated", "導入まで", "2027-03-31")));
    let judged = judge(&two.replacen("  headcount:", "  headcount_total: 1201\n  headcount:", 1));
    let rules: Vec<&str> = judged.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["match-headcount-sum", "act-file-register-named", "hop-media-encrypted"]);
    let counts = Counts::of(&judged);
    assert_eq!((Severity::ALL.map(|severity| counts.severity(severity)), counts.waived), ([0, 1, 1], 1));
}

#[test]
fn the_first_of_two_is_shown_and_both_are_used() {
    let both = [waiver("unstated", "一つ目", "2027-03-31"), waiver("violation", "二つ目", "2028-03-31")].join(", ");
    let judged = judge(&filing(&format!("waivers: [{both}]\n")));
    let waived = finding(&judged, "hop-media-encrypted").waived.clone().expect("waived");
    assert_eq!((waived.reason.as_str(), waived.approval.as_str(), waived.until), ("一つ目", "r5-2", date(2027, 3, 31)));
    assert_eq!(judged.findings.len(), 1);
}

#[test]
fn without_waivers_nothing_is_said_of_them() {
    let rows = [waiver("unstated", "導入まで", "2020-03-31"), waiver("unstated", "\"\"", "2027-03-31")].join(", ");
    let judged = judge_on(date(2026, 11, 20), false, &filing(&format!("waivers: [{rows}]\n")));
    assert_eq!(judged.findings.len(), 1);
    assert_eq!(judged.open().count(), 1);
}

#[test]
fn a_waiver_without_effect_leaves_the_finding_as_it_is() {
    for (row, rule) in [
        (waiver("unstated", "導入まで", "{ event: approval }"), "waiver-incomplete"),
        (waiver("unstated", "{ see: 資料3 }", "2027-03-31"), "waiver-incomplete"),
        (waiver("unstated", "導入まで", "2027-02-30"), "bad-date"),
        (waiver("unstated", "導入まで", "2027-03-31").replace("r5-2", "r5-3"), "dangling-reference"),
        ("{ rule: hop-media-encrypted, at: labels/2 }".to_owned(), "missing-key"),
        ("{ see: 資料3 }".to_owned(), "hop-media-encrypted"),
    ] {
        let judged = judge(&filing(&format!("waivers: [{row}]\n")));
        assert!(has(&judged, rule), "{row}");
        assert!(finding(&judged, "hop-media-encrypted").waived.is_none(), "{row}");
    }
}

#[test]
fn a_reason_makes_a_note_of_a_violation_and_a_waiver_may_cover_the_note() {
    let text = text("tests/cmd/inputs/clean.yaml").replacen("method: return", "method: delete", 1)
        + "\napprovals: [{ id: r5-2 }]\nreasons: [{ rule: hop-media-returned, at: press@labels/1, reason: 区の指示書による }]\n";
    let judged = judge(&text);
    let answered = finding(&judged, "hop-media-returned");
    assert_eq!((answered.verdict, answered.severity), (Verdict::Unstated, Severity::Note));
    assert!(answered.message.contains("「区の指示書による」"), "{}", answered.message);
    let english = judge_in(Lang::En, date(2026, 11, 20), true, &text);
    assert!(finding(&english, "hop-media-returned").message.contains("“区の指示書による”"));
    // Both the reason and, later, the waiver are shown beside it.
    let labels =
        |finding: &Finding| finding.related.iter().map(|it| (it.label.clone(), it.pointer.clone())).collect::<Vec<_>>();
    assert!(labels(answered).contains(&(Label::Reason, "/reasons/0".to_owned())), "{:?}", labels(answered));
    let row = "{ rule: hop-media-returned, at: press@labels/1, verdict: unstated, reason: 確認済み, approval: r5-2, until: 2027-03-31 }";
    let judged = judge(&format!("{text}waivers: [{row}]\n"));
    let waived = finding(&judged, "hop-media-returned");
    assert!(waived.waived.is_some());
    assert!(labels(waived).contains(&(Label::Waiver, "/waivers/0".to_owned())), "{:?}", labels(waived));
}

#[test]
fn many_long_ones_that_fit_nothing_are_no_burden() {
    let row = |at: usize| {
        let long = format!("{}{at}", "長".repeat(3_000));
        format!(
            "  - {{ rule: hop-media-encrypted, at: {long}, verdict: unstated, reason: 長, approval: r5-2, until: 2027-03-31 }}\n"
        )
    };
    let rows = |count: usize| (0..count).map(row).collect::<String>();
    let judged = judge(&filing(&format!("waivers:\n{}", rows(300))));
    assert_eq!(judged.findings.iter().filter(|finding| finding.rule == "waiver-unused").count(), 300);
    let judged = judge(&filing(&format!("waivers:\n{}", rows(301))));
    assert!(has(&judged, "limit-exceeded"));
}

#[test]
fn one_reason_answers_a_finding_and_is_no_treatise() {
    let clean = text("tests/cmd/inputs/clean.yaml").replacen("method: return", "method: delete", 1);
    let row = |reason: &str| format!("  - {{ rule: hop-media-returned, at: press@labels/1, reason: {reason} }}\n");
    let judged = judge(&format!("{clean}\nreasons:\n{}{}", row("一つ目"), row("二つ目")));
    let answered = finding(&judged, "hop-media-returned");
    assert!(answered.message.contains("一つ目") && !answered.message.contains("二つ目"));
    assert!(has(&judged, "duplicate-id"));
    let row_of_both = "reasons: [{ rule: hop-media-returned, at: press@labels/1, reason: 一 }, { rule: hop-media-returned, at: press@labels/1, reason: 二 }]";
    assert!(has(&judge(&format!("{clean}\n{row_of_both}\n")), "duplicate-id"));
    let long = |length: usize| judge(&format!("{clean}\nreasons:\n{}", row(&"長".repeat(length))));
    assert!(!has(&long(2_000), "limit-exceeded") && has(&long(2_001), "limit-exceeded"));
}
