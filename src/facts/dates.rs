//! Days that cannot be, each with the day that is probably meant.
//!
//! A day is judged by those around it: when the filing was put up, the term of its part, the meeting that decided.

use super::{Answer, Value, World};
use crate::calendar::{self, Date, FiscalYear, When};
use crate::filing::{Approval, Day, DueAt, Field, Filing, Part};
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::DisposalMethod;
use crate::words::{Lang, Phrase, say};

/// Years after a filing within which what it is about begins.
const BEGINS_WITHIN: i16 = 3;
/// Years that a term lasts at most.
const LASTS: i16 = 10;
/// Years before a term within which its sub-contracting is consented to.
const CONSENTED_WITHIN: i16 = 2;
/// Years after a term within which copies end that are not kept by law.
const DISPOSED_WITHIN: i16 = 5;

/// A day that cannot be, with its place and the day that is probably meant.
struct Odd {
    written: When,
    meant: Option<When>,
    span: Option<Span>,
}

/// Answers with days of the term, its periods, the work and the schedule that cannot be, but for a term that runs
/// backwards.
pub(super) fn of_term<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let submitted = world.filing.submitted.when();
    let (from, to) = (&part.term.from, &part.term.to);
    let too_late = |field: &Field<Day>, by: Option<Date>, years: i16| {
        let (by, day) = (by?, field.when()?);
        let limit = later(by, years)?;
        let fits = |meant: When| by <= meant.last && meant.first <= limit;
        (day.first > limit).then(|| Odd::of(field, day, calendar::meant(day, by, fits)))
    };
    let submitted_on = submitted.map(|day| day.last);
    let mut odd: Vec<Option<Odd>> =
        vec![too_late(from, submitted_on, BEGINS_WITHIN), too_late(to, from.when().map(|day| day.first), LASTS)];
    let rows = part.term.periods.iter().chain(part.work.iter().map(|work| &work.when)).chain(&part.schedule);
    for row in rows {
        odd.push(too_late(&row.from, submitted_on, LASTS));
        odd.push(backwards(&row.from, &row.to));
    }
    answer(odd.into_iter().flatten())
}

/// Answers, where the term runs backwards, with the one of its days that is probably wrong.
pub(super) fn backward_term<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let term = &world.filing.parts[at].term;
    let (Some(from), Some(to)) = (term.from.when(), term.to.when()) else { return answer(std::iter::empty()) };
    if from.first <= to.last {
        return answer(std::iter::empty());
    }
    // Of the two, the one farther from the day of the filing; without such a day, the end.
    let far = |day: When, by: When| (day.first - by.first).get_days().abs();
    let start = world.filing.submitted.when().is_some_and(|by| far(from, by) > far(to, by));
    let odd = if start { late_start(&term.from, from, to) } else { early_end(&term.to, from, to) };
    answer(std::iter::once(odd))
}

/// Answers with days of consents to sub-contracting that cannot be.
pub(super) fn of_consent<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let said = [&part.subcontracting.consent, &part.consent];
    let odd = said.into_iter().filter_map(|consent| {
        let date = &consent.value()?.date;
        let (day, start) = (date.when()?, part.term.from.when()?.first);
        let decided = decided_for(world.filing, part);
        let earliest = [decided, later(start, -CONSENTED_WITHIN)].into_iter().flatten().max()?;
        let latest = end(part).unwrap_or(Date::MAX);
        let fits = |meant: When| earliest <= meant.last && meant.first <= latest;
        (!fits(day)).then(|| Odd::of(date, day, calendar::meant(day, start, fits)))
    });
    answer(odd)
}

/// Answers with days by which copies are to end that cannot be: before the work begins, or long after its end.
pub(super) fn of_disposal<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let (from, to) = (part.term.from.when(), part.term.to.when());
    let planned = part.disposal.iter().flat_map(|plan| {
        let kept = plan.method.copied() == Some(DisposalMethod::Retain);
        let days = plan.due.value().into_iter().flatten().filter_map(|due| match due {
            DueAt::Date(day) => day.when,
            DueAt::Occasion(_) | DueAt::Days(..) => None,
        });
        days.map(move |day| (plan, day, kept))
    });
    let odd = planned.filter_map(|(plan, day, kept)| {
        let start = from.map_or(Date::MIN, |from| from.first);
        let limit = to.filter(|_| !kept).and_then(|to| later(to.last, DISPOSED_WITHIN)).unwrap_or(Date::MAX);
        let near = to.or(from)?.last;
        let soon = later(near, 1)?;
        let fits = |meant: When| start <= meant.last && meant.first <= soon;
        (day.last < start || limit < day.first).then(|| Odd::of(&plan.due, day, calendar::meant(day, near, fits)))
    });
    answer(odd)
}

/// Answers with the latest of the days by which a part has copies returned or ended, but for those that the law keeps.
pub(super) fn last_disposal<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let planned = world.filing.parts[at].disposal.iter();
    let days = planned.filter(|plan| plan.method.copied() != Some(DisposalMethod::Retain)).flat_map(|plan| {
        let due = plan.due.value().into_iter().flatten();
        due.filter_map(|due| match due {
            DueAt::Date(day) => day.when,
            DueAt::Occasion(_) | DueAt::Days(..) => None,
        })
        .map(|day| (day, plan.due.span()))
    });
    let last = days.max_by_key(|(day, _)| day.last);
    last.map_or_else(Answer::unstated, |(day, span)| Answer { span, ..Answer::known(Value::Days(day.first, day.last)) })
}

/// Answers with days of the cover, of decisions and of parts that name no year, each in the year that is probably meant.
pub(super) fn without_year<'w>(world: &World<'w>) -> Answer<'w> {
    let filing = world.filing;
    let near = filing.reference_date().unwrap_or(world.day);
    let cover = std::iter::once(&filing.submitted).chain(filing.approvals.iter().map(|approval| &approval.date));
    let parts = filing.parts.iter().flat_map(|part| {
        let rows = part.term.periods.iter().chain(part.work.iter().map(|work| &work.when)).chain(&part.schedule);
        [&part.term.from, &part.term.to].into_iter().chain(rows.flat_map(|row| [&row.from, &row.to]))
    });
    let own = cover.chain(parts).filter_map(|field| Some((field.value()?.yearless?, field.span())));
    let plans = filing.parts.iter().flat_map(|part| &part.disposal);
    let due = plans.flat_map(|plan| {
        let days = plan.due.value().into_iter().flatten().filter_map(|due| match due {
            DueAt::Date(day) => day.yearless,
            DueAt::Occasion(_) | DueAt::Days(..) => None,
        });
        days.map(|day| (day, plan.due.span()))
    });
    yearless(own.chain(due), near)
}

impl Odd {
    fn of<T>(field: &Field<T>, written: When, meant: Option<When>) -> Odd {
        Odd { written, meant, span: field.span() }
    }

    fn phrase<'w>(&self) -> Phrase<'w> {
        let Odd { written, meant, .. } = *self;
        Phrase::made(move |lang| {
            let written = print(written, lang);
            match meant {
                Some(meant) => say(lang, "date.meant", &[("date", &written), ("meant", &print(meant, lang))]),
                None => written,
            }
        })
    }
}

fn answer<'w>(odd: impl Iterator<Item = Odd>) -> Answer<'w> {
    let odd: Vec<Odd> = odd.collect();
    let first = odd.iter().find_map(|odd| odd.span);
    Answer::found(odd.iter().map(|odd| Value::Phrase(odd.phrase())).collect(), first)
}

/// Names each day without a year as it is written, and with the first such day on or after one that is known.
fn yearless<'w>(days: impl Iterator<Item = (When, Option<Span>)>, near: Date) -> Answer<'w> {
    let mut first = None;
    let named = days.map(|(day, span)| {
        first = first.or(span);
        let year = near.year();
        let next = [year, year.saturating_add(1)].into_iter().filter_map(|year| day.in_year(year));
        let meant = next.into_iter().find(|day| near <= day.last);
        Value::Phrase(Phrase::made(move |lang| {
            let written = day.without_year(lang == Lang::Ja);
            let meant = meant.map(|meant| print(meant, lang)).unwrap_or_default();
            say(lang, "date.meant", &[("date", &written), ("meant", &meant)])
        }))
    });
    let named = named.collect();
    Answer::found(named, first)
}

/// Returns a start that is after its end, with the start that is probably meant.
fn late_start(field: &Field<Day>, from: When, to: When) -> Odd {
    let earliest = later(to.last, -LASTS).unwrap_or(Date::MIN);
    Odd::of(field, from, calendar::meant(from, to.first, |meant| meant.first <= to.last && earliest <= meant.first))
}

/// Returns an end that is before its start, with the end that is probably meant.
fn early_end(field: &Field<Day>, from: When, to: When) -> Odd {
    let latest = later(from.first, LASTS).unwrap_or(Date::MAX);
    let near = FiscalYear::of(from.first).last().unwrap_or(from.first);
    Odd::of(field, to, calendar::meant(to, near, |meant| from.first <= meant.last && meant.first <= latest))
}

/// Returns the end of a period that is before its start.
fn backwards(from: &Field<Day>, to: &Field<Day>) -> Option<Odd> {
    let (start, end) = (from.when()?, to.when()?);
    (end.last < start.first).then(|| early_end(to, start, end))
}

/// Returns the first and last day on which a decision may have been taken: its date, else the fiscal year of its
/// session.
pub(super) fn decided(approval: &Approval) -> Option<(Date, Date, Option<Span>)> {
    if let Some(when) = approval.date.when() {
        return Some((when.first, when.last, approval.date.span()));
    }
    let session = text::item_name(approval.session.value()?);
    let year = FiscalYear::parse(session.split_once('第')?.0).ok()?;
    Some((year.first()?, year.last()?, approval.session.span()))
}

/// Returns the first day on which the meeting that a contract's sub-contracting names can have decided.
fn decided_for(filing: &Filing, part: &Part) -> Option<Date> {
    let named = part.subcontracting.approval.value()?;
    let approval = filing.approvals.iter().find(|approval| approval.id == *named)?;
    decided(approval).map(|(first, ..)| first)
}

/// Returns the last day of a term that is not renewed.
fn end(part: &Part) -> Option<Date> {
    part.term.to.when().filter(|_| !part.term.is_renewed()).map(|to| to.last)
}

/// Returns the same day some years later, or earlier; the last of the month where that year has no such day.
fn later(day: Date, years: i16) -> Option<Date> {
    let year = day.year().checked_add(years)?;
    Date::new(year, day.month(), day.day()).ok().or_else(|| Date::new(year, day.month(), 28).ok())
}

fn print(day: When, lang: Lang) -> String {
    if lang == Lang::Ja { day.wareki() } else { day.iso() }
}
