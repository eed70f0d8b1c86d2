//! Resolves what the records of a filing refer to in it.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::Record;
use super::names::{ByName, by_name, named};
use crate::filing::{Actor, ActorId, Choices, DataId, Filing, InputProblem, PartId, Problem, StepId, StoreId};
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, PartKind, Record as Kind, RecordKey, RecordState, Role};

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

impl Joined {
    /// Returns whether the record is only claimed or confirmed: as it states, else by whose word it is. A confirmation is
    /// that of a principal, or of whoever it names as having confirmed it.
    pub fn state(&self, filing: &Filing) -> Option<RecordState> {
        let stated = self.record.text(RecordKey::State).and_then(|word| RecordState::TABLE.position(word));
        if let Some(state) = stated.and_then(RecordState::from_position) {
            return Some(state);
        }
        if self.record.get(RecordKey::ConfirmedBy).is_some() {
            return Some(RecordState::Confirmed);
        }
        let by_principal = filing.has_role(self.issued_by?, Role::Principal);
        Some(if by_principal { RecordState::Confirmed } else { RecordState::Claimed })
    }

    /// Returns the number of days from the record's day to the one under a key, the least that both may mean; negative
    /// where the latter is earlier.
    pub fn days_until(&self, key: RecordKey) -> Option<i64> {
        let (from, to) = (self.record.date()?, self.record.date_of(key)?);
        Some(i64::from(from.until(to).ok()?.get_days()))
    }
}

/// Resolves what records refer to. A record about several parts is one of each. A reference to nothing is a problem at
/// its place; the rest of the record is kept.
pub fn join(records: Vec<Record>, filing: &Filing) -> (Vec<Joined>, Vec<Unresolved>) {
    let mut desk = Resolver::new(filing);
    let joined = records.into_iter().flat_map(|record| desk.join(record)).collect();
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
    part_titles: ByName<'f, usize>,
    store_names: ByName<'f, usize>,
    set_names: ByName<'f, usize>,
    step_titles: ByName<'f, StepId>,
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
            part_titles: by_name(filing.parts.iter().map(|part| part.title.value()).enumerate()),
            store_names: by_name(filing.stores.iter().map(|store| store.name.value()).enumerate()),
            set_names: by_name(filing.data.iter().map(|set| set.name.value()).enumerate()),
            step_titles: by_name(filing.steps().map(|(id, step)| (id, step.title.value()))),
            problems: Vec::new(),
        }
    }

    fn join(&mut self, record: Record) -> Vec<Joined> {
        let of = record.text(RecordKey::Of).and_then(|id| self.actor(&record, RecordKey::Of, id));
        let issued_by = record.text(RecordKey::IssuedBy).and_then(|id| self.actor(&record, RecordKey::IssuedBy, id));
        let step = record.text(RecordKey::Step).and_then(|id| self.step(&record, id));
        let at: Vec<String> = record.texts(RecordKey::At).map(str::to_owned).collect();
        let stores = |desk: &Self, id: &str| desk.stores.get(id).copied().or_else(|| named(id, &desk.store_names));
        let at = at.iter().filter_map(|id| self.find(&record, RecordKey::At, "store", id, stores)).map(StoreId::new);
        let at: Vec<StoreId> = at.collect();
        let names: Vec<String> = record.texts(RecordKey::Data).map(str::to_owned).collect();
        let mut data = Vec::new();
        for id in &names {
            let sets = |desk: &Self, id: &str| {
                let by_name = || named(id, &desk.set_names).map(|at| vec![DataId::new(at)]);
                desk.data.get(id).cloned().or_else(by_name)
            };
            data.extend(self.find(&record, RecordKey::Data, "data", id, sets).into_iter().flatten());
        }
        let written: Vec<String> = record.texts(RecordKey::Part).map(str::to_owned).collect();
        let known = |desk: &Self, id: &str| desk.parts.get(id).copied().or_else(|| named(id, &desk.part_titles));
        let named_parts = written.iter().filter_map(|id| self.find(&record, RecordKey::Part, "part", id, known));
        let named_parts: Vec<PartId> = named_parts.map(PartId::new).collect();
        let joined = Joined { record, part: None, step, of, issued_by, at, data };
        let parts = match (written.is_empty(), self.consented(&joined, &named_parts)) {
            (_, Some(own)) => vec![own],
            (true, None) => self.implied(&joined),
            (false, None) => named_parts,
        };
        if parts.is_empty() {
            return vec![joined];
        }
        parts.into_iter().map(|part| Joined { part: Some(part), ..joined.clone() }).collect()
    }

    /// Returns the sub-contract that a consent is about: the one of whom it names, also where it is filed under the
    /// contract above.
    fn consented(&self, it: &Joined, named: &[PartId]) -> Option<PartId> {
        let of = it.of.filter(|_| it.record.kind == Kind::SubcontractConsent)?;
        let parts = self.filing.parts.iter().enumerate();
        let own = parts.filter(|(_, part)| part.kind == PartKind::SubOutsourcing && part.to.copied() == Some(of));
        let own: Vec<PartId> = own.map(|(at, _)| PartId::new(at)).collect();
        if named.iter().any(|part| own.contains(part)) {
            return None;
        }
        let below = |part: &&PartId| self.filing.parts[part.at()].parent.copied().is_some_and(|it| named.contains(&it));
        match own.as_slice() {
            [only] => Some(*only),
            several => several.iter().find(below).copied(),
        }
    }

    /// Returns the parts of a record that names none: the filing's only one, or the only one that the record leaves by
    /// whom, which step, which place or whose word it is about. A decision that names none is about all.
    fn implied(&mut self, it: &Joined) -> Vec<PartId> {
        let filing = self.filing;
        let all = || (0..filing.parts.len()).map(PartId::new);
        let done_by = |actor: ActorId| all().filter(move |part| filing.parts[part.at()].to.copied() == Some(actor));
        let only = |found: Vec<PartId>| if let [only] = found[..] { Some(only) } else { None };
        let by_actor = |actor: Option<ActorId>| only(actor.into_iter().flat_map(done_by).collect());
        let by_step = || {
            let step = filing.step(it.step?);
            let flow = &filing.flows[it.step?.flow as usize].under;
            let ends = [step.actor.copied(), step.to.copied()];
            let own = || {
                ends.iter().flatten().copied().flat_map(done_by).filter(|part| flow.is_empty() || flow.contains(part))
            };
            let contracts = || own().filter(|part| filing.parts[part.at()].is_contract());
            let known = step.under.copied().or_else(|| only(own().collect()));
            known.or_else(|| only(contracts().collect())).or_else(|| only(flow.clone()))
        };
        let by_place = || by_actor(filing.stores[it.at.first()?.at()].actor.copied());
        let known = only(all().collect()).or_else(|| by_actor(it.of)).or_else(by_step).or_else(by_place);
        if let Some(part) = known.or_else(|| by_actor(it.issued_by)) {
            return vec![part];
        }
        if it.record.kind == Kind::Approval && it.of.is_none() {
            return all().collect();
        }
        self.report(&it.record, it.record.span, Problem::MissingKey { key: "part".to_owned() });
        Vec::new()
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
        self.find(record, RecordKey::Step, "step", id, |desk, id| match desk.steps.get(id) {
            Some(known) => *known,
            None => named(id, &desk.step_titles),
        })
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
