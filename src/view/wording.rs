//! Texts about an audit, in one language.

use crate::audit::{AnswerTally, AuditTerms, AuditedPart, Duty, Outside, Portfolio, StatusTally, Survey};
use crate::calendar::{When, iso};
use crate::session::PolicyUsed;
use crate::vocabulary::enumerations::{Enumerated, ObligationStatus, RecordGroup};
use crate::words::{Lang, Voice};

/// The groups of obligations, in the order of the columns.
pub(crate) const GROUPS: [RecordGroup; 7] = [
    RecordGroup::Inspection,
    RecordGroup::Disposal,
    RecordGroup::Handover,
    RecordGroup::People,
    RecordGroup::Approval,
    RecordGroup::Logs,
    RecordGroup::Incident,
];

/// The statuses, from the most urgent.
pub(crate) const STATUSES: [ObligationStatus; 7] = [
    ObligationStatus::Overdue,
    ObligationStatus::Missing,
    ObligationStatus::Undetermined,
    ObligationStatus::Due,
    ObligationStatus::Waived,
    ObligationStatus::Met,
    ObligationStatus::NotApplicable,
];

/// Texts about an audit.
impl Voice {
    /// Returns the sign of a status, which can be read without colour; empty for `None`.
    pub(crate) fn mark(self, status: Option<ObligationStatus>) -> String {
        status.map_or_else(String::new, |status| self.say(&format!("audit.mark.{}", status.word()), &[]))
    }

    /// A pack that told what is owed.
    pub(crate) fn pack(self, pack: &PolicyUsed) -> String {
        self.say("audit.pack", &[("pack", &pack.name(self.0))])
    }

    /// Those that the program does not bring.
    pub(crate) fn own_packs(self, packs: &[PolicyUsed]) -> Vec<String> {
        packs.iter().filter(|pack| !pack.is_shipped).map(|pack| self.pack(pack)).collect()
    }

    /// Returns the explanation of the signs.
    pub(crate) fn marks(self) -> String {
        let all = STATUSES.iter().map(|status| format!("{} {}", self.mark(Some(*status)), self.name(*status)));
        all.collect::<Vec<_>>().join("  ")
    }

    /// Returns the heading: the fiscal year and the day.
    pub(crate) fn heading(self, terms: AuditTerms) -> String {
        let year = self.year(terms);
        self.say("audit.heading", &[("year", &year), ("today", &self.date(terms.today))])
    }

    /// Returns the name of the fiscal year.
    pub(crate) fn year(self, terms: AuditTerms) -> String {
        match self.0 {
            Lang::Ja => terms.year.label(),
            Lang::En => terms.year.0.to_string(),
        }
    }

    /// Returns the days on which a part runs.
    pub(crate) fn term(self, part: &AuditedPart) -> String {
        let day = |when: When| match self.0 {
            Lang::Ja => when.wareki(),
            Lang::En => when.iso(),
        };
        let unknown = || self.text("audit.term-unknown");
        let to = match part.to {
            Some(to) => day(to),
            None if part.renewed => self.text("audit.term-renewed"),
            None => String::new(),
        };
        let from = part.from.map_or_else(unknown, day);
        self.say("audit.term", &[("from", &from), ("to", &to)])
    }

    /// Returns the name of a part: the ids of its filing and its own.
    pub(crate) fn part(self, part: &AuditedPart) -> String {
        self.say("audit.part", &[("filing", &part.filing), ("part", &part.part)])
    }

    /// Returns the departments of a part, or the words for none.
    pub(crate) fn departments(self, part: &AuditedPart) -> String {
        match part.departments.is_empty() {
            true => self.text("audit.no-department"),
            false => self.join(&part.departments),
        }
    }

    /// Returns a name, or the words for none.
    pub(crate) fn named(self, name: &str) -> String {
        if name.is_empty() { self.text("audit.no-name") } else { name.to_owned() }
    }

    /// Returns the title of an obligation, with what it is owed for.
    pub(crate) fn owed(self, duty: &Duty) -> String {
        let (title, place) = (&*duty.asked.title, &*duty.place);
        if place.is_empty() {
            return title.to_owned();
        }
        self.say("audit.owed", &[("title", title), ("place", place)])
    }

    /// Returns the day on which it is due; empty if there is none.
    pub(crate) fn when(self, duty: &Duty) -> String {
        duty.due.map_or_else(String::new, |due| self.date(due))
    }

    /// Returns the counts of statuses on one line, without those that do not occur.
    pub(crate) fn counts(self, tally: &StatusTally) -> String {
        let counted = STATUSES.into_iter().filter(|status| tally.of(*status) > 0);
        let counted: Vec<String> = counted
            .map(|status| {
                let count = tally.of(status).to_string();
                self.say("audit.count", &[("status", &self.name(status)), ("count", &count)])
            })
            .collect();
        self.join(&counted)
    }

    /// Returns the figures of an audit, in lines.
    pub(crate) fn figures(self, portfolio: &Portfolio) -> Vec<String> {
        let number = |key: &str, count: usize| self.say(key, &[("count", &count.to_string())]);
        // Where nobody gave any records, that each is lacking says nothing of what was done.
        let unrecorded = (portfolio.records == 0).then(|| self.text("audit.figure.no-records"));
        let mut lines: Vec<String> = unrecorded.into_iter().collect();
        lines.push(number("audit.figure.parts", portfolio.all.parts));
        for (kind, count) in &portfolio.kinds {
            lines.push(self.say("audit.figure.kind", &[("kind", &self.name(*kind)), ("count", &count.to_string())]));
        }
        let deepest = portfolio.tiers.keys().max().copied().unwrap_or_default();
        lines.push(number("audit.figure.tiers", deepest as usize));
        lines.push(number("audit.figure.contractors", portfolio.companies().count()));
        lines.push(number("audit.figure.unnamed", portfolio.unnamed));
        lines.push(number("audit.figure.idle", portfolio.idle));
        lines.extend(self.survey(&portfolio.survey));
        lines
    }

    /// Returns the answers to what surveys ask, in lines.
    fn survey(self, survey: &Survey) -> Vec<String> {
        let line = |key: &str, counts: &[(&str, usize)]| {
            let counts: Vec<(&str, String)> = counts.iter().map(|(name, count)| (*name, count.to_string())).collect();
            let args: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
            self.say(key, &args)
        };
        let answers =
            |key: &str, it: AnswerTally| line(key, &[("yes", it.yes), ("no", it.no), ("unknown", it.unknown)]);
        let mut lines = vec![
            line("audit.survey.contracts", &[("count", survey.contracts)]),
            answers("audit.survey.personal", survey.personal),
            answers("audit.survey.subcontracted", survey.subcontracted),
            line("audit.survey.third-tier", &[("count", survey.third_tier)]),
        ];
        let companies = survey.subcontractors();
        for (tier, count) in &survey.subcontracts {
            let names = companies.get(tier).copied().unwrap_or_default();
            let counts = [("tier", *tier as usize), ("count", *count), ("companies", names)];
            lines.push(line("audit.survey.tier", &counts));
        }
        if !survey.subcontracts.is_empty() {
            lines.push(answers("audit.survey.consent", survey.consent));
        }
        lines.push(line("audit.survey.open", &[("open", survey.open), ("undetermined", survey.undetermined)]));
        lines
    }

    /// Returns an answer, or the words for none.
    pub(crate) fn answer(self, answer: Option<bool>) -> String {
        self.text(match answer {
            Some(true) => "audit.answer.yes",
            Some(false) => "audit.answer.no",
            None => "audit.answer.unknown",
        })
    }

    /// Returns what was done under a part that did not run in the year, in lines: the part, its records, and what is open.
    pub(crate) fn outside(self, outside: &Outside) -> Vec<String> {
        let part = &outside.part;
        let args = [("part", self.part(part)), ("contractor", self.named(&part.contractor)), ("term", self.term(part))];
        let mut lines = vec![self.say("audit.outside.part", &args.each_ref().map(|(name, it)| (*name, it.as_str())))];
        lines.extend(outside.records.iter().map(|(kind, proof)| {
            let args = [
                ("date", proof.date.map(|day| self.date(day)).unwrap_or_default()),
                ("kind", self.name(*kind)),
                ("document", self.named(&proof.document)),
                ("path", proof.path.to_string()),
                ("line", proof.line.to_string()),
            ];
            self.say("audit.outside.record", &args.each_ref().map(|(name, it)| (*name, it.as_str())))
        }));
        lines.extend(part.duties.iter().map(|duty| {
            let args = [("owed", self.owed(duty)), ("status", self.name(duty.status))];
            let args =
                [args.each_ref().map(|(name, it)| (*name, it.as_str())).to_vec(), vec![("reason", &duty.reason)]];
            self.say("audit.outside.duty", &args.concat())
        }));
        lines
    }
}

/// Returns the first day, or with `last` the last one, in the form that programs read; `None` if unknown.
pub(crate) fn day(when: Option<When>, last: bool) -> Option<String> {
    when.map(|when| iso(if last { when.last } else { when.first }))
}
