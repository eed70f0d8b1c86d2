//! `json`: one document of `sekisho/audit/v1`. What is known only at the end comes after the parts.

use std::io::{self, Write};

use super::v1;
use crate::audit::{AuditTerms, AuditedPart};
use crate::report::json::{coverage, pretty};
use crate::view::{AuditEnd, Written};
use crate::words::Voice;

/// Writes one JSON document.
pub(super) struct AuditJson {
    voice: Voice,
    terms: AuditTerms,
    parts: usize,
}

impl AuditJson {
    pub(super) fn new(voice: Voice, terms: AuditTerms) -> Self {
        AuditJson { voice, terms, parts: 0 }
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let head = pretty(&v1::head(v1::SCHEMA, self.voice, self.terms))?;
        write!(out, "{},\n  \"parts\": [", head.strip_suffix("\n}").unwrap_or(&head))
    }
}

impl Written for AuditJson {
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()> {
        if self.parts == 0 {
            self.begin(out)?;
        }
        let separator = if self.parts == 0 { "" } else { "," };
        self.parts += 1;
        let obligations = part.duties.iter().map(|duty| v1::duty(duty)).collect();
        // Strings of JSON contain no line break, so only the layout is indented.
        let part = pretty(&v1::Part { about: v1::about(part), obligations })?.replace('\n', "\n    ");
        write!(out, "{separator}\n    {part}")
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        if self.parts == 0 {
            self.begin(out)?;
        }
        let tail = v1::Tail {
            outside: end.outside.iter().map(|it| v1::outside(it)).collect(),
            findings: v1::findings(end, self.voice),
            policy: v1::policies(end),
            portfolio: v1::portfolio(end.portfolio),
            coverage: coverage(end.coverage),
            summary: v1::statuses(&end.portfolio.all),
        };
        let close = if self.parts == 0 { "]" } else { "\n  ]" };
        writeln!(out, "{close},{}", pretty(&tail)?.trim_start_matches('{'))
    }
}
