//! How each obligation of a part stands on the day of the audit.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::outcome::{Asked, Duty, DutyAbout, Proof};
use super::proof::{self, Assessor};
use super::why::Why;
use crate::calendar::Date;
use crate::check::Owed;
use crate::evidence::{Joined, Touches};
use crate::filing::{DueAt, StepId};
use crate::policy::Obligation;
use crate::vocabulary::enumerations::{Due, Every, ObligationStatus as Status, RecordKey};

/// The status of an obligation, with what it rests on.
pub(super) struct Stand {
    pub(super) status: Status,
    due: Option<Date>,
    records: Vec<Proof>,
    why: String,
}

impl Stand {
    pub(super) fn new(status: Status, why: String) -> Self {
        Stand { status, due: None, records: Vec::new(), why }
    }

    fn with(self, records: &[&Joined]) -> Self {
        Stand { records: records.iter().map(|it| proof_of(it)).collect(), ..self }
    }

    /// Makes the duty that has this status.
    pub(super) fn duty(self, asked: Arc<Asked>, place: String, subject: String, about: DutyAbout) -> Duty {
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
            about,
        }
    }
}

impl<'d, 'w> Assessor<'d, 'w> {
    /// Determines how one obligation stands. `others` are the obligations of the same part.
    pub(super) fn stand(&self, owed: &Owed<'_>, others: &[&Owed<'_>]) -> Stand {
        if let Some(facts) = &owed.lacking {
            return Stand::new(Status::Undetermined, Why::Unknown(facts).sentence(self.lang));
        }
        if self.belongs_to_receiver(owed) {
            return Stand::new(Status::NotApplicable, Why::Receivers.sentence(self.lang));
        }
        let own = self.matching(owed, others);
        let (complete, partial): (Vec<&Joined>, Vec<&Joined>) =
            own.iter().partition(|it| proof::lacking(owed.obligation, it).is_empty());
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
                (true, true) => Stand::new(Status::NotApplicable, Why::NoEvent.sentence(self.lang)),
            },
        };
        let stand = match stand.status {
            Status::Met => self.short(owed, &complete).map_or(stand, |short| self.until_due(owed, short)),
            _ => stand,
        };
        match self.base(owed, others) {
            Some(base) if own.is_empty() && matches!(stand.status, Status::Overdue | Status::Missing) => {
                Stand::new(Status::Undetermined, Why::Follows(base).sentence(self.lang))
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
            return Stand::new(Status::Undetermined, Why::StartUnknown.sentence(self.lang));
        }
        self.late_after([self.terms.year.last(), self.running.last].into_iter().flatten().min())
    }

    fn at_start(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        if let Some(first) = complete.iter().min_by_key(|it| it.record.date()) {
            let late = |start: &Date| first.record.date().is_some_and(|date| date > *start);
            return match self.running.first.filter(late) {
                Some(start) => Stand::new(Status::Met, Why::After(start).sentence(self.lang)).with(complete),
                None => self.met(complete),
            };
        }
        if !partial.is_empty() {
            return self.incomplete(owed, partial);
        }
        match self.running.first {
            None => Stand::new(Status::Undetermined, Why::StartUnknown.sentence(self.lang)),
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
            None if self.running.renewed => Stand::new(Status::NotApplicable, Why::RunsOn.sentence(self.lang)),
            None => Stand::new(Status::Undetermined, Why::EndUnknown.sentence(self.lang)),
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
        match self.planned_day(dues).filter(|_| complete.is_empty() && partial.is_empty()) {
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
            Stand::new(Status::Missing, Why::Jobs(&open).sentence(self.lang)).with(complete)
        } else {
            self.incomplete(owed, &half)
        }
    }

    fn per_hop(&self, owed: &Owed<'_>, complete: &[&Joined], partial: &[&Joined]) -> Stand {
        let Some(step) = self.step(owed) else { return self.per_job(owed, complete, partial, BTreeSet::new()) };
        let jobs = self.jobs(Some(step));
        let shown = |it: &&Joined| it.step == Some(step) && !owed.obligation.met_by.contains(&it.record.kind);
        let unmet = complete.is_empty() && partial.is_empty() && jobs.is_empty();
        let stand = match unmet && self.of_part().any(|it| shown(&it)) {
            true => Stand::new(Status::Missing, Why::HopOpen.sentence(self.lang)),
            false => self.per_job(owed, complete, partial, jobs),
        };
        // What is lent is not missing before it is to come back.
        match stand.status {
            Status::Missing if partial.is_empty() && proof::is_of_end(owed.obligation) => {
                self.before_return(owed, step).map_or(stand, |due| due.with(complete))
            }
            _ => stand,
        }
    }

    /// Determines how the return of what a step lent stands while it is not due: by the plan for it, else until a record
    /// shows that the job is over, or the part ends.
    fn before_return(&self, owed: &Owed<'_>, step: StepId) -> Option<Stand> {
        let dues = self.lent(step).map(|holding| holding.due.as_slice()).unwrap_or_default();
        let last = self.of_part().filter(|it| it.step == Some(step)).filter_map(|it| it.record.date()).max();
        let open = match self.planned_day(dues) {
            Some(day) => self.late_after(later(day, owed.obligation.grace)),
            None if dues.contains(&DueAt::Occasion(Due::EachJob)) || dues.is_empty() => {
                let over = self.of_part().any(|it| proof::ends_job(it) && it.record.date() >= last);
                if over {
                    return None;
                }
                self.after_end(owed.obligation)
            }
            None => self.after_end(owed.obligation),
        };
        Some(open)
    }

    /// What falls short before the day it is due by is only due.
    fn until_due(&self, owed: &Owed<'_>, short: Stand) -> Stand {
        let open = match (self.step(owed), self.holding(owed)) {
            (Some(step), _) => self.before_return(owed, step),
            (_, Some(holding)) => {
                let planned = self.planned_day(&holding.due).and_then(|day| later(day, owed.obligation.grace));
                Some(planned.map_or_else(|| self.after_end(owed.obligation), |day| self.late_after(Some(day))))
            }
            _ => None,
        };
        match open {
            Some(open) if open.status == Status::Due => Stand { status: Status::Due, due: open.due, ..short },
            _ => short,
        }
    }

    /// Returns the day that a plan sets, if it sets one.
    fn planned_day(&self, dues: &[DueAt]) -> Option<Date> {
        dues.iter().find_map(|due| match due {
            DueAt::Date(day) => day.when.map(|when| when.last),
            DueAt::Occasion(Due::FiscalYearEnd) => self.terms.year.last(),
            // Days that begin to count when copies come end with each of them, at no one day.
            DueAt::Days(days, Some(Due::Completion | Due::TermEnd)) => {
                self.running.last.and_then(|end| later(end, Some(i64::from(*days))))
            }
            DueAt::Days(..) | DueAt::Occasion(_) => None,
        })
    }

    /// Determines the status where no record shows how often something was done.
    fn unseen(&self, obligation: &Obligation) -> Stand {
        let Some(last) = self.running.last.filter(|last| *last < self.terms.today) else {
            return Stand::new(Status::Undetermined, Why::JobsUnknown.sentence(self.lang));
        };
        match later(last, obligation.grace) {
            Some(due) if due < self.terms.today => {
                Stand { due: Some(due), ..Stand::new(Status::Overdue, Why::EndedUnseen(last).sentence(self.lang)) }
            }
            due => self.late_after(due),
        }
    }

    /// Returns due or overdue, depending on the day.
    fn late_after(&self, due: Option<Date>) -> Stand {
        let Some(day) = due else { return Stand::new(Status::Undetermined, Why::EndUnknown.sentence(self.lang)) };
        let stand = match self.terms.today <= day {
            true => Stand::new(Status::Due, Why::Due(day).sentence(self.lang)),
            false => Stand::new(Status::Overdue, Why::Overdue(day).sentence(self.lang)),
        };
        Stand { due, ..stand }
    }

    fn met(&self, records: &[&Joined]) -> Stand {
        let names: Vec<String> =
            records.iter().filter_map(|it| it.record.text(RecordKey::Document)).map(str::to_owned).collect();
        Stand::new(Status::Met, Why::Met(&names).sentence(self.lang)).with(records)
    }

    /// Returns what records leave open that tell everything asked: whose word alone they are, and which serial numbers
    /// they do not name.
    fn short(&self, owed: &Owed<'_>, records: &[&Joined]) -> Option<Stand> {
        if let Some(by) = self.claimed_by(owed, records) {
            return Some(Stand::new(Status::Missing, Why::Claimed(&by).sentence(self.lang)).with(records));
        }
        let open = self.open_serials(owed, records);
        (!open.is_empty()).then(|| Stand::new(Status::Missing, Why::Serials(&open).sentence(self.lang)).with(records))
    }

    fn incomplete(&self, owed: &Owed<'_>, partial: &[&Joined]) -> Stand {
        let keys: Vec<RecordKey> = partial.first().map(|it| proof::lacking(owed.obligation, it)).unwrap_or_default();
        Stand::new(Status::Missing, Why::Incomplete(&keys).sentence(self.lang)).with(partial)
    }

    /// Returns the jobs of the year that records mention, of one step or of all.
    fn jobs(&self, step: Option<StepId>) -> BTreeSet<&'d str> {
        let of_year = |it: &&Joined| it.record.date().is_none_or(|date| self.terms.year.contains(date));
        let of_step = |it: &&Joined| step.is_none() || it.step == step;
        self.of_part().filter(of_year).filter(of_step).filter_map(|it| it.record.text(RecordKey::Job)).collect()
    }
}

/// Describes a record as reports name it.
pub(super) fn proof_of(it: &Joined) -> Proof {
    Proof {
        document: it.record.text(RecordKey::Document).unwrap_or_default().to_owned(),
        date: it.record.date(),
        path: Arc::clone(&it.record.path),
        line: it.record.span.line,
    }
}

fn later(day: Date, days: Option<i64>) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days.unwrap_or(0)).ok()?).ok()
}
