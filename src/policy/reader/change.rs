//! Reads how much changes of a filing weigh.

use super::reading::PolicyReading;
use crate::policy::model::{ChangeKind, ChangeRow, Policy, Weight};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;

/// Reads `changes.yaml`.
pub(in crate::policy) fn changes(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    for node in reading.rows(root) {
        reading.keys(node, &["of", "kinds", "weight", "because"]);
        let kinds = reading
            .list(node, "kinds")
            .into_iter()
            .filter_map(|kind| reading.word(kind, &ChangeKind::ALL.map(|one| (one.word(), one))));
        let kinds = kinds.collect();
        let of = reading.list(node, "of").into_iter();
        let of: Vec<_> = of.filter_map(|key| Some((key.text()?.to_owned(), key.span()))).collect();
        if of.is_empty() {
            reading.report(node.head(), PolicyTrouble::MissingKey { key: "of" });
        }
        let because = reading.both(node, "because");
        let Some(weight) = reading.required(node, "weight") else { continue };
        if let Some(weight) = reading.word(weight, &Weight::ALL.map(|one| (one.word(), one))) {
            policy.changes.push(ChangeRow { file: reading.file.to_owned(), of, kinds, weight, because });
        }
    }
}
