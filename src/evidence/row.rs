//! Rows before they are interpreted: headings and texts with their places.

use std::borrow::Cow;

use super::FORMAT;
use crate::filing::{Choices, InputProblem, Problem};
use crate::source::{Document, Kind, Node, Span};
use crate::text;

/// One row of a table, or one item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'d> {
    /// Where the row is in the file.
    pub span: Span,
    /// JSON Pointer of the item; empty for a table.
    pub pointer: String,
    /// What is written under each heading.
    pub cells: Vec<Cell<'d>>,
}

/// What is written under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'d> {
    /// The heading or key as written.
    pub key: Cow<'d, str>,
    /// The place of the key, or of the cell in a table.
    pub span: Span,
    /// The texts of the cell or list; `None` if what is written is no text at all.
    pub values: Option<Vec<CellText<'d>>>,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellText<'d> {
    /// The text as written.
    pub text: Cow<'d, str>,
    /// Where it is in the file.
    pub span: Span,
}

/// Returns the rows of a YAML document, each with the `filing` that the file names, and problems for unknown keys
/// beside them.
///
/// # Errors
/// The document is not marked as evidence.
pub fn rows_of(document: &Document) -> Result<(Vec<Row<'_>>, Vec<InputProblem>), Box<InputProblem>> {
    let root = document.root();
    if root.get("sekisho").and_then(|mark| mark.as_str()) != Some(FORMAT) {
        let problem = Problem::NotEvidence;
        return Err(Box::new(InputProblem { problem, pointer: String::new(), span: root.head() }));
    }
    let Some(list) = root.get("records").filter(|list| list.kind() == Kind::Seq) else {
        let problem = Problem::MissingKey { key: "records".to_owned() };
        return Err(Box::new(InputProblem { problem, pointer: String::new(), span: root.head() }));
    };
    let filing = root.entries().find(|(key, ..)| *key == "filing").map(|(key, span, node)| cell(key, span, node));
    let known = ["sekisho", "filing", "records"];
    let others = root.entries().filter(|(key, ..)| !known.contains(key)).map(|(key, span, _)| {
        let suggestion = text::suggest(key, known.into_iter()).map(str::to_owned);
        let problem = Problem::UnknownKey { key: key.to_owned(), suggestion, keys: Choices::of(known) };
        InputProblem { problem, pointer: format!("/{key}"), span }
    });
    Ok((rows_in(list, filing.as_ref()), others.collect()))
}

/// Returns the rows of a list, each with the given `filing` if it names none itself.
pub fn rows_in<'d>(list: Node<'d>, filing: Option<&Cell<'d>>) -> Vec<Row<'d>> {
    list.items().enumerate().map(|(at, item)| row(at, item, filing)).collect()
}

fn row<'d>(at: usize, item: Node<'d>, filing: Option<&Cell<'d>>) -> Row<'d> {
    let mut cells: Vec<Cell<'d>> = item.entries().map(|(key, span, node)| cell(key, span, node)).collect();
    if !cells.iter().any(|cell| cell.key == "filing") {
        cells.extend(filing.cloned());
    }
    Row { span: item.head(), pointer: format!("/records/{at}"), cells }
}

fn cell<'d>(key: &'d str, span: Span, node: Node<'d>) -> Cell<'d> {
    let text = |node: Node<'d>| Some(CellText { text: Cow::Borrowed(node.text()?), span: node.span() });
    let values = match node.kind() {
        Kind::Null => Some(Vec::new()),
        Kind::Seq => node.items().map(text).collect(),
        Kind::Map => None,
        _ => text(node).map(|value| vec![value]),
    };
    Cell { key: Cow::Borrowed(key), span, values }
}
