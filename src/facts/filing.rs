//! Facts of filings, flows and approvals.

use std::borrow::Cow;

use super::{Answer, GetFact, GetMany, Many, One, Standing, Subject, Value, World, numbering, wordings};
use crate::calendar::{Date, FiscalYear};
use crate::filing::{Approval, Basis, Field, Group};
use crate::source::Span;
use crate::text;
use crate::vocabulary::facts::SubjectKind;

/// The source of a flow that is not drawn.
pub(super) const PROSE: &str = "prose";

/// Facts of a filing.
pub(super) fn fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, _| Answer::known(Value::Text(Cow::Borrowed(&world.filing.id))),
        "today" => super::practice::today,
        "title" => |world, _| Answer::text(&world.filing.title),
        "forum" => |world, _| Answer::word(&world.filing.forum),
        "forum.as_written" => |world, _| Answer::text(&world.filing.forum_as_written),
        "document" => |world, _| Answer::text(&world.filing.document),
        "basis" => |world, _| provisions(&world.filing.basis),
        "basis.matter" => |world, _| Answer::several(&world.filing.basis, |row| row.matter.map(Value::word)),
        "departments" => |world, _| Answer::texts(&world.filing.departments),
        "agenda_points" => |world, _| Answer::texts(&world.filing.agenda_points),
        "programme.name" => |world, _| Answer::text(&world.filing.programme.name),
        "programme.purpose" => |world, _| Answer::text(&world.filing.programme.purpose),
        "programme.subjects" => |world, _| Answer::text(&world.filing.programme.subjects),
        "programme.summary" => |world, _| Answer::text(&world.filing.programme.summary),
        "headcount" => |world, _| {
            Answer::several(&world.filing.programme.headcount, |group| Some(Value::Text(Cow::Borrowed(&group.name))))
        },
        "programme.services" => |world, _| Answer::texts(&world.filing.programme.services),
        "programme.single_contractor" => |world, _| Answer::flag(&world.filing.programme.single_contractor),
        "flows.covers" => |world, _| {
            let said = world.filing.flows.iter().find(|flow| flow.covers.value().is_some());
            let all = world.filing.flows.iter().filter_map(|flow| flow.covers.value()).flatten();
            let names = all.map(|name| Value::Text(Cow::Borrowed(name.as_str()))).collect();
            said.map_or_else(Answer::unstated, |flow| Answer::found(names, flow.covers.span()))
        },
        "enclosures" => {
            |world, _| Answer::several(&world.filing.enclosures, |(name, _)| Some(Value::Text(Cow::Borrowed(name))))
        }
        "enclosures.for" => |world, _| {
            let rows = &world.filing.enclosures;
            let groups = rows.value().into_iter().flatten().flat_map(|(_, groups)| groups);
            let mut once: Vec<Value<'_>> = Vec::new();
            for group in groups.map(|group| Value::Text(Cow::Borrowed(group.as_str()))) {
                if !once.contains(&group) {
                    once.push(group);
                }
            }
            if once.is_empty() { Answer::unstated() } else { Answer::found(once, rows.span()) }
        },
        "systems.aliases" => |world, _| {
            let systems = &world.filing.systems;
            let others = systems.value().into_iter().flatten().flat_map(|names| names.iter().skip(1));
            Answer::like(systems, Value::List(others.map(|name| Value::Text(Cow::Owned(name.clone()))).collect()))
        },
        "sections" => |world, _| {
            // With the bureau and without it: a part names its section alone.
            let section = |name: &str| name.rfind(['部', '局']).map_or(0, |at| at + '部'.len_utf8());
            let both = |name: &'_ String| [name.clone(), name[section(name)..].to_owned()];
            let names = world.filing.departments.value().into_iter().flatten().flat_map(both);
            let names: Vec<Value<'_>> = names.map(|name| Value::Text(Cow::Owned(name))).collect();
            Answer::like(&world.filing.departments, Value::List(names))
        },
        "headcount.sum" => |world, _| {
            let rows = &world.filing.programme.headcount;
            let counts = rows.and_then(|rows| rows.iter().map(|group| group.count).collect::<Option<Vec<i64>>>());
            let sum = counts.value().into_iter().flatten().fold(0, |sum: i64, count| sum.saturating_add(*count));
            Answer::like(&counts, Value::Number(sum))
        },
        "headcount.miscalculated" => |world, _| {
            let rows = &world.filing.programme.headcount;
            let product = |group: &Group| numbering::product(group.basis.as_deref()?).filter(|_| !group.approx);
            let wrong = rows
                .value()
                .into_iter()
                .flatten()
                .filter(|group| product(group).zip(group.count).is_some_and(|(product, count)| product != count));
            let names = wrong.map(|group| Value::Text(Cow::Borrowed(group.name.as_str())));
            Answer::found(names.collect(), rows.span())
        },
        "attachments" => {
            |world, _| Answer::several(&world.filing.attachments, |(name, _)| Some(Value::Text(Cow::Borrowed(name))))
        }
        "attachments.complete" => |world, _| {
            let listed = world.filing.attachments.value().into_iter().flatten();
            let left_out = listed.filter(|(_, attached)| *attached == Some(false)).count() > 0;
            let span = world.filing.attachments.span();
            if left_out || incomplete(world).is_empty() {
                return Answer { span, ..Answer::known(Value::Flag(!left_out)) };
            }
            Answer { span, ..Answer::unstated() }
        },
        "attachments.incomplete" => |world, _| {
            let names = incomplete(world).into_iter().map(|name| Value::Text(Cow::Borrowed(name)));
            Answer::found(names.collect(), world.filing.attachments.span())
        },
        "numbering" => numbering::broken,
        "wordings" => |world, _| {
            let own = wordings::found(&world.policy.items.wordings, wordings::of_filing(world.filing));
            wordings::with(own, world.recall(SubjectKind::Part, 0..world.filing.parts.len(), "wordings"))
        },
        "headcount.total" => {
            |world, _| Answer::field(&world.filing.programme.headcount_total, |total| Value::Number(*total))
        }
        "submitted" => |world, _| Answer::day(&world.filing.submitted),
        _ => return None,
    })
}

/// Relations of a filing to several.
pub(super) fn many(name: &str) -> Option<GetMany> {
    Some(match name {
        "contracts" => |world, _| Many::To(world.subjects(SubjectKind::Contract).collect()),
        "parts" => |world, _| Many::To(world.subjects(SubjectKind::Part).collect()),
        "actors" => |world, _| Many::To(world.subjects(SubjectKind::Actor).collect()),
        "flows" => |world, _| Many::To(world.subjects(SubjectKind::Flow).collect()),
        "steps" => |world, _| Many::To(world.subjects(SubjectKind::Step).collect()),
        "hops" => |world, _| Many::To(world.subjects(SubjectKind::Hop).collect()),
        "holdings" => |world, _| Many::To(world.subjects(SubjectKind::Holding).collect()),
        _ => return None,
    })
}

/// Facts of a flow.
pub(super) fn flow_fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.flows[at].id))),
        "title" => |world, at| Answer::text(&world.filing.flows[at].title),
        "source" => |world, at| Answer::text(&world.filing.flows[at].source),
        "continuing" => |world, at| Answer::flag(&world.filing.flows[at].continuing),
        _ => return None,
    })
}

/// Relations of a flow to several.
pub(super) fn flow_many(name: &str) -> Option<GetMany> {
    Some(match name {
        "parts" => |world, at| {
            let under = world.filing.parts_of(at).into_iter();
            Many::To(under.map(|part| Subject { kind: SubjectKind::Part, at: part.at() }).collect())
        },
        "steps" => |world, at| {
            let own = |step: &Subject| world.steps[step.at].flow as usize == at;
            Many::To(world.subjects(SubjectKind::Step).filter(own).collect())
        },
        _ => return None,
    })
}

/// Provisions, whatever the width of their digits.
pub(super) fn provisions<'w>(field: &'w Field<Vec<Basis>>) -> Answer<'w> {
    Answer::several(field, |row| Some(Value::Text(text::item_name(&row.provision))))
}

/// Annexes that are not attached, of which that is not said, and those with a drawing or a list of items that no
/// attachment is named for.
fn incomplete<'w>(world: &World<'w>) -> Vec<&'w str> {
    let filing = world.filing;
    let listed = || filing.attachments.value().into_iter().flatten();
    let open = listed().filter(|(_, attached)| *attached != Some(true)).map(|(name, _)| name.as_str());
    let cited = |field: &'w Field<String>| match field {
        Field::Elsewhere(annexes, _) => annexes.iter().collect(),
        Field::Stated { value, .. } if value != PROSE => vec![value],
        _ => Vec::new(),
    };
    let fields = filing.flows.iter().map(|flow| &flow.source).chain(filing.data.iter().map(|set| &set.group));
    let known: Vec<Cow<'_, str>> = listed().map(|(name, _)| text::item_name(name)).collect();
    let unlisted = fields.flat_map(cited).filter(|name| !known.contains(&text::item_name(name)));
    let mut names: Vec<&str> = open.chain(unlisted.map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Where nothing leads on.
pub(super) fn nowhere() -> One {
    One::Unknown(Standing::Unstated)
}

/// Facts of an approval.
pub(super) fn approval_fact(name: &str) -> Option<GetFact> {
    Some(match name {
        "id" => |world, at| Answer::known(Value::Text(Cow::Borrowed(&world.filing.approvals[at].id))),
        "session" => |world, at| Answer::text(&world.filing.approvals[at].session),
        "forum" => |world, at| Answer::word(&world.filing.approvals[at].forum),
        "forum.as_written" => |world, at| Answer::text(&world.filing.approvals[at].forum_as_written),
        "outcome" => |world, at| Answer::word(&world.filing.approvals[at].outcome),
        "day" => |world, at| {
            let day = decided(&world.filing.approvals[at]);
            day.map_or_else(Answer::unstated, |(first, last, span)| Answer {
                span,
                ..Answer::known(Value::Days(first, last))
            })
        },
        "conflicting" => conflicting,
        _ => return None,
    })
}

/// The days on which a decision may have been taken: its date, else the fiscal year of its session.
pub(super) fn decided(approval: &Approval) -> Option<(Date, Date, Option<Span>)> {
    if let Some(when) = approval.date.value().and_then(|day| day.when) {
        return Some((when.first, when.last, approval.date.span()));
    }
    let session = text::item_name(approval.session.value()?);
    let year = FiscalYear::parse(session.split_once('第')?.0).ok()?;
    Some((year.first()?, year.last()?, approval.session.span()))
}

/// Sessions of the same year that an earlier entry gives for the same part.
fn conflicting<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let all = &world.filing.approvals;
    let own = &all[at];
    let parts = |approval: &'w Approval| approval.of.value().map_or(&[][..], Vec::as_slice);
    let session = |approval: &Approval| {
        let text = text::item_name(approval.session.value()?);
        let (year, number) = text.split_once('第')?;
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        Some((year.to_owned(), digits))
    };
    let Some((year, number)) = session(own) else {
        return Answer::known(Value::List(Vec::new()));
    };
    let same_forum = |other: &Approval| match (other.forum.copied(), own.forum.copied()) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let same_part =
        |other: &&'w Approval| same_forum(other) && parts(other).iter().any(|part| parts(own).contains(part));
    let other_session = |other: &&'w Approval| session(other).is_some_and(|(of, is)| of == year && is != number);
    let earlier = all[..at].iter().filter(same_part).filter(other_session);
    let sessions = earlier.filter_map(|other| Some(Value::Text(Cow::Borrowed(other.session.value()?.as_str()))));
    Answer::found(sessions.collect(), own.session.span())
}
