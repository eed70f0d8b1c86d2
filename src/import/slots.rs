//! The places of a page in which something is written, and where on a paper each begins.

use std::ops::Range;

use super::near::near;
use super::pattern::opening;
use super::signs::{PaperSign, Signs, begins, fold};
use crate::paper::PaperCell;
use crate::policy::{LinePlace, PaperBlock, PaperForm, PaperLine, PaperPage, PaperRow, SentenceName, Writing};
use crate::words::TemplatePart;

/// Rows of a table over which a label may be broken by the value beside it.
const BROKEN_OVER: u32 = 5;

/// A place of a page.
pub(super) struct PageSlot<'f> {
    /// What it is in the form.
    pub(super) source: SlotSource<'f>,
    openers: Vec<Opener>,
}

/// What a place is in the form.
#[derive(Clone, Copy)]
pub(super) enum SlotSource<'f> {
    Line(&'f PaperLine),
    Row(&'f PaperRow),
}

/// Words by which a place is known.
struct Opener {
    words: Vec<char>,
    /// True for a label: something parts it from the value.
    label: bool,
    /// True if it is part of the value.
    kept: bool,
}

/// A place found on a paper.
pub(super) struct FoundSlot {
    /// Its number among the places of the page.
    pub(super) slot: usize,
    /// The signs that are its label.
    pub(super) label: Vec<Range<usize>>,
    /// The signs that are its value.
    pub(super) value: Vec<Range<usize>>,
    /// The label of the form, where that of the paper is taken for a slip of it.
    pub(super) meant: Option<String>,
    /// True if rows beside it may belong to it or to its neighbour, so that its value has no certain end.
    pub(super) doubtful: bool,
}

/// Returns the places of a page in order.
pub(super) fn slots<'f>(form: &'f PaperForm, page: &'f PaperPage) -> Vec<PageSlot<'f>> {
    let mut all = Vec::new();
    for block in &page.blocks {
        match block {
            PaperBlock::Line(line) => {
                all.push(PageSlot { source: SlotSource::Line(line), openers: line_openers(form, line) });
            }
            PaperBlock::Table(rows) => all.extend(rows.iter().map(|row| {
                let label = |label: &String| Opener { words: fold(label), label: true, kept: false };
                PageSlot { source: SlotSource::Row(row), openers: row.labels.iter().map(label).collect() }
            })),
        }
    }
    all
}

fn line_openers(form: &PaperForm, line: &PaperLine) -> Vec<Opener> {
    let mut all = Vec::new();
    for text in &line.texts {
        let words = opening(text);
        if !words.is_empty() {
            let label = matches!(text.parts().next(), Some(TemplatePart::Text(text)) if text.ends_with(['　', ' ']));
            all.push(Opener { words, label, kept: text.names().next().is_some() && !label });
        }
    }
    let Some(entry) = &line.entry else { return all };
    let sentences: &[SentenceName] = match entry.writing {
        Writing::Basis => &[SentenceName::Basis, SentenceName::Agenda],
        Writing::Matter => &[SentenceName::Matter],
        Writing::ChangedSince => &[SentenceName::ChangedSince],
        Writing::Drawings => &[SentenceName::Drawings],
        _ => &[],
    };
    let patterns = sentences.iter().flat_map(|name| form.sentences.patterns(*name)).map(opening);
    let words = patterns.chain(line.otherwise.iter().map(|words| fold(words)));
    all.extend(words.filter(|words| !words.is_empty()).map(|words| Opener { words, label: false, kept: true }));
    all
}

impl PageSlot<'_> {
    /// True if it is known by words of the form.
    pub(super) fn is_worded(&self) -> bool {
        !self.openers.is_empty()
    }

    /// True if it says what the paper is.
    pub(super) fn is_title(&self) -> bool {
        matches!(self.source, SlotSource::Line(line) if line.place == LinePlace::Title)
    }

    /// Finds the longest of its openers at a place.
    fn at(&self, signs: &Signs<'_>, at: usize) -> Option<Opened> {
        let found = self.openers.iter().filter_map(|opener| {
            if opener.label {
                return label_at(signs, at, &opener.words);
            }
            let fits = begins(signs.all.get(at..)?, &opener.words);
            let length = opener.words.len();
            let label = (!opener.kept).then(|| at..at + length).into_iter().collect();
            fits.then_some(Opened { label, beside: Vec::new(), length })
        });
        found.max_by_key(|opened| opened.length)
    }
}

/// Reads a label: its signs, and those that stand beside it between its lines.
fn label_at(signs: &Signs<'_>, at: usize, words: &[char]) -> Option<Opened> {
    let mut label: Vec<Range<usize>> = std::iter::once(at..at).collect();
    let mut beside: Vec<Range<usize>> = Vec::new();
    let mut next = at;
    for (done, c) in words.iter().enumerate() {
        let sign = signs.all.get(next)?;
        let before = next.checked_sub(1).and_then(|before| signs.all.get(before)).filter(|_| done > 0);
        if let Some(before) = before.filter(|before| before.piece != sign.piece) {
            let (here, there) = (signs.piece(before)?.cell, signs.piece(sign)?.cell);
            if let Some(cell) = here.filter(|_| here != there) {
                // The rest of it stands below, in the same column.
                let begin = next;
                loop {
                    let own = signs.piece(signs.all.get(next)?)?.cell.filter(|own| own.table == cell.table)?;
                    if own.row > cell.row + BROKEN_OVER || own.row > cell.row && own.column < cell.column {
                        return None;
                    }
                    if own.row > cell.row && own.column == cell.column {
                        break;
                    }
                    next += 1;
                }
                beside.push(begin..next);
                label.push(next..next);
            }
        }
        if signs.all.get(next)?.c != *c {
            return None;
        }
        next += 1;
        label.last_mut()?.end = next;
    }
    let parted = match signs.all.get(next) {
        None => true,
        Some(sign) => sign.first || sign.spaced || sign.c == ':',
    };
    parted.then_some(Opened { label, beside, length: words.len() })
}

/// Finds the places of a page among signs: in the order of the page, each once.
pub(super) fn find(signs: &Signs<'_>, slots: &[PageSlot<'_>], within: Range<usize>) -> Vec<FoundSlot> {
    let mut all: Vec<FoundSlot> = Vec::new();
    let mut at = within.start;
    let mut from = 0;
    while at < within.end {
        let first = signs.all.get(at).is_some_and(|sign| sign.first) && !in_value(signs, all.last(), at);
        let open = slots.iter().enumerate().skip(from).filter(|_| first);
        let best = open.filter_map(|(number, slot)| Some((number, slot.at(signs, at)?)));
        let best = best.fold(None, longer).map(|(slot, opened)| (slot, opened, None));
        let best = best.or_else(|| {
            let (slot, label, meant) = near(signs, labels(slots), from, at).filter(|_| first)?;
            let length = label.len();
            Some((slot, Opened { label: vec![label], beside: Vec::new(), length }, Some(meant)))
        });
        let Some((slot, Opened { label, beside, .. }, meant)) = best else {
            extend(&mut all, at..at + 1);
            at += 1;
            continue;
        };
        let end = label.last().map_or(at, |range| range.end);
        all.push(FoundSlot { slot, label, value: beside, meant, doubtful: false });
        // Words that belong to the value are read again as such, but begin nothing.
        if end == at {
            extend(&mut all, at..at + 1);
            at += 1;
        } else {
            at = end;
        }
        from = slot + 1;
    }
    below(signs, &mut all);
    cut(signs, &mut all);
    all
}

/// Returns the labels of rows, each with the number of its place.
fn labels<'s>(slots: &'s [PageSlot<'_>]) -> impl Iterator<Item = (usize, &'s String)> {
    slots.iter().enumerate().flat_map(|(number, slot)| {
        let labels: &[String] = match slot.source {
            SlotSource::Row(row) => &row.labels,
            SlotSource::Line(_) => &[],
        };
        labels.iter().map(move |label| (number, label))
    })
}

/// True for what stands in the cell of the value before it: a cell is one value, whatever labels are quoted in it.
fn in_value(signs: &Signs<'_>, last: Option<&FoundSlot>, at: usize) -> bool {
    let cell_of = |number: usize| signs.all.get(number).and_then(|sign| signs.piece(sign)?.cell);
    let Some(found) = last.filter(|_| !signs.paper.wrapped) else { return false };
    let label = found.label.last().and_then(|label| cell_of(label.start));
    let value = found.value.first().and_then(|value| cell_of(value.start));
    value.is_some() && value != label && cell_of(at) == value
}

/// Words of a place where it begins.
struct Opened {
    /// The signs of its label; none where the words are part of the value.
    label: Vec<Range<usize>>,
    /// What stands beside the label between its lines.
    beside: Vec<Range<usize>>,
    /// How many signs the words have.
    length: usize,
}

/// Of places at one sign the one with the longest words; of equals the first.
fn longer(best: Option<(usize, Opened)>, next: (usize, Opened)) -> Option<(usize, Opened)> {
    match best {
        Some(best) if best.1.length >= next.1.length => Some(best),
        _ => Some(next),
    }
}

fn extend(all: &mut [FoundSlot], signs: Range<usize>) {
    let Some(last) = all.last_mut() else { return };
    match last.value.last_mut() {
        Some(range) if range.end == signs.start => range.end = signs.end,
        _ => last.value.push(signs),
    }
}

/// Gives labels that stand side by side above their values what is below each.
fn below(signs: &Signs<'_>, all: &mut [FoundSlot]) {
    for at in 0..all.len() {
        let Some(label) = all[at].label.last().cloned().filter(|_| all[at].value.is_empty()) else { continue };
        let Some(cell) = signs.all.get(label.start).and_then(|sign| signs.piece(sign)?.cell) else { continue };
        // Labels side by side stand in one row.
        let beside = all.get(at + 1).and_then(|next| signs.piece(signs.all.get(next.label.first()?.start)?)?.cell);
        if !beside.is_some_and(|own| own.table == cell.table && own.row == cell.row) {
            continue;
        }
        let is_below = |sign: &PaperSign| {
            let own = signs.piece(sign).and_then(|piece| piece.cell);
            own.is_some_and(|own| own.table == cell.table && own.column == cell.column && own.row > cell.row)
        };
        let Some(found) = all.get(at + 1..).and_then(|rest| rest.iter().position(|found| !found.value.is_empty()))
        else {
            continue;
        };
        let from = &mut all[at + 1 + found].value;
        let (taken, kept) =
            from.iter().cloned().flatten().partition(|number| signs.all.get(*number).is_some_and(is_below));
        *from = joined(kept);
        all[at].value = joined(taken);
    }
}

/// Takes from values what stands beside a label that nobody knows, and what may as well belong to the next label.
fn cut(signs: &Signs<'_>, all: &mut [FoundSlot]) {
    let cell_of = |number: usize| signs.all.get(number).and_then(|sign| signs.piece(sign)?.cell);
    let label_cells: Vec<Option<PaperCell>> =
        all.iter().map(|found| cell_of(found.label.last()?.end.checked_sub(1)?)).collect();
    for at in 0..all.len() {
        let Some(label) = label_cells[at] else { continue };
        let later = |number: usize| cell_of(number).filter(|own| own.table == label.table && own.row > label.row);
        // Where one text was a page, the cells of one row may stand in several.
        let next = label_cells.get(at + 1).copied().flatten();
        let torn = signs.paper.wrapped && signs.paper.sheets.is_empty();
        let between = |own: PaperCell| torn && next.is_some_and(|next| next.table == own.table && next.row > own.row);
        // A value may stand below its label, where none stands beside it.
        let beside = all[at].value.iter().cloned().flatten().any(|number| later(number).is_none());
        let mut unknown = false;
        let mut doubtful = false;
        let kept = all[at].value.iter().cloned().flatten().filter(|number| {
            let Some(own) = later(*number) else { return !unknown };
            unknown |= own.column < label.column || own.column == label.column && beside;
            doubtful |= between(own);
            !unknown && !between(own)
        });
        all[at].value = joined(kept.collect());
        if doubtful {
            all[at].doubtful = true;
            if let Some(next) = all.get_mut(at + 1) {
                next.doubtful = true;
            }
        }
    }
}

fn joined(numbers: Vec<usize>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for number in numbers {
        match all.last_mut() {
            Some(range) if range.end == number => range.end += 1,
            _ => all.push(number..number + 1),
        }
    }
    all
}
