//! A paper that an office has kept: what is written on it, in lines and in the cells of its tables, whatever program made it.
//!
//! Owns reading documents (.docx), workbooks (.xlsx) and plain text to this one form, and how much of one is read. Leaves to
//! others what the words mean.

mod build;
mod document;
mod grid;
mod package;
mod plain;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::cells;
use crate::source::Unreadable;

/// What one paper may cost.
const MAX_UNPACKED: usize = 200_000_000;
/// Maximum number of bytes of what is written on a paper.
const MAX_TEXT: usize = 5_000_000;

/// What is written on a paper.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct OldPaper {
    /// All of it, each piece on a line of its own.
    pub text: String,
    /// The pieces that hold it, in the order in which they are read. None is blank, and between them is nothing but blanks.
    pub pieces: Vec<Piece>,
    /// What is both bold and underlined, by its bytes in the text.
    pub marked: Vec<Range<usize>>,
    /// True if a line may go on in the next one: those of a text end where the page did, those of a workbook where the cell does.
    pub wrapped: bool,
    /// Names of the sheets, by the numbers of their tables, where the paper is a workbook.
    pub sheets: Vec<String>,
    /// How many things were seen on it that hold no text that can be read: pictures, charts, embedded files.
    pub pictures: usize,
}

/// A line of a paragraph or of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The line that it is on, counted from 1: of a text, or of the paragraphs of a document.
    pub line: u32,
    /// The cell that it stands in; `None` outside tables.
    pub cell: Option<PaperCell>,
}

impl From<cells::Refusal> for PaperRefusal {
    fn from(why: cells::Refusal) -> Self {
        match why {
            cells::Refusal::Old => PaperRefusal::Old,
            cells::Refusal::Broken => PaperRefusal::Broken,
            cells::Refusal::Sheets | cells::Refusal::Cells | cells::Refusal::Bytes | cells::Refusal::Texts => {
                PaperRefusal::TooLarge
            }
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PaperCell {
    /// The table, counted from 0 in the order in which tables begin.
    pub table: u32,
    /// Row, counted from 1.
    pub row: u32,
    /// Column, counted from 1; a cell that spans several has the first of them.
    pub column: u32,
}

/// Why a paper is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperRefusal {
    /// A file of the time before .docx and .xlsx, of Ichitaro, or one with a password.
    Old,
    /// A PDF.
    Pdf,
    /// An archive that is neither document nor workbook.
    Other,
    /// Damaged.
    Broken,
    /// More text, more unpacked bytes or deeper nesting than is allowed.
    TooLarge,
    /// No text in an encoding that can be read.
    Text(Unreadable),
    /// Nothing is written on it.
    Blank,
}

/// Reads a paper.
///
/// # Errors
/// Why nothing of it is read: a paper is read to its end or not at all.
pub fn read(bytes: Vec<u8>) -> Result<OldPaper, PaperRefusal> {
    let paper = if bytes.starts_with(b"%PDF") {
        return Err(PaperRefusal::Pdf);
    } else if cells::is_workbook(&bytes) {
        match package::kind(&bytes)? {
            package::PackageKind::Document(part) => document::read(&bytes, &part)?,
            package::PackageKind::Workbook => grid::read(bytes)?,
        }
    } else {
        plain::read(bytes)?
    };
    if paper.pieces.is_empty() { Err(PaperRefusal::Blank) } else { Ok(paper) }
}

impl OldPaper {
    /// Returns the text of a piece.
    pub fn written(&self, piece: &Piece) -> &str {
        self.text.get(piece.range.clone()).unwrap_or_default()
    }

    /// Returns how many characters are written on it, blanks left out.
    pub fn count(&self) -> usize {
        self.text.chars().filter(|c| !is_blank(*c)).count()
    }
}

/// True for what parts words and lines, and is nothing itself.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}')
}
