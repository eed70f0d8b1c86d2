//! Reads records from the lines of a table: first the headings, then the rows below them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Table;
use crate::evidence::problems::Problems;
use crate::evidence::read::{Form, form, known, records};
use crate::evidence::row::{Cell, CellText, Row};
use crate::filing::{Choices, InputProblem, Problem};
use crate::source::{Span, composed};
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, RecordKey};
use crate::vocabulary::words;

/// Number of lines from the top among which the row of headings is looked for.
const HEADING_LINES: u32 = 10;

/// One line of a table, without blank cells.
#[derive(Debug)]
pub(super) struct TableLine<'d> {
    /// Line of the text, or row of the sheet, counted from 1.
    pub(super) number: u32,
    /// Number of fields, including blank ones; `None` where it has no significance.
    pub(super) fields: Option<usize>,
    /// Columns, counted from 1, with their texts.
    pub(super) cells: Vec<(u32, Cow<'d, str>)>,
}

/// Returns the place of a cell.
pub(super) fn place(line: u32, column: u32) -> Span {
    Span::character(line, column)
}

/// Reads lines up to the end; none where they have no headings.
pub(super) fn table<'d>(path: Arc<str>, lines: impl Iterator<Item = TableLine<'d>>) -> Option<Table> {
    let mut lines = lines.map(joined);
    let mut near = lines.by_ref().take_while(|line| line.number <= HEADING_LINES);
    let heading = near.find(|line| line.cells.iter().any(|(_, text)| known(text) == Some(RecordKey::Kind)))?;
    let mut troubles = Troubles::default();
    let headings = Headings::of(&heading, &mut troubles);
    let missing = headings.missing(&heading);
    let unread = missing.is_some();
    let (records, mut problems) = match missing {
        Some(problem) => (Vec::new(), vec![problem]),
        None => records(&path, lines.filter_map(|line| headings.row(line, &mut troubles))),
    };
    problems.extend(troubles.problems.end());
    Some(Table { path, records, problems, unread })
}

/// A line whose marks are joined with their letters, as those of a filing are.
fn joined(mut line: TableLine<'_>) -> TableLine<'_> {
    for (_, text) in &mut line.cells {
        if let Cow::Owned(composed) = composed(text) {
            *text = Cow::Owned(composed);
        }
    }
    line
}

/// What is wrong with the table itself.
#[derive(Default)]
struct Troubles {
    problems: Problems,
    /// Columns without a heading in which something was found.
    unheaded: BTreeSet<u32>,
}

impl Troubles {
    fn report(&mut self, line: u32, column: u32, problem: Problem) {
        self.problems.push(at_cell(line, column, problem));
    }
}

/// What each column contains.
struct Headings<'d> {
    columns: BTreeMap<u32, Column<'d>>,
    fields: Option<usize>,
}

enum Column<'d> {
    /// A known key, with its heading as written.
    Known(RecordKey, Cow<'d, str>),
    /// A heading that is not known, and has been reported.
    Unknown,
}

impl<'d> Headings<'d> {
    fn of(line: &TableLine<'d>, troubles: &mut Troubles) -> Self {
        let mut headings = Headings { columns: BTreeMap::new(), fields: line.fields };
        for (at, text) in &line.cells {
            let key = known(text);
            let twice = key.is_some_and(|key| headings.column(key).is_some());
            let problem = match key {
                Some(key) if !twice => {
                    headings.columns.insert(*at, Column::Known(key, text.clone()));
                    continue;
                }
                Some(_) => Problem::DuplicateKey { key: text.to_string(), first_line: line.number },
                None => {
                    let accepted = words::accepted(RecordKey::TABLE);
                    let suggestion = text::suggest(text, accepted.iter().map(String::as_str)).map(str::to_owned);
                    Problem::UnknownKey { key: text.to_string(), suggestion, keys: Choices::default() }
                }
            };
            headings.columns.insert(*at, Column::Unknown);
            troubles.report(line.number, *at, problem);
        }
        headings
    }

    /// Returns the column of a key, with its heading.
    fn column(&self, wanted: RecordKey) -> Option<(u32, &str)> {
        self.columns.iter().find_map(|(at, column)| match column {
            Column::Known(key, text) if *key == wanted => Some((*at, &**text)),
            _ => None,
        })
    }

    /// Reports a key that every record needs and that has no column.
    fn missing(&self, heading: &TableLine<'_>) -> Option<InputProblem> {
        let (kind, text) = self.column(RecordKey::Kind)?;
        if self.column(RecordKey::Filing).is_some() {
            return None;
        }
        let words = words::value(RecordKey::TABLE, RecordKey::Filing.position());
        let japanese = words.filter(|_| text != RecordKey::Kind.word()).map(|words| words.name.ja.clone());
        let key = japanese.unwrap_or_else(|| RecordKey::Filing.word().to_owned());
        Some(at_cell(heading.number, kind, Problem::MissingKey { key }))
    }

    /// Returns the row of a line; `None` if the line is blank, or cannot be read.
    fn row<'r>(&'r self, line: TableLine<'r>, troubles: &mut Troubles) -> Option<Row<'r>> {
        if line.cells.is_empty() {
            return None;
        }
        if let (Some(fields), Some(headings)) = (line.fields, self.fields)
            && fields > headings
        {
            let column = u32::try_from(headings).unwrap_or(u32::MAX).saturating_add(1);
            troubles.report(line.number, column, Problem::Ragged { fields, headings });
            return None;
        }
        let number = line.number;
        let mut cells = Vec::with_capacity(line.cells.len());
        for (at, text) in line.cells {
            match self.columns.get(&at) {
                Some(Column::Known(key, heading)) => cells.push(cell(*key, heading, text, place(number, at))),
                Some(Column::Unknown) => {}
                None if troubles.unheaded.insert(at) => troubles.report(number, at, Problem::NoHeading),
                None => {}
            }
        }
        let lacking = [RecordKey::Filing, RecordKey::Kind].into_iter().find_map(|key| {
            let (at, heading) = self.column(key)?;
            let told = cells.iter().any(|cell| cell.span.column == at);
            (!told).then_some((at, heading))
        });
        match lacking {
            _ if cells.is_empty() => None,
            Some((at, heading)) => {
                troubles.report(number, at, Problem::MissingKey { key: heading.to_owned() });
                None
            }
            None => Some(Row { span: place(number, 1), pointer: String::new(), cells }),
        }
    }
}

fn cell<'r>(key: RecordKey, heading: &'r str, text: Cow<'r, str>, span: Span) -> Cell<'r> {
    let text = if form(key) == Form::Day { day(text) } else { text };
    Cell { key: Cow::Borrowed(heading), span, values: Some(vec![CellText { text, span }]) }
}

/// Returns a date without the time of day that a spreadsheet appends.
fn day(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_time = |text: &str| text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    match text.trim_end().rsplit_once([' ', 'T']) {
        Some((day, time)) if is_time(time) => Cow::Owned(day.to_owned()),
        _ => text,
    }
}

fn at_cell(line: u32, column: u32, problem: Problem) -> InputProblem {
    InputProblem { problem, pointer: String::new(), span: place(line, column) }
}
