//! `concise`: one line per finding, for grep and for editors.

use std::io::{self, Write};

use super::phrases::{Voice, from_one, path};
use super::summary;
use crate::session::Outcome;

/// Writes the report.
pub(super) fn write(outcome: &Outcome, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
    for filing in &outcome.filings {
        let path = path(&filing.path);
        for finding in &filing.findings {
            let row = voice.say(
                "report.concise",
                &[
                    ("path", &path),
                    ("line", &from_one(finding.span.line).to_string()),
                    ("column", &from_one(finding.span.column).to_string()),
                    ("severity", &voice.severity(finding.severity)),
                    ("message", &voice.message(finding)),
                    ("rule", &voice.rule(finding)),
                ],
            );
            writeln!(out, "{row}")?;
        }
    }
    summary::write(outcome, voice, out)
}
