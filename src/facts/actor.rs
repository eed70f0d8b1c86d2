//! Facts of actors.

use std::borrow::Cow;

use super::{Answer, GetFact, GetMany, Many, One, Standing, Subject, Value};
use crate::filing::{ActorId, Field};
use crate::vocabulary::facts::SubjectKind;

/// Facts of an actor.
pub(super) fn fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.actors[at].id))),
        "name" => |world, at| Answer::text(&world.filing.actors[at].name),
        "role" => {
            |world, at| Answer::field(&world.filing.actors[at].roles, |roles| Value::words(roles.iter().copied()))
        }
        "site" => |world, at| Answer::text(&world.filing.actors[at].site),
        _ => return None,
    })
}

/// Relations of an actor to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        "contracts" => |world, at| {
            let actor = ActorId::new(at);
            Many::To(
                world
                    .custody
                    .binding(world.filing, actor)
                    .into_iter()
                    .filter_map(|part| world.contract(part))
                    .collect(),
            )
        },
        _ => return None,
    })
}

/// The actor that a field names.
pub(super) fn one(field: &Field<ActorId>) -> One {
    match field {
        Field::Unstated => One::Unknown(Standing::Unstated),
        Field::Elsewhere(..) => One::Unknown(Standing::Elsewhere),
        Field::Stated { value, .. } => One::To(Subject { kind: SubjectKind::Actor, at: value.at() }),
    }
}
