//! What the things of a filing are called in its records: by their names, where people have given one that only one of them has,
//! else by their ids.

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

/// Returns the position of the only one of several things that has a name, where nothing has it for an id.
pub(super) fn named<'f>(written: &str, names: impl Iterator<Item = Option<&'f String>>) -> Option<usize> {
    let written = text::item_name(written);
    let mut found = names.enumerate().filter(|(_, name)| name.is_some_and(|name| text::item_name(name) == written));
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
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
