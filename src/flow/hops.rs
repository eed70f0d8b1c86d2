//! Hops: which steps move data to another actor or site, and by which ways.

use super::parts;
use crate::filing::{ActorId, Field, Filing, Line, Media, PartId, Place, Step, StepId, Transport};
use crate::vocabulary::enumerations::{Action, Medium, MediumClass};

/// A step that moves data to another actor or site.
#[derive(Debug)]
pub struct Hop {
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

/// A hop by one of its ways and one kind of medium.
#[derive(Debug, Clone, Copy)]
pub struct Leg {
    /// Position of the hop.
    pub hop: usize,
    /// Position of the way, where the step lists ways.
    pub way: Option<usize>,
    /// Position of the carriage, where any is stated.
    pub transport: Option<usize>,
    /// Kind of medium, where stated.
    pub class: Option<MediumClass>,
    /// Whether the hop has several legs.
    pub one_of_several: bool,
}

/// The hops of a filing in the order of its steps.
pub(super) fn hops(filing: &Filing) -> Vec<Hop> {
    let mut hops: Vec<Hop> = filing.steps().flat_map(|(id, step)| hops_of(filing, id, step)).collect();
    let notices: Vec<(usize, Option<ActorId>, Vec<StepId>)> = hops
        .iter()
        .enumerate()
        .filter_map(|(at, hop)| {
            let step = filing.step(hop.step);
            let brings = !step.actions.contains(&Action::Return);
            let unlocks = step.unlocks.value().filter(|_| brings)?.clone();
            Some((at, hop.to.copied(), unlocks))
        })
        .collect();
    for hop in &mut hops {
        hop.notices = notices
            .iter()
            .filter(|(_, to, unlocks)| unlocks.contains(&hop.step) && same_receiver(filing, *to, hop.to.copied()))
            .map(|(at, _, _)| *at)
            .collect();
    }
    hops
}

/// The legs of every hop.
pub(super) fn legs(filing: &Filing, hops: &[Hop]) -> Vec<Leg> {
    let mut all = Vec::new();
    for (at, hop) in hops.iter().enumerate() {
        let step = filing.step(hop.step);
        let start = all.len();
        if step.ways.is_empty() {
            spread(at, None, &medium(step, None), &step.transport, &mut all);
        }
        for (way, it) in step.ways.iter().enumerate() {
            let carriage = if it.transport.is_empty() { &step.transport } else { &it.transport };
            spread(at, Some(way), &medium(step, Some(way)), carriage, &mut all);
        }
        let several = all.len() - start > 1;
        for leg in &mut all[start..] {
            leg.one_of_several = several;
        }
    }
    all
}

impl Leg {
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
    pub fn place<'f>(&self, step: &'f Step) -> &'f Place {
        self.way.map_or(&step.place, |way| &step.ways[way].place)
    }
}

/// Actions that hand something to another party.
pub(crate) fn gives(action: Action) -> bool {
    matches!(
        action,
        Action::HandOver
            | Action::Mail
            | Action::Deliver
            | Action::Return
            | Action::Provide
            | Action::Send
            | Action::Notify
    )
}

/// The hops of one step: what is collected and passed on under one number makes two.
fn hops_of(filing: &Filing, id: StepId, step: &Step) -> Vec<Hop> {
    let mut ends = Vec::new();
    if step.actions.contains(&Action::Collect) {
        ends.push((step.from_actor.clone(), step.actor.clone()));
    }
    if step.actions.iter().any(|action| gives(*action)) {
        ends.push((step.actor.clone(), step.to.clone()));
    }
    if ends.is_empty() {
        if step.leaves_premises.copied() == Some(true) {
            ends.push((step.actor.clone(), step.actor.clone()));
        } else if let Some(operator) = operator_reached(filing, step) {
            ends.push((step.actor.clone(), operator));
        }
    }
    ends.into_iter().filter_map(|(from, to)| hop(filing, id, step, from, to)).collect()
}

fn hop(filing: &Filing, id: StepId, step: &Step, from: Field<ActorId>, to: Field<ActorId>) -> Option<Hop> {
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
    Some(Hop { step: id, from, to, part, notices: Vec::new() })
}

/// A store run by another body is reached over a line: a hop to its operator.
fn operator_reached(filing: &Filing, step: &Step) -> Option<Field<ActorId>> {
    let store = &filing.stores[step.into.copied()?.at()];
    let operator = store.operated_by.copied()?;
    let line = &step.line;
    let said = line.kind != Field::Unstated
        || line.encrypted != Field::Unstated
        || line.restricted_peers != Field::Unstated
        || line.software != Field::Unstated;
    let network = step.medium.value().is_some_and(|media| media.list.contains(&Medium::Network));
    let over_a_line = said || network;
    let own = step.actor.copied().is_some_and(|actor| parts::body(filing, actor) == parts::body(filing, operator));
    (over_a_line && !own).then(|| store.operated_by.clone())
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

fn medium(step: &Step, way: Option<usize>) -> Field<Media> {
    let own = way.map_or(&step.medium, |way| &step.ways[way].medium);
    if *own != Field::Unstated {
        return own.clone();
    }
    let line = way.map_or(&step.line, |way| &step.ways[way].line);
    let network = || Media { list: vec![Medium::Network], label: String::new() };
    if step.actions.contains(&Action::Send) && way.is_none() {
        return Field::Stated { value: network(), span: step.place.span, inferred: false };
    }
    if line.kind != Field::Unstated {
        return line.kind.map(|_| network());
    }
    Field::Unstated
}

fn spread(hop: usize, way: Option<usize>, medium: &Field<Media>, carriage: &[Transport], out: &mut Vec<Leg>) {
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
            out.push(Leg { hop, way, transport, class, one_of_several: false });
        }
    }
}
