//! What a file calls the parts that findings are about.

use std::collections::BTreeMap;

use super::outcome::Name;
use crate::finding::{Finding, Region};
use crate::source::Node;

/// Returns the names of the flows, steps and parts that findings are about.
///
/// They are taken from the text as written, so that a part that did not enter the model has its name as well.
pub(super) fn names(findings: &[Finding], root: Node<'_>) -> BTreeMap<Region, Name> {
    let mut names = BTreeMap::new();
    for finding in findings {
        let region = finding.about.region;
        for region in [Some(region), region.around()].into_iter().flatten() {
            if !names.contains_key(&region)
                && let Some(node) = find_region(root, region)
            {
                names.insert(region, name(node, root));
            }
        }
    }
    names
}

/// Returns the map of a flow, a step or a part.
fn find_region(root: Node<'_>, region: Region) -> Option<Node<'_>> {
    match region {
        Region::Flow(flow) => entry(root, "flows", flow),
        Region::Step(flow, step) => entry(entry(root, "flows", flow)?, "steps", step),
        Region::Part(list, at) => entry(root, list.key(), at),
        Region::Whole | Region::Cover | Region::Actors | Region::Data | Region::Stores => None,
    }
}

fn entry<'d>(node: Node<'d>, list: &str, at: usize) -> Option<Node<'d>> {
    node.get(list)?.items().nth(at)
}

fn name(node: Node<'_>, root: Node<'_>) -> Name {
    let text = |node: Node<'_>, key: &str| Some(node.get(key)?.text()?.to_owned());
    let agent = || text(root.get("actors")?.get(node.get("to")?.text()?)?, "name");
    // A step states in its own words whom it leads to.
    let title = text(node, "title").or_else(|| agent().filter(|_| node.get("action").is_none()));
    Name { id: text(node, "id").unwrap_or_default(), title: title.unwrap_or_default() }
}
