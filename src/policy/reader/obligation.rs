//! Reads the obligations of a pack.

use super::basis::basis;
use super::common;
use super::condition;
use super::names::Scope;
use super::reading::PolicyReading;
use crate::finding::Severity;
use crate::policy::model::{Condition, Obligation, Policy, Sources};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::vocabulary::enumerations::{Enumerated, Every};

/// Reads `obligations.yaml`.
pub(in crate::policy) fn obligations(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    for node in reading.rows(root) {
        let Some(obligation) = obligation(reading, node, &policy.sources) else { continue };
        if policy.obligations.iter().any(|other| other.id == obligation.id) {
            reading.report(node.head(), PolicyTrouble::DuplicateId { id: obligation.id });
        } else {
            policy.obligations.push(obligation);
        }
    }
}

fn obligation(reading: &mut PolicyReading<'_>, node: Node<'_>, sources: &Sources) -> Option<Obligation> {
    let keys = [
        "id",
        "title",
        "group",
        "binds",
        "every",
        "when",
        "met_by",
        "tells",
        "grace",
        "severity",
        "basis",
        "effective",
    ];
    reading.keys(node, &keys);
    let id = reading.id(node)?;
    let title = reading.both(node, "title");
    let binds = reading.required(node, "binds").and_then(|one| word(reading, one));
    let every: Option<Every> = reading.required(node, "every").and_then(|one| word(reading, one));
    let group = reading.required(node, "group").and_then(|one| word(reading, one));
    let severity = reading.required(node, "severity").and_then(|one| Severity::from_word(one.text()?));
    if severity.is_none() {
        reading.report(node.head(), PolicyTrouble::BadValue { expected: "severity" });
    }
    let grace = node.get("grace");
    if let Some(days) = grace.filter(|days| days.as_int().is_none_or(|days| days < 0)) {
        reading.report(days.span(), PolicyTrouble::BadValue { expected: "number" });
    }
    reading.required(node, "met_by");
    let met_by = reading.list(node, "met_by").into_iter().filter_map(|one| word(reading, one)).collect();
    let tells = reading.list(node, "tells").into_iter().filter_map(|one| word(reading, one)).collect();
    let (group, binds, every, severity) = (group?, binds?, every?, severity?);
    let scope = Scope::of(every.subject());
    Some(Obligation {
        file: reading.file.to_owned(),
        span: node.span(),
        id,
        title,
        binds,
        every,
        when: node.get("when").map_or_else(Condition::always, |when| condition::condition(reading, when, scope)),
        met_by,
        tells,
        group,
        grace: grace.and_then(|days| days.as_int()),
        severity,
        basis: basis(reading, node.get("basis"), sources),
        effective: common::effective(reading, node.get("effective")),
    })
}

/// Reads a word of the vocabulary.
fn word<T: Enumerated>(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<T> {
    let known = (0..).map_while(T::from_position).map(|value| (value.word(), value));
    reading.word(node, &known.collect::<Vec<_>>())
}
