//! What ids mean to a reader: findings name what a filing or a pack calls by an id as its readers know it.

use std::borrow::Cow;

use crate::calendar::{Date, FiscalYear, When, WhenKind};
use crate::facts::{Subject, Value, World};
use crate::filing::Part;
use crate::policy::Path;
use crate::vocabulary::facts::{ActorFact, ApprovalFact, ContractFact, FactId, PartFact, StepFact, SubjectKind};
use crate::vocabulary::pack_words::PackList;
use crate::vocabulary::words;
use crate::words::{Lang, date, join, say};

/// A value of a fact in words, with names for ids.
pub(super) fn value(world: &World<'_>, path: &Path, value: &Value<'_>, lang: Lang) -> String {
    let name = |id: &str| named(world, path.fact, id, lang).unwrap_or_else(|| id.to_owned());
    match value {
        Value::Text(id) => name(id),
        Value::List(members) if matches!(members.first(), Some(Value::Text(_))) => {
            let texts = members.iter().map(|member| name(&in_language(member, lang)));
            join(lang, &texts.collect::<Vec<_>>())
        }
        other => in_language(other, lang).into_owned(),
    }
}

/// The name of what an id stands for in a fact; `None` where the fact holds no ids, or nothing has this one.
fn named(world: &World<'_>, fact: FactId, id: &str, lang: Lang) -> Option<String> {
    let filing = world.filing;
    match fact {
        FactId::Actor(
            ActorFact::Certifications
            | ActorFact::CertificationsRequired
            | ActorFact::CertificationsPending
            | ActorFact::CertificationsUnmarked,
        ) => Some(world.policy.words.get(PackList::Certification, id)?.name(lang).to_owned()),
        FactId::Part(PartFact::ChecklistForm) => {
            let form = world.policy.checklists.get(id)?;
            let title = form.title.get(lang);
            Some(match form.effective.from {
                Some(from) => say(lang, "checklist-form.named", &[("title", title), ("from", &date(from, lang))]),
                None => title.to_owned(),
            })
        }
        FactId::Part(PartFact::Id | PartFact::ChecklistSameAs) | FactId::Contract(ContractFact::Id) => {
            let part = filing.parts.iter().find(|part| part.id == id)?;
            Some(filing.part_name(part, lang).into_owned())
        }
        FactId::Part(PartFact::ApprovalsAstray | PartFact::ApprovalsRefused) | FactId::Approval(ApprovalFact::Id) => {
            let decision = filing.approvals.iter().find(|decision| decision.id == id)?;
            Some(filing.decision_name(decision, lang))
        }
        FactId::Step(StepFact::Into) => Some(filing.stores.iter().find(|store| store.id == id)?.label().to_owned()),
        _ => None,
    }
}

/// A copy by who holds it where.
pub(super) fn holding(world: &World<'_>, at: usize, lang: Lang) -> String {
    let Some(holding) = world.custody.holdings.get(at) else { return String::new() };
    let holder = world.filing.party_name(holding.holder, lang);
    match world.custody.holding_label(world.filing, holding, lang) {
        None => say(lang, "audit.place-unknown", &[("holder", &holder)]),
        Some(place) => say(lang, "audit.place", &[("holder", &holder), ("place", &place)]),
    }
}

/// Puts in front of a sentence which part it is about, where the filing has several of its kind and the sentence does not tell
/// it from the others.
pub(super) fn told_apart(world: &World<'_>, subject: Subject, message: String, lang: Lang) -> String {
    let at = match subject.kind {
        SubjectKind::Part => Some(subject.at),
        SubjectKind::Contract => world.contracts.get(subject.at).map(|contract| contract.at()),
        _ => None,
    };
    let filing = world.filing;
    let Some(part) = at.and_then(|at| filing.parts.get(at)) else { return message };
    let name = filing.part_name(part, lang);
    let mut others = filing.parts.iter().filter(|other| other.kind == part.kind && other.id != part.id).peekable();
    let party = part.to.copied().map(|party| filing.party_name(party, lang));
    // A part without label and title has nothing but its party to be told by.
    let unnamed = part.label.value().or(part.title.value()).is_none();
    let tells = |other: &Part| unnamed || other.to.copied() != part.to.copied();
    let by_party = party.is_some_and(|party| message.contains(&*party));
    if others.peek().is_none() || message.contains(&*name) || (by_party && others.all(tells)) {
        return message;
    }
    say(lang, "finding.of-part", &[("part", &name), ("message", &message)])
}

/// A value in words, ids as they are.
pub(super) fn in_language<'v>(value: &'v Value<'_>, lang: Lang) -> Cow<'v, str> {
    let said = match value {
        Value::Text(text) | Value::Told(_, text, _) => return Cow::Borrowed(text),
        Value::Phrase(phrase) => return phrase.text(lang),
        Value::Word(list, position) => return Cow::Borrowed(words::name(list, *position, lang)),
        Value::OfPack(word) => return Cow::Borrowed(word.name(lang)),
        Value::Flag(flag) => say(lang, if *flag { "value.yes" } else { "value.no" }, &[]),
        Value::Number(number) => number.to_string(),
        Value::Days(first, last) if first == last => date(*first, lang),
        Value::Days(first, last) => days(*first, *last, lang),
        Value::List(members) => join(lang, &members.iter().map(|member| in_language(member, lang)).collect::<Vec<_>>()),
    };
    Cow::Owned(said)
}

/// Several days as people call them: a month, a fiscal year, or the first and the last.
fn days(first: Date, last: Date, lang: Lang) -> String {
    let year = FiscalYear::of(first);
    if year.first() == Some(first) && year.last() == Some(last) {
        return match lang {
            Lang::Ja => year.label(),
            Lang::En => say(lang, "value.fiscal-year", &[("year", &year.0.to_string())]),
        };
    }
    if first.day() == 1 && last == first.last_of_month() {
        let month = When { kind: WhenKind::Month, first, last, note: None };
        return if lang == Lang::Ja { month.wareki() } else { month.iso() };
    }
    say(lang, "value.days", &[("first", &date(first, lang)), ("last", &date(last, lang))])
}
