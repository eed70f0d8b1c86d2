//! What facts look for among all steps of a filing, by what they look for: a fact of each of thousands of copies that went
//! through all steps would take minutes.

use std::collections::{BTreeMap, BTreeSet};

use crate::filing::{ActorId, DataId, Field, Filing, StepId, StoreId};
use crate::flow::{Custody, Lot};
use crate::vocabulary::enumerations::{Action, Repeats};

/// Steps and loads of a filing by what they are about. Steps are told by their positions among all steps.
pub(super) struct Index<'w> {
    about: Vec<Vec<usize>>,
    parts_of: Vec<Vec<DataId>>,
    at_store: Vec<Vec<usize>>,
    brings: BTreeMap<(ActorId, DataId), BTreeSet<Repeats>>,
    naming: BTreeMap<StepId, Vec<StepId>>,
    moved: BTreeMap<StepId, Vec<&'w Lot>>,
}

impl<'w> Index<'w> {
    pub(super) fn of(filing: &'w Filing, custody: &'w Custody) -> Self {
        let mut index = Index {
            about: vec![Vec::new(); filing.data.len()],
            parts_of: vec![Vec::new(); filing.data.len()],
            at_store: vec![Vec::new(); filing.stores.len()],
            brings: BTreeMap::new(),
            naming: BTreeMap::new(),
            moved: BTreeMap::new(),
        };
        for (at, set) in filing.data.iter().enumerate() {
            for whole in &set.part_of {
                index.parts_of[whole.at()].push(DataId::new(at));
            }
        }
        for (at, (id, step)) in filing.steps().enumerate() {
            for set in [&step.data, &step.uses].into_iter().filter_map(|field| field.value()).flatten() {
                add(&mut index.about[set.at()], at);
            }
            let read = custody.store_read(filing, id);
            for store in [read, step.into.copied(), step.store.copied()].into_iter().flatten() {
                add(&mut index.at_store[store.at()], at);
            }
            for made in step.lot.value().into_iter().flatten() {
                add(index.naming.entry(*made).or_default(), id);
            }
            let reached = if step.to == Field::Unstated { &step.actor } else { &step.to };
            if let (Some(actor), Some(repeats)) = (reached.copied(), step.repeats.copied())
                && !step.does(Action::ends)
            {
                for set in step.data.value().into_iter().flatten() {
                    index.brings.entry((custody.body(filing, actor), *set)).or_default().insert(repeats);
                }
            }
        }
        for lot in &custody.lots {
            for step in &lot.moved_by {
                index.moved.entry(*step).or_default().push(lot);
            }
        }
        index
    }

    /// Steps that name a data set as what they are about or use, in order.
    pub(super) fn about(&self, set: DataId) -> &[usize] {
        self.about.get(set.at()).map_or(&[], Vec::as_slice)
    }

    /// Data sets that are part of a set.
    pub(super) fn parts_of(&self, set: DataId) -> &[DataId] {
        self.parts_of.get(set.at()).map_or(&[], Vec::as_slice)
    }

    /// Steps that read a store, write into it or hand it over, in order.
    pub(super) fn at_store(&self, store: StoreId) -> &[usize] {
        self.at_store.get(store.at()).map_or(&[], Vec::as_slice)
    }

    /// How often steps bring a data set to a body.
    pub(super) fn brings(&self, body: ActorId, set: DataId) -> impl Iterator<Item = Repeats> {
        self.brings.get(&(body, set)).into_iter().flatten().copied()
    }

    /// Steps that name the load that a step made, in order.
    pub(super) fn naming(&self, maker: StepId) -> &[StepId] {
        self.naming.get(&maker).map_or(&[], Vec::as_slice)
    }

    /// Loads that a step moves, in the order in which they were made.
    pub(super) fn moved(&self, step: StepId) -> &[&'w Lot] {
        self.moved.get(&step).map_or(&[], Vec::as_slice)
    }
}

/// Adds what comes after all that is there, once.
fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if list.last() != Some(&one) {
        list.push(one);
    }
}
