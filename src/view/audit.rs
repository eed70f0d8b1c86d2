//! An audit as a reader sees it: the parts by what is owed, what is open, findings and figures.

use super::voice::Voice;
use super::wording::{GROUPS, Wording};
use super::written::AuditEnd;
use crate::audit::{AuditTerms, AuditedPart, Duty, StatusTally, is_open};
use crate::finding::Severity;
use crate::vocabulary::enumerations::{Enumerated, ObligationStatus};
use crate::words::Lang;

/// What is shown of the parts, made a part at a time.
pub(crate) struct AuditView {
    voice: Voice,
    wording: Wording,
    terms: AuditTerms,
    pub(crate) parts: Vec<PartLine>,
    pub(crate) open: Vec<OpenLine>,
    /// What cannot be told, with what would tell it.
    pub(crate) unclear: Vec<OpenLine>,
}

/// What is shown once every filing has been audited.
pub(crate) struct AuditSummary {
    pub(crate) heading: String,
    pub(crate) marks: String,
    pub(crate) groups: Vec<String>,
    pub(crate) statuses: [String; 3],
    /// The word of findings that weigh as much, the name of a status, and how many stand so.
    pub(crate) counts: Vec<(&'static str, String, usize)>,
    pub(crate) departments: Vec<CountLine>,
    pub(crate) contractors: Vec<CountLine>,
    pub(crate) findings: Vec<FindingLine>,
    pub(crate) figures: Vec<String>,
    pub(crate) unread: Vec<String>,
}

/// A part.
pub(crate) struct PartLine {
    pub(crate) path: String,
    pub(crate) filing: String,
    pub(crate) name: String,
    pub(crate) department: String,
    pub(crate) contractor: String,
    pub(crate) term: String,
    /// Sign, word and name of each group's gravest status.
    pub(crate) marks: Vec<(String, &'static str, String)>,
}

/// An obligation that a person has to see to.
pub(crate) struct OpenLine {
    pub(crate) looks: &'static str,
    pub(crate) part: String,
    pub(crate) department: String,
    pub(crate) contractor: String,
    pub(crate) owed: String,
    pub(crate) status: String,
    pub(crate) due: String,
    pub(crate) reason: String,
    pub(crate) basis: String,
}

/// What a department or a contractor has to see to.
pub(crate) struct CountLine {
    pub(crate) name: String,
    pub(crate) counts: [usize; 4],
}

/// A finding about a filing or its records.
pub(crate) struct FindingLine {
    pub(crate) looks: &'static str,
    pub(crate) place: String,
    pub(crate) severity: String,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) rule: String,
}

/// What the tables by department and by contractor count.
const COUNTED: [ObligationStatus; 3] =
    [ObligationStatus::Overdue, ObligationStatus::Missing, ObligationStatus::Undetermined];

impl AuditView {
    /// Shows nothing yet.
    pub(crate) fn new(terms: AuditTerms, lang: Lang) -> Self {
        let (parts, open, unclear) = (Vec::new(), Vec::new(), Vec::new());
        AuditView { voice: Voice(lang), wording: Wording(lang), terms, parts, open, unclear }
    }

    /// Adds a part.
    pub(crate) fn add(&mut self, part: &AuditedPart) {
        self.parts.push(self.row(part));
        let open: Vec<OpenLine> =
            part.duties.iter().filter(|duty| is_open(duty.status)).map(|duty| self.open(part, duty)).collect();
        self.open.extend(open);
        let unclear = part.duties.iter().filter(|duty| duty.status == ObligationStatus::Undetermined);
        let unclear: Vec<OpenLine> = unclear.map(|duty| self.open(part, duty)).collect();
        self.unclear.extend(unclear);
    }

    /// Shows what all parts come to.
    pub(crate) fn summary(&self, end: &AuditEnd<'_>) -> AuditSummary {
        let (voice, wording) = (self.voice, self.wording);
        let all = &end.portfolio.all;
        let counts = [(ObligationStatus::Overdue, "error"), (ObligationStatus::Missing, "warning")];
        let others =
            [(ObligationStatus::Undetermined, "note"), (ObligationStatus::Due, ""), (ObligationStatus::Met, "")];
        let counts = counts.into_iter().chain(others);
        let findings = end.findings.iter().map(|(path, finding)| FindingLine {
            looks: finding.severity.word(),
            place: voice.clean(&format!("{path}:{}", finding.span.line.max(1))),
            severity: finding.weight(voice.0),
            message: voice.clean(finding.text(voice.0)),
            help: voice.clean(finding.help.get(voice.0)),
            rule: voice.clean(&finding.rule),
        });
        let mut findings: Vec<FindingLine> = findings.collect();
        findings.sort_by_key(|said| Severity::ALL.into_iter().position(|one| one.word() == said.looks));
        AuditSummary {
            heading: wording.heading(self.terms),
            marks: wording.marks(),
            groups: GROUPS.map(|group| wording.of(group)).to_vec(),
            statuses: COUNTED.map(|status| wording.of(status)),
            counts: counts.map(|(status, looks)| (looks, wording.of(status), all.of(status))).collect(),
            departments: self.by(end.portfolio.departments.iter().map(|(name, tally)| (name.as_str(), tally))),
            contractors: self.by(end.portfolio.companies().map(|it| (it.name.as_str(), &it.tally))),
            findings,
            figures: wording.figures(end.portfolio),
            unread: end.portfolio.unread.iter().map(|path| voice.clean(path)).collect(),
        }
    }

    fn row(&self, part: &AuditedPart) -> PartLine {
        let (voice, wording) = (self.voice, self.wording);
        let mark = |group| {
            let status = part.mark(group);
            let (word, name) = status.map_or(("", String::new()), |status| (status.word(), wording.of(status)));
            (wording.mark(status), word, name)
        };
        PartLine {
            path: voice.clean(&part.path),
            filing: voice.clean(if part.title.is_empty() { &part.filing } else { &part.title }),
            name: voice.clean(if part.name.is_empty() { &part.part } else { &part.name }),
            department: voice.clean(&wording.departments(part)),
            contractor: voice.clean(&wording.named(&part.contractor)),
            term: wording.term(part),
            marks: GROUPS.map(mark).to_vec(),
        }
    }

    fn open(&self, part: &AuditedPart, duty: &Duty) -> OpenLine {
        let (voice, wording) = (self.voice, self.wording);
        let basis: Vec<String> = duty.asked.basis.iter().map(|basis| voice.clean(basis.get(voice.0))).collect();
        OpenLine {
            looks: duty.asked.severity.word(),
            part: voice.clean(&wording.part(part)),
            department: voice.clean(&wording.departments(part)),
            contractor: voice.clean(&wording.named(&part.contractor)),
            owed: voice.clean(&wording.owed(duty)),
            status: wording.of(duty.status),
            due: wording.when(duty),
            reason: voice.clean(duty.reason.get(voice.0)),
            basis: crate::words::join(voice.0, &basis),
        }
    }

    fn by<'t>(&self, all: impl Iterator<Item = (&'t str, &'t StatusTally)>) -> Vec<CountLine> {
        let rows = all.map(|(name, tally)| {
            let [overdue, missing, open] = COUNTED.map(|status| tally.of(status));
            let name = self.voice.clean(&self.wording.named(name));
            CountLine { name, counts: [tally.parts, overdue, missing, open] }
        });
        let mut rows: Vec<CountLine> = rows.filter(|row| row.counts[1] + row.counts[2] > 0).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.counts[1] + row.counts[2]));
        rows
    }
}
