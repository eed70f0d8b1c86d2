//! `gitlab`: the code quality report of GitLab, which shows findings beside the lines of a merge request.
//!
//! GitLab counts what one branch has and the other has not, by fingerprint. It knows no suppression: findings that are waived
//! or known are told as information, as they weigh nothing and stay in sight; so is each file that was left out.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json as value};

use super::phrases::{from_one, line, rooted};
use super::{Page, Shape};
use crate::finding::{Finding, Severity, Verdict};
use crate::session::{Judged, Status, Terms, Totals};
use crate::text::json;
use crate::words::Voice;

/// The format, with how often each fingerprint has been written.
#[derive(Default)]
pub(super) struct Gitlab {
    written: BTreeMap<String, usize>,
    begun: bool,
}

impl Shape for Gitlab {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        write!(page.out, "[")
    }

    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        for finding in &filing.findings {
            let issue = self.issue(filing, finding, &page.terms, page.voice);
            self.write(&issue, page)?;
        }
        Ok(())
    }

    fn end(&mut self, _: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        let terms = page.terms.clone();
        for one in &terms.coverage.left_out {
            let path = rooted(&one.path, &terms);
            let issue = value!({
                "type": "issue",
                "check_name": "left-out",
                "description": page.voice.omission(one.reason),
                "severity": "info",
                "fingerprint": self.unique(format!("left-out-{path}")),
                "location": {"path": path, "lines": {"begin": 1}},
            });
            self.write(&issue, page)?;
        }
        writeln!(page.out, "\n]")
    }
}

impl Gitlab {
    fn write(&mut self, issue: &Value, page: &mut Page<'_>) -> io::Result<()> {
        let separator = if std::mem::replace(&mut self.begun, true) { "," } else { "" };
        write!(page.out, "{separator}\n{}", json(&issue.to_string()))
    }

    fn issue(&mut self, filing: &Judged, finding: &Finding, terms: &Terms, voice: Voice) -> Value {
        value!({
            "type": "issue",
            "check_name": line(&finding.rule),
            "description": voice.say("report.gitlab", &[
                ("rule", &voice.rule(finding)),
                ("verdict", &voice.verdict(finding.verdict)),
                ("message", &voice.message(finding)),
            ]),
            "severity": severity(filing, finding),
            "fingerprint": self.unique(finding.fingerprint(&filing.id)),
            "location": {
                "path": rooted(&filing.path, terms),
                "lines": {"begin": from_one(finding.span.line), "end": from_one(finding.span.end_line.max(finding.span.line))},
            },
        })
    }

    /// One name for each: GitLab drops an issue whose name another has.
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
