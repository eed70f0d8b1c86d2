//! Literal (`|`) and folded (`>`) scalars.

use super::super::build::NodePlace;
use super::super::{Kind, Span};
use super::{Announced, Done, Reader};

/// What the first line of a block scalar says of it.
struct Header {
    is_folded: bool,
    chomp: Chomp,
    /// By how much its text is indented, if that is written.
    indent: Option<usize>,
}

/// What becomes of the line ends after the last line with text.
#[derive(PartialEq)]
enum Chomp {
    Clip,
    Strip,
    Keep,
}

impl<'s> Reader<'s> {
    /// Reads the block scalar at the cursor, below a block collection with this indentation. Leaves the cursor at the next
    /// content.
    pub(super) fn block_scalar(
        &mut self,
        place: NodePlace,
        anchor: Option<Announced<'s>>,
        parent: usize,
    ) -> Option<Done> {
        let header = self.block_header()?;
        let indent = match header.indent {
            Some(indent) => parent + indent,
            None => self.cursor.spaces_from(self.first_line_with_text()?),
        };
        if indent <= parent {
            return None;
        }
        let mut said = std::mem::take(&mut self.folded);
        said.clear();
        let span = self.block_lines(&header, indent, &mut said)?;
        let done = self.scalar(place, anchor, Some(Kind::Str), &said, span);
        self.folded = said;
        self.cursor.next_content()?;
        self.is_over(parent).then_some(done)
    }

    /// Reads the line of the header, and goes on to the next.
    fn block_header(&mut self) -> Option<Header> {
        let mut header = Header { is_folded: self.cursor.peek() == b'>', chomp: Chomp::Clip, indent: None };
        loop {
            self.cursor.advance(1);
            match self.cursor.peek() {
                b'-' if header.chomp == Chomp::Clip => header.chomp = Chomp::Strip,
                b'+' if header.chomp == Chomp::Clip => header.chomp = Chomp::Keep,
                digit @ b'1'..=b'9' if header.indent.is_none() => header.indent = Some(usize::from(digit - b'0')),
                _ => break,
            }
        }
        self.cursor.end_line()?;
        Some(header)
    }

    /// Returns where the first line begins that is more than spaces; `None` if one before it has more of them.
    fn first_line_with_text(&self) -> Option<usize> {
        let (mut at, mut most) = (self.cursor.at(), 0);
        loop {
            let spaces = self.cursor.spaces_from(at);
            if at + spaces >= self.cursor.at() + self.cursor.bytes_from(self.cursor.at()).len() {
                return None;
            }
            if self.cursor.byte(at + spaces) != b'\n' {
                return (spaces >= most).then_some(at);
            }
            most = most.max(spaces);
            at += spaces + 1;
        }
    }

    /// Reads the lines of a block scalar, and returns its place: from the first text to the end of the last.
    fn block_lines(&mut self, header: &Header, indent: usize, said: &mut String) -> Option<Span> {
        let mut span: Option<Span> = None;
        // Line ends that are not yet said: after the last line of text, and of the empty lines since.
        let (mut ended, mut empty) = (false, 0);
        let mut after_blank = false;
        loop {
            let spaces = self.cursor.spaces_from(self.cursor.at());
            let begin = self.cursor.at() + spaces.min(indent);
            if self.cursor.byte(begin) == b'\n' {
                self.cursor.go_to(begin);
                if self.cursor.is_at_end() {
                    // What spaces without a line end say is for the slow way.
                    if spaces > 0 {
                        return None;
                    }
                    break;
                }
                empty += 1;
                self.cursor.next_line();
                continue;
            }
            if spaces < indent {
                break;
            }
            let is_blank = spaces > indent;
            self.cursor.go_to(begin);
            let (line, column) = self.cursor.point();
            match header.is_folded && ended && !after_blank && !is_blank {
                true if empty == 0 => said.push(' '),
                true => {}
                false if ended => said.push('\n'),
                false => {}
            }
            said.extend(std::iter::repeat_n('\n', empty));
            (empty, after_blank) = (0, is_blank);
            self.cursor.skip_line();
            let text = self.cursor.text(begin, self.cursor.at());
            // A line of spaces alone, and one that nothing ends, are for the slow way.
            if text.trim_end_matches(' ').is_empty() || self.cursor.is_at_end() {
                return None;
            }
            said.push_str(text);
            let (end_line, end_column) = self.cursor.point();
            span = Some(Span { end_line, end_column, ..span.unwrap_or(Span::on_line(line, column, column)) });
            ended = true;
            self.cursor.next_line();
        }
        if ended && header.chomp != Chomp::Strip {
            said.push('\n');
        }
        if header.chomp == Chomp::Keep {
            said.extend(std::iter::repeat_n('\n', empty));
        }
        span
    }
}
