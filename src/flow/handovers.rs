//! Handovers: which steps move data to another actor or site, and by which ways.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{self, Chain};
use crate::filing::{ActorId, Field, Filing, Line, Location, Media, PartId, Step, StepId, Transport};
use crate::vocabulary::actions::{Over, Route};
use crate::vocabulary::enumerations::{AccessMode, Action, LineKind, Medium, MediumClass};

/// A step that moves data to another actor or site.
#[derive(Debug)]
pub struct Handover {
    /// The step.
    pub step: StepId,
    /// Sender.
    pub from: Field<ActorId>,
    /// Receiver.
    pub to: Field<ActorId>,
    /// The part it is done under.
    pub part: Option<PartId>,
    /// Hops that bring the password of its medium.
    pub notices: Vec<usize>,
}

/// A handover by one of its ways and one kind of medium.
#[derive(Debug, Clone, Copy)]
pub struct Hop {
    /// Position of the handover.
    pub handover: usize,
    /// Position of the way, where the step lists ways.
    pub way: Option<usize>,
    /// Position of the carriage, where any is stated.
    pub transport: Option<usize>,
    /// Kind of medium, where stated.
    pub class: Option<MediumClass>,
    /// Whether the handover has several hops.
    pub one_of_several: bool,
}

/// The handovers of a filing in the order of its steps.
pub(super) fn handovers(filing: &Filing) -> Vec<Handover> {
    let chain = Chain::new(filing);
    let mut handovers: Vec<Handover> =
        filing.steps().flat_map(|(id, step)| hops_of(filing, &chain, id, step)).collect();
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

/// The hops of every handover.
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
    /// Its medium: what the way or the step says, or what the action and the line imply.
    pub fn medium(&self, step: &Step) -> Field<Media> {
        medium(step, self.way).map(|media| Media {
            list: media.list.iter().copied().filter(|one| Some(one.class()) == self.class).collect(),
            label: media.label.clone(),
        })
    }

    /// Its line.
    pub fn line<'f>(&self, step: &'f Step) -> &'f Line {
        self.way.map_or(&step.line, |way| &step.ways[way].line)
    }

    /// The kind of its line: what the way or the step says, or what the action implies.
    pub fn line_kind(&self, step: &Step) -> Field<LineKind> {
        match (&self.line(step).kind, implied(step).and_then(|over| over.line)) {
            (Field::Unstated, Some(kind)) if self.way.is_none() => {
                Field::Stated { value: kind, span: step.place.span, inferred: false }
            }
            (stated, _) => stated.clone(),
        }
    }

    /// Its carriage, where any is stated.
    pub fn transport<'f>(&self, step: &'f Step) -> Option<&'f Transport> {
        let rows = match self.way {
            Some(way) if !step.ways[way].transport.is_empty() => &step.ways[way].transport,
            _ => &step.transport,
        };
        rows.get(self.transport?)
    }

    /// Whether the data itself is encrypted.
    pub fn encrypted<'f>(&self, step: &'f Step) -> &'f Field<bool> {
        match self.way.map(|way| &step.ways[way].encrypted) {
            Some(field) if *field != Field::Unstated => field,
            _ => &step.encrypted,
        }
    }

    /// Where it stands.
    pub fn place<'f>(&self, step: &'f Step) -> &'f Location {
        self.way.map_or(&step.place, |way| &step.ways[way].place)
    }
}

/// The handovers of one step: what is collected and passed on under one number makes two.
fn hops_of(filing: &Filing, chain: &Chain, id: StepId, step: &Step) -> Vec<Handover> {
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

/// What is written over a line into a store that another runs goes to its operator; what is written into another body's
/// store, to that body.
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
    // Who works for somebody works in his house: nothing is handed over there, unless it comes over a line.
    (by_line || !chain.works_for(own, keeper)).then(|| store.actor.clone())
}

/// Whether anything is said of a line that a step takes.
fn goes_over_a_line(step: &Step) -> bool {
    let line = &step.line;
    let said = line.kind != Field::Unstated
        || line.encrypted != Field::Unstated
        || line.restricted_peers != Field::Unstated
        || line.software != Field::Unstated;
    said || step.medium.value().is_some_and(|media| media.list.contains(&Medium::Network))
}

/// Whether a route leads anywhere. What is looked at over a line goes over it, though no copy stays.
fn is_hop(route: Route, step: &Step) -> bool {
    route != Route::FromOwner || is_remote(step)
}

/// Whether another's store is reached from elsewhere.
fn is_remote(step: &Step) -> bool {
    step.mode.copied() == Some(AccessMode::Remote) || goes_over_a_line(step)
}

/// Whose store a step looks into: as it says, else the actor of the store.
pub(crate) fn owner(filing: &Filing, step: &Step) -> Field<ActorId> {
    match (&step.to, step.from.copied()) {
        (Field::Unstated, Some(store)) => filing.stores[store.at()].actor.clone(),
        (said, _) => said.clone(),
    }
}

/// A notice that goes to somebody else opens nothing for this receiver.
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

/// What the actions of a step go over by themselves.
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
