//! Every pack's own tests, run as `sekisho policy test` runs them, and the requirements that they show to be asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use sekisho::policy::{Policy, PolicyProblem, PolicyTrouble, Rule};
use sekisho::trial::{self, Trials};

use crate::common::{document, packs, packs_with_child, root, session, text, trials_of, tried};

/// Requirements that no filing can show: fewer than this.
const NOT_CHECKABLE: usize = 15;

#[test]
fn every_shipped_pack_passes_its_own_tests() {
    let mut shown = BTreeSet::new();
    let mut tested = 0;
    for id in packs().ids() {
        let (_, report) = tried(id);
        assert_eq!(report.failures, Vec::new(), "{id}");
        assert!(report.fired > report.rules && report.silent >= report.rules, "{id}: {report:?}");
        // What is clean for a parent must be so for its children, but where these ask for forms of their own.
        if id == "municipal" {
            clean_by(id, "core");
        }
        tested += 1;
        shown.extend(report.shown);
    }
    assert!(tested > 0, "no pack was tested");
    every_requirement_is_shown_or_said_not_to_be_checkable(&shown);
}

/// Checks that a pack finds nothing in the clean filings of another, and that there are some.
fn clean_by(id: &str, other: &str) {
    let mut bases = trials_of(&root().join("policies").join(other)).bases;
    let judged = format!("jurisdiction: {id}\n");
    bases.retain(|_, (_, bytes)| std::str::from_utf8(bytes).expect("text").contains(&judged));
    assert!(bases.len() >= 10, "{other}: too few clean filings");
    let policy = Arc::new(sekisho::policy::load(&packs(), id).expect("a policy"));
    let report = trial::run(&session(), &policy, &[Trials { bases, ..Trials::default() }]).expect("run");
    let unclean: Vec<_> = report.failures.into_iter().filter(|failure| failure.what == "unclean-base").collect();
    assert_eq!(unclean, Vec::new(), "{id}");
}

fn every_requirement_is_shown_or_said_not_to_be_checkable(shown: &BTreeSet<String>) {
    let name = "tests/register/requirements.yaml";
    let list = document(name, &text(name));
    let demanded: Vec<String> = list
        .root()
        .entries()
        .flat_map(|(_, _, ids)| ids.items())
        .filter_map(|id| id.text().map(str::to_owned))
        .collect();
    let all: BTreeSet<String> = demanded.iter().cloned().collect();
    assert_eq!((demanded.len(), all.len()), (336, 336), "each once");
    let page = text("docs/not-checkable.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let excused: BTreeSet<String> = rows.map(str::to_owned).collect();
    let missing: Vec<&String> = all.iter().filter(|id| !shown.contains(*id) && !excused.contains(*id)).collect();
    assert!(missing.is_empty(), "{} of the requirements are asked by no test: {missing:#?}", missing.len());
    let both: Vec<&String> = excused.intersection(shown).collect();
    assert!(both.is_empty(), "shown, and yet said not to be checkable: {both:?}");
    let unknown: Vec<&String> = excused.difference(&all).collect();
    assert!(unknown.is_empty(), "said not to be checkable, but not demanded: {unknown:?}");
    assert!(excused.len() < NOT_CHECKABLE, "{} are said not to be checkable", excused.len());
}

#[test]
fn a_base_with_so_much_as_a_note_is_not_clean() {
    let policy = Arc::new(sekisho::policy::load(&packs(), "shinjuku").expect("a policy"));
    let base = text("policies/shinjuku/tests/base/outsourcing-2026.filing.yaml");
    let noted = base.replace("name: 観覧席予約システム }", "name: 観覧席予約システム, aliases: [予約システム] }");
    let unclean = |text: String| {
        let trials = Trials::of([("own.filing.yaml".to_owned(), text.into_bytes())]);
        let report = trial::run(&session(), &policy, &[trials]).expect("run");
        report.failures.into_iter().find(|failure| failure.what == "unclean-base").map(|failure| failure.detail)
    };
    assert_eq!(unclean(noted).as_deref(), Some("match-system-name violation note "));
    assert_eq!(unclean(base), None);
}

/// A child of the shipped pack, made of rules that are told here.
fn child(rules: &str) -> Result<Policy, Vec<PolicyProblem>> {
    sekisho::policy::load(&packs_with_child(rules), "child")
}

/// What a child changes for the milder, by rule.
fn listed(policy: &Policy) -> Vec<(&str, &str)> {
    let own = policy.weakenings.iter().filter(|one| one.file.starts_with("child/"));
    own.map(|one| (one.rule.as_str(), one.change)).collect()
}

#[test]
fn a_rule_that_takes_the_place_of_a_parents_rests_on_its_sources_too() {
    let whole = |id: &str, overrides: &str| {
        format!(
            "- id: {id}
  overrides: {overrides}
  title: {{ ja: 表題, en: title }}
  applies_to: contract
  require: {{ to.name: {{ stated: true }} }}
  severity: {{ unstated: note }}
  message: {{ unstated: {{ ja: 文, en: text }} }}
  help: {{ ja: 文, en: text }}
  basis: [{{ text: 要綱 }}]
"
        )
    };
    let policy = child(&whole("flow-no-sub-sub", "区の特例")).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(listed(&policy), [("flow-no-sub-sub", "whole")]);
    let rules: Vec<_> = policy.rules.iter().filter(|rule| rule.id == "flow-no-sub-sub").collect();
    let [rule] = rules.as_slice() else { panic!("{} rules", rules.len()) };
    let basis: Vec<&str> = rule.basis.iter().map(|basis| basis.text.ja.as_str()).collect();
    assert_eq!((rule.pack.as_str(), basis.as_slice()), ("child", &["要綱", "特記事項別紙4第11項"][..]));

    // Editions of one entry take over the parent's sources, and none of each other.
    let editions = whole("flow-no-sub-sub", "区の特例").replace(
        "  basis: [{ text: 要綱 }]\n",
        "  editions:\n    - { effective: { to: 2024-03-31 }, basis: [{ text: 旧要綱 }] }\n    - { effective: { from: 2024-04-01 }, basis: [{ text: 新要綱 }] }\n",
    );
    let policy = child(&editions).unwrap_or_else(|found| panic!("{found:#?}"));
    let texts = |rule: &Rule| rule.basis.iter().map(|basis| basis.text.ja.clone()).collect::<Vec<_>>();
    let rests: Vec<_> = policy.rules.iter().filter(|rule| rule.id == "flow-no-sub-sub").map(texts).collect();
    assert_eq!(rests, [["旧要綱", "特記事項別紙4第11項"], ["新要綱", "特記事項別紙4第11項"]]);

    let trouble = |rules: &str| child(rules).err().and_then(|found| Some(found.into_iter().next()?.trouble));
    let unknown = trouble(&whole("flow-no-sub-sup", "区の特例"));
    assert!(matches!(unknown, Some(PolicyTrouble::UnknownReference { kind: "rule", suggestion: Some(_), .. })));
    assert!(matches!(trouble(&whole("flow-no-sub-sub", "\"\"")), Some(PolicyTrouble::MissingReason { .. })));
    let silently = whole("flow-no-sub-sub", "x").replace("  overrides: x\n", "");
    assert!(matches!(trouble(&silently), Some(PolicyTrouble::OverlappingVersions { .. })));
}

#[test]
fn a_child_that_lets_more_be_waived_or_reasoned_away_is_listed() {
    let rules = "\
- { override: flow-no-sub-sub, reason: 区の特例, waivable: approval }
- { override: hop-media-encrypted, reason: 議会の決定, waivable: never }
- { override: hop-post-safeguard, reason: 区の特例, exempt: [{ by_reason: { ja: 区の指示, en: an instruction } }] }
";
    let policy = child(rules).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(listed(&policy), [("flow-no-sub-sub", "waivable"), ("hop-post-safeguard", "exempt")]);
    let waivable = |id: &str| policy.rules.iter().find(|rule| rule.id == id).map(|rule| rule.waivable);
    assert_eq!((waivable("flow-no-sub-sub"), waivable("hop-media-encrypted")), (Some(true), Some(false)));
}
