//! Reads what a filing can begin with: patterns of flows, and what one of another year takes over.

use super::reading::PolicyReading;
use crate::policy::model::{FlowPattern, Renewal, RenewalRow};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node, Tree};

/// Reads one pattern of a flow.
pub(in crate::policy) fn pattern(reading: &mut PolicyReading<'_>, root: Node<'_>) -> Option<FlowPattern> {
    reading.keys(root, &["id", "title", "filing"]);
    let id = reading.id(root)?;
    let title = reading.both(root, "title");
    let filing = reading.required(root, "filing")?;
    if filing.kind() != Kind::Map {
        reading.report(filing.span(), PolicyTrouble::BadValue { expected: "map" });
        return None;
    }
    Some(FlowPattern { id, file: reading.file.to_owned(), title, filing: Tree::of(filing) })
}

/// Reads `renewal.yaml`.
pub(in crate::policy) fn renewal(reading: &mut PolicyReading<'_>, root: Node<'_>, renewal: &mut Renewal) {
    for node in reading.rows(root) {
        reading.keys(node, &["carried", "anew", "title"]);
        let is_carried = node.get("carried").is_some();
        if is_carried == node.get("anew").is_some() {
            reading.report(node.head(), PolicyTrouble::MissingKey { key: "anew" });
        }
        let keys = reading.list(node, if is_carried { "carried" } else { "anew" }).into_iter();
        let keys = keys.filter_map(|key| Some((key.text()?.to_owned(), key.span()))).collect();
        let title = reading.both(node, "title");
        renewal.add(RenewalRow { file: reading.file.to_owned(), is_carried, keys, title });
    }
}
