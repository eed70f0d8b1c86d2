//! Which rules and records ask for what: the other way round from a rule.

use std::collections::BTreeMap;

use super::index::link;
use super::page::Page;
use crate::policy::{Condition, Constant, Exempt, Expectation, Obligation, Operand, Policy, Rule};
use crate::text;
use crate::vocabulary::facts::FactId;
use crate::words::say;

/// What the conditions of a rule or record name.
#[derive(Default)]
struct Named<'c> {
    facts: Vec<FactId>,
    texts: Vec<&'c str>,
}

impl<'c> Named<'c> {
    fn of_rule(rule: &'c Rule) -> Self {
        let mut named = Named::default();
        named.read(&rule.when);
        named.read(&rule.require);
        for exempt in &rule.exempt {
            if let Exempt::When(condition) = exempt {
                named.read(condition);
            }
        }
        named
    }

    fn of(condition: &'c Condition) -> Self {
        let mut named = Named::default();
        named.read(condition);
        named
    }

    fn read(&mut self, condition: &'c Condition) {
        let mut open = vec![condition];
        while let Some(condition) = open.pop() {
            match condition {
                Condition::All(inside) | Condition::Any(inside) => open.extend(inside),
                Condition::Not(inside) => open.push(inside),
                Condition::Quantified(inside) => open.extend([&inside.only, &inside.require]),
                Condition::Fact(path, expectation) => {
                    self.facts.push(path.fact);
                    self.operands(expectation);
                }
            }
        }
    }

    fn operands(&mut self, expectation: &'c Expectation) {
        for operand in expectation.operands() {
            match operand {
                Operand::Constant(Constant::Text(text)) => self.texts.push(text),
                Operand::Constant(_) => {}
                Operand::Fact(path, _) => self.facts.push(path.fact),
            }
        }
    }
}

/// Rules whose conditions name a text, such as the id of a measure, each once.
pub(super) fn rules_naming<'p>(policy: &'p Policy, text: &str) -> Vec<&'p Rule> {
    each_once(policy, |rule| Named::of_rule(rule).texts.contains(&text))
}

/// Rules whose conditions ask one of the facts, each once.
pub(super) fn rules_asking<'p>(policy: &'p Policy, facts: &[FactId]) -> Vec<&'p Rule> {
    each_once(policy, |rule| {
        let mut named = Named::default();
        named.read(&rule.require);
        named.facts.iter().any(|fact| facts.contains(fact))
    })
}

/// Rules of which something holds, each in its last version.
pub(super) fn each_once(policy: &Policy, holds: impl Fn(&Rule) -> bool) -> Vec<&Rule> {
    let found = policy.rules.iter().filter(|rule| holds(rule));
    let by_id: BTreeMap<&str, &Rule> = found.map(|rule| (rule.id.as_str(), rule)).collect();
    by_id.into_values().collect()
}

/// Records whose condition names a text.
pub(super) fn records_naming<'p>(policy: &'p Policy, text: &str) -> Vec<&'p Obligation> {
    policy.obligations.iter().filter(|one| Named::of(&one.when).texts.contains(&text)).collect()
}

/// Adds a list of records; none where there is none.
pub(super) fn records(page: &mut Page, key: &str, records: &[&Obligation]) {
    let lang = page.lang;
    if !records.is_empty() {
        page.line(&format!("\n{}\n", say(lang, key, &[])));
    }
    for one in records {
        page.line(&format!("- {} `{}`", text::markdown(one.title.get(lang)), one.id));
    }
}

/// Adds a table of rules; none where there is none.
pub(super) fn table(page: &mut Page, key: &str, rules: &[&Rule]) {
    if rules.is_empty() {
        return;
    }
    let lang = page.lang;
    page.line(&format!("\n{}\n\n{}\n|---|---|", say(lang, key, &[]), say(lang, "rules.table", &[])));
    for rule in rules {
        page.line(&format!("| {} | {} |", link(rule, lang), rule.gravest().name(lang)));
    }
}
