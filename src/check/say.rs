//! Putting findings into words: policy templates filled with facts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::evaluate::{Cause, Evaluator};
use super::{called, lacking};
use crate::facts::{Reached, Subject, World};
use crate::filing::{ActorId, DataId, Step, StepId};
use crate::finding::{Finding, Witness};
use crate::flow::Waypoint;
use crate::policy::{Path, Placeholder, Rule, Sentence};
use crate::vocabulary::enumerations::{Enumerated, Role};
use crate::vocabulary::facts::{
    ActorFact, ApprovalFact, CitationFact, ContractFact, ContractorFact, DataFact, FactId, FactType, FilingFact,
    FlowFact, HopFact, MeasureFact, PartFact, RecordFact, RelationId, StepFact, StoreFact, SubjectKind,
};
use crate::vocabulary::words;
use crate::words::{Lang, NAMED, brief, join, say, unfilled};

/// Steps of ways that are already put into words: the ways of a thousand copies share most of theirs.
pub(super) type ToldSteps = BTreeMap<StepId, Arc<Witness>>;

/// Fills a sentence of a rule about a subject, and says what was filled in, in [`Finding::TOLD_IN`]. `causes` are what the
/// verdict rests on.
pub(super) fn sentence(
    world: &World<'_>,
    rule: &Rule,
    sentence: &Sentence,
    subject: Subject,
    causes: &[Cause<'_>],
    lang: Lang,
) -> (String, Vec<String>) {
    let filled = |lang| {
        let texts = sentence
            .names
            .iter()
            .map(move |(name, it)| (name, it, placeholder(world, rule, it, subject, causes, lang)));
        texts.collect::<Vec<(&String, &Placeholder, String)>>()
    };
    let known = filled(lang);
    let message = sentence.template(lang).fill(|name| {
        let (_, it, text) = known.iter().find(|(one, ..)| *one == name)?;
        let first = match it {
            Placeholder::Names(relation) => first_names(world, subject, *relation, lang),
            _ => None,
        };
        Some(first.map_or_else(|| text.as_str().into(), Cow::Owned))
    });
    let message = called::told_apart(world, subject, message, lang);
    let known = if lang == Finding::TOLD_IN { known } else { filled(Finding::TOLD_IN) };
    // Numbers of steps move on while the steps stay what they are.
    let number = |it: &Placeholder| matches!(it, Placeholder::Fact(path) if path.fact == StepFact::Id.into());
    let told = known.into_iter().filter(|(_, it, _)| !number(it)).map(|(.., text)| text);
    (message, told.collect())
}

/// The names of facts, each once.
pub fn fact_names(facts: impl IntoIterator<Item = FactId>, lang: Lang) -> String {
    let mut names: Vec<&str> = Vec::new();
    for fact in facts {
        let name = words::fact_name(fact).get(lang);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    join(lang, &names)
}

/// The names of the facts that are missing.
pub(super) fn cause_names(causes: &[Cause<'_>], lang: Lang) -> String {
    fact_names(causes.iter().map(|cause| cause.fact), lang)
}

/// The annexes that facts are in.
pub(super) fn annexes(causes: &[Cause<'_>], lang: Lang) -> String {
    let mut all: Vec<&str> = Vec::new();
    for annex in causes.iter().flat_map(|cause| &cause.annexes) {
        if !all.contains(&annex.as_str()) {
            all.push(annex);
        }
    }
    join(lang, &all)
}

/// A subject as a sentence begins with it: `手順20`, or its kind and name.
pub(super) fn subject_name(world: &World<'_>, subject: Subject, id: &str, lang: Lang) -> String {
    let step = match subject.kind {
        SubjectKind::Hop => Some(world.custody.handovers[world.custody.hops[subject.at].handover].step),
        SubjectKind::Step => world.steps.get(subject.at).copied(),
        _ => None,
    };
    match step {
        Some(step) => say(lang, "step-number", &[("number", &world.filing.step(step).id)]),
        None if subject.kind == SubjectKind::Holding => called::holding(world, subject.at, lang),
        None => {
            let kind = words::fact(&format!("subject.{}", subject.kind.word()));
            let kind = kind.get(lang);
            let path = label(subject.kind).map(Path::of);
            let name = path.map_or_else(|| id.to_owned(), |path| fact(world, &path, subject, lang));
            match subject.kind {
                // A sentence about the filing itself needs no name of it.
                SubjectKind::Filing => kind.to_owned(),
                SubjectKind::Part | SubjectKind::Contract => say(lang, "subject.part", &[("name", &name)]),
                _ => say(lang, "subject.named", &[("kind", kind), ("name", &name)]),
            }
        }
    }
}

/// The steps by which a copy came to its place, in words.
pub(super) fn witness(world: &World<'_>, told: &mut ToldSteps, way: &[Waypoint], lang: Lang) -> Vec<Arc<Witness>> {
    let stop = |id: StepId, text: String| {
        let step = world.filing.step(id);
        Arc::new(Witness {
            step: (id.flow as usize, id.step as usize),
            name: world.filing.step_name(id),
            pointer: step.place.pointer.clone(),
            span: step.place.span,
            text,
        })
    };
    let point = |point: &Waypoint| match *point {
        Waypoint::Step(id) => {
            let told = told.entry(id).or_insert_with(|| stop(id, step_sentence(world, id, lang)));
            Arc::clone(told)
        }
        Waypoint::Omitted { last, count } => stop(last, say(lang, "witness.omitted", &[("count", &count.to_string())])),
    };
    way.iter().map(point).collect()
}

fn step_sentence(world: &World<'_>, id: StepId, lang: Lang) -> String {
    let filing = world.filing;
    let step = filing.step(id);
    let actor = |field: &crate::filing::Field<ActorId>, unnamed| {
        field.copied().map_or_else(|| say(lang, unnamed, &[]).into(), |actor| filing.party_name(actor, lang))
    };
    let data = brief(lang, &data_labels(world, step.data.value().map_or(&[], Vec::as_slice)));
    let data = if data.is_empty() { say(lang, "unnamed.data", &[]) } else { data };
    let action = step.actions.first().map_or("process", |action| action.word());
    let place = step_place(world, step, lang);
    let with_place = format!("witness.{action}-at");
    let key =
        if place.is_some() && unfilled(lang, &with_place).is_some() { with_place } else { format!("witness.{action}") };
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
    join(lang, &data_labels(world, sets))
}

fn data_labels<'w>(world: &World<'w>, sets: &[DataId]) -> Vec<&'w str> {
    sets.iter().map(|set| world.filing.data[set.at()].label()).collect()
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

fn placeholder(
    world: &World<'_>,
    rule: &Rule,
    it: &Placeholder,
    subject: Subject,
    causes: &[Cause<'_>],
    lang: Lang,
) -> String {
    match it {
        Placeholder::PromisedBy => promised_by(world, causes, lang),
        Placeholder::Lacking => lacking::lacking(world, &rule.require, subject, lang),
        Placeholder::Found => lacking::found(world, &rule.require, subject, lang),
        Placeholder::Principal => principal(world, lang),
        Placeholder::Unstated => cause_names(causes, lang),
        Placeholder::Elsewhere => annexes(causes, lang),
        Placeholder::Names(relation) => names(world, subject, *relation, lang),
        Placeholder::Fact(path) => fact(world, path, subject, lang),
    }
}

/// What promises the facts, each once.
fn promised_by(world: &World<'_>, causes: &[Cause<'_>], lang: Lang) -> String {
    let mut sources: Vec<String> = Vec::new();
    for source in causes.iter().filter_map(|cause| cause.source.as_ref()) {
        let text = source.text(world, lang);
        if !sources.contains(&text) {
            sources.push(text);
        }
    }
    join(lang, &sources)
}

/// The public body by its name, or by its role where the filing names none or several.
fn principal(world: &World<'_>, lang: Lang) -> String {
    match world.filing.only_principal() {
        Some(actor) => world.filing.party_name(actor, lang).into_owned(),
        None => words::of(Role::Principal, lang).to_owned(),
    }
}

/// A fact in words; a name that is not stated falls back to the id, and that to words saying so.
fn fact(world: &World<'_>, path: &Path, subject: Subject, lang: Lang) -> String {
    let evaluator = Evaluator::new(world);
    let stated = |path: &Path| {
        let answer = evaluator.look(path, subject, subject).ok()?.1;
        Some(called::value(world, path, answer.value.as_ref()?, lang))
    };
    if let Some(found) = stated(path) {
        return found;
    }
    // A party that is not chosen yet is called by what it is; anything else by its id.
    let stand_in: Option<FactId> = match path.fact {
        FactId::Actor(ActorFact::Name) => Some(ActorFact::Role.into()),
        FactId::Data(DataFact::Name) => Some(DataFact::Id.into()),
        FactId::Store(StoreFact::Name) => Some(StoreFact::Id.into()),
        FactId::Flow(FlowFact::Title) => Some(FlowFact::Id.into()),
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
    say(lang, &format!("unnamed.{unnamed}"), &[])
}

/// The names of all that a relation leads to.
fn names(world: &World<'_>, subject: Subject, relation: RelationId, lang: Lang) -> String {
    let named = each_name(world, subject, relation, lang);
    if named.is_empty() {
        return say(lang, &format!("unnamed.{}", relation.row().to.word()), &[]);
    }
    join(lang, &named)
}

/// The names of the first that a relation leads to, and how many more there are; `None` where that is all.
fn first_names(world: &World<'_>, subject: Subject, relation: RelationId, lang: Lang) -> Option<String> {
    let many = matches!(world.follow(subject, relation), Reached::Many(items) if items.len() > NAMED);
    many.then(|| brief(lang, &each_name(world, subject, relation, lang)))
}

fn each_name(world: &World<'_>, subject: Subject, relation: RelationId, lang: Lang) -> Vec<String> {
    let items = world.follow(subject, relation);
    let items = match &items {
        Reached::Many(items) => &**items,
        _ => &[],
    };
    items.iter().filter_map(|item| Some(fact(world, &Path::of(label(item.kind)?), *item, lang))).collect()
}

/// The fact by which a list calls subjects of a kind; none for what has neither name nor id.
fn label(kind: SubjectKind) -> Option<FactId> {
    Some(match kind {
        SubjectKind::Filing => FilingFact::Id.into(),
        SubjectKind::Actor => ActorFact::Name.into(),
        SubjectKind::Data => DataFact::Name.into(),
        SubjectKind::Store => StoreFact::Name.into(),
        SubjectKind::Flow => FlowFact::Title.into(),
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
