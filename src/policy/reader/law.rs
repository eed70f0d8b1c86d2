//! Reads the laws that filings cite: their names, and what their provisions govern on which days.

use super::common::effective;
use super::reading::PolicyReading;
use crate::policy::model::{Effective, Enactment, Law, Policy};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::text::{self, Provision};

/// The keys of a law.
const KEYS: &[&str] = &["id", "title", "names", "effective", "read_to", "successor", "enactments"];

/// The keys of an enactment.
const ENACTMENT: &[&str] = &["at", "from", "to", "matter", "words", "paragraphs", "successor"];

/// Reads `laws.yaml`.
pub(in crate::policy) fn law_file(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(root, &["laws"]);
    laws(reading, root, policy);
}

/// Reads the list `laws` of a file.
pub(in crate::policy) fn laws(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    for node in reading.list(root, "laws") {
        reading.keys(node, KEYS);
        let Some(id) = reading.required(node, "id").and_then(|id| id.text()) else { continue };
        let rows = reading.list(node, "enactments");
        let law = Law {
            title: reading.both(node, "title"),
            effective: effective(reading, node.get("effective")),
            names: words(reading, node, "names"),
            read_to: node.get("read_to").and_then(|day| reading.day(day)).map(|when| when.last),
            successor: node.get("successor").map(|_| reading.both(node, "successor")),
            enactments: rows.into_iter().filter_map(|row| enactment(reading, row)).collect(),
        };
        if policy.laws.insert(id.to_owned(), law).is_some() {
            reading.report(node.head(), PolicyTrouble::DuplicateId { id: id.to_owned() });
        }
    }
}

fn enactment(reading: &mut PolicyReading<'_>, row: Node<'_>) -> Option<Enactment> {
    reading.keys(row, ENACTMENT);
    let at = reading.required(row, "at")?;
    let Some(place) = at.text().and_then(|text| Provision::parse(&text::item_name(text))) else {
        reading.report(at.span(), PolicyTrouble::BadValue { expected: "provision" });
        return None;
    };
    Some(Enactment {
        at: place,
        days: between(reading, row),
        matter: reading.both(row, "matter"),
        words: words(reading, row, "words"),
        paragraphs: row.get("paragraphs").and_then(|number| u32::try_from(number.as_int()?).ok()),
        successor: row.get("successor").map(|_| reading.both(row, "successor")),
    })
}

/// Reads the days that a row states itself, under `from` and `to`.
fn between(reading: &mut PolicyReading<'_>, row: Node<'_>) -> Effective {
    let mut bound = |key| reading.day(row.get(key)?);
    Effective { from: bound("from").map(|when| when.first), to: bound("to").map(|when| when.last) }
}

/// Reads words that are looked for in texts.
fn words(reading: &mut PolicyReading<'_>, node: Node<'_>, key: &str) -> Vec<String> {
    reading.texts(node, key).iter().map(|word| text::item_name(word).into_owned()).collect()
}
