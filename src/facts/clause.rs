//! Facts of prose measures: the special clauses that they cite.

use std::borrow::Cow;

use super::{Answer, Named, Reached, Subject, Value, World, spoken, wordings};
use crate::filing::{Measure, PartId};
use crate::policy::PolicyMeasure;
use crate::vocabulary::enumerations::Side;
use crate::vocabulary::facts::{MeasureFact, MeasureRelation, SubjectKind};
use crate::words::{Lang, Phrase, join, say};

/// Answers a fact of a measure.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: MeasureFact) -> Answer<'w> {
    let (_, measure) = of(world, at);
    match fact {
        MeasureFact::Id => Answer::known(Value::Text(Cow::Owned(name_of(world, at)))),
        MeasureFact::Label => {
            let label = move |lang| measure_label(measure, lang);
            Answer::known(Value::Phrase(Phrase::made(label)))
        }
        MeasureFact::Side => {
            let side = if measure.by_principal { Side::Principal } else { Side::Agent };
            Answer::known(Value::word(side))
        }
        MeasureFact::Means => {
            let means = measure.means.iter().map(|id| Value::Text(Cow::Borrowed(id.as_str())));
            Answer::known(Value::List(means.collect()))
        }
        MeasureFact::Section => Answer { span: None, ..Answer::pack_word(&measure.section) },
        MeasureFact::InSpecification => Answer::flag(&measure.in_specification),
        MeasureFact::Wordings => {
            let text = measure.text.as_deref();
            wordings::found(&world.policy.items.wordings, text.map(|text| (text, measure.place.span)))
        }
        MeasureFact::Cites => {
            let cites = &measure.cites;
            let numbers = cites.iter().map(|(number, _)| Value::Text(Cow::Borrowed(number.as_str())));
            Answer::found(numbers.collect(), cites.first().map(|(_, span)| *span))
        }
        MeasureFact::CitesAstray => astray(world, at),
        MeasureFact::Uncited => uncited(world, at),
        MeasureFact::Spoken => {
            let named = |id: &&'w str| world.policy.measures.get(*id).map(|means| spoken::named(id, means));
            let named = world.spoken(at).iter().filter_map(named).collect();
            Answer::found(named, Some(measure.place.span))
        }
    }
}

/// Follows a relation of a measure.
pub(super) fn relation(world: &World<'_>, at: usize, relation: MeasureRelation) -> Reached {
    match relation {
        MeasureRelation::Part => Reached::One(Subject { kind: SubjectKind::Part, at: world.measures[at].0.at() }),
    }
}

/// Names a measure by its part, its side and its position there.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let place = &of(world, at).1.place;
    Named { id: name_of(world, at), way: None, pointer: place.pointer.clone(), span: place.span }
}

/// Clauses of the attached text by number, each with the ids of what it provides.
type Numbered<'w> = &'w [(String, Vec<String>)];

/// Answers from the text of clauses that is attached to the contract of a measure.
fn by_clauses<'w>(
    world: &World<'w>,
    at: usize,
    answer: impl FnOnce(&'w Measure, Numbered<'w>) -> Answer<'w>,
) -> Answer<'w> {
    let (part, measure) = of(world, at);
    let Some(contract) = world.contract(part) else {
        return Answer::unstated();
    };
    super::contract::clauses(world, contract.at, |row| {
        let form = row.form.value().and_then(|form| world.policy.clauses.get(form));
        let items = row.clauses.as_ref().or(form.map(|form| &form.items));
        items.map_or_else(Answer::unstated, |items| answer(measure, items))
    })
}

/// Answers with the cited numbers that the attached text does not have, or whose clause is not what the measure rests on.
fn astray<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    by_clauses(world, at, |measure, items| {
        let rests_on: Vec<&String> = resting(world, measure).flat_map(|means| &means.rests_on).collect();
        let fits = |number: &str| {
            let item = items.iter().find(|(own, _)| own == number);
            item.is_some_and(|(_, ids)| rests_on.is_empty() || ids.iter().any(|id| rests_on.contains(&id)))
        };
        let wrong: Vec<_> = measure.cites.iter().filter(|(number, _)| !fits(number)).collect();
        let numbers = wrong.iter().map(|(number, _)| Value::Text(Cow::Borrowed(number.as_str())));
        Answer::found(numbers.collect(), wrong.first().map(|(_, span)| *span))
    })
}

/// Answers with what a measure states and none of the clauses that it cites provides for, each with the clauses of the
/// attached text that do. A measure that cites fewer clauses than it states things leaves some of them out.
fn uncited<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    by_clauses(world, at, |measure, items| {
        let stated: Vec<&PolicyMeasure> = resting(world, measure).collect();
        let provides = |ids: &[String], means: &PolicyMeasure| ids.iter().any(|id| means.rests_on.contains(id));
        let cited = |means: &PolicyMeasure| {
            let cited = |number: &str| measure.cites.iter().any(|(own, _)| own == number);
            items.iter().any(|(number, ids)| cited(number) && provides(ids, means))
        };
        let told = stated.iter().filter(|_| measure.cites.len() >= stated.len()).filter(|means| !cited(means));
        let named = told.filter_map(|&means| {
            let own = items.iter().filter(|(_, ids)| provides(ids, means)).map(|(number, _)| number.as_str());
            let own: Vec<&str> = own.collect();
            (!own.is_empty()).then(|| {
                Value::Phrase(Phrase::made(move |lang| {
                    let args = [("measure", means.title.get(lang)), ("numbers", &join(lang, &own))];
                    say(lang, "measure.provided-by", &args)
                }))
            })
        });
        Answer::found(named.collect(), measure.cites.first().map(|(_, span)| *span))
    })
}

/// Iterates over what a measure states that rests on clauses.
fn resting<'w>(world: &World<'w>, measure: &'w Measure) -> impl Iterator<Item = &'w PolicyMeasure> {
    let stated = measure.means.iter().filter_map(|id| world.policy.measures.get(id));
    stated.filter(|means| !means.rests_on.is_empty())
}

/// Returns the label of a measure as the form counts it: 区が行う情報保護対策【運用上の対策】1.
pub(crate) fn measure_label(measure: &Measure, lang: Lang) -> String {
    let section = measure.section.value().map(|section| section.name(lang));
    let section = section.map(|section| say(lang, "measure.section", &[("section", section)]));
    let number = measure.number.as_ref().map(|number| say(lang, "measure.number", &[("number", number)]));
    let key = if measure.by_principal { "measure.principal" } else { "measure.agent" };
    say(lang, key, &[("section", &section.unwrap_or_default()), ("number", &number.unwrap_or_default())])
}

fn of<'w>(world: &World<'w>, at: usize) -> (PartId, &'w Measure) {
    let (part, row) = world.measures[at];
    (part, &world.filing.parts[part.at()].measures[row])
}

/// Returns `part/side/position`, where the position is that among the measures of its side.
fn name_of(world: &World<'_>, at: usize) -> String {
    let (part, row) = world.measures[at];
    let part = &world.filing.parts[part.at()];
    let by_principal = part.measures[row].by_principal;
    let side = if by_principal { "principal" } else { "agent" };
    let position = part.measures[..row].iter().filter(|one| one.by_principal == by_principal).count();
    format!("{}/{side}/{position}", part.id)
}
