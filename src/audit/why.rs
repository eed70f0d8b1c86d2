//! Why an obligation stands as it does, in words.

use crate::calendar::Date;
use crate::check::fact_names;
use crate::policy::Obligation;
use crate::vocabulary::enumerations::RecordKey;
use crate::vocabulary::facts::FactId;
use crate::vocabulary::words;
use crate::words::{Lang, date, join, say};

/// The reason for a status.
pub(super) enum Why<'w> {
    /// Records meet it; their documents.
    Met(&'w [String]),
    /// A record was made, but only after this day.
    After(Date),
    /// The record is due on this day, which is still to come.
    Due(Date),
    /// The record was due on this day, which has passed.
    Overdue(Date),
    /// There is a record, but it does not state these keys.
    Incomplete(&'w [RecordKey]),
    /// These jobs lack the record.
    Jobs(&'w [String]),
    /// It is unknown how many jobs ran.
    JobsUnknown,
    /// Another record shows that the hop took place.
    HopOpen,
    /// Only this party says that it was done.
    Claimed(&'w str),
    /// No record tells the end of these serial numbers.
    Serials(&'w [String]),
    /// What was handed over belongs to its receiver.
    Receivers,
    /// The part ended on this day, and nothing was recorded.
    EndedUnseen(Date),
    /// The start depends on an event that no record shows.
    StartUnknown,
    /// The end of the part is not known.
    EndUnknown,
    /// The part runs on by renewal.
    RunsOn,
    /// Records show no event for which it would be due.
    NoEvent,
    /// The record that it depends on is itself owed.
    Follows(&'w Obligation),
    /// Facts that the filing does not state.
    Unknown(&'w [FactId]),
    /// A waiver: the decision, its reason and its last day.
    Waived(&'w str, &'w str, Date),
}

impl Why<'_> {
    /// Returns the sentence.
    pub(super) fn sentence(&self, lang: Lang) -> String {
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
            Why::Claimed(by) => say(lang, "audit.why.claimed", &[("by", by)]),
            Why::Serials(serials) => say(lang, "audit.why.serials", &[("serials", &join(lang, serials))]),
            Why::Receivers => say(lang, "audit.why.receivers", &[]),
            Why::EndedUnseen(end) => day("audit.why.ended-unseen", end),
            Why::StartUnknown => say(lang, "audit.why.start-unknown", &[]),
            Why::EndUnknown => say(lang, "audit.why.end-unknown", &[]),
            Why::RunsOn => say(lang, "audit.why.runs-on", &[]),
            Why::NoEvent => say(lang, "audit.why.no-event", &[]),
            Why::Follows(base) => say(lang, "audit.why.follows", &[("title", base.title.get(lang))]),
            Why::Unknown(facts) => {
                let names = fact_names(facts.iter().copied(), lang);
                say(lang, "audit.why.unknown", &[("facts", &names)])
            }
            Why::Waived(approval, reason, until) => {
                let args = [("approval", *approval), ("reason", *reason), ("until", &date(*until, lang))];
                say(lang, "audit.why.waived", &args)
            }
        }
    }
}
