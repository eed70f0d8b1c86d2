//! Data sets: whose they are, and their items.

use super::cell::WrittenCell;
use super::source::{Source, StatedValue};
use super::thing::{Thing, annexes, text_at, texts};
use crate::policy::SentenceName;
use crate::source::Node;
use crate::text::fold;

/// Writes the data sets at a key. `heading`: what stands above them; `subjects`: whose data the part says it is.
pub(super) fn items<'s>(source: Source<'s>, value: StatedValue<'s>, heading: &str) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let part = value.of.text("subjects");
    let ids = texts(Some(value.node));
    let sets: Vec<&str> = ids.iter().copied().filter(|id| !is_group(source, id)).collect();
    for group in ids.iter().filter(|id| is_group(source, id)) {
        cell.line(source.say(SentenceName::Elsewhere, &[("annexes", Some(group))]).unwrap_or_default());
    }
    for id in &sets {
        let Some(set) = source.thing("data_set", id) else {
            cell.line(*id);
            continue;
        };
        let own = DataWords::of(set, heading, part, sets.len() > 1);
        if let Some(name) = own.name {
            cell.line(match own.named {
                true => source.say(SentenceName::DataSet, &[("name", Some(name))]).unwrap_or_default(),
                false => name.to_owned(),
            });
        }
        cell.add(listed(source, set, own.subjects));
    }
    cell
}

/// What stands above and before the items of a set.
struct DataWords<'s> {
    name: Option<&'s str>,
    /// True if the name tells it from others beside it.
    named: bool,
    subjects: Option<&'s str>,
}

impl<'s> DataWords<'s> {
    fn of(set: Thing<'s>, heading: &str, part: Option<&'s str>, several: bool) -> Self {
        let said = |text: &str| fold(heading).contains(&fold(text));
        let name = set.text("name").filter(|name| !set.inferred("name") && !said(name));
        let subjects = set.text("subjects").filter(|own| !said(own) && Some(*own) != name && Some(*own) != part);
        // Whose data it is tells enough of a set that stands alone.
        let has_items = set.node.get("items").is_some_and(|items| !items.is_empty());
        let name = name.filter(|_| several || subjects.is_none() || !has_items);
        DataWords { name, named: several, subjects }
    }
}

/// Writes the items of a set in one sentence.
pub(super) fn listed(source: Source<'_>, set: Thing<'_>, subjects: Option<&str>) -> WrittenCell {
    let mut cell = WrittenCell::default();
    for key in ["name", "subjects", "items"] {
        cell.shows(set, key);
    }
    let Some(list) = set.node.get("items") else { return cell };
    if let Some(told) = source.elsewhere(list) {
        cell.line(told);
        return cell;
    }
    let mut names = Vec::new();
    for item in list.items() {
        let Some(name) = item.text().map(str::to_owned).or_else(|| detailed(source, item)) else { continue };
        cell.mark(item, &name);
        names.push(name);
    }
    let items = names.join("、");
    cell.mark(set.node, &items);
    let values = [("subjects", subjects), ("items", (!items.is_empty()).then_some(items.as_str()))];
    cell.line(source.say(SentenceName::Items, &values).unwrap_or_default());
    cell
}

fn detailed(source: Source<'_>, item: Node<'_>) -> Option<String> {
    let name = text_at(item, "name")?;
    let details = texts(item.get("details")).join("、");
    if details.is_empty() {
        return Some(name.to_owned());
    }
    source.say(SentenceName::Details, &[("name", Some(name)), ("details", Some(&details))])
}

/// True if an id names an annex that bundles sets.
fn is_group<'s>(source: Source<'s>, id: &'s str) -> bool {
    source.thing("data_set", id).is_none() && source.index.groups.contains_key(id)
}

/// Returns whose data a value is, for its heading: as the part says, else as all its sets say alike.
pub(super) fn subjects<'s>(source: Source<'s>, value: StatedValue<'s>) -> Option<&'s str> {
    if let Some(own) = value.of.node.get("subjects") {
        return own.text().filter(|_| annexes(own).is_none());
    }
    let sets = texts(Some(value.node)).into_iter().filter_map(|id| source.thing("data_set", id));
    let mut all: Vec<Option<&str>> = sets.map(|set| set.text("subjects")).collect();
    all.dedup();
    all.first().copied().flatten().filter(|_| all.len() == 1)
}
