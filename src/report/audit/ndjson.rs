//! `ndjson`: a line for each part and obligation, then one for each part with records outside its term and for each finding, and the summary as the last: a reader
//! that has not seen the summary has not seen all.

use std::io::{self, Write};

use serde::Serialize;

use super::v1;
use crate::audit::{AuditTerms, AuditedPart};
use crate::calendar::iso;
use crate::report::json;
use crate::view::{AuditEnd, Written};
use crate::words::Voice;

/// Writes one JSON object per line.
pub(super) struct AuditNdjson {
    voice: Voice,
    terms: AuditTerms,
}

impl AuditNdjson {
    pub(super) fn new(voice: Voice, terms: AuditTerms) -> Self {
        AuditNdjson { voice, terms }
    }
}

impl Written for AuditNdjson {
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()> {
        for duty in &part.duties {
            let own = v1::DutyLine {
                schema: v1::DUTY_LINE,
                fiscal_year: self.terms.year.0,
                today: iso(self.terms.today),
                about: v1::about(part),
                obligation: v1::duty(duty),
            };
            line(&own, out)?;
        }
        Ok(())
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        for it in end.outside {
            let own = v1::OutsideLine {
                schema: v1::OUTSIDE_LINE,
                fiscal_year: self.terms.year.0,
                today: iso(self.terms.today),
                outside: v1::outside(it),
            };
            line(&own, out)?;
        }
        for finding in v1::findings(end, self.voice) {
            line(&finding, out)?;
        }
        let own = v1::SummaryLine {
            head: v1::head(v1::SUMMARY_LINE, self.voice, self.terms),
            policy: v1::policies(end),
            portfolio: v1::portfolio(end.portfolio),
            coverage: json::coverage(end.coverage),
            summary: v1::statuses(&end.portfolio.all),
        };
        line(&own, out)
    }
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", json::compact(value)?)
}
