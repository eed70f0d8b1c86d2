//! Rules: from YAML entries to checked rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::condition::{self, Scope};
use super::load::Reading;
use super::model::{Basis, Condition, Effective, Exempt, Expectation, Operand, Placeholder, Rule, Sentence};
use super::problem::PolicyTrouble;
use crate::calendar::When;
use crate::finding::{Severity, Verdict};
use crate::source::{Kind, Node};
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{self, Both, Template};

/// Keys of a rule.
pub(super) const KEYS: &[&str] = &[
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
    "waivable",
    "gathers",
    "absent",
    "overrides",
    "audit",
];

/// Longest sentence, in bytes.
const MAX_SENTENCE: usize = 4096;

/// Reads one rule.
pub(super) fn rule(reading: &mut Reading<'_>, node: Node<'_>, pack: &str) -> Option<Rule> {
    reading.keys(node, KEYS);
    let id = reading.required(node, "id")?.text()?.to_owned();
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
        title: Arc::new(reading.both(node, "title")),
        help: Arc::new(help(reading, node)),
        basis: basis(reading, node.get("basis")),
        effective: effective(reading, node.get("effective")),
        yields_to: reading.texts(node, "yields_to"),
        waivable: waivable(reading, node).unwrap_or(true),
        gathers: reading.flag(node, "gathers", false),
        absent_is_unstated: absent(reading, node),
        audit: reading.flag(node, "audit", false),
        changes: Vec::new(),
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

/// `absent: unstated`, the only word there is.
fn absent(reading: &mut Reading<'_>, node: Node<'_>) -> bool {
    let word = node.get("absent");
    if let Some(word) = word.filter(|word| word.text() != Some("unstated")) {
        reading.report(word.span(), PolicyTrouble::BadValue { expected: "unstated" });
    }
    word.is_some()
}

/// Whether an approval may waive a rule, where that is said: `never` or `approval`.
pub(super) fn waivable(reading: &mut Reading<'_>, node: Node<'_>) -> Option<bool> {
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

/// Weights by verdict; what is promised only is one step below what is unstated.
pub(super) fn severities(reading: &mut Reading<'_>, node: Option<Node<'_>>) -> BTreeMap<Verdict, Severity> {
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

fn severity_when(reading: &mut Reading<'_>, node: Node<'_>, scope: Scope) -> Vec<(Verdict, Condition, Severity)> {
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

/// Sentences by verdict.
pub(super) fn messages(
    reading: &mut Reading<'_>,
    node: Option<Node<'_>>,
    scope: Scope,
) -> BTreeMap<Verdict, Vec<Sentence>> {
    let mut all = BTreeMap::new();
    for (word, span, value) in node.into_iter().flat_map(|node| node.entries()) {
        let Some(verdict) = Verdict::from_word(word) else {
            reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None });
            continue;
        };
        let sentences: Vec<Sentence> = if value.kind() == Kind::Seq {
            value.items().filter_map(|item| sentence(reading, item, scope, verdict)).collect()
        } else {
            sentence(reading, value, scope, verdict).into_iter().collect()
        };
        if !sentences.is_empty() {
            all.insert(verdict, sentences);
        }
    }
    all
}

/// What a rule rests on.
pub(super) fn basis(reading: &mut Reading<'_>, node: Option<Node<'_>>) -> Vec<Basis> {
    let mut all = Vec::new();
    for row in node.map(|list| reading.rows(list)).unwrap_or_default() {
        reading.keys(row, &["text", "seeds", "verified"]);
        let text = match row.get("text") {
            Some(text) if text.kind() == Kind::Map => Both::read(text),
            text => Both::same(text.and_then(|text| text.text()).unwrap_or_default()),
        };
        let seeds = row.get("seeds").into_iter().flat_map(|list| list.items());
        let verified = row.get("verified").and_then(|flag| flag.as_bool()).unwrap_or(true);
        let doubt = if verified { Both::default() } else { words::both("basis.not-verified").unwrap_or_default() };
        all.push(Basis {
            told: Arc::new(text.clone().zip(&doubt, |text, doubt| format!("{text}{doubt}"))),
            text,
            seeds: seeds.filter_map(|seed| seed.text().map(str::to_owned)).collect(),
            verified,
        });
    }
    all
}

/// Help is a template without names: only its braces are unfolded.
pub(super) fn help(reading: &mut Reading<'_>, node: Node<'_>) -> Both {
    let help = reading.both(node, "help");
    let text = |text: &str| text.replace("{{", "{").replace("}}", "}");
    Both { ja: text(&help.ja), en: text(&help.en) }
}

/// Days on which something is in force.
pub(super) fn effective(reading: &mut Reading<'_>, node: Option<Node<'_>>) -> Effective {
    let Some(node) = node else {
        return Effective::default();
    };
    reading.keys(node, &["from", "to"]);
    let mut day = |key| {
        let node = node.get(key)?;
        let when = node.text().and_then(|text| When::parse(text).ok());
        if when.is_none() {
            reading.report(node.span(), PolicyTrouble::BadValue { expected: "date" });
        }
        when
    };
    let effective = Effective { from: day("from").map(|when| when.first), to: day("to").map(|when| when.last) };
    if matches!((effective.from, effective.to), (Some(from), Some(to)) if to < from) {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "from-before-to" });
    }
    effective
}

/// What a rule does not apply to: where a condition holds, or where a filing gives one of the reasons.
pub(super) fn exempt(reading: &mut Reading<'_>, list: Node<'_>, scope: Scope) -> Vec<Exempt> {
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

fn sentence(reading: &mut Reading<'_>, node: Node<'_>, scope: Scope, verdict: Verdict) -> Option<Sentence> {
    reading.keys(node, &["when", "ja", "en"]);
    let mut template = |key: &'static str| {
        let text = node.get(key).and_then(|text| text.text()).unwrap_or_default();
        if text.is_empty() {
            reading.report(node.head(), PolicyTrouble::MissingMessage { verdict: verdict.word(), lang: key });
        }
        if text.len() > MAX_SENTENCE {
            reading.report(node.head(), PolicyTrouble::TooMany { what: "sentence-bytes", limit: MAX_SENTENCE });
        }
        Template::parse(text).unwrap_or_else(|_| {
            reading.report(node.head(), PolicyTrouble::BadTemplate);
            Template::default()
        })
    };
    let (ja, en) = (template("ja"), template("en"));
    let mut names: Vec<(String, Placeholder)> = Vec::new();
    for name in ja.names().chain(en.names()) {
        if !names.iter().any(|(known, _)| known == name) {
            let stands_for = placeholder(reading, node, name, scope);
            names.extend(stands_for.map(|stands_for| (name.to_owned(), stands_for)));
        }
    }
    let when = node.get("when").map_or_else(Condition::always, |when| condition::condition(reading, when, scope));
    Some(Sentence { when, ja, en, names })
}

/// A name in a message: a fact, or `relation.names` for a list of names.
fn placeholder(reading: &mut Reading<'_>, node: Node<'_>, name: &str, scope: Scope) -> Option<Placeholder> {
    // A fact of the subject goes first: a contractor has `elsewhere` of its own.
    if let Ok(path) = condition::resolve(name, scope) {
        return Some(Placeholder::Fact(path));
    }
    let common = match name {
        "promised_by" => Some(Placeholder::PromisedBy),
        "unstated" => Some(Placeholder::Unstated),
        "elsewhere" => Some(Placeholder::Elsewhere),
        "lacking" => Some(Placeholder::Lacking),
        "found" => Some(Placeholder::Found),
        "principal" => Some(Placeholder::Principal),
        _ => names_relation(name, scope.here).map(Placeholder::Names),
    };
    if common.is_none() {
        let known = condition::known_names(scope.here);
        let suggestion = text::suggest(name, known.into_iter()).map(str::to_owned);
        reading.report(node.head(), PolicyTrouble::UnknownPlaceholder { name: name.to_owned(), suggestion });
    }
    common
}

/// The to-many relation of a `relation.names` placeholder.
fn names_relation(name: &str, subject: SubjectKind) -> Option<crate::vocabulary::facts::RelationId> {
    let relation = name.strip_suffix(".names")?;
    let id = crate::vocabulary::facts::RelationId::find(subject, relation)?;
    id.row().many.then_some(id)
}

/// Every verdict that a rule can give needs its weight and its sentence.
pub(super) fn complete(reading: &mut Reading<'_>, node: Node<'_>, rule: &Rule) {
    let mut needed = Vec::new();
    if may_be_violated(&rule.require) && !rule.absent_is_unstated {
        needed.push(Verdict::Violation);
    }
    if may_be_silent(&rule.require, &rule.when) || rule.absent_is_unstated {
        needed.push(Verdict::Unstated);
    }
    for verdict in needed {
        if !rule.severity.contains_key(&verdict) {
            reading.report(node.head(), PolicyTrouble::MissingKey { key: "severity" });
        }
        if !rule.message.contains_key(&verdict) {
            reading.report(node.head(), PolicyTrouble::MissingMessage { verdict: verdict.word(), lang: "ja" });
        }
    }
}

/// Whether a condition asks a fact that a filing may leave out, though the rule applies.
fn may_be_silent(condition: &Condition, when: &Condition) -> bool {
    match condition {
        // Where one says that a fact is stated, the others are open only if it is.
        Condition::All(inside) => inside.iter().any(|one| may_be_silent(one, when) && may_be_silent(one, condition)),
        Condition::Any(inside) => inside.iter().any(|one| may_be_silent(one, when)),
        Condition::Not(inside) => may_be_silent(inside, when),
        // That something is not said is never itself left open.
        Condition::Fact(_, Expectation::Stated(false)) => false,
        Condition::Fact(path, expectation) => {
            let certain = path.fact.row().certain && path.relations.is_empty();
            let alone = match expectation {
                Expectation::In(all)
                | Expectation::NotIn(all)
                | Expectation::Includes(all)
                | Expectation::Excludes(all) => all.iter().all(|one| match one {
                    Operand::Constant(_) => true,
                    Operand::Fact(other, _) => has_stated(when, &other.text),
                }),
                Expectation::Empty(_) => true,
                _ => false,
            };
            !(certain || alone && has_stated(when, &path.text))
        }
        // Inside, the names are those of other subjects.
        Condition::Quantified(it) => {
            let always = Condition::always();
            may_be_silent(&it.only, &always) || may_be_silent(&it.require, &always)
        }
    }
}

/// Whether a rule applies only where a fact is stated.
fn has_stated(when: &Condition, name: &str) -> bool {
    match when {
        Condition::All(inside) => inside.iter().any(|one| has_stated(one, name)),
        Condition::Fact(path, expectation) => *path.text == *name && matches!(expectation, Expectation::Stated(true)),
        _ => false,
    }
}

/// Whether a written value can make a condition false. Where only silence can, nothing is violated.
fn may_be_violated(condition: &Condition) -> bool {
    match condition {
        Condition::All(inside) => inside.iter().any(may_be_violated),
        Condition::Any(inside) => inside.iter().all(may_be_violated),
        Condition::Not(inside) => {
            matches!(**inside, Condition::Fact(_, Expectation::Stated(_))) || may_be_violated(inside)
        }
        Condition::Fact(_, expectation) => !matches!(expectation, Expectation::Stated(true)),
        Condition::Quantified(_) => true,
    }
}
