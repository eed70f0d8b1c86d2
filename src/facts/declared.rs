//! Facts that compare what a part declares with what the flow or the other side does.

use std::borrow::Cow;

use super::{Answer, Value, World};
use crate::filing::{DataId, Field, Location, Part, PartId, PartMedium, Step, StoreId};
use crate::flow::{Holding, Place};
use crate::vocabulary::enumerations::{Medium, MediumClass, PartKind, StoreKind};

/// Answers with media and stores that the flow uses under a part and that its field for media (記録媒体) does not name.
pub(super) fn media<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let id = PartId::new(at);
    let part = &world.filing.parts[at];
    let Some(declared) = part.media.value() else {
        return Answer::like(&part.media, Value::Flag(true));
    };
    let personal = |set: &DataId| world.filing.data[set.at()].is_personal();
    let mut missing: Vec<Value<'w>> = Vec::new();
    for hop in world.custody.hops.iter().filter(|hop| world.custody.handovers[hop.handover].part == Some(id)) {
        let step = world.filing.step(world.custody.handovers[hop.handover].step);
        // Speech, meetings and password notices record no data.
        let records = matches!(hop.class, Some(MediumClass::Paper | MediumClass::Removable | MediumClass::Network))
            && step.data.value().is_none_or(|sets| sets.iter().any(personal));
        let used = hop.medium(step).value().map(|media| media.list.clone()).unwrap_or_default();
        let known = declared.iter().any(|entry| same_kind(entry, &used))
            || (hop.class == Some(MediumClass::Network) && declared.iter().any(|entry| is_reached(world, entry, step)));
        if records && !known {
            missing.extend(used.first().map(|medium| Value::word(*medium)));
        }
    }
    let own = |holding: &&Holding| {
        let about = holding.data.is_empty() || holding.data.iter().any(personal);
        about && world.custody.binding(world.filing, holding.holder).contains(&id)
    };
    for holding in world.custody.holdings.iter().filter(own) {
        match holding.place {
            Place::Store(store) if !declared.iter().any(|entry| names_store(world, entry, store)) => {
                if is_carried(world, declared, store) {
                    continue;
                }
                let store = &world.filing.stores[store.at()];
                // Cabinets and rooms keep media but record nothing themselves.
                let records = !matches!(
                    store.kind.copied(),
                    Some(StoreKind::Cabinet | StoreKind::Safe | StoreKind::Room | StoreKind::Box)
                );
                let name = Value::Text(Cow::Borrowed(store.label()));
                missing.extend(records.then_some(name));
            }
            Place::Lot(lot) => {
                let media = &world.custody.lots[lot.0 as usize].media;
                let notice = media.iter().all(|medium| medium.class() == MediumClass::Notice);
                let known = declared.iter().any(|entry| same_kind(entry, media));
                if !notice && !known {
                    missing.extend(media.first().map(|medium| Value::word(*medium)));
                }
            }
            _ => {}
        }
    }
    let mut once: Vec<Value<'w>> = Vec::new();
    for value in missing {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    Answer::like(&part.media, Value::List(once))
}

/// Answers with media that a part or a contract below it declares and that no step of either uses.
pub(super) fn unused_media<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let Some(declared) = part.media.value() else {
        return Answer::like(&part.media, Value::Flag(true));
    };
    let own = |id: PartId| id.at() == at || world.custody.parent(id).is_some_and(|above| above.at() == at);
    let mut used: Vec<Medium> = Vec::new();
    for hop in world.custody.hops.iter().filter(|hop| world.custody.handovers[hop.handover].part.is_some_and(own)) {
        let step = world.filing.step(world.custody.handovers[hop.handover].step);
        used.extend(hop.medium(step).value().map(|media| media.list.clone()).unwrap_or_default());
        if hop.class == Some(MediumClass::Network) {
            used.push(Medium::Network);
        }
        if hop.class.is_none() {
            return Answer::unstated();
        }
    }
    for holding in &world.custody.holdings {
        if let Place::Lot(lot) = holding.place
            && world.custody.binding(world.filing, holding.holder).into_iter().any(own)
        {
            used.extend(&world.custody.lots[lot.0 as usize].media);
        }
    }
    let mut unused: Vec<Medium> =
        declared.iter().filter(|entry| !same_kind(entry, &used)).filter_map(|entry| entry.medium).collect();
    unused.sort_unstable();
    unused.dedup();
    Answer::like(&part.media, Value::words(unused))
}

/// Answers with the measures that a drawing lists in one place; unstated where it lists none.
pub(super) fn drawn<'w>(list: impl IntoIterator<Item = &'w (String, Location)>) -> Answer<'w> {
    let list: Vec<&'w (String, Location)> = list.into_iter().collect();
    list.first().map_or_else(Answer::unstated, |(_, place)| {
        let ids = list.iter().map(|(id, _)| Value::Text(Cow::Borrowed(id.as_str())));
        Answer::found(ids.collect(), Some(place.span))
    })
}

/// Answers with items of a part that the contract it belongs to lacks: the one above a sub-contract, or those with the
/// other end of a connection.
pub(super) fn unshared_items<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let field = [&part.handles, &part.data].into_iter().find(|field| field.value().is_some()).unwrap_or(&part.provides);
    let agent = part.to.copied();
    let with_agent = |other: &Part| other.is_contract() && agent.is_some() && other.to.copied() == agent;
    let above: Vec<&Part> = match (part.kind, world.custody.parent(PartId::new(at))) {
        (PartKind::Connection, _) => world.filing.parts.iter().filter(|other| with_agent(other)).collect(),
        (_, parent) => parent.into_iter().map(|parent| &world.filing.parts[parent.at()]).collect(),
    };
    if above.is_empty() {
        return Answer::unstated();
    }
    let Some(sets) = field.value() else {
        return Answer::like(field, Value::Flag(true));
    };
    let held = above.into_iter().map(|other| declared_items(world, other)).collect::<Option<Vec<_>>>();
    let (Some(held), Some(handled)) = (held, items_of(world, sets)) else {
        // A list in an annex cannot be compared.
        return Answer::unstated();
    };
    let held = world.policy.items.list(held.iter().flatten().map(String::as_str));
    let missing = handled.iter().filter(|item| !held.has(item));
    Answer::like(field, Value::List(missing.map(|item| Value::Text(Cow::Owned(item.clone()))).collect()))
}

/// Returns the measures that a part states, in prose or by a row that either side answers ○.
pub(super) fn stated_measures<'w>(world: &World<'w>, at: usize) -> Vec<&'w str> {
    let part = &world.filing.parts[at];
    let mut ids: Vec<&'w str> = part.measures.iter().flat_map(|row| &row.means).map(String::as_str).collect();
    let table = part.checklist.as_ref();
    let form = table.and_then(|table| world.policy.checklists.get(table.form.value()?));
    if let (Some(table), Some(form)) = (table, form) {
        // “All” of a column are the rows that the form has for it.
        for principals in [true, false] {
            let Some(column) = table.column(principals).value() else { continue };
            let own = form.rows.iter().filter(|row| row.is_asked(principals));
            let ticked = own.filter(|row| column.mark(&row.id) == Some(true));
            ids.extend(ticked.flat_map(|row| &row.measures).map(String::as_str));
        }
    }
    ids
}

/// Answers with the measures that a part states, and with those that a sentence speaks of whose meaning is left out.
pub(super) fn measures<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let mut ids = stated_measures(world, at);
    ids.extend(world.measures_of(PartId::new(at)).flat_map(|row| world.spoken(row)));
    let table = part.checklist.as_ref();
    let columns = table.into_iter().flat_map(|table| [&table.principal, &table.agent]);
    let annexed = columns
        .filter(|column| matches!(column, Field::Elsewhere(..)))
        .map(|column| Answer::like(column, Value::Flag(true)))
        .next()
        .or_else(|| {
            let said = [&part.measures_said, &part.checklist_said];
            let annex = said.into_iter().find(|field| matches!(field, Field::Elsewhere(..)));
            annex.map(|field| Answer::like(field, Value::Flag(true)))
        });
    if let Some(annexed) = annexed {
        return annexed;
    }
    if table.is_none() && part.measures.is_empty() {
        return Answer::unstated();
    }
    let span = table.map(|table| table.place.span).or(part.measures_said.span());
    Answer::found(ids.into_iter().map(|id| Value::Text(Cow::Borrowed(id))).collect(), span)
}

/// Answers whether the measures of a side are written: in prose, in its column, or in the table of another part.
pub(super) fn side<'w>(part: &'w Part, principal: bool) -> Answer<'w> {
    let rows = part.measures.iter().find(|row| row.by_principal == principal).map(|row| row.place.span);
    let table = part.checklist.as_ref();
    let column = table.map(|table| table.column(principal));
    let shared = table.and_then(|table| table.same_as.value().and(table.same_as.span()));
    if let Some(span) = rows.or_else(|| column?.value().and(column?.span())).or(shared) {
        return Answer { span: Some(span), ..Answer::known(Value::Flag(true)) };
    }
    let annexed = [
        column.map(|column| column.map(|_| true)),
        Some(part.measures_said.clone()),
        Some(part.checklist_said.clone()),
    ];
    let annexed = annexed.into_iter().flatten().find(|field| matches!(field, Field::Elsewhere(..)));
    annexed.map_or_else(Answer::unstated, |field| Answer::like(&field, Value::Flag(true)))
}

/// True if a declared medium covers one of those used: `CD-R等` also declares other discs, `CD-R` no DVD-R.
fn same_kind(declared: &PartMedium, used: &[Medium]) -> bool {
    let disc = |medium: Medium| matches!(medium, Medium::CdR | Medium::DvdR);
    let Some(medium) = declared.medium else { return false };
    used.iter().any(|one| *one == medium || (declared.and_the_like && disc(*one) && disc(medium)))
}

/// True if a declared system is reached over a network, and so declares the network: a server, or the very store that a
/// step sends from or into.
fn is_reached(world: &World<'_>, entry: &PartMedium, step: &Step) -> bool {
    let kind = entry.store.and_then(|store| world.filing.stores[store.at()].kind.copied()).or(entry.kind);
    let named = entry.store.is_some() && [step.from.copied(), step.into.copied()].contains(&entry.store);
    named || matches!(kind, Some(StoreKind::Server | StoreKind::Cloud | StoreKind::System))
}

/// Returns whether a part names a store among its media; `None` where it states none.
pub(super) fn names(world: &World<'_>, part: &Part, store: StoreId) -> Option<bool> {
    Some(part.media.value()?.iter().any(|entry| names_store(world, entry, store)))
}

fn names_store(world: &World<'_>, entry: &PartMedium, store: StoreId) -> bool {
    let kind = world.filing.stores[store.at()].kind.copied();
    entry.store == Some(store) || (entry.kind.is_some() && entry.kind == kind)
}

/// True if a step hands over the machine itself as a medium that is declared.
fn is_carried(world: &World<'_>, declared: &[PartMedium], store: StoreId) -> bool {
    let steps = world.index().at_store(store).iter().map(|at| world.filing.step(world.steps[*at]));
    steps
        .filter(|step| step.store.copied() == Some(store))
        .filter_map(|step| step.medium.value())
        .any(|media| declared.iter().any(|entry| same_kind(entry, &media.list)))
}

/// Returns the data sets that a part declares; with them, what is missing if it declares none.
pub(super) fn sets<'w>(part: &'w Part) -> (Vec<DataId>, Option<Answer<'w>>) {
    let fields = [&part.provides, &part.collects, &part.handles, &part.data];
    let mut sets: Vec<DataId> = fields.iter().filter_map(|field| field.value()).flatten().copied().collect();
    sets.sort_unstable();
    sets.dedup();
    let lacking = || {
        let unreadable = fields.into_iter().find(|field| matches!(field, Field::Unreadable(_)));
        let annexed = fields.into_iter().find(|field| matches!(field, Field::Elsewhere(..)));
        unreadable.or(annexed).map_or_else(Answer::unstated, |field| Answer::like(field, Value::Flag(true)))
    };
    let lacking = sets.is_empty().then(lacking);
    (sets, lacking)
}

/// Returns the items that a contract is given, collects or handles; `None` where a list is not at hand.
fn declared_items(world: &World<'_>, part: &Part) -> Option<Vec<String>> {
    let fields = [&part.provides, &part.collects, &part.handles];
    if fields.iter().all(|field| field.value().is_none()) {
        return None;
    }
    let sets: Vec<DataId> = fields.iter().filter_map(|field| field.value()).flatten().copied().collect();
    items_of(world, &sets)
}

fn items_of(world: &World<'_>, sets: &[DataId]) -> Option<Vec<String>> {
    let lists = sets.iter().map(|set| world.filing.data[set.at()].items.value());
    Some(lists.collect::<Option<Vec<_>>>()?.into_iter().flatten().cloned().collect())
}
