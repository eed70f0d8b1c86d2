//! Values of single nodes: words, dates, texts and lists as the format writes them.

use super::model::{Day, Location};
use crate::calendar::When;
use crate::source::{Kind, Node, Span};
use crate::vocabulary::enumerations::Enumerated;
use crate::vocabulary::words;

/// The items of a list; nothing for anything else.
pub(super) fn items<'d>(node: Option<Node<'d>>) -> impl Iterator<Item = Node<'d>> {
    node.filter(|node| node.kind() == Kind::Seq).into_iter().flat_map(|node| node.items())
}

/// One value, or the items of a list.
pub(super) fn one_or_many<'d>(node: Node<'d>) -> impl Iterator<Item = Node<'d>> {
    let alone = (node.kind() != Kind::Seq).then_some(node);
    alone.into_iter().chain(items(Some(node)))
}

/// The text of a scalar as written.
pub(super) fn text_of(node: Option<Node<'_>>) -> Option<String> {
    node.filter(|node| node.kind() != Kind::Null)?.text().map(str::to_owned)
}

/// `true` or `false`.
pub(super) fn flag_of(node: Option<Node<'_>>) -> Option<bool> {
    node.and_then(|flag| flag.as_bool())
}

/// A word of a closed list or one of its aliases.
pub(super) fn word<T: Enumerated>(node: Node<'_>) -> Option<T> {
    words::lookup(T::TABLE, node.as_str()?).and_then(T::from_position)
}

/// A date, a tentative date, or an event.
pub(super) fn day(node: Node<'_>) -> Option<Day> {
    if let Some(text) = node.as_str() {
        let when = When::parse(text).ok()?;
        return Some(Day { when: Some(when), event: None, tentative: false });
    }
    (node.kind() == Kind::Map).then(|| Day {
        when: node.get("date").and_then(|date| When::parse(date.as_str()?).ok()),
        event: node.get("event").and_then(word),
        tentative: node.get("tentative").and_then(|flag| flag.as_bool()).unwrap_or(false),
    })
}

/// Ids of a list with the place of each.
pub(super) fn named_places(node: Option<Node<'_>>, pointer: &str) -> Vec<(String, Location)> {
    items(node)
        .enumerate()
        .filter_map(|(at, item)| {
            let place = Location { pointer: format!("{pointer}/{at}"), span: item.span() };
            Some((item.text()?.to_owned(), place))
        })
        .collect()
}

/// The names that an item stands for: its details where it lists them, else its own.
pub(super) fn item_names(item: Node<'_>) -> Vec<String> {
    let details: Vec<String> = items(item.get("details")).filter_map(|detail| text_of(Some(detail))).collect();
    if details.is_empty() {
        return text_of(item.get("name")).or_else(|| text_of(Some(item))).into_iter().collect();
    }
    details
}

/// A key as one token of a JSON Pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Where an entry of a list is pointed at: its id, with the key, else its beginning.
pub(super) fn named_span(node: Node<'_>) -> Span {
    let id = node.get("id").and_then(|id| Some((id.key_span()?, id.span())));
    id.map_or_else(|| node.head(), |(key, value)| key.to(value))
}

/// Whether a dotted path of keys is written below a map.
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
