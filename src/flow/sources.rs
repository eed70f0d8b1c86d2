//! Where a step takes its data from: the rules for sources.

use std::collections::BTreeSet;

use super::alternatives::Alternatives;
use super::custody::{MAX_SOURCES, Walk, data};
use super::graph::{Content, CopyId, LotId, Place};
use super::{Absence, TroubleKind};
use crate::filing::{ActorId, DataId, Media, Step, StepId, StoreId};
use crate::vocabulary::actions::{Effect, LotMark, Reads};
use crate::vocabulary::enumerations::{Action, Medium, Role};

/// A data set with the copies it is taken from.
#[derive(Debug, Clone)]
pub(super) struct DataSource {
    pub(super) data: DataId,
    pub(super) copies: Vec<CopyId>,
}

/// Where a step looks for its data.
#[derive(Clone, Copy)]
pub(super) enum Search<'s> {
    /// In a store that it names.
    Store(StoreId),
    /// On a load of the media that it names.
    Media(&'s Media),
    /// Where data arrives.
    Arrived,
    /// Wherever the actor has it.
    Anything,
}

impl Walk<'_> {
    /// Returns the sources of every data set of a step. Missing data is reported, and then assumed to be there.
    pub(super) fn sources(&mut self, id: StepId, step: &Step, actor: ActorId) -> Vec<DataSource> {
        let wanted: Vec<DataId> = data(step).collect();
        let alone = self.only_place(id, step, actor, &wanted);
        let mut all = Vec::new();
        for set in wanted {
            let copies = self.source(id, step, actor, set, &alone);
            all.push(DataSource { data: set, copies });
        }
        all
    }

    /// Reports the data of a step that the actor does not have where the step says, and assumes what it has nowhere.
    pub(super) fn require(&mut self, id: StepId, step: &Step, actor: ActorId, sets: &[DataId]) {
        for set in sets.iter().copied() {
            if wanted(step).is_some() {
                self.source(id, step, actor, set, &[]);
            } else if self.held_anywhere(actor, set).is_empty() {
                self.report_absence(id, actor, set, Search::Anything, &[]);
                self.assume(actor, set);
            }
        }
    }

    /// Reports the data that the actor has nowhere, and assumes it.
    pub(super) fn require_all(&mut self, id: StepId, actor: ActorId, sets: &[DataId]) -> Vec<CopyId> {
        let mut all = Vec::new();
        for set in sets {
            let found = self.held_anywhere(actor, *set);
            if found.is_empty() {
                self.report_absence(id, actor, *set, Search::Anything, &[]);
                self.assume(actor, *set);
            }
            all.extend(found);
        }
        all
    }

    /// Returns a copy with which the walk continues after a break, at a place that owes no end.
    pub(super) fn assume(&mut self, actor: ActorId, set: DataId) -> CopyId {
        self.hold_from_the_start((Some(actor), Place::Assumed, Content::Data(set)))
    }

    /// Returns the copies of a set, or of its parents, at an actor; if there are none, a principal or subject is
    /// assumed to have one.
    pub(super) fn held_anywhere(&mut self, actor: ActorId, set: DataId) -> Vec<CopyId> {
        let found = self.held(actor, set, |place, _| place != Place::Viewed);
        if found.is_empty() && self.holds_everything(actor) {
            return vec![self.hold_from_the_start((Some(actor), Place::Assumed, Content::Data(set)))];
        }
        found
    }

    /// True if an actor is assumed to hold any data set from the start.
    pub(super) fn holds_everything(&self, actor: ActorId) -> bool {
        self.filing.has_role(actor, Role::Principal) || self.filing.has_role(actor, Role::Subject)
    }

    /// Returns the copies of a set, else of its nearest parents, at places that fit.
    pub(super) fn held(&self, actor: ActorId, set: DataId, fits: impl Fn(Place, CopyId) -> bool) -> Vec<CopyId> {
        let here = |set: DataId| self.alive.of(Some(actor), Content::Data(set)).filter(|(place, at)| fits(*place, *at));
        let found: Vec<CopyId> = here(set).map(|(_, at)| at).collect();
        let parents = |set: DataId| &self.filing.data[set.at()].part_of;
        if !found.is_empty() || parents(set).is_empty() {
            return found;
        }
        let mut seen = vec![false; self.filing.data.len()];
        seen[set.at()] = true;
        let mut level = vec![set];
        while !level.is_empty() {
            level = level
                .iter()
                .flat_map(|set| parents(*set))
                .copied()
                .filter(|parent| !std::mem::replace(&mut seen[parent.at()], true))
                .collect();
            let held = level.iter().flat_map(|set| here(*set).map(move |(place, at)| (place, *set, at)));
            let mut found: Vec<(Place, DataId, CopyId)> = held.collect();
            if !found.is_empty() {
                found.sort_unstable();
                return found.into_iter().map(|(_, _, at)| at).collect();
            }
        }
        Vec::new()
    }

    /// Returns a set and all that it is part of, nearest first.
    pub(super) fn lineage(&self, set: DataId) -> Vec<DataId> {
        let mut seen = vec![false; self.filing.data.len()];
        seen[set.at()] = true;
        let mut all = vec![set];
        let mut at = 0;
        while let Some(set) = all.get(at).copied() {
            let parents = self.filing.data[set.at()].part_of.iter().copied();
            all.extend(parents.filter(|parent| !std::mem::replace(&mut seen[parent.at()], true)));
            at += 1;
        }
        all
    }

    /// Returns the loads that a step handles: those it names, else those of its medium with its data, else, where it
    /// gives back or marks what it does not name, all of its medium.
    pub(super) fn chosen_lots(&self, step: &Step, actor: ActorId) -> Vec<LotId> {
        if let Some(named) = step.lot.value() {
            return named
                .iter()
                .filter_map(|maker| self.lot_of_step.get(maker).copied())
                .filter(|lot| {
                    self.alive.at(Some(actor), Place::Lot(*lot)).next().is_some() || step.does(Action::verifies)
                })
                .collect();
        }
        let mut found = BTreeSet::new();
        for set in data(step) {
            for at in self.held(actor, set, |_, at| self.is_on(at, step.medium.value())) {
                let held = self.graph.copy(at);
                // An actor that holds the set itself does not hand over in its place what it was made from.
                let stand_in = held.content != Content::Data(set) && self.holds_exactly(actor, set);
                if let (false, Place::Lot(lot)) = (stand_in, held.place) {
                    found.insert(lot);
                }
            }
        }
        let marks = step.medium.value().is_some()
            && step.does(|action| matches!(action.row().effect, Effect::LotMark(LotMark::Sealed | LotMark::Verified)));
        if found.is_empty() && step.data.value().is_none() && (marks || step.does(Action::returns)) {
            for (place, at) in self.alive.all(Some(actor)) {
                if let (true, Place::Lot(lot)) = (self.graph.copy(at).content != Content::Notice, place)
                    && self.is_on(at, step.medium.value())
                {
                    found.insert(lot);
                }
            }
        }
        found.into_iter().collect()
    }

    /// Returns the data sets of a step; if it states none, those that were ever on the loads it names.
    pub(super) fn contents_of_named(&self, step: &Step) -> Vec<DataId> {
        let said: Vec<DataId> = data(step).collect();
        if !said.is_empty() {
            return said;
        }
        let named = step.lot.value().into_iter().flatten();
        let lots = named.filter_map(|maker| self.lot_of_step.get(maker));
        let sets: BTreeSet<DataId> = lots.filter_map(|lot| self.on_lot.get(lot)).flatten().copied().collect();
        sets.into_iter().collect()
    }

    /// Returns the copies of a step's data on loads that are kept in a store.
    pub(super) fn kept_in(&self, actor: ActorId, store: StoreId, step: &Step) -> Vec<CopyId> {
        let mut found = Vec::new();
        for set in data(step) {
            let here = self.held(actor, set, |place, _| self.is_kept_in(place, store));
            found.extend(here.into_iter().filter(|at| self.graph.copy(*at).content == Content::Data(set)));
        }
        found
    }

    /// Returns the copies that a handover without stated medium takes; their absence is no break.
    pub(super) fn sources_of_any_kind(&mut self, step: &Step, actor: ActorId) -> Vec<DataSource> {
        let wanted: Vec<DataId> = data(step).collect();
        wanted
            .into_iter()
            .map(|set| {
                let held = self.held_anywhere(actor, set);
                let copies = if held.is_empty() { vec![self.assume(actor, set)] } else { held };
                DataSource { data: set, copies }
            })
            .collect()
    }

    /// Adds what a machine that changes hands is stated to carry and no step put on it: a principal has had it there,
    /// for anyone else a step is missing.
    pub(super) fn on_the_machine(&mut self, id: StepId, step: &Step, actor: ActorId, store: StoreId) {
        let mut missing = Vec::new();
        for set in data(step) {
            let key = (Some(actor), Place::Store(store), Content::Data(set));
            if self.alive.get(&key).is_none() {
                if !self.holds_everything(actor) {
                    missing.push(set);
                }
                self.hold_from_the_start(key);
            }
        }
        self.trouble(id, TroubleKind::Break(Absence::NeverCame), missing, Vec::new());
    }

    /// Returns the load that a handover must have carried where no step made one: it is made from what the actor holds.
    pub(super) fn lots_made_up(&mut self, id: StepId, step: &Step, actor: ActorId) -> Vec<LotId> {
        let wanted: Vec<DataId> = data(step).collect();
        if wanted.is_empty() || step.lot.value().is_some() {
            return Vec::new();
        }
        let lot = self.new_lot(id, step, actor, Medium::Paper);
        for set in wanted {
            let held = self.held_anywhere(actor, set);
            let looked_for = step.medium.value().map_or(Search::Anything, Search::Media);
            self.report_absence(id, actor, set, looked_for, &held);
            let at = self.hold_from_the_start((Some(actor), Place::Lot(lot), Content::Data(set)));
            self.graph.holding_mut(at).last_step = Some(id);
            if let Some(first) = held.first() {
                let before = self.graph.copy(*first).clone();
                let made = self.graph.holding_mut(at);
                made.origin = before.origin;
                made.provided_by = before.provided_by;
            }
            for source in held.into_iter().take(MAX_SOURCES) {
                self.graph.link(source, at, super::graph::Link::Copy, id);
            }
        }
        vec![lot]
    }

    fn source(&mut self, id: StepId, step: &Step, actor: ActorId, set: DataId, alone: &[Place]) -> Vec<CopyId> {
        let looked_for = wanted(step).unwrap_or_else(|| {
            let arrived = step.does(|action| action.row().reads == Reads::Arrivals);
            if arrived { Search::Arrived } else { Search::Anything }
        });
        let found = match looked_for {
            Search::Anything => self.held(actor, set, |place, _| alone.contains(&place)),
            _ => self.held(actor, set, |_, at| self.fits_wanted(looked_for, at)),
        };
        if !found.is_empty() {
            return found;
        }
        if let Search::Store(store) = looked_for {
            if let Some(owner) = self.other_owner(actor, store) {
                return self.taken_from_another(id, step, actor, owner, store, set);
            }
            if self.holds_everything(actor) {
                return vec![self.hold_from_the_start((Some(actor), Place::Store(store), Content::Data(set)))];
            }
        }
        self.held_or_broken(id, actor, set, looked_for)
    }

    /// True if a copy is where a step looks for it.
    pub(super) fn fits_wanted(&self, wanted: Search<'_>, at: CopyId) -> bool {
        let place = self.graph.copy(at).place;
        match wanted {
            Search::Store(store) => place == Place::Store(store) || self.is_kept_in(place, store),
            Search::Media(media) => self.is_on(at, Some(media)),
            Search::Arrived => is_arrival(place),
            Search::Anything => place != Place::Viewed,
        }
    }

    /// Returns the only place of the actor that holds all the step's data; several places if it is ambiguous.
    fn only_place(&mut self, id: StepId, step: &Step, actor: ActorId, wanted: &[DataId]) -> Vec<Place> {
        if step.from.value().is_some() || wanted.is_empty() {
            return Vec::new();
        }
        let mut common = self.common_places(actor, wanted, |place, _| place != Place::Viewed);
        if common.len() > 1 {
            common.retain(|place| *place != Place::Assumed);
        }
        let reads_one = step.does(|action| action.row().reads == Reads::OnePlace);
        let by_medium = step.medium.value().is_some_and(|media| media.list.iter().any(|one| one.is_physical()));
        if common.len() > 1 && reads_one && !by_medium && !self.filing.has_role(actor, Role::Subject) {
            let found = common
                .iter()
                .flat_map(|place| wanted.iter().flat_map(|set| self.held(actor, *set, |at, _| at == *place)))
                .collect();
            self.trouble(id, TroubleKind::Ambiguous, wanted.to_vec(), found);
        }
        common
    }

    /// Returns the places of an actor that fit and hold every one of some data sets.
    fn common_places(&self, actor: ActorId, wanted: &[DataId], fits: impl Fn(Place, CopyId) -> bool) -> Vec<Place> {
        let places = |set: &DataId| -> BTreeSet<Place> {
            self.held(actor, *set, &fits).iter().map(|at| self.graph.copy(*at).place).collect()
        };
        let all = wanted.iter().map(places).reduce(|before, next| before.intersection(&next).copied().collect());
        all.unwrap_or_default().into_iter().collect()
    }

    /// Records where a step that names no source takes its data from, if only one place has it.
    pub(super) fn tell_source(&mut self, id: StepId, step: &Step, actor: ActorId, reads: Reads) {
        let told = step.from.value().is_some() || step.medium.value().is_some() || step.lot.value().is_some();
        if told || reads == Reads::Nothing {
            return;
        }
        let fits = |place: Place, _| match reads {
            Reads::Nothing => false,
            Reads::AnyPlace | Reads::OnePlace => true,
            Reads::Arrivals => is_arrival(place),
            Reads::Loads => matches!(place, Place::Lot(_)),
        };
        let wanted: Vec<DataId> = data(step).collect();
        if let [only] = self.common_places(actor, &wanted, fits).as_slice() {
            self.sources.entry(id).or_insert(*only);
        }
    }

    pub(super) fn held_or_broken(
        &mut self,
        id: StepId,
        actor: ActorId,
        set: DataId,
        wanted: Search<'_>,
    ) -> Vec<CopyId> {
        let found = self.held_anywhere(actor, set);
        self.report_absence(id, actor, set, wanted, &found);
        if found.is_empty() { vec![self.assume(actor, set)] } else { found }
    }

    fn holds_exactly(&self, actor: ActorId, set: DataId) -> bool {
        self.held(actor, set, |place, _| place != Place::Viewed)
            .iter()
            .any(|at| self.graph.copy(*at).content == Content::Data(set))
    }

    /// True if a copy is on a load, of one of these media where any are given.
    fn is_on(&self, at: CopyId, media: Option<&Media>) -> bool {
        let held = self.graph.copy(at);
        let on_lot = matches!(held.place, Place::Lot(_));
        on_lot && media.is_none_or(|media| !held.left().and(Alternatives::of(&media.list)).is_empty())
    }

    fn is_kept_in(&self, place: Place, store: StoreId) -> bool {
        matches!(place, Place::Lot(lot) if self.lots[lot.0 as usize].kept_at == Some(store))
    }
}

/// Returns where a step says that its data is: in a store, or on a medium that is carried.
pub(super) fn wanted(step: &Step) -> Option<Search<'_>> {
    let media = || step.medium.value().filter(|media| media.list.iter().any(|one| one.is_physical()));
    step.from.copied().map(Search::Store).or_else(|| media().map(Search::Media))
}

/// True for a place where data arrives before it is put into a store.
fn is_arrival(place: Place) -> bool {
    matches!(place, Place::Lot(_) | Place::Transit | Place::Unstated)
}
