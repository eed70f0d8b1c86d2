//! `docs/facts.md`: every fact that serves a single rule stands there with its reason, and no other.

use std::collections::{BTreeMap, BTreeSet};

use sekisho::policy::{self, Condition, Exempt, Expectation, Operand, Path, Policy, Quantified};
use sekisho::vocabulary::facts::{FactId, SubjectKind};
use sekisho::words::{Lang, unfilled};

use crate::common::{packs, text};

/// Facts of a single rule are convenient and cheap, and a vocabulary of them would be rules in Rust.
const MOST: usize = 50;
/// The same of those that only an audit asks.
const MOST_OF_AUDIT: usize = 11;

#[test]
fn what_is_not_stated_of_a_subject_has_words() {
    for kind in SubjectKind::ALL {
        let key = format!("unnamed.{}", kind.word());
        assert!(unfilled(Lang::Ja, &key).is_some(), "{key}");
    }
}

#[test]
fn facts_of_a_single_rule_are_few_and_have_their_reason() {
    let packs = packs();
    let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut audits: BTreeSet<String> = BTreeSet::new();
    for id in packs.ids().into_iter().filter(|id| *id != "core") {
        let policy = policy::load(&packs, id).unwrap_or_else(|problems| panic!("{id}: {problems:#?}"));
        ask_all(&policy, &mut users);
        audits.extend(policy.rules.iter().filter(|rule| rule.audit).map(|rule| rule.id.clone()));
    }
    users.retain(|_, rules| rules.len() == 1);
    let of_audit = users.values().filter(|rules| rules.iter().all(|rule| audits.contains(rule))).count();
    let single: BTreeSet<String> = users.into_keys().collect();
    let page = text("docs/facts.md");
    let listed: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(fact, rest)| {
            let reason = rest.rsplit(" | ").next().unwrap_or_default();
            assert!(reason.trim_matches(['|', ' ']).chars().count() > 20, "{fact}: a reason is missing");
            fact.to_owned()
        })
        .collect();
    let missing: Vec<_> = single.difference(&listed).collect();
    let needless: Vec<_> = listed.difference(&single).collect();
    assert!(missing.is_empty() && needless.is_empty(), "not listed: {missing:#?}\nno longer single: {needless:#?}");
    assert!(single.len() - of_audit <= MOST, "{} facts serve a single rule", single.len() - of_audit);
    assert!(of_audit <= MOST_OF_AUDIT, "{of_audit} facts serve a single rule of an audit");
}

/// Which rules ask each fact, in conditions: a name that only a sentence shows decides nothing.
fn ask_all(policy: &Policy, users: &mut BTreeMap<String, BTreeSet<String>>) {
    for rule in &policy.rules {
        let severities = rule.severity_when.iter().map(|(_, when, _)| when);
        let exempt = rule.exempt.iter().filter_map(|exempt| match exempt {
            Exempt::When(when) => Some(when),
            Exempt::ByReason(_) => None,
        });
        let all = [&rule.when, &rule.require].into_iter().chain(exempt).chain(severities);
        let mut asked = Vec::new();
        all.for_each(|condition| facts_of(condition, &mut asked));
        for fact in asked {
            let row = fact.row();
            // What one key of a filing says is the filing's own word.
            if !row.written {
                users.entry(format!("{}.{}", row.subject.word(), row.name)).or_default().insert(rule.id.clone());
            }
        }
    }
}

fn facts_of(condition: &Condition, out: &mut Vec<FactId>) {
    match condition {
        Condition::All(inside) | Condition::Any(inside) => inside.iter().for_each(|one| facts_of(one, out)),
        Condition::Not(inside) => facts_of(inside, out),
        Condition::Fact(path, expectation) => {
            out.push(path.fact);
            out.extend(operands(expectation).iter().filter_map(|operand| other(operand)).map(|path| path.fact));
        }
        Condition::Quantified(it) => {
            let Quantified { only, require, .. } = &**it;
            facts_of(only, out);
            facts_of(require, out);
        }
    }
}

fn operands(expectation: &Expectation) -> Vec<Operand> {
    match expectation {
        Expectation::In(all)
        | Expectation::NotIn(all)
        | Expectation::Includes(all)
        | Expectation::Excludes(all)
        | Expectation::SubsetOf(all) => all.clone(),
        Expectation::Min(one) | Expectation::Max(one) | Expectation::Before(one) | Expectation::After(one) => {
            vec![one.clone()]
        }
        Expectation::Empty(_) | Expectation::Stated(_) => Vec::new(),
    }
}

fn other(operand: &Operand) -> Option<&Path> {
    match operand {
        Operand::Fact(path, _) => Some(path),
        Operand::Constant(_) => None,
    }
}
