//! Handovers: the steps that move data to another actor or site, and their ways.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{self, Chain};
use crate::filing::{ActorId, Field, Filing, Line, Location, Media, PartId, Step, StepId, Transport};
use crate::vocabulary::actions::{Over, Route};
use crate::vocabulary::enumerations::{AccessMode, Action, LineKind, Medium, MediumClass};

/// A step that moves data to another actor or site.
#[derive(Debug)]
pub struct Handover {
    /// The step that moves the data.
    pub step: StepId,
    /// The actor that sends.
    pub from: Field<ActorId>,
    /// The actor that receives.
    pub to: Field<ActorId>,
    /// The part it is done under; `None` where the filing leaves several.
    pub part: Option<PartId>,
    /// Positions of the hops that bring the password of its medium.
    pub notices: Vec<usize>,
}

/// A handover by one of its ways, with one kind of medium.
#[derive(Debug, Clone, Copy)]
pub struct Hop {
    /// Position of the handover in [`super::Custody::handovers`].
    pub handover: usize,
    /// Position of the way; `None` where the step lists no ways.
    pub way: Option<usize>,
    /// Position of the carriage; `None` where none is stated.
    pub transport: Option<usize>,
    /// Class of the medium; `None` where the medium is not stated.
    pub class: Option<MediumClass>,
    /// True if the handover has further hops.
    pub one_of_several: bool,
}

/// Returns the handovers of a filing, in the order of its steps. Steps of `reached` take data out of the store of another
/// body, which hands it over so.
pub(super) fn handovers(filing: &Filing, reached: &BTreeSet<StepId>) -> Vec<Handover> {
    let chain = Chain::new(filing);
    let mut handovers: Vec<Handover> =
        filing.steps().flat_map(|(id, step)| hops_of(filing, &chain, id, step, reached.contains(&id))).collect();
    // What brings a password, and to whom, by the steps whose media it opens.
    let mut notices: BTreeMap<StepId, BTreeSet<(usize, Option<ActorId>)>> = BTreeMap::new();
    for (at, handover) in handovers.iter().enumerate() {
        let step = filing.step(handover.step);
        for opened in step.unlocks.value().into_iter().flatten().filter(|_| !step.does(Action::returns)) {
            notices.entry(*opened).or_default().insert((at, handover.to.copied()));
        }
    }
    for handover in &mut handovers {
        let of_step = notices.get(&handover.step).into_iter().flatten();
        let brings = of_step.filter(|(_, to)| same_receiver(filing, *to, handover.to.copied()));
        handover.notices = brings.map(|(at, _)| *at).collect();
    }
    handovers
}

/// Returns the hops of all handovers, in their order.
pub(super) fn hops(filing: &Filing, handovers: &[Handover]) -> Vec<Hop> {
    let mut all = Vec::new();
    for (at, handover) in handovers.iter().enumerate() {
        let step = filing.step(handover.step);
        let start = all.len();
        if step.ways.is_empty() {
            spread(at, None, &medium(step, None), &step.transport, &mut all);
        }
        for (way, it) in step.ways.iter().enumerate() {
            let carriage = if it.transport.is_empty() { &step.transport } else { &it.transport };
            spread(at, Some(way), &medium(step, Some(way)), carriage, &mut all);
        }
        let several = all.len() - start > 1;
        for hop in &mut all[start..] {
            hop.one_of_several = several;
        }
    }
    all
}

impl Hop {
    /// Returns its medium: as the way or the step states, or as the action and the line imply.
    pub fn medium(&self, step: &Step) -> Field<Media> {
        medium(step, self.way).map(|media| Media {
            list: media.list.iter().copied().filter(|one| Some(one.class()) == self.class).collect(),
            label: media.label.clone(),
        })
    }

    /// Returns the line of its way, or of the step.
    pub fn line<'f>(&self, step: &'f Step) -> &'f Line {
        self.way.map_or(&step.line, |way| &step.ways[way].line)
    }

    /// Returns the kind of its line: as the way or the step states, or as the action implies.
    pub fn line_kind(&self, step: &Step) -> Field<LineKind> {
        match (&self.line(step).kind, implied(step).and_then(|over| over.line)) {
            (Field::Unstated, Some(kind)) if self.way.is_none() => {
                Field::Stated { value: kind, span: step.place.span, inferred: false }
            }
            (stated, _) => stated.clone(),
        }
    }

    /// Returns its carriage: that of the way, else that of the step; `None` where none is stated.
    pub fn transport<'f>(&self, step: &'f Step) -> Option<&'f Transport> {
        let rows = match self.way {
            Some(way) if !step.ways[way].transport.is_empty() => &step.ways[way].transport,
            _ => &step.transport,
        };
        rows.get(self.transport?)
    }

    /// Returns whether the data itself is encrypted: as the way states, else as the step does.
    pub fn encrypted<'f>(&self, step: &'f Step) -> &'f Field<bool> {
        match self.way.map(|way| &step.ways[way].encrypted) {
            Some(field) if *field != Field::Unstated => field,
            _ => &step.encrypted,
        }
    }

    /// Returns where it is written: the way, or the step.
    pub fn place<'f>(&self, step: &'f Step) -> &'f Location {
        self.way.map_or(&step.place, |way| &step.ways[way].place)
    }
}

/// Returns the handovers of one step. A step that collects data and passes it on makes two.
fn hops_of(filing: &Filing, chain: &Chain, id: StepId, step: &Step, takes: bool) -> Vec<Handover> {
    let routes = step.actions.iter().filter_map(|action| action.row().route);
    let routes: BTreeSet<Route> = routes.filter(|route| is_hop(*route, step)).collect();
    let mut ends: Vec<_> = routes
        .into_iter()
        .map(|route| match route {
            Route::FromGiver => (step.from_actor.clone(), step.actor.clone()),
            Route::ToReceiver => (step.actor.clone(), step.to.clone()),
            Route::FromOwner => (owner(filing, step), step.actor.clone()),
        })
        .collect();
    if ends.is_empty() {
        if step.leaves_premises.copied() == Some(true) {
            ends.push((step.actor.clone(), step.actor.clone()));
        } else if takes {
            ends.push((owner(filing, step), step.actor.clone()));
        } else if let Some(operator) = other_reached(filing, chain, step) {
            ends.push((step.actor.clone(), operator));
        }
    }
    ends.into_iter().filter_map(|(from, to)| handover(filing, id, step, from, to)).collect()
}

fn handover(filing: &Filing, id: StepId, step: &Step, from: Field<ActorId>, to: Field<ActorId>) -> Option<Handover> {
    let stays = match (from.copied(), to.copied()) {
        (Some(from), Some(to)) => {
            let same_body = parts::body(filing, from) == parts::body(filing, to);
            same_body && !sites_differ(filing, from, to) && step.leaves_premises.copied() != Some(true)
        }
        _ => false,
    };
    if stays {
        return None;
    }
    let part = parts::part_of(filing, id, from.copied(), to.copied());
    Some(Handover { step: id, from, to, part, notices: Vec::new() })
}

/// Returns the actor that is reached by writing into a store: its operator, if another runs it and a line is used; else
/// the body that holds the store, if that is another.
fn other_reached(filing: &Filing, chain: &Chain, step: &Step) -> Option<Field<ActorId>> {
    let store = &filing.stores[step.into.copied()?.at()];
    let by_line = goes_over_a_line(step);
    let body = |field: &Field<ActorId>| field.copied().map(|actor| parts::body(filing, actor));
    let own = body(&step.actor);
    match body(&store.operated_by) {
        Some(operator) if Some(operator) == own => return None,
        Some(_) if by_line => return Some(store.operated_by.clone()),
        _ => {}
    }
    let (keeper, own) = body(&store.actor).zip(own).filter(|(keeper, own)| keeper != own)?;
    // An actor works on the premises of those it works for, so nothing is handed over there unless it comes over a
    // line.
    (by_line || !chain.works_for(own, keeper)).then(|| store.actor.clone())
}

/// True if the step states anything about a line.
pub(super) fn goes_over_a_line(step: &Step) -> bool {
    let line = &step.line;
    let said = line.kind != Field::Unstated
        || line.encrypted != Field::Unstated
        || line.restricted_peers != Field::Unstated
        || line.software != Field::Unstated;
    said || step.medium.value().is_some_and(|media| media.list.contains(&Medium::Network))
}

/// True if a route moves data. Accessing a store over a line counts, although no copy stays.
fn is_hop(route: Route, step: &Step) -> bool {
    route != Route::FromOwner || is_remote(step)
}

/// True if another's store is accessed from elsewhere.
fn is_remote(step: &Step) -> bool {
    step.mode.copied() == Some(AccessMode::Remote) || goes_over_a_line(step)
}

/// Returns the owner of the store that a step reads: as the step states, else the actor of the store.
pub(crate) fn owner(filing: &Filing, step: &Step) -> Field<ActorId> {
    match (&step.to, step.from.copied()) {
        (Field::Unstated, Some(store)) => filing.stores[store.at()].actor.clone(),
        (said, _) => said.clone(),
    }
}

/// True if both go to one body, or either is unstated. A notice for somebody else opens nothing for this receiver.
fn same_receiver(filing: &Filing, one: Option<ActorId>, other: Option<ActorId>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => parts::body(filing, one) == parts::body(filing, other),
        _ => true,
    }
}

fn sites_differ(filing: &Filing, from: ActorId, to: ActorId) -> bool {
    match (filing.actor(from).site.value(), filing.actor(to).site.value()) {
        (Some(from), Some(to)) => from != to,
        _ => false,
    }
}

/// Returns what the actions of a step go over without stating it.
fn implied(step: &Step) -> Option<Over> {
    step.actions.iter().find_map(|action| {
        let row = action.row();
        row.over.filter(|_| row.route.is_some_and(|route| is_hop(route, step)))
    })
}

fn medium(step: &Step, way: Option<usize>) -> Field<Media> {
    let own = way.map_or(&step.medium, |way| &step.ways[way].medium);
    if *own != Field::Unstated {
        return own.clone();
    }
    let line = way.map_or(&step.line, |way| &step.ways[way].line);
    let of = |medium: Medium| Media { list: vec![medium], label: String::new() };
    if let Some(over) = implied(step).filter(|_| way.is_none()) {
        return Field::Stated { value: of(over.medium), span: step.place.span, inferred: false };
    }
    if line.kind != Field::Unstated {
        return line.kind.map(|_| of(Medium::Network));
    }
    Field::Unstated
}

fn spread(handover: usize, way: Option<usize>, medium: &Field<Media>, carriage: &[Transport], out: &mut Vec<Hop>) {
    let mut classes: Vec<Option<MediumClass>> = Vec::new();
    for one in medium.value().into_iter().flat_map(|media| &media.list) {
        let class = Some(one.class());
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    if classes.is_empty() {
        classes.push(None);
    }
    for class in classes {
        let count = carriage.len().max(1);
        for at in 0..count {
            let transport = (!carriage.is_empty()).then_some(at);
            out.push(Hop { handover, way, transport, class, one_of_several: false });
        }
    }
}
