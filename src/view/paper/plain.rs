//! Words, lists and counts as they stand in the filing.

use super::cell::WrittenCell;
use super::index::once;
use super::numbers::{circled, count, is_numbered, number};
use super::source::{Source, StatedValue};
use super::thing::{text_at, texts};
use crate::policy::SentenceName;
use crate::source::{Kind, Node};

/// The words of the author, each line a paragraph.
pub(super) fn text(_: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    cell.line(value.node.text().unwrap_or_default());
    cell
}

/// A list in one sentence, each of it once.
pub(super) fn names(source: Source<'_>, values: &[StatedValue<'_>]) -> WrittenCell {
    let mut cell = WrittenCell::default();
    let mut all: Vec<String> = Vec::new();
    for value in values {
        cell.add(WrittenCell::about(*value));
        let told = source.elsewhere(value.node);
        all.extend(told.into_iter().chain(texts(Some(value.node)).into_iter().map(str::to_owned)));
    }
    cell.line(once(all).join("、"));
    cell
}

/// A list, one in a line, with numbers unless it has its own.
pub(super) fn list(source: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let items: Vec<(Node<'_>, &str)> =
        value.node.items().filter_map(|item| Some((item, item.text().or(text_at(item, "text"))?))).collect();
    let plain = items.len() < 2 || items.iter().any(|(_, text)| is_numbered(text));
    for (at, (item, text)) in items.into_iter().enumerate() {
        cell.line(if plain { text.to_owned() } else { source.numbered(&number(at + 1), text) });
        cell.mark(item, text);
    }
    cell
}

/// Groups of persons with their numbers, and the total where the filing states it.
pub(super) fn headcount(source: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let groups: Vec<Node<'_>> = value.node.items().collect();
    let bases: Vec<Option<&str>> = groups.iter().map(|group| text_at(*group, "basis")).collect();
    // How all of them were counted is said once.
    let common =
        bases.first().copied().flatten().filter(|first| bases.len() > 1 && bases.iter().all(|it| *it == Some(first)));
    cell.line(
        common.and_then(|basis| source.say(SentenceName::Counted, &[("basis", Some(basis))])).unwrap_or_default(),
    );
    for group in &groups {
        let number = group.get("count").and_then(|number| number.text()).map(count);
        let about = number.clone().filter(|_| group.get("approx").and_then(|flag| flag.as_bool()) == Some(true));
        let values = [
            ("group", group.get("group").and_then(|name| name.text())),
            ("count", number.as_deref()),
            ("about", about.as_deref()),
            ("unit", Some(text_at(*group, "unit").unwrap_or_default())),
            ("basis", text_at(*group, "basis").filter(|_| common.is_none())),
        ];
        let line = source.say(SentenceName::Group, &values).unwrap_or_default();
        cell.line(&line);
        cell.mark(*group, &line);
    }
    let total = value.of.node.get("programme").and_then(|of| of.get("headcount_total")).and_then(|total| total.text());
    let unit = groups.first().and_then(|group| text_at(*group, "unit")).unwrap_or_default();
    let total = total.map(count);
    let values = [("count", total.as_deref()), ("unit", Some(unit))];
    cell.line(total.as_ref().and_then(|_| source.say(SentenceName::Total, &values)).unwrap_or_default());
    cell
}

/// What is enclosed, by number, and what of it is printed.
pub(super) fn enclosures(source: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let named = |(at, item): (usize, Node<'_>)| {
        let (circled, number) = (circled(at + 1), number(at + 1));
        let values = [
            ("circled", circled.as_deref()),
            ("number", Some(number.as_str())),
            ("name", item.get("name").and_then(|name| name.text())),
        ];
        source.say(SentenceName::Enclosure, &values).unwrap_or_default()
    };
    for (at, item) in value.node.items().enumerate() {
        let line = named((at, item));
        cell.line(&line);
        cell.mark(item, &line);
    }
    let printed = |item: &Node<'_>| item.get("printed").and_then(|flag| flag.as_bool()) == Some(true);
    let printed: Vec<String> = value.node.items().enumerate().filter(|(_, item)| printed(item)).map(named).collect();
    if !printed.is_empty() {
        let said = source.say(SentenceName::Printed, &[("enclosures", Some(&printed.join("、")))]);
        cell.line(said.unwrap_or_default());
    }
    cell
}

/// A store by its name.
pub(super) fn store<'s>(source: Source<'s>, value: StatedValue<'s>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let Some(id) = value.node.text() else { return cell };
    match source.thing("store", id) {
        Some(store) => {
            cell.shows(store, "");
            let name = store.text("name").unwrap_or(id);
            cell.line(name);
            cell.mark(store.node, name);
        }
        None => cell.line(id),
    }
    cell
}

/// True if a filing says that there is none of it: it has a list, and nothing in it.
pub(super) fn is_none(node: Node<'_>) -> bool {
    node.kind() == Kind::Seq && node.is_empty()
}

/// Says that there is none of it.
pub(super) fn none(source: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    cell.line(source.say(SentenceName::Nothing, &[]).unwrap_or_default());
    cell
}
