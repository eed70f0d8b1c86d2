//! What is wrong in what the packs have for those who begin a filing, beyond the form of their files.

use std::collections::BTreeSet;

use super::said::{Brief, head};
use crate::check::{self, Speaker};
use crate::filing;
use crate::filing::format::FILING;
use crate::policy::{FlowPattern, Policy, PolicyProblem, PolicyTrouble, Starts};
use crate::source::{Document, Span, TreeShape};
use crate::text::suggest;
use crate::vocabulary::enumerations::{Action, Enumerated};
use crate::vocabulary::shape::{MapShape, Shape};

/// Finds patterns that are no filings, and keys that the format does not have.
pub fn defects(starts: &Starts, policy: &Policy, speaker: Speaker<'_>) -> Vec<PolicyProblem> {
    let known = keys();
    let mut problems = Vec::new();
    for row in &starts.renewal.rows {
        for (key, span) in row.keys.iter().filter(|(key, _)| !known.contains(key)) {
            let suggestion = suggest(key, known.iter().map(String::as_str)).map(str::to_owned);
            let trouble = PolicyTrouble::UnknownKey { key: key.clone(), suggestion };
            problems.push(PolicyProblem { file: row.file.clone(), span: *span, trouble });
        }
    }
    for pattern in &starts.patterns {
        problems.extend(wrong(pattern, policy, speaker));
    }
    problems
}

/// Reads a pattern as the filing that it will be.
fn wrong(pattern: &FlowPattern, policy: &Policy, speaker: Speaker<'_>) -> Vec<PolicyProblem> {
    let jurisdiction = policy.jurisdictions.first().map_or(policy.id.as_str(), String::as_str);
    let said = Brief { id: &pattern.id, jurisdiction, title: None, names: &[], term: None, lang: speaker.lang };
    let mut whole = head(&said);
    let TreeShape::Map(entries) = &pattern.filing.shape else { return Vec::new() };
    for (key, at, value) in entries {
        // A key of the head stands twice then, and is told as such.
        whole.append(key, *at, value.clone());
    }
    let repeated = whole.take_repeated();
    let repeated = repeated.into_iter().map(|key| (Span::START, PolicyTrouble::UnknownKey { key, suggestion: None }));
    let document = Document::from_tree(&whole, None);
    let (_, problems) = filing::read(&document, &policy.words);
    let problems = problems.into_iter().filter_map(|problem| {
        let finding = check::input_problem(speaker, &problem, None)?;
        Some((finding.span, PolicyTrouble::NoFiling { said: finding.message }))
    });
    let all = repeated.chain(problems);
    all.map(|(span, trouble)| PolicyProblem { file: pattern.file.clone(), span, trouble }).collect()
}

/// Returns every key that a row of a renewal may name.
fn keys() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = Action::TABLE.values.iter().map(|word| format!("action.{word}")).collect();
    let mut seen = BTreeSet::new();
    gather(&FILING, &mut found, &mut seen);
    found
}

fn gather(map: &'static MapShape, found: &mut BTreeSet<String>, seen: &mut BTreeSet<&'static str>) {
    if !seen.insert(map.name) {
        return;
    }
    for key in map.keys {
        found.insert(format!("{}.{}", map.name, key.name));
        below(&key.shape, found, seen);
    }
}

fn below(shape: &'static Shape, found: &mut BTreeSet<String>, seen: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Map(map) => gather(map, found, seen),
        Shape::List(inside) | Shape::OneOrMany(inside) | Shape::Dict(inside) => below(inside, found, seen),
        Shape::Either(all) => all.iter().for_each(|one| below(one, found, seen)),
        _ => {}
    }
}
