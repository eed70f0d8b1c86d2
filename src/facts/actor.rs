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
        "contracts" => |world, at| match many("contracts").map(|contracts| contracts(world, at)) {
            Some(Many::To(found)) => {
                let ids = found.iter().map(|contract| Value::Text(Cow::Owned(world.name(*contract).id)));
                Answer::known(Value::List(ids.collect()))
            }
            _ => Answer::unstated(),
        },
        "in_flow" => |world, at| {
            let actor = ActorId::new(at);
            let takes_part = world.filing.steps().any(|(_, step)| {
                [&step.actor, &step.to, &step.from_actor].into_iter().any(|field| field.copied() == Some(actor))
            });
            Answer::known(Value::Flag(takes_part))
        },
        "parts" => |world, at| {
            let parts = world.custody.binding(world.filing, ActorId::new(at));
            let ids = parts.into_iter().map(|part| Value::Text(Cow::Borrowed(&world.filing.parts[part.at()].id)));
            Answer::known(Value::List(ids.collect()))
        },
        "site" => |world, at| Answer::text(&world.filing.actors[at].site),
        _ => return None,
    })
}

/// Relations of an actor to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        "contracts" => |world, at| {
            let actor = ActorId::new(at);
            // A contract that does not say with whom may be with anybody.
            let open = world.contracts.iter().any(|part| world.filing.parts[part.at()].to.value().is_none());
            if open {
                return Many::Unknown(Standing::Unstated);
            }
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
