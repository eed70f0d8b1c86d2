//! `markdown`: for a memo. Users' texts never become markup.

use std::io::{self, Write};

use crate::audit::{AuditTerms, AuditedPart, is_open};
use crate::report::phrases::from_one;
use crate::text::markdown;
use crate::view::{AuditEnd, GROUPS, Written};
use crate::vocabulary::enumerations::ObligationStatus;
use crate::words::Voice;

/// Writes an audit as Markdown.
pub(super) struct AuditMarkdown {
    voice: Voice,
    terms: AuditTerms,
    begun: bool,
    open: Vec<[String; 5]>,
    /// Obligations whose status is undetermined, with what would determine it.
    unclear: Vec<[String; 3]>,
}

impl AuditMarkdown {
    pub(super) fn new(voice: Voice, terms: AuditTerms) -> Self {
        AuditMarkdown { voice, terms, begun: false, open: Vec::new(), unclear: Vec::new() }
    }

    fn columns(&self, names: &[&str]) -> Vec<String> {
        names.iter().map(|name| self.voice.say(&format!("audit.column.{name}"), &[])).collect()
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        writeln!(out, "# {}\n\n{}\n", markdown(&self.voice.heading(self.terms)), markdown(&self.voice.marks()))?;
        let mut heading = self.columns(&["part", "department", "contractor", "term"]);
        heading.extend(GROUPS.map(|group| self.voice.name(group)));
        head(&heading, out)
    }
}

impl Written for AuditMarkdown {
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let voice = self.voice;
        let mut cells =
            vec![voice.part(part), voice.departments(part), voice.named(&part.contractor), voice.term(part)];
        cells.extend(GROUPS.map(|group| voice.mark(part.mark(group))));
        row(&cells, out)?;
        for duty in part.duties.iter().filter(|duty| is_open(duty.status)) {
            let reason = duty.reason.clone();
            self.open.push([voice.part(part), voice.owed(duty), voice.name(duty.status), voice.when(duty), reason]);
        }
        for duty in part.duties.iter().filter(|duty| duty.status == ObligationStatus::Undetermined) {
            self.unclear.push([voice.part(part), voice.owed(duty), duty.reason.clone()]);
        }
        Ok(())
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let voice = self.voice;
        if !self.open.is_empty() {
            writeln!(out, "\n## {}\n", voice.say("audit.open", &[]))?;
            head(&self.columns(&["part", "owed", "status", "due", "reason"]), out)?;
            self.open.iter().try_for_each(|cells| row(cells, out))?;
        }
        if !self.unclear.is_empty() {
            writeln!(out, "\n## {}\n", voice.say("audit.unclear", &[]))?;
            head(&self.columns(&["part", "owed", "reason"]), out)?;
            self.unclear.iter().try_for_each(|cells| row(cells, out))?;
        }
        if !end.outside.is_empty() {
            writeln!(out, "\n## {}\n", voice.say("audit.outside", &[]))?;
        }
        for line in end.outside.iter().flat_map(|it| voice.outside(it)) {
            writeln!(out, "- {}", markdown(line.trim_start()))?;
        }
        if !end.findings.is_empty() {
            writeln!(out, "\n## {}\n", voice.say("audit.findings", &[]))?;
        }
        for (path, finding) in end.findings {
            let args = [
                ("path", &**path),
                ("line", &from_one(finding.span.line).to_string()),
                ("severity", &finding.weight(voice.0)),
                ("message", &finding.message),
                ("rule", &finding.rule),
            ];
            writeln!(out, "- {}", markdown(&voice.say("audit.finding", &args)))?;
        }
        writeln!(out, "\n## {}\n", voice.say("audit.figures", &[]))?;
        voice.figures(end.portfolio).iter().try_for_each(|figure| writeln!(out, "- {}", markdown(figure)))?;
        voice.own_packs(end.policies).iter().try_for_each(|pack| writeln!(out, "- {}", markdown(pack)))?;
        for path in &end.portfolio.unread {
            writeln!(out, "- {}", markdown(&voice.say("audit.unread", &[("path", path)])))?;
        }
        for line in voice.coverage(end.coverage) {
            writeln!(out, "- {}", markdown(&line))?;
        }
        writeln!(out, "- {}", markdown(&voice.counts(&end.portfolio.all)))
    }
}

fn head(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    row(cells, out)?;
    writeln!(out, "|{}", "---|".repeat(cells.len()))
}

fn row(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| markdown(cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}
