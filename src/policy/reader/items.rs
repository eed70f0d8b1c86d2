//! Reads `items.yaml`: names of data items, and the lists of words.

use super::reading::PolicyReading;
use crate::policy::model::{Policy, WordList};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::text;

/// Maximum number of words that the pieces of one list make.
const MAX_JOINED: usize = 4_096;

/// Reads `items.yaml`: what names of data items mean.
pub(in crate::policy) fn items(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(
        root,
        &["synonyms", "umbrellas", "ambiguous", "my_number", "systems", "spelling", "wordings", "tasks", "kinds"],
    );
    for (name, _, same) in root.get("synonyms").into_iter().flat_map(|map| map.entries()) {
        for other in same.items().filter_map(|other| other.text()) {
            let (other, name) = (text::item_name(other).into_owned(), text::item_name(name).into_owned());
            policy.items.synonyms.insert(other, name);
        }
    }
    for (name, _, under) in root.get("umbrellas").into_iter().flat_map(|map| map.entries()) {
        let canonical = |name| policy.items.canonical(name).into_owned();
        let under = under.items().filter_map(|item| item.text()).map(canonical).collect();
        let name = canonical(name);
        policy.items.umbrellas.insert(name, under);
    }
    let names = |list: Vec<String>| list.iter().map(|name| text::item_name(name).into_owned()).collect::<Vec<_>>();
    for (name, _, clear) in root.get("ambiguous").into_iter().flat_map(|map| map.entries()) {
        let clear = clear.items().filter_map(|word| word.text());
        let clear = clear.map(|word| text::item_name(word).into_owned()).collect();
        policy.items.ambiguous.insert(text::item_name(name).into_owned(), clear);
    }
    for (key, lists) in [
        ("wordings", &mut policy.items.wordings),
        ("tasks", &mut policy.items.tasks),
        ("kinds", &mut policy.items.kinds),
    ] {
        for (name, _, list) in root.get(key).into_iter().flat_map(|map| map.entries()) {
            lists.insert(name.to_owned(), word_list(reading, list));
        }
    }
    if let Some(list) = root.get("my_number") {
        let list = match list.kind() {
            Kind::Map => word_list(reading, list),
            _ => WordList { words: names(reading.texts(root, "my_number")), ..WordList::default() },
        };
        policy.items.my_number.extend(list);
    }
    if let Some(spelling) = root.get("spelling") {
        reading.keys(spelling, &["terms", "alike", "endings"]);
        policy.items.spelling.terms.extend(names(reading.texts(spelling, "terms")));
        let groups = reading.texts(spelling, "alike");
        policy.items.spelling.alike.extend(groups.iter().map(|group| group.chars().collect()));
        policy.items.spelling.endings.extend(reading.texts(spelling, "endings").iter().flat_map(|all| all.chars()));
    }
    if let Some(systems) = root.get("systems") {
        reading.keys(systems, &["suffixes", "common"]);
        policy.items.system_suffixes.extend(names(reading.texts(systems, "suffixes")));
        policy.items.common_systems.extend(names(reading.texts(systems, "common")));
    }
}

/// Reads a list of words, or a map of `words`, the words that `joined` makes of their pieces, the longer words (`but`)
/// that contain one of them by chance, and what one is part of something else before (`not_before`).
pub(super) fn word_list(reading: &mut PolicyReading<'_>, node: Node<'_>) -> WordList {
    if node.kind() != Kind::Map {
        return WordList { words: word_names(Some(node)), ..WordList::default() };
    }
    reading.keys(node, &["words", "joined", "but", "not_before"]);
    let mut words = word_names(node.get("words"));
    for pieces in reading.list(node, "joined") {
        if pieces.kind() != Kind::Seq || pieces.items().any(|choices| choices.kind() != Kind::Seq) {
            reading.report(pieces.head(), PolicyTrouble::BadValue { expected: "list-of-lists" });
            continue;
        }
        match joined(pieces) {
            Some(made) => words.extend(made),
            None => reading.report(pieces.head(), PolicyTrouble::TooMany { what: "words", limit: MAX_JOINED }),
        }
    }
    WordList { words, but: word_names(node.get("but")), not_before: word_names(node.get("not_before")) }
}

/// Returns the texts of a list, normalised as names of items.
fn word_names(list: Option<Node<'_>>) -> Vec<String> {
    let words = list.into_iter().flat_map(|list| list.items()).filter_map(|word| word.text());
    words.map(|word| text::item_name(word).into_owned()).collect()
}

/// Returns every word that begins with one of the first pieces and goes on with one of each that follow; `None` if they
/// are more than [`MAX_JOINED`].
fn joined(pieces: Node<'_>) -> Option<Vec<String>> {
    let mut made = vec![String::new()];
    for choices in pieces.items().map(|choices| word_names(Some(choices))) {
        if made.len().saturating_mul(choices.len()) > MAX_JOINED {
            return None;
        }
        made = made.iter().flat_map(|begun| choices.iter().map(move |next| format!("{begun}{next}"))).collect();
    }
    made.retain(|word| !word.is_empty());
    Some(made)
}
