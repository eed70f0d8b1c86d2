//! Matches entries of two filings: by the same id and name, else by the same name, else by the same id.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::source::{Kind, Node};
use crate::text::fold;

/// Entries of the older and the newer side: an id, and what stands under it.
pub(super) type KeyedNode<'d> = (String, Node<'d>);

/// The id and the name by which an entry is recognised.
type Known = (String, String);

/// An entry on both sides, or on one.
pub(super) type Pair<'d> = (Option<KeyedNode<'d>>, Option<KeyedNode<'d>>);

/// Keys of a filing under which things have ids that other parts refer to.
pub(super) const NAMED: [&str; 9] =
    ["actors", "data", "stores", "systems", "flows", "contracts", "connections", "processing", "approvals"];

/// Ids of the older filing that the newer one writes otherwise.
pub(super) fn renamed<'p, 'd: 'p>(
    pairs: impl IntoIterator<Item = &'p Pair<'d>>,
) -> impl Iterator<Item = (String, String)> {
    let both = pairs.into_iter().filter_map(|(old, new)| Some((&old.as_ref()?.0, &new.as_ref()?.0)));
    both.filter(|(before, after)| before != after).map(|(before, after)| (before.clone(), after.clone()))
}

/// Entries of a map by key, or of a list by `id`.
pub(super) fn entries(node: Option<Node<'_>>) -> Vec<KeyedNode<'_>> {
    let Some(node) = node else { return Vec::new() };
    if node.kind() == Kind::Map {
        return node.entries().map(|(key, _, value)| (key.to_owned(), value)).collect();
    }
    let id = |item: Node<'_>| item.get("id").and_then(|id| id.text().map(str::to_owned)).unwrap_or_default();
    node.items().map(|item| (id(item), item)).collect()
}

/// Matches entries: those of the newer side in their order, then what is gone.
pub(super) fn pairs<'d>(old: Vec<KeyedNode<'d>>, new: Vec<KeyedNode<'d>>) -> Vec<Pair<'d>> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = BTreeSet::new();
    let by_both = |(id, node): &KeyedNode<'_>| -> Option<Known> { Some((id.clone(), name(*node)?)) };
    let by_name = |(_, node): &KeyedNode<'_>| Some((String::new(), name(*node)?));
    let by_id = |(id, _): &KeyedNode<'_>| Some((id.clone(), String::new()));
    let passes: [fn(&KeyedNode<'_>) -> Option<Known>; 3] = [by_both, by_name, by_id];
    for key in passes {
        let mut free: BTreeMap<Known, VecDeque<usize>> = BTreeMap::new();
        for (at, entry) in old.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            if let Some(key) = key(entry) {
                free.entry(key).or_default().push_back(at);
            }
        }
        for (at, entry) in new.iter().enumerate() {
            if partner[at].is_none()
                && let Some(found) = key(entry).and_then(|key| free.get_mut(&key)?.pop_front())
            {
                partner[at] = Some(found);
                taken.insert(found);
            }
        }
    }
    let mut found: Vec<Pair<'d>> =
        new.into_iter().zip(partner).map(|(entry, at)| (at.map(|at| old[at].clone()), Some(entry))).collect();
    let gone = old.into_iter().enumerate().filter(|(at, _)| !taken.contains(at));
    found.extend(gone.map(|(_, entry)| (Some(entry), None)));
    found
}

/// Returns what an entry is called; a step without a title is recognised by its action and its parties.
fn name(node: Node<'_>) -> Option<String> {
    let named = ["title", "name", "label", "session"].iter().find_map(|key| node.get(key)?.as_str());
    named.map(fold).filter(|name| !name.is_empty())
}
