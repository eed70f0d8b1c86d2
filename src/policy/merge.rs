//! Changes that a child makes to a parent's rules, and checks across the whole policy.

use super::condition::{self, Scope};
use super::load::{Reading, problem};
use super::model::{Change, Policy, Rule, Weakening};
use super::problem::{PolicyProblem, PolicyTrouble};
use super::rule;
use crate::source::Node;
use crate::text;

/// Applies `override: ID` or `disable: ID`, each with its reason.
pub(super) fn change(reading: &mut Reading<'_>, node: Node<'_>, policy: &mut Policy) {
    reading.keys(
        node,
        &[
            "override",
            "disable",
            "reason",
            "severity",
            "effective",
            "exempt",
            "message",
            "help",
            "basis",
            "require",
            "waivable",
        ],
    );
    let target = node.get("override").or_else(|| node.get("disable"));
    let Some(id) = target.and_then(|id| id.text()) else { return };
    let reason = node.get("reason").and_then(|reason| reason.text()).unwrap_or_default().to_owned();
    if reason.is_empty() {
        reading.report(node.head(), PolicyTrouble::MissingReason { id: id.to_owned() });
    }
    if !policy.rules.iter().any(|rule| rule.id == id) {
        let suggestion = text::suggest(id, policy.rules.iter().map(|rule| rule.id.as_str())).map(str::to_owned);
        reading.report(node.head(), PolicyTrouble::UnknownReference { kind: "rule", id: id.to_owned(), suggestion });
        return;
    }
    let mut milder = Vec::new();
    if node.get("disable").is_some() {
        policy.rules.retain(|rule| rule.id != id);
        milder.push("disabled");
    } else {
        for rule in policy.rules.iter_mut().filter(|rule| rule.id == id) {
            milder.extend(alter(reading, node, rule));
            rule.changes.push(Change { file: reading.file.to_owned(), span: node.span(), reason: reason.clone() });
            rule::complete(reading, node, rule);
        }
    }
    milder.dedup();
    for change in milder {
        policy.weakenings.push(Weakening {
            rule: id.to_owned(),
            change,
            reason: reason.clone(),
            file: reading.file.to_owned(),
            line: node.head().line,
        });
    }
}

/// Checks that need every rule: versions, and rules that others yield to.
pub(super) fn check(policy: &Policy, problems: &mut Vec<PolicyProblem>) {
    for (at, rule) in policy.rules.iter().enumerate() {
        let twin =
            policy.rules[..at].iter().any(|other| other.id == rule.id && other.effective.overlaps(&rule.effective));
        if twin {
            let trouble = PolicyTrouble::OverlappingVersions { id: rule.id.clone() };
            problems.push(problem(&rule.file, rule.span, trouble));
        }
        let ring = rule.yields_to.contains(&rule.id)
            || policy
                .rules
                .iter()
                .any(|other| rule.yields_to.contains(&other.id) && other.yields_to.contains(&rule.id));
        if ring {
            problems.push(problem(&rule.file, rule.span, PolicyTrouble::YieldsInARing { id: rule.id.clone() }));
        }
        for other in &rule.yields_to {
            if !policy.rules.iter().any(|rule| rule.id == *other) {
                let known = policy.rules.iter().map(|rule| rule.id.as_str());
                let suggestion = text::suggest(other, known).map(str::to_owned);
                let trouble = PolicyTrouble::UnknownReference { kind: "rule", id: other.clone(), suggestion };
                problems.push(problem(&rule.file, rule.span, trouble));
            }
        }
    }
}

/// Changes one version of a rule and names what became milder.
fn alter(reading: &mut Reading<'_>, node: Node<'_>, rule: &mut Rule) -> Vec<&'static str> {
    let scope = Scope::of(rule.applies_to);
    let mut milder = Vec::new();
    if let Some(severity) = node.get("severity") {
        for (verdict, weight) in rule::severities(reading, Some(severity)) {
            let before = rule.severity.insert(verdict, weight);
            if before.is_some_and(|before| weight < before) {
                milder.push("severity");
            }
        }
    }
    if let Some(effective) = node.get("effective") {
        rule.effective = rule::effective(reading, Some(effective));
        milder.push("effective");
    }
    if let Some(exempt) = node.get("exempt") {
        rule.exempt.extend(rule::exempt(reading, exempt, scope));
        milder.push("exempt");
    }
    if let Some(require) = node.get("require") {
        rule.require = condition::condition(reading, require, scope);
        milder.push("require");
    }
    if let Some(waivable) = rule::waivable(reading, node) {
        if waivable && !rule.waivable {
            milder.push("waivable");
        }
        rule.waivable = waivable;
    }
    if let Some(message) = node.get("message") {
        rule.message.extend(rule::messages(reading, Some(message), scope));
    }
    if node.get("help").is_some() {
        rule.help = reading.both(node, "help");
    }
    if let Some(basis) = node.get("basis") {
        rule.basis = rule::basis(reading, Some(basis));
    }
    milder
}
