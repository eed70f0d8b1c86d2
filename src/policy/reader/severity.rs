//! Reads what the findings of a rule weigh.

use std::collections::BTreeMap;

use super::condition;
use super::entry::RuleEntry;
use super::names::Scope;
use super::reading::PolicyReading;
use crate::finding::{Severity, Verdict};
use crate::policy::model::{Condition, Sentence};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};

/// Reads severities by verdict, or one for all verdicts of which the rule speaks; those that are not written are those of
/// the defaults.
pub(super) fn severity(
    reading: &mut PolicyReading<'_>,
    entry: RuleEntry<'_>,
    message: &BTreeMap<Verdict, Vec<Sentence>>,
    defaults: &BTreeMap<Verdict, Severity>,
) -> BTreeMap<Verdict, Severity> {
    let speaks = |verdict: &Verdict| {
        message.contains_key(verdict) || *verdict == Verdict::Unstated && message.contains_key(&Verdict::Promised)
    };
    let written = entry.get("severity");
    let mut all = match written {
        Some(node) if node.kind() == Kind::Str => {
            let one = node.text().and_then(Severity::from_word);
            if one.is_none() {
                reading.report(node.span(), PolicyTrouble::BadValue { expected: "severity" });
            }
            let verdicts = [Verdict::Violation, Verdict::Unstated].into_iter().filter(speaks);
            one.map(|one| verdicts.map(|verdict| (verdict, one)).collect()).unwrap_or_default()
        }
        Some(node) => by_verdict(reading, node),
        None => BTreeMap::new(),
    };
    for (verdict, severity) in defaults.iter().filter(|(verdict, _)| speaks(verdict)) {
        all.entry(*verdict).or_insert(*severity);
    }
    if written.is_none() && all.is_empty() {
        return all;
    }
    completed(all)
}

/// Reads severities by verdict, as a change of a rule sets them.
pub(in crate::policy) fn severities(reading: &mut PolicyReading<'_>, node: Node<'_>) -> BTreeMap<Verdict, Severity> {
    let all = by_verdict(reading, node);
    completed(all)
}

/// Adds what follows: promised is one step milder than unstated unless it is given; elsewhere is always a note.
fn completed(mut all: BTreeMap<Verdict, Severity>) -> BTreeMap<Verdict, Severity> {
    if let Some(unstated) = all.get(&Verdict::Unstated).copied() {
        all.entry(Verdict::Promised).or_insert(unstated.milder());
    }
    all.insert(Verdict::Elsewhere, Severity::Note);
    all
}

/// Reads severities by verdict as they are written.
pub(super) fn by_verdict(reading: &mut PolicyReading<'_>, node: Node<'_>) -> BTreeMap<Verdict, Severity> {
    let mut all = BTreeMap::new();
    if node.kind() != Kind::Map {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "map" });
    }
    for (word, span, value) in node.entries() {
        let verdict = Verdict::from_word(word);
        let severity = value.as_str().and_then(Severity::from_word);
        match (verdict, severity) {
            (Some(verdict), Some(severity)) => {
                all.insert(verdict, severity);
            }
            (None, _) => reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None }),
            _ => reading.report(value.span(), PolicyTrouble::BadValue { expected: "severity" }),
        }
    }
    all
}

/// Reads severities that differ where a condition holds.
pub(super) fn severity_when(
    reading: &mut PolicyReading<'_>,
    entry: RuleEntry<'_>,
    scope: Scope,
) -> Vec<(Verdict, Condition, Severity)> {
    let mut all = Vec::new();
    for row in entry.get("severity_when").map(|list| reading.rows(list)).unwrap_or_default() {
        reading.keys(row, &["verdict", "when", "is"]);
        let verdict = reading.required(row, "verdict").and_then(|word| Verdict::from_word(word.text()?));
        let severity = reading.required(row, "is").and_then(|word| Severity::from_word(word.text()?));
        let when = reading.required(row, "when").map(|when| condition::condition(reading, when, scope));
        match (verdict, when, severity) {
            (Some(verdict), Some(when), Some(severity)) => all.push((verdict, when, severity)),
            _ => reading.report(row.head(), PolicyTrouble::BadValue { expected: "verdict-when-is" }),
        }
    }
    all
}
