//! Records that a later one takes the place of.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::join::Unresolved;
use super::model::Record;
use crate::filing::{Choices, InputProblem, Problem};
use crate::text;
use crate::vocabulary::enumerations::RecordKey;

/// A record that no longer counts, and the one that takes its place.
#[derive(Debug, Clone)]
pub struct Superseded {
    /// The record that no longer counts.
    pub record: Record,
    /// The record that says so.
    pub by: Record,
}

/// Divides the records of a filing into those that stand and those that a later one supersedes. A document that no other
/// record has is a problem at its place.
pub fn standing(records: Vec<Record>) -> (Vec<Record>, Vec<Superseded>, Vec<Unresolved>) {
    let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, record) in records.iter().enumerate() {
        if let Some(document) = record.text(RecordKey::Document) {
            known.entry(document).or_default().push(at);
        }
    }
    let mut gone: HashMap<usize, usize> = HashMap::new();
    let mut problems = Vec::new();
    for (at, record) in records.iter().enumerate() {
        for document in record.texts(RecordKey::Supersedes) {
            let named = known.get(document).map(Vec::as_slice).unwrap_or_default();
            let earlier = named.iter().copied().filter(|other| *other != at);
            let earlier: Vec<usize> = earlier.filter(|other| is_later(record, &records[*other])).collect();
            if earlier.is_empty() {
                problems.push(unknown(record, document, known.keys().copied(), problems.len()));
            }
            gone.extend(earlier.into_iter().map(|other| (other, at)));
        }
    }
    if gone.is_empty() {
        return (records, Vec::new(), problems);
    }
    let superseded: BTreeSet<usize> = gone.keys().copied().collect();
    let pairs = superseded
        .iter()
        .filter_map(|at| Some(Superseded { record: records[*at].clone(), by: records[*gone.get(at)?].clone() }));
    let pairs = pairs.collect();
    let stand = records.into_iter().enumerate().filter(|(at, _)| !superseded.contains(at)).map(|(_, it)| it);
    (stand.collect(), pairs, problems)
}

/// True unless the days of two records show that the first is the earlier one.
fn is_later(record: &Record, other: &Record) -> bool {
    record.date().zip(other.date()).is_none_or(|(own, other)| own >= other)
}

fn unknown<'d>(record: &Record, document: &str, known: impl Iterator<Item = &'d str>, problems: usize) -> Unresolved {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    let suggestion = text::suggest_after(problems, document, known.into_iter()).map(str::to_owned);
    let problem =
        Problem::DanglingReference { kind: "record", id: document.to_owned(), suggestion, known: Choices::default() };
    let place = record.place(RecordKey::Supersedes);
    (Arc::clone(&record.path), InputProblem { problem, pointer: record.pointer.to_string(), span: place })
}
