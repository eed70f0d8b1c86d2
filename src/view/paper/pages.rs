//! The pages of a form as sheets about the filing and its parts.

use super::cell::{Paragraph, WrittenCell};
use super::entry;
use super::items;
use super::numbers::number;
use super::sheet::{PaperSheet, SheetBlock, SheetLines, SheetRow};
use super::source::Source;
use super::thing::Thing;
use crate::policy::{PaperBlock, PaperEntry, PaperLine, PaperPage, PaperRow, SentenceName, Writing};
use crate::words::Template;

/// What writes the sheets of a paper, and counts what stands open.
pub(super) struct Writer<'s> {
    pub(super) source: Source<'s>,
    /// True if nothing stands in place of what is unstated.
    pub(super) is_final: bool,
    pub(super) unstated: usize,
}

impl<'s> Writer<'s> {
    /// Writes a page about the filing or a part.
    pub(super) fn sheet(&mut self, page: &'s PaperPage, of: Thing<'s>) -> PaperSheet {
        let blocks = page.blocks.iter().filter_map(|block| match block {
            PaperBlock::Line(line) => self.line(of, line).map(SheetBlock::Lines),
            PaperBlock::Table(rows) => Some(SheetBlock::Table(rows.iter().map(|row| self.row(of, row)).collect())),
        });
        PaperSheet { kind: page.kind, of: of.id.to_owned(), blocks: blocks.collect() }
    }

    /// Returns what stands in place of what is unstated.
    pub(super) fn open(&mut self) -> String {
        self.unstated += 1;
        let mark = self.source.say(SentenceName::Unstated, &[]).unwrap_or_default();
        if self.is_final { String::new() } else { mark }
    }

    fn line(&mut self, of: Thing<'s>, line: &'s PaperLine) -> Option<SheetLines> {
        let pattern = line.texts.first()?;
        let filled = |text: &str| pattern.fill(|_| Some(text.to_owned().into()));
        let Some(entry) = &line.entry else {
            return Some(self.lines(line, WrittenCell::of_form(&filled(""))));
        };
        let cell = entry::write(self.source, of, entry, "");
        let cell = match &line.otherwise {
            _ if !cell.is_empty() => cell.into_pattern(filled),
            Some(otherwise) => WrittenCell::of_form(otherwise),
            // A line about marks may still be called for.
            None if entry.optional && entry.writing != Writing::ChangedSince => return None,
            None if entry.optional => WrittenCell::default(),
            None => WrittenCell::of_form(&filled(&self.open())),
        };
        Some(self.lines(line, cell))
    }

    fn lines(&self, line: &PaperLine, cell: WrittenCell) -> SheetLines {
        let (paragraphs, about) = cell.finish();
        let is_note = line.entry.as_ref().is_some_and(|entry| entry.writing == Writing::ChangedSince);
        SheetLines { place: line.place, paragraphs, about, is_note }
    }

    fn row(&mut self, of: Thing<'s>, row: &'s PaperRow) -> SheetRow {
        let written: Vec<(Option<String>, &PaperEntry, WrittenCell)> = row
            .entries
            .iter()
            .map(|entry| {
                let heading = self.heading(of, entry);
                let cell = entry::write(self.source, of, entry, heading.as_deref().unwrap_or_default());
                (heading, entry, cell)
            })
            .filter(|(_, entry, cell)| !cell.is_empty() || !entry.optional)
            .collect();
        let several = written.len() > 1;
        let mut next = 1;
        let mut cell = WrittenCell::default();
        for (heading, _, content) in written {
            let own = if row.numbered { headings_of(content.lines(), next) } else { 0 };
            if own == 0
                && let Some(heading) = heading
            {
                match row.numbered {
                    true if several => cell.line(self.source.numbered(&number(next), &heading)),
                    true => {}
                    false => cell.line(heading),
                }
            }
            next += own.max(1);
            if content.is_empty() {
                cell.line(self.open());
            }
            cell.add(content);
        }
        if cell.is_empty() {
            cell.line(self.open());
        }
        let (paragraphs, about) = cell.finish();
        let label = row.labels.first().cloned().unwrap_or_default();
        SheetRow { label, upright: row.upright, paragraphs, about }
    }

    /// Returns the heading of an entry, which may tell whose data it is.
    fn heading(&self, of: Thing<'s>, entry: &'s PaperEntry) -> Option<String> {
        let pattern: &Template = entry.headings.first()?;
        let value = self.source.values(of, &entry.keys).first().copied();
        let subjects = value.and_then(|value| items::subjects(self.source, value));
        pattern.names().all(|_| subjects.is_some()).then(|| pattern.fill(|_| Some(subjects.unwrap_or_default().into())))
    }
}

impl WrittenCell {
    /// Makes a cell of words of the form, which are about nothing.
    fn of_form(text: &str) -> Self {
        let mut cell = WrittenCell::default();
        cell.line(text);
        cell
    }
}

/// Makes a paragraph of words of the form.
pub(super) fn plain(text: &str) -> Paragraph {
    Paragraph::new(text, &[])
}

/// Returns how many numbered headings a text brings itself, counted on from a number; none unless it begins with one.
fn headings_of(lines: &[String], first: usize) -> usize {
    let begins = |line: &str, at: usize| {
        [number(at), at.to_string()].iter().any(|number| {
            line.strip_prefix(number.as_str()).is_some_and(|rest| rest.starts_with([' ', '　', '．', '.']))
        })
    };
    if !lines.first().is_some_and(|line| begins(line, first)) {
        return 0;
    }
    let mut next = first;
    for line in lines {
        next += usize::from(begins(line, next));
    }
    next - first
}
