//! What sentences of measures speak of where their author does not say what they mean.

use super::{Value, World};
use crate::filing::PartId;
use crate::policy::PolicyMeasure;
use crate::text;
use crate::words::{Phrase, say};

/// Returns, for each measure in prose, the measures that its words speak of: of a sentence whose `means` is left out, though
/// its part states others by their ids, and but for what another sentence or a ticked row states.
pub(super) fn all<'w>(world: &World<'w>) -> Vec<Vec<&'w str>> {
    let filing = world.filing;
    let mut stated: Vec<(PartId, Vec<&'w str>)> = Vec::new();
    let mut all = Vec::new();
    for (part, row) in &world.measures {
        let measure = &filing.parts[part.at()].measures[*row];
        let Some(text) = measure.text.as_deref().filter(|_| !measure.says_means) else {
            all.push(Vec::new());
            continue;
        };
        if stated.last().is_none_or(|(last, _)| last != part) {
            stated.push((*part, super::declared::stated_measures(world, part.at())));
        }
        let known = stated.last().map_or(&[][..], |(_, known)| known.as_slice());
        let mut found: Vec<&'w str> = Vec::new();
        // A part that uses no ids at all is not asked what its sentences mean.
        let told = (!known.is_empty()).then(|| world.policy.spoken.found_in(&text::item_name(text)));
        for (id, _) in told.into_iter().flatten() {
            if !known.contains(&id) && !found.contains(&id) {
                found.push(id);
            }
        }
        all.push(found);
    }
    all
}

/// Names a measure by its title and the id to write.
pub(super) fn named<'w>(id: &'w str, measure: &'w PolicyMeasure) -> Value<'w> {
    let text = move |lang| say(lang, "measure.spoken", &[("title", measure.title.get(lang)), ("id", id)]);
    Value::Phrase(Phrase::made(text))
}
