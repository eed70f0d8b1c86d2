//! `table`: parts by what they owe, with signs that can be read without colour; below it what is open, by department
//! and by contractor, and the figures.

use std::io::{self, Write};

use comfy_table::presets::ASCII_FULL_CONDENSED;
use comfy_table::{ContentArrangement, Table as Grid};

use crate::audit::{AuditTerms, AuditedPart, Duty, StatusTally, is_open};
use crate::report::phrases::{from_one, line, path};
use crate::view::{AuditEnd, GROUPS, Written};
use crate::vocabulary::enumerations::ObligationStatus;
use crate::words::Voice;

/// Width of a table in columns; the same on a terminal and in a file.
const WIDTH: u16 = 132;

/// Writes tables of plain text.
pub(super) struct AuditTable {
    voice: Voice,
    terms: AuditTerms,
    parts: Grid,
    open: Grid,
    /// Obligations whose status is undetermined, with what would determine it.
    unclear: Grid,
}

impl AuditTable {
    pub(super) fn new(voice: Voice, terms: AuditTerms) -> Self {
        let columns = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| voice.say(&format!("audit.column.{name}"), &[])).collect()
        };
        let mut heading = columns(&["part", "department", "contractor", "term"]);
        heading.extend(GROUPS.map(|group| voice.name(group)));
        let open = columns(&["part", "owed", "status", "due", "reason"]);
        let unclear = columns(&["part", "owed", "reason"]);
        AuditTable { voice, terms, parts: grid(&heading), open: grid(&open), unclear: grid(&unclear) }
    }

    fn row(&self, part: &AuditedPart) -> Vec<String> {
        let voice = self.voice;
        let mut row = vec![voice.part(part), voice.departments(part), voice.named(&part.contractor), voice.term(part)];
        row.extend(GROUPS.map(|group| voice.mark(part.mark(group))));
        safe(row)
    }

    fn open(&self, part: &AuditedPart, duty: &Duty) -> Vec<String> {
        let voice = self.voice;
        let reason = duty.reason.clone();
        safe(vec![voice.part(part), voice.owed(duty), voice.name(duty.status), voice.when(duty), reason])
    }

    fn by<'t>(&self, key: &str, rows: impl Iterator<Item = (&'t str, &'t StatusTally)>) -> Grid {
        let mut heading = vec![self.voice.say(key, &[]), self.voice.say("audit.column.parts", &[])];
        let shown = [ObligationStatus::Overdue, ObligationStatus::Missing, ObligationStatus::Undetermined];
        heading.extend(shown.map(|status| self.voice.name(status)));
        let mut grid = grid(&heading);
        for (name, tally) in rows {
            let mut row = vec![self.voice.named(name), tally.parts.to_string()];
            row.extend(shown.map(|status| tally.of(status).to_string()));
            grid.add_row(safe(row));
        }
        grid
    }
}

impl Written for AuditTable {
    fn part(&mut self, part: &AuditedPart, _out: &mut dyn Write) -> io::Result<()> {
        let row = self.row(part);
        self.parts.add_row(row);
        for duty in part.duties.iter().filter(|duty| is_open(duty.status)) {
            let row = self.open(part, duty);
            self.open.add_row(row);
        }
        for duty in part.duties.iter().filter(|duty| duty.status == ObligationStatus::Undetermined) {
            let voice = self.voice;
            self.unclear.add_row(safe(vec![voice.part(part), voice.owed(duty), duty.reason.clone()]));
        }
        Ok(())
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        let voice = self.voice;
        let title = |key: &str| voice.say(key, &[]);
        writeln!(out, "{}\n\n{}\n{}\n", voice.heading(self.terms), self.parts, voice.marks())?;
        if self.open.row_count() > 0 {
            writeln!(out, "{}\n{}\n", title("audit.open"), self.open)?;
        }
        if self.unclear.row_count() > 0 {
            writeln!(out, "{}\n{}\n", title("audit.unclear"), self.unclear)?;
        }
        let owing = |tally: &StatusTally| tally.of(ObligationStatus::Overdue) + tally.of(ObligationStatus::Missing) > 0;
        let departments = end.portfolio.departments.iter().filter(|(_, tally)| owing(tally));
        let departments = self.by("audit.column.department", departments.map(|(name, tally)| (name.as_str(), tally)));
        let companies = end.portfolio.companies().filter(|it| owing(&it.tally));
        let companies = self.by("audit.column.contractor", companies.map(|it| (it.name.as_str(), &it.tally)));
        for grid in [departments, companies].iter().filter(|grid| grid.row_count() > 0) {
            writeln!(out, "{grid}\n")?;
        }
        if !end.outside.is_empty() {
            writeln!(out, "■ {}", title("audit.outside"))?;
            end.outside.iter().flat_map(|it| voice.outside(it)).try_for_each(|it| writeln!(out, "{}", line(&it)))?;
            writeln!(out)?;
        }
        for (at, finding) in end.findings {
            let args = [
                ("path", &*path(at)),
                ("line", &from_one(finding.span.line).to_string()),
                ("severity", &finding.weight(voice.0)),
                ("message", &line(&finding.message)),
                ("rule", &finding.rule),
            ];
            writeln!(out, "{}", voice.say("audit.finding", &args))?;
        }
        if !end.findings.is_empty() {
            writeln!(out)?;
        }
        voice.figures(end.portfolio).iter().try_for_each(|figure| writeln!(out, "{figure}"))?;
        voice.own_packs(end.policies).iter().try_for_each(|pack| writeln!(out, "{}", line(pack)))?;
        for at in &end.portfolio.unread {
            writeln!(out, "{}", voice.say("audit.unread", &[("path", &path(at))]))?;
        }
        voice.coverage(end.coverage).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out, "{}", voice.counts(&end.portfolio.all))
    }
}

fn grid(heading: &[String]) -> Grid {
    let mut grid = Grid::new();
    grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH).set_header(heading);
    grid.load_style(ASCII_FULL_CONDENSED);
    grid
}

fn safe(cells: Vec<String>) -> Vec<String> {
    cells.iter().map(|cell| line(cell).into_owned()).collect()
}
