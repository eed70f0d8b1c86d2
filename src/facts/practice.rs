//! What an audit knows besides the filing, and what it adds to the facts of parts and hops. Outside of one, all of that is
//! unstated.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Reached, Standing, Subject, Value, World, grounds};
use crate::calendar::{Date, FiscalYear, When};
use crate::evidence::{self, Joined, Record, Running, Superseded, Unresolved};
use crate::filing::{ActorId, Filing, PartId, StepId};
use crate::text;
use crate::vocabulary::enumerations::{Record as Kind, RecordKey as Key, RecordState, Role};
use crate::vocabulary::facts::SubjectKind;

/// What an audit knows in addition to the filing.
#[derive(Debug)]
pub struct Practice {
    /// Records of the filing, with what they refer to.
    pub records: Vec<Joined>,
    /// Records that a later one took the place of.
    pub superseded: Vec<Superseded>,
    /// Serial numbers that came back, or were erased or destroyed, with the last day on which a record says so.
    pub closed: BTreeMap<String, Option<Date>>,
    /// When each part runs, by its position.
    pub running: Vec<Running>,
    /// The fiscal year that is audited.
    pub year: FiscalYear,
    /// The day that the audit takes as today.
    pub today: Date,
}

impl Practice {
    /// Joins records with the filing that they belong to. References to nothing are returned beside them.
    pub fn of(filing: &Filing, records: Vec<Record>, year: FiscalYear, today: Date) -> (Self, Vec<Unresolved>) {
        let (records, superseded, mut misplaced) = evidence::standing(records);
        let (records, unresolved) = evidence::join(records, filing);
        misplaced.extend(unresolved);
        let parts = filing.parts.iter().enumerate();
        let running = parts.map(|(at, part)| Running::of(PartId::new(at), part, &records)).collect();
        let closed = closed(filing, &records);
        (Practice { records, superseded, closed, running, year, today }, misplaced)
    }

    /// Iterates over the incidents of the year under a part.
    pub fn incidents(&self, part: PartId) -> impl Iterator<Item = &Joined> {
        let of_year = |it: &&Joined| it.record.date().is_some_and(|date| self.year.contains(date));
        let own = move |it: &&Joined| it.record.kind == Kind::Incident && it.part == Some(part);
        self.records.iter().filter(own).filter(of_year)
    }
}

/// Answers with the first day of a part: as the form states, else as records show.
pub(super) fn starts<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let written = world.filing.parts[at].term.from.when();
    as_written(written, running(world, at).and_then(|it| it.first))
}

/// Answers with the last day of a part, likewise.
pub(super) fn ends<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let written = world.filing.parts[at].term.to.when();
    as_written(written, running(world, at).and_then(|it| it.last))
}

/// Answers with the first change of the rules since the filing that the part still ran under.
pub(super) fn past_change<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let (Some(practice), Some(running)) = (world.practice, running(world, at)) else {
        return Answer::unstated();
    };
    let runs = |day: Date| running.last.is_none_or(|last| last >= day) && day <= practice.today;
    let editions = world.policy.editions.iter().map(|edition| edition.from);
    // The edition in force when the part starts does not count as a change.
    let known = running.first.map_or(world.day, |first| first.max(world.day));
    day(editions.filter(|from| *from > known && runs(*from)).min())
}

/// Answers with the day that the audit takes as today.
pub(super) fn today<'w>(world: &World<'w>) -> Answer<'w> {
    day(world.practice.map(|practice| practice.today))
}

/// Returns the records of a part.
pub(super) fn of_part(world: &World<'_>, at: usize) -> Reached {
    if world.practice.is_none() {
        return Reached::Unknown(Standing::Unstated);
    }
    all(SubjectKind::Record, positions(world, move |it| it.part == Some(PartId::new(at))))
}

/// Returns the records of the year that show that a hop took place: those that name its step, and those of a return by it.
/// What came back in the year is shown with the entry of the day on which it was lent.
pub(super) fn of_hop(world: &World<'_>, at: usize) -> Reached {
    let Some(practice) = world.practice else { return Reached::Unknown(Standing::Unstated) };
    let Some(step) = world.custody.hops.get(at).map(|hop| world.custody.handovers[hop.handover].step) else {
        return Reached::Unknown(Standing::Unstated);
    };
    let about = |it: &Joined| it.step.is_some_and(|named| named == step || comes_back(world, it, named, step));
    let of_year = |it: &Joined| it.record.date().is_none_or(|date| practice.year.contains(date));
    let ended = |it: &&Joined| it.record.kind == Kind::MediaReturn && about(it) && of_year(it);
    let ended = practice.records.iter().filter(ended).filter_map(|it| it.record.date()).max();
    let lent = |it: &Joined| {
        it.record.kind == Kind::Handover && it.record.date().zip(ended).is_some_and(|(lent, end)| lent <= end)
    };
    let found: Vec<usize> = positions(world, |it| about(it) && (of_year(it) || lent(it))).collect();
    all(SubjectKind::Record, found.into_iter())
}

/// True if a record tells of the return of what one step lent, and another step brings that back.
fn comes_back(world: &World<'_>, it: &Joined, lent: StepId, step: StepId) -> bool {
    it.record.kind == Kind::MediaReturn && world.brings_back(lent, step)
}

/// Answers with a day as exactly as the form states it, else as records show it.
fn as_written<'w>(written: Option<When>, known: Option<Date>) -> Answer<'w> {
    match written.filter(|when| [when.first, when.last].iter().any(|day| Some(*day) == known)) {
        Some(when) => Answer::known(Value::Days(when.first, when.last)),
        None => day(known),
    }
}

fn running(world: &World<'_>, at: usize) -> Option<Running> {
    world.practice?.running.get(at).copied()
}

fn day<'w>(day: Option<Date>) -> Answer<'w> {
    day.map_or_else(Answer::unstated, |day| Answer::known(Value::Days(day, day)))
}

pub(super) fn all(kind: SubjectKind, found: impl Iterator<Item = usize>) -> Reached {
    Reached::Many(found.map(|at| Subject { kind, at }).collect())
}

pub(super) fn positions<'a>(world: &World<'a>, wanted: impl Fn(&'a Joined) -> bool) -> impl Iterator<Item = usize> {
    let records = world.practice.map(|practice| practice.records.as_slice()).unwrap_or_default();
    records.iter().enumerate().filter(move |(_, it)| wanted(it)).map(|(at, _)| at)
}

/// Serial numbers of records that tell of an end, with the last day of such a record.
fn closed(filing: &Filing, records: &[Joined]) -> BTreeMap<String, Option<Date>> {
    let claimed = |it: &Joined| it.state(filing) == Some(RecordState::Claimed);
    let ends = |it: &&Joined| match it.record.kind {
        // Whether a medium came back is for the receiver to say.
        Kind::MediaReturn => !claimed(it),
        Kind::ErasureReport | Kind::DestructionCertificate => true,
        Kind::Handover => goes_to_principal(filing, it),
        _ => false,
    };
    let mut closed = BTreeMap::new();
    for it in records.iter().filter(ends) {
        for serial in it.record.texts(Key::Serials) {
            let last = closed.entry(serial.to_owned()).or_default();
            *last = it.record.date().max(*last);
        }
    }
    closed
}

/// Whether the step of a record brings something to the principal.
pub(super) fn goes_to_principal(filing: &Filing, it: &Joined) -> bool {
    let to = it.step.and_then(|step| filing.step(step).to.copied());
    to.is_some_and(|to| filing.has_role(to, Role::Principal))
}

/// Answers with the first day on which a record shows data in the hands of a part's agent.
pub(super) fn first_data<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = PartId::new(at);
    let Some(agent) = world.filing.parts[at].to.copied() else {
        return Answer::unstated();
    };
    let receives = |it: &Joined| {
        let handover = it.step.and_then(|step| world.custody.handovers_of(step).first());
        handover.is_some_and(|handover| handover.to.copied() == Some(agent))
            || (it.step.is_none()
                && it.part == Some(part)
                && matches!(it.record.kind, Kind::Count | Kind::Handover | Kind::ReceiptBook))
    };
    let records = world.practice.map(|practice| practice.records.as_slice()).unwrap_or_default();
    day(records.iter().filter(|it| receives(it)).filter_map(|it| it.record.date()).min())
}

/// Answers with sub-contractors that records of a part name and that have no contract below it in the filing.
pub(super) fn undeclared<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let Some(practice) = world.practice else {
        return Answer::unstated();
    };
    let (filing, part) = (world.filing, PartId::new(at));
    let known: Vec<String> = below(world, part).flat_map(|actor| called(filing, actor)).collect();
    let own = practice.records.iter().filter(|it| it.part == Some(part));
    let used = own.flat_map(|it| it.record.texts(Key::SubcontractorsUsed));
    let mut names: Vec<&'w str> = used.filter(|name| !known.contains(&text::company(name))).collect();
    names.sort_unstable();
    names.dedup();
    Answer::known(Value::List(names.into_iter().map(|name| Value::Text(Cow::Borrowed(name))).collect()))
}

/// Answers with those to whom a part's agent passes on work by the filing, in its parts or its flow, and whom its closing
/// statement leaves out, though it says which sub-contractors were used.
pub(super) fn unreported<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let Some(practice) = world.practice else {
        return Answer::unstated();
    };
    let (filing, part) = (world.filing, PartId::new(at));
    let own = practice.records.iter().filter(|it| it.part == Some(part) && it.record.kind == Kind::CloseOut);
    let stated: Vec<&Joined> = own.filter(|it| it.record.get(Key::SubcontractorsUsed).is_some()).collect();
    if stated.is_empty() {
        return Answer::unstated();
    }
    let used: BTreeSet<String> =
        stated.iter().flat_map(|it| it.record.texts(Key::SubcontractorsUsed)).map(text::company).collect();
    let mut does_part: Vec<ActorId> = below(world, part).chain(grounds::receivers(world, part)).collect();
    does_part.sort_unstable();
    does_part.dedup();
    let left_out = does_part.into_iter().filter(|actor| !called(filing, *actor).any(|name| used.contains(&name)));
    let named = left_out.map(|actor| filing.actor(actor)).map(|actor| actor.name.value().unwrap_or(&actor.id));
    Answer::known(Value::List(named.map(|name| Value::Text(Cow::Borrowed(name.as_str()))).collect()))
}

/// The parties of the parts directly below a part.
fn below<'a>(world: &'a World<'_>, part: PartId) -> impl Iterator<Item = ActorId> + 'a {
    let parts = world.filing.parts.iter().enumerate();
    parts
        .filter(move |(at, _)| world.custody.parent(PartId::new(*at)) == Some(part))
        .filter_map(|(_, it)| it.to.copied())
}

/// What an actor may be called in a record, as companies are compared.
fn called(filing: &Filing, actor: ActorId) -> impl Iterator<Item = String> {
    let actor = filing.actor(actor);
    [Some(actor.id.as_str()), actor.name.value().map(String::as_str)].into_iter().flatten().map(text::company)
}
