//! The signs of a paper: what is written on it without blanks, in the form in which words are compared.

use std::cell::RefCell;

use crate::paper::{OldPaper, Piece, is_blank};
use crate::text;

/// One sign. A character that is several in the form for comparing is as many signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PaperSign {
    /// As it is compared.
    pub(super) c: char,
    /// The bytes of its character in the text of the paper.
    pub(super) at: usize,
    pub(super) end: usize,
    /// The number of its character, blanks left out.
    pub(super) number: usize,
    /// The piece that it stands in.
    pub(super) piece: usize,
    /// True if it is the first of its piece.
    pub(super) first: bool,
    /// True if a blank stands before it in its piece.
    pub(super) spaced: bool,
}

/// What became of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing: it is not read.
    Unread,
    /// It is one of the words of the form.
    Form,
    /// It is in a field.
    Field,
}

/// A paper as signs, with what became of each.
pub(super) struct Signs<'p> {
    pub(super) paper: &'p OldPaper,
    pub(super) all: Vec<PaperSign>,
    uses: RefCell<Vec<Use>>,
    /// How many lines further the next line of a paragraph usually stands.
    usual: u32,
}

/// A line of a paragraph that goes on in the next is nearly as wide as the widest: parts of that, the least with which it may.
const FULL: (usize, usize) = (3, 4);
/// And the least with which a sentence that ends there may be followed by another of its paragraph.
const FILLED: (usize, usize) = (19, 20);

impl<'p> Signs<'p> {
    pub(super) fn new(paper: &'p OldPaper) -> Self {
        let (mut all, mut number) = (Vec::new(), 0);
        for (piece, own) in paper.pieces.iter().enumerate() {
            let (mut first, mut spaced) = (true, false);
            for (at, c) in paper.written(own).char_indices() {
                if is_blank(c) {
                    spaced = true;
                    continue;
                }
                let at = own.range.start + at;
                for c in folded(c).chars() {
                    all.push(PaperSign { c, at, end: at + own_length(paper, at), number, piece, first, spaced });
                    (first, spaced) = (false, false);
                }
                (first, spaced) = (false, false);
                number += 1;
            }
        }
        Signs { paper, all, uses: RefCell::new(vec![Use::Unread; number]), usual: usual_gap(paper) }
    }

    /// Notes what became of signs. What is in a field stays so.
    pub(super) fn mark(&self, signs: &[PaperSign], used: Use) {
        let mut uses = self.uses.borrow_mut();
        for sign in signs {
            if let Some(own) = uses.get_mut(sign.number).filter(|own| **own != Use::Field) {
                *own = used;
            }
        }
    }

    /// Returns what became of each character.
    pub(super) fn uses(&self) -> Vec<Use> {
        self.uses.borrow().clone()
    }

    /// Returns the piece of a sign.
    pub(super) fn piece(&self, sign: &PaperSign) -> Option<&'p Piece> {
        self.paper.pieces.get(sign.piece)
    }

    /// True for the number of a page, which stands by itself in the midst of a text.
    pub(super) fn is_page_number(&self, sign: &PaperSign) -> bool {
        let piece = self.piece(sign).filter(|piece| self.paper.wrapped && piece.cell.is_none());
        piece.is_some_and(|piece| {
            let line = self.paper.written(piece);
            line.len() <= 3 && line.chars().all(|c| c.is_ascii_digit())
        })
    }

    /// Forgets what became of the signs, so that they are read anew.
    pub(super) fn forget(&self) {
        self.uses.borrow_mut().fill(Use::Unread);
    }

    /// Returns what signs of one piece are in the paper.
    pub(super) fn line(&self, signs: &[PaperSign]) -> &'p str {
        let (Some(first), Some(last)) = (signs.first(), signs.last()) else { return "" };
        self.paper.text.get(first.at..last.end).unwrap_or_default()
    }

    /// Returns what signs are in the paper, on one line.
    pub(super) fn written(&self, signs: &[PaperSign]) -> String {
        let mut whole = String::new();
        for line in lines(signs) {
            let line = self.line(line);
            let ascii = |c: char| c.is_ascii_alphanumeric();
            if whole.ends_with(ascii) && line.starts_with(ascii) {
                whole.push(' ');
            }
            whole.push_str(line);
        }
        whole
    }

    /// Parts signs into paragraphs: lines, where they are not cut by the end of a page or cell.
    pub(super) fn paragraphs<'s>(&self, signs: &'s [PaperSign]) -> Vec<&'s [PaperSign]> {
        let widest = self.widest(signs);
        let mut all = Vec::new();
        let (mut begin, mut count) = (0, 0);
        for at in 1..signs.len() {
            let (before, rest) = signs.split_at(at);
            let breaks = before.last().map(|sign| sign.piece) != rest.first().map(|sign| sign.piece);
            if breaks && self.begins_paragraph(before, rest, widest) || self.counts_on(rest, &mut count) {
                all.push(&signs[begin..at]);
                begin = at;
            }
        }
        if begin < signs.len() {
            all.push(&signs[begin..]);
        }
        all
    }

    /// Returns the width of the widest line of signs, in columns.
    pub(super) fn widest(&self, signs: &[PaperSign]) -> usize {
        lines(signs).map(|line| self.width(line)).max().unwrap_or(0)
    }

    fn width(&self, line: &[PaperSign]) -> usize {
        text::width(self.line(line))
    }

    /// True if the first line of what follows begins a paragraph.
    pub(super) fn begins_paragraph(&self, before: &[PaperSign], rest: &[PaperSign], widest: usize) -> bool {
        let (Some(last), Some(first)) = (before.last(), rest.first()) else { return true };
        if !self.paper.wrapped || marker(self, rest).is_some() || opens(first.c) {
            return true;
        }
        let line = before.iter().rev().take_while(|sign| sign.piece == last.piece).count();
        let width = self.width(&before[before.len() - line..]);
        let reaches = |(part, whole): (usize, usize)| width * whole >= widest * part;
        let ends = matches!(last.c, '。' | ':' | '!' | '?' | '】' | '》');
        let gap = match (self.piece(last), self.piece(first)) {
            (Some(last), Some(first)) => first.line.saturating_sub(last.line),
            _ => 0,
        };
        !reaches(FULL) || ends && !reaches(FILLED) || gap > self.usual && ends
    }

    /// True if signs begin an entry within a line, as cells have it whose lines were joined: a heading, a mark, or the number
    /// that follows the last one.
    fn counts_on(&self, rest: &[PaperSign], count: &mut u32) -> bool {
        let Some(first) = rest.first() else { return false };
        let joined = self.paper.wrapped && self.paper.sheets.is_empty();
        let in_cell = self.piece(first).is_some_and(|piece| piece.cell.is_some());
        if !joined || !in_cell || !(first.spaced || first.first) {
            return false;
        }
        if first.c == '【' {
            *count = 0;
        }
        if matches!(first.c, '【' | '・' | '※') {
            return first.spaced;
        }
        let lead = marker(self, rest).filter(|lead| lead.kind == MarkerKind::Number);
        let number: String = rest.iter().take(lead.map_or(0, |lead| lead.length)).map(|sign| sign.c).collect();
        if number.trim_matches(|c: char| !c.is_ascii_digit()).parse() == Ok(*count + 1) {
            *count += 1;
            return first.spaced;
        }
        false
    }

    /// Returns what is marked as changed among signs, run by run; `None` for all of them as one run.
    pub(super) fn changed(&self, signs: &[PaperSign]) -> Vec<Option<String>> {
        let is_marked =
            |sign: &&PaperSign| self.paper.marked.iter().any(|mark| mark.start <= sign.at && sign.end <= mark.end);
        if self.paper.marked.is_empty() || signs.is_empty() {
            return Vec::new();
        }
        if signs.iter().all(|sign| is_marked(&sign)) {
            return vec![None];
        }
        let runs = signs.chunk_by(|one, next| is_marked(&one) == is_marked(&next));
        runs.filter(|run| run.first().is_some_and(|sign| is_marked(&sign))).map(|run| Some(self.written(run))).collect()
    }
}

/// Returns how far apart lines outside tables mostly are.
fn usual_gap(paper: &OldPaper) -> u32 {
    let mut gaps = std::collections::BTreeMap::new();
    for two in paper.pieces.windows(2) {
        if let [one, next] = two
            && one.cell.is_none()
            && next.cell.is_none()
            && next.line > one.line
        {
            *gaps.entry(next.line - one.line).or_insert(0_usize) += 1;
        }
    }
    gaps.into_iter().max_by_key(|(_, count)| *count).map_or(1, |(gap, _)| gap)
}

fn own_length(paper: &OldPaper, at: usize) -> usize {
    paper.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// True for what begins a heading or a remark.
fn opens(c: char) -> bool {
    matches!(c, '【' | '《' | '※' | '◇')
}

/// Parts signs into lines.
pub(super) fn lines(signs: &[PaperSign]) -> impl Iterator<Item = &[PaperSign]> {
    signs.chunk_by(|one, next| one.piece == next.piece)
}

/// Lines over which a sentence of a form may be broken.
const MAX_LINES: usize = 6;

/// Returns the ends of the first lines of signs, shortest first.
pub(super) fn line_ends(signs: &[PaperSign]) -> Vec<usize> {
    let mut end = 0;
    let ends = lines(signs).map(|line| {
        end += line.len();
        end
    });
    ends.take(MAX_LINES).collect()
}

fn folded(c: char) -> String {
    match c {
        // Dots that stand for the middle dot of kana.
        '\u{B7}' | '\u{2022}' | '\u{2219}' | '\u{22C5}' => "・".to_owned(),
        c => match text::item_name(c.encode_utf8(&mut [0; 4])) {
            // A mark by itself.
            folded if folded.is_empty() => c.to_string(),
            folded => folded.into_owned(),
        },
    }
}

/// Returns a text in the form in which signs are compared.
pub(super) fn fold(text: &str) -> Vec<char> {
    text.chars().filter(|c| !is_blank(*c)).flat_map(|c| folded(c).chars().collect::<Vec<_>>()).collect()
}

/// True if signs begin with a text.
pub(super) fn begins(signs: &[PaperSign], text: &[char]) -> bool {
    signs.len() >= text.len() && signs.iter().zip(text).all(|(sign, c)| sign.c == *c)
}

/// True if signs are a text and nothing else.
pub(super) fn are(signs: &[PaperSign], text: &[char]) -> bool {
    signs.len() == text.len() && begins(signs, text)
}

/// What leads an entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// How many signs it has.
    pub(super) length: usize,
    /// How it is written.
    pub(super) kind: MarkerKind,
}

/// How what leads an entry is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerKind {
    /// `１`, `10`, `1.`
    Number,
    /// `（１）`, `⑴`, `①`, `ア`
    Below,
    /// `・`
    Dot,
}

/// Returns the number or mark that signs begin with, where something follows it.
pub(super) fn marker(signs: &Signs<'_>, own: &[PaperSign]) -> Option<Marker> {
    let first = own.first()?;
    // What a list was led by where it was made into text. What it is made of once more is no list of its own.
    if first.c == '-' && own.get(1).is_some_and(|next| next.spaced && next.piece == first.piece) {
        let inner = written_marker(signs, own.get(1..)?);
        let (length, kind) = inner.map_or((1, MarkerKind::Dot), |inner| (inner.length + 1, inner.kind));
        return (length < own.len()).then_some(Marker { length, kind });
    }
    written_marker(signs, own)
}

/// Returns the number or mark as somebody wrote it.
fn written_marker(signs: &Signs<'_>, own: &[PaperSign]) -> Option<Marker> {
    let first = own.first()?;
    let found = |length: usize, kind| (length < own.len()).then_some(Marker { length, kind });
    let written = signs.line(&own[..1]);
    if first.c == '・' {
        return found(1, MarkerKind::Dot);
    }
    if written.starts_with(|c: char| matches!(c, '\u{2460}'..='\u{24FF}')) {
        let length = own.iter().take_while(|sign| sign.at == first.at).count();
        return found(length, MarkerKind::Below);
    }
    let digits = |from: usize| {
        let rest = own.get(from..).unwrap_or_default().iter().enumerate();
        rest.take_while(|(at, sign)| sign.c.is_ascii_digit() && (*at == 0 || !sign.spaced && !sign.first)).count()
    };
    if first.c == '(' {
        let length = digits(1);
        let closed = own.get(length + 1).is_some_and(|sign| sign.c == ')');
        return if length > 0 && closed { found(length + 2, MarkerKind::Below) } else { None };
    }
    let spaced = |length: usize| own.get(length).is_some_and(|next| next.spaced && next.piece == first.piece);
    let length = digits(0);
    if (1..=2).contains(&length) {
        if own.get(length).is_some_and(|sign| sign.c == '.') && spaced(length + 1) {
            return found(length + 1, MarkerKind::Number);
        }
        return if spaced(length) { found(length, MarkerKind::Number) } else { None };
    }
    if matches!(first.c, 'ア'..='コ') && spaced(1) { found(1, MarkerKind::Below) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper;

    fn lead(text: &str) -> Option<(usize, MarkerKind)> {
        let paper = paper::read(text.as_bytes().to_vec()).expect("a paper");
        let signs = Signs::new(&paper);
        marker(&signs, &signs.all).map(|marker| (marker.length, marker.kind))
    }

    #[test]
    fn what_leads_an_entry_is_told_by_the_first_signs() {
        assert_eq!(lead("1 氏名"), Some((1, MarkerKind::Number)));
        assert_eq!(lead("（１）氏名"), Some((3, MarkerKind::Below)));
        assert_eq!(lead("- 氏名"), Some((1, MarkerKind::Dot)));
        assert_eq!(lead("- （1）氏名"), Some((4, MarkerKind::Below)));
        assert_eq!(lead("氏名"), None);
        // However many dashes there are, two signs are looked at.
        assert_eq!(lead(&"- ".repeat(90_000)), Some((1, MarkerKind::Dot)));
    }
}
