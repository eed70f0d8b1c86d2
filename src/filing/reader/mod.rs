//! Reads a document into the model. It is lenient: each value is read by itself, with its place.
//!
//! A value that does not fit the format becomes unreadable; the walk has already reported it.

mod bodies;
mod filing;
mod parts;
mod steps;
mod unclear;
mod waivers;

use std::collections::{BTreeMap, HashMap};

use super::model::*;
use super::problem::{Choices, InputProblem, Problem};
use super::values::{day, escape, items, named_span, names_a_key, one_or_many, text_of, word};
use super::{validate, walk};
use crate::source::{Document, Kind, Node, Span};
use crate::vocabulary::enumerations::Enumerated;
use crate::vocabulary::pack_words::{PackList, PackWord, PackWords};

/// Reads a document that is marked as a filing, with the words that the pack of its public body declares. Everything wrong
/// in it is returned beside the model.
pub fn read(document: &Document, words: &PackWords) -> (Filing, Vec<InputProblem>) {
    let root = document.root();
    let mut problems = walk::check(document, words);
    if let Some(problem) = oversized(document) {
        // Nothing is read of it: some lists are compared each with each.
        problems.push(problem);
        return (Filing::default(), problems);
    }
    let mut reader = Reader::new(root, words, problems);
    let filing = reader.filing(root);
    validate::check(&filing, &mut reader.problems);
    (filing, reader.problems)
}

/// Returns what is wrong with a document of which a list or map has more entries than any may have; `None` where none has.
pub fn oversized(document: &Document) -> Option<InputProblem> {
    let (entries, span) = document.widest();
    let problem = Problem::TooMany { what: "entries", limit: validate::MAX_ENTRIES };
    let is_over = usize::try_from(entries).is_ok_and(|entries| entries > validate::MAX_ENTRIES);
    is_over.then(|| InputProblem { problem, pointer: String::new(), span })
}

/// Values that do not fit the format, by JSON Pointer.
type Wrong = BTreeMap<String, Span>;

/// Returns the places that the walk found wrong and that make a value unreadable. An unknown key stands for the key
/// that was probably meant, so that this one is not called unstated.
fn wrong_places(problems: &[InputProblem]) -> Wrong {
    let place = |found: &InputProblem| match &found.problem {
        Problem::WrongType { .. }
        | Problem::UnknownValue { .. }
        | Problem::UndeclaredWord { .. }
        | Problem::BadDate { .. }
        | Problem::BadForm { .. } => Some((found.pointer.clone(), found.span)),
        Problem::UnknownKey { suggestion: Some(meant), .. } => {
            let (map, _) = found.pointer.rsplit_once('/')?;
            Some((format!("{map}/{meant}"), found.span))
        }
        _ => None,
    };
    problems.iter().filter_map(place).collect()
}

/// Ids of one kind with their positions in the list of the model.
pub(super) type Names<'d> = HashMap<&'d str, usize>;

/// A map of the document, with the annotations on its own values: `see`, `inferred`.
#[derive(Clone)]
pub(super) struct Map<'d> {
    pub(super) node: Node<'d>,
    pub(super) pointer: String,
    /// Its keys and values, collected once since each key of the format is looked up.
    values: Vec<(&'d str, Node<'d>)>,
    /// The value of `see`: annexes that hold what the map does not write.
    see: Option<Node<'d>>,
    all_inferred: bool,
    inferred: Vec<&'d str>,
    /// Where something else is written that should have been this map.
    broken: Option<Span>,
}

/// The reader with its tables of ids, and what it has found wrong so far.
pub(super) struct Reader<'d> {
    pub(super) words: &'d PackWords,
    pub(super) problems: Vec<InputProblem>,
    pub(super) actors: Names<'d>,
    pub(super) approvals: Names<'d>,
    pub(super) data: Names<'d>,
    pub(super) groups: HashMap<&'d str, Vec<DataId>>,
    pub(super) stores: Names<'d>,
    pub(super) parts: Names<'d>,
    pub(super) steps: Names<'d>,
    /// The ids of contracts, each with that of its agent.
    pub(super) agents: HashMap<&'d str, &'d str>,
    pub(super) flow: usize,
    pub(super) inferred: usize,
    /// Annexes that `see` names, each with where.
    pub(super) cited: Vec<(String, Span)>,
    wrong: Wrong,
    dropped: Vec<String>,
}

impl<'d> Reader<'d> {
    fn new(root: Node<'d>, words: &'d PackWords, problems: Vec<InputProblem>) -> Self {
        let mut reader = Reader {
            words,
            wrong: wrong_places(&problems),
            problems,
            actors: names(root.get("actors")),
            approvals: HashMap::new(),
            data: names(root.get("data")),
            groups: HashMap::new(),
            stores: names(root.get("stores")),
            parts: HashMap::new(),
            steps: HashMap::new(),
            agents: HashMap::new(),
            flow: 0,
            inferred: 0,
            cited: Vec::new(),
            dropped: Vec::new(),
        };
        if let Some(data) = root.get("data").filter(|node| node.kind() == Kind::Map) {
            for (at, (_, _, set)) in data.entries().enumerate() {
                if let Some(group) = set.get("group").and_then(|group| group.as_str()) {
                    reader.groups.entry(group).or_default().push(DataId::new(at));
                }
            }
        }
        for (at, approval) in items(root.get("approvals")).enumerate() {
            if let Some(id) = approval.get("id").and_then(|id| id.text()) {
                reader.approvals.entry(id).or_insert(at);
            }
        }
        let mut at = 0;
        for key in ["contracts", "connections", "processing"] {
            for part in items(root.get(key)) {
                if let Some(id) = part.get("id").and_then(|id| id.text()) {
                    reader.parts.entry(id).or_insert(at);
                    let agent = part.get("to").and_then(|to| to.text()).filter(|_| key == "contracts");
                    reader.agents.extend(agent.map(|agent| (id, agent)));
                }
                at += 1;
            }
        }
        reader
    }

    /// Wraps a map node with its annotations; reports keys of `inferred` that are not written.
    pub(super) fn map(&mut self, node: Node<'d>, pointer: String) -> Map<'d> {
        let values: Vec<_> = node.entries().map(|(key, _, value)| (key, value)).collect();
        let broken = (node.kind() != Kind::Map).then(|| self.wrong.get(&pointer).copied()).flatten();
        let mut map = Map { node, pointer, values, see: None, all_inferred: false, inferred: Vec::new(), broken };
        map.see = map.get("see");
        let inferred: Vec<&str> = items(map.get("inferred")).filter_map(|key| key.as_str()).collect();
        self.inferred += inferred.len();
        for (at, key) in inferred.iter().enumerate() {
            if !names_a_key(node, key) {
                self.problems.push(InputProblem {
                    problem: Problem::InferredNothing { key: (*key).to_owned() },
                    pointer: format!("{}/inferred/{at}", map.pointer),
                    span: map.get("inferred").map_or(node.head(), |list| list.span()),
                });
            }
        }
        Map { inferred, ..map }
    }

    /// Returns the map below a key. If something else is written there, or the key is misspelt, returns a map whose
    /// fields are all unreadable.
    pub(super) fn child(&mut self, map: &Map<'d>, key: &str) -> Option<Map<'d>> {
        let Some(node) = map.get(key) else { return self.misspelt(map, key) };
        let mut child = self.map(node, format!("{}/{key}", map.pointer));
        if child.node.kind() != Kind::Map && child.broken.is_none() {
            return None;
        }
        child.all_inferred = map.is_inferred(key);
        child.inferred.extend(map.inferred.iter().filter_map(|path| path.strip_prefix(key)?.strip_prefix('.')));
        Some(child)
    }

    /// Returns an unreadable map for a misspelt key.
    fn misspelt(&self, map: &Map<'d>, key: &str) -> Option<Map<'d>> {
        if self.wrong.is_empty() {
            return None;
        }
        let pointer = format!("{}/{key}", map.pointer);
        let at = *self.wrong.get(&pointer)?;
        let (_, _, node) = map.node.entries().find(|(_, span, _)| *span == at)?;
        let (see, broken) = (None, Some(at));
        Some(Map { node, pointer, values: Vec::new(), see, all_inferred: false, inferred: Vec::new(), broken })
    }

    /// Returns the maps of a list with their places. Items that are no map are counted as well, so that positions and
    /// names agree.
    pub(super) fn list(&mut self, map: &Map<'d>, key: &str) -> Vec<(Map<'d>, Location)> {
        let mut found = Vec::new();
        for (at, node) in items(map.get(key)).enumerate() {
            let pointer = format!("{}/{key}/{at}", map.pointer);
            let mut child = self.map(node, pointer.clone());
            child.all_inferred = map.is_inferred(key);
            found.push((child, Location { pointer, span: named_span(node) }));
        }
        found
    }

    /// Returns the maps of a dictionary with their ids and places. Entries that are no map are counted as well, so that
    /// positions and names agree.
    fn dict(&mut self, map: &Map<'d>, key: &str) -> Vec<(&'d str, Map<'d>, Location)> {
        let Some(node) = map.get(key).filter(|node| node.kind() == Kind::Map) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (id, span, inside) in node.entries() {
            let pointer = format!("{}/{key}/{}", map.pointer, escape(id));
            let child = self.map(inside, pointer.clone());
            found.push((id, child, Location { pointer, span }));
        }
        found
    }

    /// Reads a field: unstated, elsewhere, unreadable, or the value that `get` returns.
    pub(super) fn field<T>(
        &mut self,
        map: &Map<'d>,
        key: &str,
        get: impl FnOnce(&mut Self, Node<'d>) -> Option<T>,
    ) -> Field<T> {
        // `see` in place of a value stands for the value; beside others, for those that are not written.
        let alone = |node: &Node<'d>| if node.len() == 1 { node.get("see") } else { None };
        let mut elsewhere = |see: Node<'d>| {
            let named = |node: Node<'d>| Some((text_of(Some(node))?, node.span()));
            let refs: Vec<(String, Span)> = one_or_many(see).filter_map(named).collect();
            self.cited.extend(refs.iter().cloned());
            Field::Elsewhere(refs.into_iter().map(|(name, _)| name).collect(), see.span())
        };
        let Some(node) = map.get(key) else {
            let misspelt = || self.wrong.get(&format!("{}/{key}", map.pointer)).copied();
            let broken = map.broken.or_else(|| if self.wrong.is_empty() { None } else { misspelt() });
            return broken.map(Field::Unreadable).or_else(|| map.see.map(elsewhere)).unwrap_or_default();
        };
        if let Some(see) = alone(&node) {
            return elsewhere(see);
        }
        let inferred = map.is_inferred(key);
        let span = node.pointed_at();
        let problems = self.problems.len();
        let value = get(self, node);
        let fits = self.problems.len() == problems && !self.is_wrong(map, key);
        match value.filter(|_| fits) {
            Some(value) => Field::Stated { value, span, inferred },
            None => {
                self.dropped.push(format!("{}/{key}", map.pointer));
                Field::Unreadable(span)
            }
        }
    }

    /// Reads a field whose parts are fields of their own: a mistake in one of them leaves the others readable.
    pub(super) fn section<T>(&mut self, map: &Map<'d>, key: &str, kind: Kind, value: T) -> Field<T> {
        let within = std::mem::take(&mut self.wrong);
        let field = self.field(map, key, |_, node| (node.kind() == kind).then_some(value));
        self.wrong = within;
        field
    }

    /// True if the value of a key, or anything in it, does not fit the format.
    fn is_wrong(&self, map: &Map<'d>, key: &str) -> bool {
        if self.wrong.is_empty() {
            return false;
        }
        let own = format!("{}/{key}", map.pointer);
        let inside = format!("{own}/");
        let first_inside = self.wrong.range(inside.clone()..).next();
        self.wrong.contains_key(&own) || first_inside.is_some_and(|(pointer, _)| pointer.starts_with(&inside))
    }

    /// Reads the field of a text.
    pub(super) fn text(&mut self, map: &Map<'d>, key: &str) -> Field<String> {
        self.field(map, key, |_, node| text_of(Some(node)))
    }

    /// Reads a list of texts, of which an item may be a map that has its text under the key `inside`.
    pub(super) fn texts(&mut self, map: &Map<'d>, key: &str, inside: &str) -> Field<Vec<String>> {
        self.field(map, key, |_, node| {
            let texts = items(Some(node)).filter_map(|item| text_of(Some(item)).or_else(|| text_of(item.get(inside))));
            (node.kind() == Kind::Seq).then(|| texts.collect())
        })
    }

    /// Reads the provisions under `basis`.
    pub(super) fn basis(&mut self, map: &Map<'d>) -> Field<Vec<LegalBasis>> {
        self.field(map, "basis", |reader, node| {
            let rows = items(Some(node)).map(|row| LegalBasis {
                provision: text_of(row.get("provision")).unwrap_or_default(),
                matter: row.get("matter").and_then(|word| reader.words.read(PackList::Matter, word.as_str()?)),
            });
            (node.kind() == Kind::Seq).then(|| rows.collect())
        })
    }

    /// Reads the field of a boolean.
    pub(super) fn flag(&mut self, map: &Map<'d>, key: &str) -> Field<bool> {
        self.field(map, key, |_, node| node.as_bool())
    }

    /// Reads the field of a word of a closed list.
    pub(super) fn word<T: Enumerated>(&mut self, map: &Map<'d>, key: &str) -> Field<T> {
        self.field(map, key, |_, node| word(node))
    }

    /// Reads the field of a word of a list that packs declare.
    pub(super) fn pack_word(&mut self, map: &Map<'d>, key: &str, list: PackList) -> Field<PackWord> {
        self.field(map, key, |reader, node| reader.words.read(list, node.as_str()?))
    }

    /// Reads the field of a word of a list that is open: `other` for words of the author's own.
    pub(super) fn open_word<T: Enumerated>(&mut self, map: &Map<'d>, key: &str, other: T) -> Field<T> {
        self.field(map, key, |_, node| word(node).or_else(|| node.as_str().map(|_| other)))
    }

    /// Reads the author's own words under a key whose list is open; unstated where a word of the list is written.
    pub(super) fn own_words<T: Enumerated>(&mut self, map: &Map<'d>, key: &str) -> Field<String> {
        let own = |node: &Node<'d>| word::<T>(*node).is_none();
        if map.get(key).is_none_or(|node| own(&node)) { self.text(map, key) } else { Field::Unstated }
    }

    /// Reads the field of a date, tentative date or event.
    pub(super) fn day(&mut self, map: &Map<'d>, key: &str) -> Field<Day> {
        self.field(map, key, |_, node| day(node))
    }

    /// Reads a reference to one thing; an id that does not exist is reported and leaves the field unreadable.
    pub(super) fn reference<T>(
        &mut self,
        map: &Map<'d>,
        key: &str,
        kind: Reference,
        make: impl FnOnce(usize) -> T,
    ) -> Field<T> {
        let pointer = || format!("{}/{key}", map.pointer);
        self.field(map, key, |reader, node| reader.find(node.text()?, node.span(), pointer, kind).map(make))
    }

    /// Reads a list of data sets. The name of a group stands for all its sets.
    pub(super) fn data_list(&mut self, map: &Map<'d>, key: &str) -> Field<Vec<DataId>> {
        self.field(map, key, |reader, node| {
            if node.kind() != Kind::Seq {
                return None;
            }
            let mut found = Vec::new();
            for (at, item) in node.items().enumerate() {
                let Some(id) = item.text() else { continue };
                let own = reader.data.contains_key(id);
                if let Some(group) = reader.groups.get(id).filter(|_| !own) {
                    found.extend(group.iter().copied());
                } else {
                    let pointer = || format!("{}/{key}/{at}", map.pointer);
                    found.extend(reader.find(id, item.span(), pointer, Reference::Data).map(DataId::new));
                }
            }
            found.dedup();
            Some(found)
        })
    }

    /// Looks up the ids of a list; those that do not exist are reported and left out.
    pub(super) fn references(&mut self, list: Option<Node<'d>>, pointer: &str, kind: Reference) -> Vec<usize> {
        list.into_iter()
            .flat_map(one_or_many)
            .enumerate()
            .filter_map(|(at, node)| self.find(node.text()?, node.span(), || format!("{pointer}/{at}"), kind))
            .collect()
    }

    /// Returns the pointers of everything that cannot be read, and of ids that do not exist.
    fn unread(&self) -> impl Iterator<Item = &str> {
        let dangling = |found: &&InputProblem| matches!(found.problem, Problem::DanglingReference { .. });
        let dangling = self.problems.iter().filter(dangling).map(|found| found.pointer.as_str());
        self.wrong.keys().map(String::as_str).chain(dangling)
    }

    /// Looks up an id, and reports one that does not exist.
    pub(super) fn find(
        &mut self,
        id: &str,
        span: Span,
        pointer: impl FnOnce() -> String,
        kind: Reference,
    ) -> Option<usize> {
        let names = match kind {
            Reference::Actor => &self.actors,
            Reference::Approval => &self.approvals,
            Reference::Data => &self.data,
            Reference::Store => &self.stores,
            Reference::Part => &self.parts,
            Reference::Step => &self.steps,
        };
        if let Some(at) = names.get(id) {
            return Some(*at);
        }
        // As they stand in the file, or, of many wrong ones, not compared at all.
        let mut known: Vec<(usize, &str)> = names.iter().map(|(id, at)| (*at, *id)).collect();
        known.sort_unstable();
        let known = known.into_iter().map(|(_, id)| id).collect();
        let (suggestion, known) = Choices::near(known, id, self.problems.len());
        self.problems.push(InputProblem {
            problem: Problem::DanglingReference { kind: kind.word(), id: id.to_owned(), suggestion, known },
            pointer: pointer(),
            span,
        });
        None
    }
}

/// The kind of thing that a reference names.
#[derive(Clone, Copy)]
pub(super) enum Reference {
    Actor,
    Approval,
    Data,
    Store,
    Part,
    Step,
}

impl Reference {
    fn word(self) -> &'static str {
        match self {
            Reference::Actor => "actor",
            Reference::Approval => "approval",
            Reference::Data => "data",
            Reference::Store => "store",
            Reference::Part => "part",
            Reference::Step => "step",
        }
    }
}

impl<'d> Map<'d> {
    /// Returns the value of a key, if it is written.
    pub(super) fn get(&self, key: &str) -> Option<Node<'d>> {
        self.values.iter().find(|(own, _)| *own == key).map(|(_, value)| *value)
    }

    /// True if the author marked the key, or the whole map, as inferred.
    pub(super) fn is_inferred(&self, key: &str) -> bool {
        self.all_inferred || self.inferred.contains(&key)
    }

    /// Returns what the author states to have changed; empty where it is only marked, `None` where it is not.
    pub(super) fn changed(&self) -> Option<String> {
        let node = self.get("changed")?;
        match node.as_bool() {
            Some(marked) => marked.then(String::new),
            None => node.as_str().map(str::to_owned),
        }
    }
}

/// Returns where a node, or the first thing inside it, is marked as changed.
pub(super) fn changed_inside(node: Node<'_>) -> Option<Span> {
    let own = node.get("changed").filter(|mark| mark.as_bool() != Some(false));
    own.and_then(|mark| mark.key_span()).or_else(|| {
        let mut inside = node.entries().map(|(_, _, inside)| inside).chain(node.items());
        inside.find_map(changed_inside)
    })
}

fn names<'d>(node: Option<Node<'d>>) -> Names<'d> {
    node.filter(|node| node.kind() == Kind::Map)
        .into_iter()
        .flat_map(|node| node.entries())
        .enumerate()
        .map(|(at, (id, _, _))| (id, at))
        .collect()
}
