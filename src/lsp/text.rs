//! The text of an open file: places as the protocol counts them, places as the program does, and changes.
//!
//! The protocol counts lines from 0 and, in a line, units of UTF-16. The program counts both from 1, and characters.

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::source::Span;

/// A text with the beginnings of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OpenText {
    text: String,
    /// Byte offset of the beginning of each line. LF, CRLF and a lone CR end a line.
    starts: Vec<usize>,
}

/// The mark that some editors put in front of a text; the program does not count it.
const MARK: char = '\u{FEFF}';

impl OpenText {
    pub(super) fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let ends = (0..bytes.len()).filter(|at| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        OpenText { text, starts }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// A line by its number from 0, without its end.
    pub(super) fn line(&self, number: usize) -> &str {
        let Some(start) = self.starts.get(number) else { return "" };
        let end = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        self.text.get(*start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// The byte offset of a place of the protocol; the nearest before it where there is no such place.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line) else { return self.text.len() };
        let mut units = 0;
        for (at, c) in self.line(line).char_indices() {
            units += c.len_utf16();
            if units > position.character as usize {
                return start + at;
            }
        }
        start + self.line(line).len()
    }

    /// The place of a byte offset, as the protocol counts.
    pub(super) fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        let character = before.chars().map(char::len_utf16).sum();
        Position { line: narrow(line), character: narrow(character) }
    }

    /// The line and column of a byte offset, as the program counts.
    pub(super) fn place(&self, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        let skipped = usize::from(line == 0 && before.starts_with(MARK));
        (narrow(line + 1), narrow(before.chars().count() - skipped + 1))
    }

    /// The byte offsets of a place of the program.
    pub(super) fn bytes(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.byte(span.line, span.column);
        start..self.byte(span.end_line, span.end_column).max(start)
    }

    fn byte(&self, line: u32, column: u32) -> usize {
        let line = (line as usize).saturating_sub(1);
        let Some(start) = self.starts.get(line) else { return self.text.len() };
        let text = self.line(line);
        let skipped = usize::from(line == 0 && text.starts_with(MARK));
        let before = (column as usize).saturating_sub(1) + skipped;
        start + text.char_indices().nth(before).map_or(text.len(), |(at, _)| at)
    }

    /// A place of the program as the protocol writes it.
    pub(super) fn range(&self, span: Span) -> Range {
        self.range_of(&self.bytes(span))
    }

    /// Byte offsets as the protocol writes them.
    pub(super) fn range_of(&self, bytes: &std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    /// The text after a change.
    pub(super) fn changed(self, change: TextDocumentContentChangeEvent) -> Self {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => OpenText::new(whole.text),
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let start = self.offset(part.range.start);
                let end = self.offset(part.range.end).max(start);
                let mut text = self.text;
                text.replace_range(start..end, &part.text);
                OpenText::new(text)
            }
        }
    }

    /// The offset in an older text of what stands at an offset in this one; `None` in what has changed since.
    pub(super) fn formerly(&self, older: &OpenText, offset: usize) -> Option<usize> {
        let (new, old) = (self.text.as_bytes(), older.text.as_bytes());
        let same = new.iter().zip(old).take_while(|(a, b)| a == b).count();
        if offset <= same && offset <= old.len() {
            return Some(offset);
        }
        let rest = new.len().min(old.len()) - same;
        let alike = new.iter().rev().zip(old.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let from_end = new.len().checked_sub(offset)?;
        (from_end <= alike).then(|| old.len() - from_end).filter(|at| older.text.is_char_boundary(*at))
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    fn changed(text: &str, start: Position, end: Position, new: &str) -> String {
        let change = serde_json::json!({"range": Range { start, end }, "text": new});
        OpenText::new(text.to_owned()).changed(serde_json::from_value(change).unwrap()).text
    }

    #[test]
    fn units_are_those_of_utf_16() {
        // 𠮷 takes two units, 区 one, each one column.
        let text = OpenText::new("a: 𠮷野区\r\nb: 😀x\rc: 終\n".to_owned());
        assert_eq!(text.range(Span::on_line(1, 4, 7)), Range { start: at(0, 3), end: at(0, 7) });
        assert_eq!(text.range(Span::on_line(2, 5, 6)), Range { start: at(1, 5), end: at(1, 6) });
        assert_eq!(text.range(Span::on_line(3, 4, 5)), Range { start: at(2, 3), end: at(2, 4) });
        assert_eq!(text.place(text.offset(at(0, 5))), (1, 5));
        // In the middle of a pair is before it; behind the end of a line is its end.
        assert_eq!(text.offset(at(0, 4)), text.offset(at(0, 3)));
        assert_eq!(text.position(text.offset(at(0, 99))), at(0, 7));
        assert_eq!(text.offset(at(99, 0)), text.as_str().len());
    }

    #[test]
    fn a_mark_in_front_is_counted_by_the_protocol_only() {
        let text = OpenText::new("\u{FEFF}id: a\nb: c".to_owned());
        assert_eq!(text.range(Span::on_line(1, 5, 6)), Range { start: at(0, 5), end: at(0, 6) });
        assert_eq!(text.place(text.offset(at(0, 5))), (1, 5));
        assert_eq!(text.range(Span::on_line(2, 4, 5)), Range { start: at(1, 3), end: at(1, 4) });
    }

    #[test]
    fn changes_are_applied_where_they_are() {
        assert_eq!(changed("名: 𠮷x\r\nb: 2", at(0, 5), at(1, 0), "y\r\n"), "名: 𠮷y\r\nb: 2");
        assert_eq!(changed("a", at(7, 7), at(9, 9), "b"), "ab");
        assert_eq!(changed("abc", at(0, 2), at(0, 1), "-"), "ab-c");
    }

    #[test]
    fn what_has_not_changed_is_found_in_the_older_text() {
        let (new, old) = (OpenText::new("a: 1\nb: {\nc: 終".into()), OpenText::new("a: 1\nb: 22\nc: 終".into()));
        assert_eq!(new.formerly(&old, 3), Some(3));
        assert_eq!(new.formerly(&old, new.as_str().len() - 3), Some(old.as_str().len() - 3));
        let broken = OpenText::new("a: 1\nb: {{{{\nc: 終".into());
        assert_eq!(broken.formerly(&old, 11), None);
    }
}
