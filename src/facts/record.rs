//! Facts of records: what one tells, and what it says of others. Outside of an audit, all of them are unstated.

use std::borrow::Cow;

use super::filing::nowhere;
use super::practice::{all, goes_to_principal, positions};
use super::{Answer, Named, Reached, Standing, Subject, Value, World};
use crate::evidence::Joined;
use crate::filing::{ActorId, PartId};
use crate::vocabulary::enumerations::{Enumerated, RecordKey as Key};
use crate::vocabulary::facts::{RecordFact, RecordRelation, SubjectKind};
use crate::vocabulary::words;
use crate::words::{Lang, Phrase, date, say};

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
        RecordFact::Announced => flag(world, at, Key::Announced),
        RecordFact::Serials => texts(world, at, Key::Serials),
        RecordFact::SerialsOpen => with(world, at, |it| Some(Value::List(open_serials(world, it)))),
        RecordFact::Imbalance => with(world, at, |it| Some(Value::List(imbalance(it)))),
        RecordFact::Contradicted => with(world, at, |it| {
            let found = positions(world, |other| super::uses::contradicts(world, it, other));
            Some(Value::List(found.filter_map(|at| of(world, at)).map(phrase).collect()))
        }),
        RecordFact::State => with(world, at, |it| it.state(world.filing).map(Value::word)),
        RecordFact::Reported => days(world, at, Key::Reported),
        RecordFact::ReportedDays => with(world, at, |it| it.days_until(Key::Reported).map(Value::Number)),
        RecordFact::People => with(world, at, |it| it.record.number(Key::People).map(Value::Number)),
        RecordFact::Sensitive => flag(world, at, Key::Sensitive),
        RecordFact::Wrongful => flag(world, at, Key::Wrongful),
        RecordFact::Damage => flag(world, at, Key::Damage),
        RecordFact::Encrypted => flag(world, at, Key::Encrypted),
        RecordFact::CommissionDays => with(world, at, |it| it.days_until(Key::Commission).map(Value::Number)),
        RecordFact::CommissionFinalDays => with(world, at, |it| it.days_until(Key::CommissionFinal).map(Value::Number)),
        RecordFact::PersonsTold => days(world, at, Key::PersonsTold),
        RecordFact::Handlers => texts(world, at, Key::Handlers),
        RecordFact::HandlersOther => with(world, at, |it| super::ledger::others(world, it)),
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
            all(SubjectKind::Actor, super::uses::holders(world, it).into_iter().map(ActorId::at))
        }
        // The contracts of whoever its step brings something to.
        RecordRelation::Receiving => {
            let step = of(world, at).and_then(|it| it.step);
            let to = step.and_then(|step| world.custody.handovers_of(step).first()?.to.copied());
            let parts = to.map(|to| world.custody.binding(world.filing, to)).unwrap_or_default();
            all(SubjectKind::Part, parts.into_iter().map(PartId::at))
        }
        // Records that show that what it tells of was still used, received or handed on.
        RecordRelation::Uses => {
            let Some(it) = of(world, at) else { return Reached::Unknown(Standing::Unstated) };
            all(SubjectKind::Record, positions(world, |other| super::uses::is_use(world, it, other)))
        }
        // Earlier records that cannot be true beside it.
        RecordRelation::Contradicts => {
            let Some(it) = of(world, at) else { return Reached::Unknown(Standing::Unstated) };
            all(SubjectKind::Record, positions(world, |other| super::uses::contradicts(world, it, other)))
        }
    }
}

/// Returns how findings name a record.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let Some(it) = of(world, at) else {
        return Named { id: String::new(), way: None, pointer: String::new(), span: crate::source::Span::START };
    };
    let kind = it.record.kind;
    let id =
        it.record.text(Key::Document).map_or_else(|| format!("{}:{}", kind.word(), it.record.span.line), str::to_owned);
    Named { id, way: None, pointer: it.record.pointer.to_string(), span: it.record.span }
}

fn of<'w>(world: &World<'w>, at: usize) -> Option<&'w Joined> {
    world.practice?.records.get(at)
}

fn with<'w>(world: &World<'w>, at: usize, value: impl FnOnce(&'w Joined) -> Option<Value<'w>>) -> Answer<'w> {
    let Some(it) = of(world, at) else { return Answer::unstated() };
    value(it).map_or_else(Answer::unstated, |value| Answer { span: Some(it.record.span), ..Answer::known(value) })
}

fn told<'w>(world: &World<'w>, at: usize, key: Key) -> Answer<'w> {
    with(world, at, |it| it.record.text(key).map(|text| Value::Text(Cow::Borrowed(text))))
}

fn flag<'w>(world: &World<'w>, at: usize, key: Key) -> Answer<'w> {
    with(world, at, |it| it.record.flag(key).map(Value::Flag))
}

fn texts<'w>(world: &World<'w>, at: usize, key: Key) -> Answer<'w> {
    with(world, at, |it| {
        let texts: Vec<Value<'_>> = it.record.texts(key).map(|one| Value::Text(one.into())).collect();
        (!texts.is_empty()).then_some(Value::List(texts))
    })
}

fn days<'w>(world: &World<'w>, at: usize, key: Key) -> Answer<'w> {
    with(world, at, |it| it.record.days(key).map(|(first, last)| Value::Days(first, last)))
}

fn to(kind: SubjectKind, at: Option<usize>) -> Reached {
    at.map_or_else(nowhere, |at| Reached::One(Subject { kind, at }))
}

/// Names a record by its kind and its day.
fn phrase(it: &Joined) -> Value<'_> {
    let text = move |lang: Lang| {
        let day = it.record.date().map(|day| date(day, lang)).unwrap_or_default();
        say(lang, "fact.record", &[("kind", words::of(it.record.kind, lang)), ("date", &day)])
    };
    Value::Phrase(Phrase::made(text))
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
    let keys = keys.to_vec();
    let text = move |lang: Lang| {
        let names: Vec<&str> = keys.iter().map(|key| words::of(*key, lang)).collect();
        let keys = names.join(&say(lang, "fact.and", &[]));
        let (sum, number) = (sum.to_string(), number.to_string());
        let args = [("keys", &*keys), ("sum", &sum), ("other", words::of(other, lang)), ("number", &number)];
        say(lang, "fact.differ", &args)
    };
    Value::Phrase(Phrase::made(text))
}
