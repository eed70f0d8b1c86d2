//! What a filing names, by its names, so that a paper of a large filing takes no longer than it is long.

use std::collections::{BTreeMap, BTreeSet};

use super::thing::{Thing, text_at, word};
use crate::source::Node;
use crate::text::fold;
use crate::vocabulary::enumerations::{ContractKind, Enumerated, PartKind};

/// The things of a filing that others refer to.
pub(super) struct PaperIndex<'s> {
    /// Actors, data sets and stores, by the names of their maps in the format and their ids.
    things: BTreeMap<(&'static str, &'s str), Node<'s>>,
    /// Data sets by the annex that bundles them, in the order of the file.
    pub(super) groups: BTreeMap<&'s str, Vec<Thing<'s>>>,
    /// The parts, in the order of the file: contracts, connections, processing.
    pub(super) parts: Vec<Thing<'s>>,
    /// Decisions of the forum by their ids.
    pub(super) approvals: BTreeMap<&'s str, Node<'s>>,
    /// Annexes by their names, folded.
    attachments: BTreeMap<String, Node<'s>>,
}

impl<'s> PaperIndex<'s> {
    /// Reads what a filing names.
    pub(super) fn of(root: Node<'s>) -> Self {
        let maps = [("actors", "actor"), ("data", "data_set"), ("stores", "store")];
        let things = maps.into_iter().flat_map(|(key, kind)| {
            root.get(key).into_iter().flat_map(move |map| map.entries().map(move |(id, _, node)| ((kind, id), node)))
        });
        let mut groups: BTreeMap<&str, Vec<Thing<'_>>> = BTreeMap::new();
        for (id, _, node) in root.get("data").into_iter().flat_map(|map| map.entries()) {
            if let Some(group) = text_at(node, "group") {
                groups.entry(group).or_default().push(Thing { kind: "data_set", id, node, part: None });
            }
        }
        let by_id = |key: &str| {
            let list = root.get(key).into_iter().flat_map(|list| list.items());
            list.filter_map(|node| Some((text_at(node, "id")?, node))).collect::<Vec<_>>()
        };
        // Of two with one name the first counts, as it is the first that is found.
        let approvals = by_id("approvals").into_iter().rev().collect();
        let attachments = by_id("attachments").into_iter().rev().map(|(id, node)| (fold(id), node)).collect();
        PaperIndex { things: things.collect(), groups, parts: parts(root), approvals, attachments }
    }

    /// Returns a thing by its id and the name of its map in the format.
    pub(super) fn thing(&self, kind: &'static str, id: &'s str) -> Option<Thing<'s>> {
        self.things.get(&(kind, id)).map(|node| Thing { kind, id, node: *node, part: None })
    }

    /// Returns an annex by its name, however that is spelled.
    pub(super) fn attachment(&self, name: &str) -> Option<Node<'s>> {
        self.attachments.get(&fold(name)).copied()
    }
}

fn parts(root: Node<'_>) -> Vec<Thing<'_>> {
    let lists = [("contracts", "contract"), ("connections", "connection"), ("processing", "processing")];
    let each = lists.into_iter().flat_map(|(key, kind)| {
        root.get(key).into_iter().flat_map(|list| list.items()).map(move |node| {
            let part = match kind {
                "connection" => PartKind::Connection,
                "processing" => PartKind::Processing,
                _ if word(node.get("kind"), ContractKind::TABLE) == Some(ContractKind::SubOutsourcing.word()) => {
                    PartKind::SubOutsourcing
                }
                _ => PartKind::Outsourcing,
            };
            Thing { kind, id: text_at(node, "id").unwrap_or_default(), node, part: Some(part) }
        })
    });
    each.collect()
}

/// Returns texts in their order, each once.
pub(super) fn once<T: Ord + Clone>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.into_iter().filter(|one| seen.insert(one.clone())).collect()
}
