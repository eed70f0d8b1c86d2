//! Reads what rules and obligations rest on, and the sources that several of them name.

use super::entry::TextPair;
use super::reading::PolicyReading;
use crate::policy::model::{Basis, Policy, Sources};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::text;
use crate::words::Both;

/// The keys of `basis.yaml`.
const KEYS: &[&str] = &["sources", "adds"];

/// Reads a source or a list of them: each is written out, or is the id of one that `basis.yaml` has.
pub(in crate::policy) fn basis(reading: &mut PolicyReading<'_>, node: Option<Node<'_>>, known: &Sources) -> Vec<Basis> {
    let mut all = Vec::new();
    let rows = match node {
        None => Vec::new(),
        Some(list) if list.kind() == Kind::Seq => reading.rows(list),
        Some(one) => vec![one],
    };
    for row in rows {
        let Some(id) = row.text() else {
            all.push(source(reading, row));
            continue;
        };
        match known.get(id) {
            Some(basis) => all.push(basis.clone()),
            None => {
                let suggestion = text::suggest(id, known.keys().map(String::as_str)).map(str::to_owned);
                let trouble = PolicyTrouble::UnknownReference { kind: "source", id: id.to_owned(), suggestion };
                reading.report(row.span(), trouble);
            }
        }
    }
    all
}

/// Reads the `sources` of `basis.yaml`, which the rules of the pack and of its children may name.
pub(in crate::policy) fn sources(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(root, KEYS);
    for (id, span, node) in root.get("sources").into_iter().flat_map(|map| map.entries()) {
        let basis = source(reading, node);
        if policy.sources.insert(id.to_owned(), basis).is_some() {
            reading.report(span, PolicyTrouble::DuplicateId { id: id.to_owned() });
        }
    }
}

/// Reads the `adds` of `basis.yaml`: what the pack's own papers say of rules and records that its parents ask for.
/// It stands before what the parents cite, and in place of what these cite only in general.
pub(in crate::policy) fn added(reading: &mut PolicyReading<'_>, root: Node<'_>, policy: &mut Policy) {
    for (id, span, node) in root.get("adds").into_iter().flat_map(|map| map.entries()) {
        let own = basis(reading, Some(node), &policy.sources);
        let rules = policy.rules.iter_mut().filter(|rule| rule.id == id).map(|rule| &mut rule.basis);
        let duties = policy.obligations.iter_mut().filter(|duty| duty.id == id).map(|duty| &mut duty.basis);
        let mut found = false;
        for basis in rules.chain(duties) {
            basis.retain(|source| !source.general);
            basis.splice(0..0, own.iter().cloned());
            found = true;
        }
        if !found {
            let suggestion = text::suggest(id, policy.rules.iter().map(|rule| rule.id.as_str())).map(str::to_owned);
            reading.report(span, PolicyTrouble::UnknownReference { kind: "rule", id: id.to_owned(), suggestion });
        }
    }
}

fn source(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Basis {
    let text = node.get("text");
    // Its words may stand in the source itself.
    let own = text.is_none() && (node.get("ja").is_some() || node.get("en").is_some());
    let words: &[&str] = if own { &["ja", "en"] } else { &["text"] };
    reading.keys(node, &[words, &["seeds", "verified", "general", "as_of"]].concat());
    let text = match text {
        _ if own => TextPair::of(node).read(reading, "text"),
        Some(text) if text.kind() == Kind::Map => reading.both(node, "text"),
        text => Both::same(text.and_then(|text| text.text()).unwrap_or_default()),
    };
    let seeds = node.get("seeds").into_iter().flat_map(|list| list.items());
    let verified = node.get("verified").and_then(|flag| flag.as_bool()).unwrap_or(true);
    let as_of = node.get("as_of").and_then(|node| reading.day(node)).map(|when| when.last);
    Basis {
        text,
        seeds: seeds.filter_map(|seed| seed.text().map(str::to_owned)).collect(),
        verified,
        general: reading.flag(node, "general", false),
        as_of,
    }
}
