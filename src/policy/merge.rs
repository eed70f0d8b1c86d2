//! Changes that a child makes to a parent's rules, and checks across the whole policy.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Basis, Policy, Rule, RuleChange, Sources, Weakening};
use super::problem::{PolicyProblem, PolicyTrouble};
use super::reader::{self, PolicyReading, RuleEntry, Scope};
use crate::finding::Grades;
use crate::source::{Kind, Node};
use crate::text::{self, Pattern};

/// The keys of a change of a rule, besides those of its sentences.
const KEYS: &[&str] =
    &["override", "disable", "reason", "severity", "effective", "exempt", "basis", "require", "states", "waivable"];

/// Applies an entry with `override` or `disable` to the rules of parents that it names: an id, a pattern, or a list of them.
pub(super) fn change(reading: &mut PolicyReading<'_>, node: Node<'_>, policy: &mut Policy) {
    reading.keys(node, &[KEYS, reader::MESSAGE_KEYS].concat());
    let Some(target) = node.get("override").or_else(|| node.get("disable")) else { return };
    let alone = (target.kind() != Kind::Seq).then_some(target);
    let names: Vec<&str> = alone.into_iter().chain(target.items()).filter_map(Node::text).collect();
    let reason = reason(reading, node, "reason", names.first().unwrap_or(&""));
    for name in names {
        let fits: BTreeSet<String> = named(name, policy).map(str::to_owned).collect();
        if fits.is_empty() {
            unknown(reading, node, name, policy);
        }
        for id in fits {
            change_one(reading, node, &id, &reason, policy);
        }
    }
}

/// Iterates over the ids of the rules that a name means: the rule of that id, or those that fit a pattern as `form-*`.
fn named<'p>(name: &'p str, policy: &'p Policy) -> impl Iterator<Item = &'p str> {
    let pattern = Pattern::new(name).filter(|pattern| pattern.is_glob());
    let ids = policy.rules.iter().map(|rule| rule.id.as_str());
    ids.filter(move |id| pattern.as_ref().map_or(*id == name, |pattern| pattern.fits(id)))
}

/// Applies the same to one of the rules that the entry names.
fn change_one(reading: &mut PolicyReading<'_>, node: Node<'_>, id: &str, reason: &str, policy: &mut Policy) {
    let mut milder = Vec::new();
    if node.get("disable").is_some() {
        policy.rules.retain(|rule| rule.id != id);
        for rule in &mut policy.rules {
            rule.yields_to.retain(|other| other != id);
            rule.outranks.retain(|other| other != id);
        }
        milder.push("disabled");
    } else {
        let Policy { rules, sources, .. } = policy;
        for rule in rules.iter_mut().filter(|rule| rule.id == id) {
            milder.extend(alter(reading, node, rule, sources));
            rule.changes.push(RuleChange {
                file: reading.file.to_owned(),
                span: node.span(),
                reason: reason.to_owned(),
            });
            reader::complete(reading, node, rule, &BTreeMap::new());
        }
    }
    milder.dedup();
    for change in milder {
        policy.weakenings.push(weakening(reading, node, id, change, reason));
    }
}

/// Lets rules weigh what the head of a pack sets. What becomes milder needs its reason, as any change of a rule.
pub(super) fn grade(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    let Some(node) = root.get("severity") else { return };
    let mut grades = Grades::default();
    reader::grades(reading, node, &mut grades);
    for pattern in grades.patterns() {
        let mut known = policy.rules.iter().map(|rule| &rule.id).chain(policy.built_in.keys());
        if !known.any(|id| pattern.fits(id)) {
            unknown(reading, node, pattern.text(), policy);
        }
    }
    for id in policy.grade(&grades) {
        let closeness = |rule: &str| Pattern::new(rule).filter(|own| own.fits(&id)).map(|own| own.closeness(&id));
        let rows = node.entries().filter_map(|(rule, span, row)| Some((closeness(rule)?, span, row)));
        let Some((_, span, row)) = rows.max_by_key(|(close, ..)| *close) else { continue };
        let reason = row.get("reason").and_then(|reason| reason.text()).unwrap_or_default().trim().to_owned();
        if reason.is_empty() {
            reading.report(span, PolicyTrouble::MissingReason { id: id.clone() });
        }
        let off = policy.rules.iter().any(|rule| rule.id == id && !rule.silent.is_empty());
        let change = if off { "disabled" } else { "severity" };
        policy.weakenings.push(Weakening { rule: id, change, reason, file: reading.file.to_owned(), line: span.line });
    }
}

/// Lets a rule with `overrides: REASON` replace a parent's of the same id, and adds the parent's basis to its own.
/// Nothing shows whether the new rule requires as much, so it is listed with what became milder.
pub(super) fn take_over(reading: &mut PolicyReading<'_>, node: Node<'_>, versions: &mut [Rule], policy: &mut Policy) {
    let Some((id, pack)) = versions.first().map(|rule| (rule.id.clone(), rule.pack.clone())) else { return };
    let reason = reason(reading, node, "overrides", &id);
    let parents = |other: &mut Rule| other.id == id && other.pack != pack;
    let before: Vec<Rule> = policy.rules.extract_if(.., parents).collect();
    // A second entry finds what the first has taken over.
    let first = policy.rules.iter().find(|other| other.id == id && !other.changes.is_empty());
    let inherited: Vec<Basis> = match first {
        Some(first) => first.basis.clone(),
        None if before.is_empty() => return unknown(reading, node, &id, policy),
        None => {
            policy.weakenings.push(weakening(reading, node, &id, "whole", &reason));
            before.into_iter().flat_map(|other| other.basis).collect()
        }
    };
    for rule in versions {
        let new: Vec<Basis> = inherited.iter().filter(|basis| !rule.basis.contains(basis)).cloned().collect();
        rule.basis.extend(new);
        let (file, span) = (rule.file.clone(), rule.span);
        rule.changes.push(RuleChange { file, span, reason: reason.clone() });
    }
}

/// Returns the reason for a change of a parent's rule, and reports it if missing.
fn reason(reading: &mut PolicyReading<'_>, node: Node<'_>, key: &str, id: &str) -> String {
    let reason = node.get(key).and_then(|reason| reason.text()).unwrap_or_default().trim().to_owned();
    if reason.is_empty() {
        reading.report(node.head(), PolicyTrouble::MissingReason { id: id.to_owned() });
    }
    reason
}

/// Reports a change of a rule that no parent has.
fn unknown(reading: &mut PolicyReading<'_>, node: Node<'_>, id: &str, policy: &Policy) {
    reading.report(node.head(), unknown_rule(id, policy));
}

fn unknown_rule(id: &str, policy: &Policy) -> PolicyTrouble {
    let suggestion = text::suggest(id, policy.rules.iter().map(|rule| rule.id.as_str())).map(str::to_owned);
    PolicyTrouble::UnknownReference { kind: "rule", id: id.to_owned(), suggestion }
}

fn weakening(reading: &PolicyReading<'_>, node: Node<'_>, id: &str, change: &'static str, reason: &str) -> Weakening {
    Weakening {
        rule: id.to_owned(),
        change,
        reason: reason.to_owned(),
        file: reading.file.to_owned(),
        line: node.head().line,
    }
}

/// Lets rules yield to those that outrank them, and reports names that no rule has.
pub(super) fn rank(policy: &mut Policy, problems: &mut Vec<PolicyProblem>) {
    let claims: BTreeSet<(String, String)> = policy
        .rules
        .iter()
        .flat_map(|rule| rule.outranks.iter().map(|lower| (lower.clone(), rule.id.clone())))
        .collect();
    for (lower, higher) in claims {
        let mut known = false;
        for rule in policy.rules.iter_mut().filter(|rule| rule.id == lower) {
            known = true;
            if !rule.yields_to.contains(&higher) {
                rule.yields_to.push(higher.clone());
            }
        }
        if let Some(rule) = policy.rules.iter().find(|rule| !known && rule.id == higher) {
            problems.push(PolicyProblem::new(&rule.file, rule.span, unknown_rule(&lower, policy)));
        }
    }
}

/// Makes the checks that need every rule: overlapping versions, and rules that yield to others.
pub(super) fn check(policy: &Policy, problems: &mut Vec<PolicyProblem>) {
    for (at, rule) in policy.rules.iter().enumerate() {
        let twin =
            policy.rules[..at].iter().any(|other| other.id == rule.id && other.effective.overlaps(&rule.effective));
        if twin {
            let trouble = PolicyTrouble::OverlappingVersions { id: rule.id.clone() };
            problems.push(PolicyProblem::new(&rule.file, rule.span, trouble));
        }
        let ring = rule.yields_to.contains(&rule.id)
            || policy
                .rules
                .iter()
                .any(|other| rule.yields_to.contains(&other.id) && other.yields_to.contains(&rule.id));
        if ring {
            problems.push(PolicyProblem::new(
                &rule.file,
                rule.span,
                PolicyTrouble::YieldsInARing { id: rule.id.clone() },
            ));
        }
        for other in &rule.yields_to {
            if !policy.rules.iter().any(|rule| rule.id == *other) {
                problems.push(PolicyProblem::new(&rule.file, rule.span, unknown_rule(other, policy)));
            }
        }
    }
}

/// Changes one version of a rule, and returns the keys that became milder.
fn alter(reading: &mut PolicyReading<'_>, node: Node<'_>, rule: &mut Rule, sources: &Sources) -> Vec<&'static str> {
    let (entry, scope) = (RuleEntry::of(node), Scope::of(rule.applies_to));
    let mut milder = Vec::new();
    if let Some(severity) = node.get("severity") {
        for (verdict, weight) in reader::severities(reading, severity) {
            let before = rule.severity.insert(verdict, weight);
            if before.is_some_and(|before| weight < before) {
                milder.push("severity");
            }
        }
    }
    if let Some(effective) = node.get("effective") {
        let before = std::mem::replace(&mut rule.effective, reader::effective(reading, Some(effective)));
        if !rule.effective.covers(&before) {
            milder.push("effective");
        }
    }
    if let Some(exempt) = node.get("exempt") {
        rule.exempt.extend(reader::exempt(reading, exempt, scope));
        milder.push("exempt");
    }
    if entry.get("require").or(entry.get("states")).is_some()
        && let Some(require) = reader::require(reading, entry, scope)
    {
        rule.require = require;
        milder.push("require");
    }
    if let Some(waivable) = node.get("waivable").and_then(|word| reader::waivable(reading, word)) {
        if waivable && !rule.waivable {
            milder.push("waivable");
        }
        rule.waivable = waivable;
    }
    rule.message.extend(reader::messages(reading, entry, scope));
    if entry.says("help") {
        rule.help = reader::help(reading, entry);
    }
    if let Some(basis) = node.get("basis") {
        rule.basis = reader::basis(reading, Some(basis), sources);
    }
    milder
}
