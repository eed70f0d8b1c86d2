//! Which actors are one body: those of one organisation, unless their corporate numbers differ.

use std::collections::HashMap;

use super::super::model::{Actor, ActorId};

/// Tells each actor the first actor of its body. Whoever has no number belongs with the first of its organisation that
/// has one.
pub(super) fn join(actors: &mut [Actor]) {
    let mut first_numbers: HashMap<String, String> = HashMap::new();
    for actor in actors.iter() {
        if let (Some(organisation), Some(number)) = (actor.organisation.value(), actor.corporate_number.value()) {
            first_numbers.entry(organisation.clone()).or_insert_with(|| number.clone());
        }
    }
    let mut bodies: HashMap<(String, Option<String>), ActorId> = HashMap::new();
    for (at, actor) in actors.iter_mut().enumerate() {
        let own = ActorId::new(at);
        actor.body = actor.organisation.value().map_or(own, |organisation| {
            let number = actor.corporate_number.value().or_else(|| first_numbers.get(organisation));
            *bodies.entry((organisation.clone(), number.cloned())).or_insert(own)
        });
    }
}
