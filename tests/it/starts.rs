//! What `new` writes is never wrong, only silent: of whatever is said, every finding is of something that is not stated.

use std::fmt::Write as _;

use rayon::prelude::*;
use sekisho::begin::{self, Brief, NoPlace, SaidParty, SaidTerm};
use sekisho::finding::Verdict;
use sekisho::policy::{self, Starts};
use sekisho::session::Session;
use sekisho::source::{self, Document, Tree};
use sekisho::vocabulary::enumerations::{Enumerated, Medium, PartKind};
use sekisho::words::Lang;
use sekisho::workbook::OfficeTexts;
use sekisho::xlsx::ProvenWorkbook;

use crate::common::{below, document, root, session, text};

const TERMS: [Option<SaidTerm<'static>>; 5] = [
    None,
    Some(SaidTerm { from: "令和8年4月1日", to: Some("令和9年3月31日") }),
    Some(SaidTerm { from: "2026-04-01", to: None }),
    Some(SaidTerm { from: "平成30年4月1日", to: Some("平成31年3月31日") }),
    Some(SaidTerm { from: "令和4年4月1日", to: Some("令和5年3月31日") }),
];

/// Names of every party that a filing of these parts has.
fn names(kinds: &[PartKind]) -> Vec<(SaidParty, &'static str)> {
    let has = |kind| kinds.contains(&kind);
    let mut names = vec![(SaidParty::From, "見本区")];
    if has(PartKind::Outsourcing) || has(PartKind::SubOutsourcing) || has(PartKind::Connection) {
        names.push((SaidParty::To, "株式会社れんげ印刷"));
    }
    if has(PartKind::SubOutsourcing) {
        names.push((SaidParty::Sub, "すみれ加工株式会社"));
    }
    names
}

fn media() -> impl Iterator<Item = Medium> {
    (0..).map_while(Medium::from_position)
}

fn starts(session: &Session, jurisdiction: &str) -> Starts {
    let policy = session.policy(jurisdiction).expect("loads").expect("a policy");
    policy::load_starts(session.packs(), &policy).expect("starts")
}

/// Every verdict but "unstated" on a filing, and what found it. That the law alone asks nothing of it on a day on which that did not
/// bind the body is no mistake in it.
fn wrong(session: &Session, filing: &Tree, as_workbook: bool) -> Vec<String> {
    let document = Document::from_tree(filing, None);
    let (path, bytes) = if as_workbook {
        (
            "new.filing.xlsx",
            ProvenWorkbook::write(&document, &OfficeTexts::default(), Lang::Ja).expect("writes").expect("whole").bytes,
        )
    } else {
        ("new.filing.yaml", source::yaml(&Document::to_json(document.root())).into_bytes())
    };
    let judged = session.file(path, Ok(bytes)).expect("judges");
    let law_alone = filing.get("jurisdiction").and_then(Tree::text) == Some("appi");
    let is_right = |rule: &str| law_alone && rule == "no-rule-asked";
    let found =
        judged.findings.iter().filter(|finding| finding.verdict != Verdict::Unstated && !is_right(&finding.rule));
    found.map(|finding| format!("{:?} {}: {}", finding.verdict, finding.rule, finding.message)).collect()
}

/// What is said of one filing, and the filing.
type Case = (String, Tree, bool);

fn blanks(jurisdiction: &str) -> Vec<Case> {
    let all: Vec<PartKind> = (0..).map_while(PartKind::from_position).collect();
    let mut cases = Vec::new();
    for chosen in 1_u8..16 {
        let kinds: Vec<PartKind> = all.iter().copied().filter(|kind| chosen & (1 << kind.position()) > 0).collect();
        let single = media().map(|medium| vec![medium]);
        let several = [Vec::new(), vec![Medium::Paper, Medium::CdR], media().collect()];
        for media in single.chain(several) {
            for (at, term) in TERMS.into_iter().enumerate() {
                for names in [Vec::new(), names(&kinds)] {
                    let said = Brief { id: "new", jurisdiction, title: None, names: &names, term, lang: Lang::Ja };
                    let mut filing = begin::blank(&kinds, &media, &said);
                    begin::complete(&mut filing, &said).expect("fits");
                    let name = format!("{jurisdiction} {kinds:?} {media:?} {term:?} {names:?}");
                    cases.push((name, filing, media.len() == 2 && at == 1 && !names.is_empty()));
                }
            }
        }
    }
    cases
}

fn patterns(jurisdiction: &str, starts: &Starts) -> Vec<Case> {
    let mut cases = Vec::new();
    for pattern in &starts.patterns {
        let own = begin::part_kinds(pattern);
        let single = media().map(|medium| vec![medium]);
        for media in single.chain([Vec::new(), vec![Medium::CdR, Medium::DvdR]]) {
            for kinds in [Vec::new(), own.clone()] {
                for (at, term) in TERMS.into_iter().enumerate() {
                    for names in [Vec::new(), names(&own)] {
                        let title = Some("見本業務の委託について");
                        let said = Brief { id: "new", jurisdiction, title, names: &names, term, lang: Lang::Ja };
                        let name = format!("{jurisdiction} {} {kinds:?} {media:?} {term:?} {names:?}", pattern.id);
                        match begin::of_pattern(pattern, &kinds, &media, &said) {
                            Ok(filing) => cases.push((
                                name,
                                filing,
                                media.is_empty() && kinds.is_empty() && at == 1 && !names.is_empty(),
                            )),
                            // Refused, and nothing written: the flow has no such medium.
                            Err(NoPlace::Medium(medium)) => assert!(media.contains(&medium), "{name}"),
                            Err(why) => panic!("{name}: {why:?}"),
                        }
                    }
                }
            }
        }
    }
    cases
}

#[test]
fn what_was_begun_is_silent_and_never_wrong() {
    let session = session();
    let jurisdictions = session.jurisdictions();
    assert!(jurisdictions.len() >= 3, "{jurisdictions:?}");
    let mut cases = Vec::new();
    for jurisdiction in &jurisdictions {
        cases.extend(blanks(jurisdiction));
        cases.extend(patterns(jurisdiction, &starts(&session, jurisdiction)));
    }
    assert!(cases.len() > 5_000, "{}", cases.len());
    let check = |(name, filing, too): &Case| {
        let forms = [Some(false), too.then_some(true)].into_iter().flatten();
        let all = forms.flat_map(|as_workbook| wrong(&session, filing, as_workbook));
        all.map(|wrong| format!("{name}: {wrong}")).collect::<Vec<_>>()
    };
    let found: Vec<String> = cases.par_iter().flat_map_iter(check).collect();
    let mut shown = String::new();
    for line in found.iter().take(40) {
        let _ = writeln!(shown, "{line}");
    }
    assert!(found.is_empty(), "{} of {}:\n{shown}", found.len(), cases.len());
}

#[test]
fn a_pattern_states_no_safeguard() {
    // What last year's filing may not say for this year, a pattern may not say for anybody.
    let session = session();
    let starts = starts(&session, "municipal");
    assert!((8..=12).contains(&starts.patterns.len()));
    for pattern in &starts.patterns {
        let said = Brief { id: "new", jurisdiction: "municipal", title: None, names: &[], term: None, lang: Lang::Ja };
        let filing = begin::of_pattern(pattern, &[], &[], &said).expect("fits");
        let renewed = begin::renew(&filing, &starts.renewal, None, &said).expect("fits");
        // The head of a filing is its own every year.
        let head =
            renewed.left_out.values.iter().filter(|(row, _)| !starts.renewal.rows[*row].title.en.starts_with("forum"));
        let head: Vec<_> = head.collect();
        let left = &renewed.left_out;
        assert_eq!((head.as_slice(), left.steps.as_slice()), (&[][..], &[][..]), "{}", pattern.id);
    }
}

#[test]
fn what_is_renewed_has_nothing_left_of_last_year() {
    let session = session();
    let folders = ["examples", "policies"].map(|folder| below(&root().join(folder), ".filing.yaml"));
    let paths: Vec<_> = folders.into_iter().flatten().collect();
    assert!(paths.len() > 30, "{}", paths.len());
    for path in paths {
        let name = path.display().to_string();
        let last = Tree::of(document(&name, &std::fs::read_to_string(&path).expect("readable")).root());
        let jurisdiction = last.get("jurisdiction").and_then(Tree::text).unwrap_or("municipal").to_owned();
        let jurisdiction =
            if session.jurisdictions().contains(&jurisdiction) { jurisdiction } else { "municipal".into() };
        let renewal = starts(&session, &jurisdiction).renewal;
        let said =
            Brief { id: "new", jurisdiction: &jurisdiction, title: None, names: &[], term: TERMS[1], lang: Lang::Ja };
        let once = begin::renew(&last, &renewal, None, &said).expect("fits");
        // What the flow, the parties and the texts say stays as it was said; nothing is a mistake of form.
        let wrong = wrong(&session, &once.filing, false);
        assert!(wrong.iter().all(|wrong| wrong.starts_with("Violation ")), "{name}: {wrong:?}");
        let again = begin::renew(&once.filing, &renewal, None, &Brief { term: None, ..said }).expect("fits").left_out;
        assert_eq!((again.references, again.marks, again.steps.len()), (0, 0, 0), "{name}");
        // But for what the head says anew, the term that was said, and what changes are held against.
        let own = ["forum", "dates", "approvals"];
        let more = again.values.iter().map(|(row, _)| &renewal.rows[*row].title.en);
        let more: Vec<_> = more.filter(|title| !own.iter().any(|own| title.starts_with(own))).collect();
        assert!(more.is_empty(), "{name}: {more:?}");
    }
}

#[test]
fn every_key_of_the_format_is_decided() {
    let words = text("locales/schema.yaml");
    let known: Vec<&str> = words
        .lines()
        .filter_map(|line| {
            line.split_once(": ")?.0.split_once('.').map(|_| line.split(": ").next().unwrap_or_default())
        })
        .map(|key| key.trim_matches('"'))
        .filter(|key| {
            !key.starts_with("annotation.") && key.chars().all(|c| c.is_ascii_lowercase() || "_.".contains(c))
        })
        .collect();
    assert!(known.len() > 250, "{}", known.len());
    let session = session();
    let renewal = starts(&session, "municipal").renewal;
    let open: Vec<&&str> = known.iter().filter(|key| renewal.row(key).is_none()).collect();
    assert!(open.is_empty(), "policies/core/renewal.yaml says nothing of {open:?}");
}
