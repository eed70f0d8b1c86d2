//! What a file calls the parts of it that findings are about.

use std::collections::BTreeMap;

use super::outcome::Name;
use crate::finding::Finding;
use crate::source::Node;

/// Names of the flows, steps and parts that findings are about, by pointer.
///
/// Taken from the text as it stands, so that a part has its name also where it is no part of the model.
pub(super) fn names(findings: &[Finding], root: Node<'_>) -> BTreeMap<String, Name> {
    let mut names = BTreeMap::new();
    for finding in findings {
        let mut keys = finding.subject.pointer.split('/').skip(1);
        let (Some(list), Some(at)) = (keys.next(), keys.next()) else { continue };
        if !matches!(list, "flows" | "contracts" | "connections" | "processing") {
            continue;
        }
        let pointer = format!("/{list}/{at}");
        let Some(part) = entry(root, list, at) else { continue };
        if let (Some("steps"), Some(at)) = (keys.next(), keys.next())
            && let Some(step) = entry(part, "steps", at)
        {
            names.entry(format!("{pointer}/steps/{at}")).or_insert_with(|| name(step, root));
        }
        names.entry(pointer).or_insert_with(|| name(part, root));
    }
    names
}

fn entry<'d>(node: Node<'d>, list: &str, at: &str) -> Option<Node<'d>> {
    node.get(list)?.items().nth(at.parse().ok()?)
}

fn name(node: Node<'_>, root: Node<'_>) -> Name {
    let text = |node: Node<'_>, key: &str| Some(node.get(key)?.text()?.to_owned());
    let agent = || text(root.get("actors")?.get(node.get("to")?.text()?)?, "name");
    // A step says in its own words to whom it leads.
    let title = text(node, "title").or_else(|| agent().filter(|_| node.get("action").is_none()));
    Name { id: text(node, "id").unwrap_or_default(), title: title.unwrap_or_default() }
}
