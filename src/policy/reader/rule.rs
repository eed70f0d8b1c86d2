//! Reads rules: from YAML entries to checked rules.

use std::collections::{BTreeSet, HashSet};

use super::basis::basis;
use super::common::{effective, subject, waivable};
use super::complete::complete;
use super::condition;
use super::defaults::Defaults;
use super::entry::{self, RuleEntry};
use super::message::{self, messages};
use super::names::Scope;
use super::reading::{PolicyReading, is_id};
use super::severity::{severity, severity_when};
use crate::policy::model::{Condition, Exempt, Rule, Sources};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// Maximum number of editions of a rule.
const MAX_EDITIONS: usize = 32;

/// The keys that only a rule as a whole may have, not one of its editions.
const WHOLE: &[&str] = &["id", "applies_to", "editions", "overrides", "gathers", "audit", "editorial"];

/// The keys that a rule and each of its editions may have.
const EITHER: &[&str] = &[
    "title",
    "when",
    "require",
    "states",
    "severity",
    "severity_when",
    "basis",
    "effective",
    "exempt",
    "yields_to",
    "outranks",
    "waivable",
];

/// Reads a rule, once for each of its editions; nothing if its id or subject is missing or unknown.
pub(in crate::policy) fn rule(
    reading: &mut PolicyReading<'_>,
    node: Node<'_>,
    pack: &str,
    defaults: &Defaults,
    sources: &Sources,
) -> Vec<Rule> {
    let mut known = [WHOLE, EITHER, message::KEYS, message::ABSENT].concat();
    let heading = entry::heading(node, &known);
    if heading.is_some() {
        known.retain(|key| *key != "title");
    }
    reading.keys_but(node, &known, heading.map(|(key, ..)| key));
    let Some(id) = id(reading, node, heading.map(|(key, span, _)| (key, span))) else { return Vec::new() };
    let applies_to = match (node.get("applies_to"), defaults.applies_to) {
        (None, Some(subject)) => subject,
        _ => reading.required(node, "applies_to").and_then(|word| subject(reading, word)),
    };
    let Some(applies_to) = applies_to else { return Vec::new() };
    let whole = |reading: &mut PolicyReading<'_>, entry: RuleEntry<'_>| {
        let title = match heading {
            Some((.., title)) if entry.get("title").is_none() => reading.both_of(title, "title"),
            _ => entry::both(reading, entry, "title"),
        };
        let rule = version(reading, entry, applies_to, defaults, sources)?;
        let rule = Rule {
            id: id.clone(),
            pack: pack.to_owned(),
            title,
            gathers: reading.flag(node, "gathers", false),
            audit: reading.flag(node, "audit", defaults.audit),
            editorial: reading.flag(node, "editorial", defaults.editorial),
            ..rule
        };
        complete(reading, entry.node(), &rule, &defaults.severity);
        Some(rule)
    };
    let Some(list) = node.get("editions") else {
        return whole(reading, RuleEntry::of(node)).into_iter().collect();
    };
    let before = reading.problems.len();
    let mut versions = Vec::new();
    let rows = reading.rows(list);
    if rows.len() > MAX_EDITIONS {
        reading.report(list.head(), PolicyTrouble::TooMany { what: "editions", limit: MAX_EDITIONS });
    }
    for edition in rows.into_iter().take(MAX_EDITIONS) {
        reading.keys(edition, &[EITHER, message::KEYS, message::ABSENT].concat());
        versions.extend(whole(reading, RuleEntry::of(node).in_edition(edition)));
    }
    if list.is_empty() {
        reading.report(list.span(), PolicyTrouble::BadValue { expected: "non-empty-list" });
    }
    // What is wrong for all editions is seen in each, and told once.
    let mut told = HashSet::new();
    let found = reading.problems.split_off(before);
    let once = found.into_iter().filter(|problem| told.insert((problem.span, format!("{:?}", problem.trouble))));
    reading.problems.extend(once);
    versions
}

/// Reads what may differ by edition.
fn version(
    reading: &mut PolicyReading<'_>,
    entry: RuleEntry<'_>,
    applies_to: SubjectKind,
    defaults: &Defaults,
    sources: &Sources,
) -> Option<Rule> {
    let scope = Scope::of(applies_to);
    let when = entry.get("when").map_or_else(Condition::always, |when| condition::condition(reading, when, scope));
    let require = require(reading, entry, scope)?;
    let message = messages(reading, entry, scope);
    Some(Rule {
        id: String::new(),
        pack: String::new(),
        file: reading.file.to_owned(),
        span: entry.node().span(),
        title: Both::default(),
        applies_to,
        severity: severity(reading, entry, &message, &defaults.severity),
        severity_when: severity_when(reading, entry, scope),
        help: help(reading, entry),
        basis: match entry.get("basis") {
            None => defaults.basis.clone(),
            written => basis(reading, written, sources),
        },
        effective: match entry.get("effective") {
            None => defaults.effective,
            written => effective(reading, written),
        },
        exempt: entry.get("exempt").map_or_else(Vec::new, |list| exempt(reading, list, scope)),
        yields_to: names(reading, entry, "yields_to"),
        outranks: names(reading, entry, "outranks"),
        waivable: match entry.get("waivable") {
            None => defaults.waivable.unwrap_or(true),
            Some(word) => waivable(reading, word).unwrap_or(true),
        },
        gathers: false,
        absent_is_unstated: absent(reading, entry),
        audit: false,
        editorial: false,
        changes: Vec::new(),
        silent: BTreeSet::new(),
        when,
        require,
        message,
    })
}

/// Reads the id: that of the heading, or else of the key `id`.
fn id(reading: &mut PolicyReading<'_>, node: Node<'_>, heading: Option<(&str, crate::source::Span)>) -> Option<String> {
    let Some((id, span)) = heading else { return reading.id(node) };
    if !is_id(id) {
        reading.report(span, PolicyTrouble::BadId { id: id.to_owned() });
    }
    Some(id.to_owned())
}

/// Reads what is required: `states`, the facts that have to be stated, and `require`, a condition; one of them at least.
pub(in crate::policy) fn require(
    reading: &mut PolicyReading<'_>,
    entry: RuleEntry<'_>,
    scope: Scope,
) -> Option<Condition> {
    let states = entry.get("states").map(|facts| condition::stated(reading, facts, scope));
    if states.is_none() && entry.get("require").is_none() {
        reading.required(entry.node(), "require");
        return None;
    }
    let require = entry.get("require").map(|require| condition::condition(reading, require, scope));
    let mut all: Vec<Condition> = states.into_iter().chain(require).collect();
    if all.len() == 1 { all.pop() } else { Some(Condition::All(all)) }
}

fn names(reading: &mut PolicyReading<'_>, entry: RuleEntry<'_>, key: &str) -> Vec<String> {
    let rows = entry.get(key).map(|list| reading.rows(list)).unwrap_or_default();
    rows.into_iter().filter_map(|item| item.text().map(str::to_owned)).collect()
}

/// Reads `absent`: the word `unstated`, or the sentence for what is then unstated; no other value is allowed.
fn absent(reading: &mut PolicyReading<'_>, entry: RuleEntry<'_>) -> bool {
    let word = entry.get("absent").filter(|node| !matches!(node.kind(), Kind::Map | Kind::Seq));
    if let Some(word) = word.filter(|word| word.text() != Some("unstated")) {
        reading.report(word.span(), PolicyTrouble::BadValue { expected: "unstated" });
    }
    word.is_some() || entry.says("absent")
}

/// Reads the help of a rule. It is a template without placeholders, so only doubled braces are replaced.
pub(in crate::policy) fn help(reading: &mut PolicyReading<'_>, entry: RuleEntry<'_>) -> Both {
    let help = entry::both(reading, entry, "help");
    // Few have a brace, and to look for one is much quicker than for two.
    let text = |text: String| match text.contains(['{', '}']) {
        true => text.replace("{{", "{").replace("}}", "}"),
        false => text,
    };
    Both { ja: text(help.ja), en: text(help.en) }
}

/// Reads an exemption or a list of them: subjects of which a condition holds, or for which a filing gives one of the reasons.
pub(in crate::policy) fn exempt(reading: &mut PolicyReading<'_>, list: Node<'_>, scope: Scope) -> Vec<Exempt> {
    let rows = if list.kind() == Kind::Map { vec![list] } else { reading.rows(list) };
    let mut all = Vec::new();
    for row in rows {
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
