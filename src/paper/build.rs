//! A paper while it is written down.

use std::ops::Range;

use super::{MAX_TEXT, OldPaper, PaperCell, PaperRefusal, Piece, is_blank};

/// A line with the parts of it that are marked, by their bytes.
#[derive(Debug, Default)]
pub(super) struct WrittenLine {
    pub(super) text: String,
    pub(super) marked: Vec<Range<usize>>,
}

impl WrittenLine {
    /// Adds a text to the line.
    pub(super) fn add(&mut self, text: &str, marked: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        match self.marked.last_mut() {
            _ if !marked || start == end => {}
            Some(last) if last.end == start => last.end = end,
            _ => self.marked.push(start..end),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct PaperBuilder {
    paper: OldPaper,
    line: u32,
}

impl PaperBuilder {
    /// Adds a line; line breaks within it part pieces. Blank ones only count.
    pub(super) fn line(&mut self, line: &WrittenLine, cell: Option<PaperCell>) -> Result<(), PaperRefusal> {
        self.line = self.line.saturating_add(1);
        self.more(line, cell)
    }

    /// Adds what stands on the line that was added last.
    pub(super) fn more(&mut self, line: &WrittenLine, cell: Option<PaperCell>) -> Result<(), PaperRefusal> {
        let start = self.paper.text.len();
        if start + line.text.len() > MAX_TEXT {
            return Err(PaperRefusal::TooLarge);
        }
        self.paper.text.push_str(&line.text);
        self.paper.text.push('\n');
        self.paper.marked.extend(line.marked.iter().map(|mark| start + mark.start..start + mark.end));
        let mut at = start;
        for part in line.text.split('\n') {
            let (inside, end) = (part.trim_matches(is_blank), at + part.len() + 1);
            if !inside.is_empty() {
                let before = part.len() - part.trim_start_matches(is_blank).len();
                let range = at + before..at + before + inside.len();
                self.paper.pieces.push(Piece { range, line: self.line, cell });
            }
            at = end;
        }
        Ok(())
    }

    /// Says that a line may go on in the next one.
    pub(super) fn wrapped(mut self) -> Self {
        self.paper.wrapped = true;
        self
    }

    pub(super) fn sheet(&mut self, name: String) {
        self.paper.sheets.push(name);
    }

    pub(super) fn picture(&mut self) {
        self.paper.pictures = self.paper.pictures.saturating_add(1);
    }

    pub(super) fn finish(self) -> OldPaper {
        self.paper
    }
}
