//! Reads what rules, defaults, obligations and forms have in common.

use super::reading::PolicyReading;
use crate::policy::model::Effective;
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::vocabulary::facts::SubjectKind;

/// Reads the kind of subject; an unknown one is reported.
pub(super) fn subject(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<SubjectKind> {
    reading.word(node, &SubjectKind::ALL.map(|kind| (kind.word(), kind)))
}

/// Reads whether a decision may waive a rule: `approval` or `never`; `None` where it is neither.
pub(in crate::policy) fn waivable(reading: &mut PolicyReading<'_>, word: Node<'_>) -> Option<bool> {
    match word.text() {
        Some("approval") => Some(true),
        Some("never") => Some(false),
        _ => {
            reading.report(word.span(), PolicyTrouble::BadValue { expected: "never-or-approval" });
            None
        }
    }
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
