//! Resolves what the records of a filing refer to in it.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::Record;
use crate::filing::{Actor, ActorId, Choices, DataId, Filing, InputProblem, PartId, Problem, StepId, StoreId};
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::RecordKey;

/// A record with the things of the filing that it refers to.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The record as it was read.
    pub record: Record,
    /// The part it is about; `None` if it names none and several are possible.
    pub part: Option<PartId>,
    /// The step it is about; `None` if it names none.
    pub step: Option<StepId>,
    /// The actor it is about; `None` if it names none.
    pub of: Option<ActorId>,
    /// The actor that issued it; `None` if it names none.
    pub issued_by: Option<ActorId>,
    /// Stores it is about; empty if it names none.
    pub at: Vec<StoreId>,
    /// Data sets it is about; empty if it names none.
    pub data: Vec<DataId>,
}

/// Resolves what records refer to. A reference to nothing is a problem at its place; the rest of the record is kept.
pub fn join(records: Vec<Record>, filing: &Filing) -> (Vec<Joined>, Vec<Unresolved>) {
    let mut desk = Resolver::new(filing);
    let joined = records.into_iter().map(|record| desk.join(record)).collect();
    (joined, desk.problems)
}

/// A reference of a record that cannot be resolved: the path of the record's file, and the problem.
pub type Unresolved = (Arc<str>, InputProblem);

/// A filing by its ids and names, to find what records refer to, with the problems met so far.
struct Resolver<'f> {
    filing: &'f Filing,
    parts: HashMap<&'f str, usize>,
    actors: HashMap<&'f str, usize>,
    stores: HashMap<&'f str, usize>,
    data: HashMap<&'f str, Vec<DataId>>,
    /// Steps by `flow/step`, and by their own id; `None` where several steps have that id.
    steps: HashMap<String, Option<StepId>>,
    problems: Vec<Unresolved>,
}

impl<'f> Resolver<'f> {
    fn new(filing: &'f Filing) -> Self {
        let mut data: HashMap<&str, Vec<DataId>> = HashMap::new();
        for (at, set) in filing.data.iter().enumerate() {
            data.entry(&set.id).or_default().push(DataId::new(at));
            if let Some(group) = set.group.value() {
                data.entry(group).or_default().push(DataId::new(at));
            }
        }
        let mut steps = HashMap::new();
        for (id, step) in filing.steps() {
            steps.insert(filing.step_name(id), Some(id));
            steps.entry(step.id.clone()).and_modify(|known| *known = None).or_insert(Some(id));
        }
        Resolver {
            filing,
            parts: ids(filing.parts.iter().map(|part| &part.id)),
            actors: ids(filing.actors.iter().map(|actor| &actor.id)),
            stores: ids(filing.stores.iter().map(|store| &store.id)),
            data,
            steps,
            problems: Vec::new(),
        }
    }

    fn join(&mut self, record: Record) -> Joined {
        let own = record.text(RecordKey::Part).map(str::to_owned);
        let of = record.text(RecordKey::Of).and_then(|id| self.actor(&record, RecordKey::Of, id));
        let issued_by = record.text(RecordKey::IssuedBy).and_then(|id| self.actor(&record, RecordKey::IssuedBy, id));
        let step = record.text(RecordKey::Step).and_then(|id| self.step(&record, id));
        let part = match own {
            Some(id) => self.find(&record, RecordKey::Part, "part", &id, |desk, id| desk.parts.get(id).copied()),
            None => self.only_part(&record, of),
        };
        let at: Vec<String> = record.texts(RecordKey::At).map(str::to_owned).collect();
        let stores = |desk: &Self, id: &str| desk.stores.get(id).copied();
        let at = at.iter().filter_map(|id| self.find(&record, RecordKey::At, "store", id, stores)).map(StoreId::new);
        let at = at.collect();
        let names: Vec<String> = record.texts(RecordKey::Data).map(str::to_owned).collect();
        let mut data = Vec::new();
        for id in &names {
            let sets = |desk: &Self, id: &str| desk.data.get(id).cloned();
            data.extend(self.find(&record, RecordKey::Data, "data", id, sets).into_iter().flatten());
        }
        Joined { part: part.map(PartId::new), step, of, issued_by, at, data, record }
    }

    /// Returns the part of a record that names none: the filing's only one, or the only one whose agent the record is
    /// about.
    fn only_part(&mut self, record: &Record, of: Option<ActorId>) -> Option<usize> {
        let agents = self.filing.parts.iter().enumerate().filter(|(_, part)| of.is_some() && part.to.copied() == of);
        let mut fitting: Vec<usize> = agents.map(|(at, _)| at).collect();
        if fitting.is_empty() {
            fitting = (0..self.filing.parts.len()).collect();
        }
        if let [only] = fitting[..] {
            return Some(only);
        }
        self.report(record, record.span, Problem::MissingKey { key: "part".to_owned() });
        None
    }

    /// Finds an actor by its id, or by its name as the filing writes it.
    fn actor(&mut self, record: &Record, key: RecordKey, written: &str) -> Option<ActorId> {
        let named = |desk: &Self, written: &str| {
            let name = text::item_name(written);
            let has_it = |actor: &Actor| actor.name.value().is_some_and(|it| text::item_name(it) == name);
            desk.actors.get(written).copied().or_else(|| desk.filing.actors.iter().position(has_it))
        };
        self.find(record, key, "actor", written, named).map(ActorId::new)
    }

    fn step(&mut self, record: &Record, id: &str) -> Option<StepId> {
        self.find(record, RecordKey::Step, "step", id, |desk, id| desk.steps.get(id).copied().flatten())
    }

    fn find<T>(
        &mut self,
        record: &Record,
        key: RecordKey,
        kind: &'static str,
        id: &str,
        find: impl Fn(&Self, &str) -> Option<T>,
    ) -> Option<T> {
        let found = find(self, id);
        if found.is_none() {
            let problem = Problem::DanglingReference {
                kind,
                id: id.to_owned(),
                suggestion: self.nearest(kind, id),
                known: Choices::default(),
            };
            self.report(record, record.place(key), problem);
        }
        found
    }

    fn report(&mut self, record: &Record, span: Span, problem: Problem) {
        let problem = InputProblem { problem, pointer: record.pointer.to_string(), span };
        self.problems.push((Arc::clone(&record.path), problem));
    }

    fn nearest(&self, kind: &str, id: &str) -> Option<String> {
        let mut known: Vec<&str> = match kind {
            "part" => self.parts.keys().copied().collect(),
            "actor" => self.actors.keys().copied().collect(),
            "store" => self.stores.keys().copied().collect(),
            "data" => self.data.keys().copied().collect(),
            // An id shared by several steps is not suggested.
            _ => self.steps.iter().filter(|(_, step)| step.is_some()).map(|(name, _)| name.as_str()).collect(),
        };
        known.sort_unstable();
        text::suggest_after(self.problems.len(), id, known.into_iter()).map(str::to_owned)
    }
}

fn ids<'f>(names: impl Iterator<Item = &'f String>) -> HashMap<&'f str, usize> {
    names.enumerate().map(|(at, id)| (id.as_str(), at)).collect()
}
