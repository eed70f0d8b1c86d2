//! Values of single nodes: words, dates, texts and lists as the format writes them. Each is `None` or empty where the
//! node does not fit.

use super::model::{Day, Location};
use crate::calendar::When;
use crate::source::{Kind, Node, Span};
use crate::vocabulary::enumerations::Enumerated;
use crate::vocabulary::words;

/// Iterates over the items of a list; over nothing if the node is missing or no list.
pub(super) fn items<'d>(node: Option<Node<'d>>) -> impl Iterator<Item = Node<'d>> {
    node.filter(|node| node.kind() == Kind::Seq).into_iter().flat_map(|node| node.items())
}

/// Iterates over the items of a list, or over the node itself if it is no list.
pub(super) fn one_or_many<'d>(node: Node<'d>) -> impl Iterator<Item = Node<'d>> {
    let alone = (node.kind() != Kind::Seq).then_some(node);
    alone.into_iter().chain(items(Some(node)))
}

/// Returns the text of a scalar as written; `None` for null, lists and maps.
pub(super) fn text_of(node: Option<Node<'_>>) -> Option<String> {
    node.filter(|node| node.kind() != Kind::Null)?.text().map(str::to_owned)
}

/// Returns `true` or `false` if the node is a boolean.
pub(super) fn flag_of(node: Option<Node<'_>>) -> Option<bool> {
    node.and_then(|flag| flag.as_bool())
}

/// Returns whether a thing is done, where a text or a map may tell how: `none` states that it is not.
pub(super) fn said(node: Node<'_>) -> Option<bool> {
    if node.as_str() == Some("none") { Some(false) } else { node.as_bool() }
}

/// Reads a word of a closed list, or one of its aliases.
pub(super) fn word<T: Enumerated>(node: Node<'_>) -> Option<T> {
    words::lookup(T::TABLE, node.as_str()?).and_then(T::from_position)
}

/// Reads a date, or a map of a date, an event and whether it is tentative.
pub(super) fn day(node: Node<'_>) -> Option<Day> {
    let dated = |text: &str| match When::parse(text) {
        Ok(when) => Some((Some(when), None)),
        Err(_) => Some((None, Some(When::parse_without_year(text).ok()?))),
    };
    if let Some(text) = node.as_str() {
        let (when, yearless) = dated(text)?;
        return Some(Day { when, yearless, event: None, tentative: false });
    }
    let (when, yearless) = node.get("date").and_then(|date| dated(date.as_str()?)).unwrap_or_default();
    (node.kind() == Kind::Map).then(|| Day {
        when,
        yearless,
        event: node.get("event").and_then(word),
        tentative: node.get("tentative").and_then(|flag| flag.as_bool()).unwrap_or(false),
    })
}

/// Reads the texts of a list, each with its place below `pointer`.
pub(super) fn named_places(node: Option<Node<'_>>, pointer: &str) -> Vec<(String, Location)> {
    items(node)
        .enumerate()
        .filter_map(|(at, item)| {
            let place = Location { pointer: format!("{pointer}/{at}"), span: item.span() };
            Some((item.text()?.to_owned(), place))
        })
        .collect()
}

/// Returns the names that an item of a data set stands for: its details where it lists them, else its own name.
pub(super) fn item_names(item: Node<'_>) -> Vec<String> {
    let details: Vec<String> = items(item.get("details")).filter_map(|detail| text_of(Some(detail))).collect();
    if details.is_empty() {
        return text_of(item.get("name")).or_else(|| text_of(Some(item))).into_iter().collect();
    }
    details
}

/// Escapes a key as one token of a JSON Pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns where findings point at an entry of a list: its id with the key, else its beginning.
pub(super) fn named_span(node: Node<'_>) -> Span {
    let id = node.get("id").and_then(|id| Some((id.key_span()?, id.span())));
    id.map_or_else(|| node.head(), |(key, value)| key.to(value))
}

/// True if a dotted path of keys, as in `inferred`, is written below a map. Of a list, any item may have the key.
pub(super) fn names_a_key(node: Node<'_>, path: &str) -> bool {
    let mut at = node;
    for key in path.split('.') {
        let next = if at.kind() == Kind::Seq { at.items().find_map(|item| item.get(key)) } else { at.get(key) };
        match next {
            Some(below) => at = below,
            None => return false,
        }
    }
    true
}
