//! Reads measures, checklist forms, clause forms, and the words of the program's own findings.

use super::common;
use super::condition;
use super::items::word_list;
use super::names::{Scope, known_names};
use super::reading::PolicyReading;
use crate::finding::{Severity, Verdict};
use crate::policy::model::{
    BuiltIn, ChecklistForm, ClauseForm, Condition, FormRow, KnownReason, Policy, PolicyMeasure, Promise,
};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, Role};
use crate::vocabulary::facts::{FactId, SubjectKind};
use crate::vocabulary::pack_words::PackList;
use crate::words::Template;

/// Reads the words of the findings that the program itself makes.
pub(in crate::policy) fn built_in(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    for node in reading.rows(root) {
        reading.keys(node, &["id", "title", "verdict", "severity", "message", "help"]);
        let Some(id) = reading.required(node, "id").and_then(|id| id.text()) else { continue };
        let verdict = reading.required(node, "verdict").and_then(|word| Verdict::from_word(word.text()?));
        let severity = reading.required(node, "severity").and_then(|word| Severity::from_word(word.text()?));
        let message = reading.both(node, "message");
        let (Some(verdict), Some(severity)) = (verdict, severity) else {
            reading.report(node.head(), PolicyTrouble::BadValue { expected: "verdict-and-severity" });
            continue;
        };
        let (Ok(ja), Ok(en)) = (Template::parse(&message.ja), Template::parse(&message.en)) else {
            reading.report(node.head(), PolicyTrouble::BadTemplate);
            continue;
        };
        let title = reading.both(node, "title");
        let help = reading.both(node, "help");
        let entry = BuiltIn { id: id.to_owned(), title, verdict, severity, ja, en, help, is_off: false };
        if policy.built_in.insert(id.to_owned(), entry).is_some() {
            reading.report(node.head(), PolicyTrouble::DuplicateId { id: id.to_owned() });
        }
    }
}

/// Reads measures with what they promise.
pub(in crate::policy) fn measures(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    for node in reading.rows(root) {
        reading.keys(node, &["id", "title", "promises", "rests_on", "spoken"]);
        let Some(id) = reading.required(node, "id").and_then(|id| id.text()) else { continue };
        let title = reading.both(node, "title");
        let rows = reading.list(node, "promises");
        let promises: Vec<Promise> = rows.into_iter().filter_map(|row| promise(reading, row)).collect();
        for promise in &promises {
            policy.promised.entry(promise.fact).or_default().insert(id.to_owned());
        }
        let rests_on = reading.texts(node, "rests_on");
        if let Some(list) = node.get("spoken") {
            let words = word_list(reading, list);
            policy.spoken.insert(id.to_owned(), words);
        }
        let measure = PolicyMeasure { id: id.to_owned(), title, promises, rests_on };
        if policy.measures.insert(id.to_owned(), measure).is_some() {
            reading.report(node.head(), PolicyTrouble::DuplicateId { id: id.to_owned() });
        }
    }
    // A measure may rest on clauses that are defined after it.
    for node in reading.rows(root) {
        for clause in reading.list(node, "rests_on") {
            known_measure(reading, clause, policy);
        }
    }
}

/// Reads one checklist form.
pub(in crate::policy) fn checklist(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(root, &["id", "title", "family", "effective", "seeds", "reasons", "rows"]);
    let Some(id) = reading.required(root, "id").and_then(|id| id.text()) else { return };
    let mut rows = Vec::new();
    for row in reading.list(root, "rows") {
        reading.keys(row, &["id", "section", "sides", "measures"]);
        let sides = reading.texts(row, "sides");
        if sides.iter().any(|side| side != "principal" && side != "agent") {
            reading.report(row.head(), PolicyTrouble::BadValue { expected: "principal-or-agent" });
        }
        let id = reading.required(row, "id").and_then(|id| id.text());
        let Some(id) = id else { continue };
        let section = row.get("section").and_then(|word| reading.pack_word(word, PackList::Section));
        let measures = reading.list(row, "measures").into_iter();
        rows.push(FormRow {
            id: id.to_owned(),
            section,
            principal: sides.is_empty() || sides.iter().any(|side| side == "principal"),
            agent: sides.is_empty() || sides.iter().any(|side| side == "agent"),
            measures: measures.filter_map(|measure| known_measure(reading, measure, policy)).collect(),
        });
    }
    let form = ChecklistForm {
        id: id.to_owned(),
        title: reading.both(root, "title"),
        family: root.get("family").and_then(|family| family.as_int()),
        effective: common::effective(reading, root.get("effective")),
        reasons: reading.list(root, "reasons").into_iter().filter_map(|row| reason(reading, row, policy)).collect(),
        rows,
    };
    if policy.checklists.insert(id.to_owned(), form).is_some() {
        reading.report(root.head(), PolicyTrouble::DuplicateId { id: id.to_owned() });
    }
}

/// Reads one clause form.
pub(in crate::policy) fn clause_form(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(root, &["id", "title", "variant", "binds", "laws", "effective", "seeds", "items", "owed_to"]);
    let Some(id) = reading.required(root, "id").and_then(|id| id.text()) else { return };
    let variant = reading.required(root, "variant").and_then(|word| reading.pack_word(word, PackList::Variant));
    let Some(variant) = variant else { return };
    let mut items = Vec::new();
    for (number, _, ids) in root.get("items").into_iter().flat_map(|map| map.entries()) {
        let ids = reading.rows(ids).into_iter().filter_map(|id| known_measure(reading, id, policy)).collect();
        items.push((number.to_owned(), ids));
    }
    let mut owed_to = Vec::new();
    for (word, span, ids) in root.get("owed_to").into_iter().flat_map(|map| map.entries()) {
        let ids = reading.rows(ids).into_iter().filter_map(|id| known_measure(reading, id, policy)).collect();
        match Role::TABLE.position(word).and_then(Role::from_position) {
            Some(role) => owed_to.push((role, ids)),
            None => reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None }),
        }
    }
    let mut laws = Vec::new();
    for law in reading.list(root, "laws") {
        let Some(id) = law.text() else { continue };
        if !policy.laws.contains_key(id) {
            let suggestion = text::suggest(id, policy.laws.keys().map(String::as_str)).map(str::to_owned);
            reading.report(law.span(), PolicyTrouble::UnknownReference { kind: "law", id: id.to_owned(), suggestion });
        }
        laws.push(id.to_owned());
    }
    let form = ClauseForm {
        id: id.to_owned(),
        title: reading.both(root, "title"),
        variant,
        laws,
        effective: common::effective(reading, root.get("effective")),
        items,
        owed_to,
    };
    if policy.clauses.insert(id.to_owned(), form).is_some() {
        reading.report(root.head(), PolicyTrouble::DuplicateId { id: id.to_owned() });
    }
}

fn reason(reading: &mut PolicyReading<'_>, node: Node<'_>, policy: &Policy) -> Option<KnownReason> {
    reading.keys(node, &["id", "texts", "rules_out"]);
    let id = reading.required(node, "id")?.text()?.to_owned();
    let texts = reading.texts(node, "texts").iter().map(|text| text::item_name(text).into_owned()).collect();
    let measures = reading.list(node, "rules_out").into_iter();
    let rules_out = measures.filter_map(|measure| known_measure(reading, measure, policy)).collect();
    Some(KnownReason { id, texts, rules_out })
}

fn promise(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<Promise> {
    reading.keys(node, &["subject", "fact", "value", "for", "by_receiver"]);
    let word = reading.required(node, "subject")?;
    let Some(subject) = SubjectKind::from_word(word.text().unwrap_or_default()) else {
        let written = word.text().unwrap_or_default().to_owned();
        reading.report(word.span(), PolicyTrouble::UnknownWord { word: written, suggestion: None });
        return None;
    };
    let name = reading.required(node, "fact")?;
    let Some(fact) = FactId::find(subject, name.text().unwrap_or_default()) else {
        let written = name.text().unwrap_or_default().to_owned();
        let known = known_names(subject);
        let suggestion = text::suggest(&written, known.into_iter()).map(str::to_owned);
        reading.report(name.span(), PolicyTrouble::UnknownFact { subject: subject.word(), name: written, suggestion });
        return None;
    };
    let value = reading.required(node, "value")?;
    let value = condition::constant(reading, value, fact.row().kind)?;
    let scope = Scope::of(subject);
    let only = node.get("for").map_or_else(Condition::always, |only| condition::condition(reading, only, scope));
    let by_receiver = reading.flag(node, "by_receiver", false);
    Some(Promise { subject, fact, value, only, by_receiver })
}

fn known_measure(reading: &mut PolicyReading<'_>, node: Node<'_>, policy: &Policy) -> Option<String> {
    let id = node.text()?;
    if !policy.measures.contains_key(id) {
        let suggestion = text::suggest(id, policy.measures.keys().map(String::as_str)).map(str::to_owned);
        reading.report(node.span(), PolicyTrouble::UnknownReference { kind: "measure", id: id.to_owned(), suggestion });
        return None;
    }
    Some(id.to_owned())
}
