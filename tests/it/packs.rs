//! What a pack without mistakes comes to: `tests/packs/whole`, read through the library.

use jiff::civil::date;
use sekisho::finding::{Severity, Verdict};
use sekisho::policy::{self, ChangeKind, Effective, ItemWords, Policy, Weight};
use sekisho::vocabulary::pack_words::{PackList, PackWord};
use sekisho::words::Lang;

use crate::broken_packs::{load, packs_of_files, whole};

fn read() -> Policy {
    load(&whole()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The whole pack with one text changed.
fn with(file: &str, from: &str, to: &str) -> Policy {
    let mut files = whole();
    let (_, text) = files.iter_mut().find(|(path, _)| path == file).expect("a file");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    *text = text.replace(from, to);
    load(&files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn a_rule_is_read_with_all_that_it_says() {
    let policy = read();
    let rule = policy.rules.iter().find(|rule| rule.id == "hop-carried").expect("a rule");
    assert_eq!((rule.pack.as_str(), rule.file.as_str(), rule.span.line), ("whole", "whole/rules/all.yaml", 1));
    assert_eq!((rule.title.ja.as_str(), rule.title.en.as_str(), rule.help.en.as_str()), ("運搬", "carriage", "help"));
    let severities: Vec<_> = rule.severity.iter().map(|(verdict, severity)| (*verdict, *severity)).collect();
    assert_eq!(
        severities,
        [
            (Verdict::Elsewhere, Severity::Note),
            // One step milder than what is not stated.
            (Verdict::Promised, Severity::Note),
            (Verdict::Unstated, Severity::Warning),
            (Verdict::Violation, Severity::Error),
        ]
    );
    assert_eq!(rule.severity_when.len(), 1);
    assert_eq!(rule.gravest(), Severity::Error);
    let sentences: Vec<_> = rule.message.iter().map(|(verdict, all)| (*verdict, all.len())).collect();
    assert_eq!(sentences, [(Verdict::Promised, 1), (Verdict::Unstated, 1), (Verdict::Violation, 2)]);
    let [basis] = rule.basis.as_slice() else { panic!("{:?}", rule.basis) };
    assert_eq!(
        (basis.text.en.as_str(), basis.seeds.as_slice(), basis.verified),
        ("guideline", &["002".to_owned()][..], false)
    );
    let quoted = basis.quoted(Lang::En);
    assert!(quoted.starts_with("guideline") && quoted.len() > "guideline".len(), "{quoted}");
    assert_eq!(rule.effective, Effective { from: Some(date(2024, 4, 1)), to: Some(date(2030, 3, 31)) });
    assert_eq!(
        (rule.exempt.len(), rule.reasons().map(|one| one.en.as_str()).collect::<Vec<_>>()),
        (2, vec!["an instruction"])
    );
    assert_eq!(rule.yields_to, ["hop-encrypted"]);
    assert_eq!((rule.waivable, rule.gathers, rule.absent_is_unstated, rule.audit), (true, false, true, false));
    let parent = policy.rules.iter().find(|rule| rule.id == "hop-encrypted").expect("a rule");
    assert_eq!((parent.pack.as_str(), parent.waivable, parent.basis[0].verified), ("base", false, true));
    assert_eq!(parent.basis[0].quoted(Lang::En), parent.basis[0].text.en);
}

#[test]
fn what_a_child_changes() {
    let policy = read();
    let rule = policy.rules.iter().find(|rule| rule.id == "contract-label").expect("a rule");
    assert_eq!(rule.severity.get(&Verdict::Unstated), Some(&Severity::Warning));
    let sentence = &rule.message[&Verdict::Unstated][0];
    assert_eq!(sentence.en.fill(|_| None), "write it");
    assert_eq!(
        rule.changes.iter().map(|one| (one.file.as_str(), one.reason.as_str())).collect::<Vec<_>>(),
        [("whole/rules/all.yaml", "区の特例")]
    );
    assert!(policy.weakenings.is_empty(), "graver is not milder");

    let milder = |change: &str| {
        let policy = with(
            "whole/rules/all.yaml",
            "severity: { unstated: warning }\n  message: { unstated: { ja: 書いてください, en: write it } }",
            change,
        );
        let lines: Vec<u32> = policy.weakenings.iter().map(|one| one.line).collect();
        assert!(lines.iter().all(|line| *line == 30), "{lines:?}");
        policy.weakenings.iter().map(|one| format!("{} {} {}", one.rule, one.change, one.reason)).collect::<Vec<_>>()
    };
    assert_eq!(milder("effective: { from: 2025-04-01 }"), ["contract-label effective 区の特例"]);
    assert_eq!(milder("exempt: [{ when: { kind: outsourcing } }]"), ["contract-label exempt 区の特例"]);
    assert_eq!(milder("require: { clauses.form: { stated: true } }"), ["contract-label require 区の特例"]);
    assert_eq!(milder("waivable: never"), Vec::<String>::new());
    assert_eq!(milder("help: { ja: 別, en: other }"), Vec::<String>::new());
    assert_eq!(milder("severity: { promised: note, unstated: note }"), Vec::<String>::new());

    let hop = |change: &str| {
        with(
            "whole/rules/all.yaml",
            "override: contract-label\n  reason: 区の特例\n  severity: { unstated: warning }\n  message: { unstated: { ja: 書いてください, en: write it } }",
            change,
        )
    };
    let changed = hop(
        "override: hop-encrypted\n  reason: x\n  severity: { violation: warning }\n  waivable: approval\n  basis: [{ text: 別 }]",
    );
    let rule = changed.rules.iter().find(|rule| rule.id == "hop-encrypted").expect("a rule");
    assert_eq!(
        (rule.severity[&Verdict::Violation], rule.severity[&Verdict::Unstated]),
        (Severity::Warning, Severity::Error)
    );
    assert_eq!((rule.waivable, rule.basis[0].text.ja.as_str()), (true, "別"));
    assert_eq!(changed.weakenings.iter().map(|one| one.change).collect::<Vec<_>>(), ["severity", "waivable"]);
    let gone = hop("disable: contract-label\n  reason: x");
    assert!(gone.rules.iter().all(|rule| rule.id != "contract-label"));
    assert_eq!(gone.weakenings.iter().map(|one| one.change).collect::<Vec<_>>(), ["disabled"]);
    // The parent's tests no longer speak of what the child asks otherwise; of what weighs less they still do.
    let otherwise = |policy: &Policy| [0, 1].map(|pack| policy.asks_otherwise("contract-label", pack));
    assert_eq!((otherwise(&gone), otherwise(&read())), ([true, false], [false, false]));
    assert!(!changed.asks_otherwise("hop-encrypted", 0));
}

#[test]
fn days_on_which_something_is_in_force() {
    let of = |from: Option<i16>, to: Option<i16>| Effective {
        from: from.map(|year| date(year, 4, 1)),
        to: to.map(|year| date(year, 3, 31)),
    };
    let term = of(Some(2024), Some(2026));
    for (day, inside) in [((2024, 3, 31), false), ((2024, 4, 1), true), ((2026, 3, 31), true), ((2026, 4, 1), false)] {
        assert_eq!(term.contains(date(day.0, day.1, day.2)), inside, "{day:?}");
    }
    for (other, shared) in [
        (of(None, None), true),
        (of(None, Some(2024)), false),
        (of(None, Some(2025)), true),
        (of(Some(2026), None), false),
        (of(Some(2025), None), true),
        (of(Some(2023), Some(2030)), true),
    ] {
        assert_eq!((term.overlaps(&other), other.overlaps(&term)), (shared, shared), "{other:?}");
    }
    let policy = with(
        "whole/policy.yaml",
        "  - { id: \"2024\", from: 2024-04-01 }",
        "  - { id: \"2026\", from: 2026-04-01 }\n  - { id: \"2024\", from: 2024-04-01 }",
    );
    let edition = |year, month, day| policy.edition_on(date(year, month, day)).map(|one| one.id.as_str());
    assert_eq!(
        [edition(2024, 3, 31), edition(2024, 4, 1), edition(2026, 3, 31), edition(2026, 4, 1)],
        [Some("2024"), Some("2024"), Some("2024"), Some("2026")]
    );
    let on = |year| policy.rules_on(date(year, 4, 1)).filter(|rule| rule.id == "hop-carried").count();
    assert_eq!((on(2023), on(2024), on(2029), on(2030)), (0, 1, 1, 0));
}

#[test]
fn forms_measures_and_laws() {
    let policy = read();
    let list = &policy.checklists["list"];
    assert_eq!((list.title.en.as_str(), list.family, list.rows.len()), ("list", Some(3), 1));
    assert_eq!(
        (list.rows[0].principal, list.rows[0].agent, list.rows[0].measures.as_slice()),
        (true, true, &["encrypting".to_owned()][..])
    );
    assert_eq!(
        (list.reasons[0].id.as_str(), list.reasons[0].texts.as_slice(), list.reasons[0].rules_out.as_slice()),
        ("paper-only", &["紙のみ".to_owned()][..], &["encrypting".to_owned()][..])
    );
    let sides = |sides: &str| {
        let policy = with("whole/checklists/list.yaml", ", sides: [principal, agent]", sides);
        (policy.checklists["list"].rows[0].principal, policy.checklists["list"].rows[0].agent)
    };
    assert_eq!(
        (sides(""), sides(", sides: [agent]"), sides(", sides: [principal]")),
        ((true, true), (false, true), (true, false))
    );
    let otsu = &policy.clauses["otsu"];
    assert_eq!(
        (otsu.variant.id(), otsu.laws.as_slice(), otsu.items.len(), otsu.owed_to.len()),
        ("consent", &["privacy-act".to_owned()][..], 1, 1)
    );
    assert_eq!(otsu.effective.from, Some(date(2024, 4, 1)));
    assert_eq!(policy.laws["privacy-act"].effective.to, Some(date(2099, 3, 31)));
    assert_eq!(
        (policy.variant_of(&["clause-consent", "x"]).map(PackWord::id), policy.variant_of(&["x"])),
        (Some("consent"), None)
    );
    let ids = |list| policy.words.of(list).iter().map(PackWord::id).collect::<Vec<_>>();
    assert_eq!(
        [PackList::Forum, PackList::Agenda].map(ids),
        [vec!["panel"], vec!["submission", "consultation", "report", "matter"]]
    );
    assert_eq!(ids(PackList::Section), ["operational", "system"]);
    let system = policy.words.lookup(PackList::Section, "システム").expect("as the core pack calls it");
    assert_eq!((system.id(), system.both().ja.as_str(), system.decides()), ("system", "情報システム", false));
    assert!(policy.words.get(PackList::Agenda, "matter").is_some_and(PackWord::decides));
    let measure = &policy.measures["encrypting"];
    assert_eq!(
        (measure.rests_on.as_slice(), measure.promises.len(), measure.promises[0].by_receiver),
        (&["clause-consent".to_owned()][..], 1, true)
    );
    assert!(policy.promised.values().flatten().eq(["encrypting"]));
    let [owed] = policy.obligations.as_slice() else { panic!("{} obligations", policy.obligations.len()) };
    assert_eq!(
        (owed.grace, owed.severity, owed.met_by.len(), owed.tells.len(), owed.basis.len()),
        (Some(30), Severity::Warning, 1, 1, 1)
    );
    assert_eq!(owed.effective.from, Some(date(2024, 4, 1)));
}

#[test]
fn names_of_items() {
    let items: ItemWords = read().items;
    // A name, what it stands for, an umbrella and what is under it, and the individual number.
    for known in ["氏名", "お名前", "お 名前", "連絡先", "住所", "電話番号", "マイナンバー", "ﾏｲﾅﾝﾊﾞｰ"]
    {
        assert!(items.knows(known), "{known}");
    }
    for unknown in ["生年月日", "個人番号", "システム", "適切に", ""] {
        assert!(!items.knows(unknown), "{unknown}");
    }
    for (name, ambiguous) in [
        ("個人番号（住民番号）", true),
        ("個人番号（マイナンバー）", false),
        ("個人番号", false),
        ("番号（住民番号）", false),
    ] {
        assert_eq!(items.is_ambiguous(name), ambiguous, "{name}");
    }
    let has = |list: &[&str], name: &str| items.list(list.iter().copied()).has(name);
    assert!(has(&["氏名"], "お名前") && has(&["お名前"], "氏名") && has(&["氏 名"], "氏名"));
    assert!(has(&["連絡先"], "住所"), "an item under an umbrella that is listed");
    assert!(has(&["住所"], "連絡先"), "an umbrella of which an item is listed");
    assert!(!has(&["住所"], "電話番号") && !has(&["氏名"], "連絡先") && !has(&[], "氏名"));
    let found =
        |text: &str| items.wordings.found_in(text).map(|(list, word)| format!("{list} {word}")).collect::<Vec<_>>();
    assert_eq!(found("適切に扱う。適切に消す"), ["careful 適切に"]);
    assert_eq!(found("不適切に扱う"), Vec::<String>::new());
    assert_eq!(found("不適切に扱わず、適切に扱う"), ["careful 適切に"]);
    assert_eq!(items.tasks.found_in("封入と印刷").collect::<Vec<_>>(), [("printing", "印刷")]);
    assert_eq!(items.kinds.found_in("病歴等").collect::<Vec<_>>(), [("health", "病歴")]);
    assert_eq!(
        (items.system_suffixes.as_slice(), items.common_systems.as_slice()),
        (&["システム".to_owned()][..], &["本システム".to_owned()][..])
    );
}

#[test]
fn what_a_change_weighs() {
    let rows = "- of: [step]\n  weight: report\n  because: { ja: 一, en: one }\n- of: [step.line]\n  kinds: [removed]\n  weight: resubmit\n  because: { ja: 二, en: two }\n- of: [step]\n  weight: nothing\n  kinds: [added]\n  because: { ja: 三, en: three }\n";
    let mut files = whole();
    let (_, text) = files.iter_mut().find(|(path, _)| path == "whole/changes.yaml").expect("a file");
    rows.clone_into(text);
    let policy = load(&files).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let weight =
        |subject: &str, field: &str, kind: ChangeKind| policy.change(subject, field, kind).map(|row| row.weight);
    assert_eq!(weight("step", "title", ChangeKind::Altered), Some(Weight::Report));
    // The last among those that name it as closely.
    assert_eq!(weight("step", "title", ChangeKind::Added), Some(Weight::Nothing));
    // The closest, where the kind is its.
    assert_eq!(weight("step", "line", ChangeKind::Removed), Some(Weight::Resubmit));
    assert_eq!(weight("step", "line.kind", ChangeKind::Removed), Some(Weight::Resubmit));
    assert_eq!(weight("step", "line", ChangeKind::Altered), Some(Weight::Report));
    // A key that only begins alike is another.
    assert_eq!(weight("step", "lines", ChangeKind::Removed), Some(Weight::Report));
    assert_eq!(weight("steps", "", ChangeKind::Altered), None);
    assert_eq!(weight("step", "", ChangeKind::Altered), Some(Weight::Report));
}

#[test]
fn packs_are_found_by_what_they_judge() {
    let packs = packs_of_files(&whole());
    assert_eq!(packs.ids(), ["base", "core", "whole"]);
    assert_eq!((packs.for_jurisdiction("whole"), packs.for_jurisdiction("base")), (Some("whole"), None));
    assert_eq!(packs.jurisdictions(), ["whole"]);
    assert!(packs.missing().is_empty() && packs.broken_heads().is_empty());
    let mut files = whole();
    files.retain(|(path, _)| !path.starts_with("base/"));
    files.push(("torn/policy.yaml".to_owned(), "id: [".to_owned()));
    let packs = packs_of_files(&files);
    assert_eq!(packs.missing().into_iter().collect::<Vec<_>>(), ["base"]);
    assert_eq!(packs.broken_heads().iter().map(|one| one.file.as_str()).collect::<Vec<_>>(), ["torn/policy.yaml"]);
    assert!(policy::load(&packs, "nowhere").is_err());
    // What a pack says is in its digest, and what another says is not.
    let digest = |policy: &Policy| policy.digest.clone();
    let other = with("whole/rules/all.yaml", "ja: 運搬,", "ja: 運送,");
    assert_eq!((digest(&read()) == digest(&read()), digest(&read()) == digest(&other)), (true, false));
    assert_eq!(digest(&read()).len(), 32);
}
