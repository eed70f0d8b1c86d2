//! Documents (.docx): what a reader of the printed page sees, with revisions accepted.
//!
//! What was struck out, hidden text, readings above kanji and the codes of fields are no part of it. Numbers that Word counts by
//! itself are not written anywhere, and so not read.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::build::{PaperBuilder, WrittenLine};
use super::{OldPaper, PaperCell, PaperRefusal, package};

/// Maximum number of runs, of which a page has some hundred.
const MAX_RUNS: usize = 200_000;
/// Maximum depth of elements.
const MAX_DEPTH: usize = 200;

/// Elements of which nothing is read.
const LEFT_OUT: [&str; 9] = ["del", "moveFrom", "rt", "Fallback", "pPr", "sectPr", "trPr", "instrText", "delText"];

/// Reads a document with the name of its main part; what stands at the head and foot of pages and in notes comes last.
pub(super) fn read(bytes: &[u8], main: &str) -> Result<OldPaper, PaperRefusal> {
    let mut reading = Reading::default();
    let mut archive = package::open(bytes)?;
    reading.part(&package::part(&mut archive, main)?.ok_or(PaperRefusal::Broken)?)?;
    let beside = |name: &String| {
        let name = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml")).unwrap_or_default();
        ["header", "footer", "footnotes", "endnotes"].iter().any(|kind| name.starts_with(kind))
    };
    let mut names: Vec<String> = package::names(&archive)?.into_iter().filter(beside).collect();
    names.sort();
    for name in names {
        reading.part(&package::part(&mut archive, &name)?.ok_or(PaperRefusal::Broken)?)?;
    }
    Ok(reading.paper.finish())
}

#[derive(Default)]
struct Reading {
    paper: PaperBuilder,
    /// The elements that are open.
    depth: usize,
    /// How deep the element stands of which nothing is read.
    left_out: Option<usize>,
    /// Paragraphs that are open: a text box within one has paragraphs of its own.
    lines: Vec<WrittenLine>,
    /// Tables that are open.
    tables: Vec<PaperCell>,
    /// How many columns the last cell of each open table spans.
    spans: Vec<u32>,
    runs: Vec<Run>,
    run_count: usize,
    table_count: u32,
    in_text: bool,
}

/// How the text of a run looks.
#[derive(Default)]
struct Run {
    bold: bool,
    underlined: bool,
    hidden: bool,
}

impl Reading {
    fn part(&mut self, xml: &str) -> Result<(), PaperRefusal> {
        let mut xml = Reader::from_str(xml);
        loop {
            match xml.read_event().map_err(|_| PaperRefusal::Broken)? {
                Event::Eof => break,
                Event::Start(tag) => self.start(&tag)?,
                Event::Empty(tag) => {
                    self.start(&tag)?;
                    self.end(tag.local_name().as_ref())?;
                }
                Event::End(tag) => self.end(tag.local_name().as_ref())?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(name) => self.text(&referred(&name)),
                _ => {}
            }
        }
        if self.depth == 0 { Ok(()) } else { Err(PaperRefusal::Broken) }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), PaperRefusal> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(PaperRefusal::TooLarge);
        }
        if self.left_out.is_some() {
            return Ok(());
        }
        let name = tag.local_name();
        match name.as_ref() {
            name if LEFT_OUT.contains(&name) => self.left_out = Some(self.depth),
            "p" => self.lines.push(WrittenLine::default()),
            "tbl" => {
                self.tables.push(PaperCell { table: self.table_count, row: 0, column: 0 });
                self.spans.push(0);
                self.table_count = self.table_count.saturating_add(1);
            }
            "tr" => self.row(),
            "tc" => self.cell(),
            "gridSpan" => {
                let span = value(tag).and_then(|value| value.parse().ok()).unwrap_or(1);
                if let Some(last) = self.spans.last_mut() {
                    *last = span;
                }
            }
            "r" => {
                self.run_count += 1;
                if self.run_count > MAX_RUNS {
                    return Err(PaperRefusal::TooLarge);
                }
                self.runs.push(Run::default());
            }
            "b" => self.look(|run| run.bold = is_on(tag)),
            "u" => self.look(|run| run.underlined = is_on(tag)),
            "vanish" => self.look(|run| run.hidden = is_on(tag)),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.add("\t"),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "sym" => self.add(&symbol(tag)),
            "pic" | "imagedata" | "chart" | "relIds" | "altChunk" => self.paper.picture(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), PaperRefusal> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        if self.left_out.is_some() {
            self.left_out = self.left_out.filter(|left_out| *left_out < depth);
            return Ok(());
        }
        match name {
            "p" => {
                if let Some(line) = self.lines.pop() {
                    self.paper.line(&line, self.tables.last().copied())?;
                }
            }
            "tbl" => {
                self.tables.pop();
                self.spans.pop();
            }
            "r" => {
                self.runs.pop();
            }
            "t" => self.in_text = false,
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self) {
        if let (Some(at), Some(span)) = (self.tables.last_mut(), self.spans.last_mut()) {
            *at = PaperCell { row: at.row.saturating_add(1), column: 0, ..*at };
            *span = 1;
        }
    }

    fn cell(&mut self) {
        if let (Some(at), Some(span)) = (self.tables.last_mut(), self.spans.last_mut()) {
            at.column = at.column.saturating_add((*span).max(1));
            *span = 1;
        }
    }

    fn look(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.runs.last_mut() {
            change(run);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.left_out.is_none() {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        let Some(line) = self.lines.last_mut() else { return };
        let run = self.runs.last();
        if !run.is_some_and(|run| run.hidden) {
            line.add(text, run.is_some_and(|run| run.bold && run.underlined));
        }
    }
}

/// Returns the attribute `val`.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(found.value.to_string())
}

/// True if a property is set, which it is where it says nothing else.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(value(tag).as_deref(), Some("0" | "false" | "off" | "none"))
}

/// Returns the character of a symbol; those of fonts with signs of their own have none that others know.
fn symbol(tag: &BytesStart<'_>) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "char");
    let code = found.and_then(|attribute| u32::from_str_radix(&attribute.value, 16).ok());
    let known = code.and_then(char::from_u32).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control());
    known.unwrap_or('\u{FFFD}').to_string()
}

fn referred(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let known = quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).unwrap_or_default();
    known.to_owned()
}
