//! Facts of filings, flows and approvals.

use std::borrow::Cow;

use super::{Answer, Reached, Standing, Subject, Value, World, dates, numbering, wordings};
use crate::filing::{Approval, Field, Flow, Group, LegalBasis};
use crate::source::Span;
use crate::text;
use crate::vocabulary::facts::{
    ApprovalFact, FilingFact, FilingRelation, FlowFact, FlowRelation, PartFact, SubjectKind,
};

/// Answers a fact of the filing.
pub(super) fn fact<'w>(world: &World<'w>, fact: FilingFact) -> Answer<'w> {
    let filing = world.filing;
    match fact {
        FilingFact::Id => Answer::known(Value::Text(Cow::Borrowed(&filing.id))),
        FilingFact::Today => super::practice::today(world),
        FilingFact::DatesYearless => dates::without_year(world),
        FilingFact::Title => Answer::text(&filing.title),
        FilingFact::Forum => Answer::pack_word(&filing.forum),
        FilingFact::ForumAsWritten => Answer::text(&filing.forum_as_written),
        FilingFact::Document => Answer::text(&filing.document),
        FilingFact::Basis => provisions(&filing.basis),
        FilingFact::BasisMatter => Answer::several(&filing.basis, |row| row.matter.clone().map(Value::OfPack)),
        FilingFact::Departments => Answer::texts(&filing.departments),
        FilingFact::AgendaPoints => Answer::texts(&filing.agenda_points),
        FilingFact::ProgrammeName => Answer::text(&filing.programme.name),
        FilingFact::ProgrammePurpose => Answer::text(&filing.programme.purpose),
        FilingFact::ProgrammeSubjects => Answer::text(&filing.programme.subjects),
        FilingFact::ProgrammeSummary => Answer::text(&filing.programme.summary),
        FilingFact::Headcount => {
            Answer::several(&filing.programme.headcount, |group| Some(Value::Text(Cow::Borrowed(&group.name))))
        }
        FilingFact::ProgrammeServices => Answer::texts(&filing.programme.services),
        FilingFact::ProgrammeSingleContractor => Answer::flag(&filing.programme.single_contractor),
        FilingFact::FlowsCovers => {
            let said = filing.flows.iter().find(|flow| flow.covers.value().is_some());
            let all = filing.flows.iter().filter_map(|flow| flow.covers.value()).flatten();
            let names = all.map(|name| Value::Text(Cow::Borrowed(name.as_str()))).collect();
            said.map_or_else(Answer::unstated, |flow| Answer::found(names, flow.covers.span()))
        }
        FilingFact::Enclosures => {
            Answer::several(&filing.enclosures, |(name, _)| Some(Value::Text(Cow::Borrowed(name))))
        }
        FilingFact::EnclosuresFor => {
            let rows = &filing.enclosures;
            let groups = rows.value().into_iter().flatten().flat_map(|(_, groups)| groups);
            let mut once: Vec<Value<'_>> = Vec::new();
            for group in groups.map(|group| Value::Text(Cow::Borrowed(group.as_str()))) {
                if !once.contains(&group) {
                    once.push(group);
                }
            }
            match rows {
                Field::Unreadable(span) => Answer::unreadable(Some(*span)),
                _ if once.is_empty() => Answer::unstated(),
                _ => Answer::found(once, rows.span()),
            }
        }
        FilingFact::SystemsAliases => {
            let systems = &filing.systems;
            let others = systems.value().into_iter().flatten().flat_map(|names| names.iter().skip(1));
            Answer::like(systems, Value::List(others.map(|name| Value::Text(Cow::Owned(name.clone()))).collect()))
        }
        FilingFact::Sections => {
            // With the bureau and without it, as a part names its section alone.
            let section = |name: &str| name.rfind(['部', '局']).map_or(0, |at| at + '部'.len_utf8());
            let both = |name: &'_ String| [name.clone(), name[section(name)..].to_owned()];
            let names = filing.departments.value().into_iter().flatten().flat_map(both);
            let names: Vec<Value<'_>> = names.map(|name| Value::Text(Cow::Owned(name))).collect();
            Answer::like(&filing.departments, Value::List(names))
        }
        FilingFact::HeadcountSum => {
            let rows = &filing.programme.headcount;
            let counts = rows.and_then(|rows| rows.iter().map(|group| group.count).collect::<Option<Vec<i64>>>());
            let sum = counts.value().into_iter().flatten().fold(0, |sum: i64, count| sum.saturating_add(*count));
            Answer::like(&counts, Value::Number(sum))
        }
        FilingFact::HeadcountMiscalculated => {
            let rows = &filing.programme.headcount;
            let product = |group: &Group| numbering::product(group.basis.as_deref()?).filter(|_| !group.approx);
            let wrong = rows
                .value()
                .into_iter()
                .flatten()
                .filter(|group| product(group).zip(group.count).is_some_and(|(product, count)| product != count));
            let names = wrong.map(|group| Value::Text(Cow::Borrowed(group.name.as_str())));
            Answer::found(names.collect(), rows.span())
        }
        FilingFact::Attachments => {
            Answer::several(&filing.attachments, |(name, _)| Some(Value::Text(Cow::Borrowed(name))))
        }
        FilingFact::AttachmentsComplete => {
            let listed = filing.attachments.value().into_iter().flatten();
            let left_out = listed.filter(|(_, attached)| *attached == Some(false)).count() > 0;
            let span = filing.attachments.span();
            if matches!(filing.attachments, Field::Unreadable(_)) {
                return Answer::unreadable(span);
            }
            if left_out || incomplete(world).is_empty() {
                return Answer { span, ..Answer::known(Value::Flag(!left_out)) };
            }
            Answer { span, ..Answer::unstated() }
        }
        FilingFact::AttachmentsIncomplete => {
            let names = incomplete(world).into_iter().map(|name| Value::Text(Cow::Borrowed(name)));
            Answer::found(names.collect(), filing.attachments.span())
        }
        FilingFact::AnnexesUnlisted => unlisted(world),
        FilingFact::Numbering => numbering::broken(world),
        FilingFact::Misspelt => super::spelling::misspelt(world),
        FilingFact::Wordings => {
            let own = wordings::found(&world.policy.items.wordings, wordings::of_filing(filing));
            wordings::with(own, world.recall(PartFact::Wordings, 0..filing.parts.len()))
        }
        FilingFact::HeadcountTotal => Answer::field(&filing.programme.headcount_total, |total| Value::Number(*total)),
        FilingFact::Submitted => Answer::day(&filing.submitted),
    }
}

/// Follows a relation of a filing.
pub(super) fn relation(world: &World<'_>, relation: FilingRelation) -> Reached {
    match relation {
        FilingRelation::Contracts => Reached::Many(world.subjects(SubjectKind::Contract).collect()),
        FilingRelation::Parts => Reached::Many(world.subjects(SubjectKind::Part).collect()),
        FilingRelation::Actors => Reached::Many(world.subjects(SubjectKind::Actor).collect()),
        FilingRelation::Flows => Reached::Many(world.subjects(SubjectKind::Flow).collect()),
        FilingRelation::Steps => Reached::Many(world.subjects(SubjectKind::Step).collect()),
        FilingRelation::Hops => Reached::Many(world.subjects(SubjectKind::Hop).collect()),
        FilingRelation::Citations => Reached::Many(world.subjects(SubjectKind::Citation).collect()),
        FilingRelation::Holdings => Reached::Many(world.subjects(SubjectKind::Holding).collect()),
    }
}

/// Answers a fact of a flow.
pub(super) fn flow_fact<'w>(world: &World<'w>, at: usize, fact: FlowFact) -> Answer<'w> {
    let flow = &world.filing.flows[at];
    match fact {
        FlowFact::Id => Answer::known(Value::Text(Cow::Borrowed(&flow.id))),
        FlowFact::Title => Answer::text(&flow.title),
        FlowFact::Source => Answer::text(&flow.source),
        FlowFact::Continuing => Answer::flag(&flow.continuing),
    }
}

/// Follows a relation of a flow.
pub(super) fn flow_relation(world: &World<'_>, at: usize, relation: FlowRelation) -> Reached {
    match relation {
        FlowRelation::Parts => {
            let under = world.filing.parts_of(at).into_iter();
            Reached::Many(under.map(|part| Subject { kind: SubjectKind::Part, at: part.at() }).collect())
        }
        FlowRelation::Steps => {
            let own = |step: &Subject| world.steps[step.at].flow as usize == at;
            Reached::Many(world.subjects(SubjectKind::Step).filter(own).collect())
        }
    }
}

/// Answers with provisions as names of items are compared: in normal form and without white space.
pub(super) fn provisions<'w>(field: &'w Field<Vec<LegalBasis>>) -> Answer<'w> {
    Answer::several(field, |row| Some(Value::Text(text::item_name(&row.provision))))
}

/// Returns annexes that are not attached or not stated to be, and those with a drawing or a list of items that no
/// attachment is named for.
fn incomplete<'w>(world: &World<'w>) -> Vec<&'w str> {
    let filing = world.filing;
    let listed = || filing.attachments.value().into_iter().flatten();
    let open = listed().filter(|(_, attached)| *attached != Some(true)).map(|(name, _)| name.as_str());
    let cited = |field: &'w Field<String>| match field {
        Field::Elsewhere(annexes, _) => annexes.iter().collect(),
        Field::Stated { value, .. } if value != Flow::PROSE => vec![value],
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

/// Annexes that stand for something that is not written, and that no list of the filing has.
fn unlisted<'w>(world: &World<'w>) -> Answer<'w> {
    let filing = world.filing;
    if let Field::Unreadable(span) = filing.attachments {
        return Answer::unreadable(Some(span));
    }
    let attached = filing.attachments.value().into_iter().flatten().map(|(name, _)| name);
    let texts = filing.parts.iter().flat_map(|part| part.special_clauses.value().into_iter().flatten());
    let labels = texts.filter_map(|text| text.label.value());
    let known: Vec<Cow<'_, str>> =
        attached.chain(labels).chain(filing.document.value()).map(|name| text::item_name(name)).collect();
    let open: Vec<&(String, Span)> =
        filing.cited.iter().filter(|(name, _)| !known.contains(&text::item_name(name))).collect();
    let mut names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.into_iter().map(|name| Value::Text(Cow::Borrowed(name)));
    Answer::found(names.collect(), open.iter().map(|(_, span)| *span).min())
}

/// Makes the result of a relation whose target is unstated.
pub(super) fn nowhere() -> Reached {
    Reached::Unknown(Standing::Unstated)
}

/// Answers a fact of an approval.
pub(super) fn approval_fact<'w>(world: &World<'w>, at: usize, fact: ApprovalFact) -> Answer<'w> {
    let approval = &world.filing.approvals[at];
    match fact {
        ApprovalFact::Id => Answer::known(Value::Text(Cow::Borrowed(&approval.id))),
        ApprovalFact::Session => Answer::text(&approval.session),
        ApprovalFact::Forum => Answer::pack_word(&approval.forum),
        ApprovalFact::ForumAsWritten => Answer::text(&approval.forum_as_written),
        ApprovalFact::Outcome => Answer::word(&approval.outcome),
        ApprovalFact::Day => {
            let day = dates::decided(approval);
            let unread =
                matches!(approval.session, Field::Unreadable(_)) || matches!(approval.date, Field::Unreadable(_));
            let open = || if unread { Answer::unreadable(None) } else { Answer::unstated() };
            day.map_or_else(open, |(first, last, span)| Answer { span, ..Answer::known(Value::Days(first, last)) })
        }
        ApprovalFact::Conflicting => conflicting(world, at),
    }
}

/// Returns sessions of the same year that an earlier entry states for the same part.
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
    let same_forum = |other: &Approval| match (other.forum.value(), own.forum.value()) {
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
