//! A run over files: what becomes of each, in the order named, and what they come to together.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind};
use std::sync::LazyLock;

use jiff::civil::date;
use sekisho::finding::{About, Finding, PartList, Region, Severity, Verdict, Waived};
use sekisho::session::{Counts, Files, Judged, Name, Options, PolicyUsed, Session, Several, Status, Totals};
use sekisho::source::Span;
use sekisho::vocabulary::facts::SubjectKind;
use sekisho::words::Lang;
use sha2::{Digest as _, Sha256};

use crate::common::{packs, session, session_in, text};

static SESSION: LazyLock<Session> = LazyLock::new(session);
static ENGLISH: LazyLock<Session> = LazyLock::new(|| session_in(Lang::En));

fn clean() -> String {
    text("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml")
}

fn judged(filing: &str) -> Judged {
    SESSION.file("a.filing.yaml", Ok(filing.as_bytes().to_vec())).expect("packs")
}

/// The same with everything said in English.
fn in_english(filing: &str) -> Judged {
    ENGLISH.file("a.filing.yaml", Ok(filing.as_bytes().to_vec())).expect("packs")
}

/// Rules of the findings, in their order.
fn rules(judged: &Judged) -> Vec<&str> {
    judged.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn a_filing_without_a_mistake_is_clean_and_tells_what_judged_it() {
    let bytes = clean().into_bytes();
    let (judged, ready) = SESSION.examine("in/a.filing.yaml", Ok(bytes.clone())).expect("packs");
    assert_eq!((judged.status, rules(&judged)), (Status::Clean, Vec::new()));
    assert_eq!((&*judged.path, &*judged.id), ("in/a.filing.yaml", "test-outsourcing-cd-r"));
    assert_eq!(judged.title.as_deref(), Some("花壇里親への感謝状の作成業務の委託について"));
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(judged.digest, digest);
    let policy = SESSION.policy("shinjuku").expect("packs").expect("known");
    assert_eq!(judged.policy, Some(PolicyUsed::of(&policy, Lang::Ja)));
    assert_eq!((policy.id.as_str(), policy.version.as_str(), policy.digest.len()), ("shinjuku", "2024.1", 32));
    assert_eq!((judged.edition.as_deref(), judged.reference_date), (Some("2022"), Some(date(2024, 3, 1))));
    assert!(judged.lines.is_empty() && judged.names.is_empty());
    let (ready, document) = ready.expect("a model");
    assert_eq!((ready.day, ready.day_stated, &*ready.filing.id), (date(2024, 3, 1), true, "test-outsourcing-cd-r"));
    assert!(document.root().get("title").is_some());
}

/// What no model can be made of is unreadable, and says why where it stands.
#[test]
fn what_is_no_filing_is_unreadable() {
    for (text, rule, line, id, digest) in [
        ("", "empty-file", 1, "", true),
        ("a: [\n", "yaml-syntax", 2, "", true),
        ("\n\na: 1\n", "not-a-filing", 3, "", true),
        ("- sekisho: filing/v1\n", "not-a-filing", 1, "", true),
        ("sekisho: filing/v2\nid: a\n", "not-a-filing", 1, "", true),
        ("sekisho: filing/v1\nid: a\njurisdiction: nowhere\n", "unknown-jurisdiction", 3, "a", true),
        ("sekisho: filing/v1\nid: a\ntitle: t\n", "missing-key", 1, "a", true),
    ] {
        let judged = judged(text);
        assert_eq!((judged.status, rules(&judged)), (Status::Unreadable, vec![rule]), "{text:?}");
        assert_eq!(
            (judged.findings[0].span.line, &*judged.id, judged.digest.len() == 64),
            (line, id, digest),
            "{text:?}"
        );
        assert_eq!((judged.policy, judged.edition, judged.reference_date), (None, None, None), "{text:?}");
        let shown = judged.lines.get(&line).map(String::as_str);
        assert_eq!(shown, text.lines().nth(line as usize - 1), "{text:?}");
    }
    let broken = SESSION.file("a", Ok(vec![0x83, 0x41, 0xFF])).expect("packs");
    assert_eq!((broken.status, rules(&broken), broken.lines.len()), (Status::Unreadable, vec!["encoding"], 0));
}

#[test]
fn a_file_that_cannot_be_opened_says_why_in_both_languages() {
    for (error, ja, en) in [
        (Error::from(ErrorKind::NotFound), "ファイルがありません", "there is no such file"),
        (Error::from(ErrorKind::PermissionDenied), "読む権限がありません", "permission denied"),
        (Error::from(ErrorKind::Unsupported), "通常のファイルではありません", "not a regular file"),
        (Error::other("the disk is full"), "the disk is full", "the disk is full"),
    ] {
        let again = std::io::Error::new(error.kind(), error.to_string());
        let english = ENGLISH.file("gone.filing.yaml", Err(again)).expect("packs");
        let judged = SESSION.file("gone.filing.yaml", Err(error)).expect("packs");
        assert_eq!((judged.status, &*judged.path, &*judged.digest), (Status::Unreadable, "gone.filing.yaml", ""));
        assert_eq!((rules(&judged), judged.findings[0].span), (vec!["cannot-read"], Span::START));
        assert_eq!(english.findings[0].message, format!("The file cannot be opened ({en})."));
        assert_eq!(judged.findings[0].message, format!("ファイルを開けません（{ja}）。"));
    }
}

#[test]
fn a_jurisdiction_without_a_pack_is_told_with_those_that_have_one() {
    let filing =
        |jurisdiction: &str| clean().replace("jurisdiction: shinjuku", &format!("jurisdiction: {jurisdiction}"));
    let near = judged(&filing("shinjku"));
    assert_eq!((rules(&near), &*near.findings[0].about.id), (vec!["unknown-jurisdiction"], "shinjku"));
    assert_eq!(near.findings[0].about.pointer, "/jurisdiction");
    let english = in_english(&filing("shinjku"));
    let titles = (&*english.findings[0].title, &*near.findings[0].title);
    assert_eq!(titles, ("Unknown jurisdiction", "基準のない自治体"));
    assert_eq!(english.findings[0].help, "Check the spelling, or name a folder of packs with --policy.");
    let known = SESSION.jurisdictions().join(", ");
    assert!(known.split(", ").any(|one| one == "shinjuku"), "{known}");
    let said = format!("There is no policy for the jurisdiction “shinjku”. Known: {known}. Did you mean “shinjuku”?");
    assert_eq!(english.findings[0].message, said);
    let ja = &near.findings[0].message;
    assert!(ja.contains(&known) && ja.ends_with("「shinjuku」ではありませんか。"), "{ja}");
    let far = &in_english(&filing("elsewhere")).findings[0].message;
    assert!(far.ends_with(&format!("Known: {known}.")), "{far}");
    // What is no text is told once as such, and as no jurisdiction that is known.
    let none = judged(&filing("[shinjuku]"));
    assert_eq!((none.status, rules(&none)), (Status::Unreadable, vec!["unknown-jurisdiction", "wrong-type"]));
}

/// A filing is judged by its own day, by that of the run, or by the day asked for.
#[test]
fn the_day_that_judges() {
    let undated = clean().replace("submitted: 2024-03-01\n", "");
    let undated = undated.lines().map(|line| if line.trim_start().starts_with("term: {") { "" } else { line });
    let undated: String = undated.flat_map(|line| [line, "\n"]).collect();
    let found = judged(&undated);
    assert_eq!(found.reference_date, Some(date(2026, 11, 20)), "the day of the run");
    let missing = found.findings.iter().find(|one| one.rule == "reference-date-missing").expect("told");
    assert!(missing.message.contains("2026-11-20"), "{}", missing.message);
    assert_eq!((&*missing.about.id, missing.about.region), ("test-outsourcing-cd-r", Region::Whole));

    let told = |judged: &Judged| rules(judged).contains(&"reference-date-missing");
    // A day that is written and cannot be read is told as such, and not as missing.
    let unread = judged(&undated.replace("forum: ", "submitted: someday\nforum: "));
    assert_eq!((told(&unread), rules(&unread).contains(&"bad-date")), (false, true), "{:?}", rules(&unread));
    let asked = Options {
        packs: packs(),
        today: date(2026, 11, 20),
        judge_by: Some(date(2022, 5, 1)),
        waivers: true,
        lang: Lang::Ja,
    };
    let asked = Session::new(asked).expect("packs");
    for filing in [&undated, &clean()] {
        let judged = asked.file("a", Ok(filing.clone().into_bytes())).expect("packs");
        assert_eq!((judged.reference_date, told(&judged)), (Some(date(2022, 5, 1)), false));
        assert_eq!(judged.edition.as_deref(), Some("2022"));
    }
    assert_eq!((asked.terms().judge_by, asked.terms().today), (Some(date(2022, 5, 1)), date(2026, 11, 20)));
    // Read, but not judged: only what is wrong in the text is told.
    let (opened, ready) = SESSION.open("a", Ok(undated.into_bytes())).expect("packs");
    assert_eq!((opened.status, rules(&opened), ready.is_some()), (Status::Clean, Vec::new(), true));
}

/// So many findings are shown of a file, the first of what to fix; of the rest the number is told.
#[test]
fn no_more_findings_are_shown_of_a_file_than_can_be_read() {
    let with = |count: usize| {
        let keys: String = (0..count).map(|at| format!("zzz{at}: 1\n")).collect();
        in_english(&clean().replacen("title: ", &format!("{keys}title: "), 1))
    };
    for (count, more) in [(1, None), (1_000, None), (1_001, Some(1)), (1_007, Some(7))] {
        let judged = with(count);
        assert_eq!(judged.status, Status::Findings);
        let unknown = judged.findings.iter().filter(|one| one.rule == "unknown-key").count();
        assert_eq!(unknown, count.min(1_000));
        let last = judged.findings.last().expect("a finding");
        let said = more.map(|more| format!("… and {more} more findings (1000 are shown per file)."));
        assert_eq!((last.rule == "too-many-findings").then(|| last.message.clone()), said, "{count}");
        assert_eq!(judged.findings.len(), unknown + usize::from(more.is_some()));
    }
}

/// Files by name, of which some cannot be read.
struct Named(BTreeMap<String, String>);

impl Files for Named {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn beside(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// More files than are judged at once come back in the order in which they were named, however many threads there are,
/// a file that is named twice twice.
#[test]
fn files_come_back_in_the_order_named() {
    let small = |at: usize| format!("sekisho: filing/v1\nid: f{at}\njurisdiction: nowhere\n");
    let name = |at: usize| format!("{}.filing.yaml", (at * 7) % 300);
    let named = Named((0..300).filter(|at| at % 3 != 0).map(|at| (name(at), small(at))).collect());
    let mut paths: Vec<String> = (0..300).map(name).collect();
    paths.push(name(1));
    for jobs in [None, Some(1), Some(3)] {
        let mut session = session();
        if let Some(jobs) = jobs {
            session.judge_at_once(jobs).expect("threads");
        }
        let judged: Vec<Judged> = session.run(&paths, &named).map(|one| one.expect("packs")).collect();
        let found: Vec<&str> = judged.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(found, paths, "{jobs:?}");
        for (at, one) in judged.iter().take(300).enumerate() {
            let expected =
                if at % 3 == 0 { (String::new(), "cannot-read") } else { (format!("f{at}"), "unknown-jurisdiction") };
            assert_eq!((one.id.clone(), one.findings[0].rule.as_str()), expected, "{at}");
        }
    }
    assert_eq!(SESSION.run(&[], &named).count(), 0);
    let lengths: Vec<usize> = SESSION.each(&paths[..2], str::len).collect();
    assert_eq!(lengths, [paths[0].len(), paths[1].len()]);
}

#[test]
fn a_session_knows_its_policies_and_the_rules_that_have_judged() {
    let session = session();
    assert!(session.rule_ids().is_empty(), "nothing has judged yet");
    assert!(session.policy("nowhere").expect("packs").is_none());
    let policy = || session.policy("shinjuku").expect("packs").expect("known");
    assert!(std::sync::Arc::ptr_eq(&policy(), &policy()), "a pack is read once");
    assert!(session.core().rules.is_empty() && session.core().built_in.contains_key("cannot-read"));
    session.file("a", Ok(clean().into_bytes())).expect("packs");
    assert!(session.rule_ids().iter().any(|rule| rule == "hop-media-encrypted"));
    let ids: Vec<String> = session.policies().expect("packs").iter().map(|policy| policy.id.clone()).collect();
    assert_eq!(ids.len(), session.jurisdictions().len());
    assert!(ids.iter().any(|id| id == "shinjuku"), "{ids:?}");
    assert_eq!(session.packs().ids().len(), packs().ids().len());
}

/// Flows, steps and parts that findings are about are called by their ids and titles, a contract without a title by its
/// contractor.
#[test]
fn what_findings_are_about_has_its_name() {
    let filing = clean()
        .replacen(", encrypted: true", ", encrypted: false", 1)
        .replacen("provides: [roster]", "provides: [rostr]", 1)
        .replacen("action: print, ", "action: prnt, ", 1)
        .replacen("name: 里親名簿, ", "nam: 里親名簿, ", 1);
    let judged = judged(&filing);
    let name = |id: &str, title: &str| Name { id: id.to_owned(), title: title.to_owned() };
    let named = |region| judged.names.get(&region).cloned();
    assert_eq!(named(Region::Flow(0)), Some(name("thanks", "感謝状の作成にかかる個人情報の流れ")));
    assert_eq!(named(Region::Step(0, 1)), Some(name("2", "里親名簿の手渡し")));
    assert_eq!(named(Region::Step(0, 5)), Some(name("6", "感謝状の印刷")));
    assert_eq!(named(Region::Part(PartList::Contracts, 0)), Some(name("main", "株式会社れんげ印刷")));
    assert_eq!(named(Region::Data), None, "what is neither flow, step nor part");
    assert_eq!(named(Region::Step(0, 0)), None, "what nothing is found about");
    let untitled = filing.replacen("title: 里親名簿の手渡し, ", "", 1).replacen(
        "    kind: outsourcing\n",
        "    kind: outsourcing\n    title: 感謝状\n",
        1,
    );
    let judged = SESSION.file("a", Ok(untitled.into_bytes())).expect("packs");
    assert_eq!(judged.names.get(&Region::Step(0, 1)), Some(&name("2", "")), "a step is not called by its receiver");
    assert_eq!(judged.names.get(&Region::Part(PartList::Contracts, 0)), Some(&name("main", "感謝状")));
    // The lines that are shown are those that findings point at.
    for finding in &judged.findings {
        assert!(judged.lines.contains_key(&finding.span.line), "{}", finding.rule);
    }
    let numbers: Vec<u32> = judged.lines.keys().copied().collect();
    assert!(numbers.iter().all(|line| judged.findings.iter().any(|one| one.span.line == *line)), "{numbers:?}");
}

/// A file as it would be judged.
fn file(path: &str, status: Status, findings: Vec<Finding>) -> Judged {
    Judged {
        path: path.to_owned(),
        id: String::new(),
        title: None,
        digest: String::new(),
        status,
        policy: Some(PolicyUsed {
            id: "pack".to_owned(),
            version: "1".to_owned(),
            digest: "d".to_owned(),
            is_shipped: true,
            unasked: None,
        }),
        edition: Some("2024".to_owned()),
        reference_date: Some(date(2024, 4, 1)),
        inferred: 2,
        findings,
        cells: None,
        lines: BTreeMap::new(),
        names: BTreeMap::new(),
        entries: Vec::new(),
    }
}

fn finding(verdict: Verdict, severity: Severity) -> Finding {
    Finding::at(About::new(SubjectKind::Filing, "", ""), Span::START, verdict, severity)
}

/// What is waived or known is counted as that and as nothing else; what is both is waived.
#[test]
fn totals_count_what_still_has_to_be_seen_to() {
    let waived = Waived { reason: "r".to_owned(), approval: "a".to_owned(), until: date(2027, 3, 31) };
    let error = || finding(Verdict::Violation, Severity::Error);
    let mixed = vec![
        error(),
        finding(Verdict::Unstated, Severity::Warning),
        finding(Verdict::Unstated, Severity::Warning),
        finding(Verdict::Elsewhere, Severity::Note),
        Finding { waived: Some(waived.clone()), ..error() },
        Finding { baselined: true, ..error() },
        Finding { baselined: true, ..error() },
        Finding { baselined: true, waived: Some(waived), ..error() },
    ];
    let one = file("a", Status::Findings, mixed);
    assert_eq!((one.open().count(), one.known().count()), (4, 2));
    let counts = Counts::of(&one);
    let severities = |counts: &Counts| Severity::ALL.map(|severity| counts.severity(severity));
    assert_eq!((counts.filings, counts.inferred, counts.waived, counts.baselined), (1, 2, 2, 2));
    assert_eq!(severities(&counts), [1, 2, 1]);

    let mut totals = Totals::default();
    assert_eq!(totals.heaviest(), None);
    totals.add(&file("c", Status::Clean, Vec::new()));
    assert_eq!(totals.heaviest(), None);
    totals.add(&file("n", Status::Findings, vec![finding(Verdict::Elsewhere, Severity::Note)]));
    assert_eq!(totals.heaviest(), Some(Severity::Note));
    totals.add(&one);
    assert_eq!(totals.heaviest(), Some(Severity::Error));
    let nothing =
        Judged { policy: None, ..file("u", Status::Unreadable, vec![finding(Verdict::Invalid, Severity::Error)]) };
    totals.add(&nothing);
    let all = totals.all();
    assert_eq!((all.filings, all.inferred, all.waived, all.baselined), (4, 8, 2, 2));
    assert_eq!(severities(&all), [2, 2, 2]);
    assert_eq!(Status::ALL.map(|status| totals.of(status).filings), [1, 2, 1]);
    let verdicts = [Verdict::Invalid, Verdict::Violation, Verdict::Unstated, Verdict::Promised, Verdict::Elsewhere];
    assert_eq!(verdicts.map(|verdict| totals.verdict(verdict)), [1, 1, 2, 0, 2]);
    assert_eq!(totals.not_judged, Several { count: 1, first: vec!["u".to_owned()] });
    assert_eq!((totals.policies.len(), totals.policies["pack"].version.as_str()), (1, "1"));
    let way = ("pack".to_owned(), Some("2024".to_owned()), Some(date(2024, 4, 1)));
    assert_eq!(totals.judged[&way], Several { count: 3, first: ["c", "n", "a"].map(str::to_owned).to_vec() });
}

/// What is kept of many files does not grow with their number.
#[test]
fn totals_name_the_first_of_many() {
    let mut totals = Totals::default();
    let edition =
        |at: usize| Judged { edition: Some(format!("{at:02}")), ..file(&format!("f{at}"), Status::Clean, Vec::new()) };
    for at in 0..22 {
        totals.add(&edition(at));
    }
    assert_eq!((totals.judged.len(), totals.otherwise), (20, 2));
    // A way that is known already is still told apart.
    for _ in 0..11 {
        totals.add(&edition(3));
    }
    totals.add(&edition(21));
    let way = ("pack".to_owned(), Some("03".to_owned()), Some(date(2024, 4, 1)));
    assert_eq!((totals.judged.len(), totals.otherwise, totals.judged[&way].count), (20, 3, 12));
    assert_eq!((totals.judged[&way].first.len(), Several::MAX_NAMED), (10, 10));
}

#[test]
fn a_status_has_its_word_and_its_names() {
    let told = Status::ALL.map(|status| (status.word(), status.name(Lang::Ja), status.name(Lang::En)));
    let said = |word, ja: &str, en: &str| (word, ja.to_owned(), en.to_owned());
    let expected = [
        said("clean", "指摘なし", "clean"),
        said("findings", "指摘あり", "findings"),
        said("unreadable", "読取り不能", "unreadable"),
    ];
    assert_eq!(told, expected);
}
