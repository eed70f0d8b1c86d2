//! How each obligation of a part stands on the day of the audit.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::outcome::{Asked, AuditTerms, Duty, Proof};
use super::why::Why;
use crate::calendar::Date;
use crate::check::Owed;
use crate::evidence::{Joined, Running, Touches};
use crate::facts::World;
use crate::filing::{ActorId, DueAt, PartId, StepId};
use crate::flow::{Holding, Place};
use crate::policy::Obligation;
use crate::vocabulary::enumerations::{Due, Every, ObligationStatus as Status, RecordKey};
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// Everything that decides how the obligations of one part stand.
pub(super) struct Assessor<'d, 'w> {
    pub(super) world: &'d World<'w>,
    pub(super) records: &'d [Joined],
    pub(super) part: PartId,
    pub(super) running: Running,
    pub(super) terms: AuditTerms,
}

/// The status of an obligation, with what it rests on.
pub(super) struct Stand {
    pub(super) status: Status,
    due: Option<Date>,
    records: Vec<Proof>,
    why: Both,
}

impl Stand {
    pub(super) fn new(status: Status, why: Both) -> Self {
        Stand { status, due: None, records: Vec::new(), why }
    }

    fn with(self, records: &[&Joined]) -> Self {
        Stand { records: records.iter().map(|it| proof(it)).collect(), ..self }
    }

    /// Makes the duty that has this status.
    pub(super) fn duty(self, asked: Arc<Asked>, place: Both, subject: String) -> Duty {
        let since = self.due.filter(|_| self.status == Status::Overdue).and_then(|due| due.tomorrow().ok());
        Duty {
            asked,
            place,
            subject,
            status: self.status,
            due: self.due,
            since,
            met_by: self.records,
            reason: self.why,
        }
    }
}

impl<'d, 'w> Assessor<'d, 'w> {
    /// Determines how one obligation stands. `others` are the obligations of the same part.
    pub(super) fn stand(&self, owed: &Owed<'_>, others: &[&Owed<'_>]) -> Stand {
        if let Some(facts) = &owed.lacking {
            return Stand::new(Status::Undetermined, Why::Unknown(facts).words());
        }
        let own = self.matching(owed, others);
        let (complete, partial): (Vec<&Joined>, Vec<&Joined>) =
            own.iter().partition(|it| lacking(owed.obligation, it).is_empty());
        let stand = match owed.obligation.every {
            Every::FiscalYear => self.per_year(owed, &complete, &partial),
            Every::Start | Every::Term => self.at_start(owed, &complete, &partial),
            Every::End => self.at_end(owed, &complete, &partial),
            Every::Holding => self.per_holding(owed, &complete, &partial),
            Every::Job => self.per_job(owed, &complete, &partial, self.jobs(None)),
            Every::Hop => self.per_hop(owed, &complete, &partial),
            Every::Event => match (complete.is_empty(), partial.is_empty()) {
                (_, false) => self.incomplete(owed, &partial),
                (false, true) => self.met(&complete),
                (true, true) => Stand::new(Status::NotApplicable, Why::NoEvent.words()),
            },
        };
        match self.base(owed, others) {
            Some(base) if own.is_empty() && matches!(stand.status, Status::Overdue | Status::Missing) => {
                Stand::new(Status::Undetermined, Why::Follows(base).words())
            }
            _ => stand,
        }
    }

    fn per_year(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        let within = |it: &&&Joined| it.record.date().is_some_and(|date| self.terms.year.contains(date));
        let complete: Vec<&Joined> = complete.iter().filter(within).copied().collect();
        let partial: Vec<&Joined> = partial.iter().filter(within).copied().collect();
        if !complete.is_empty() {
            return self.met(&complete);
        }
        if !partial.is_empty() {
            return self.incomplete(owed, &partial);
        }
        if self.running.touches(self.terms.year) == Touches::Unknown {
            return Stand::new(Status::Undetermined, Why::StartUnknown.words());
        }
        self.late_after([self.terms.year.last(), self.running.last].into_iter().flatten().min())
    }

    fn at_start(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        if let Some(first) = complete.iter().min_by_key(|it| it.record.date()) {
            let late = |start: &Date| first.record.date().is_some_and(|date| date > *start);
            return match self.running.first.filter(late) {
                Some(start) => Stand::new(Status::Met, Why::After(start).words()).with(complete),
                None => self.met(complete),
            };
        }
        if !partial.is_empty() {
            return self.incomplete(owed, partial);
        }
        match self.running.first {
            None => Stand::new(Status::Undetermined, Why::StartUnknown.words()),
            start => self.late_after(start),
        }
    }

    fn at_end(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        if !complete.is_empty() {
            return self.met(complete);
        }
        if !partial.is_empty() {
            return self.incomplete(owed, partial);
        }
        self.after_end(owed.obligation)
    }

    /// Determines what is owed once the part has ended.
    fn after_end(&self, obligation: &Obligation) -> Stand {
        match self.running.last {
            Some(last) => self.late_after(later(last, obligation.grace)),
            None if self.running.renewed => Stand::new(Status::NotApplicable, Why::RunsOn.words()),
            None => Stand::new(Status::Undetermined, Why::EndUnknown.words()),
        }
    }

    fn per_holding(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        let Some(holding) = self.holding(owed) else { return self.at_end(owed, complete, partial) };
        let cover = holding.cover.as_ref();
        let dues = cover.and_then(|cover| cover.due.value()).map(Vec::as_slice).unwrap_or_default();
        if cover.is_some_and(|cover| !cover.planned) || dues.contains(&DueAt::Occasion(Due::EachJob)) {
            return self.per_job(owed, complete, partial, self.jobs(None));
        }
        let yearly = dues.contains(&DueAt::Occasion(Due::FiscalYearEnd));
        let in_time =
            |it: &&&Joined| !yearly || it.record.date().is_none_or(|date| Some(date) >= self.terms.year.first());
        let complete: Vec<&Joined> = complete.iter().filter(in_time).copied().collect();
        let days = dues.iter().find_map(|due| match due {
            DueAt::Date(day) => day.when.map(|when| when.last),
            DueAt::Occasion(Due::FiscalYearEnd) => self.terms.year.last(),
            // Days that begin to count when copies come end with each of them, at no one day.
            DueAt::Days(days, Some(Due::Completion | Due::TermEnd)) => {
                self.running.last.and_then(|end| later(end, Some(i64::from(*days))))
            }
            DueAt::Days(..) | DueAt::Occasion(_) => None,
        });
        match days.filter(|_| complete.is_empty() && partial.is_empty()) {
            Some(day) => self.late_after(later(day, owed.obligation.grace)),
            None => self.at_end(owed, &complete, partial),
        }
    }

    /// Expects one record for each job that another record mentions.
    fn per_job(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined], jobs: BTreeSet<&str>) -> Stand {
        if jobs.is_empty() {
            return match (complete.is_empty(), partial.is_empty()) {
                (false, _) => self.met(complete),
                (true, false) => self.incomplete(owed, partial),
                (true, true) => self.unseen(owed.obligation),
            };
        }
        let done: BTreeSet<&str> = complete.iter().filter_map(|it| it.record.text(RecordKey::Job)).collect();
        let open: BTreeSet<&str> = jobs.difference(&done).copied().collect();
        if open.is_empty() {
            return self.met(complete);
        }
        let half: Vec<&Joined> = partial
            .iter()
            .filter(|it| it.record.text(RecordKey::Job).is_some_and(|job| open.contains(job)))
            .copied()
            .collect();
        if half.is_empty() {
            let open: Vec<String> = open.into_iter().map(str::to_owned).collect();
            Stand::new(Status::Missing, Why::Jobs(&open).words()).with(complete)
        } else {
            self.incomplete(owed, &half)
        }
    }

    fn per_hop(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        let Some(step) = self.step(owed) else { return self.per_job(owed, complete, partial, BTreeSet::new()) };
        let jobs = self.jobs(Some(step));
        let others =
            self.of_part().any(|it| it.step == Some(step) && !owed.obligation.met_by.contains(&it.record.kind));
        if complete.is_empty() && partial.is_empty() && jobs.is_empty() && others {
            return Stand::new(Status::Missing, Why::HopOpen.words());
        }
        self.per_job(owed, complete, partial, jobs)
    }

    /// Determines the status where no record shows how often something was done.
    fn unseen(&self, obligation: &Obligation) -> Stand {
        let Some(last) = self.running.last.filter(|last| *last < self.terms.today) else {
            return Stand::new(Status::Undetermined, Why::JobsUnknown.words());
        };
        match later(last, obligation.grace) {
            Some(due) if due < self.terms.today => {
                Stand { due: Some(due), ..Stand::new(Status::Overdue, Why::EndedUnseen(last).words()) }
            }
            due => self.late_after(due),
        }
    }

    /// Returns due or overdue, depending on the day.
    fn late_after(&self, due: Option<Date>) -> Stand {
        let Some(day) = due else { return Stand::new(Status::Undetermined, Why::EndUnknown.words()) };
        let stand = match self.terms.today <= day {
            true => Stand::new(Status::Due, Why::Due(day).words()),
            false => Stand::new(Status::Overdue, Why::Overdue(day).words()),
        };
        Stand { due, ..stand }
    }

    fn met(&self, records: &[&Joined]) -> Stand {
        let names: Vec<String> =
            records.iter().filter_map(|it| it.record.text(RecordKey::Document)).map(str::to_owned).collect();
        Stand::new(Status::Met, Why::Met(&names).words()).with(records)
    }

    fn incomplete(&self, owed: &Owed<'_>, partial: &[&Joined]) -> Stand {
        let keys: Vec<RecordKey> = partial.first().map(|it| lacking(owed.obligation, it)).unwrap_or_default();
        Stand::new(Status::Missing, Why::Incomplete(&keys).words()).with(partial)
    }

    /// Returns records of the kinds asked for that are about the part and about what the obligation is owed for.
    fn matching(&self, owed: &Owed<'_>, others: &[&Owed<'_>]) -> Vec<&'d Joined> {
        let about = self.about(owed.obligation);
        let alone = others.iter().filter(|it| it.obligation.id == owed.obligation.id).count() == 1;
        let fits = |it: &&Joined| {
            owed.obligation.met_by.contains(&it.record.kind)
                && (it.of.is_none() || about.is_empty() || it.of.is_some_and(|of| about.contains(&of)))
                && it.record.date().is_none_or(|date| date <= self.terms.today)
                && match owed.subject.kind {
                    SubjectKind::Hop => it.step.map_or(alone, |step| Some(step) == self.step(owed)),
                    SubjectKind::Holding => self.holding(owed).is_some_and(|holding| covers(it, holding)),
                    _ => true,
                }
        };
        let below = |it: &&Joined| it.part.is_some_and(|part| self.is_below(part)) && tells_of(owed.obligation);
        self.records.iter().filter(|it| it.part == Some(self.part) || below(it)).filter(fits).collect()
    }

    /// Returns whom a record may be about: the agent; or, if the obligation asks for the person concerned, the agents
    /// of the tiers below.
    fn about(&self, obligation: &Obligation) -> Vec<ActorId> {
        let parts = &self.world.filing.parts;
        let ids = || (0..parts.len()).map(PartId::new);
        let below: Vec<ActorId> =
            ids().filter(|part| self.is_below(*part)).filter_map(|part| parts[part.at()].to.copied()).collect();
        let own = parts[self.part.at()].to.copied();
        if tells_of(obligation) && !below.is_empty() { below } else { own.into_iter().collect() }
    }

    fn is_below(&self, part: PartId) -> bool {
        self.world.custody.parent(part) == Some(self.part)
    }

    fn of_part(&self) -> impl Iterator<Item = &'d Joined> {
        self.records.iter().filter(|it| it.part == Some(self.part))
    }

    /// Returns the jobs of the year that records mention, of one step or of all.
    fn jobs(&self, step: Option<StepId>) -> BTreeSet<&'d str> {
        let of_year = |it: &&Joined| it.record.date().is_none_or(|date| self.terms.year.contains(date));
        let of_step = |it: &&Joined| step.is_none() || it.step == step;
        self.of_part().filter(of_year).filter(of_step).filter_map(|it| it.record.text(RecordKey::Job)).collect()
    }

    fn step(&self, owed: &Owed<'_>) -> Option<StepId> {
        let hop = self.world.custody.hops.get(owed.subject.at).filter(|_| owed.subject.kind == SubjectKind::Hop)?;
        self.world.custody.handovers.get(hop.handover).map(|handover| handover.step)
    }

    fn holding(&self, owed: &Owed<'_>) -> Option<&'d Holding> {
        self.world.custody.holdings.get(owed.subject.at).filter(|_| owed.subject.kind == SubjectKind::Holding)
    }

    /// Returns the obligation that asks for the same record without the additional keys of this one.
    fn base<'o>(&self, owed: &Owed<'_>, others: &[&Owed<'o>]) -> Option<&'o Obligation> {
        let mine = owed.obligation;
        let wider = |other: &Obligation| {
            other.id != mine.id
                && (other.every == mine.every || (other.every, mine.every) == (Every::Holding, Every::End))
                && other.tells.len() < mine.tells.len()
                && other.tells.iter().all(|key| mine.tells.contains(key))
                && other.met_by.iter().any(|kind| mine.met_by.contains(kind))
                && tells_of(other) == tells_of(mine)
        };
        let near = |it: &&&Owed<'o>| it.subject == owed.subject || it.obligation.every != mine.every;
        others.iter().filter(near).map(|it| it.obligation).find(|it| wider(it))
    }
}

/// Describes a record as reports name it.
fn proof(it: &Joined) -> Proof {
    Proof {
        document: it.record.text(RecordKey::Document).unwrap_or_default().to_owned(),
        date: it.record.date(),
        path: Arc::clone(&it.record.path),
        line: it.record.span.line,
    }
}

/// Returns the keys that an obligation asks for and a record does not state.
fn lacking(obligation: &Obligation, it: &Joined) -> Vec<RecordKey> {
    obligation.tells.iter().copied().filter(|key| it.record.get(*key).is_none()).collect()
}

fn tells_of(obligation: &Obligation) -> bool {
    obligation.tells.contains(&RecordKey::Of)
}

/// True if a record is about a copy: the place and the data that it names, if any, are the copy's.
fn covers(it: &Joined, holding: &Holding) -> bool {
    let here = match holding.place {
        Place::Store(store) => it.at.is_empty() || it.at.contains(&store),
        _ => it.at.is_empty(),
    };
    here && (it.data.is_empty() || holding.data.iter().all(|set| it.data.contains(set)))
}

fn later(day: Date, days: Option<i64>) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days.unwrap_or(0)).ok()?).ok()
}
