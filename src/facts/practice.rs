//! Facts of what was done, asked only in an audit. Outside of one, all of them are unstated.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::filing::nowhere;
use super::{Answer, Named, Reached, Standing, Subject, Value, World};
use crate::calendar::{Date, FiscalYear, When};
use crate::evidence::{self, Joined, Record, Running, Unresolved};
use crate::filing::{ActorId, Filing, PartId};
use crate::flow::Place;
use crate::text;
use crate::vocabulary::enumerations::{Record as Kind, RecordKey as Key, Role};
use crate::vocabulary::facts::{RecordFact, RecordRelation, SubjectKind};
use crate::vocabulary::words;
use crate::words::{Both, Lang, say};

/// What an audit knows in addition to the filing.
#[derive(Debug)]
pub struct Practice {
    /// Records of the filing, with what they refer to.
    pub records: Vec<Joined>,
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
        let (records, misplaced) = evidence::join(records, filing);
        let parts = filing.parts.iter().enumerate();
        let running = parts.map(|(at, part)| Running::of(PartId::new(at), part, &records)).collect();
        let closed = closed(filing, &records);
        (Practice { records, closed, running, year, today }, misplaced)
    }
}

/// Answers a fact of a record.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: RecordFact) -> Answer<'w> {
    match fact {
        RecordFact::Kind => with(world, at, |it| Some(Value::word(it.record.kind))),
        RecordFact::Date => days(world, at, Key::Date),
        RecordFact::ValidTo => days(world, at, Key::ValidTo),
        RecordFact::KeptUntil => days(world, at, Key::KeptUntil),
        RecordFact::Document => told(world, at, Key::Document),
        RecordFact::Job => told(world, at, Key::Job),
        RecordFact::Name => told(world, at, Key::Name),
        RecordFact::Step => told(world, at, Key::Step),
        RecordFact::Announced => with(world, at, |it| it.record.flag(Key::Announced).map(Value::Flag)),
        RecordFact::Serials => with(world, at, |it| {
            let serials: Vec<Value<'_>> = it.record.texts(Key::Serials).map(|one| Value::Text(one.into())).collect();
            (!serials.is_empty()).then_some(Value::List(serials))
        }),
        RecordFact::SerialsOpen => with(world, at, |it| Some(Value::List(open_serials(world, it)))),
        RecordFact::Imbalance => with(world, at, |it| Some(Value::List(imbalance(it)))),
    }
}

/// Follows a relation of a record.
pub(super) fn relation(world: &World<'_>, at: usize, relation: RecordRelation) -> Reached {
    match relation {
        RecordRelation::Part => to(SubjectKind::Part, of(world, at).and_then(|it| it.part).map(PartId::at)),
        RecordRelation::Issuer => to(SubjectKind::Actor, of(world, at).and_then(|it| it.issued_by).map(ActorId::at)),
        // The hops that its step makes.
        RecordRelation::Hops => {
            let step = of(world, at).and_then(|it| it.step);
            let hops = world.custody.hops.iter().enumerate();
            let own = hops.filter(|(_, hop)| Some(world.custody.handovers[hop.handover].step) == step);
            all(SubjectKind::Hop, own.map(|(at, _)| at))
        }
        // The holders of the places it names, else those of its part.
        RecordRelation::Holders => {
            let Some(it) = of(world, at) else { return Reached::Unknown(Standing::Unstated) };
            all(SubjectKind::Actor, holders(world, it).into_iter().map(ActorId::at))
        }
        // Records that show that the data was still used, received or handed on under the same part.
        RecordRelation::Uses => {
            let Some(it) = of(world, at) else { return Reached::Unknown(Standing::Unstated) };
            let uses = |other: &Joined| {
                matches!(other.record.kind, Kind::Handover | Kind::Count | Kind::PrintLog | Kind::ReceiptBook)
                    && other.part == it.part
                    && other.record.text(Key::Job) == it.record.text(Key::Job)
                    && (it.data.is_empty()
                        || other.data.is_empty()
                        || other.data.iter().any(|set| it.data.contains(set)))
            };
            all(SubjectKind::Record, positions(world, uses))
        }
    }
}

/// Answers with the first day of a part: as the form states, else as records show.
pub(super) fn starts<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let written = world.filing.parts[at].term.from.value().and_then(|day| day.when);
    as_written(written, running(world, at).and_then(|it| it.first))
}

/// Answers with the last day of a part, likewise.
pub(super) fn ends<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let written = world.filing.parts[at].term.to.value().and_then(|day| day.when);
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

/// Returns the records of the year that name the step of a hop.
pub(super) fn of_hop(world: &World<'_>, at: usize) -> Reached {
    let Some(practice) = world.practice else { return Reached::Unknown(Standing::Unstated) };
    let step = world.custody.hops.get(at).map(|hop| world.custody.handovers[hop.handover].step);
    let of_year = move |it: &Joined| it.record.date().is_none_or(|date| practice.year.contains(date));
    all(SubjectKind::Record, positions(world, move |it| it.step.is_some() && it.step == step && of_year(it)))
}

/// Returns how findings name a record.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let Some(it) = of(world, at) else {
        return Named { id: String::new(), way: None, pointer: String::new(), span: crate::source::Span::START };
    };
    let kind = it.record.kind;
    let id = it
        .record
        .text(Key::Document)
        .map_or_else(|| format!("{}:{}", words_of(kind), it.record.span.line), str::to_owned);
    Named { id, way: None, pointer: it.record.pointer.to_string(), span: it.record.span }
}

fn words_of(kind: Kind) -> &'static str {
    use crate::vocabulary::enumerations::Enumerated as _;
    kind.word()
}

fn of<'w>(world: &World<'w>, at: usize) -> Option<&'w Joined> {
    world.practice?.records.get(at)
}

fn running(world: &World<'_>, at: usize) -> Option<Running> {
    world.practice?.running.get(at).copied()
}

fn with<'w>(world: &World<'w>, at: usize, value: impl FnOnce(&'w Joined) -> Option<Value<'w>>) -> Answer<'w> {
    let Some(it) = of(world, at) else { return Answer::unstated() };
    value(it).map_or_else(Answer::unstated, |value| Answer { span: Some(it.record.span), ..Answer::known(value) })
}

fn told<'w>(world: &World<'w>, at: usize, key: Key) -> Answer<'w> {
    with(world, at, |it| it.record.text(key).map(|text| Value::Text(Cow::Borrowed(text))))
}

fn days<'w>(world: &World<'w>, at: usize, key: Key) -> Answer<'w> {
    with(world, at, |it| it.record.days(key).map(|(first, last)| Value::Days(first, last)))
}

fn day<'w>(day: Option<Date>) -> Answer<'w> {
    day.map_or_else(Answer::unstated, |day| Answer::known(Value::Days(day, day)))
}

/// Answers with a day as exactly as the form states it, else as records show it.
fn as_written<'w>(written: Option<When>, known: Option<Date>) -> Answer<'w> {
    match written.filter(|when| [when.first, when.last].iter().any(|day| Some(*day) == known)) {
        Some(when) => Answer::known(Value::Days(when.first, when.last)),
        None => day(known),
    }
}

fn to(kind: SubjectKind, at: Option<usize>) -> Reached {
    at.map_or_else(nowhere, |at| Reached::One(Subject { kind, at }))
}

fn all(kind: SubjectKind, found: impl Iterator<Item = usize>) -> Reached {
    Reached::Many(found.map(|at| Subject { kind, at }).collect())
}

fn positions<'w>(world: &World<'w>, wanted: impl Fn(&Joined) -> bool + 'w) -> impl Iterator<Item = usize> + 'w {
    let records = world.practice.map(|practice| practice.records.as_slice()).unwrap_or_default();
    records.iter().enumerate().filter(move |(_, it)| wanted(it)).map(|(at, _)| at)
}

/// Returns the actors that hold what a record names.
fn holders(world: &World<'_>, it: &Joined) -> Vec<ActorId> {
    let here = |place: &Place| matches!(place, Place::Store(store) if it.at.contains(store));
    let named = world.custody.holdings.iter().filter(|holding| here(&holding.place)).map(|holding| holding.holder);
    let mut found: Vec<ActorId> = named.collect();
    if it.at.is_empty() {
        found.extend(it.part.and_then(|part| world.filing.parts[part.at()].to.copied()));
    }
    found
}

/// Returns the serial numbers handed over that no later record of a return, an erasure or a destruction names. What is
/// handed to the principal has come back.
fn open_serials<'w>(world: &World<'w>, it: &'w Joined) -> Vec<Value<'w>> {
    if goes_to_principal(world.filing, it) {
        return Vec::new();
    }
    let closed = world.practice.map(|practice| &practice.closed);
    let is_closed =
        |serial: &&str| closed.and_then(|all| all.get(*serial)).is_some_and(|last| *last >= it.record.date());
    let open = it.record.texts(Key::Serials).filter(|serial| !is_closed(serial));
    open.map(|serial| Value::Text(Cow::Borrowed(serial))).collect()
}

/// Serial numbers of records that tell of an end, with the last day of such a record.
fn closed(filing: &Filing, records: &[Joined]) -> BTreeMap<String, Option<Date>> {
    let ends = |it: &&Joined| match it.record.kind {
        Kind::MediaReturn | Kind::ErasureReport | Kind::DestructionCertificate => true,
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
fn goes_to_principal(filing: &Filing, it: &Joined) -> bool {
    let to = it.step.and_then(|step| filing.step(step).to.copied());
    to.is_some_and(|to| filing.has_role(to, Role::Principal))
}

/// Returns counts that disagree: sent = received = processed; delivered + spoiled + returned = processed; spoiled =
/// destroyed. A count that is not stated agrees with any.
fn imbalance<'w>(it: &Joined) -> Vec<Value<'w>> {
    let number = |key: Key| it.record.number(key);
    let mut found = Vec::new();
    let mut equal = |one: Key, other: Key| {
        if let (Some(first), Some(second)) = (number(one), number(other))
            && first != second
        {
            found.push(differ(&[one], first, other, second));
        }
    };
    equal(Key::Sent, Key::Received);
    equal(Key::Received, Key::Processed);
    equal(Key::Spoiled, Key::Destroyed);
    let parts = [Key::Delivered, Key::Spoiled, Key::Returned];
    let known: Vec<Key> = parts.into_iter().filter(|key| number(*key).is_some()).collect();
    let sum = known.iter().filter_map(|key| number(*key)).fold(0_i64, i64::saturating_add);
    // Where one of the shares is not stated, the others may be less than the whole, but never more.
    if let Some(processed) = number(Key::Processed).filter(|_| known.contains(&Key::Delivered))
        && (sum > processed || (known.len() == parts.len() && sum != processed))
    {
        found.push(differ(&known, sum, Key::Processed, processed));
    }
    found
}

fn differ<'w>(keys: &[Key], sum: i64, other: Key, number: i64) -> Value<'w> {
    let text = |lang: Lang| {
        let names: Vec<&str> = keys.iter().map(|key| words::of(*key, lang)).collect();
        let keys = names.join(&say(lang, "fact.and", &[]));
        let (sum, number) = (sum.to_string(), number.to_string());
        let args = [("keys", &*keys), ("sum", &sum), ("other", words::of(other, lang)), ("number", &number)];
        say(lang, "fact.differ", &args)
    };
    Value::Phrase(Both::in_each(text))
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
            || (it.part == Some(part) && matches!(it.record.kind, Kind::Count | Kind::Handover | Kind::ReceiptBook))
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
    let below = filing.parts.iter().enumerate().filter(|(at, _)| world.custody.parent(PartId::new(*at)) == Some(part));
    let known: Vec<&str> = below
        .filter_map(|(_, it)| it.to.copied())
        .flat_map(|actor| [Some(filing.actor(actor).id.as_str()), filing.actor(actor).name.value().map(String::as_str)])
        .flatten()
        .collect();
    let known: Vec<String> = known.into_iter().map(text::company).collect();
    let own = practice.records.iter().filter(|it| it.part == Some(part));
    let used = own.flat_map(|it| it.record.texts(Key::SubcontractorsUsed));
    let mut names: Vec<&'w str> = used.filter(|name| !known.contains(&text::company(name))).collect();
    names.sort_unstable();
    names.dedup();
    Answer::known(Value::List(names.into_iter().map(|name| Value::Text(Cow::Borrowed(name))).collect()))
}
