//! Why an obligation stands as it does, in words.

use crate::calendar::Date;
use crate::policy::Obligation;
use crate::vocabulary::enumerations::RecordKey;
use crate::vocabulary::words;
use crate::words::{Both, Lang, date, join, say};

/// What decided.
pub(super) enum Why<'w> {
    /// Records, by their documents.
    Met(&'w [String]),
    /// A record made only after the day.
    After(Date),
    /// The day is still to come.
    Due(Date),
    /// The day has passed.
    Overdue(Date),
    /// A record that does not tell these.
    Incomplete(&'w [RecordKey]),
    /// Jobs without the record.
    Jobs(&'w [String]),
    /// Nothing tells how many jobs ran.
    JobsUnknown,
    /// Another record tells that the hop took place.
    HopOpen,
    /// It ended, and nothing was recorded.
    EndedUnseen(Date),
    /// The start waits for an event that no record tells.
    StartUnknown,
    /// No end is told.
    EndUnknown,
    /// It runs on by renewal.
    RunsOn,
    /// There was no such event, as far as records tell.
    NoEvent,
    /// The record that it is about is itself owed.
    Follows(&'w Obligation),
    /// Facts that the filing does not write.
    Unknown(&'w Both),
    /// A decision, its reason, and its last day.
    Waived(&'w str, &'w str, Date),
}

impl Why<'_> {
    /// The sentence.
    pub(super) fn words(&self) -> Both {
        Both::in_each(|lang| self.sentence(lang))
    }

    fn sentence(&self, lang: Lang) -> String {
        let day = |key, day: &Date| say(lang, key, &[("date", &date(*day, lang))]);
        match self {
            Why::Met([]) => say(lang, "audit.why.met", &[]),
            Why::Met(documents) => say(lang, "audit.why.met-by", &[("documents", &join(lang, documents))]),
            Why::After(start) => day("audit.why.after", start),
            Why::Due(due) => day("audit.why.due", due),
            Why::Overdue(due) => day("audit.why.overdue", due),
            Why::Incomplete(keys) => {
                let names: Vec<&str> = keys.iter().map(|key| words::of(*key, lang)).collect();
                say(lang, "audit.why.incomplete", &[("keys", &join(lang, &names))])
            }
            Why::Jobs(jobs) => say(lang, "audit.why.jobs", &[("jobs", &join(lang, jobs))]),
            Why::JobsUnknown => say(lang, "audit.why.jobs-unknown", &[]),
            Why::HopOpen => say(lang, "audit.why.hop-open", &[]),
            Why::EndedUnseen(end) => day("audit.why.ended-unseen", end),
            Why::StartUnknown => say(lang, "audit.why.start-unknown", &[]),
            Why::EndUnknown => say(lang, "audit.why.end-unknown", &[]),
            Why::RunsOn => say(lang, "audit.why.runs-on", &[]),
            Why::NoEvent => say(lang, "audit.why.no-event", &[]),
            Why::Follows(base) => say(lang, "audit.why.follows", &[("title", base.title.get(lang))]),
            Why::Unknown(facts) => say(lang, "audit.why.unknown", &[("facts", facts.get(lang))]),
            Why::Waived(approval, reason, until) => {
                let args = [("approval", *approval), ("reason", *reason), ("until", &date(*until, lang))];
                say(lang, "audit.why.waived", &args)
            }
        }
    }
}
