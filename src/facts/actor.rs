//! Facts of actors.

use std::borrow::Cow;

use super::{Answer, Reached, Standing, Subject, Value, World};
use crate::filing::{ActorId, Field, Step};
use crate::vocabulary::enumerations::CertificationStatus;
use crate::vocabulary::facts::{ActorFact, ActorRelation, SubjectKind};

/// Answers a fact of an actor.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: ActorFact) -> Answer<'w> {
    let own = &world.filing.actors[at];
    match fact {
        ActorFact::Id => Answer::known(Value::Text(Cow::Borrowed(&own.id))),
        ActorFact::Name => Answer::text(&own.name),
        ActorFact::Role => Answer::field(&own.roles, |roles| Value::words(roles.iter().copied())),
        ActorFact::Contracts => match relation(world, at, ActorRelation::Contracts) {
            Reached::Many(found) => {
                let ids = found.iter().map(|contract| Value::Text(Cow::Owned(world.name(*contract).id)));
                Answer::known(Value::List(ids.collect()))
            }
            _ => Answer::unstated(),
        },
        ActorFact::OrganisationDenied => {
            let others = world.filing.actors[..at].iter().filter(|other| other.body != own.body);
            let group = own.organisation.value();
            let grouped = others.filter(|other| group.is_some() && other.organisation.value() == group);
            let names = grouped.map(|other| Value::Text(Cow::Borrowed(other.name.value().unwrap_or(&other.id))));
            Answer::found(names.collect(), own.organisation.span())
        }
        ActorFact::Country => Answer::text(&own.country),
        ActorFact::Employer => {
            Answer::field(&own.employer, |employer| Value::Text(Cow::Borrowed(&world.filing.actor(*employer).id)))
        }
        ActorFact::Public => Answer::flag(&own.public),
        ActorFact::SelectionMethod => Answer::field(&own.selection_method, |all| Value::words(all.iter().copied())),
        ActorFact::SelectionRequires => Answer::texts(&own.selection_requires),
        ActorFact::Certifications => certifications(world, at, |status| status == Some(CertificationStatus::Held)),
        ActorFact::CertificationsRequired => {
            let asked = [CertificationStatus::Required, CertificationStatus::ToAcquire].map(Some);
            certifications(world, at, |status| asked.contains(&status))
        }
        ActorFact::CertificationsPending => {
            certifications(world, at, |status| status == Some(CertificationStatus::ToAcquire))
        }
        ActorFact::CertificationsUnmarked => certifications(world, at, |status| status.is_none()),
        // From its lanes in all flows.
        ActorFact::Measures => {
            let lanes = world.filing.flows.iter().flat_map(|flow| &flow.measures);
            let own = lanes.filter(|(actor, _)| actor.at() == at).flat_map(|(_, list)| list);
            super::declared::drawn(own)
        }
        ActorFact::Site => Answer::text(&own.site),
    }
}

/// Follows a relation of an actor.
pub(super) fn relation(world: &World<'_>, at: usize, relation: ActorRelation) -> Reached {
    match relation {
        ActorRelation::Parts => {
            let parts = world.custody.binding(world.filing, ActorId::new(at)).into_iter();
            Reached::Many(parts.map(|part| Subject { kind: SubjectKind::Part, at: part.at() }).collect())
        }
        ActorRelation::Steps => {
            let actor = Some(ActorId::new(at));
            let takes_part = |step: &Step| {
                [&step.actor, &step.to, &step.from_actor].into_iter().any(|field| field.copied() == actor)
            };
            let steps = world.filing.steps().enumerate().filter(|(_, (_, step))| takes_part(step));
            Reached::Many(steps.map(|(at, _)| Subject { kind: SubjectKind::Step, at }).collect())
        }
        ActorRelation::Contracts => {
            let actor = ActorId::new(at);
            // A contract that does not name its contractor may be with any actor.
            let open = world.contracts.iter().any(|part| world.filing.parts[part.at()].to.value().is_none());
            if open {
                return Reached::Unknown(Standing::Unstated);
            }
            Reached::Many(
                world
                    .custody
                    .binding(world.filing, actor)
                    .into_iter()
                    .filter_map(|part| world.contract(part))
                    .collect(),
            )
        }
    }
}

/// Answers with the certifications in a given state.
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

/// Returns the actor that a field names, as the target of a relation.
pub(super) fn one(field: &Field<ActorId>) -> Reached {
    match field {
        Field::Unstated => Reached::Unknown(Standing::Unstated),
        Field::Elsewhere(..) => Reached::Unknown(Standing::Elsewhere),
        Field::Unreadable(_) => Reached::Unknown(Standing::Unreadable),
        Field::Stated { value, .. } => Reached::One(Subject { kind: SubjectKind::Actor, at: value.at() }),
    }
}
