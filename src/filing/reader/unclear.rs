//! What follows from several values of a filing, and is uncertain where one of them cannot be read.

use super::super::model::Unclear;

/// Keys of a step that decide where data goes.
const OF_STEPS: &[&str] = &[
    "action",
    "actor",
    "to",
    "from_actor",
    "from",
    "into",
    "onto",
    "uses",
    "data",
    "medium",
    "lot",
    "unlocks",
    "line",
    "ways",
    "under",
    "store",
    "mode",
    "repeats",
    "optional",
];
/// Keys of a flow that decide where data goes.
const OF_FLOWS: &[&str] = &["steps", "under", "starts_with"];
/// Keys of a part that decide what it covers and how copies end.
const OF_PARTS: &[&str] = &[
    "kind",
    "parent",
    "from",
    "to",
    "with",
    "agent",
    "store",
    "between",
    "data",
    "provides",
    "collects",
    "handles",
    "disposal",
    "term",
    "changed_since",
];
/// Lists and maps of the filing that decide where data goes.
const LISTS: &[&str] = &["actors", "stores", "data", "flows", "contracts", "connections", "processing"];
/// Keys of a part that promise something.
const PROMISES: &[&str] = &["checklist", "measures", "special_clauses"];

/// Determines what is uncertain from the pointers of everything that cannot be read.
pub(super) fn unclear<'p>(pointers: impl Iterator<Item = &'p str>) -> Unclear {
    let mut unclear = Unclear::default();
    for pointer in pointers {
        let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
        let (flow, promises) = match tokens.as_slice() {
            ["actors", _, key, ..] => (["role", "organisation", "site"].contains(key), false),
            ["stores", _, key, ..] => {
                (["actor", "operated_by", "owned_by", "kind", "site"].contains(key), *key == "measures")
            }
            ["data", _, key, ..] => {
                (["part_of", "group", "items", "personal", "dummy", "my_number"].contains(key), false)
            }
            ["flows", _, "steps", _, key, ..] => (OF_STEPS.contains(key), false),
            ["flows", _, key, ..] => (OF_FLOWS.contains(key), *key == "measures"),
            ["contracts" | "connections" | "processing", _, key, ..] => {
                (OF_PARTS.contains(key), PROMISES.contains(key))
            }
            // The whole list, or an entry of it.
            [list] | [list, _] => {
                let structural = LISTS.contains(list);
                (structural, structural)
            }
            _ => (false, false),
        };
        unclear.flow |= flow;
        unclear.measures |= promises;
        unclear.promises |= flow || promises;
    }
    unclear
}
