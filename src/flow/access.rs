//! What an actor takes out of a store of another body: access to that body, and whether there is a right to it.

use super::Absence;
use super::TroubleKind;
use super::alternatives::Alternatives;
use super::custody::{Arrival, Walk, data};
use super::graph::{Content, CopyId, Link, Place};
use super::handovers::goes_over_a_line;
use super::parts::binding;
use super::sources::Search;
use crate::filing::{ActorId, DataId, Field, Part, Step, StepId, StoreId};
use crate::vocabulary::enumerations::Origin;

impl Walk<'_> {
    /// Returns the body that holds a store, if it is another than the actor's.
    pub(super) fn other_owner(&self, actor: ActorId, store: StoreId) -> Option<ActorId> {
        self.body(self.filing.stores[store.at()].actor.copied()).filter(|owner| *owner != actor)
    }

    /// Returns the data sets of a step that are not to be looked at in the store of another body which it names.
    pub(super) fn not_at_anothers(&self, step: &Step, actor: ActorId) -> Vec<DataId> {
        let owner = step.from.copied().and_then(|store| Some((store, self.other_owner(actor, store)?)));
        let there = |set: &DataId| {
            owner.is_some_and(|(store, owner)| {
                let here = || self.held(owner, *set, |place, _| place == Place::Store(store));
                self.holds_everything(owner) || !here().is_empty()
            })
        };
        data(step).filter(|set| !there(set)).collect()
    }

    /// Returns what a step takes out of the store of another body, and reports where the actor has no right to it.
    pub(super) fn taken_from_another(
        &mut self,
        id: StepId,
        step: &Step,
        actor: ActorId,
        owner: ActorId,
        store: StoreId,
        set: DataId,
    ) -> Vec<CopyId> {
        let mut there = self.held(owner, set, |place, _| place == Place::Store(store));
        let seen = self.held(actor, set, |place, _| place == Place::Viewed);
        if !seen.is_empty() {
            return if there.is_empty() { seen } else { there };
        }
        if there.is_empty() && self.holds_everything(owner) {
            there = vec![self.hold_from_the_start((Some(owner), Place::Store(store), Content::Data(set)))];
        }
        if there.is_empty() {
            // It is not there either, so what the actor holds itself tells why.
            return self.held_or_broken(id, actor, set, Search::Store(store));
        }
        if self.may_reach(step, actor, store) {
            self.reached.insert(id);
        } else {
            self.trouble(id, TroubleKind::Break(Absence::OtherBody), vec![set], there.clone());
        }
        self.show(id, step, actor, owner, set, &there);
        there
    }

    /// Adds a view of another's data to what an actor has seen.
    pub(super) fn show(
        &mut self,
        id: StepId,
        step: &Step,
        actor: ActorId,
        owner: ActorId,
        set: DataId,
        seen: &[CopyId],
    ) {
        let arrival = Arrival {
            holder: Some(actor),
            place: Place::Viewed,
            content: Content::Data(set),
            media: Alternatives::default(),
            origin: Some(Origin::Provided),
            provided_by: Some(owner),
        };
        let links: Vec<_> = seen.iter().map(|at| (*at, Link::Disclose)).collect();
        self.arrive(id, step, arrival, &links);
    }

    /// True if an actor may take data out of a store of another: it says how it gets there, it runs or owns the store,
    /// or a contract that binds it names the store or does not say which media it has.
    fn may_reach(&self, step: &Step, actor: ActorId, store: StoreId) -> bool {
        let it = &self.filing.stores[store.at()];
        let own = [it.operated_by.copied(), it.owned_by.copied()].map(|one| self.body(one));
        let named = |part: &Part| part.media.value().is_none() || part.named_stores().any(|one| one == store);
        step.mode != Field::Unstated
            || goes_over_a_line(step)
            || own.contains(&Some(actor))
            || binding(self.filing, actor).any(|part| named(&self.filing.parts[part.at()]))
    }
}
