//! What has changed in a paper since an older filing: the values by the comparison of both, the words by their texts.

use std::collections::BTreeMap;

use super::cell::{About, Paragraph};
use super::difference::Differ;
use super::sheet::{ChecklistSheet, PaperSheet, PaperView, SheetBlock};
use crate::compare::{Change, Comparison};
use crate::policy::PageKind;

/// What both filings say, and what changed from one to the other.
pub(crate) struct Since<'s> {
    /// The paper of the older filing, by the same form.
    pub(crate) older: &'s PaperView,
    /// What changed.
    pub(crate) changes: &'s Comparison,
    /// Ids of parts of the newer filing that the older one writes otherwise, with what it writes.
    pub(crate) renamed: &'s BTreeMap<String, String>,
    /// What is said where marks stand and no decision is named.
    pub(crate) note: Option<String>,
}

/// Marks what has changed, and nothing else. A part that the older filing lacks bears no marks: all of it is new.
pub(super) fn mark(view: &mut PaperView, since: &Since<'_>) {
    let mut differ = Differ::default();
    for sheet in &mut view.sheets {
        let before = older(sheet, since);
        let mut any = false;
        let blocks = before.map(|sheet| sheet.blocks.as_slice()).unwrap_or_default();
        for (at, block) in sheet.blocks.iter_mut().enumerate() {
            any |= block.mark(before.map(|_| blocks.get(at)), since, &mut differ);
        }
        for block in &mut sheet.blocks {
            let SheetBlock::Lines(lines) = block else { continue };
            if lines.is_note && lines.paragraphs.is_empty() && any {
                lines.paragraphs.extend(since.note.iter().map(|note| Paragraph::new(note, &[])));
            }
        }
    }
}

/// Returns the sheet of the older paper about the same.
fn older<'s>(sheet: &PaperSheet, since: &Since<'s>) -> Option<&'s PaperSheet> {
    let (part, rest) = match (sheet.kind, sheet.of.rsplit_once('/')) {
        (PageKind::Checklist, Some((part, side))) => (part, Some(side)),
        _ => (sheet.of.as_str(), None),
    };
    let part = since.renamed.get(part).map_or(part, String::as_str);
    let of = rest.map_or_else(|| part.to_owned(), |side| format!("{part}/{side}"));
    since.older.sheets.iter().find(|own| own.kind == sheet.kind && own.of == of)
}

impl SheetBlock {
    /// Marks what has changed in it; `before`: what stands there in the older paper, `None` if that lacks the sheet. Tells
    /// whether anything has.
    fn mark(&mut self, before: Option<Option<&SheetBlock>>, since: &Since<'_>, differ: &mut Differ) -> bool {
        match self {
            SheetBlock::Lines(lines) => {
                let old = match before {
                    Some(Some(SheetBlock::Lines(old))) if !lines.is_note => Some(old.paragraphs.as_slice()),
                    _ => None,
                };
                words(&mut lines.paragraphs, old.filter(|_| touched(&lines.about, since)), differ)
            }
            SheetBlock::Table(rows) => {
                let old: &[_] = match before {
                    Some(Some(SheetBlock::Table(old))) => old,
                    _ => &[],
                };
                let mut any = false;
                for row in rows {
                    let old = old.iter().find(|own| own.label == row.label).map(|own| own.paragraphs.as_slice());
                    any |= words(&mut row.paragraphs, old.filter(|_| touched(&row.about, since)), differ);
                }
                any
            }
            SheetBlock::Checklist(own) => match before {
                Some(Some(SheetBlock::Checklist(old))) => answers(own, old, differ),
                _ => false,
            },
            SheetBlock::Picture(_) => false,
        }
    }
}

/// Marks answers that are others than before, row by row.
fn answers(own: &mut ChecklistSheet, old: &ChecklistSheet, differ: &mut Differ) -> bool {
    let before: Vec<(String, &Paragraph)> =
        old.sections.iter().flat_map(|section| &section.rows).map(|row| (row.text.text(), &row.mark)).collect();
    let mut any = false;
    for row in own.sections.iter_mut().flat_map(|section| &mut section.rows) {
        let text = row.text.text();
        let Some((_, mark)) = before.iter().find(|(known, _)| *known == text) else { continue };
        any |= words(std::slice::from_mut(&mut row.mark), Some(std::slice::from_ref(*mark)), differ);
    }
    any
}

/// True if something changed of what a cell shows.
fn touched(about: &[About], since: &Since<'_>) -> bool {
    let below = |key: &str, other: &str| {
        other.is_empty() || key == other || key.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'))
    };
    let fits = |own: &About, change: &Change| {
        let same = own.kind == change.subject.kind && (own.id == change.subject.id || own.kind == "filing");
        same && (below(&change.field, &own.key) || below(&own.key, &change.field))
    };
    about.iter().any(|own| since.changes.changes.iter().any(|change| fits(own, change)))
}

/// Marks the words of paragraphs that older ones lack; none where there are no older ones. Tells whether there are any.
fn words(paragraphs: &mut [Paragraph], old: Option<&[Paragraph]>, differ: &mut Differ) -> bool {
    let text = |all: &[Paragraph]| all.iter().map(Paragraph::text).collect::<Vec<_>>().join("\n");
    let ranges = old.map(|old| differ.changed(&text(old), &text(paragraphs))).unwrap_or_default();
    let mut begin = 0;
    for paragraph in paragraphs {
        let own = paragraph.text();
        let end = begin + own.len();
        let within = ranges.iter().filter(|range| range.start < end && range.end > begin);
        let within = within.map(|range| range.start.saturating_sub(begin)..range.end.min(end) - begin);
        *paragraph = Paragraph::new(&own, &within.collect::<Vec<_>>());
        begin = end + 1;
    }
    !ranges.is_empty()
}
