//! Measures of a part: in prose by section, or by the checklist that lists them.

use super::cell::WrittenCell;
use super::numbers::number;
use super::source::{Source, StatedValue};
use super::thing::{Thing, text_at};
use crate::policy::SentenceName;
use crate::source::{Kind, Node};
use crate::vocabulary::pack_words::PackList;
use crate::words::Lang;

/// Writes the measures of one side, or of both where the key names none, and where the checklist of the part has them.
pub(super) fn measures<'s>(source: Source<'s>, part: Thing<'s>, values: &[StatedValue<'s>]) -> WrittenCell {
    let mut cell = WrittenCell::default();
    for value in values {
        cell.add(WrittenCell::about(*value));
        if let Some(told) = source.elsewhere(value.node) {
            cell.line(told);
        } else if value.node.kind() == Kind::Map {
            for side in ["principal", "agent"] {
                prose(source, value.node.get(side), &mut cell);
            }
        } else {
            prose(source, Some(value.node), &mut cell);
        }
    }
    if let Some(checklist) = part.node.get("checklist") {
        cell.shows(part, "checklist");
        let told = source.elsewhere(checklist).or_else(|| source.say(SentenceName::ByChecklist, &[]));
        cell.line(told.unwrap_or_default());
    }
    cell
}

fn prose(source: Source<'_>, list: Option<Node<'_>>, cell: &mut WrittenCell) {
    let Some(list) = list else { return };
    if let Some(told) = source.elsewhere(list) {
        return cell.line(told);
    }
    let mut section = None;
    let mut above: Option<&str> = None;
    for measure in list.items() {
        let here = text_at(measure, "section");
        if here != section
            && let Some(word) = here
        {
            let word = source.policy.words.lookup(PackList::Section, word).map_or(word, |word| word.name(Lang::Ja));
            cell.line(source.say(SentenceName::Section, &[("section", Some(word))]).unwrap_or_default());
        }
        section = here.or(section);
        let titled =
            measure.text().map(|id| source.policy.measures.get(id).map_or(id, |known| known.title.get(Lang::Ja)));
        let Some(text) = titled.or(text_at(measure, "text")) else { continue };
        let own = measure.get("number").and_then(|number| number.text());
        cell.line(own.map_or_else(|| text.to_owned(), |own| source.numbered(&below(own, above), text)));
        cell.mark(measure, text);
        if own.is_some_and(|own| own.bytes().all(|byte| byte.is_ascii_digit())) {
            above = own;
        }
    }
}

/// Returns the number of a measure as its line has it: `11(1)` below 11 is (1).
fn below(own: &str, above: Option<&str>) -> String {
    let rest = above.and_then(|above| own.strip_prefix(above)).filter(|rest| rest.starts_with(['(', '（']));
    match (rest, own.parse()) {
        (Some(rest), _) => rest.to_owned(),
        (None, Ok(plain)) => number(plain),
        (None, Err(_)) => own.to_owned(),
    }
}
