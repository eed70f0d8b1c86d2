//! Facts of the checklist of a part.

use std::borrow::Cow;

use super::{Answer, Value, World};
use crate::filing::{Answers, Checklist, Field, Part};
use crate::policy::{ChecklistForm, FormRow, KnownReason};
use crate::text;
use crate::words::{Phrase, say};

/// Answers with the id of the form that the checklist of a part answers.
pub(super) fn form_answered<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let table = &world.filing.parts[at].checklist;
    table.as_ref().map_or_else(Answer::unstated, |table| Answer::text(&table.form))
}

/// Answers with the part whose checklist serves this one too.
pub(super) fn same_as<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let parts = &world.filing.parts;
    let table = &parts[at].checklist;
    table.as_ref().map_or_else(Answer::unstated, |table| {
        Answer::field(&table.same_as, |part| Value::Text(Cow::Borrowed(&parts[part.at()].id)))
    })
}

/// Answers whether the form was out of use both when the filing was made and when the part begins, whichever edition
/// judges it now.
pub(super) fn outdated<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let Some((table, form)) = form(world, &world.filing.parts[at]) else {
        return Answer::known(Value::Flag(false));
    };
    let made = world.filing.reference_date().unwrap_or(world.day);
    let begins = world.filing.parts[at].term.from.value().and_then(|day| day.when.map(|when| when.first));
    let used = std::iter::once(made).chain(begins).any(|day| form.effective.contains(day));
    Answer::like(&table.form, Value::Flag(!used))
}

/// Answers with rows that the current edition has and the form does not, at the place where the form is named.
pub(super) fn newer<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let form = world.filing.parts[at].checklist.as_ref().and_then(|table| table.form.span());
    let answer = rows(world, at, newer_rows);
    Answer { span: form.or(answer.span), ..answer }
}

/// Answers with rows that the drawing does not show, at the agent's column.
pub(super) fn undrawn<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let agent = world.filing.parts[at].checklist.as_ref().and_then(|table| table.agent.value());
    let answer = rows(world, at, undrawn_rows);
    Answer { span: agent.map(|column| column.place.span).or(answer.span), ..answer }
}

/// Answers with the reasons for ー that the checklist gives and the form knows.
pub(super) fn reasons_given<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let Some((table, form)) = form(world, &world.filing.parts[at]) else {
        return Answer::known(Value::List(Vec::new()));
    };
    let used = columns(table).into_iter().flat_map(|column| reasons(form, column));
    let ids = used.map(|reason| Value::Text(Cow::Borrowed(reason.id.as_str())));
    Answer::found(ids.collect(), Some(table.place.span))
}

/// Answers whether a side has answered at all.
pub(super) fn column<'w>(world: &World<'w>, at: usize, side: fn(&Checklist) -> &Field<Answers>) -> Answer<'w> {
    let table = world.filing.parts[at].checklist.as_ref();
    table.map_or_else(Answer::unstated, |table| {
        let answer = Answer::like(side(table), Value::Flag(true));
        Answer { span: answer.span.or(Some(table.place.span)), ..answer }
    })
}

/// Selects rows of a form.
type Which<'w> = fn(&World<'w>, &'w Part, &'w Checklist, &'w ChecklistForm) -> Vec<&'w FormRow>;

/// Answers with selected rows, each as the form names it.
pub(super) fn rows<'w>(world: &World<'w>, at: usize, which: Which<'w>) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let Some((table, form)) = form(world, part) else {
        return Answer::known(Value::List(Vec::new()));
    };
    if let Some(column) =
        [&table.principal, &table.agent].into_iter().find(|column| matches!(column, Field::Unreadable(_)))
    {
        return Answer::like(column, Value::Flag(true));
    }
    let found = which(world, part, table, form).into_iter().map(|row| label(world, row));
    Answer::found(found.collect(), Some(table.place.span))
}

/// Returns rows that the two sides answer differently; none where one side has not answered.
pub(super) fn differing<'w>(
    _: &World<'w>,
    _: &'w Part,
    table: &'w Checklist,
    form: &'w ChecklistForm,
) -> Vec<&'w FormRow> {
    let (Some(principal), Some(agent)) = (table.principal.value(), table.agent.value()) else {
        return Vec::new();
    };
    let both = form.rows.iter().filter(|row| row.principal && row.agent);
    both.filter(|row| principal.mark(&row.id) != agent.mark(&row.id)).collect()
}

/// Answers with the measures of the rows that a side answers ー.
pub(super) fn exempt<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let Some((table, form)) = form(world, &world.filing.parts[at]) else {
        return Answer::known(Value::List(Vec::new()));
    };
    let columns = columns(table);
    let left_out = |row: &&FormRow| columns.iter().any(|column| column.mark(&row.id) == Some(false));
    let ids = form.rows.iter().filter(left_out).flat_map(|row| &row.measures);
    Answer::found(ids.map(|id| Value::Text(Cow::Borrowed(id.as_str()))).collect(), Some(table.place.span))
}

/// Returns rows that no side answers, although it has them.
pub(super) fn unanswered<'w>(
    _: &World<'w>,
    _: &'w Part,
    table: &'w Checklist,
    form: &'w ChecklistForm,
) -> Vec<&'w FormRow> {
    let silent = |column: Option<&Answers>, row: &FormRow| column.is_none_or(|it| it.mark(&row.id).is_none());
    let (principal, agent) = (table.principal.value(), table.agent.value());
    let rows = form.rows.iter().filter(|row| row.principal || row.agent);
    rows.filter(|row| (!row.principal || silent(principal, row)) && (!row.agent || silent(agent, row))).collect()
}

/// Returns rows of the edition that judges the filing whose measures the answered form does not have.
fn newer_rows<'w>(world: &World<'w>, _: &'w Part, _: &'w Checklist, form: &'w ChecklistForm) -> Vec<&'w FormRow> {
    let policy = world.policy;
    let follows = |other: &&'w ChecklistForm| {
        other.family.is_some() && other.family == form.family && other.effective.from > form.effective.from
    };
    let current = policy.checklists.values().filter(follows).find(|other| other.effective.contains(world.day));
    let asked = |row: &&'w FormRow| form.rows.iter().any(|own| own.measures.iter().any(|id| row.measures.contains(id)));
    current.into_iter().flat_map(|other| &other.rows).filter(|row| !asked(row)).collect()
}

/// Returns rows answered ○ that a reason for ー on the same side rules out, unless a note explains why they stay.
pub(super) fn ruled_out<'w>(
    _: &World<'w>,
    _: &'w Part,
    table: &'w Checklist,
    form: &'w ChecklistForm,
) -> Vec<&'w FormRow> {
    let contrary = |column: &&'w Answers, row: &FormRow| {
        let mut out = reasons(form, column).flat_map(|reason| &reason.rules_out);
        let kept = column.noted.contains(&row.id);
        !kept && column.mark(&row.id) == Some(true) && out.any(|measure| row.measures.contains(measure))
    };
    let columns = columns(table);
    form.rows.iter().filter(|row| columns.iter().any(|column| contrary(column, row))).collect()
}

/// Returns rows answered ○ by the agent that the drawing does not show in its lane, if it lists measures there. A row
/// that promises a fact of the flow is asked for where that fact is.
fn undrawn_rows<'w>(
    world: &World<'w>,
    part: &'w Part,
    table: &'w Checklist,
    form: &'w ChecklistForm,
) -> Vec<&'w FormRow> {
    let Some(agent) = table.agent.value() else {
        return Vec::new();
    };
    let drawn = drawn(world, part);
    if drawn.is_empty() {
        return Vec::new();
    }
    let promises = |row: &FormRow| {
        row.measures.iter().any(|id| world.policy.measures.get(id).is_some_and(|it| !it.promises.is_empty()))
    };
    let shown = |row: &FormRow| row.measures.iter().any(|id| drawn.contains(&id.as_str()));
    let ticked = form.rows.iter().filter(|row| row.agent && agent.mark(&row.id) == Some(true));
    ticked.filter(|row| !shown(row) && !promises(row)).collect()
}

/// Returns the measures that the drawing lists for the agent of a part: in its lane and beside its stores.
fn drawn<'w>(world: &World<'w>, part: &Part) -> Vec<&'w str> {
    let filing = world.filing;
    let Some(agent) = part.to.copied() else {
        return Vec::new();
    };
    let own = |actor| world.custody.same_body(filing, agent, actor);
    let lanes = filing.flows.iter().flat_map(|flow| &flow.measures).filter(|(actor, _)| own(*actor));
    let stores = filing.stores.iter().filter(|store| store.actor.copied().is_some_and(own));
    let beside = stores.flat_map(|store| &store.measures);
    lanes.flat_map(|(_, list)| list).chain(beside).map(|(id, _)| id.as_str()).collect()
}

/// Returns the table of a part with the form it answers; `None` where another part's table serves it.
fn form<'w>(world: &World<'w>, part: &'w Part) -> Option<(&'w Checklist, &'w ChecklistForm)> {
    let table = part.checklist.as_ref()?;
    Some((table, world.policy.checklists.get(table.form.value()?)?))
}

fn columns(table: &Checklist) -> Vec<&Answers> {
    [&table.principal, &table.agent].into_iter().filter_map(|column| column.value()).collect()
}

/// Returns the reasons for ー in a column that the form knows.
fn reasons<'w>(form: &'w ChecklistForm, column: &Answers) -> impl Iterator<Item = &'w KnownReason> {
    let written: Vec<Cow<'_, str>> = column.not_applicable.iter().map(|(_, reason)| text::item_name(reason)).collect();
    form.reasons.iter().filter(move |reason| reason.texts.iter().any(|text| written.iter().any(|one| *one == *text)))
}

/// Returns a row as the form counts it, with the title of its measure.
fn label<'w>(world: &World<'w>, row: &'w FormRow) -> Value<'w> {
    let about = row.measures.first().and_then(|id| world.policy.measures.get(id));
    let text = move |lang| {
        let about = about.map_or("", |measure| measure.title.get(lang));
        say(lang, "checklist-row", &[("row", &row.name(lang)), ("about", about)])
    };
    Value::Phrase(Phrase::made(text))
}
