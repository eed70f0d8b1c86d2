//! What the things of a filing are called in its records: by their names, where people have given one that only one of them has,
//! else by their ids.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::filing::Filing;
use crate::text;

/// The things of one filing that records name, each by its id and what it is called, in the order of the filing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordNames {
    /// The id of the filing; empty if it states none.
    pub filing: String,
    /// Parts.
    pub parts: Vec<(String, String)>,
    /// Steps; their ids are those of a flow and of the step in it.
    pub steps: Vec<(String, String)>,
    /// Actors.
    pub actors: Vec<(String, String)>,
    /// Stores.
    pub stores: Vec<(String, String)>,
    /// Data sets.
    pub data: Vec<(String, String)>,
}

impl RecordNames {
    /// Returns what the things of a filing are called.
    pub fn of(filing: &Filing) -> Self {
        let name = |written: Option<&String>| written.cloned().unwrap_or_default();
        let parts = filing.parts.iter().map(|it| (it.id.clone(), name(it.title.value())));
        let steps = filing.steps().map(|(id, it)| (filing.step_name(id), name(it.title.value())));
        let actors = filing.actors.iter().map(|it| (it.id.clone(), name(it.name.value())));
        let stores = filing.stores.iter().map(|it| (it.id.clone(), name(it.name.value())));
        let data = filing.data.iter().map(|it| (it.id.clone(), name(it.name.value())));
        RecordNames {
            filing: filing.id.clone(),
            parts: called(parts.collect()),
            steps: called(steps.collect()),
            actors: called(actors.collect()),
            stores: called(stores.collect()),
            data: called(data.collect()),
        }
    }
}

/// Things by their names, in the form in which names are compared; `None` where several have one.
pub(super) type ByName<'f, T> = HashMap<Cow<'f, str>, Option<T>>;

/// Returns things by their names.
pub(super) fn by_name<'f, T>(things: impl Iterator<Item = (T, Option<&'f String>)>) -> ByName<'f, T> {
    let mut all = ByName::new();
    for (thing, name) in things.filter_map(|(thing, name)| Some((thing, name?))) {
        all.entry(text::item_name(name)).and_modify(|known| *known = None).or_insert(Some(thing));
    }
    all
}

/// Returns the only thing that has a name.
pub(super) fn named<T: Copy>(written: &str, names: &ByName<'_, T>) -> Option<T> {
    names.get(&*text::item_name(written)).copied().flatten()
}

/// Keeps each name that can be read back in a cell for its thing, and puts the id in the place of any other.
fn called(all: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in all.iter().flat_map(|(id, name)| [id, name]) {
        *counts.entry(text::item_name(text).into_owned()).or_default() += 1;
    }
    let apart = |c: char| c.is_control() || matches!(c, '、' | ',' | '，' | ';' | '；');
    let plain = |name: &str| !name.trim().is_empty() && name.trim() == name && !name.contains(apart);
    let only = |name: &str| counts.get(text::item_name(name).as_ref()) == Some(&1);
    let choose = |(id, name): (String, String)| if plain(&name) && only(&name) { (id, name) } else { (id.clone(), id) };
    all.into_iter().map(choose).collect()
}
