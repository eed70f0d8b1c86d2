//! Reads the words that a pack declares.

use super::reading::{PolicyReading, is_id};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::vocabulary::pack_words::{PackList, PackWord, PackWords};
use crate::words::Both;

/// Reads `vocabulary.yaml`: words by the list that they belong to, each with its names and aliases.
pub(in crate::policy) fn vocabulary(reading: &mut PolicyReading<'_>, root: Node<'_>, words: &mut PackWords) {
    reading.keys(root, &PackList::ALL.map(PackList::name));
    for list in PackList::ALL {
        for (id, span, node) in root.get(list.name()).into_iter().flat_map(|map| map.entries()) {
            let keys: &[&str] =
                if list == PackList::Agenda { &["ja", "en", "aliases", "decides"] } else { &["ja", "en", "aliases"] };
            reading.keys(node, keys);
            if !is_id(id) {
                reading.report(span, PolicyTrouble::BadId { id: id.to_owned() });
            }
            let name = Both::read(node);
            for (key, text) in [("ja", &name.ja), ("en", &name.en)] {
                if text.is_empty() {
                    reading.report(node.head(), PolicyTrouble::MissingKey { key });
                }
            }
            let aliases = reading.texts(node, "aliases");
            let decides = reading.flag(node, "decides", false);
            let word = PackWord::new(id, name, aliases, decides);
            if let Some(id) = words.declare(list, word) {
                reading.report(span, PolicyTrouble::DuplicateId { id });
            }
        }
    }
}
