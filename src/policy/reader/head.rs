//! Reads the head of a pack: its name, what it judges, and its editions.

use super::reading::PolicyReading;
use super::{grade, law};
use crate::calendar::When;
use crate::policy::model::{Edition, Policy};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::vocabulary::enumerations::{Enumerated, Variant};

/// Reads `policy.yaml`.
pub(in crate::policy) fn header(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(
        root,
        &[
            "id",
            "title",
            "version",
            "jurisdictions",
            "unasked",
            "editorial",
            "extends",
            "editions",
            "variants",
            "laws",
            "severity",
            "profiles",
        ],
    );
    let text = |node: Option<Node<'_>>| node.and_then(|node| node.text()).unwrap_or_default().to_owned();
    policy.id = text(reading.required(root, "id"));
    policy.title = reading.both(root, "title");
    policy.version = text(reading.required(root, "version"));
    policy.jurisdictions = reading.texts(root, "jurisdictions");
    // Not inherited: the forms that a parent does not ask, its children may.
    policy.unasked = root.get("unasked").map(|_| reading.both(root, "unasked"));
    for edition in reading.list(root, "editions") {
        reading.keys(edition, &["id", "from"]);
        let from = edition.get("from").and_then(|from| When::parse(from.text()?).ok());
        match from {
            Some(from) => policy.editions.push(Edition { id: text(edition.get("id")), from: from.first }),
            None => reading.report(edition.head(), PolicyTrouble::BadValue { expected: "date" }),
        }
    }
    for (word, span, clause) in root.get("variants").into_iter().flat_map(|map| map.entries()) {
        let variant = Variant::TABLE.position(word).and_then(Variant::from_position);
        match variant {
            Some(variant) => policy.variants.push((variant, text(Some(clause)))),
            None => reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None }),
        }
    }
    policy.editions.sort_by_key(|edition| edition.from);
    law::laws(reading, root, policy);
    for (name, _, own) in root.get("profiles").into_iter().flat_map(|map| map.entries()) {
        let mut grades = policy.profiles.remove(name).unwrap_or_default();
        grade::read(reading, own, &mut grades);
        policy.profiles.insert(name.to_owned(), grades);
    }
}
