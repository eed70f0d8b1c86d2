//! Text, as it comes when all of a document is copied: lines, and tabs between the cells of a table.

use super::build::{PaperBuilder, WrittenLine};
use super::{MAX_TEXT, OldPaper, PaperCell, PaperRefusal};
use crate::source::{Limits, SourceFile, shift_jis};

/// Marks that programs leave in a text which they turned into one: they say how a line looked, and are not written on it.
const MARKUP: [&str; 17] = [
    "<p>", "</p>", "<u>", "</u>", "<b>", "</b>", "<ol>", "</ol>", "<ul>", "</ul>", "<li>", "</li>", "<br>", "<br/>",
    "<br />", "</br>", "**",
];

/// Reads a text in UTF-8, or in the encoding of Windows in Japan.
pub(super) fn read(bytes: Vec<u8>) -> Result<OldPaper, PaperRefusal> {
    let bytes = shift_jis(&bytes).map_or(bytes, String::into_bytes);
    let limits = Limits { bytes: MAX_TEXT, ..Limits::default() };
    let source = SourceFile::decode(String::new(), bytes, &limits).map_err(PaperRefusal::Text)?;
    let mut paper = PaperBuilder::default().wrapped();
    let (mut table, mut row) = (0, 0);
    for number in 1..=source.line_count() {
        let line = source.line(number);
        if !line.trim_end().contains('\t') {
            // The next line with tabs begins another table.
            if row > 0 && !line.trim().is_empty() {
                (table, row) = (table + 1, 0);
            }
            paper.line(&cleaned(line), None)?;
            continue;
        }
        row += 1;
        paper.line(&WrittenLine::default(), None)?;
        for (column, cell) in (1..).zip(line.split('\t')) {
            paper.more(&cleaned(cell), Some(PaperCell { table, row, column }))?;
        }
    }
    Ok(paper.finish())
}

/// Returns a line without the marks of its look.
fn cleaned(line: &str) -> WrittenLine {
    let mut text = line.to_owned();
    for mark in MARKUP {
        if text.contains(mark) {
            text = text.replace(mark, "\n");
        }
    }
    WrittenLine { text, marked: Vec::new() }
}
