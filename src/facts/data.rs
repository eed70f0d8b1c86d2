//! Facts of data sets and stores.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Answer, Reached, Subject, Value, World, wordings};
use crate::filing::{DataId, Field, StoreId};
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, GoverningLaw, StoreKind};
use crate::vocabulary::facts::{DataFact, DataRelation, StoreFact, StoreRelation, SubjectKind};
use crate::vocabulary::words;

/// Answers a fact of a data set.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: DataFact) -> Answer<'w> {
    let set = &world.filing.data[at];
    match fact {
        DataFact::Id => Answer::known(Value::Text(Cow::Borrowed(&set.id))),
        DataFact::Name => Answer::text(&set.name),
        DataFact::Group => Answer::text(&set.group),
        DataFact::Subjects => subjects(world, at),
        DataFact::Year => Answer::text(&set.year),
        DataFact::Personal => Answer::known(Value::Flag(set.is_personal())),
        DataFact::Dummy => Answer::flag(&set.dummy),
        DataFact::MyNumber => super::items::number_in(world, at),
        DataFact::Sensitive => Answer::field(&set.sensitive, |all| Value::words(all.iter().copied())),
        DataFact::Items => Answer::field(&set.items, |items| {
            Value::List(items.iter().map(|item| Value::Text(Cow::Borrowed(item))).collect())
        }),
        DataFact::ItemsAmbiguous => {
            let field = &set.items;
            let unclear = field.value().into_iter().flatten().filter(|item| {
                let said = set.settled.contains(item) || set.my_number != Field::Unstated;
                !said && world.policy.items.is_ambiguous(item)
            });
            Answer::found(unclear.map(|item| Value::Text(Cow::Borrowed(item.as_str()))).collect(), field.span())
        }
        DataFact::ItemsJoined => {
            let field = &set.items;
            let joined = field.value().into_iter().flatten().filter(|item| is_joined(world, item));
            Answer::found(joined.map(|item| Value::Text(Cow::Borrowed(item.as_str()))).collect(), field.span())
        }
        DataFact::Incomplete => Answer::flag(&set.incomplete),
        DataFact::Kinds => {
            let items = set.items.value().into_iter().flatten().map(String::as_str);
            let texts = std::iter::once(set.label()).chain(items).map(|text| (text, set.place.span));
            wordings::found(&world.policy.items.kinds, texts)
        }
        DataFact::Reserved => {
            let mut parts = world.filing.parts.iter().filter_map(|part| part.reserves.value());
            Answer::known(Value::Flag(parts.any(|sets| sets.contains(&DataId::new(at)))))
        }
    }
}

/// True if an item joins several. Of two, the dictionary has to know one, as 胃がん、大腸がん検診 is a single item.
fn is_joined(world: &World<'_>, item: &str) -> bool {
    let pieces: Vec<&str> = text::item_pieces(item).collect();
    pieces.len() > 2 || (pieces.len() == 2 && pieces.into_iter().any(|piece| world.policy.items.knows(piece)))
}

/// Follows a relation of a data set.
pub(super) fn relation(world: &World<'_>, at: usize, relation: DataRelation) -> Reached {
    match relation {
        // Steps that make something from a set use it, and so do those about a part of it.
        DataRelation::Steps => {
            let (own, index) = (DataId::new(at), world.index());
            let step = |at: &usize| world.filing.step(world.steps[*at]);
            let makers = index.about(own).iter().map(step);
            let makers = makers.filter(|step| step.uses.value().is_some_and(|sets| sets.contains(&own)));
            let made = makers.filter_map(|step| step.data.value()).flatten();
            let sets: BTreeSet<DataId> = made.chain(index.parts_of(own)).chain([&own]).copied().collect();
            let steps: BTreeSet<usize> = sets.iter().flat_map(|set| index.about(*set)).copied().collect();
            Reached::Many(steps.into_iter().map(|at| Subject { kind: SubjectKind::Step, at }).collect())
        }
    }
}

/// Answers with the ids of the data sets that a field names.
pub(super) fn set_ids<'w>(world: &World<'w>, field: &'w Field<Vec<DataId>>) -> Answer<'w> {
    let filing = world.filing;
    Answer::field(field, |sets| {
        Value::List(sets.iter().map(|set| Value::Text(Cow::Borrowed(&filing.data[set.at()].id))).collect())
    })
}

/// Answers whose data a set is; a set made from others is about the same persons.
fn subjects<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let sets = &world.filing.data;
    let mut open = vec![at];
    let mut seen = vec![false; sets.len()];
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        if sets[at].subjects != Field::Unstated {
            return Answer::text(&sets[at].subjects);
        }
        open.extend(sets[at].part_of.iter().map(|set| set.at()));
    }
    Answer::unstated()
}

/// Answers a fact of a store.
pub(super) fn store_fact<'w>(world: &World<'w>, at: usize, fact: StoreFact) -> Answer<'w> {
    let store = &world.filing.stores[at];
    match fact {
        StoreFact::Id => Answer::known(Value::Text(Cow::Borrowed(&store.id))),
        StoreFact::Name => Answer::text(&store.name),
        StoreFact::Kind => {
            let unsaid = store.name.value().filter(|_| store.kind == Field::Unstated);
            match unsaid.and_then(|name| kind_in(name)) {
                Some(kind) => Answer::like(&store.name, Value::Word(StoreKind::TABLE, kind)),
                None => Answer::word(&store.kind),
            }
        }
        StoreFact::Law => Answer::word(&store.law),
        StoreFact::Abroad => Answer::known(Value::Flag(store.law.copied() == Some(GoverningLaw::Foreign))),
        StoreFact::Exposure => Answer::word(&store.exposure),
        StoreFact::PassesOn => Answer::day(&store.passes_on),
        StoreFact::Wordings => {
            let name = store.name.value().map(|name| (name.as_str(), store.name.span().unwrap_or(store.place.span)));
            wordings::found(&world.policy.items.wordings, name)
        }
        StoreFact::BroughtIn => Answer::flag(&store.brought_in),
        StoreFact::Measures => super::declared::drawn(&store.measures),
    }
}

/// Returns the kind of store that a name says it is; `None` if it says none, or several. A server of a system is a server.
fn kind_in(name: &str) -> Option<u8> {
    let mut found = words::named_in(StoreKind::TABLE, name);
    if found.len() > 1 {
        found.retain(|kind| *kind != StoreKind::System.position());
    }
    <[u8; 1]>::try_from(found).ok().map(|[only]| only)
}

/// Follows a relation of a store.
pub(super) fn store_relation(world: &World<'_>, at: usize, relation: StoreRelation) -> Reached {
    let store = &world.filing.stores[at];
    match relation {
        StoreRelation::Actor => super::actor::one(&store.actor),
        // The actor that holds a store runs it, unless another is stated to.
        StoreRelation::Operator => {
            super::actor::one(if store.operated_by == Field::Unstated { &store.actor } else { &store.operated_by })
        }
        StoreRelation::Parts => {
            let own = StoreId::new(at);
            let parts = world.filing.parts.iter().enumerate().filter(|(_, part)| part.stores.contains(&own));
            Reached::Many(parts.map(|(at, _)| Subject { kind: SubjectKind::Part, at }).collect())
        }
        StoreRelation::Steps => {
            let steps = world.index().at_store(StoreId::new(at)).iter();
            Reached::Many(steps.map(|at| Subject { kind: SubjectKind::Step, at: *at }).collect())
        }
    }
}
