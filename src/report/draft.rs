//! `--draft`: what is still to be written, in the order of the form, for who is writing it.
//!
//! No format of [`super::Format`]: it is for reading, and only on standard output.

use std::io;

use super::phrases::{Voice, from_one, lines, path};
use super::{Page, Shape, summary};
use crate::finding::{Finding, Verdict};
use crate::session::{Judged, Name, Totals};

/// The list.
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

/// Where in the form something belongs, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    /// The file as such.
    File,
    Cover,
    Actors,
    Data,
    Stores,
    Flow(usize),
    /// A contract, connection or processing: position of the list in [`PARTS`], and in it.
    Part(usize, usize),
}

/// The place within its section: a step of a flow, or a field of a part by position in [`FIELDS`].
type Within = Option<usize>;

const PARTS: [&str; 3] = ["contracts", "connections", "processing"];

/// Fields of a part in the order of the form, each with the keys and facts that belong to it.
pub(super) const FIELDS: [(&str, &[&str]); 8] = [
    ("parties", &["from", "to", "kind", "parent"]),
    ("items", &["provides", "collects", "handles", "items"]),
    ("media", &["media"]),
    ("term", &["term"]),
    ("subcontracting", &["subcontracting", "subcontracts"]),
    ("special-clauses", &["special_clauses", "clauses"]),
    ("disposal", &["disposal"]),
    ("checklist", &["checklist", "measures"]),
];

/// Where a finding belongs.
fn place(finding: &Finding) -> (Section, Within) {
    let keys: Vec<&str> = finding.subject.pointer.split('/').skip(1).collect();
    let number = |at: usize| keys.get(at).and_then(|key| key.parse::<usize>().ok());
    match keys.first().copied() {
        None if finding.verdict == Verdict::Invalid => (Section::File, None),
        None => (Section::Cover, None),
        Some("actors") => (Section::Actors, None),
        Some("data") => (Section::Data, None),
        Some("stores") => (Section::Stores, None),
        Some("flows") => {
            let step = keys.get(2).filter(|key| **key == "steps").and_then(|_| number(3));
            (Section::Flow(number(1).unwrap_or_default()), step)
        }
        Some(list) => {
            let Some(part) = PARTS.iter().position(|part| *part == list) else {
                return (Section::Cover, None);
            };
            let key = keys.get(2).copied().or_else(|| finding.fact?.split('.').next());
            let field = key.and_then(|key| FIELDS.iter().position(|(_, keys)| keys.contains(&key)));
            (Section::Part(part, number(1).unwrap_or_default()), field)
        }
    }
}

/// One of the lists.
fn list(heading: &str, remedy: &str, findings: Vec<&Finding>, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let voice = page.voice;
    let args = [("heading", voice.say(heading, &[])), ("count", findings.len().to_string())];
    let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
    writeln!(page.out, "{}", voice.say("draft.heading", &args))?;
    let mut placed: Vec<_> = findings.into_iter().map(|finding| (place(finding), finding)).collect();
    placed.sort_by_key(|(place, finding)| (*place, finding.span.line, finding.span.column));
    let mut last = None;
    for ((section, within), finding) in placed {
        if last.is_none_or(|(before, _)| before != section) {
            writeln!(page.out, "\n  {}", section_name(section, filing, voice))?;
            last = Some((section, None));
        }
        if last != Some((section, within)) {
            if let Some(name) = within_name(section, within, filing, voice) {
                writeln!(page.out, "    {name}")?;
            }
            last = Some((section, within));
        }
        entry(finding, remedy, page)?;
    }
    writeln!(page.out)
}

fn section_name(section: Section, filing: &Judged, voice: Voice) -> String {
    let (key, pointer) = match section {
        Section::File => ("file", None),
        Section::Cover => ("cover", None),
        Section::Actors => ("actors", None),
        Section::Data => ("data", None),
        Section::Stores => ("stores", None),
        Section::Flow(at) => ("flow", Some(format!("/flows/{at}"))),
        Section::Part(list, at) => (PARTS[list], Some(format!("/{}/{at}", PARTS[list]))),
    };
    let name = pointer.and_then(|pointer| filing.names.get(&pointer)).map(|name| named(name, voice));
    voice.say(&format!("draft.section.{key}"), &[("name", &name.unwrap_or_default())])
}

fn within_name(section: Section, within: Within, filing: &Judged, voice: Voice) -> Option<String> {
    match (section, within?) {
        (Section::Flow(flow), step) => {
            let name = filing.names.get(&format!("/flows/{flow}/steps/{step}"));
            Some(voice.say("draft.step", &[("name", &name.map(|name| named(name, voice)).unwrap_or_default())]))
        }
        (Section::Part(..), field) => Some(voice.say(&format!("draft.field.{}", FIELDS[field].0), &[])),
        _ => None,
    }
}

fn named(name: &Name, voice: Voice) -> String {
    let (id, title) = (super::phrases::line(&name.id), super::phrases::line(&name.title));
    match (id.is_empty(), title.is_empty()) {
        (_, true) => id.into_owned(),
        (true, false) => title.into_owned(),
        (false, false) => voice.say("draft.named", &[("id", &id), ("title", &title)]),
    }
}

/// One thing to do, with a box to tick.
fn entry(finding: &Finding, remedy: &str, page: &mut Page<'_>) -> io::Result<()> {
    let voice = page.voice;
    let (line, severity) = (from_one(finding.span.line).to_string(), voice.weight(finding));
    let args = [("line", line.as_str()), ("severity", &severity), ("message", &voice.message(finding))];
    writeln!(page.out, "      {}", voice.say("draft.entry", &args))?;
    for other in &finding.related {
        note("report.related", &voice.place(other), page)?;
    }
    let help = lines(finding.help.get(voice.0));
    if help.is_empty() { Ok(()) } else { note(remedy, &help, page) }
}

/// What is said beside, its further lines below.
fn note(name: &str, text: &str, page: &mut Page<'_>) -> io::Result<()> {
    let name = page.voice.say(name, &[]);
    let said = page.voice.say("draft.note", &[("name", &name), ("text", text)]);
    for line in said.lines() {
        writeln!(page.out, "         {line}")?;
    }
    Ok(())
}
