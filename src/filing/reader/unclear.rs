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
            ["actors", _, key, ..] => (["role", "organisation", "corporate_number", "site"].contains(key), false),
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

#[cfg(test)]
mod tests {
    use super::unclear;

    /// What one value that cannot be read leaves open: the flow, the measures, and what is promised.
    fn of(pointer: &str) -> (bool, bool, bool) {
        let found = unclear([pointer].into_iter());
        (found.flow, found.measures, found.promises)
    }

    #[test]
    fn a_value_leaves_open_what_follows_from_it() {
        let flow = "actors actors/a actors/a/role actors/a/role/0 actors/a/organisation actors/a/corporate_number actors/a/site stores stores/s \
            stores/s/actor stores/s/operated_by stores/s/owned_by stores/s/kind stores/s/site data data/d data/d/part_of/0 \
            data/d/group data/d/items/3 data/d/personal data/d/dummy data/d/my_number flows flows/0 flows/0/steps \
            flows/0/steps/0/action flows/0/steps/0/actor flows/0/steps/0/to flows/0/steps/0/from_actor flows/0/steps/0/from \
            flows/0/steps/0/into flows/0/steps/0/onto flows/0/steps/0/uses/0 flows/0/steps/0/data flows/0/steps/0/medium \
            flows/0/steps/0/lot flows/0/steps/0/unlocks flows/0/steps/0/line/kind flows/0/steps/0/ways/0/medium \
            flows/0/steps/0/under flows/0/steps/0/store flows/0/steps/0/mode flows/0/steps/0/repeats \
            flows/0/steps/0/optional flows/0/under flows/0/starts_with/0/at contracts contracts/0 connections processing/1 \
            contracts/0/kind contracts/0/parent contracts/0/from contracts/0/to connections/0/with processing/0/agent \
            processing/0/store connections/0/between contracts/0/data contracts/0/provides contracts/0/collects/1 \
            contracts/0/handles contracts/0/disposal/0/method contracts/0/term/from contracts/0/changed_since";
        for pointer in flow.split_whitespace() {
            // A whole list or an entry of it may hold measures as well.
            let whole = pointer.matches('/').count() < 2;
            assert_eq!(of(&format!("/{pointer}")), (true, whole, true), "{pointer}");
        }
        let promises = "stores/s/measures/0 flows/0/measures/a contracts/0/checklist/form connections/0/measures/agent/0 \
            contracts/0/special_clauses/0/clauses";
        for pointer in promises.split_whitespace() {
            assert_eq!(of(&format!("/{pointer}")), (false, true, true), "{pointer}");
        }
        let nothing = "title programme/summary actors/a/name stores/s/name data/d/name flows/0/title flows/0/steps/0/title \
            flows/0/steps/0/encrypted flows/0/steps/0/transport/by contracts/0/title contracts/0/media approvals \
            approvals/0/date waivers/0/until contract/0/kind";
        for pointer in nothing.split_whitespace().chain([""]) {
            assert_eq!(of(&format!("/{pointer}")), (false, false, false), "{pointer}");
        }
    }

    #[test]
    fn what_one_value_leaves_open_no_other_closes() {
        let found = unclear(["/flows/0/steps/0/to", "/title", "/contracts/0/measures"].into_iter());
        assert_eq!((found.flow, found.measures, found.promises), (true, true, true));
        let none = unclear(std::iter::empty());
        assert_eq!((none.flow, none.measures, none.promises), (false, false, false));
    }
}
