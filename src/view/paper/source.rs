//! The filing as a paper asks it: its things by key, as they are written.

use std::collections::BTreeSet;

use super::keys::{OF_FILING, OF_PARTS};
use crate::policy::{PaperForm, Policy, SentenceName};
use crate::source::{Kind, Node};
use crate::vocabulary::enumerations::{ContractKind, Enumerated, Enumeration, PartKind};
use crate::vocabulary::words;
use crate::words::Lang;

/// What a paper is written from.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    /// The filing as it is written.
    pub(super) root: Node<'s>,
    pub(super) form: &'s PaperForm,
    pub(super) policy: &'s Policy,
}

/// A thing of the filing: the filing itself, a part, an actor and so on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing<'s> {
    /// The name of its map in the format.
    pub(super) kind: &'static str,
    pub(super) id: &'s str,
    pub(super) node: Node<'s>,
    /// The kind of part, where it is one.
    pub(super) part: Option<PartKind>,
}

/// A value with the thing that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Value<'s> {
    pub(super) of: Thing<'s>,
    /// Its key there, dotted.
    pub(super) key: &'s str,
    pub(super) node: Node<'s>,
}

impl<'s> Source<'s> {
    /// Returns the filing as a whole.
    pub(super) fn filing(self) -> Thing<'s> {
        Thing { kind: "filing", id: "", node: self.root, part: None }
    }

    /// Returns the parts, in the order of the file: contracts, connections, processing.
    pub(super) fn parts(self) -> Vec<Thing<'s>> {
        let lists = [("contracts", "contract"), ("connections", "connection"), ("processing", "processing")];
        let each = lists.into_iter().flat_map(|(key, kind)| {
            self.root.get(key).into_iter().flat_map(|list| list.items()).map(move |node| {
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

    /// Returns a thing by its id from a map of the filing, such as `actors`.
    pub(super) fn thing(self, key: &str, kind: &'static str, id: &str) -> Option<Thing<'s>> {
        let (id, _, node) = self.root.get(key)?.entries().find(|(own, _, _)| *own == id)?;
        Some(Thing { kind, id, node, part: None })
    }

    /// Returns what stands at the first of several keys at which something is stated: at that of the filing one value, at
    /// that of parts one of each.
    pub(super) fn values(self, of: Thing<'s>, keys: &'s [String]) -> Vec<Value<'s>> {
        for key in keys {
            let (of, key) = match (key.strip_prefix(OF_FILING), key.strip_prefix(OF_PARTS)) {
                (Some(key), _) => (vec![self.filing()], key),
                (_, Some(key)) => (self.parts(), key),
                _ => (vec![of], key.as_str()),
            };
            let found: Vec<Value<'s>> =
                of.into_iter().filter_map(|of| Some(Value { of, key, node: at(of.node, key)? })).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Writes a sentence of the paper.
    pub(super) fn say(self, name: SentenceName, values: &[(&str, Option<&str>)]) -> Option<String> {
        self.form.sentences.write(name, values)
    }

    /// Returns what the paper says in place of a value that is in annexes; `None` for a value that is here.
    pub(super) fn elsewhere(self, node: Node<'_>) -> Option<String> {
        let annexes = annexes(node)?;
        self.say(SentenceName::Elsewhere, &[("annexes", Some(&annexes.join("、")))])
    }

    /// Returns the word of a closed list as the paper has it, else as readers know it; any other text as it is.
    pub(super) fn named(self, node: Node<'s>, list: &Enumeration) -> String {
        let written = node.text().unwrap_or_default();
        let Some(at) = words::lookup(list, written) else { return written.to_owned() };
        let word = list.values.get(usize::from(at)).copied().unwrap_or_default();
        self.form.name(word).unwrap_or(words::name(list, at, Lang::Ja)).to_owned()
    }

    /// Joins texts in one sentence, the last with a word of its own (Ａ、Ｂ及びＣ).
    pub(super) fn joined(self, name: SentenceName, texts: &[String]) -> String {
        let Some((last, before)) = texts.split_last() else { return String::new() };
        if before.is_empty() {
            return last.clone();
        }
        let before = before.join("、");
        self.say(name, &[("before", Some(&before)), ("last", Some(last))]).unwrap_or_else(|| texts.join("、"))
    }
}

impl<'s> Thing<'s> {
    /// Returns the text at one of its keys.
    pub(super) fn text(self, key: &str) -> Option<&'s str> {
        text_at(self.node, key)
    }

    /// True if the author concluded the key.
    pub(super) fn inferred(self, key: &str) -> bool {
        inferred(self.node, key)
    }
}

/// Returns the texts of a list, or the only one that stands in its place.
pub(super) fn texts(node: Option<Node<'_>>) -> Vec<&str> {
    let Some(node) = node else { return Vec::new() };
    match node.kind() {
        Kind::Seq => node.items().filter_map(|item| item.text()).collect(),
        _ => node.text().into_iter().collect(),
    }
}

/// Returns the canonical word at a node.
pub(super) fn word(node: Option<Node<'_>>, list: &'static Enumeration) -> Option<&'static str> {
    let at = words::lookup(list, node?.text()?)?;
    list.values.get(usize::from(at)).copied()
}

/// True if the author concluded a key of a map.
pub(super) fn inferred(node: Node<'_>, key: &str) -> bool {
    let keys: BTreeSet<&str> = texts(node.get("inferred")).into_iter().collect();
    keys.contains(key)
}

/// Returns the annexes that stand in place of a value.
pub(super) fn annexes(node: Node<'_>) -> Option<Vec<&str>> {
    let see = node.get("see")?;
    Some(texts(Some(see)))
}

/// Returns the text at a key that is not blank.
pub(super) fn text_at<'d>(node: Node<'d>, key: &str) -> Option<&'d str> {
    node.get(key)?.text().filter(|text| !text.trim().is_empty())
}

/// Returns what stands at a dotted key; `None` for what is left out, be it an empty text or list.
fn at<'d>(node: Node<'d>, key: &str) -> Option<Node<'d>> {
    let found = key.split('.').try_fold(node, |node, key| match annexes(node) {
        Some(_) => Some(node),
        None => node.get(key),
    })?;
    let empty = match found.kind() {
        Kind::Null => true,
        Kind::Str => found.text().is_none_or(|text| text.trim().is_empty()),
        _ => false,
    };
    (!empty).then_some(found)
}
