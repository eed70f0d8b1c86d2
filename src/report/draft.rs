//! `--draft`: a list of what is still to be written, in the order of the form, for the author.
//!
//! Not one of [`super::Format`]: it is meant for reading, and written to standard output only.

use std::io;

use super::phrases::{from_one, lines, path};
use super::{Page, Shape, summary};
use crate::finding::{Finding, PartField, Region, Verdict};
use crate::session::{Judged, Name, Totals};
use crate::words::Voice;

/// Writes the list of what is still to be written.
pub(super) struct Draft;

impl Shape for Draft {
    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        let voice = page.voice;
        writeln!(page.out, "{}", voice.say("report.heading", &[("title", &voice.title(filing))]))?;
        writeln!(page.out, "  {}\n", voice.say("report.filing-path", &[("path", &path(&filing.path))]))?;
        if filing.findings.is_empty() {
            return writeln!(page.out, "{}\n", voice.say("draft.nothing", &[]));
        }
        let (review, add): (Vec<&Finding>, Vec<&Finding>) =
            filing.open().partition(|finding| matches!(finding.verdict, Verdict::Violation | Verdict::Invalid));
        let waived = filing.findings.iter().filter(|finding| finding.waived.is_some()).collect();
        list("draft.add", "draft.how", add, filing, page)?;
        list("draft.review", "report.help", review, filing, page)?;
        list("draft.waived", "report.help", waived, filing, page)?;
        list("draft.baselined", "report.help", filing.known().collect(), filing, page)
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        summary::write(totals, page)
    }
}

/// The place in the form that a finding belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    section: Region,
    within: Option<Within>,
}

/// The place within a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Within {
    Step(usize, usize),
    Field(PartField),
}

impl Spot {
    fn of(finding: &Finding) -> Self {
        let about = &finding.about;
        let spot = |section, within| Spot { section, within };
        match about.region {
            Region::Whole if finding.verdict != Verdict::Invalid => spot(Region::Cover, None),
            Region::Step(flow, step) => spot(Region::Flow(flow), Some(Within::Step(flow, step))),
            Region::Part(..) => spot(about.region, finding.part_field().map(Within::Field)),
            other => spot(other, None),
        }
    }
}

/// Writes one of the lists.
fn list(heading: &str, remedy: &str, findings: Vec<&Finding>, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let voice = page.voice;
    let args = [("heading", &*voice.text(heading)), ("count", &findings.len().to_string())];
    writeln!(page.out, "{}", voice.say("draft.heading", &args))?;
    let mut placed: Vec<_> = findings.into_iter().map(|finding| (Spot::of(finding), finding)).collect();
    placed.sort_by_key(|(place, finding)| (*place, finding.span.line, finding.span.column));
    let mut last: Option<Spot> = None;
    for (spot, finding) in placed {
        if last.is_none_or(|before| before.section != spot.section) {
            writeln!(page.out, "\n  {}", section_name(spot.section, filing, voice))?;
            last = Some(Spot { within: None, ..spot });
        }
        if last != Some(spot)
            && let Some(within) = spot.within
        {
            writeln!(page.out, "    {}", within_name(within, filing, voice))?;
        }
        last = Some(spot);
        entry(filing, finding, remedy, page)?;
    }
    writeln!(page.out)
}

fn section_name(section: Region, filing: &Judged, voice: Voice) -> String {
    let key = match section {
        Region::Whole => "file",
        Region::Cover => "cover",
        Region::Actors => "actors",
        Region::Data => "data",
        Region::Stores => "stores",
        Region::Flow(_) | Region::Step(..) => "flow",
        Region::Part(list, _) => list.key(),
    };
    voice.say(&format!("draft.section.{key}"), &[("name", &name_of(section, filing, voice))])
}

fn within_name(within: Within, filing: &Judged, voice: Voice) -> String {
    match within {
        Within::Step(flow, step) => {
            voice.say("draft.step", &[("name", &name_of(Region::Step(flow, step), filing, voice))])
        }
        Within::Field(field) => voice.say(&format!("draft.field.{}", field.word()), &[]),
    }
}

fn name_of(region: Region, filing: &Judged, voice: Voice) -> String {
    filing.names.get(&region).map(|name| named(name, voice)).unwrap_or_default()
}

fn named(name: &Name, voice: Voice) -> String {
    let (id, title) = (super::phrases::line(&name.id), super::phrases::line(&name.title));
    match (id.is_empty(), title.is_empty()) {
        (_, true) => id.into_owned(),
        (true, false) => title.into_owned(),
        (false, false) => voice.say("draft.named", &[("id", &id), ("title", &title)]),
    }
}

/// Writes one thing to do, with a box to tick.
fn entry(filing: &Judged, finding: &Finding, remedy: &str, page: &mut Page<'_>) -> io::Result<()> {
    let voice = page.voice;
    let (line, severity) = (from_one(finding.span.line).to_string(), voice.weight(finding));
    let args = [("line", line.as_str()), ("severity", &severity), ("message", &voice.message(finding))];
    let said = match filing.place(finding.span).address() {
        Some(cell) => voice.say("draft.entry-cell", &[&args[1..], &[("cell", &*super::phrases::line(&cell))]].concat()),
        None => voice.say("draft.entry", &args),
    };
    writeln!(page.out, "      {said}")?;
    for other in &finding.related {
        note("report.related", &voice.place(filing, &other.text(voice.0), other.span), page)?;
    }
    let help = lines(&finding.help);
    if help.is_empty() { Ok(()) } else { note(remedy, &help, page) }
}

/// Writes a note on an entry, with its further lines indented.
fn note(name: &str, text: &str, page: &mut Page<'_>) -> io::Result<()> {
    let name = page.voice.say(name, &[]);
    let said = page.voice.say("draft.note", &[("name", &name), ("text", text)]);
    for line in said.lines() {
        writeln!(page.out, "         {line}")?;
    }
    Ok(())
}
