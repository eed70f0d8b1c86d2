//! Scalars without quotes.

use super::super::Span;
use super::super::build::NodePlace;
use super::{Announced, Done, Reader};

/// What a line has of a plain scalar.
#[derive(Clone, Copy)]
pub(super) struct PlainRun {
    /// Where its text ends, without the spaces after it.
    pub(super) end: usize,
    stop: Stop,
}

/// What ends a run.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Line,
    Comment,
    Colon,
    /// A comma or a bracket, within brackets.
    Bracket,
    /// What the library takes for a mistake.
    Odd,
}

impl PlainRun {
    /// Whether a colon follows, so that it is a key.
    pub(super) fn is_key(self) -> bool {
        self.stop == Stop::Colon
    }
}

/// Whether a plain scalar may begin with a byte, another following. Some more may than these.
pub(super) fn may_begin(first: u8, second: u8, in_flow: bool) -> bool {
    match first {
        b'-' => !(matches!(second, b' ' | b'\n') || in_flow && STOPS[second as usize] != 0),
        b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@'
        | b'`' => false,
        b'?' | b':' | b' ' | b'\n' => false,
        _ => true,
    }
}

/// Bytes at which a plain scalar may end: anywhere (2), or only within brackets (1).
const STOPS: [u8; 256] = {
    let mut stops = [0; 256];
    stops[b':' as usize] = 2;
    stops[b'#' as usize] = 2;
    stops[b'\n' as usize] = 2;
    stops[b',' as usize] = 1;
    stops[b'[' as usize] = 1;
    stops[b']' as usize] = 1;
    stops[b'{' as usize] = 1;
    stops[b'}' as usize] = 1;
    stops
};

impl<'s> Reader<'s> {
    /// Returns what the line from an offset on has of a plain scalar.
    pub(super) fn plain_run(&self, from: usize, in_flow: bool) -> PlainRun {
        let least = if in_flow { 1 } else { 2 };
        let mut at = from;
        let stop = loop {
            let rest = self.cursor.bytes_from(at);
            at += rest.iter().position(|&b| STOPS[b as usize] >= least).unwrap_or(rest.len());
            match self.cursor.byte(at) {
                b'\n' => break Stop::Line,
                b'#' if at == from || self.cursor.byte(at - 1) == b' ' => break Stop::Comment,
                b'#' => {}
                b':' => {
                    let next = self.cursor.byte(at + 1);
                    if matches!(next, b' ' | b'\n') || in_flow && STOPS[next as usize] == 1 {
                        break Stop::Colon;
                    }
                }
                _ if self.is_dash_alone(from, at) => break Stop::Odd,
                _ => break Stop::Bracket,
            }
            at += 1;
        };
        let text = self.cursor.text(from, at);
        PlainRun { end: from + text.trim_end_matches(' ').len(), stop }
    }

    /// Whether a dash stands before an offset, and nothing right before that.
    fn is_dash_alone(&self, from: usize, at: usize) -> bool {
        at > from && self.cursor.byte(at - 1) == b'-' && (at - 1 == from || self.cursor.byte(at - 2) == b' ')
    }

    /// Reads the plain scalar at the cursor, below a block collection with this indentation. Leaves the cursor at the next
    /// content; within brackets, at what follows.
    pub(super) fn plain(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        indent: usize,
        in_flow: bool,
    ) -> Option<Done> {
        let (line, column) = self.cursor.point();
        let from = self.cursor.at();
        let mut run = self.plain_run(from, in_flow);
        self.cursor.go_to(run.end);
        let mut end = self.cursor.point();
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        // Further lines, until one does not continue it.
        while run.stop == Stop::Line {
            self.cursor.skip_line();
            let empty = self.empty_lines()?;
            let goes_on = !self.cursor.is_at_end() && self.cursor.indent() > indent && self.cursor.peek() != b'#';
            if !goes_on || in_flow && matches!(self.cursor.peek(), b',' | b']' | b'}') {
                run.stop = Stop::Bracket;
                break;
            }
            if in_flow && !may_begin(self.cursor.peek(), self.cursor.peek_after(), true) {
                return None;
            }
            if folded.is_empty() {
                folded.push_str(self.cursor.text(from, run.end));
            }
            match empty {
                0 => folded.push(' '),
                _ => folded.extend(std::iter::repeat_n('\n', empty)),
            }
            let begin = self.cursor.at();
            run = self.plain_run(begin, in_flow);
            folded.push_str(self.cursor.text(begin, run.end));
            self.cursor.go_to(run.end);
            end = self.cursor.point();
        }
        if matches!(run.stop, Stop::Colon | Stop::Odd) {
            return None;
        }
        let text = if folded.is_empty() { self.cursor.text(from, run.end) } else { &folded };
        let span = Span { line, column, end_line: end.0, end_column: end.1 };
        let done = self.scalar(place, anchor, None, text, span);
        self.folded = folded;
        if in_flow {
            return Some(done);
        }
        if run.stop == Stop::Comment {
            self.cursor.end_value()?;
        } else {
            self.cursor.next_content()?;
        }
        self.is_over(indent).then_some(done)
    }

    /// Moves from a line end to the next line that is not empty, at what it begins with, and returns how many are between.
    pub(super) fn empty_lines(&mut self) -> Option<usize> {
        let mut empty = 0;
        loop {
            if self.cursor.is_at_end() {
                return Some(empty);
            }
            self.cursor.next_line();
            self.cursor.skip_spaces();
            if self.cursor.peek() != b'\n' {
                return Some(empty);
            }
            empty += 1;
        }
    }
}
