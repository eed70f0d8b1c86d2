//! Putting findings into words: policy templates filled with facts, in both languages at once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::evaluate::{Cause, Evaluator};
use super::lacking;
use crate::calendar::{Date, FiscalYear, When, WhenKind};
use crate::facts::{Named, Reached, Subject, Value, World};
use crate::filing::{ActorId, DataId, Step, StepId};
use crate::finding::Witness;
use crate::flow::Waypoint;
use crate::policy::{Path, Placeholder, Rule, Sentence};
use crate::vocabulary::enumerations::{Enumerated, Role};
use crate::vocabulary::facts::{
    ActorFact, ApprovalFact, CitationFact, ContractFact, ContractorFact, DataFact, FactId, FactType, FilingFact,
    FlowFact, HopFact, MeasureFact, PartFact, RecordFact, RelationId, StepFact, StoreFact, SubjectKind,
};
use crate::vocabulary::words;
use crate::words::{Both, Lang, Template, date, join, say};

/// Steps of ways that are already put into words: the ways of a thousand copies share most of theirs.
pub(super) type ToldSteps = BTreeMap<StepId, Arc<Witness>>;

/// Fills a sentence of a rule about a subject, and says what was filled in. `causes` are what the verdict rests on.
pub(super) fn sentence(
    world: &World<'_>,
    rule: &Rule,
    sentence: &Sentence,
    subject: Subject,
    causes: &[Cause],
) -> (Both, Vec<String>) {
    let known = sentence.names.iter().map(|(name, it)| (name, it, placeholder(world, rule, it, subject, causes)));
    let known: Vec<(&String, &Placeholder, Both)> = known.collect();
    let fill = |template: &Template, lang| {
        template.fill(|name| known.iter().find(|(one, ..)| *one == name).map(|(.., both)| both.get(lang).into()))
    };
    let message = Both { ja: fill(&sentence.ja, Lang::Ja), en: fill(&sentence.en, Lang::En) };
    // Numbers of steps move on while the steps stay what they are.
    let number = |it: &Placeholder| matches!(it, Placeholder::Fact(path) if path.fact == StepFact::Id.into());
    let told = known.into_iter().filter(|(_, it, _)| !number(it)).map(|(.., both)| both.ja);
    (message, told.collect())
}

/// A value in both languages.
pub(super) fn value(value: &Value<'_>) -> Both {
    Both::in_each(|lang| in_language(value, lang).into_owned())
}

/// The names of the facts that are missing, each once.
pub(super) fn fact_names(causes: &[Cause], lang: Lang) -> String {
    let mut names: Vec<&str> = Vec::new();
    for cause in causes {
        let name = words::fact_name(cause.fact).get(lang);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    join(lang, &names)
}

/// The annexes that facts are in.
pub(super) fn annexes(causes: &[Cause], lang: Lang) -> String {
    let mut all: Vec<&str> = Vec::new();
    for annex in causes.iter().flat_map(|cause| &cause.annexes) {
        if !all.contains(&annex.as_str()) {
            all.push(annex);
        }
    }
    join(lang, &all)
}

/// A subject as a sentence begins with it: `手順20`, or its kind and id.
pub(super) fn subject_name(world: &World<'_>, subject: Subject, named: &Named) -> Both {
    let kind = words::fact(&format!("subject.{}", subject.kind.word()));
    let step = match subject.kind {
        SubjectKind::Hop => Some(world.custody.handovers[world.custody.hops[subject.at].handover].step),
        SubjectKind::Step => world.steps.get(subject.at).copied(),
        _ => None,
    };
    match step {
        Some(step) => {
            let number = &world.filing.step(step).id;
            let text = |lang| say(lang, "step-number", &[("number", number)]);
            Both::in_each(text)
        }
        None => kind.zip(&Both::same(named.id.clone()), |kind, id| format!("{kind} {id}")),
    }
}

/// The steps by which a copy came to its place, in words.
pub(super) fn witness(world: &World<'_>, told: &mut ToldSteps, way: &[Waypoint]) -> Vec<Arc<Witness>> {
    let stop = |id: StepId, text: &dyn Fn(Lang) -> String| {
        let step = world.filing.step(id);
        Arc::new(Witness {
            step: (id.flow as usize, id.step as usize),
            name: world.filing.step_name(id),
            pointer: step.place.pointer.clone(),
            span: step.place.span,
            text: Both::in_each(text),
        })
    };
    let point = |point: &Waypoint| match *point {
        Waypoint::Step(id) => {
            let told = told.entry(id).or_insert_with(|| stop(id, &|lang| step_sentence(world, id, lang)));
            Arc::clone(told)
        }
        Waypoint::Omitted { last, count } => {
            stop(last, &|lang| say(lang, "witness.omitted", &[("count", &count.to_string())]))
        }
    };
    way.iter().map(point).collect()
}

fn step_sentence(world: &World<'_>, id: StepId, lang: Lang) -> String {
    let filing = world.filing;
    let step = filing.step(id);
    let actor = |field: &crate::filing::Field<ActorId>, unnamed| {
        field.copied().map_or_else(|| say(lang, unnamed, &[]).into(), |actor| filing.party_name(actor, lang))
    };
    let data = data_names(world, step.data.value().map_or(&[], Vec::as_slice), lang);
    let data = if data.is_empty() { say(lang, "unnamed.data", &[]) } else { data };
    let action = step.actions.first().map_or("process", |action| action.word());
    let place = step_place(world, step, lang);
    let with_place = format!("witness.{action}-at");
    let key = if place.is_some() && crate::words::both(&with_place).is_some() {
        with_place
    } else {
        format!("witness.{action}")
    };
    let text = say(
        lang,
        &key,
        &[
            ("actor", &actor(&step.actor, "unnamed.sender")),
            ("to", &actor(&step.to, "unnamed.receiver")),
            ("data", &data),
            ("place", place.as_deref().unwrap_or_default()),
        ],
    );
    say(lang, "witness-line", &[("number", &step.id), ("text", &text)])
}

/// Data sets by their names.
pub(super) fn data_names(world: &World<'_>, sets: &[DataId], lang: Lang) -> String {
    join(lang, &sets.iter().map(|set| world.filing.data[set.at()].label()).collect::<Vec<_>>())
}

/// Where a step writes to, or the medium it uses.
fn step_place(world: &World<'_>, step: &Step, lang: Lang) -> Option<String> {
    if let Some(store) = step.into.copied() {
        let store = &world.filing.stores[store.at()];
        return Some(store.label().to_owned());
    }
    let media = step.onto.value().or(step.medium.value())?;
    if !media.label.is_empty() {
        return Some(media.label.clone());
    }
    Some(join(lang, &media.list.iter().map(|one| words::of(*one, lang)).collect::<Vec<_>>()))
}

fn placeholder(world: &World<'_>, rule: &Rule, it: &Placeholder, subject: Subject, causes: &[Cause]) -> Both {
    match it {
        Placeholder::PromisedBy => Both::in_each(|lang| {
            let mut sources: Vec<&str> = Vec::new();
            for source in causes.iter().filter_map(|cause| cause.source.as_ref()) {
                let text = source.text.get(lang);
                if !sources.contains(&text) {
                    sources.push(text);
                }
            }
            join(lang, &sources)
        }),
        Placeholder::Lacking => lacking::lacking(world, &rule.require, subject),
        Placeholder::Found => lacking::found(world, &rule.require, subject),
        Placeholder::Principal => Both::in_each(|lang| principal(world, lang)),
        Placeholder::Unstated => Both::in_each(|lang| fact_names(causes, lang)),
        Placeholder::Elsewhere => Both::in_each(|lang| annexes(causes, lang)),
        Placeholder::Names(relation) => names(world, subject, *relation),
        Placeholder::Fact(path) => fact(world, path, subject),
    }
}

/// The public body by its name, or by its role where the filing names none or several.
fn principal(world: &World<'_>, lang: Lang) -> String {
    match world.filing.only_principal() {
        Some(actor) => world.filing.party_name(actor, lang).into_owned(),
        None => words::of(Role::Principal, lang).to_owned(),
    }
}

/// A fact in words; a name that is not stated falls back to the id, and that to words saying so. A part is called by its
/// name, as its id is the author's own.
fn fact(world: &World<'_>, path: &Path, subject: Subject) -> Both {
    let evaluator = Evaluator::new(world);
    let part = match path.fact {
        FactId::Part(PartFact::Id) => evaluator.look(path, subject, subject).ok().map(|(part, ..)| part.at),
        FactId::Contract(ContractFact::Id) => {
            evaluator.look(path, subject, subject).ok().map(|(contract, ..)| world.contracts[contract.at].at())
        }
        _ => None,
    };
    if let Some(part) = part {
        return Both::same(world.filing.parts[part].called());
    }
    let stated = |path: &Path| evaluator.look(path, subject, subject).ok()?.1.value.as_ref().map(value);
    if let Some(found) = stated(path) {
        return found;
    }
    // A party that is not chosen yet is called by what it is; anything else by its id.
    let stand_in: Option<FactId> = match path.fact {
        FactId::Actor(ActorFact::Name) => Some(ActorFact::Role.into()),
        FactId::Data(DataFact::Name) => Some(DataFact::Id.into()),
        FactId::Store(StoreFact::Name) => Some(StoreFact::Id.into()),
        _ => None,
    };
    if let Some(found) = stand_in.and_then(|fact| stated(&Path { fact, ..path.clone() })) {
        return found;
    }
    let row = path.fact.row();
    let unnamed = match path.fact {
        FactId::Hop(HopFact::MediumLabel | HopFact::Medium) | FactId::Step(StepFact::Medium) => "medium",
        // The party is stated, and only its name is not.
        FactId::Actor(ActorFact::Name) if stated(&Path { fact: ActorFact::Id.into(), ..path.clone() }).is_some() => {
            "actor"
        }
        _ if matches!(row.kind, FactType::Day) => "day",
        _ => {
            let named = path.relations.last().and_then(|relation| relation.row().fact);
            named.map_or(row.subject.word(), |fact| fact.row().name)
        }
    };
    Both::in_each(|lang| say(lang, &format!("unnamed.{unnamed}"), &[]))
}

fn names(world: &World<'_>, subject: Subject, relation: RelationId) -> Both {
    let items = world.follow(subject, relation);
    let items = match &items {
        Reached::Many(items) => &**items,
        _ => &[],
    };
    let named = items.iter().filter_map(|item| {
        let path = Path { outer: false, relations: Box::default(), fact: label(item.kind)?, text: Box::default() };
        Some(fact(world, &path, *item))
    });
    let (ja, en): (Vec<String>, Vec<String>) = named.map(|both| (both.ja, both.en)).unzip();
    if ja.is_empty() {
        return Both::in_each(|lang| say(lang, &format!("unnamed.{}", relation.row().to.word()), &[]));
    }
    Both { ja: join(Lang::Ja, &ja), en: join(Lang::En, &en) }
}

/// The fact by which a list calls subjects of a kind; none for what has neither name nor id.
fn label(kind: SubjectKind) -> Option<FactId> {
    Some(match kind {
        SubjectKind::Filing => FilingFact::Id.into(),
        SubjectKind::Actor => ActorFact::Name.into(),
        SubjectKind::Data => DataFact::Name.into(),
        SubjectKind::Store => StoreFact::Name.into(),
        SubjectKind::Flow => FlowFact::Id.into(),
        SubjectKind::Step => StepFact::Id.into(),
        SubjectKind::Hop | SubjectKind::Holding => return None,
        SubjectKind::Part => PartFact::Id.into(),
        SubjectKind::Contract => ContractFact::Id.into(),
        SubjectKind::Approval => ApprovalFact::Id.into(),
        SubjectKind::Measure => MeasureFact::Id.into(),
        SubjectKind::Citation => CitationFact::Written.into(),
        SubjectKind::Record => RecordFact::Name.into(),
        SubjectKind::Contractor => ContractorFact::Name.into(),
    })
}

fn in_language<'v>(value: &'v Value<'_>, lang: Lang) -> Cow<'v, str> {
    let said = match value {
        Value::Text(text) | Value::Told(_, text, _) => return Cow::Borrowed(text),
        Value::Phrase(both) => return Cow::Borrowed(both.get(lang)),
        Value::Word(list, position) => return Cow::Borrowed(words::name(list, *position, lang)),
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
