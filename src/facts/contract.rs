//! Facts of contracts.

use std::borrow::Cow;

use super::filing::nowhere;
use super::{Answer, Reached, Standing, Subject, Value, World, grounds};
use crate::filing::{ActorId, Field, Part, PartId, SpecialClauses, SubcontractConsent};
use crate::policy::ClauseForm;
use crate::vocabulary::enumerations::{Decision, PartKind, Role};
use crate::vocabulary::facts::{ContractFact, ContractRelation, FactId, SubjectKind};
use crate::words::Phrase;

/// Answers a fact of a contract.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: ContractFact) -> Answer<'w> {
    let part = of(world, at);
    match fact {
        ContractFact::Id => Answer::known(Value::Text(Cow::Borrowed(&part.id))),
        ContractFact::Kind if matches!(part.stated_kind, Field::Unreadable(_)) => Answer::word(&part.stated_kind),
        ContractFact::Kind => {
            let kind = part.contract_kind();
            kind.map_or_else(Answer::unstated, |kind| Answer::known(Value::word(kind)))
        }
        ContractFact::Depth => {
            let depth = world.custody.depths.get(world.contracts[at].at()).copied().unwrap_or(1);
            Answer::known(Value::Number(i64::from(depth)))
        }
        ContractFact::TermFrom => Answer::day(&part.term.from),
        ContractFact::TermTo => Answer::day(&part.term.to),
        ContractFact::MyNumber => super::items::my_number(world, world.contracts[at].at()),
        ContractFact::TermRenews => Answer::word(&part.term.renews),
        ContractFact::ClausesAttached => clauses(world, at, |row| Answer::flag(&row.attached)),
        ContractFact::ClausesForm => match &part.special_clauses {
            Field::Stated { value, .. } if value.is_empty() => Answer::unstated(),
            _ => clauses(world, at, |row| Answer::text(&row.form)),
        },
        ContractFact::ClausesLabel => match &part.special_clauses {
            Field::Stated { value, .. } if value.is_empty() => Answer::unstated(),
            _ => clauses(world, at, |row| Answer::text(&row.label)),
        },
        ContractFact::Clauses => clause_ids(world, at),
        ContractFact::ClausesLacking => lacking(world, at),
        ContractFact::Places => Answer::texts(&part.places),
        ContractFact::ClausesVariant => variant(world, at),
        ContractFact::ClausesLawTo => law_ends(world, at),
        ContractFact::Subcontracts => match relation(world, at, ContractRelation::Children) {
            Reached::Many(children) => {
                let ids = children.iter().map(|child| Value::Text(Cow::Owned(world.name(*child).id)));
                Answer::known(Value::List(ids.collect()))
            }
            _ => Answer::unstated(),
        },
        ContractFact::PassesOn => grounds::passes_on(world, world.contracts[at]),
        ContractFact::Consent => consent(world, at, |it| {
            let refused = matches!(it.decision.copied(), Some(Decision::Refused | Decision::Deferred));
            Answer { span: it.decision.span(), ..Answer::known(Value::Flag(!refused)) }
        }),
        ContractFact::ConsentDecision => consent(world, at, |it| Answer::word(&it.decision)),
        ContractFact::ConsentDate => consent(world, at, |it| Answer::day(&it.date)),
        ContractFact::ConsentBy => consent(world, at, |it| {
            let roles = |by: &'w ActorId| world.filing.actor(*by).roles.value().map_or(&[][..], Vec::as_slice);
            Answer::field(&it.by, |by| Value::words(roles(by).iter().copied()))
        }),
        ContractFact::ConsentTo => {
            consent(world, at, |it| Answer::field(&it.to, |to| Value::Text(Cow::Borrowed(&world.filing.actor(*to).id))))
        }
        ContractFact::ConsentConditions => consent(world, at, |it| Answer::text(&it.conditions)),
        ContractFact::ConsentConfirmed => consent(world, at, |it| Answer::text(&it.confirmed)),
        ContractFact::SubcontractingAllowed => Answer::word(&part.subcontracting.allowed),
        ContractFact::SubcontractingApproval => Answer::text(&part.subcontracting.approval),
        ContractFact::SubcontractingSupervision => Answer::text(&part.subcontracting.supervision),
        ContractFact::SubcontractingConsent => {
            let said = &part.subcontracting;
            let answer = Answer::field(&said.consent, |_| Value::Flag(true));
            // Where consent is not mentioned, `subcontracting` is the place to add it.
            let span = answer.span.or_else(|| said.place.as_ref().map(|place| place.span));
            Answer { span, ..answer }
        }
        ContractFact::SubcontractingConsentOdd => super::dates::of_consent(world, world.contracts[at].at()),
        ContractFact::SubcontractingConsentDate => {
            let consent = &part.subcontracting.consent;
            let when = consent.value().and_then(|it| it.date.when());
            when.map_or_else(Answer::unstated, |when| Answer::like(consent, Value::Days(when.first, when.last)))
        }
    }
}

/// Follows a relation of a contract.
pub(super) fn relation(world: &World<'_>, at: usize, relation: ContractRelation) -> Reached {
    match relation {
        ContractRelation::From => super::part::giver(world, world.contracts[at].at()),
        ContractRelation::To => super::actor::one(&of(world, at).to),
        ContractRelation::Part => Reached::One(Subject { kind: SubjectKind::Part, at: world.contracts[at].at() }),
        ContractRelation::Parent => match world.custody.parent(world.contracts[at]) {
            None => nowhere(),
            Some(parent) => world.contract(parent).map_or(Reached::Nothing, Reached::One),
        },
        ContractRelation::Children => {
            let own = world.contracts[at];
            let parent = |part: &PartId| world.custody.parent(*part);
            let found: Vec<Subject> = world
                .contracts
                .iter()
                .enumerate()
                .filter(|(_, part)| parent(part) == Some(own))
                .map(|(at, _)| Subject { kind: SubjectKind::Contract, at })
                .collect();
            // A sub-contract that does not name its parent may belong to any contract.
            let stray = world
                .contracts
                .iter()
                .any(|part| world.filing.parts[part.at()].kind == PartKind::SubOutsourcing && parent(part).is_none());
            if found.is_empty() && stray { Reached::Unknown(Standing::Unstated) } else { Reached::Many(found.into()) }
        }
        ContractRelation::Hops => super::part::hops(world, world.contracts[at]),
        ContractRelation::Holdings => {
            let own = world.contracts[at];
            let holdings = world.custody.holdings.iter().enumerate();
            let found =
                holdings.filter(|(_, holding)| world.custody.binding(world.filing, holding.holder).contains(&own));
            Reached::Many(found.map(|(at, _)| Subject { kind: SubjectKind::Holding, at }).collect())
        }
    }
}

fn of<'w>(world: &World<'w>, at: usize) -> &'w Part {
    &world.filing.parts[world.contracts[at].at()]
}

/// Answers from the consent to a sub-contract: its own, else the one stated with the contract above it, where that names
/// its sub-contractor or can mean no other.
fn consent<'w>(world: &World<'w>, at: usize, get: impl FnOnce(&'w SubcontractConsent) -> Answer<'w>) -> Answer<'w> {
    let own = of(world, at);
    let said = match &own.consent {
        Field::Unstated => consent_above(world, world.contracts[at]).unwrap_or(&own.consent),
        said => said,
    };
    match said {
        Field::Stated { value, span, .. } => {
            let answer = get(value);
            Answer { span: answer.span.or(Some(*span)), ..answer }
        }
        other => Answer::like(other, Value::Flag(true)),
    }
}

fn consent_above<'w>(world: &World<'w>, own: PartId) -> Option<&'w Field<SubcontractConsent>> {
    let parent = world.custody.parent(own)?;
    let said = &world.filing.parts[parent.at()].subcontracting.consent;
    let named = said.value().and_then(|consent| consent.to.copied());
    let meant = match (named, world.filing.parts[own.at()].to.copied()) {
        (Some(named), Some(to)) => world.custody.same_body(world.filing, named, to),
        (Some(_), None) => false,
        (None, _) => !world.contracts.iter().any(|other| *other != own && world.custody.parent(*other) == Some(parent)),
    };
    meant.then_some(said)
}

/// Returns the clause text that binds the contract's own agent, not one meant for the tier below.
pub(super) fn clauses<'w>(
    world: &World<'w>,
    at: usize,
    get: impl FnOnce(&'w SpecialClauses) -> Answer<'w>,
) -> Answer<'w> {
    match &of(world, at).special_clauses {
        Field::Stated { value, span, .. } if value.is_empty() => {
            // `[]` states that there is none.
            Answer { span: Some(*span), ..Answer::known(Value::Flag(false)) }
        }
        Field::Stated { value, .. } => {
            let own = || value.iter().filter(|row| !row.for_subcontract);
            let attached = own().find(|row| row.attached.copied() == Some(true));
            attached.or_else(|| own().next()).map_or_else(Answer::unstated, get)
        }
        other => Answer::like(other, Value::Flag(true)),
    }
}

/// Answers with the clauses of the text that binds the agent: its own, else those of its form.
fn clause_ids<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let policy = world.policy;
    if of(world, at).special_clauses.value().is_some_and(Vec::is_empty) {
        return Answer::unstated();
    }
    clauses(world, at, |row| {
        let form = row.form.value().and_then(|form| policy.clauses.get(form));
        let items = row.clauses.as_ref().or(form.map(|form| &form.items));
        items.map_or_else(Answer::unstated, |items| {
            let ids = items.iter().flat_map(|(_, ids)| ids).map(|id| Value::Text(Cow::Borrowed(id.as_str())));
            Answer::found(ids.collect(), Some(row.place.span))
        })
    })
}

/// Answers with the clauses that the text binding the agent lacks, compared with the form of its variant that was in
/// use when the filing was made.
fn lacking<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let own = clause_ids(world, at);
    let Some(Value::List(ids)) = &own.value else {
        return own;
    };
    let Some(form) = variant(world, at)
        .value
        .and_then(|variant| standard(world, |form| Value::OfPack(form.variant.clone()) == variant))
    else {
        return Answer::unstated();
    };
    let asked = form.items.iter().flat_map(|(_, ids)| ids).filter(|id| !ids.contains(&Value::Text(Cow::Borrowed(id))));
    let title = |id: &'w String| world.policy.measures.get(id).map(|it| Value::Phrase(Phrase::Written(&it.title)));
    Answer::found(asked.filter_map(title).collect(), own.span)
}

/// Returns the first of the clause forms that fit and were in use when the filing was made.
pub(crate) fn standard<'w>(world: &World<'w>, fits: impl Fn(&ClauseForm) -> bool) -> Option<&'w ClauseForm> {
    let made = world.filing.reference_date().unwrap_or(world.day);
    let known = world.policy.clauses.values().filter(|form| fits(form));
    let used = known.filter(|form| form.effective.from.is_none_or(|from| from <= made));
    used.max_by_key(|form| form.effective.from)
}

/// Answers with the variant of the form, or the one that the clause ids of an own text indicate.
fn variant<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let policy = world.policy;
    if of(world, at).special_clauses.value().is_some_and(Vec::is_empty) {
        return Answer::unstated();
    }
    clauses(world, at, |row| {
        let own = row.clauses.as_ref().and_then(|items| {
            let ids: Vec<&str> = items.iter().flat_map(|(_, ids)| ids).map(String::as_str).collect();
            policy.variant_of(&ids)
        });
        match (own, row.form.value().and_then(|form| policy.clauses.get(form))) {
            (Some(variant), _) => Answer::known(Value::OfPack(variant.clone())),
            (None, Some(form)) => Answer::like(&row.form, Value::OfPack(form.variant.clone())),
            (None, None) => Answer::unstated(),
        }
    })
}

/// Returns the roles to which the clauses that bind the agent owe what they promise: as their form states, or the one in
/// use for their variant. None where no clause of the text promises the fact.
pub(super) fn owed_to(world: &World<'_>, at: usize, promised: FactId) -> Vec<Role> {
    let Field::Stated { value: rows, .. } = &of(world, at).special_clauses else { return Vec::new() };
    let Some(row) = rows.iter().find(|row| !row.for_subcontract) else { return Vec::new() };
    let form = row.form.value().and_then(|form| world.policy.clauses.get(form));
    let promising = world.policy.promised.get(&promised);
    let promises = |id: &String| promising.is_some_and(|ids| ids.contains(id));
    let own = row.clauses.as_ref().or(form.map(|form| &form.items));
    let own: Vec<&String> = own.into_iter().flatten().flat_map(|(_, ids)| ids).filter(|id| promises(id)).collect();
    let variant = variant(world, at).value;
    let usual = || variant.and_then(|variant| standard(world, |form| Value::OfPack(form.variant.clone()) == variant));
    let told = form.or_else(usual).into_iter().flat_map(|form| &form.owed_to);
    told.filter(|(_, ids)| ids.iter().any(|id| own.contains(&id))).map(|(role, _)| *role).collect()
}

/// Answers with the day on which the first of the laws cited by the attached form went out of force.
fn law_ends<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let policy = world.policy;
    clauses(world, at, |row| {
        let form = row.form.value().and_then(|form| policy.clauses.get(form));
        let laws = form.into_iter().flat_map(|form| &form.laws).filter_map(|law| policy.laws.get(law));
        let end = laws.filter_map(|law| law.effective.to).min();
        end.map_or_else(Answer::unstated, |day| Answer::like(&row.form, Value::Days(day, day)))
    })
}
