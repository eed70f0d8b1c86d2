//! `gitlab`: the code quality report of GitLab, which shows findings beside the lines of a merge request.
//!
//! GitLab counts what one branch has and the other has not, by fingerprint. It knows no suppression: findings that are waived
//! or known are told as information, as they weigh nothing and stay in sight.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json as value};

use super::phrases::{from_one, line, rooted};
use super::{Page, Shape};
use crate::finding::{Finding, Severity, Verdict};
use crate::session::{Judged, Status, Totals};
use crate::text::json;

/// The format, with how often each fingerprint has been written.
#[derive(Default)]
pub(super) struct Gitlab {
    written: BTreeMap<String, usize>,
}

impl Shape for Gitlab {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        write!(page.out, "[")
    }

    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        for finding in &filing.findings {
            let separator = if self.written.is_empty() { "" } else { "," };
            let issue = self.issue(filing, finding, page);
            write!(page.out, "{separator}\n{}", json(&issue.to_string()))?;
        }
        Ok(())
    }

    fn end(&mut self, _: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        let terms = page.terms.clone();
        for one in &terms.coverage.left_out {
            let separator = if self.written.is_empty() { "" } else { "," };
            let fingerprint = self.unique(format!("left-out/{}", one.path));
            let issue = value!({
                "type": "issue",
                "check_name": "left-out",
                "description": page.voice.omission(one.reason),
                "severity": "info",
                "fingerprint": fingerprint,
                "location": {"path": rooted(&one.path, &terms), "lines": {"begin": 1}},
            });
            write!(page.out, "{separator}\n{}", json(&issue.to_string()))?;
        }
        writeln!(page.out, "\n]")
    }
}

impl Gitlab {
    fn issue(&mut self, filing: &Judged, finding: &Finding, page: &Page<'_>) -> Value {
        let voice = page.voice;
        let place = filing.place(finding.span);
        let said = match place.address() {
            Some(cell) => voice.say("report.at-cell", &[("text", &voice.message(finding)), ("cell", &line(&cell))]),
            None => voice.message(finding).into_owned(),
        };
        // The format demands a line, and a workbook has none.
        let (begin, end) = match place.cell {
            Some(_) => (1, 1),
            None => (from_one(finding.span.line), from_one(finding.span.end_line.max(finding.span.line))),
        };
        value!({
            "type": "issue",
            "check_name": line(&finding.rule),
            "description": voice.say("report.gitlab", &[
                ("rule", &voice.rule(finding)),
                ("verdict", &voice.verdict(finding.verdict)),
                ("message", &said),
            ]),
            "severity": severity(filing, finding),
            "fingerprint": self.unique(finding.fingerprint(&filing.id)),
            "location": {
                "path": rooted(&filing.path, &page.terms),
                "lines": {"begin": begin, "end": end},
            },
        })
    }

    /// A name that no issue before has: GitLab drops one whose name another has.
    fn unique(&mut self, fingerprint: String) -> String {
        let before = self.written.entry(fingerprint.clone()).or_default();
        *before += 1;
        if *before == 1 { fingerprint } else { format!("{fingerprint}-{before}") }
    }
}

/// The weight in GitLab's words, of which there are five.
fn severity(filing: &Judged, finding: &Finding) -> &'static str {
    match finding.severity {
        _ if !finding.is_open() => "info",
        _ if filing.status == Status::Unreadable => "blocker",
        Severity::Error if finding.verdict == Verdict::Violation => "critical",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
