//! What each effect of the action table does to the copies that exist.

use super::TroubleKind;
use super::alternatives::Alternatives;
use super::custody::{Arrival, Walk, data, is_notice};
use super::graph::{Content, CopyId, Link, Place};
use super::sources::{DataSource, Search, wanted};
use crate::filing::{ActorId, DataId, Step, StepId, StoreId};
use crate::vocabulary::actions::LotMark;
use crate::vocabulary::enumerations::{End, Medium, Origin, Role};

impl Walk<'_> {
    pub(super) fn collect(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let from = step.from_actor.copied();
        let asked_subject = from.is_none_or(|from| self.filing.has_role(from, Role::Subject));
        let origin = if asked_subject { Origin::Collected } else { Origin::Provided };
        self.bring_forth(id, step, actor, (origin, self.body(from)), &[]);
    }

    pub(super) fn create(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let uses = step.uses.value().cloned().unwrap_or_default();
        let sources = self.require_all(id, actor, &uses);
        let links: Vec<_> = sources.into_iter().map(|source| (source, Link::Derive)).collect();
        self.bring_forth(id, step, actor, (Origin::Created, None), &links);
    }

    /// Makes the copies that a step creates or takes in for the first time: one of every data set, all from the same
    /// sources.
    fn bring_forth(
        &mut self,
        id: StepId,
        step: &Step,
        actor: ActorId,
        (origin, provided_by): (Origin, Option<ActorId>),
        links: &[(CopyId, Link)],
    ) {
        let place = self.destination(id, step, actor, Place::Unstated);
        let holder = Some(self.keeper(step, actor));
        for set in data(step) {
            let content = Content::Data(set);
            let media = Alternatives::default();
            let arrival = Arrival { holder, place, content, media, origin: Some(origin), provided_by };
            self.arrive(id, step, arrival, links);
        }
    }

    /// Adds a copy; if a medium is given, on a new load even if the step names none.
    pub(super) fn duplicate(&mut self, id: StepId, step: &Step, actor: ActorId, onto: Option<Medium>) {
        let found = self.sources(id, step, actor);
        let made = onto.map_or(Place::Unstated, |medium| Place::Lot(self.new_lot(id, step, actor, medium)));
        let place = self.destination(id, step, actor, made);
        for source in found {
            self.copy_to(id, step, &source, Some(self.keeper(step, actor)), place, Link::Copy);
        }
    }

    pub(super) fn import(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let found = self.sources(id, step, actor);
        let place = self.destination(id, step, actor, Place::Unstated);
        for source in found {
            for at in source.copies.clone() {
                let from = self.graph.copy(at).place;
                if from == place {
                    continue;
                }
                let moves = matches!(from, Place::Transit | Place::Unstated);
                let one = DataSource { data: source.data, copies: vec![at] };
                let keeper = self.keeper(step, actor);
                self.copy_to(id, step, &one, Some(keeper), place, if moves { Link::Move } else { Link::Copy });
                if moves {
                    self.leave(id, step, at);
                }
            }
        }
    }

    /// Reports data that is not here, and marks the loads that it is on.
    pub(super) fn mark(&mut self, id: StepId, step: &Step, actor: ActorId, mark: LotMark) {
        let lots = self.chosen_lots(step, actor);
        if lots.is_empty() {
            let unseen = self.not_at_anothers(step, actor);
            self.require(id, step, actor, &unseen);
            self.report_absent_medium(id, step, actor);
        }
        if !step.optional {
            for lot in &lots {
                let lot = &mut self.lots[lot.0 as usize];
                match mark {
                    LotMark::Sealed => lot.sealed_by = Some(actor),
                    LotMark::Verified => lot.verified_by = Some(actor),
                    LotMark::Kept => {}
                }
            }
        }
        let Some(store) = step.into.copied().filter(|_| mark == LotMark::Kept) else {
            return;
        };
        for lot in lots {
            self.lots[lot.0 as usize].kept_at = Some(store);
        }
        for set in data(step) {
            for place in [Place::Transit, Place::Unstated] {
                if let Some(at) = self.alive.get(&(Some(actor), place, Content::Data(set))) {
                    let one = DataSource { data: set, copies: vec![at] };
                    let keeper = self.keeper(step, actor);
                    self.copy_to(id, step, &one, Some(keeper), Place::Store(store), Link::Move);
                    self.leave(id, step, at);
                }
            }
        }
    }

    pub(super) fn pass(&mut self, id: StepId, step: &Step, actor: ActorId, end: End, begins_notice: bool) {
        let to = self.body(step.to.copied());
        if let Some(store) = step.store.copied() {
            self.on_the_machine(id, step, actor, store);
            self.move_spot(id, step, Place::Store(store), actor, to, end);
            return;
        }
        let notice = is_notice(step);
        let mut lots =
            if notice { self.notice_lots(id, step, actor, begins_notice) } else { self.chosen_lots(step, actor) };
        if lots.is_empty() && step.lot.value().is_some() {
            self.report_absent_lots(id, step, actor);
        }
        if lots.is_empty() && !notice && step.medium.value().is_none() {
            // The medium is unstated, and so is the place where the data then rests.
            for source in self.sources_of_any_kind(step, actor) {
                self.copy_to(id, step, &source, to, Place::Unstated, Link::Copy);
            }
            return;
        }
        if lots.is_empty() && !notice {
            lots = self.lots_made_up(id, step, actor);
        }
        for lot in lots {
            self.move_spot(id, step, Place::Lot(lot), actor, to, end);
            let moved_by = &mut self.lots[lot.0 as usize].moved_by;
            if moved_by.last() != Some(&id) {
                moved_by.push(id);
            }
        }
    }

    pub(super) fn provide(&mut self, id: StepId, step: &Step, actor: ActorId, begins_notice: bool) {
        let physical = step.medium.value().is_some_and(|media| media.list.iter().any(|one| one.is_physical()));
        if physical {
            return self.pass(id, step, actor, End::Moved, begins_notice);
        }
        let to = self.body(step.to.copied());
        let asked = step.from.value().is_some() || step.medium.value().is_some();
        let found = if asked { self.sources(id, step, actor) } else { self.sources_of_any_kind(step, actor) };
        for source in found {
            self.copy_to(id, step, &source, to, Place::Unstated, Link::Copy);
        }
    }

    pub(super) fn send(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let to = self.body(step.to.copied());
        let place = step.into.copied().map_or(Place::Transit, Place::Store);
        // Data in a store that another body runs remains with the store's own actor.
        let keeper = to.map(|to| self.keeper(step, to));
        let run_by = step.into.copied().and_then(|store| self.filing.stores[store.at()].operated_by.copied());
        if keeper != to && self.body(run_by) != to {
            self.trouble(id, TroubleKind::NotTheReceivers, data(step).collect(), Vec::new());
        }
        let to = keeper;
        for source in self.sources(id, step, actor) {
            self.copy_to(id, step, &source, to, place, Link::Copy);
        }
    }

    pub(super) fn disclose(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let Some(owner) = self.body(step.to.copied()) else {
            return;
        };
        for set in data(step) {
            let from = step.from.copied().map(Place::Store);
            let mut seen = self.held(owner, set, |place, _| from.is_none_or(|from| from == place));
            if seen.is_empty() && self.holds_everything(owner) {
                seen =
                    vec![self.hold_from_the_start((Some(owner), from.unwrap_or(Place::Assumed), Content::Data(set)))];
            }
            if let (true, Some(store)) = (seen.is_empty(), step.from.copied()) {
                self.report_vanished(id, owner, set, Search::Store(store));
            }
            self.show(id, step, actor, owner, set, &seen);
        }
    }

    pub(super) fn end(&mut self, id: StepId, step: &Step, actor: ActorId, end: End) {
        let actor = step.from.copied().and_then(|store| self.erased_for(actor, store)).unwrap_or(actor);
        let mut targets = Vec::new();
        if is_notice(step) {
            for lot in self.notice_lots(id, step, actor, false) {
                targets.extend(self.on_place(Some(actor), Place::Lot(lot)));
            }
        } else if step.from.copied().is_none() && (step.medium.value().is_some() || step.lot.value().is_some()) {
            // A load ends as a whole.
            for lot in self.chosen_lots(step, actor) {
                targets.extend(self.on_place(Some(actor), Place::Lot(lot)));
            }
        } else if let Some(store) = step.from.copied() {
            // What is not in that store is not ended, wherever else it is.
            let there =
                data(step).filter_map(|set| self.alive.get(&(Some(actor), Place::Store(store), Content::Data(set))));
            targets.extend(there);
            let kept = self.kept_in(actor, store, step);
            targets.extend(kept);
            let ends = |set: &DataId| targets.iter().any(|at| self.graph.copy(*at).content == Content::Data(*set));
            for set in data(step).filter(|set| !ends(set)).collect::<Vec<_>>() {
                let held = self.held_anywhere(actor, set);
                self.report_absence(id, actor, set, Search::Store(store), &held);
            }
            return self.close_all(id, step, targets, end);
        } else {
            for source in self.sources(id, step, actor) {
                let exact = source.copies.iter().copied();
                targets.extend(exact.filter(|at| self.graph.copy(*at).content == Content::Data(source.data)));
            }
            // Without a stated medium, data ends in the stores that hold it, and on loads only if no store does.
            let on_lot = |at: &CopyId| matches!(self.graph.copy(*at).place, Place::Lot(_));
            if !targets.iter().all(on_lot) {
                targets.retain(|at| !on_lot(at));
            }
        }
        if targets.is_empty() && step.lot.value().is_some() {
            self.report_absent_lots(id, step, actor);
        } else if targets.is_empty() {
            let looked_for = wanted(step).unwrap_or(Search::Anything);
            for set in data(step) {
                let held = self.held_anywhere(actor, set);
                if held.is_empty() || !matches!(looked_for, Search::Anything) {
                    self.report_absence(id, actor, set, looked_for, &held);
                }
            }
        }
        self.close_all(id, step, targets, end);
    }

    /// Returns the actor whose data is erased when the operator of its store does so.
    fn erased_for(&self, actor: ActorId, store: StoreId) -> Option<ActorId> {
        let store = &self.filing.stores[store.at()];
        let runs_it = self.body(store.operated_by.copied()) == Some(actor);
        self.body(store.actor.copied()).filter(|_| runs_it)
    }

    fn close_all(&mut self, id: StepId, step: &Step, mut targets: Vec<CopyId>, end: End) {
        targets.sort_unstable();
        targets.dedup();
        for at in targets {
            self.close(id, step, at, end, step.report.value().cloned());
        }
    }
}
