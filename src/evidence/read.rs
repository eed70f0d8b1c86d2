//! Reads records from rows.

use std::sync::Arc;

use super::MAX_RECORDS;
use super::model::{Record, Told};
use super::problems::Problems;
use super::row::{Cell, CellText, Row};
use crate::calendar::When;
use crate::filing::{Choices, InputProblem, Problem};
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, RecordKey, RecordState};
use crate::vocabulary::words;

/// The form of the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The kind of the record, a word of a closed list.
    Kind,
    /// Whether it is claimed or confirmed, a word of a closed list.
    State,
    /// A date in ISO or era form.
    Day,
    /// Yes or no.
    Flag,
    /// A whole number, zero or more.
    Number,
    /// A single text.
    Text,
    /// Several texts; in a table separated by 「、」, comma, semicolon or line break.
    Texts,
}

/// Returns the form in which the value of a key is written.
pub fn form(key: RecordKey) -> Form {
    use RecordKey as K;
    match key {
        K::Kind => Form::Kind,
        K::State => Form::State,
        K::Date
        | K::ValidTo
        | K::KeptUntil
        | K::Reported
        | K::WrittenReport
        | K::Commission
        | K::CommissionFinal
        | K::PersonsTold
        | K::Applied
        | K::Approved
        | K::Entered => Form::Day,
        K::Announced | K::Sensitive | K::Wrongful | K::Damage | K::Encrypted => Form::Flag,
        K::Count
        | K::Quantity
        | K::Sent
        | K::Received
        | K::Processed
        | K::Delivered
        | K::Spoiled
        | K::Destroyed
        | K::Returned
        | K::Out
        | K::In
        | K::People
        | K::Sheets => Form::Number,
        K::Part
        | K::Supersedes
        | K::At
        | K::Data
        | K::Persons
        | K::Measures
        | K::Handlers
        | K::Serials
        | K::SubcontractorsUsed => Form::Texts,
        _ => Form::Text,
    }
}

/// Reads the rows of a file. What is wrong in a row is a problem at its place, and the rest of the row is read.
pub fn records<'d>(path: &Arc<str>, rows: impl IntoIterator<Item = Row<'d>>) -> (Vec<Record>, Vec<InputProblem>) {
    records_up_to(MAX_RECORDS, path, rows)
}

/// Reads at most `limit` rows, and reports where the rest begins.
fn records_up_to<'d>(
    limit: usize,
    path: &Arc<str>,
    rows: impl IntoIterator<Item = Row<'d>>,
) -> (Vec<Record>, Vec<InputProblem>) {
    let mut problems = Problems::default();
    let mut records = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        if at == limit {
            let problem = Problem::TooMany { what: "records", limit };
            problems.push(InputProblem { problem, pointer: row.pointer, span: row.span });
            break;
        }
        if !is_unfilled(&row) {
            records.extend(record(path, &row, &mut problems));
        }
    }
    (records, problems.end())
}

/// True if a row says which record is owed, and nothing yet of what was done: a template has such rows for people to fill in.
fn is_unfilled(row: &Row<'_>) -> bool {
    use RecordKey as K;
    let about = [K::Filing, K::Part, K::Kind, K::Step, K::Job, K::Of, K::At, K::Data, K::Owed];
    let mut said = row.cells.iter().filter(|cell| !is_blank(cell)).map(|cell| known(&cell.key));
    let owed = row.cells.iter().any(|cell| known(&cell.key) == Some(K::Owed) && !is_blank(cell));
    owed && said.all(|key| key.is_some_and(|key| about.contains(&key)))
}

/// True if nothing stands in a cell.
fn is_blank(cell: &Cell<'_>) -> bool {
    cell.values.as_ref().is_some_and(|values| values.iter().all(|value| value.text.trim().is_empty()))
}

fn record(path: &Arc<str>, row: &Row<'_>, problems: &mut Problems) -> Option<Record> {
    let mut reading = Reading { row, problems };
    let (mut kind, mut filing) = (None, None);
    let mut told: Vec<(RecordKey, Told, Span)> = Vec::new();
    for cell in &row.cells {
        let Some(key) = reading.key(cell) else { continue };
        let Some(values) = reading.values(cell, key) else { continue };
        let Some(first) = values.first() else { continue };
        if told.iter().any(|(known, ..)| *known == key) {
            reading.report(
                cell,
                cell.span,
                Problem::DuplicateId { id: cell.key.to_string(), first_line: row.span.line },
            );
            continue;
        }
        match key {
            RecordKey::Kind => kind = reading.word(cell, first),
            RecordKey::Filing => filing = Some(Box::from(first.text.trim())),
            _ => told.extend(reading.told(cell, key, &values).map(|it| (key, it, first.span))),
        }
    }
    let has = |key: RecordKey| row.cells.iter().any(|cell| known(&cell.key) == Some(key) && !is_blank(cell));
    for key in [RecordKey::Filing, RecordKey::Kind] {
        if !has(key) {
            let problem = Problem::MissingKey { key: key.word().to_owned() };
            reading.problems.push(InputProblem { problem, pointer: row.pointer.clone(), span: row.span });
        }
    }
    let (kind, filing) = (kind?, filing?);
    Some(Record { kind, filing, path: Arc::clone(path), span: row.span, pointer: row.pointer.clone().into(), told })
}

/// The key that a heading or key names. White space in it does not count, as forms space a short heading out or break a
/// long one into lines.
pub(super) fn known(key: &str) -> Option<RecordKey> {
    let spaced = || words::lookup(RecordKey::TABLE, &key.split_whitespace().collect::<String>());
    words::lookup(RecordKey::TABLE, key).or_else(spaced).and_then(RecordKey::from_position)
}

struct Reading<'r> {
    row: &'r Row<'r>,
    problems: &'r mut Problems,
}

impl Reading<'_> {
    fn report(&mut self, cell: &Cell<'_>, span: Span, problem: Problem) {
        let pointer = match self.row.pointer.as_str() {
            "" => String::new(),
            row => format!("{row}/{}", cell.key),
        };
        self.problems.push(InputProblem { problem, pointer, span });
    }

    fn key(&mut self, cell: &Cell<'_>) -> Option<RecordKey> {
        let key = known(&cell.key);
        if key.is_none() {
            let accepted = words::accepted(RecordKey::TABLE);
            let accepted = accepted.iter().map(String::as_str);
            let suggestion = text::suggest_after(self.problems.len(), &cell.key, accepted).map(str::to_owned);
            self.report(
                cell,
                cell.span,
                Problem::UnknownKey { key: cell.key.to_string(), suggestion, keys: Choices::default() },
            );
        }
        key
    }

    /// Returns the texts of a cell, separated where the key takes several; blank ones are left out.
    fn values<'c>(&mut self, cell: &'c Cell<'_>, key: RecordKey) -> Option<Vec<CellText<'c>>> {
        let several = form(key) == Form::Texts;
        let Some(values) = cell.values.as_ref().filter(|values| several || values.len() < 2) else {
            self.report(cell, cell.span, Problem::wrong_type(vec!["string"]));
            return None;
        };
        let divided = |value: &'c CellText<'_>| {
            let parts = value.text.split(move |c: char| several && matches!(c, '、' | ',' | ';' | '；' | '，' | '\n'));
            parts
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| CellText { text: part.into(), span: value.span })
        };
        Some(values.iter().flat_map(divided).collect())
    }

    /// Reads a word of a closed list.
    fn word<T: Enumerated>(&mut self, cell: &Cell<'_>, value: &CellText<'_>) -> Option<T> {
        let found = words::lookup(T::TABLE, &value.text).and_then(T::from_position);
        if found.is_none() {
            let problem = Problem::unknown_value(T::TABLE, &value.text, self.problems.len());
            self.report(cell, value.span, problem);
        }
        found
    }

    fn told(&mut self, cell: &Cell<'_>, key: RecordKey, values: &[CellText<'_>]) -> Option<Told> {
        let first = values.first()?;
        match form(key) {
            Form::Day => match When::parse(&first.text) {
                Ok(when) => return Some(when.into()),
                Err(problem) => {
                    let reason = problem.word();
                    self.report(cell, first.span, Problem::BadDate { value: first.text.to_string(), reason });
                }
            },
            Form::Flag => match text::flag(&first.text) {
                Some(flag) => return Some(Told::Flag(flag)),
                None => self.report(cell, first.span, Problem::wrong_type(vec!["boolean"])),
            },
            Form::Number => match text::number(&first.text) {
                Some(number) => return Some(Told::Number(number)),
                None => {
                    let suggestion = text::meant_number(&first.text).map(|number| number.to_string());
                    let problem = Problem::WrongType { expected: vec!["integer"], suggestion, words: None };
                    self.report(cell, first.span, problem);
                }
            },
            Form::State => {
                return self.word::<RecordState>(cell, first).map(|it| Told::Text(it.word().into()));
            }
            Form::Texts => return Some(Told::Texts(values.iter().map(|value| Box::from(&*value.text)).collect())),
            Form::Text | Form::Kind => return Some(Told::Text(Box::from(&*first.text))),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beyond_the_limit_are_left_unread_and_reported_once() {
        let cell = |key: &'static str, text: &'static str, line| {
            let span = Span::character(line, 5);
            Cell { key: key.into(), span, values: Some(vec![CellText { text: text.into(), span }]) }
        };
        let row = |line| {
            let cells = vec![cell("filing", "a", line), cell("kind", "training", line)];
            Row { span: Span::character(line, 3), pointer: format!("/records/{line}"), cells }
        };
        for (rows, read, reported) in [(2, 2, None), (3, 3, None), (4, 3, Some(3)), (9, 3, Some(3))] {
            let (records, problems) = records_up_to(3, &"a".into(), (0..rows).map(row));
            let reported = reported.map(|line| InputProblem {
                problem: Problem::TooMany { what: "records", limit: 3 },
                pointer: format!("/records/{line}"),
                span: Span::character(line, 3),
            });
            assert_eq!((records.len(), problems), (read, reported.into_iter().collect()), "{rows}");
        }
    }
}
