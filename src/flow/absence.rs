//! Why a step does not find what it uses: the state of the walk answers with one cause.

use super::alternatives::Alternatives;
use super::custody::{MAX_SOURCES, Walk, data};
use super::graph::{Content, CopyId, Place};
use super::sources::Search;
use super::{Absence, TroubleKind};
use crate::filing::{ActorId, DataId, Field, Media, Step, StepId};
use crate::vocabulary::actions::{Effect, LotMark, Reads};
use crate::vocabulary::enumerations::{Action, End, Medium, MediumClass, Role};

impl Walk<'_> {
    /// Reports that an actor does not have a data set where a step looks for it. `held` is what it has elsewhere.
    pub(super) fn report_absence(
        &mut self,
        id: StepId,
        actor: ActorId,
        set: DataId,
        wanted: Search<'_>,
        held: &[CopyId],
    ) {
        if let Some((kind, found)) = self.absence(id, actor, set, wanted, held) {
            self.trouble(id, kind, vec![set], found);
        }
    }

    /// Reports a data set that was where a step looks for it and is no more, or that lies elsewhere with the same actor.
    pub(super) fn report_vanished(&mut self, id: StepId, actor: ActorId, set: DataId, wanted: Search<'_>) {
        let held = self.held_anywhere(actor, set);
        if !held.is_empty() || self.gone(actor, set, true, |_| true).is_some() {
            self.report_absence(id, actor, set, wanted, &held);
        }
    }

    /// Reports that an actor has none of the loads that a step names.
    pub(super) fn report_absent_lots(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let named = step.lot.value().into_iter().flatten();
        let places: Vec<Place> =
            named.filter_map(|maker| self.lot_of_step.get(maker)).map(|it| Place::Lot(*it)).collect();
        let sets = self.contents_of_named(step);
        let gone =
            sets.iter().find_map(|set| self.gone(actor, *set, true, |at| places.contains(&self.graph.copy(at).place)));
        let (absence, found) = gone.map_or((Absence::NeverCame, Vec::new()), |at| (self.how_it_went(at), vec![at]));
        self.trouble(id, TroubleKind::Break(absence), sets, found);
    }

    /// Reports that an actor has no load of the medium that a step without data handles, where it had one before.
    pub(super) fn report_absent_medium(&mut self, id: StepId, step: &Step, actor: ActorId) {
        let Some(media) = step.medium.value().filter(|_| data(step).next().is_none()) else {
            return;
        };
        let sets: Vec<DataId> = self
            .on_lot
            .iter()
            .rev()
            .take(MAX_SOURCES)
            .filter(|(lot, _)| self.lots[lot.0 as usize].media.iter().any(|one| media.list.contains(one)))
            .flat_map(|(_, sets)| sets.iter().copied())
            .collect();
        let wanted = Search::Media(media);
        let last = sets
            .into_iter()
            .filter_map(|set| Some((set, self.gone_from(actor, set, wanted, true)?)))
            .max_by_key(|(_, at)| self.graph.copy(*at).endings.last().map(|it| it.step));
        if let Some((set, at)) = last {
            self.trouble(id, TroubleKind::Break(self.how_it_went(at)), vec![set], vec![at]);
        }
    }

    fn absence(
        &self,
        id: StepId,
        actor: ActorId,
        set: DataId,
        wanted: Search<'_>,
        held: &[CopyId],
    ) -> Option<(TroubleKind, Vec<CopyId>)> {
        let broken = |absence, found| Some((TroubleKind::Break(absence), found));
        let step = self.filing.step(id);
        let principal = self.holds_everything(actor);
        // A principal has its data in its own stores at all times, but only those loads that it made or was given.
        let keeps_all = principal && !matches!(wanted, Search::Media(_));
        // What was made of a whole that is gone is still there by itself.
        let itself = held.iter().any(|at| self.graph.copy(*at).content == Content::Data(set));
        let gone = self.gone_from(actor, set, wanted, itself);
        if let Some(at) = gone.filter(|_| !keeps_all) {
            return broken(self.how_it_went(at), vec![at]);
        }
        let others = self.with_others(id, step, actor, set, wanted);
        if let Some(later) = self.comes_later(id, actor, set, wanted, others.is_some()).filter(|_| !keeps_all) {
            return broken(Absence::ComesLater(later), Vec::new());
        }
        if held.is_empty() {
            return match self.gone(actor, set, true, |_| true) {
                Some(at) => broken(self.how_it_went(at), vec![at]),
                None => broken(Absence::NeverCame, Vec::new()),
            };
        }
        if let Some(at) = others {
            return broken(Absence::OtherBody, vec![at]);
        }
        if held.iter().all(|at| self.graph.copy(*at).last_step.is_none()) {
            return None;
        }
        // Only the whole that it is part of is there: nobody made it by itself.
        if !matches!(wanted, Search::Anything) && held.iter().any(|at| self.fits_wanted(wanted, *at)) {
            return broken(Absence::NeverMade, held.to_vec());
        }
        if self.contradicts(id, step, actor, wanted, held) {
            return broken(Absence::OtherPlace, held.to_vec());
        }
        Some((TroubleKind::CarrierGap, Vec::new()))
    }

    /// Returns the later step of the flow that makes or brings what a step looks for: it stands too early.
    fn comes_later(
        &self,
        id: StepId,
        actor: ActorId,
        set: DataId,
        wanted: Search<'_>,
        lies_with_others: bool,
    ) -> Option<StepId> {
        if self.filing.has_role(actor, Role::Subject) {
            return None;
        }
        // A principal has what others bring back: only what they hold now comes later.
        let waits = lies_with_others || !self.holds_everything(actor);
        let step = self.filing.step(id);
        let later = || self.later(id);
        let about = |step: &Step| data(step).any(|one| one == set);
        let of = |field: &Field<ActorId>| self.body(field.copied()) == Some(actor);
        let brings = |step: &Step| step.does(Action::gives) && !step.does(Action::returns);
        let found = match wanted {
            Search::Media(media) => {
                let fits = |made: &[Medium]| made.iter().any(|one| media.list.contains(one));
                let makes = |step: &Step| {
                    let written = step.onto.value().map(|media| media.list.as_slice());
                    step.does(|action| match action.row().effect {
                        Effect::Copy(Some(medium)) => fits(written.unwrap_or(&[medium])),
                        Effect::Copy(None) | Effect::Create | Effect::Collect => written.is_some_and(fits),
                        _ => false,
                    })
                };
                let handled = |step: &Step| step.medium.value().is_some_and(|media| fits(&media.list));
                let gives = |step: &Step| step.does(Action::gives) && handled(step);
                // What is made later may be for a hand-over that is later still.
                let made = later().find(|(_, step)| about(step) && of(&step.actor) && makes(step));
                let own = made.filter(|(made, _)| {
                    !gives(step)
                        || !later().any(|(at, step)| at > *made && about(step) && of(&step.actor) && gives(step))
                });
                own.or_else(|| {
                    later().find(|(_, step)| waits && about(step) && of(&step.to) && brings(step) && handled(step))
                })
            }
            // What is part of a whole comes with it.
            Search::Store(store) => {
                let lineage = self.lineage(set);
                let comes = |step: &Step| data(step).any(|one| lineage.contains(&one));
                later().find(|(_, step)| comes(step) && step.into.copied() == Some(store))
            }
            Search::Arrived | Search::Anything => later().find(|(_, step)| about(step) && of(&step.to) && brings(step)),
        };
        found.map(|(at, _)| at)
    }

    /// The steps after one, as far as they are looked at.
    fn later(&self, id: StepId) -> impl Iterator<Item = (StepId, &Step)> {
        let flows = self.filing.flows.iter().zip(0..).skip(id.flow as usize);
        let all = flows.flat_map(move |(flow, at)| {
            let before = if at == id.flow { id.step as usize + 1 } else { 0 };
            let steps = flow.steps.iter().zip(0..).skip(before);
            steps.map(move |(step, number)| (StepId { flow: at, step: number }, step))
        });
        all.take(LOOKED_AHEAD)
    }

    /// True if what an actor holds elsewhere cannot be what a step uses, so that more is wrong than a step left out
    /// between two that fit.
    fn contradicts(&self, id: StepId, step: &Step, actor: ActorId, wanted: Search<'_>, held: &[CopyId]) -> bool {
        let places = || held.iter().map(|at| self.graph.copy(*at).place);
        match wanted {
            // Nothing is between two stores but a step that was forgotten, or a store that was mistaken.
            Search::Store(_) => places().all(|place| matches!(place, Place::Store(_))),
            Search::Media(media) => {
                let on_lots = || places().filter(|place| matches!(place, Place::Lot(_)));
                let takes = step.does(|action| action.row().reads == Reads::Arrivals || action.returns());
                let came_otherwise = on_lots().next().is_some() || places().any(|place| place == Place::Transit);
                let paper = media.list.iter().any(|one| one.class() == MediumClass::Paper);
                (takes && came_otherwise)
                    || (!paper && on_lots().count() == held.len())
                    || self.carries_other_data(id, actor, media)
            }
            Search::Arrived | Search::Anything => false,
        }
    }

    /// True if an actor has a load of these media with other data on it, which no later step hands over.
    fn carries_other_data(&self, id: StepId, actor: ActorId, media: &Media) -> bool {
        if !self.filing.step(id).does(Action::gives) {
            return false;
        }
        let wanted = Alternatives::of(&media.list);
        let later: Vec<&Step> = self
            .later(id)
            .map(|(_, step)| step)
            .filter(|step| self.body(step.actor.copied()) == Some(actor) && step.does(Action::gives))
            .filter(|step| {
                step.medium.value().is_none_or(|media| !wanted.and(Alternatives::of(&media.list)).is_empty())
            })
            .collect();
        let goes = |set: DataId| later.iter().any(|step| step.data.value().is_none_or(|sets| sets.contains(&set)));
        self.alive.all(Some(actor)).any(|(place, at)| {
            let held = self.graph.copy(at);
            let (Place::Lot(lot), Content::Data(set)) = (place, held.content) else { return false };
            let lot = &self.lots[lot.0 as usize];
            let own = lot.maker == Some(actor) && lot.moved_by.is_empty();
            own && !held.left().and(wanted).is_empty() && !goes(set)
        })
    }

    /// Returns a load of the wanted medium that another made and the actor never had, which is what its step speaks of.
    fn with_others(&self, id: StepId, step: &Step, actor: ActorId, set: DataId, wanted: Search<'_>) -> Option<CopyId> {
        let Search::Media(media) = wanted else { return None };
        if !step.does(|action| action.gives() || matches!(action.row().effect, Effect::LotMark(LotMark::Sealed))) {
            return None;
        }
        let content = Content::Data(set);
        let loads =
            self.past.range((content, None)..=(content, Some(LAST_ACTOR))).flat_map(|(_, all)| all.iter().rev());
        let fits = |at: &CopyId| {
            let held = self.graph.copy(*at);
            let Place::Lot(lot) = held.place else { return false };
            let lot = &self.lots[lot.0 as usize];
            let drawn = lot.moved_by.first() != Some(&lot.made_by);
            held.alive
                && drawn
                && lot.made_by < id
                && lot.maker != Some(actor)
                && lot.media.iter().any(|one| media.list.contains(one))
        };
        // The one made last is the one that is meant.
        loads.take(MAX_SOURCES).copied().filter(fits).max_by_key(|at| match self.graph.copy(*at).place {
            Place::Lot(lot) => Some(self.lots[lot.0 as usize].made_by),
            _ => None,
        })
    }

    /// Returns the copy that an actor had where a step looks for it, and has no more.
    fn gone_from(&self, actor: ActorId, set: DataId, wanted: Search<'_>, itself: bool) -> Option<CopyId> {
        self.gone(actor, set, !itself, |at| {
            let held = self.graph.copy(at);
            let was_there = held.endings.iter().any(|ending| match wanted {
                Search::Media(media) => !ending.media.and(Alternatives::of(&media.list)).is_empty(),
                _ => self.fits_wanted(wanted, at),
            });
            was_there && !self.is_made_up(at)
        })
    }

    /// Returns the copy of a set that an actor had last and has no more; with `whole` also of what it is part of.
    fn gone(&self, actor: ActorId, set: DataId, whole: bool, fits: impl Fn(CopyId) -> bool) -> Option<CopyId> {
        let last = |set: DataId| {
            let all = self.past.get(&(Content::Data(set), Some(actor)))?.iter().rev().take(MAX_SOURCES).copied();
            let ended = all.filter(|at| !self.graph.copy(*at).endings.is_empty() && fits(*at));
            ended.max_by_key(|at| self.graph.copy(*at).endings.last().map(|ending| ending.step))
        };
        if whole { self.lineage(set).into_iter().find_map(last) } else { last(set) }
    }

    /// True for a load that stands for one which no step makes: the one that hands it over made it.
    fn is_made_up(&self, at: CopyId) -> bool {
        let held = self.graph.copy(at);
        let Place::Lot(lot) = held.place else { return false };
        let lot = &self.lots[lot.0 as usize];
        lot.maker == held.holder && lot.moved_by.first() == Some(&lot.made_by)
    }

    fn how_it_went(&self, at: CopyId) -> Absence {
        match self.graph.copy(at).endings.last() {
            Some(ending) if matches!(ending.end, End::Moved | End::Returned) => Absence::MovedAway(ending.step),
            Some(ending) => Absence::Ended(ending.step),
            None => Absence::NeverCame,
        }
    }
}

/// Maximum number of steps that are looked at for one that stands too late.
const LOOKED_AHEAD: usize = 100;

/// The last of all actors in their order.
const LAST_ACTOR: ActorId = ActorId(u32::MAX);
