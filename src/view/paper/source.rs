//! The filing as a paper asks it: its things by key, as they are written.

use super::index::PaperIndex;
use super::keys::{OF_FILING, OF_PARTS};
use super::thing::{Thing, annexes};
use crate::policy::{PaperForm, Policy, SentenceName};
use crate::source::{Kind, Node};
use crate::vocabulary::enumerations::Enumeration;
use crate::vocabulary::words;
use crate::words::Lang;

/// What a paper is written from.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    /// The filing as it is written.
    pub(super) root: Node<'s>,
    pub(super) index: &'s PaperIndex<'s>,
    pub(super) form: &'s PaperForm,
    pub(super) policy: &'s Policy,
}

/// A value with the thing that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct StatedValue<'s> {
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

    /// Returns a thing by its id and the name of its map in the format.
    pub(super) fn thing(self, kind: &'static str, id: &'s str) -> Option<Thing<'s>> {
        self.index.thing(kind, id)
    }

    /// Returns what stands at the first of several keys at which something is stated: at that of the filing one value, at
    /// that of parts one of each.
    pub(super) fn values(self, of: Thing<'s>, keys: &'s [String]) -> Vec<StatedValue<'s>> {
        for key in keys {
            let (of, key) = match (key.strip_prefix(OF_FILING), key.strip_prefix(OF_PARTS)) {
                (Some(key), _) => (vec![self.filing()], key),
                (_, Some(key)) => (self.index.parts.clone(), key),
                _ => (vec![of], key.as_str()),
            };
            let found: Vec<StatedValue<'s>> =
                of.into_iter().filter_map(|of| Some(StatedValue { of, key, node: at(of.node, key)? })).collect();
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

    /// Writes a text that a number leads; the text alone where the form has no such sentence.
    pub(super) fn numbered(self, number: &str, text: &str) -> String {
        let values = [("number", Some(number)), ("text", Some(text))];
        self.say(SentenceName::Numbered, &values).unwrap_or_else(|| text.to_owned())
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
