//! `concise`: one line per finding, for grep and for editors.

use std::io;

use super::phrases::located;
use super::{Page, Shape, summary};
use crate::session::{Judged, Totals};

/// Writes one line per finding.
pub(super) struct Concise;

impl Shape for Concise {
    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        let voice = page.voice;
        for finding in &filing.findings {
            let row = voice.say(
                "report.concise",
                &[
                    ("place", &located(filing, finding)),
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
