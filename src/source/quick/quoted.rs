//! Scalars in quotes, on one line or over several.

use super::super::build::NodePlace;
use super::super::compose::composed;
use super::super::hint::is_control;
use super::super::{Kind, Span};
use super::{Announced, Done, Reader};

impl<'s> Reader<'s> {
    /// Whether the quoted text at the cursor is a key; `None` if it is not one that [`Reader::simple_quoted`] reads.
    pub(super) fn is_quoted_key_ahead(&self) -> Option<bool> {
        let quote = self.cursor.peek();
        let rest = self.cursor.bytes_from(self.cursor.at() + 1);
        let end = rest.iter().position(|&b| b == quote || b == b'\n' || b == b'\\' && quote == b'"');
        match end.and_then(|end| rest.get(end..)) {
            Some([b'\n', ..]) => Some(false),
            Some([found, b':', ..]) if *found == quote => Some(true),
            Some([found, next, ..]) if *found == quote && *next != quote => {
                // Blanks before the colon are for the slow way.
                let after = end.map_or(0, |end| self.cursor.at() + end + 2);
                let next = self.cursor.byte(after + self.cursor.spaces_from(after));
                (next != b':').then_some(false)
            }
            Some([found]) if *found == quote => Some(false),
            // It has escapes: a key only if a colon follows the last quote of the line, which is for the slow way.
            _ => {
                let line = self.cursor.text(self.cursor.at(), self.cursor.line_end());
                let may_be_key = line.match_indices(quote as char).any(|(at, _)| {
                    line.get(at + 1..).is_some_and(|after| after.trim_start_matches(' ').starts_with(':'))
                });
                (!may_be_key).then_some(false)
            }
        }
    }

    /// Reads a quoted text that stands on one line and has nothing to resolve.
    pub(super) fn simple_quoted(&mut self) -> Option<&'s str> {
        let quote = self.cursor.peek();
        let from = self.cursor.at() + 1;
        let rest = self.cursor.bytes_from(from);
        let length = rest.iter().position(|&b| b == quote || b == b'\n' || b == b'\\' && quote == b'"')?;
        let is_simple = rest.get(length) == Some(&quote) && rest.get(length + 1) != Some(&quote);
        is_simple.then(|| {
            self.cursor.go_to(from + length + 1);
            self.cursor.text(from, from + length)
        })
    }

    /// Reads the quoted scalar at the cursor, below a block collection with this indentation. Leaves the cursor after it.
    pub(super) fn quoted(&mut self, place: NodePlace, anchor: Option<Announced<'s>>, indent: usize) -> Option<Done> {
        let (line, column) = self.cursor.point();
        if let Some(text) = self.simple_quoted() {
            let span = Span::on_line(line, column, self.cursor.column());
            return Some(self.scalar(place, anchor, Some(Kind::Str), text, span));
        }
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        self.resolve_quoted(&mut folded, indent)?;
        let (end_line, end_column) = self.cursor.point();
        let span = Span { line, column, end_line, end_column };
        let joined = composed(&folded);
        let done = self.scalar(place, anchor, Some(Kind::Str), &joined, span);
        drop(joined);
        self.folded = folded;
        Some(done)
    }

    /// Reads up to the closing quote what the text says.
    fn resolve_quoted(&mut self, said: &mut String, indent: usize) -> Option<()> {
        let quote = self.cursor.peek();
        self.cursor.advance(1);
        loop {
            let from = self.cursor.at();
            let rest = self.cursor.bytes_from(from);
            let length = rest.iter().position(|&b| b == quote || b == b'\n' || b == b'\\' && quote == b'"')?;
            self.cursor.advance(length);
            said.push_str(self.cursor.text(from, from + length));
            match (self.cursor.peek(), self.cursor.peek_after()) {
                (b'\'', b'\'') => {
                    self.cursor.advance(2);
                    said.push('\'');
                }
                (b'\\', b'\n') => {
                    self.cursor.advance(1);
                    self.fold(said, indent, "")?;
                }
                (b'\\', _) => self.escape(said)?,
                (b'\n', _) => {
                    // Spaces before a line end are not part of the text, unless an escape wrote them.
                    let written = self.cursor.text(from, from + length);
                    let trailing = written.len() - written.trim_end_matches(' ').len();
                    said.truncate(said.len() - trailing);
                    self.fold(said, indent, " ")?;
                }
                _ => {
                    self.cursor.advance(1);
                    return Some(());
                }
            }
        }
    }

    /// Goes on to the next line that is not empty: empty ones are line ends, and without one the two are joined.
    fn fold(&mut self, said: &mut String, indent: usize, joint: &str) -> Option<()> {
        match self.empty_lines()? {
            0 => said.push_str(joint),
            empty => said.extend(std::iter::repeat_n('\n', empty)),
        }
        (!self.cursor.is_at_end() && self.cursor.indent() > indent).then_some(())
    }

    /// Reads an escape and adds what it stands for; `None` for control characters, and for what is rarely written.
    fn escape(&mut self, said: &mut String) -> Option<()> {
        let digits = match self.cursor.peek_after() {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            other => {
                let c = match other {
                    b'n' => '\n',
                    b't' => '\t',
                    b'"' | b'\\' | b'/' | b' ' => other as char,
                    _ => return None,
                };
                said.push(c);
                self.cursor.advance(2);
                return Some(());
            }
        };
        let from = self.cursor.at() + 2;
        let number = self.cursor.text(from, from + digits);
        let is_hex = number.len() == digits && number.bytes().all(|b| b.is_ascii_hexdigit());
        let code = if is_hex { u32::from_str_radix(number, 16).ok()? } else { return None };
        let c = char::from_u32(code).filter(|&c| !is_control(c) && c != '\r' && c != '\u{85}')?;
        said.push(c);
        self.cursor.go_to(from + digits);
        Some(())
    }
}
