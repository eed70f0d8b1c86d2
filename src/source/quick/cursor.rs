//! Where a reader stands in a text: the byte, the line and the column.

/// A place in a text that only moves on. Columns are counted in characters, and only where one is asked for.
pub(super) struct Cursor<'s> {
    text: &'s str,
    at: usize,
    line: u32,
    line_start: usize,
    /// Up to where the characters of this line are counted, and how many they are.
    counted: (usize, u32),
}

impl<'s> Cursor<'s> {
    pub(super) fn new(text: &'s str) -> Cursor<'s> {
        Cursor { text, at: 0, line: 1, line_start: 0, counted: (0, 0) }
    }

    /// Returns the offset of the cursor in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Returns the byte at the cursor; a line end at the end of the text.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.byte(self.at)
    }

    /// Returns the byte after the one at the cursor.
    #[inline]
    pub(super) fn peek_after(&self) -> u8 {
        self.byte(self.at + 1)
    }

    /// Returns the byte at an offset; a line end beyond the text.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    pub(super) fn bytes_from(&self, at: usize) -> &'s [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    pub(super) fn text(&self, from: usize, to: usize) -> &'s str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Moves on by some bytes of this line.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Moves to an offset on this line.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// Moves over spaces, and returns how many there are.
    pub(super) fn skip_spaces(&mut self) -> usize {
        let spaces = self.spaces_from(self.at);
        self.at += spaces;
        spaces
    }

    /// Returns how many spaces follow an offset.
    pub(super) fn spaces_from(&self, at: usize) -> usize {
        let rest = self.bytes_from(at);
        rest.iter().position(|&b| b != b' ').unwrap_or(rest.len())
    }

    /// Moves to the end of this line.
    pub(super) fn skip_line(&mut self) {
        self.at = self.line_end();
    }

    /// Returns the offset at which this line ends.
    pub(super) fn line_end(&self) -> usize {
        let rest = self.bytes_from(self.at);
        self.at + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())
    }

    /// Moves from a line end to the beginning of the next line; stays at the end of the text.
    pub(super) fn next_line(&mut self) {
        if self.is_at_end() {
            return;
        }
        self.at += 1;
        self.line += 1;
        self.line_start = self.at;
        self.counted = (self.at, 0);
    }

    /// Returns how many bytes stand before the cursor on its line. For what begins a line, these are its spaces.
    pub(super) fn indent(&self) -> usize {
        self.at - self.line_start
    }

    /// Returns the line of the cursor, counted from 1.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Returns the column of the cursor, counted from 1.
    pub(super) fn column(&mut self) -> u32 {
        let (from, before) = if self.counted.0 <= self.at { self.counted } else { (self.line_start, 0) };
        let passed = self.text.as_bytes().get(from..self.at).unwrap_or_default();
        let begins = |b: &&u8| **b & 0xC0 != 0x80;
        let columns = before + u32::try_from(passed.iter().filter(begins).count()).unwrap_or(u32::MAX);
        self.counted = (self.at, columns);
        columns + 1
    }

    /// Returns line and column of the cursor, counted from 1.
    pub(super) fn point(&mut self) -> (u32, u32) {
        (self.line, self.column())
    }

    /// Moves from the beginning of a line to the next content, over empty lines and comments; `None` before a mark between
    /// documents.
    pub(super) fn next_content(&mut self) -> Option<()> {
        loop {
            self.skip_spaces();
            match self.peek() {
                _ if self.is_at_end() => return Some(()),
                b'#' => self.skip_line(),
                b'\n' => {}
                _ => return (!self.is_at_mark()).then_some(()),
            }
            self.next_line();
        }
    }

    /// Moves from the end of a value to the next content; `None` if anything but a comment follows on its line.
    pub(super) fn end_value(&mut self) -> Option<()> {
        self.end_line()?;
        self.next_content()
    }

    /// Moves to the next line; `None` if anything but a comment stands before it.
    pub(super) fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.is_at_comment() {
            self.skip_line();
        }
        (self.peek() == b'\n').then(|| self.next_line())
    }

    /// Whether a comment begins at the cursor.
    pub(super) fn is_at_comment(&self) -> bool {
        self.peek() == b'#' && (self.indent() == 0 || self.byte(self.at - 1) == b' ')
    }

    /// Whether a dash that begins an item stands at the cursor.
    pub(super) fn is_at_dash(&self) -> bool {
        self.peek() == b'-' && matches!(self.peek_after(), b' ' | b'\n')
    }

    fn is_at_mark(&self) -> bool {
        let rest = self.bytes_from(self.at);
        self.indent() == 0 && (rest.starts_with(b"---") || rest.starts_with(b"...") || rest.starts_with(b"%"))
    }
}
