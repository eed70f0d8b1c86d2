//! Reads what checklists and special clauses say in full.

use super::paper::spellings;
use super::reading::PolicyReading;
use crate::policy::model::{ChecklistText, ClauseParagraph, ClauseText, Policy, RowText};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::text;

/// Reads what the rows of a checklist say, with the id of the checklist.
pub(in crate::policy) fn checklist_text(
    reading: &mut PolicyReading<'_>,
    root: Node<'_>,
    policy: &Policy,
) -> Option<(String, ChecklistText)> {
    reading.keys(root, &["checklist", "title", "subtitle", "headings", "sides", "rows"]);
    let id = known(reading, root, "checklist", policy.checklists.keys())?;
    let form = policy.checklists.get(&id)?;
    let mut rows = Vec::new();
    for (row, span, node) in root.get("rows").into_iter().flat_map(|map| map.entries()) {
        reading.keys(node, &["principal", "agent"]);
        let Some(own) = form.rows.iter().find(|own| own.id == row) else {
            unknown(reading, span, "row", row, form.rows.iter().map(|own| &own.id));
            continue;
        };
        for (side, there) in [("principal", own.principal), ("agent", own.agent)] {
            if !there && let Some(text) = node.get(side) {
                reading.report(text.span(), PolicyTrouble::BadValue { expected: "row-of-this-side" });
            }
        }
        rows.push(RowText {
            id: row.to_owned(),
            principal: spellings(reading, node.get("principal")),
            agent: spellings(reading, node.get("agent")),
        });
    }
    let headings = reading.required(root, "headings")?;
    reading.keys(headings, &["marks", "measures"]);
    let sides = reading.required(root, "sides")?;
    reading.keys(sides, &["principal", "agent"]);
    let heading = |key| headings.get(key).and_then(|text| text.text()).unwrap_or_default().to_owned();
    let (marks, measures) = (heading("marks"), heading("measures"));
    let text = ChecklistText {
        titles: spellings(reading, root.get("title")),
        subtitle: root.get("subtitle").and_then(|text| text.text()).map(str::to_owned),
        marks,
        measures,
        principal: spellings(reading, sides.get("principal")),
        agent: spellings(reading, sides.get("agent")),
        rows,
    };
    Some((id, text))
}

/// Reads what special clauses say, with the id of the clause form.
pub(in crate::policy) fn clause_text(
    reading: &mut PolicyReading<'_>,
    root: Node<'_>,
    policy: &Policy,
) -> Option<(String, ClauseText)> {
    reading.keys(root, &["clauses", "title", "texts"]);
    let id = known(reading, root, "clauses", policy.clauses.keys())?;
    let form = policy.clauses.get(&id)?;
    let mut clauses = Vec::new();
    for row in reading.list(root, "texts") {
        reading.keys(row, &["number", "heading", "text"]);
        let number = reading.required(row, "number").and_then(|number| number.text());
        let text = reading.required(row, "text").and_then(|text| text.text());
        let (Some(number), Some(text)) = (number, text) else { continue };
        if !form.items.iter().any(|(own, _)| own == number) {
            unknown(reading, row.head(), "clause", number, form.items.iter().map(|(own, _)| own));
        }
        clauses.push(ClauseParagraph {
            number: number.to_owned(),
            heading: row.get("heading").and_then(|text| text.text()).map(str::to_owned),
            text: text.trim_end().to_owned(),
        });
    }
    Some((id, ClauseText { titles: spellings(reading, root.get("title")), clauses }))
}

/// Reads the id of a form that a policy has; any other is reported.
fn known<'p>(
    reading: &mut PolicyReading<'_>,
    root: Node<'_>,
    key: &'static str,
    ids: impl Iterator<Item = &'p String> + Clone,
) -> Option<String> {
    let node = reading.required(root, key)?;
    let id = node.text().unwrap_or_default();
    if ids.clone().any(|own| own == id) {
        return Some(id.to_owned());
    }
    unknown(reading, node.span(), key, id, ids);
    None
}

fn unknown<'p>(
    reading: &mut PolicyReading<'_>,
    span: crate::source::Span,
    kind: &'static str,
    id: &str,
    known: impl Iterator<Item = &'p String>,
) {
    let suggestion = text::suggest(id, known.map(String::as_str)).map(str::to_owned);
    reading.report(span, PolicyTrouble::UnknownReference { kind, id: id.to_owned(), suggestion });
}
