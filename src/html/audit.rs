//! An audit as one page that stands by itself: the parts by what is owed, what is open, findings and figures.

use std::io::{self, Write};

use askama::Template;

use super::sheet::Sheet;
use super::voice::Voice;
use crate::audit::{Duty, End, GROUPS, Part, Tally, Terms, Wording, Written, is_open};
use crate::finding::Severity;
use crate::vocabulary::enumerations::{Enumerated, ObligationStatus};
use crate::words::Lang;

/// The page, made a part at a time.
pub struct AuditPage {
    voice: Voice,
    wording: Wording,
    terms: Terms,
    parts: Vec<Row>,
    open: Vec<Open>,
    /// What cannot be told, with what would tell it.
    unclear: Vec<Open>,
}

/// A part.
struct Row {
    path: String,
    filing: String,
    name: String,
    department: String,
    contractor: String,
    term: String,
    /// Sign, word and name of each group's gravest status.
    marks: Vec<(String, &'static str, String)>,
}

/// An obligation that a person has to see to.
struct Open {
    looks: &'static str,
    part: String,
    department: String,
    contractor: String,
    owed: String,
    status: String,
    due: String,
    reason: String,
    basis: String,
}

/// What a department or a contractor has to see to.
struct By {
    name: String,
    counts: [usize; 4],
}

struct Said {
    looks: &'static str,
    place: String,
    severity: String,
    message: String,
    help: String,
    rule: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page<'p> {
    sheet: Sheet,
    voice: Voice,
    marks: String,
    groups: Vec<String>,
    statuses: [String; 3],
    counts: Vec<(&'static str, String, usize)>,
    parts: &'p [Row],
    open: &'p [Open],
    unclear: &'p [Open],
    departments: Vec<By>,
    contractors: Vec<By>,
    findings: Vec<Said>,
    figures: Vec<String>,
    unread: Vec<String>,
}

/// What the tables by department and by contractor count.
const COUNTED: [ObligationStatus; 3] =
    [ObligationStatus::Overdue, ObligationStatus::Missing, ObligationStatus::Undetermined];

impl AuditPage {
    /// An empty one.
    pub fn new(terms: Terms, lang: Lang) -> Self {
        let (parts, open, unclear) = (Vec::new(), Vec::new(), Vec::new());
        AuditPage { voice: Voice(lang), wording: Wording(lang), terms, parts, open, unclear }
    }

    fn row(&self, part: &Part) -> Row {
        let (voice, wording) = (self.voice, self.wording);
        let mark = |group| {
            let status = part.mark(group);
            let (word, name) = status.map_or(("", String::new()), |status| (status.word(), wording.of(status)));
            (wording.mark(status), word, name)
        };
        Row {
            path: voice.clean(&part.path),
            filing: voice.clean(if part.title.is_empty() { &part.filing } else { &part.title }),
            name: voice.clean(if part.name.is_empty() { &part.part } else { &part.name }),
            department: voice.clean(&wording.departments(part)),
            contractor: voice.clean(&wording.named(&part.contractor)),
            term: wording.term(part),
            marks: GROUPS.map(mark).to_vec(),
        }
    }

    fn open(&self, part: &Part, duty: &Duty) -> Open {
        let (voice, wording) = (self.voice, self.wording);
        let basis: Vec<String> = duty.asked.basis.iter().map(|basis| voice.clean(basis.get(voice.0))).collect();
        Open {
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

    fn by<'t>(&self, all: impl Iterator<Item = (&'t str, &'t Tally)>) -> Vec<By> {
        let rows = all.map(|(name, tally)| {
            let [overdue, missing, open] = COUNTED.map(|status| tally.of(status));
            let name = self.voice.clean(&self.wording.named(name));
            By { name, counts: [tally.parts, overdue, missing, open] }
        });
        let mut rows: Vec<By> = rows.filter(|row| row.counts[1] + row.counts[2] > 0).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.counts[1] + row.counts[2]));
        rows
    }
}

impl Written for AuditPage {
    fn part(&mut self, part: &Part, _out: &mut dyn Write) -> io::Result<()> {
        self.parts.push(self.row(part));
        let open: Vec<Open> =
            part.duties.iter().filter(|duty| is_open(duty.status)).map(|duty| self.open(part, duty)).collect();
        self.open.extend(open);
        let unclear = part.duties.iter().filter(|duty| duty.status == ObligationStatus::Undetermined);
        let unclear: Vec<Open> = unclear.map(|duty| self.open(part, duty)).collect();
        self.unclear.extend(unclear);
        Ok(())
    }

    fn end(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let (voice, wording) = (self.voice, self.wording);
        let all = &end.portfolio.all;
        let counts = [(ObligationStatus::Overdue, "error"), (ObligationStatus::Missing, "warning")];
        let others =
            [(ObligationStatus::Undetermined, "note"), (ObligationStatus::Due, ""), (ObligationStatus::Met, "")];
        let counts = counts.into_iter().chain(others);
        let findings = end.findings.iter().map(|(path, finding)| Said {
            looks: finding.severity.word(),
            place: voice.clean(&format!("{path}:{}", finding.span.line.max(1))),
            severity: finding.weight(voice.0),
            message: voice.clean(finding.text(voice.0)),
            help: voice.clean(finding.help.get(voice.0)),
            rule: voice.clean(&finding.rule),
        });
        let mut findings: Vec<Said> = findings.collect();
        findings.sort_by_key(|said| Severity::ALL.into_iter().position(|one| one.word() == said.looks));
        let page = Page {
            sheet: Sheet::new(voice, wording.heading(self.terms)),
            voice,
            marks: wording.marks(),
            groups: GROUPS.map(|group| wording.of(group)).to_vec(),
            statuses: COUNTED.map(|status| wording.of(status)),
            counts: counts.map(|(status, looks)| (looks, wording.of(status), all.of(status))).collect(),
            parts: &self.parts,
            open: &self.open,
            unclear: &self.unclear,
            departments: self.by(end.portfolio.departments.iter().map(|(name, tally)| (name.as_str(), tally))),
            contractors: self.by(end.portfolio.companies().map(|it| (it.name.as_str(), &it.tally))),
            findings,
            figures: wording.figures(end.portfolio),
            unread: end.portfolio.unread.iter().map(|path| voice.clean(path)).collect(),
        };
        out.write_all(page.render().map_err(io::Error::other)?.as_bytes())
    }
}
