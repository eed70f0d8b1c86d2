//! Document → model: asks for the keys of the format, leniently, with a place for each value.
//!
//! A value that does not fit the format is read as unreadable: the walk has reported it.

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

/// Reads a document that is a filing. Everything wrong in it comes back beside the model.
pub fn read(document: &Document) -> (Filing, Vec<InputProblem>) {
    let root = document.root();
    let mut problems = walk::check(document);
    let (entries, span) = document.widest();
    if entries > validate::MAX_ENTRIES {
        // Nothing is read of it: some lists are compared each with each.
        let limit = validate::MAX_ENTRIES as usize;
        let problem = Problem::TooMany { what: "entries", limit };
        problems.push(InputProblem { problem, pointer: String::new(), span });
        return (Filing::default(), problems);
    }
    let mut reader = Reader::new(root, problems);
    let filing = reader.filing(root);
    validate::check(&filing, &mut reader.problems);
    (filing, reader.problems)
}

/// Places at which something is written that does not fit the format, by their pointers.
type Wrong = BTreeMap<String, Span>;

/// What the walk found wrong makes the value unreadable, unless it is understood or is not a value at all. A key that
/// is not known stands for the one that is probably meant.
fn wrong_places(problems: &[InputProblem]) -> Wrong {
    let place = |found: &InputProblem| match &found.problem {
        Problem::WrongType { .. }
        | Problem::UnknownValue { .. }
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

/// Ids of one kind, by name.
pub(super) type Names<'d> = HashMap<&'d str, usize>;

/// What a map says of its own values.
#[derive(Clone)]
pub(super) struct Map<'d> {
    pub(super) node: Node<'d>,
    pub(super) pointer: String,
    /// Its keys and values: each key of the format is looked up, and there are many.
    values: Vec<(&'d str, Node<'d>)>,
    /// Where what the map does not write is to be found.
    see: Option<Node<'d>>,
    all_inferred: bool,
    inferred: Vec<&'d str>,
    /// Where something stands that should be the map.
    broken: Option<Span>,
}

/// The reader with its tables of names.
pub(super) struct Reader<'d> {
    pub(super) problems: Vec<InputProblem>,
    pub(super) actors: Names<'d>,
    pub(super) approvals: Names<'d>,
    pub(super) data: Names<'d>,
    pub(super) groups: HashMap<&'d str, Vec<DataId>>,
    pub(super) stores: Names<'d>,
    pub(super) parts: Names<'d>,
    pub(super) steps: Names<'d>,
    pub(super) flow: usize,
    pub(super) inferred: usize,
    wrong: Wrong,
    dropped: Vec<String>,
}

impl<'d> Reader<'d> {
    fn new(root: Node<'d>, problems: Vec<InputProblem>) -> Self {
        let mut reader = Reader {
            wrong: wrong_places(&problems),
            problems,
            actors: names(root.get("actors")),
            approvals: HashMap::new(),
            data: names(root.get("data")),
            groups: HashMap::new(),
            stores: names(root.get("stores")),
            parts: HashMap::new(),
            steps: HashMap::new(),
            flow: 0,
            inferred: 0,
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
                }
                at += 1;
            }
        }
        reader
    }

    /// Wraps a map node with what it says of its own values.
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

    /// A map below a key; where something else stands there, or the key is misspelt, one of which nothing can be read.
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

    /// The map below a misspelt key.
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

    /// The maps of a list with their places. Items that are no map still count, so that positions
    /// and names agree.
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

    /// The maps of a dictionary with their ids and places. Entries that are no map still count, so
    /// that positions and names agree.
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

    /// A field: unstated, elsewhere, or what `get` makes of its value.
    pub(super) fn field<T>(
        &mut self,
        map: &Map<'d>,
        key: &str,
        get: impl FnOnce(&mut Self, Node<'d>) -> Option<T>,
    ) -> Field<T> {
        // `see` in place of a value stands for the value; beside others, for those that are not written.
        let alone = |node: &Node<'d>| if node.len() == 1 { node.get("see") } else { None };
        let elsewhere = |see: Node<'d>| {
            let refs = one_or_many(see).filter_map(|node| text_of(Some(node))).collect();
            Field::Elsewhere(refs, see.span())
        };
        let Some(node) = map.get(key) else {
            let misspelt = || self.wrong.get(&format!("{}/{key}", map.pointer)).copied();
            let broken = map.broken.or_else(|| if self.wrong.is_empty() { None } else { misspelt() });
            return broken.map(Field::Unreadable).or(map.see.map(elsewhere)).unwrap_or_default();
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

    /// A field whose parts are read as fields of their own: what is wrong in one of them leaves the others as they are.
    pub(super) fn section<T>(&mut self, map: &Map<'d>, key: &str, kind: Kind, value: T) -> Field<T> {
        let within = std::mem::take(&mut self.wrong);
        let field = self.field(map, key, |_, node| (node.kind() == kind).then_some(value));
        self.wrong = within;
        field
    }

    /// Whether the value of a key, or anything in it, does not fit the format.
    fn is_wrong(&self, map: &Map<'d>, key: &str) -> bool {
        if self.wrong.is_empty() {
            return false;
        }
        let own = format!("{}/{key}", map.pointer);
        let inside = format!("{own}/");
        let first_inside = self.wrong.range(inside.clone()..).next();
        self.wrong.contains_key(&own) || first_inside.is_some_and(|(pointer, _)| pointer.starts_with(&inside))
    }

    /// Text.
    pub(super) fn text(&mut self, map: &Map<'d>, key: &str) -> Field<String> {
        self.field(map, key, |_, node| text_of(Some(node)))
    }

    /// Texts of a list, of which an item may be a map that has its text under a key.
    pub(super) fn texts(&mut self, map: &Map<'d>, key: &str, inside: &str) -> Field<Vec<String>> {
        self.field(map, key, |_, node| {
            let texts = items(Some(node)).filter_map(|item| text_of(Some(item)).or_else(|| text_of(item.get(inside))));
            (node.kind() == Kind::Seq).then(|| texts.collect())
        })
    }

    /// Provisions.
    pub(super) fn basis(&mut self, map: &Map<'d>) -> Field<Vec<LegalBasis>> {
        self.field(map, "basis", |_, node| {
            let rows = items(Some(node)).map(|row| LegalBasis {
                provision: text_of(row.get("provision")).unwrap_or_default(),
                matter: row.get("matter").and_then(word),
            });
            (node.kind() == Kind::Seq).then(|| rows.collect())
        })
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, map: &Map<'d>, key: &str) -> Field<bool> {
        self.field(map, key, |_, node| node.as_bool())
    }

    /// One word of a closed list.
    pub(super) fn word<T: Enumerated>(&mut self, map: &Map<'d>, key: &str) -> Field<T> {
        self.field(map, key, |_, node| word(node))
    }

    /// A date.
    pub(super) fn day(&mut self, map: &Map<'d>, key: &str) -> Field<Day> {
        self.field(map, key, |_, node| day(node))
    }

    /// A reference to one thing.
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

    /// Data sets, with the names of groups spread out.
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

    /// References of a list; those that name nothing are reported and left out.
    pub(super) fn references(&mut self, list: Option<Node<'d>>, pointer: &str, kind: Reference) -> Vec<usize> {
        list.into_iter()
            .flat_map(one_or_many)
            .enumerate()
            .filter_map(|(at, node)| self.find(node.text()?, node.span(), || format!("{pointer}/{at}"), kind))
            .collect()
    }

    /// Pointers of everything that cannot be read, and of ids that name nothing.
    fn unread(&self) -> impl Iterator<Item = &str> {
        let dangling = |found: &&InputProblem| matches!(found.problem, Problem::DanglingReference { .. });
        let dangling = self.problems.iter().filter(dangling).map(|found| found.pointer.as_str());
        self.wrong.keys().map(String::as_str).chain(dangling)
    }

    /// Looks an id up, reporting one that names nothing.
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

/// What a reference names.
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
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<Node<'d>> {
        self.values.iter().find(|(own, _)| *own == key).map(|(_, value)| *value)
    }

    /// Whether the author marked the key as concluded.
    pub(super) fn is_inferred(&self, key: &str) -> bool {
        self.all_inferred || self.inferred.contains(&key)
    }

    /// What the author says is changed; empty where it is only marked as such.
    pub(super) fn changed(&self) -> Option<String> {
        let node = self.get("changed")?;
        match node.as_bool() {
            Some(marked) => marked.then(String::new),
            None => node.as_str().map(str::to_owned),
        }
    }
}

/// Where something, or what is inside it, is marked as changed.
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
