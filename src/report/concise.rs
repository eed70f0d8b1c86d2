//! `concise`: one line per finding, for grep and for editors.

use std::io;

use super::phrases::{from_one, path};
use super::{Page, Shape, summary};
use crate::session::{Judged, Totals};

/// Writes one line per finding.
pub(super) struct Concise;

impl Shape for Concise {
    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        let voice = page.voice;
        let path = path(&filing.path);
        for finding in &filing.findings {
            let row = voice.say(
                "report.concise",
                &[
                    ("path", &path),
                    ("line", &from_one(finding.span.line).to_string()),
                    ("column", &from_one(finding.span.column).to_string()),
                    ("severity", &voice.weight(finding)),
                    ("message", &voice.message(finding)),
                    ("rule", &voice.rule(finding)),
                ],
            );
            writeln!(page.out, "{row}")?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        summary::write(totals, page)
    }
}
