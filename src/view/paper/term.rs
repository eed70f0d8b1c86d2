//! Terms with their periods, and schedules.

use super::cell::WrittenCell;
use super::numbers::day;
use super::source::{Source, StatedValue};
use super::thing::{inferred, text_at, texts, word};
use crate::policy::SentenceName;
use crate::source::{Kind, Node};
use crate::vocabulary::enumerations::{Enumerated, Event, Renews};
use crate::vocabulary::pack_words::PackList;
use crate::words::Lang;

/// Writes a term: from when to when, its periods, and that it begins anew.
pub(super) fn term(source: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let periods: Vec<Node<'_>> = value.node.get("periods").into_iter().flat_map(|list| list.items()).collect();
    // Ends that were only concluded from the periods are not the paper's.
    let own = |key: &str| value.node.get(key).filter(|_| periods.is_empty() || !inferred(value.node, key));
    let (from, to) = (own("from").and_then(|it| when(source, it)), own("to").and_then(|it| when(source, it)));
    let whole = source.say(SentenceName::Term, &[("from", from.as_deref()), ("to", to.as_deref())]);
    let renewal = renewal(source, value.node);
    let mut rest = renewal.clone();
    if let Some(whole) = &whole {
        cell.mark(value.node, whole);
        let renewed = if periods.is_empty() { rest.take().unwrap_or_default() } else { String::new() };
        cell.line(format!("{whole}{renewed}"));
    }
    let work = value.of.node.get("work").into_iter().flat_map(|work| work.items());
    let work: Vec<&str> = work.filter_map(|line| line.text().or(text_at(line, "text"))).collect();
    for period in periods {
        let line = self::period(source, &work, period).unwrap_or_default();
        cell.mark(period, &line);
        cell.line(line);
    }
    cell.line(rest.unwrap_or_default());
    cell
}

/// Writes a period with its title, else the lines of the work that it is for.
fn period(source: Source<'_>, lines: &[&str], period: Node<'_>) -> Option<String> {
    let numbers = texts(period.get("of")).into_iter().filter_map(|number| number.parse::<usize>().ok());
    let work: Vec<&str> = numbers.filter_map(|number| lines.get(number.checked_sub(1)?).copied()).collect();
    let work = work.join("、");
    let title = text_at(period, "title").unwrap_or(&work);
    let (from, to) =
        (period.get("from").and_then(|it| when(source, it)), period.get("to").and_then(|it| when(source, it)));
    let values = [("title", (!title.is_empty()).then_some(title)), ("from", from.as_deref()), ("to", to.as_deref())];
    source.say(SentenceName::Period, &values)
}

/// Returns that a term begins anew, and as what.
fn renewal(source: Source<'_>, term: Node<'_>) -> Option<String> {
    let kind = word(term.get("renews"), Renews::TABLE).filter(|kind| *kind != Renews::Nothing.word())?;
    // What is renewed is called as the matter is.
    let name = source.policy.words.get(PackList::Matter, kind).map(|word| word.name(Lang::Ja));
    source.say(SentenceName::Renewal, &[("kind", name)])
}

/// Writes a schedule, one stage in a line.
pub(super) fn schedule(source: Source<'_>, value: StatedValue<'_>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    for (stage, _, node) in value.node.entries() {
        let named = source.policy.words.lookup(PackList::Stage, stage).map(|word| word.name(Lang::Ja));
        let named = text_at(node, "title").or(named).unwrap_or(stage);
        let end = |key: &str| when(source, node.get(key)?);
        let (day, from, to) = (when(source, node), end("from"), end("to"));
        let values = [
            ("day", day.as_deref().or(from.as_deref())),
            ("from", from.as_deref()),
            ("to", to.as_deref()),
            ("stage", Some(named)),
        ];
        let line = source.say(SentenceName::Stage, &values).unwrap_or_else(|| named.to_owned());
        cell.mark(node, &line);
        cell.line(line);
    }
    cell
}

/// Writes a day, planned or not, or the event after which it comes.
pub(super) fn when(source: Source<'_>, node: Node<'_>) -> Option<String> {
    if node.kind() != Kind::Map {
        return day(node);
    }
    if let Some(told) = source.elsewhere(node) {
        return Some(told);
    }
    let tentative = node.get("tentative").and_then(|flag| flag.as_bool()) == Some(true);
    match (node.get("date").and_then(day), node.get("event")) {
        (Some(day), _) if tentative => source.say(SentenceName::Tentative, &[("day", Some(&day))]),
        (Some(day), _) => Some(day),
        (None, Some(event)) => {
            let name = source.named(event, Event::TABLE);
            source.say(SentenceName::AfterEvent, &[("event", Some(&name))])
        }
        _ => None,
    }
}
