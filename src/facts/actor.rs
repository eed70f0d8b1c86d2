//! Facts of actors.

use std::borrow::Cow;

use super::{Answer, GetFact, GetMany, Many, One, Standing, Subject, Value, World};
use crate::filing::{ActorId, Field, Step};
use crate::vocabulary::enumerations::CertificationStatus;
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
        "public" => |world, at| Answer::flag(&world.filing.actors[at].public),
        "selection.method" => |world, at| {
            Answer::field(&world.filing.actors[at].selection_method, |all| Value::words(all.iter().copied()))
        },
        "selection.requires" => |world, at| Answer::texts(&world.filing.actors[at].selection_requires),
        "certifications" => |world, at| certifications(world, at, |status| status == Some(CertificationStatus::Held)),
        "certifications.required" => |world, at| {
            let asked = [CertificationStatus::Required, CertificationStatus::ToAcquire].map(Some);
            certifications(world, at, |status| asked.contains(&status))
        },
        "certifications.pending" => {
            |world, at| certifications(world, at, |status| status == Some(CertificationStatus::ToAcquire))
        }
        "certifications.unmarked" => |world, at| certifications(world, at, |status| status.is_none()),
        // Whatever flow it is drawn in.
        "measures" => |world, at| {
            let lanes = world.filing.flows.iter().flat_map(|flow| &flow.measures);
            let own = lanes.filter(|(actor, _)| actor.at() == at).flat_map(|(_, list)| list);
            super::declared::drawn(own)
        },
        "site" => |world, at| Answer::text(&world.filing.actors[at].site),
        _ => return None,
    })
}

/// Relations of an actor to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        "parts" => |world, at| {
            let parts = world.custody.binding(world.filing, ActorId::new(at)).into_iter();
            Many::To(parts.map(|part| Subject { kind: SubjectKind::Part, at: part.at() }).collect())
        },
        "steps" => |world, at| {
            let actor = Some(ActorId::new(at));
            let takes_part = |step: &Step| {
                [&step.actor, &step.to, &step.from_actor].into_iter().any(|field| field.copied() == actor)
            };
            let steps = world.filing.steps().enumerate().filter(|(_, (_, step))| takes_part(step));
            Many::To(steps.map(|(at, _)| Subject { kind: SubjectKind::Step, at }).collect())
        },
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

/// Certifications of a state.
fn certifications<'w>(
    world: &World<'w>,
    at: usize,
    wanted: impl Fn(Option<CertificationStatus>) -> bool,
) -> Answer<'w> {
    Answer::field(&world.filing.actors[at].certifications, |all| {
        let found = all.iter().filter(|(_, status)| wanted(*status));
        Value::List(found.map(|(name, _)| Value::Text(Cow::Borrowed(name.as_str()))).collect())
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
