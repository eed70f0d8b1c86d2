//! Facts of parts: contracts, connections and processing alike.

use std::borrow::Cow;

use super::{
    Answer, Reached, Standing, Subject, Value, World, checklist, dates, decision, declared, grounds, items, practice,
    wordings,
};
use crate::calendar::{FiscalYear, When, WhenKind};
use crate::filing::{Assessment, Day, Field, Line, Part, PartId, Scheduled, Step, Term};
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::{Action, PartKind, Precision};
use crate::vocabulary::facts::{MeasureFact, PartFact, PartRelation, SubjectKind};
use crate::vocabulary::pack_words::{DEVELOP, LIVE, TEST};

/// Answers a fact of a part.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: PartFact) -> Answer<'w> {
    let part = &world.filing.parts[at];
    match fact {
        PartFact::Id => Answer::known(Value::Text(Cow::Borrowed(&part.id))),
        PartFact::Title => Answer::text(&part.title),
        PartFact::Kind => Answer::known(Value::word(part.kind)),
        PartFact::Departments => Answer::texts(&part.departments),
        PartFact::Business => Answer::text(&part.business),
        PartFact::Subjects => Answer::text(&part.subjects),
        PartFact::Basis => super::filing::provisions(&part.basis),
        // The cover states it for every part that does not.
        PartFact::Agenda => match &part.agenda {
            Field::Unstated => Answer::pack_word(&world.filing.agenda),
            own => Answer::pack_word(own),
        },
        PartFact::Reason => Answer::text(&part.reason),
        PartFact::Purpose => Answer::text(&part.purpose),
        PartFact::FileRegister => Answer::text(&part.file_register),
        PartFact::NumberUse => Answer::text(&part.number_use),
        PartFact::Assessment => assessment(part, |it| Answer::text(&it.name)),
        PartFact::AssessmentDate => assessment(part, |it| Answer::day(&it.date)),
        PartFact::Form => Answer::text(&part.form),
        PartFact::Change => Answer::text(&part.change),
        PartFact::Changed => {
            let mark = part.changed;
            mark.map_or_else(Answer::unstated, |span| Answer { span: Some(span), ..Answer::known(Value::Flag(true)) })
        }
        PartFact::ChangedSince => Answer::text(&part.changed_since),
        PartFact::Work => {
            let work = &part.work;
            let texts = work.iter().map(|row| Value::Text(Cow::Borrowed(row.text.as_str()))).collect();
            work.first().map_or_else(Answer::unstated, |row| Answer::found(texts, Some(row.place.span)))
        }
        PartFact::Data => {
            let (sets, lacking) = declared::sets(part);
            let names = sets.iter().map(|set| Value::Text(Cow::Borrowed(world.filing.data[set.at()].label())));
            lacking.unwrap_or_else(|| Answer::known(Value::List(names.collect())))
        }
        PartFact::Between => {
            let stores = &part.stores;
            let names = stores.iter().map(|store| Value::Text(Cow::Borrowed(world.filing.stores[store.at()].label())));
            if stores.is_empty() { Answer::unstated() } else { Answer::known(Value::List(names.collect())) }
        }
        PartFact::ScheduleDevelop => stage(part, DEVELOP),
        PartFact::ScheduleTest => stage(part, TEST),
        PartFact::ScheduleLive => stage(part, LIVE),
        PartFact::TermFrom => Answer::day(&part.term.from),
        PartFact::TermTo => Answer::day(&part.term.to),
        PartFact::TermFromPrecision => {
            let term = &part.term;
            precision(term, &term.from, |period| &period.from)
        }
        PartFact::TermToPrecision => {
            let term = &part.term;
            precision(term, &term.to, |period| &period.to)
        }
        PartFact::TermRenews => Answer::word(&part.term.renews),
        PartFact::TermVague => vague(world, at),
        PartFact::TermOdd => dates::of_term(world, at),
        PartFact::TermBackwards => dates::backward_term(world, at),
        PartFact::DisposalLast => dates::last_disposal(world, at),
        PartFact::DisposalOdd => dates::of_disposal(world, at),
        PartFact::ScheduleOutside => outside(world, at),
        PartFact::Decided => decision::decided(world, at),
        PartFact::Tested => {
            let (steps, stage) = tests(world, at);
            Answer::known(Value::Flag(!steps.is_empty() || stage.is_some()))
        }
        PartFact::TestsDummy => tests_dummy(world, at),
        PartFact::Media => {
            let field = &part.media;
            let media = field.value().into_iter().flatten().filter_map(|entry| entry.medium);
            Answer::like(field, Value::words(media))
        }
        PartFact::MediaUndeclared => declared::media(world, at),
        PartFact::ItemsUnprovided => items::unprovided(world, at),
        PartFact::ItemsUncollected => items::uncollected(world, at),
        PartFact::ContentsUncollected => items::named_uncollected(world, at),
        PartFact::MyNumber => items::my_number(world, at),
        PartFact::ItemsAnnexed => items::annexed(world, at),
        PartFact::ItemsUnshared => declared::unshared_items(world, at),
        PartFact::ItemsPassedOn => items::passed_on(world, at),
        PartFact::HeldUnprovided => grounds::held(world, at),
        PartFact::ProvidedUnused => grounds::unused(world, at),
        PartFact::ApprovalsAstray => decision::astray(world, at),
        PartFact::ApprovalsRefused => decision::refused(world, at),
        PartFact::MediaUnused => declared::unused_media(world, at),
        // Unless some point names its parts, no point is known to leave this part out.
        PartFact::AgendaPoints => {
            let points = &world.filing.points_about;
            let own = points.iter().filter(|(_, parts)| parts.contains(&PartId::new(at)));
            let texts = own.map(|(text, _)| Value::Text(Cow::Borrowed(text.as_str()))).collect();
            if points.is_empty() { Answer::unstated() } else { Answer::known(Value::List(texts)) }
        }
        PartFact::Class => Answer::text(&part.class),
        PartFact::LineKind => Answer::word(&part.line.kind),
        PartFact::LineEncrypted => on_the_line(world, at, |line| &line.encrypted),
        PartFact::LineRestrictedPeers => on_the_line(world, at, |line| &line.restricted_peers),
        PartFact::LineService => Answer::text(&part.line.service),
        PartFact::LineProvider => Answer::text(&part.line.provider),
        PartFact::Consents => Answer::field(&part.consents, |all| Value::words(all.iter().copied())),
        PartFact::Wordings => {
            let own = wordings::found(&world.policy.items.wordings, wordings::of_part(part));
            wordings::with(own, world.recall(MeasureFact::Wordings, world.measures_of(PartId::new(at))))
        }
        PartFact::Tasks => {
            let work = &part.work;
            if work.is_empty() {
                return Answer::unstated();
            }
            wordings::found(&world.policy.items.tasks, work.iter().map(|work| (work.text.as_str(), work.place.span)))
        }
        PartFact::TermCrossesYears => {
            let term = &part.term;
            let year_end = term.from.when().and_then(|from| FiscalYear::of(from.first).last());
            let crosses = term.to.when().zip(year_end).is_some_and(|(to, year_end)| to.first > year_end);
            Answer { span: term.to.span(), ..Answer::known(Value::Flag(crosses)) }
        }
        PartFact::Measures => declared::measures(world, at),
        PartFact::MeasuresPrincipal => declared::side(part, true),
        PartFact::MeasuresSections => {
            let rows = &part.measures;
            let sections = rows.iter().filter_map(|row| row.section.value().cloned().map(Value::OfPack));
            let sections = Value::List(sections.collect());
            let first = rows.first().map(|row| row.place.span);
            first.map_or_else(Answer::unstated, |span| Answer { span: Some(span), ..Answer::known(sections) })
        }
        PartFact::MeasuresAgent => declared::side(part, false),
        PartFact::MeasuresExempt => checklist::exempt(world, at),
        PartFact::SystemsForeign => foreign_systems(world, at),
        PartFact::ChecklistForm => checklist::form_answered(world, at),
        PartFact::ChecklistSameAs => checklist::same_as(world, at),
        PartFact::ChecklistPrincipal => checklist::column(world, at, |table| &table.principal),
        PartFact::ChecklistAgent => checklist::column(world, at, |table| &table.agent),
        PartFact::ChecklistDiffering => checklist::rows(world, at, checklist::differing),
        PartFact::ChecklistUnanswered => checklist::rows(world, at, checklist::unanswered),
        PartFact::ChecklistOutdated => checklist::outdated(world, at),
        PartFact::ChecklistNewer => checklist::newer(world, at),
        PartFact::ChecklistReasons => checklist::reasons_given(world, at),
        PartFact::ChecklistRuledOut => checklist::rows(world, at, checklist::ruled_out),
        PartFact::ChecklistUndrawn => checklist::undrawn(world, at),
        PartFact::Starts => practice::starts(world, at),
        PartFact::Ends => practice::ends(world, at),
        PartFact::FirstData => practice::first_data(world, at),
        PartFact::PastChange => practice::past_change(world, at),
        PartFact::SubcontractorsUndeclared => practice::undeclared(world, at),
        PartFact::SubcontractorsUnreported => practice::unreported(world, at),
    }
}

/// Follows a relation of a part.
pub(super) fn relation(world: &World<'_>, at: usize, relation: PartRelation) -> Reached {
    match relation {
        PartRelation::Filing => Reached::One(Subject { kind: SubjectKind::Filing, at: 0 }),
        PartRelation::Store => match world.filing.parts[at].stores.first() {
            Some(store) => Reached::One(Subject { kind: SubjectKind::Store, at: store.at() }),
            None => Reached::Unknown(Standing::Unstated),
        },
        PartRelation::From => giver(world, at),
        PartRelation::To => super::actor::one(&world.filing.parts[at].to),
        PartRelation::Contract => world.contract(PartId::new(at)).map_or(Reached::Nothing, Reached::One),
        PartRelation::ChangedSince => {
            let named = world.filing.parts[at].changed_since.value();
            let found = named.and_then(|id| world.filing.approvals.iter().position(|approval| approval.id == *id));
            found.map_or_else(super::filing::nowhere, |at| Reached::One(Subject { kind: SubjectKind::Approval, at }))
        }
        PartRelation::Hops => hops(world, PartId::new(at)),
        PartRelation::Records => practice::of_part(world, at),
        PartRelation::Flows => {
            let own = |flow: &Subject| world.filing.parts_of(flow.at).contains(&PartId::new(at));
            Reached::Many(world.subjects(SubjectKind::Flow).filter(own).collect())
        }
        PartRelation::Approvals => {
            if world.filing.approvals.iter().any(|approval| matches!(approval.of, Field::Unreadable(_))) {
                return Reached::Unknown(Standing::Unreadable);
            }
            let all = world
                .filing
                .approvals
                .iter()
                .enumerate()
                .filter(|(_, approval)| decision::concerns(world, at, approval));
            Reached::Many(all.map(|(at, _)| Subject { kind: SubjectKind::Approval, at }).collect())
        }
        PartRelation::Rows => Reached::Many(
            world.measures_of(PartId::new(at)).map(|at| Subject { kind: SubjectKind::Measure, at }).collect(),
        ),
        PartRelation::Data => match declared::sets(&world.filing.parts[at]) {
            (_, Some(lacking)) => Reached::Unknown(lacking.standing),
            (sets, None) => {
                Reached::Many(sets.into_iter().map(|set| Subject { kind: SubjectKind::Data, at: set.at() }).collect())
            }
        },
    }
}

/// Answers from the protection assessment of a part, which may be in an annex.
fn assessment<'w>(part: &'w Part, get: impl FnOnce(&'w Assessment) -> Answer<'w>) -> Answer<'w> {
    match &part.assessment {
        Field::Stated { value, .. } => get(value),
        other => Answer::like(other, Value::Flag(true)),
    }
}

/// Returns who gives the work of a part.
pub(super) fn giver(world: &World<'_>, at: usize) -> Reached {
    let part = &world.filing.parts[at];
    match world.filing.giver(part) {
        Some(actor) => Reached::One(Subject { kind: SubjectKind::Actor, at: actor.at() }),
        None => super::actor::one(&part.from),
    }
}

/// Answers with the day of a stage of the schedule.
fn stage<'w>(part: &'w Part, wanted: &str) -> Answer<'w> {
    let row = part.schedule.iter().find(|row| row.is_stage(wanted));
    row.map_or_else(Answer::unstated, |row| Answer::day(&row.from))
}

/// Answers what is stated about the line of a connection: by its part, else by the first step that goes over it.
fn on_the_line<'w>(world: &World<'w>, at: usize, get: impl Fn(&'w Line) -> &'w Field<bool>) -> Answer<'w> {
    let own = get(&world.filing.parts[at].line);
    let steps = world
        .custody
        .handovers
        .iter()
        .filter(|handover| handover.part == Some(PartId::new(at)))
        .map(|handover| handover.step);
    let drawn = steps.map(|step| get(&world.filing.step(step).line));
    let said = std::iter::once(own).chain(drawn).find(|field| **field != Field::Unstated);
    Answer::flag(said.unwrap_or(own))
}

/// Returns the hops that are done under a part.
pub(super) fn hops(world: &World<'_>, part: PartId) -> Reached {
    let hops = world.custody.hops.iter().enumerate();
    let found = hops.filter(|(_, hop)| world.custody.handovers[hop.handover].part == Some(part));
    Reached::Many(found.map(|(at, _)| Subject { kind: SubjectKind::Hop, at }).collect())
}

/// Answers how exactly a date of the term is given, pointing at `term` where it is missing. Where a form gives periods
/// instead of a whole term, the vaguest of them counts.
fn precision<'w>(term: &'w Term, field: &'w Field<Day>, of_period: fn(&Scheduled) -> &Field<Day>) -> Answer<'w> {
    let periods = term.periods.iter().map(|period| (period.span, of_period(period).value().map(exactness)));
    let said: Option<Vec<_>> = periods.map(|(span, exact)| Some((span, exact?))).collect();
    let whole = field.value().is_some() && !field.is_inferred();
    if let Some((span, exact)) = said.filter(|_| !whole).and_then(|all| vaguest(&all)) {
        return Answer { span: Some(span), ..Answer::known(Value::word(exact)) };
    }
    let answer = Answer::field(field, |day| Value::word(exactness(day)));
    let span = answer.span.or_else(|| term.place.as_ref().map(|place| place.span));
    Answer { span, ..answer }
}

/// Returns the first period that is not given to the day, else the first of all.
fn vaguest(periods: &[(Span, Precision)]) -> Option<(Span, Precision)> {
    periods.iter().find(|(_, exact)| *exact != Precision::Day).or(periods.first()).copied()
}

fn exactness(day: &Day) -> Precision {
    match day.when.map(|when| when.kind) {
        None if day.yearless.is_some() => Precision::NoYear,
        None => Precision::Event,
        Some(WhenKind::Date) => Precision::Day,
        Some(WhenKind::Month) => Precision::Month,
        Some(WhenKind::PartOfMonth(_)) => Precision::PartOfMonth,
    }
}

/// Answers, where a form gives periods instead of a whole term, with those that do not begin on a known day.
fn vague<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    if part.term.from.value().is_some() && !part.term.from.is_inferred() {
        return Answer::known(Value::List(Vec::new()));
    }
    let vague = |period: &&Scheduled| period.from.value().is_some_and(|day| exactness(day) != Precision::Day);
    let found: Vec<&Scheduled> = part.term.periods.iter().filter(vague).collect();
    let names = found.iter().map(|period| name(part, period)).collect();
    Answer::found(names, found.first().map(|period| period.span))
}

/// Answers with work, periods and stages outside the term of the contract under which they are done.
///
/// A renewal continues the contract from the fiscal year after its end, so the days between are outside; what another
/// contract with the same party covers is not.
fn outside<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let filing = world.filing;
    let part = &filing.parts[at];
    if !part.is_contract() {
        return Answer::known(Value::List(Vec::new()));
    }
    let agent = part.to.copied();
    let same = |other: &Part| match (agent, other.to.copied()) {
        (Some(one), Some(other)) => world.custody.same_body(filing, one, other),
        _ => false,
    };
    let stages = filing.parts.iter().filter(|other| other.kind == PartKind::Processing && same(other));
    let own = part.work.iter().map(|work| &work.when).chain(&part.term.periods);
    let siblings = || filing.parts.iter().filter(|other| other.is_contract() && same(other));
    let found: Vec<&Scheduled> = own
        .filter(|row| !within(&part.term, row))
        .chain(stages.flat_map(|part| &part.schedule).filter(|row| !siblings().any(|other| within(&other.term, row))))
        .collect();
    let names = found.iter().map(|row| name(part, row)).collect();
    let span = part.term.to.span().or(found.first().map(|row| row.span));
    Answer::found(names, span)
}

/// True if a period certainly lies within a term; one without dates does.
fn within(term: &Term, row: &Scheduled) -> bool {
    let (start, end, renewed) = (term.from.when(), term.to.when(), term.renewed_from());
    let fits = |day: When| {
        let early = start.is_some_and(|start| day.last < start.first);
        let late = end.is_some_and(|end| day.first > end.last) && renewed.is_none_or(|again| day.first < again);
        !early && !late
    };
    [row.from.when(), row.to.when()].into_iter().flatten().all(fits)
}

/// Returns what a period is for: its stage or title, else the work it names.
fn name<'w>(part: &'w Part, row: &'w Scheduled) -> Value<'w> {
    if let Some(stage) = &row.stage {
        return Value::OfPack(stage.clone());
    }
    let own = part.work.iter().find(|work| std::ptr::eq(&raw const work.when, row));
    let of = row.of.iter().filter_map(|at| part.work.get(at.checked_sub(1)?));
    let texts = row.title.iter().chain(own.into_iter().chain(of).map(|work| &work.text));
    let mut names: Vec<Value<'w>> = texts.map(|text| Value::Text(Cow::Borrowed(text.as_str()))).collect();
    // A period without name is called by its dates.
    if names.is_empty() {
        let dates = [&row.from, &row.to].into_iter().filter_map(|field| field.when());
        names.extend(dates.map(|when| Value::Days(when.first, when.last)));
    }
    Value::List(names)
}

/// Returns the test steps done under a part, and the test stage of its schedule.
fn tests<'w>(world: &World<'w>, at: usize) -> (Vec<&'w Step>, Option<&'w Scheduled>) {
    let filing = world.filing;
    let own = PartId::new(at);
    // Verification with real data is a matter of the step.
    let steps = filing.steps().filter(|(_, step)| step.test && !step.does(Action::verifies)).filter(|(id, step)| {
        let under = &filing.flows[id.flow as usize].under;
        let among = step.actor.copied().map_or_else(Vec::new, |actor| world.custody.binding(filing, actor));
        let tied: Vec<PartId> = among.into_iter().filter(|part| under.is_empty() || under.contains(part)).collect();
        // Where the same party also changes the system, the test is part of that change.
        let changes = |part: &PartId| filing.parts[part.at()].kind == PartKind::Processing;
        let mine = tied.contains(&own) && (changes(&own) || !tied.iter().any(changes));
        step.under.copied().map_or(mine, |part| part == own)
    });
    let stage = filing.parts[at].schedule.iter().find(|row| row.is_stage(TEST));
    (steps.map(|(_, step)| step).collect(), stage)
}

/// Answers whether every data set of the tests is made up, as far as stated. A stage without any step states nothing
/// about its data.
fn tests_dummy<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let (steps, stage) = tests(world, at);
    let mut open: Option<Answer<'w>> = None;
    for step in &steps {
        let sets = step.data.value().map_or(&[][..], Vec::as_slice);
        let of_persons = sets.iter().map(|set| &world.filing.data[set.at()]).filter(|set| set.is_personal());
        let of_persons: Vec<_> = of_persons.map(|set| &set.dummy).collect();
        let said = |wanted| of_persons.iter().copied().find(|dummy| dummy.copied() == wanted);
        if said(Some(false)).is_some() {
            return Answer { span: Some(step.place.span), ..Answer::known(Value::Flag(false)) };
        }
        let silent = said(None).map(Answer::flag);
        let lacking = step.data.value().is_none().then(|| Answer::like(&step.data, Value::Flag(true)));
        let here = silent.or(lacking).map(|answer| Answer { span: Some(step.place.span), ..answer });
        open = open.or(here);
    }
    if let Some(open) = open {
        return open;
    }
    match (steps.first(), stage) {
        (Some(step), _) => Answer { span: Some(step.place.span), ..Answer::known(Value::Flag(true)) },
        (None, stage) => Answer { span: stage.map(|stage| stage.span), ..Answer::unstated() },
    }
}

/// Answers with names of systems in the texts of a part that the filing does not list.
fn foreign_systems<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let words = &world.policy.items;
    let listed = world.filing.systems.value();
    let known: Vec<Cow<'_, str>> = listed.into_iter().flatten().flatten().map(|name| text::item_name(name)).collect();
    let mut found: Vec<(String, Span)> = Vec::new();
    for (text, span) in &world.filing.parts[at].texts {
        for name in text::names_ending_in(&text::item_name(text), &words.system_suffixes) {
            let common = words.common_systems.iter().any(|common| name.ends_with(common.as_str()));
            let own = known.iter().any(|known| name.ends_with(&**known) || known.ends_with(name.as_str()));
            if !common && !own && !found.iter().any(|(other, _)| *other == name) {
                found.push((name, *span));
            }
        }
    }
    let span = found.first().map(|(_, span)| *span);
    if listed.is_none() && !found.is_empty() {
        return Answer { span, ..Answer::like(&world.filing.systems, Value::Flag(true)) };
    }
    Answer::found(found.into_iter().map(|(name, _)| Value::Text(Cow::Owned(name))).collect(), span)
}
