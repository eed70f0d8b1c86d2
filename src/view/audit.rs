//! An audit as a reader sees it: the parts with what they owe, what is open, findings and figures.

use super::wording::GROUPS;
use super::written::AuditEnd;
use crate::audit::{AuditTerms, AuditedPart, Duty, StatusTally, is_open};
use crate::finding::Severity;
use crate::vocabulary::enumerations::{Enumerated, ObligationStatus};
use crate::words::{Lang, Voice, clean};

/// What is shown of the parts, added one at a time.
pub(crate) struct AuditView {
    voice: Voice,
    terms: AuditTerms,
    pub(crate) parts: Vec<PartLine>,
    pub(crate) open: Vec<OpenLine>,
    /// Obligations whose status is undetermined, with what would determine it.
    pub(crate) unclear: Vec<OpenLine>,
}

/// What is shown once every filing has been audited.
pub(crate) struct AuditSummary {
    pub(crate) heading: String,
    pub(crate) marks: String,
    pub(crate) groups: Vec<String>,
    pub(crate) statuses: [String; 3],
    /// For each status, the word of the severity it is shown like, its name, and the number of obligations.
    pub(crate) counts: Vec<(&'static str, String, usize)>,
    pub(crate) departments: Vec<CountLine>,
    pub(crate) contractors: Vec<CountLine>,
    /// What was done under parts that did not run in the year: for each the part, then the lines about it.
    pub(crate) outside: Vec<(String, Vec<String>)>,
    pub(crate) findings: Vec<FindingLine>,
    pub(crate) figures: Vec<String>,
    pub(crate) unread: Vec<String>,
    /// What was left out, and why.
    pub(crate) left_out: Vec<String>,
}

/// One part, in words.
pub(crate) struct PartLine {
    pub(crate) path: String,
    pub(crate) filing: String,
    pub(crate) name: String,
    pub(crate) department: String,
    pub(crate) contractor: String,
    pub(crate) term: String,
    /// For each group, the sign, word and name of its gravest status.
    pub(crate) marks: Vec<(String, &'static str, String)>,
}

/// An obligation that needs attention.
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

/// What needs attention in a department or at a contractor.
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
    /// The remedy, line by line.
    pub(crate) help: Vec<String>,
    pub(crate) rule: String,
}

/// The statuses that the tables by department and by contractor count.
const COUNTED: [ObligationStatus; 3] =
    [ObligationStatus::Overdue, ObligationStatus::Missing, ObligationStatus::Undetermined];

impl AuditView {
    /// Makes a view that shows nothing yet.
    pub(crate) fn new(terms: AuditTerms, lang: Lang) -> Self {
        let (parts, open, unclear) = (Vec::new(), Vec::new(), Vec::new());
        AuditView { voice: Voice(lang), terms, parts, open, unclear }
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

    /// Makes the view of the totals.
    pub(crate) fn summary(&self, end: &AuditEnd<'_>) -> AuditSummary {
        let voice = self.voice;
        let all = &end.portfolio.all;
        let counts = [(ObligationStatus::Overdue, "error"), (ObligationStatus::Missing, "warning")];
        let others =
            [(ObligationStatus::Undetermined, "note"), (ObligationStatus::Due, ""), (ObligationStatus::Met, "")];
        let counts = counts.into_iter().chain(others);
        let findings = end.findings.iter().map(|(path, finding)| FindingLine {
            looks: finding.severity.word(),
            place: clean(&format!("{path}:{}", finding.span.line.max(1))),
            severity: finding.weight(voice.0),
            message: clean(&finding.message),
            help: finding.help.lines().map(clean).collect(),
            rule: clean(&finding.rule),
        });
        let mut findings: Vec<FindingLine> = findings.collect();
        findings.sort_by_key(|said| Severity::ALL.into_iter().position(|one| one.word() == said.looks));
        AuditSummary {
            heading: voice.heading(self.terms),
            marks: voice.marks(),
            groups: GROUPS.map(|group| voice.name(group)).to_vec(),
            statuses: COUNTED.map(|status| voice.name(status)),
            counts: counts.map(|(status, looks)| (looks, voice.name(status), all.of(status))).collect(),
            departments: self.by(end.portfolio.departments.iter().map(|(name, tally)| (name.as_str(), tally))),
            contractors: self.by(end.portfolio.companies().map(|it| (it.name.as_str(), &it.tally))),
            outside: end.outside.iter().filter_map(|it| divided(voice.outside(it))).collect(),
            findings,
            figures: [voice.figures(end.portfolio), voice.own_packs(end.policies)].concat(),
            unread: end.portfolio.unread.iter().map(|path| clean(path)).collect(),
            left_out: voice.coverage(end.coverage),
        }
    }

    fn row(&self, part: &AuditedPart) -> PartLine {
        let voice = self.voice;
        let mark = |group| {
            let status = part.mark(group);
            let (word, name) = status.map_or(("", String::new()), |status| (status.word(), voice.name(status)));
            (voice.mark(status), word, name)
        };
        PartLine {
            path: clean(&part.path),
            filing: clean(if part.title.is_empty() { &part.filing } else { &part.title }),
            name: clean(if part.name.is_empty() { &part.part } else { &part.name }),
            department: clean(&voice.departments(part)),
            contractor: clean(&voice.named(&part.contractor)),
            term: voice.term(part),
            marks: GROUPS.map(mark).to_vec(),
        }
    }

    fn open(&self, part: &AuditedPart, duty: &Duty) -> OpenLine {
        let voice = self.voice;
        let basis: Vec<String> = duty.asked.basis.iter().map(|basis| clean(basis)).collect();
        OpenLine {
            looks: duty.asked.severity.word(),
            part: clean(&voice.part(part)),
            department: clean(&voice.departments(part)),
            contractor: clean(&voice.named(&part.contractor)),
            owed: clean(&voice.owed(duty)),
            status: voice.name(duty.status),
            due: voice.when(duty),
            reason: clean(&duty.reason),
            basis: voice.join(&basis),
        }
    }

    fn by<'t>(&self, all: impl Iterator<Item = (&'t str, &'t StatusTally)>) -> Vec<CountLine> {
        let rows = all.map(|(name, tally)| {
            let [overdue, missing, open] = COUNTED.map(|status| tally.of(status));
            let name = clean(&self.voice.named(name));
            CountLine { name, counts: [tally.parts, overdue, missing, open] }
        });
        let mut rows: Vec<CountLine> = rows.filter(|row| row.counts[1] + row.counts[2] > 0).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.counts[1] + row.counts[2]));
        rows
    }
}

/// The first of some lines, and the others.
fn divided(lines: Vec<String>) -> Option<(String, Vec<String>)> {
    let mut lines = lines.iter().map(|line| clean(line.trim_start()));
    Some((lines.next()?, lines.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_a_part_lose_the_indent_of_the_table() {
        let lines = ["part", "  a record", " \u{3000}a\u{1b} duty"].map(str::to_owned).to_vec();
        let (head, others) = divided(lines).expect("a part");
        assert_eq!((head.as_str(), others), ("part", vec!["a record".to_owned(), clean("a\u{1b} duty")]));
        assert_eq!(divided(Vec::new()), None);
    }
}
