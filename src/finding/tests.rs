use std::collections::BTreeSet;

use super::*;

fn about(kind: SubjectKind, id: &str) -> About {
    About::new(kind, id, "/contracts/0")
}

/// A finding of a rule, to be changed where a test needs it otherwise.
fn found(rule: &str, verdict: Verdict, severity: Severity) -> Finding {
    let at = Finding::at(about(SubjectKind::Contract, "main"), Span::START, verdict, severity);
    at.says(rule, "title", "text".to_owned())
}

#[test]
fn every_pointer_belongs_to_a_region() {
    use PartField as F;
    use Region as R;
    let step = R::Step(1, 12);
    let (contract, connection, processing) =
        (R::Part(PartList::Contracts, 0), R::Part(PartList::Connections, 3), R::Part(PartList::Processing, 1));
    for (pointer, region, field) in [
        ("", R::Whole, None),
        ("/", R::Cover, None),
        ("/title", R::Cover, None),
        ("/programme/summary", R::Cover, None),
        ("/approvals/0", R::Cover, None),
        ("/actors", R::Actors, None),
        ("/actors/city/name", R::Actors, None),
        ("/data/roster", R::Data, None),
        ("/stores/pc/kind", R::Stores, None),
        ("/flows", R::Cover, None),
        ("/flows/x", R::Cover, None),
        ("/flows/1", R::Flow(1), None),
        ("/flows/1/title", R::Flow(1), None),
        ("/flows/1/steps", R::Flow(1), None),
        ("/flows/1/measures/12", R::Flow(1), None),
        ("/flows/1/steps/x", R::Flow(1), None),
        ("/flows/1/steps/12", step, None),
        ("/flows/1/steps/12/ways/0/medium", step, None),
        ("/contracts", R::Cover, None),
        ("/contracts/x/term", R::Cover, None),
        ("/contracts/0", contract, None),
        ("/contracts/0/title", contract, None),
        ("/connections/3", connection, None),
        ("/connections/3/items", connection, Some(F::Items)),
        ("/processing/1", processing, None),
        ("/processing/1/kind", processing, Some(F::Parties)),
        ("/contracts/0/from", contract, Some(F::Parties)),
        ("/contracts/0/to", contract, Some(F::Parties)),
        ("/contracts/0/parent", contract, Some(F::Parties)),
        ("/contracts/0/provides/2", contract, Some(F::Items)),
        ("/contracts/0/collects", contract, Some(F::Items)),
        ("/contracts/0/handles", contract, Some(F::Items)),
        ("/contracts/0/media/0", contract, Some(F::Media)),
        ("/contracts/0/term/from", contract, Some(F::Term)),
        ("/contracts/0/subcontracting/allowed", contract, Some(F::Subcontracting)),
        ("/contracts/0/special_clauses/0/form", contract, Some(F::SpecialClauses)),
        ("/contracts/0/disposal/1", contract, Some(F::Disposal)),
        ("/contracts/0/checklist/agent", contract, Some(F::Checklist)),
        ("/contracts/0/measures/agent/0", contract, Some(F::Checklist)),
    ] {
        assert_eq!(Region::of(pointer), (region, field), "{pointer:?}");
        let about = About::new(SubjectKind::Filing, "x", pointer);
        assert_eq!((about.region, about.field, about.pointer.as_str()), (region, field, pointer));
    }
    // The first words of facts that are no keys.
    assert_eq!(PartField::of_key("subcontracts"), Some(F::Subcontracting));
    assert_eq!(PartField::of_key("clauses"), Some(F::SpecialClauses));
    assert_eq!(PartField::of_key("title"), None);
}

#[test]
fn a_step_lies_in_its_flow_and_nothing_else_in_anything() {
    assert_eq!(Region::Step(2, 5).around(), Some(Region::Flow(2)));
    for region in [
        Region::Whole,
        Region::Cover,
        Region::Actors,
        Region::Data,
        Region::Stores,
        Region::Flow(2),
        Region::Part(PartList::Contracts, 0),
    ] {
        assert_eq!(region.around(), None, "{region:?}");
    }
}

#[test]
fn lists_and_fields_have_their_words() {
    let keys = [PartList::Contracts, PartList::Connections, PartList::Processing].map(PartList::key);
    assert_eq!(keys, ["contracts", "connections", "processing"]);
    let words = ["parties", "items", "media", "term", "subcontracting", "special-clauses", "disposal", "checklist"];
    assert_eq!(PartField::ALL.map(PartField::word), words);
    assert!(PartField::ALL.is_sorted(), "in the order of the form");
}

#[test]
fn weights_and_verdicts_have_their_words_in_formats_and_in_both_languages() {
    for (severity, word, ja, milder) in [
        (Severity::Error, "error", "要対応", Severity::Warning),
        (Severity::Warning, "warning", "注意", Severity::Note),
        (Severity::Note, "note", "参考", Severity::Note),
    ] {
        assert_eq!((severity.word(), Severity::from_word(word)), (word, Some(severity)));
        assert_eq!((severity.name(Lang::Ja).as_str(), severity.name(Lang::En).as_str()), (ja, word));
        assert_eq!(severity.milder(), milder);
    }
    for (verdict, word, ja, en) in [
        (Verdict::Elsewhere, "elsewhere", "別紙参照（未確認）", "in an annex"),
        (Verdict::Promised, "promised", "個別の記載なし", "promised only"),
        (Verdict::Unstated, "unstated", "記載なし", "unstated"),
        (Verdict::Violation, "violation", "不適合", "violation"),
        (Verdict::Invalid, "invalid", "書式の誤り", "invalid form"),
    ] {
        assert_eq!((verdict.word(), Verdict::from_word(word)), (word, Some(verdict)));
        assert_eq!((verdict.name(Lang::Ja).as_str(), verdict.name(Lang::En).as_str()), (ja, en));
    }
    assert_eq!((Severity::from_word("off"), Verdict::from_word("")), (None, None));
}

#[test]
fn what_is_waived_or_known_is_not_open_and_weighs_by_another_name() {
    let open = found("rule", Verdict::Violation, Severity::Error);
    let known = Finding { baselined: true, ..open.clone() };
    let until = jiff::civil::date(2027, 3, 31);
    let waived = Waived { reason: "reason".to_owned(), approval: "r6-4".to_owned(), until };
    let waived = Finding { waived: Some(waived), ..open.clone() };
    let both = Finding { baselined: true, ..waived.clone() };
    let told = [&open, &known, &waived, &both].map(|one| (one.is_open(), one.weight(Lang::En), one.weight(Lang::Ja)));
    let said = |open, en: &str, ja: &str| (open, en.to_owned(), ja.to_owned());
    let waived = || said(false, "waived", "例外承認");
    assert_eq!(told, [said(true, "error", "要対応"), said(false, "known", "前回からの指摘"), waived(), waived()]);
    assert_eq!((&*open.message, &*open.rule, &*open.title), ("text", "rule", "title"));
    assert_eq!(open.gravest, Severity::Error);
}

#[test]
fn a_further_place_says_what_stands_there() {
    let name = "鍵付きカバン".to_owned();
    let at = |label| Related { label, pointer: String::new(), span: Span::START };
    for (label, ja, en) in [
        (Label::PlannedEnd, "予定された返却・消去", "the planned end"),
        (Label::Reason, "適用除外の理由", "the reason given"),
        (Label::Waiver, "例外承認", "the waiver"),
        // A name is in the language of the run.
        (Label::Promise { name, row: None }, "鍵付きカバン", "鍵付きカバン"),
    ] {
        let related = at(label);
        assert_eq!((&*related.text(Lang::Ja), &*related.text(Lang::En)), (ja, en));
    }
}

/// A finding keeps its name while its place, words and weight change, and loses it with what it is about.
#[test]
fn a_fingerprint_is_made_of_rule_filing_subject_and_discriminator() {
    let one = found("rule", Verdict::Violation, Severity::Error);
    let print = one.fingerprint("filing");
    assert_eq!((print.len(), print.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))), (16, true));
    let moved = Finding { span: Span { line: 9, ..Span::START }, verdict: Verdict::Unstated, ..one.clone() };
    assert_eq!(moved.fingerprint("filing"), print);
    assert_eq!(Finding { severity: Severity::Note, baselined: true, ..one.clone() }.fingerprint("filing"), print);
    let others = [
        one.fingerprint("other"),
        Finding { rule: "other".to_owned(), ..one.clone() }.fingerprint("filing"),
        Finding { about: about(SubjectKind::Part, "main"), ..one.clone() }.fingerprint("filing"),
        Finding { about: about(SubjectKind::Contract, "sub"), ..one.clone() }.fingerprint("filing"),
        Finding { discriminator: "roster".to_owned(), ..one.clone() }.fingerprint("filing"),
        // What ends one word does not begin the next.
        Finding { rule: "rulef".to_owned(), ..one.clone() }.fingerprint("iling"),
    ];
    for (at, other) in others.iter().enumerate() {
        assert!(*other != print && others[..at].iter().all(|before| before != other), "{at}");
    }
    // SHA-256 of `rule\0filing\0contract\0main\0\0`: a baseline written by one version is read by the next.
    assert_eq!(print, "eeb44455952fe2af");
    // By what a step says it is named as by its id, where it is about a step.
    assert_eq!(one.content_fingerprint("filing"), None);
    let content =
        |said: &str| Finding { about: About { content: Some(said.to_owned()), ..one.about.clone() }, ..one.clone() };
    assert_eq!(content("main").content_fingerprint("filing").as_ref(), Some(&print));
    assert_ne!(content("flow/0a1b").content_fingerprint("filing"), content("flow/0a1c").content_fingerprint("filing"));
    assert_eq!(content("flow/0a1b").fingerprint("filing"), print);
    let entry = Entry::of(&one, "filing", "a.filing.yaml");
    assert_eq!(entry.content, None);
    assert_eq!(
        (entry.fingerprint, entry.rule, entry.filing, entry.subject),
        (print, one.rule, "filing".to_owned(), "main".to_owned())
    );
    assert_eq!((entry.verdict, entry.severity), (Verdict::Violation, Some(one.severity)));
    assert!(entry.path.as_deref() == Some("a.filing.yaml") && entry.found == Some(BTreeSet::new()));
}

/// Each finding of the list stands before the next for one reason only.
#[test]
fn what_to_fix_first_stands_first() {
    let error = |rule: &str, verdict| found(rule, verdict, Severity::Error);
    let at = |line, column, finding: Finding| Finding { span: Span { line, column, ..Span::START }, ..finding };
    let id = |id: &str, finding: Finding| Finding { about: about(SubjectKind::Contract, id), ..finding };
    let set = |set: &str, finding: Finding| Finding { discriminator: set.to_owned(), ..finding };
    let violation = || error("b", Verdict::Violation);
    let mut findings = vec![
        at(9, 1, error("z", Verdict::Invalid)),
        at(9, 9, error("flow-break", Verdict::Unstated)),
        at(1, 1, error("z", Verdict::Unstated)),
        at(2, 1, violation()),
        at(2, 3, error("a", Verdict::Violation)),
        at(2, 3, id("a", set("z", violation()))),
        at(2, 3, id("b", set("a", violation()))),
        at(2, 3, id("b", set("b", violation()))),
        at(1, 1, found("a", Verdict::Invalid, Severity::Warning)),
        at(1, 1, found("a", Verdict::Invalid, Severity::Note)),
        Finding { baselined: true, ..at(1, 1, error("a", Verdict::Invalid)) },
    ];
    let key = |finding: &Finding| {
        (
            finding.rule.clone(),
            finding.span.line,
            finding.span.column,
            finding.about.id.clone(),
            finding.discriminator.clone(),
            finding.severity,
        )
    };
    let expected: Vec<_> = findings.iter().map(key).collect();
    for turn in 0..findings.len() {
        findings.rotate_left(turn);
        findings.swap(0, 4);
        sort(&mut findings);
        assert_eq!(findings.iter().map(key).collect::<Vec<_>>(), expected, "{turn}");
    }
}
