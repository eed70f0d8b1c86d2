//! What has changed in a paper since an older filing: the values by the comparison of both, the words by their texts.

use std::collections::BTreeMap;

use super::cell::{Paragraph, ShownKey};
use super::difference::Differ;
use super::sheet::{ChecklistSheet, PaperSheet, PaperView, SheetBlock};
use crate::compare::Comparison;
use crate::policy::PageKind;

/// The name of the map of the filing itself.
const FILING: &str = "filing";

/// What an older filing says, and what changed since.
pub(crate) struct Since<'s> {
    /// The sheets of the older paper by the same form, by kind and by what they are of.
    sheets: BTreeMap<(PageKind, &'s str), &'s PaperSheet>,
    /// The keys that changed, by the kind and the id of the thing that they belong to.
    changes: BTreeMap<(&'s str, &'s str), Vec<&'s str>>,
    /// Ids of parts of the newer filing that the older one writes otherwise, with what it writes.
    renamed: &'s BTreeMap<String, String>,
    /// What is said where marks stand and no decision is named.
    note: Option<String>,
}

impl<'s> Since<'s> {
    /// Joins the paper of the older filing, what changed, and ids that are written otherwise.
    pub(crate) fn new(
        older: &'s PaperView,
        found: &'s Comparison,
        renamed: &'s BTreeMap<String, String>,
        note: Option<String>,
    ) -> Self {
        let sheets = older.sheets.iter().map(|sheet| ((sheet.kind, sheet.of.as_str()), sheet)).collect();
        let mut changes: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for change in &found.changes {
            let id = if change.subject.kind == FILING { "" } else { change.subject.id.as_str() };
            changes.entry((change.subject.kind, id)).or_default().push(&change.field);
        }
        Since { sheets, changes, renamed, note }
    }
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
    since.sheets.get(&(sheet.kind, of.as_str())).copied()
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
fn touched(about: &[ShownKey], since: &Since<'_>) -> bool {
    let below = |key: &str, other: &str| {
        other.is_empty() || key == other || key.strip_prefix(other).is_some_and(|rest| rest.starts_with('.'))
    };
    about.iter().any(|own| {
        let fields = since.changes.get(&(own.kind, own.id.as_str()));
        fields.into_iter().flatten().any(|field| below(field, &own.key) || below(&own.key, field))
    })
}

/// Marks the words of paragraphs that older ones lack; none where there are no older ones. Tells whether there are any.
fn words(paragraphs: &mut [Paragraph], old: Option<&[Paragraph]>, differ: &mut Differ) -> bool {
    let text = |all: &[Paragraph]| all.iter().map(Paragraph::text).collect::<Vec<_>>().join("\n");
    let ranges = old.map(|old| differ.changed(&text(old), &text(paragraphs))).unwrap_or_default();
    let (mut begin, mut left) = (0, ranges.as_slice());
    for paragraph in paragraphs {
        let own = paragraph.text();
        let end = begin + own.len();
        let within = left.iter().take_while(|range| range.start < end);
        let within = within.map(|range| range.start.saturating_sub(begin)..range.end.min(end) - begin);
        *paragraph = Paragraph::new(&own, &within.collect::<Vec<_>>());
        // One that goes on into the next paragraph is kept.
        left = &left[left.iter().take_while(|range| range.end <= end + 1).count()..];
        begin = end + 1;
    }
    !ranges.is_empty()
}
