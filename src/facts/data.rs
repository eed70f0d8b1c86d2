//! Facts of data sets and stores.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Answer, GetFact, GetMany, GetOne, Many, Subject, Value, World, wordings};
use crate::filing::{DataId, Field, StoreId};
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, StoreKind};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words;

/// Facts of a data set.
pub(super) fn fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.data[at].id))),
        "name" => |world, at| Answer::text(&world.filing.data[at].name),
        "group" => |world, at| Answer::text(&world.filing.data[at].group),
        "subjects" => |world, at| subjects(world, at),
        "personal" => |world, at| Answer::known(Value::Flag(world.filing.data[at].is_personal())),
        "dummy" => |world, at| Answer::flag(&world.filing.data[at].dummy),
        "my_number" => super::items::number_in,
        "items" => |world, at| {
            Answer::field(&world.filing.data[at].items, |items| {
                Value::List(items.iter().map(|item| Value::Text(Cow::Borrowed(item))).collect())
            })
        },
        "items.ambiguous" => |world, at| {
            let field = &world.filing.data[at].items;
            let set = &world.filing.data[at];
            let unclear = field.value().into_iter().flatten().filter(|item| {
                let said = set.settled.contains(item) || set.my_number != Field::Unstated;
                !said && world.policy.items.is_ambiguous(item)
            });
            Answer::found(unclear.map(|item| Value::Text(Cow::Borrowed(item.as_str()))).collect(), field.span())
        },
        "items.joined" => |world, at| {
            let field = &world.filing.data[at].items;
            let joined = field.value().into_iter().flatten().filter(|item| is_joined(world, item));
            Answer::found(joined.map(|item| Value::Text(Cow::Borrowed(item.as_str()))).collect(), field.span())
        },
        "incomplete" => |world, at| Answer::flag(&world.filing.data[at].incomplete),
        "kinds" => |world, at| {
            let set = &world.filing.data[at];
            let items = set.items.value().into_iter().flatten().map(String::as_str);
            let texts = std::iter::once(set.label()).chain(items).map(|text| (text, set.place.span));
            wordings::found(&world.policy.items.kinds, texts)
        },
        "reserved" => |world, at| {
            let mut parts = world.filing.parts.iter().filter_map(|part| part.reserves.value());
            Answer::known(Value::Flag(parts.any(|sets| sets.contains(&DataId::new(at)))))
        },
        _ => return None,
    })
}

/// Whether an item is several: where two are joined, one of them has to be known, for 胃がん、大腸がん検診 is one.
fn is_joined(world: &World<'_>, item: &str) -> bool {
    let pieces: Vec<&str> = text::item_pieces(item).collect();
    pieces.len() > 2 || (pieces.len() == 2 && pieces.into_iter().any(|piece| world.policy.items.knows(piece)))
}

/// Relations of a data set to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        // What is made from a set uses it, and so does what is about a part of it.
        "steps" => |world, at| {
            let own = DataId::new(at);
            let makers =
                world.filing.steps().filter(|(_, step)| step.uses.value().is_some_and(|sets| sets.contains(&own)));
            let made: BTreeSet<DataId> = makers.filter_map(|(_, step)| step.data.value()).flatten().copied().collect();
            let of_it =
                |set: &DataId| *set == own || world.filing.data[set.at()].part_of.contains(&own) || made.contains(set);
            let uses = |step: &Subject| {
                let step = world.filing.step(world.steps[step.at]);
                [&step.data, &step.uses].into_iter().filter_map(|field| field.value()).flatten().any(of_it)
            };
            Many::To(world.subjects(SubjectKind::Step).filter(uses).collect())
        },
        _ => return None,
    })
}

/// Ids of the data sets that a field names.
pub(super) fn names<'w>(world: &World<'w>, field: &'w Field<Vec<DataId>>) -> Answer<'w> {
    let filing = world.filing;
    Answer::field(field, |sets| {
        Value::List(sets.iter().map(|set| Value::Text(Cow::Borrowed(&filing.data[set.at()].id))).collect())
    })
}

/// Whose data a set is; one made from others is about the same persons as they.
fn subjects<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let sets = &world.filing.data;
    let mut open = vec![at];
    let mut seen: Vec<usize> = Vec::new();
    while let Some(at) = open.pop() {
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        if sets[at].subjects != Field::Unstated {
            return Answer::text(&sets[at].subjects);
        }
        open.extend(sets[at].part_of.iter().map(|set| set.at()));
    }
    Answer::unstated()
}

/// Facts of a store.
pub(super) fn store_fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.stores[at].id))),
        "name" => |world, at| Answer::text(&world.filing.stores[at].name),
        // A store without a kind is what its name calls it.
        "kind" => |world, at| {
            let store = &world.filing.stores[at];
            let unsaid = store.name.value().filter(|_| store.kind == Field::Unstated);
            match unsaid.and_then(|name| words::named_in(StoreKind::TABLE, name)) {
                Some(kind) => Answer::like(&store.name, Value::Word(StoreKind::TABLE, kind)),
                None => Answer::word(&store.kind),
            }
        },
        "law" => |world, at| Answer::word(&world.filing.stores[at].law),
        "brought_in" => |world, at| Answer::flag(&world.filing.stores[at].brought_in),
        "measures" => |world, at| super::declared::drawn(&world.filing.stores[at].measures),
        _ => return None,
    })
}

/// Relations of a store to several.
pub(super) fn store_many(name: &str) -> Option<GetMany> {
    Some(match name {
        "parts" => |world, at| {
            let own = StoreId::new(at);
            let parts = world.filing.parts.iter().enumerate().filter(|(_, part)| part.stores.contains(&own));
            Many::To(parts.map(|(at, _)| Subject { kind: SubjectKind::Part, at }).collect())
        },
        "steps" => |world, at| {
            let own = StoreId::new(at);
            let uses = |step: &Subject| {
                let id = world.steps[step.at];
                let step = world.filing.step(id);
                let read = world.custody.store_read(world.filing, id);
                [read, step.into.copied(), step.store.copied()].contains(&Some(own))
            };
            Many::To(world.subjects(SubjectKind::Step).filter(uses).collect())
        },
        _ => return None,
    })
}

/// Relations of a store to one.
pub(super) fn store_one(name: &str) -> Option<GetOne> {
    Some(match name {
        "actor" => |world, at| super::actor::one(&world.filing.stores[at].actor),
        // Whoever holds it runs it, unless another is said to.
        "operator" => |world, at| {
            let store = &world.filing.stores[at];
            super::actor::one(if store.operated_by == Field::Unstated { &store.actor } else { &store.operated_by })
        },
        _ => return None,
    })
}
