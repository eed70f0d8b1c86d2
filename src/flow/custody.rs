//! The interpreter: walks through the steps of every flow in order, and keeps track of what is held where.

use std::collections::{BTreeMap, BTreeSet};

use super::alive::{Alive, CopyKey};
use super::alternatives::Alternatives;
use super::graph::{Content, CopyId, Ending, Graph, HeldCopy, Link, Lot, LotId, Place};
use super::parts::body;
use super::sources::DataSource;
use super::{Trouble, TroubleKind};
use crate::filing::{ActorId, DataId, DisposalReport, Filing, Step, StepId};
use crate::vocabulary::actions::Effect;
use crate::vocabulary::enumerations::{Action, End, Medium, MediumClass, Origin, Repeats, Role};

/// Maximum number of copies that one is said to come from. Where more fit, which of them it was is not told anyway.
pub(super) const MAX_SOURCES: usize = 100;

/// What the walk leaves behind.
pub(super) struct Walked {
    pub(super) graph: Graph,
    pub(super) lots: Vec<Lot>,
    pub(super) troubles: Vec<Trouble>,
    pub(super) sources: BTreeMap<StepId, Place>,
    pub(super) reached: BTreeSet<StepId>,
}

/// Walks through every flow of a filing.
pub(super) fn walk(filing: &Filing) -> Walked {
    let mut walk = Walk {
        filing,
        graph: Graph::default(),
        alive: Alive::default(),
        past: BTreeMap::new(),
        on_lot: BTreeMap::new(),
        lots: Vec::new(),
        lot_of_step: BTreeMap::new(),
        troubles: Vec::new(),
        sources: BTreeMap::new(),
        reached: BTreeSet::new(),
    };
    for (flow, it) in filing.flows.iter().enumerate() {
        walk.start(flow);
        for step in 0..it.steps.len() {
            let id = StepId { flow: narrow(flow), step: narrow(step) };
            for action in &filing.step(id).actions {
                walk.act(id, *action);
            }
        }
    }
    Walked { graph: walk.graph, lots: walk.lots, troubles: walk.troubles, sources: walk.sources, reached: walk.reached }
}

/// The state of the walk.
pub(super) struct Walk<'f> {
    pub(super) filing: &'f Filing,
    pub(super) graph: Graph,
    /// What is held now.
    pub(super) alive: Alive,
    /// Every copy that there ever was, by content and holder, in the order in which they were made.
    pub(super) past: BTreeMap<(Content, Option<ActorId>), Vec<CopyId>>,
    /// The data sets that were ever on each load.
    pub(super) on_lot: BTreeMap<LotId, BTreeSet<DataId>>,
    pub(super) lots: Vec<Lot>,
    /// The load that each step made, which `lot:` refers to.
    pub(super) lot_of_step: BTreeMap<StepId, LotId>,
    pub(super) troubles: Vec<Trouble>,
    /// For each step that names no source, the only place that has its data.
    pub(super) sources: BTreeMap<StepId, Place>,
    /// The steps that take data out of a store of another body, to which no step before them is an access.
    pub(super) reached: BTreeSet<StepId>,
}

/// A copy that is about to be made.
pub(super) struct Arrival {
    pub(super) holder: Option<ActorId>,
    pub(super) place: Place,
    pub(super) content: Content,
    /// Of a load, the media of it that arrive; empty for all.
    pub(super) media: Alternatives,
    pub(super) origin: Option<Origin>,
    pub(super) provided_by: Option<ActorId>,
}

impl Walk<'_> {
    fn start(&mut self, flow: usize) {
        for (store, data) in &self.filing.flows[flow].starts_with {
            let holder = self.filing.stores[store.at()].actor.copied();
            for set in data {
                let key = (self.body(holder), Place::Store(*store), Content::Data(*set));
                self.hold_from_the_start(key);
            }
        }
    }

    fn act(&mut self, id: StepId, action: Action) {
        let step = self.filing.step(id);
        let Some(actor) = self.body(step.actor.copied()) else {
            return;
        };
        let row = action.row();
        self.tell_source(id, step, actor, row.reads);
        match row.effect {
            Effect::Collect => self.collect(id, step, actor),
            Effect::Create => self.create(id, step, actor),
            Effect::Copy(onto) => self.duplicate(id, step, actor, onto),
            Effect::Import => self.import(id, step, actor),
            Effect::Use => self.require(id, step, actor, &data(step).collect::<Vec<_>>()),
            Effect::LotMark(mark) => self.mark(id, step, actor, mark),
            Effect::Pass(end) => self.pass(id, step, actor, end, row.begins_notice),
            Effect::Provide => self.provide(id, step, actor, row.begins_notice),
            Effect::Send => self.send(id, step, actor),
            Effect::Disclose => self.disclose(id, step, actor),
            Effect::End(end) => self.end(id, step, actor, end),
        }
    }

    /// Returns where a step writes to: its store, a new load, or else the place given.
    pub(super) fn destination(&mut self, id: StepId, step: &Step, actor: ActorId, otherwise: Place) -> Place {
        if let Some(store) = step.into.copied() {
            return Place::Store(store);
        }
        if step.onto.value().is_some() {
            return Place::Lot(self.new_lot(id, step, actor, Medium::Paper));
        }
        otherwise
    }

    /// Returns the load that a step makes: of the medium it writes onto, else the one it handles, else the one given.
    pub(super) fn new_lot(&mut self, id: StepId, step: &Step, actor: ActorId, otherwise: Medium) -> LotId {
        if let Some(lot) = self.lot_of_step.get(&id) {
            return *lot;
        }
        let media = step.onto.value().or(step.medium.value());
        let lot = LotId(narrow(self.lots.len()));
        self.lots.push(Lot {
            made_by: id,
            maker: Some(actor),
            media: media.map_or_else(|| vec![otherwise], |media| media.list.clone()),
            label: media.map(|media| media.label.clone()).unwrap_or_default(),
            unlocks: step.unlocks.value().cloned().unwrap_or_default(),
            sealed_by: None,
            verified_by: None,
            kept_at: None,
            moved_by: Vec::new(),
        });
        self.lot_of_step.insert(id, lot);
        lot
    }

    /// Returns the loads of a password notice that an actor holds. If there are none, a step that may begin a notice
    /// makes one.
    pub(super) fn notice_lots(&mut self, id: StepId, step: &Step, actor: ActorId, begins: bool) -> Vec<LotId> {
        let wanted = step.unlocks.value();
        let mut found: Vec<LotId> = self
            .alive
            .of(Some(actor), Content::Notice)
            .filter_map(|(place, _)| match place {
                Place::Lot(lot) => Some(lot),
                _ => None,
            })
            .filter(|lot| wanted.is_none_or(|wanted| self.lots[lot.0 as usize].unlocks == *wanted))
            .filter(|lot| {
                let named = step.lot.value();
                named.is_none_or(|named| named.contains(&self.lots[lot.0 as usize].made_by))
            })
            .collect();
        if found.is_empty() && begins && wanted.is_some() {
            let lot = self.new_lot(id, step, actor, Medium::Paper);
            self.hold_from_the_start((Some(actor), Place::Lot(lot), Content::Notice));
            found.push(lot);
        }
        found
    }

    /// Moves everything at a place to another holder, or copies it where the original may stay.
    pub(super) fn move_spot(
        &mut self,
        id: StepId,
        step: &Step,
        place: Place,
        actor: ActorId,
        to: Option<ActorId>,
        end: End,
    ) {
        for at in self.on_place(Some(actor), place) {
            if to == Some(actor) {
                // Within one body nothing changes hands.
                self.graph.holding_mut(at).last_step = Some(id);
                continue;
            }
            let held = self.graph.copy(at).clone();
            if end == End::Returned && !self.may_take_back(id, to, &held) {
                let set = match held.content {
                    Content::Data(set) => vec![set],
                    Content::Notice => Vec::new(),
                };
                self.trouble(id, TroubleKind::ReturnedElsewhere, set, vec![at]);
            }
            let link = if self.may_close(step, at) { Link::Move } else { Link::Copy };
            let arrival = Arrival {
                holder: to,
                place,
                content: held.content,
                media: self.concerned(step, at),
                origin: self.origin_at(to, Some(actor), held.origin),
                provided_by: Some(actor),
            };
            self.arrive(id, step, arrival, &[(at, link)]);
            self.close(id, step, at, end, None);
        }
    }

    /// True if something can be given back to a party: it made it, had it before, owns the machine, or is the principal.
    /// How a load came that no step before this one draws is not known.
    fn may_take_back(&self, id: StepId, to: Option<ActorId>, held: &HeldCopy) -> bool {
        let Some(to) = to else { return true };
        if matches!(held.place, Place::Lot(lot) if self.lots[lot.0 as usize].made_by == id) {
            return true;
        }
        let made = match held.place {
            Place::Lot(lot) => self.lots[lot.0 as usize].maker,
            Place::Store(store) => self.body(self.filing.stores[store.at()].owned_by.copied()),
            _ => None,
        };
        let had = self.past.get(&(held.content, Some(to))).into_iter().flatten();
        self.filing.has_role(to, Role::Principal)
            || made == Some(to)
            || had.rev().take(MAX_SOURCES).any(|at| self.graph.copy(*at).place == held.place)
    }

    pub(super) fn copy_to(
        &mut self,
        id: StepId,
        step: &Step,
        source: &DataSource,
        to: Option<ActorId>,
        place: Place,
        link: Link,
    ) {
        let held = source.copies.first().map(|at| self.graph.copy(*at).clone());
        let from = held.as_ref().and_then(|held| held.holder);
        let same_holder = from == to;
        let origin =
            if same_holder { held.as_ref().and_then(|held| held.origin) } else { self.origin_at(to, from, None) };
        let provided_by = if same_holder { held.and_then(|held| held.provided_by) } else { from };
        let (content, media) = (Content::Data(source.data), Alternatives::default());
        let arrival = Arrival { holder: to, place, content, media, origin, provided_by };
        let links: Vec<_> = source.copies.iter().map(|at| (*at, link)).collect();
        self.arrive(id, step, arrival, &links);
    }

    pub(super) fn origin_at(
        &self,
        to: Option<ActorId>,
        from: Option<ActorId>,
        otherwise: Option<Origin>,
    ) -> Option<Origin> {
        match (from, to) {
            (Some(from), Some(_)) if self.filing.has_role(from, Role::Subject) => Some(Origin::Collected),
            (Some(_), Some(_)) => Some(Origin::Provided),
            _ => otherwise,
        }
    }

    pub(super) fn arrive(&mut self, id: StepId, step: &Step, arrival: Arrival, links: &[(CopyId, Link)]) {
        let key = (arrival.holder, arrival.place, arrival.content);
        let at = if let Some(at) = self.alive.get(&key) {
            let held = self.graph.holding_mut(at);
            held.last_step = Some(id);
            held.optional &= step.optional;
            held.repeats = held.repeats.or(step.repeats.copied());
            held.media = held.media.or(arrival.media);
            at
        } else {
            self.begin(HeldCopy {
                holder: arrival.holder,
                place: arrival.place,
                content: arrival.content,
                media: arrival.media,
                origin: arrival.origin,
                provided_by: arrival.provided_by,
                last_step: Some(id),
                optional: step.optional,
                repeats: step.repeats.copied(),
                alive: true,
                endings: Vec::new(),
            })
        };
        for (source, link) in links.iter().take(MAX_SOURCES) {
            self.graph.link(*source, at, *link, id);
        }
    }

    /// Ends a copy in transit or at an unstated place, which the same holder has now put elsewhere.
    pub(super) fn leave(&mut self, id: StepId, step: &Step, at: CopyId) {
        if !step.optional || self.graph.copy(at).optional {
            self.finish(id, at, Alternatives::default(), (End::Moved, None));
        }
    }

    /// Returns who holds what a step writes: the actor of the store it writes into, else the actor of the step.
    pub(super) fn keeper(&self, step: &Step, actor: ActorId) -> ActorId {
        let store = step.into.copied().and_then(|store| self.filing.stores[store.at()].actor.copied());
        self.body(store).unwrap_or(actor)
    }

    pub(super) fn close(&mut self, id: StepId, step: &Step, at: CopyId, end: End, report: Option<DisposalReport>) {
        if self.may_close(step, at) {
            self.finish(id, at, self.concerned(step, at), (end, report));
        }
    }

    /// Returns the media of a copy on a load that a step handles: those it names, else all that are left.
    fn concerned(&self, step: &Step, at: CopyId) -> Alternatives {
        let left = self.graph.copy(at).left();
        let named = step.medium.value().map(|media| left.and(Alternatives::of(&media.list)));
        named.filter(|named| !named.is_empty()).unwrap_or(left)
    }

    /// Ends a copy; of one on a load whose media are alternatives, only on these.
    fn finish(&mut self, id: StepId, at: CopyId, media: Alternatives, (end, report): (End, Option<DisposalReport>)) {
        let held = self.graph.holding_mut(at);
        held.endings.push(Ending { end, step: id, media, report });
        if !held.left().is_empty() {
            return;
        }
        held.alive = false;
        let key = (held.holder, held.place, held.content);
        self.alive.remove(&key);
    }

    /// True if a step ends a copy for good. An optional step ends only what an optional step made. What recurs is ended
    /// by a step that recurs as often, or by handing it over. Nothing ends where a remainder stays.
    pub(super) fn may_close(&self, step: &Step, at: CopyId) -> bool {
        let held = self.graph.copy(at);
        let as_often = held.repeats.is_none_or(|made| step.repeats.copied().is_some_and(|ends| as_often(ends, made)))
            || step.does(Action::gives);
        (!step.optional || held.optional) && as_often && !step.remainder_stays
    }

    /// Returns a copy that needs no step, such as the principal's own data, and makes it if necessary.
    pub(super) fn hold_from_the_start(&mut self, key: CopyKey) -> CopyId {
        if let Some(at) = self.alive.get(&key) {
            return at;
        }
        self.begin(HeldCopy {
            holder: key.0,
            place: key.1,
            content: key.2,
            media: Alternatives::default(),
            origin: None,
            provided_by: None,
            last_step: None,
            optional: false,
            repeats: None,
            alive: true,
            endings: Vec::new(),
        })
    }

    fn begin(&mut self, mut holding: HeldCopy) -> CopyId {
        let key = (holding.holder, holding.place, holding.content);
        if let Place::Lot(lot) = holding.place {
            if holding.media.is_empty() {
                holding.media = Alternatives::of(&self.lots[lot.0 as usize].media);
            }
            if let Content::Data(set) = holding.content {
                self.on_lot.entry(lot).or_default().insert(set);
            }
        }
        let at = self.graph.add(holding);
        self.alive.insert(key, at);
        self.past.entry((key.2, key.0)).or_default().push(at);
        at
    }

    pub(super) fn on_place(&self, holder: Option<ActorId>, place: Place) -> Vec<CopyId> {
        self.alive.at(holder, place).collect()
    }

    pub(super) fn body(&self, actor: Option<ActorId>) -> Option<ActorId> {
        actor.map(|actor| body(self.filing, actor))
    }

    pub(super) fn trouble(&mut self, step: StepId, kind: TroubleKind, data: Vec<DataId>, found: Vec<CopyId>) {
        if data.is_empty() {
            return;
        }
        // Those of one step stand together.
        let of_step = self.troubles.iter_mut().rev().take_while(|known| known.step == step);
        if let Some(known) = of_step.into_iter().find(|known| known.kind == kind) {
            for set in data {
                if !known.data.contains(&set) {
                    known.data.push(set);
                }
            }
            for at in found {
                if !known.found.contains(&at) && known.found.len() < MAX_SOURCES {
                    known.found.push(at);
                }
            }
            return;
        }
        self.troubles.push(Trouble { step, kind, data, found });
    }
}

/// Iterates over the data sets that a step names.
pub(super) fn data(step: &Step) -> impl Iterator<Item = DataId> + '_ {
    step.data.value().into_iter().flatten().copied()
}

/// True if a step handles a password notice.
pub(super) fn is_notice(step: &Step) -> bool {
    let by_medium =
        step.medium.value().is_some_and(|media| media.list.iter().all(|one| one.class() == MediumClass::Notice));
    by_medium || (step.unlocks.value().is_some() && step.data.value().is_none())
}

/// True if an end this frequent covers everything that comes this often: what is done daily or after each job leaves
/// nothing behind.
fn as_often(ends: Repeats, comes: Repeats) -> bool {
    ends == comes || matches!(ends, Repeats::Daily | Repeats::EachJob)
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
