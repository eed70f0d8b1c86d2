//! Input that fights back: every kind ends in a finding with a place, never in a panic, a silent
//! pass, or a run without end.

use sekisho::calendar::Date;
use sekisho::report::{Format, Report};
use sekisho::session::{Judged, Options, Session, Status, Terms};
use sekisho::words::Lang;

use crate::common::{packs_with_child, session_in, text};

/// A filing in which nothing is wrong.
fn clean() -> String {
    text("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml")
}

fn judge(bytes: impl Into<Vec<u8>>) -> Judged {
    judge_in(Lang::Ja, bytes)
}

fn judge_in(lang: Lang, bytes: impl Into<Vec<u8>>) -> Judged {
    session_in(lang).file("hostile.filing.yaml", Ok(bytes.into())).expect("judged")
}

/// Rules of the findings, once each, in order.
fn rules(judged: &Judged) -> Vec<&str> {
    let mut rules: Vec<&str> = judged.findings.iter().map(|finding| finding.rule.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn unreadable(bytes: impl Into<Vec<u8>>, rule: &str) {
    let judged = judge(bytes);
    assert_eq!((judged.status, rules(&judged)), (Status::Unreadable, vec![rule]));
}

fn found(text: &str, rule: &str) -> (u32, u32) {
    let judged = judge(text);
    assert_eq!(judged.status, Status::Findings, "{:?}", rules(&judged));
    let finding = judged.findings.iter().find(|finding| finding.rule == rule);
    let finding = finding.unwrap_or_else(|| panic!("{rule} is not among {:?}", rules(&judged)));
    (finding.span.line, finding.span.column)
}

#[test]
fn a_clean_filing_is_clean() {
    let judged = judge(clean());
    assert_eq!((judged.status, rules(&judged)), (Status::Clean, Vec::new()));
}

#[test]
fn bom_and_crlf_change_no_finding_and_no_column() {
    let plain = text("examples/shinjuku/000.filing.yaml");
    let places = |judged: Judged| -> Vec<(String, u32, u32)> {
        judged.findings.into_iter().map(|finding| (finding.rule, finding.span.line, finding.span.column)).collect()
    };
    let expected = places(judge(plain.clone()));
    assert!(!expected.is_empty());
    assert_eq!(places(judge(format!("\u{feff}{plain}"))), expected, "BOM");
    assert_eq!(places(judge(plain.replace('\n', "\r\n"))), expected, "CRLF");
}

#[test]
fn marks_apart_from_their_letters_change_no_finding() {
    use unicode_normalization::UnicodeNormalization;
    let plain = text("examples/shinjuku/000.filing.yaml");
    let apart: String = plain.nfd().collect();
    assert_ne!(plain, apart);
    let said = |judged: Judged| -> Vec<(String, String, u32, String)> {
        let told = |finding: sekisho::finding::Finding| {
            (finding.rule.clone(), finding.about.id.clone(), finding.span.line, finding.message.clone())
        };
        judged.findings.into_iter().map(told).collect()
    };
    let expected = said(judge(plain));
    assert!(!expected.is_empty());
    assert_eq!(said(judge(apart)), expected);
    // An id and what refers to it may be typed either way.
    let named = clean().replace("roster", "みほんガ").replacen("みほんガ", "みほんカ\u{3099}", 1);
    assert_eq!(judge(named).status, Status::Clean);
}

#[test]
fn numbers_and_spaces_are_told_as_they_are_meant() {
    let filing = text("tests/cmd/inputs/clean.yaml");
    assert!(filing.contains("count: 1200,"));
    for (written, rule, words) in [
        ("1e3", "wrong-type", "Did you mean “1000”?"),
        ("\"1,200\"", "wrong-type", "Did you mean “1200”?"),
        ("1,200", "unknown-key", "Did you mean “count: 1200”?"),
        ("1,200,300", "unknown-key", "Did you mean “count: 1200300”?"),
        ("1\u{A0}200", "wrong-type", "Did you mean “1200”?"),
        ("１２００", "wrong-type", "Did you mean “1200”?"),
        ("約1200人", "wrong-type", "Did you mean “1200”?"),
        ("12345678901234567890", "bad-form", "a whole number of at most eighteen digits"),
    ] {
        let judged = judge_in(Lang::En, filing.replace("count: 1200,", &format!("count: {written},")));
        let finding = judged.findings.iter().find(|finding| finding.rule == rule);
        let told = finding.map(|finding| finding.message.as_str()).unwrap_or_default();
        assert!(told.contains(words), "{written}: {told:?} among {:?}", rules(&judged));
    }
    let number = filing.replace(
        "press: { role: contractor,",
        "press: { role: contractor, corporate_number: \"１２３４５６７８９０１２３\",",
    );
    assert_ne!(number, filing);
    let judged = judge_in(Lang::En, number);
    let told =
        judged.findings.iter().find(|finding| finding.rule == "bad-form").map(|finding| finding.message.as_str());
    assert!(told.is_some_and(|told| told.contains("“1234567890123”")), "{told:?}");
    for (space, words) in [("\u{A0}", "a no-break space (U+00A0)"), ("\u{2003}", "a special space (U+2003)")] {
        let judged = judge_in(Lang::En, filing.replacen("title: ", &format!("title:{space}"), 1));
        let finding = judged.findings.iter().find(|finding| finding.rule == "yaml-odd-space").expect("told");
        assert!(finding.message.contains(words) && finding.span.line == 3, "{:?}", finding.message);
    }
}

#[test]
fn other_encodings_are_named() {
    let filing = clean();
    let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(&filing);
    unreadable(shift_jis.into_owned(), "encoding");
    let utf16: Vec<u8> = filing.encode_utf16().flat_map(u16::to_le_bytes).collect();
    unreadable([vec![0xff, 0xfe], utf16].concat(), "encoding");
    unreadable(b"sekisho: filing/v1\nid: \xff\xfe\xfd\n".to_vec(), "encoding");
    unreadable(b"sekisho: filing/v1\n\0\0\0".to_vec(), "encoding");
}

#[test]
fn what_is_no_filing_is_said_so() {
    unreadable("", "empty-file");
    unreadable("# nothing but a remark\n", "empty-file");
    unreadable("- a\n- list\n", "not-a-filing");
    unreadable("title: something else\n", "not-a-filing");
    unreadable("sekisho: filing/v2\n", "not-a-filing");
    unreadable("just text\n", "not-a-filing");
}

#[test]
fn mistakes_of_yaml_have_a_place() {
    unreadable("sekisho: filing/v1\nid: [1, 2\n", "yaml-syntax");
    unreadable("sekisho: filing/v1\nactors:\n\tcity: { role: principal }\n", "yaml-tab");
    let tagged = clean().replacen("title:", "title: !secret", 1);
    found(&tagged, "unsupported-yaml");
    let merged = format!("{}\nsystems: {{ a: {{ <<: {{ name: x }} }} }}\n", clean());
    found(&merged, "unsupported-yaml");
    let two = format!("{}\n---\nsekisho: filing/v1\n", clean());
    found(&two, "unsupported-yaml");
}

#[test]
fn keys_are_checked_with_a_suggestion() {
    let filing = clean();
    let line = filing.lines().position(|line| line.starts_with("flows:")).expect("flows") as u32 + 1;
    let judged = judge(filing.replacen("\nflows:", "\nflowz:", 1));
    let finding = judged.findings.iter().find(|finding| finding.rule == "unknown-key").expect("unknown key");
    assert_eq!(finding.span.line, line);
    assert!(finding.message.contains("flows"), "{}", finding.message);
    for key in ["no", "on", "y", "off"] {
        found(&format!("{filing}\n{key}: x\n"), "unknown-key");
    }
    found(&format!("{filing}\ntitle: again\n"), "duplicate-key");
}

#[test]
fn full_width_signs_are_understood_or_named() {
    let filing = clean();
    let judged = judge(filing.replacen("\njurisdiction:", "\njurisdiction：", 1));
    assert!(judged.status != Status::Clean && !judged.findings.is_empty(), "{:?}", rules(&judged));
    let full_width = filing.replace("medium: cd-r", "medium: ＣＤ－Ｒ");
    assert_ne!(filing, full_width);
    assert_eq!(judge(full_width).status, Status::Clean);
}

#[test]
fn wrong_values_are_findings_and_the_rest_is_judged() {
    let filing = clean();
    found(&filing.replacen("actor: city", "actor: nobody", 1), "dangling-reference");
    found(&filing.replacen("action: extract", "action: abstract", 1), "unknown-value");
    found(&filing.replacen("encrypted: true", "encrypted: perhaps", 1), "wrong-type");
    for (written, rule) in [
        ("令和0年4月1日", "bad-date"),
        ("令和7年2月29日", "bad-date"),
        ("2024-02-30", "bad-date"),
        ("平成33年8月31日", "era-ended"),
    ] {
        let changed = format!("{filing}\nsubmitted: {written}\n");
        let changed = if filing.contains("\nsubmitted:") {
            let line = filing.lines().find(|line| line.starts_with("submitted:")).expect("line");
            filing.replacen(line, &format!("submitted: {written}"), 1)
        } else {
            changed
        };
        found(&changed, rule);
    }
}

#[test]
fn a_group_named_like_a_data_set_does_not_replace_it() {
    let filing = clean().replacen("data:\n", "data:\n  decoy: { name: 架空の名簿, group: roster, dummy: true }\n", 1);
    let open = filing.replacen("encrypted: true", "encrypted: false", 1);
    found(&open, "duplicate-id");
    found(&open, "hop-media-encrypted");
}

#[test]
fn an_unknown_jurisdiction_is_not_judged() {
    unreadable(clean().replacen("jurisdiction: shinjuku", "jurisdiction: shinjku", 1), "unknown-jurisdiction");
}

#[test]
fn depth_size_and_number_are_bounded() {
    let head = "sekisho: filing/v1\nid: x\njurisdiction: shinjuku\ntitle: ";
    unreadable(format!("{head}{}\n", "[".repeat(10_000)), "limit-exceeded");
    let block: String = (0..1_000_000).map(|_| "- ").collect();
    unreadable(format!("title:\n  {block}x\n"), "limit-exceeded");
    unreadable(vec![b' '; 50 * 1024 * 1024], "limit-exceeded");
    let long_line = format!("{head}{}\n", "あ".repeat(1_500_000));
    let judged = judge(long_line);
    assert!(judged.status != Status::Clean);
    let laughs: String = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(), |all, at| {
        let before = at - 1;
        let list = vec![format!("*a{before}"); 10].join(", ");
        format!("{all}a{at}: &a{at} [{list}]\n")
    });
    unreadable(format!("sekisho: filing/v1\n{laughs}"), "limit-exceeded");
}

#[test]
fn a_hundred_thousand_steps_are_refused_in_time() {
    let steps: String = (0..100_000).map(|at| format!("- {{id: {at}, action: process}}\n")).collect();
    let filing = format!(
        "sekisho: filing/v1\nid: x\njurisdiction: shinjuku\nflows:\n- id: f\n  steps:\n  {}",
        steps.replace('\n', "\n  ")
    );
    let judged = judge(filing);
    assert_eq!(judged.status, Status::Unreadable);
    assert!(rules(&judged).contains(&"limit-exceeded"), "{:?}", rules(&judged));
}

/// A quantifier in a quantifier, asked of every step, looks at the cube of the steps.
#[test]
fn what_rules_may_look_at_in_one_filing_is_limited() {
    let cubed = "\
- id: step-cubed
  title: { ja: 三乗, en: cubed }
  applies_to: step
  require: { every: { of: flow.steps, require: { none: { of: flow.steps, where: { id: nowhere } } } } }
  severity: { violation: error }
  message: { violation: { ja: 文, en: text } }
  help: { ja: 文, en: text }
  basis: [{ text: 要綱 }]
";
    let options =
        |packs| Options { packs, today: Date::constant(2026, 11, 20), judge_by: None, waivers: true, lang: Lang::Ja };
    let session = Session::new(options(packs_with_child(cubed))).unwrap_or_else(|error| panic!("{error}"));
    let judged = |steps: usize| {
        let steps: String = (0..steps).map(|at| format!("  - {{ id: {at}, action: process }}\n")).collect();
        let filing = format!("sekisho: filing/v1\nid: x\njurisdiction: child\nflows:\n- id: f\n  steps:\n{steps}");
        session.file("cubed.filing.yaml", Ok(filing.into_bytes())).expect("judged")
    };
    let few = judged(20);
    assert!(!rules(&few).contains(&"limit-exceeded"), "{:?}", rules(&few));
    assert_eq!(few.status, Status::Findings);
    let many = judged(2_000);
    let limit = many.findings.iter().find(|finding| finding.rule == "limit-exceeded").expect("a limit");
    assert!(limit.message.contains("規則が調べる対象の延べ数は2000000まで"), "{}", limit.message);
    assert_eq!(many.status, Status::Unreadable, "not all of it was judged");
}

/// Names that a part does not declare are searched for in its texts: many names in a long text cost their product.
#[test]
fn what_is_searched_for_in_texts_is_limited() {
    let text = "あいうえおかきくけこ".repeat(10_000);
    let filing = |sets: usize| {
        let items: Vec<String> = (0..4_000).map(|at| format!("項目{at}")).collect();
        let items = items.join(", ");
        let data: String = (0..sets).map(|at| format!("  s{at}: {{ personal: true, items: [{items}] }}\n")).collect();
        let names: Vec<String> = (0..sets).map(|at| format!("s{at}")).collect();
        format!(
            "sekisho: filing/v1\nid: x\njurisdiction: shinjuku\nprogramme: {{ summary: {text} }}\n\
            actors: {{ a: {{ role: principal }}, b: {{ role: contractor }}, c: {{ role: subject }} }}\ndata:\n  e: {{ personal: true, items: [x] }}\n{data}\
            contracts:\n- {{ id: m, kind: outsourcing, from: a, to: b, collects: [e] }}\n\
            flows:\n- id: f\n  under: [m]\n  steps:\n  - {{ id: 1, action: hand-over, actor: c, to: b, data: [{}], medium: paper }}\n",
            names.join(", ")
        )
    };
    let few = judge(filing(1));
    assert!(!rules(&few).contains(&"limit-exceeded"), "{:?}", rules(&few));
    let many = judge(filing(10));
    assert_eq!(many.status, Status::Unreadable);
    assert!(rules(&many).contains(&"limit-exceeded"), "{:?}", rules(&many));
}

#[test]
fn a_list_that_is_too_long_is_refused() {
    let wide = |entries: usize| {
        let names: Vec<String> = (0..entries).map(|at| format!("名{at}")).collect();
        format!("sekisho: filing/v1\nid: x\njurisdiction: shinjuku\nagenda_points: [{}]\n", names.join(", "))
    };
    assert!(!rules(&judge(wide(5_000))).contains(&"limit-exceeded"));
    let judged = judge(wide(5_001));
    assert_eq!((judged.status, rules(&judged)), (Status::Unreadable, vec!["limit-exceeded"]));
    // Nothing else is read of it, so that nothing else is wrong in it.
    let more = "contracts: [{ id: m, kind: outsourcing, from: nobody, to: nobody }]\n";
    assert!(rules(&judge(wide(5_000) + more)).contains(&"dangling-reference"));
    assert_eq!(rules(&judge(wide(5_001) + more)), ["limit-exceeded"]);
}

#[test]
fn rings_and_strange_shapes_are_followed_to_an_end() {
    let head = "sekisho: filing/v1\nid: x\njurisdiction: shinjuku\n\
        actors: { a: { role: principal }, b: { role: contractor }, c: { role: contractor } }\n\
        stores: { s: { name: nobody's } }\n";
    let ring = "data: { d: { part_of: [e] }, e: { part_of: [d] } }\n\
        contracts:\n- { id: m, kind: outsourcing, parent: n, from: a, to: b }\n- { id: n, kind: sub-outsourcing, parent: m, from: b, to: c }\n- { id: o, kind: sub-outsourcing, parent: o, from: c, to: c }\n\
        flows:\n- id: f\n  steps:\n  - { id: 1, action: hand-over, actor: a, to: b, data: [d], medium: paper }\n  - { id: 2, action: hand-over, actor: b, to: c, data: [e], medium: paper }\n  - { id: 3, action: hand-over, actor: c, to: b, data: [d], medium: paper, unlocks: [3] }\n  - { id: 4, action: [import, import], actor: b, into: s }\n";
    let judged = judge(format!("{head}{ring}"));
    assert_eq!(judged.status, Status::Findings);
    assert!(rules(&judged).contains(&"parent-ring"), "{:?}", rules(&judged));
    let shapes = "flows: [ 1, x, { id: f, steps: [ 7, null, [], { id: 1, action: [] }, { action: print } ] } ]\ncontracts: [ null, x, { id: a } ]\nactors2: {}\n";
    let judged = judge(format!("sekisho: filing/v1\nid: x\njurisdiction: shinjuku\n{shapes}"));
    assert_eq!(judged.status, Status::Findings);
}

#[test]
fn control_and_bidi_characters_are_reported_or_shown() {
    let bell = clean().replacen("title: ", "title: \"\\a\" # ", 1);
    found(&bell, "control-character");
    let title = "title: \u{202e}gnirts\u{2069}";
    let line = clean().lines().find(|line| line.starts_with("title:")).expect("title").to_owned();
    let judged = judge(clean().replacen(&line, title, 1).replacen("encrypted: true", "encrypted: false", 1));
    assert!(!judged.findings.is_empty());
    let terms = Terms::on(jiff::civil::date(2026, 11, 20));
    for format in [Format::Full, Format::Concise, Format::Table] {
        let mut out = Vec::new();
        let mut report = Report::new(format, terms.clone(), Lang::Ja, false);
        report.filing(&judged, &mut out).expect("written");
        let out = String::from_utf8(out).expect("text");
        assert!(!out.contains('\u{202e}') && !out.contains('\u{2069}'), "{format:?}");
    }
}
