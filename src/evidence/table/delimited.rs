//! Reads the lines of text that is separated by commas or tabs.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::Arc;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::rows::{self, TableLine};
use super::{MAX_BYTES, Table};
use crate::filing::{InputProblem, Problem};
use crate::source::{Limits, SourceFile, shift_jis};

/// A last record that no text contains, since none may contain NUL: if it is not read as it is, an open quote swallowed
/// it.
const END: &str = "\0";

/// Reads the table of a text in UTF-8, or in Shift_JIS as spreadsheets in Japan save it.
pub(super) fn table(path: &str, bytes: Vec<u8>) -> Table {
    let name: Arc<str> = path.into();
    let bytes = shift_jis(&bytes).map_or(bytes, String::into_bytes);
    let limits = Limits { bytes: MAX_BYTES, ..Limits::default() };
    let source = match SourceFile::decode(path.to_owned(), bytes, &limits) {
        Ok(source) => source,
        Err(why) => return Table::failed(name, Problem::Unreadable(why)),
    };
    let mut open = None;
    for delimiter in *b",\t" {
        let mut lines = Lines::new(&source, delimiter);
        let found = rows::table(Arc::clone(&name), &mut lines);
        open = open.or(lines.open);
        if let Some(mut table) = found {
            table.broken_off(open);
            return table;
        }
    }
    match open {
        Some(problem) => Table::failed_at(name, problem),
        None => Table::failed(name, Problem::NoHeadings),
    }
}

struct Lines<'d> {
    source: &'d SourceFile,
    records: Reader<io::Chain<&'d [u8], io::Cursor<String>>>,
    record: StringRecord,
    /// The quote that is never closed, once it is found.
    open: Option<InputProblem>,
}

impl<'d> Lines<'d> {
    fn new(source: &'d SourceFile, delimiter: u8) -> Self {
        let text = source.text().as_bytes().chain(io::Cursor::new(format!("\n{END}\n")));
        let records = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
        Lines { source, records, record: StringRecord::new(), open: None }
    }

    /// Returns the line on which the record begins. The reader counts from the end of the previous record, which may be
    /// earlier.
    fn line(&self) -> u32 {
        let at = self.record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
        let rest = self.source.text().get(at..).unwrap_or_default();
        self.source.line_at(at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len()))
    }
}

impl Iterator for Lines<'_> {
    type Item = TableLine<'static>;

    fn next(&mut self) -> Option<Self::Item> {
        // The text is valid and any number of fields is allowed, so only the end of the text is no record.
        if !self.records.read_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        let number = self.line();
        let mut fields: Vec<&str> = self.record.iter().collect();
        if fields.last().is_some_and(|last| last.contains(END)) {
            fields.pop();
            if !fields.is_empty() || self.record.as_slice() != END {
                let above: usize = fields.iter().map(|field| field.matches('\n').count()).sum();
                let line = number.saturating_add(u32::try_from(above).unwrap_or(u32::MAX));
                let span = rows::place(line, column(fields.len()));
                self.open = Some(InputProblem { problem: Problem::OpenQuote, pointer: String::new(), span });
            }
            return None;
        }
        let cells = fields.iter().enumerate().filter(|(_, text)| !text.trim().is_empty());
        let cells = cells.map(|(at, text)| (column(at), Cow::Owned((*text).to_owned()))).collect();
        Some(TableLine { number, fields: Some(fields.len()), cells })
    }
}

/// Returns the column, counted from 1, of a position among the fields.
fn column(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}
