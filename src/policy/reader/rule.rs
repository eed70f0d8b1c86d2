//! Reads rules: from YAML entries to checked rules.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::basis;
use super::complete::complete;
use super::condition;
use super::message::messages;
use super::names::Scope;
use super::reading::PolicyReading;
use crate::finding::{Severity, Verdict};
use crate::policy::model::{Condition, Effective, Exempt, Rule, Sources};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// The keys that a rule may have.
pub(in crate::policy) const KEYS: &[&str] = &[
    "id",
    "title",
    "applies_to",
    "when",
    "require",
    "severity",
    "severity_when",
    "message",
    "help",
    "basis",
    "effective",
    "exempt",
    "yields_to",
    "outranks",
    "waivable",
    "gathers",
    "absent",
    "overrides",
    "audit",
    "editorial",
];

/// Reads one rule; `None` if its id or subject is missing or unknown.
pub(in crate::policy) fn rule(
    reading: &mut PolicyReading<'_>,
    node: Node<'_>,
    pack: &str,
    sources: &Sources,
) -> Option<Rule> {
    reading.keys(node, KEYS);
    let id = reading.id(node)?;
    let subject = reading.required(node, "applies_to")?;
    let Some(applies_to) = SubjectKind::from_word(subject.text().unwrap_or_default()) else {
        let known = SubjectKind::ALL.map(SubjectKind::word);
        let word = subject.text().unwrap_or_default().to_owned();
        let suggestion = text::suggest(&word, known.into_iter()).map(str::to_owned);
        reading.report(subject.span(), PolicyTrouble::UnknownWord { word, suggestion });
        return None;
    };
    let scope = Scope::of(applies_to);
    let when = node.get("when").map_or_else(Condition::always, |when| condition::condition(reading, when, scope));
    let require = reading.required(node, "require")?;
    let require = condition::condition(reading, require, scope);
    let severity = severities(reading, node.get("severity"));
    let severity_when = severity_when(reading, node, scope);
    let message = messages(reading, node.get("message"), scope);
    let exempt = node.get("exempt").map_or_else(Vec::new, |list| exempt(reading, list, scope));
    let rule = Rule {
        pack: pack.to_owned(),
        file: reading.file.to_owned(),
        span: node.span(),
        title: reading.both(node, "title"),
        help: help(reading, node),
        basis: basis(reading, node.get("basis"), sources),
        effective: effective(reading, node.get("effective")),
        yields_to: reading.texts(node, "yields_to"),
        outranks: reading.texts(node, "outranks"),
        waivable: waivable(reading, node).unwrap_or(true),
        gathers: reading.flag(node, "gathers", false),
        absent_is_unstated: absent(reading, node),
        audit: reading.flag(node, "audit", false),
        editorial: reading.flag(node, "editorial", false),
        changes: Vec::new(),
        silent: BTreeSet::new(),
        id,
        applies_to,
        when,
        require,
        severity,
        severity_when,
        message,
        exempt,
    };
    complete(reading, node, &rule);
    Some(rule)
}

/// Reads `absent: unstated`; no other value is allowed.
fn absent(reading: &mut PolicyReading<'_>, node: Node<'_>) -> bool {
    let word = node.get("absent");
    if let Some(word) = word.filter(|word| word.text() != Some("unstated")) {
        reading.report(word.span(), PolicyTrouble::BadValue { expected: "unstated" });
    }
    word.is_some()
}

/// Reads whether a decision may waive a rule: `approval` or `never`; `None` where neither is written.
pub(in crate::policy) fn waivable(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<bool> {
    let word = node.get("waivable")?;
    match word.text() {
        Some("approval") => Some(true),
        Some("never") => Some(false),
        _ => {
            reading.report(word.span(), PolicyTrouble::BadValue { expected: "never-or-approval" });
            None
        }
    }
}

/// Reads severities by verdict. Promised is one step milder than unstated unless it is given; elsewhere is always a
/// note.
pub(in crate::policy) fn severities(
    reading: &mut PolicyReading<'_>,
    node: Option<Node<'_>>,
) -> BTreeMap<Verdict, Severity> {
    let mut all = BTreeMap::new();
    let Some(node) = node else {
        return all;
    };
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
    if let Some(unstated) = all.get(&Verdict::Unstated).copied() {
        all.entry(Verdict::Promised).or_insert(unstated.milder());
    }
    all.insert(Verdict::Elsewhere, Severity::Note);
    all
}

fn severity_when(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope) -> Vec<(Verdict, Condition, Severity)> {
    let mut all = Vec::new();
    for row in reading.list(node, "severity_when") {
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

/// Reads the help of a rule. It is a template without placeholders, so only doubled braces are replaced.
pub(in crate::policy) fn help(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Both {
    let help = reading.both(node, "help");
    let text = |text: &str| text.replace("{{", "{").replace("}}", "}");
    Both { ja: text(&help.ja), en: text(&help.en) }
}

/// Reads the days on which something is in force; a month or year counts from its first day to its last.
pub(in crate::policy) fn effective(reading: &mut PolicyReading<'_>, node: Option<Node<'_>>) -> Effective {
    let Some(node) = node else {
        return Effective::default();
    };
    reading.keys(node, &["from", "to"]);
    let mut bound = |key| reading.day(node.get(key)?);
    let effective = Effective { from: bound("from").map(|when| when.first), to: bound("to").map(|when| when.last) };
    if matches!((effective.from, effective.to), (Some(from), Some(to)) if to < from) {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "from-before-to" });
    }
    effective
}

/// Reads exemptions: subjects of which a condition holds, or for which a filing gives one of the reasons.
pub(in crate::policy) fn exempt(reading: &mut PolicyReading<'_>, list: Node<'_>, scope: Scope) -> Vec<Exempt> {
    let mut all = Vec::new();
    for row in reading.rows(list) {
        if row.get("by_reason").is_some() {
            reading.keys(row, &["by_reason"]);
            all.push(Exempt::ByReason(reading.both(row, "by_reason")));
            continue;
        }
        reading.keys(row, &["when", "reason"]);
        if let Some(when) = reading.required(row, "when") {
            all.push(Exempt::When(condition::condition(reading, when, scope)));
        }
    }
    all
}
