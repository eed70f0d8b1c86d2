//! What stands above the tables: provisions, the matter of a part, since when marked words have changed, and where the
//! drawings are.

use std::collections::BTreeMap;

use super::cell::WrittenCell;
use super::index::once;
use super::source::{Source, StatedValue};
use super::thing::{Thing, annexes, text_at, texts, word};
use crate::policy::SentenceName;
use crate::source::Node;
use crate::text::fold;
use crate::vocabulary::enumerations::{Enumerated, Outcome, PartKind, Renews};
use crate::vocabulary::pack_words::{PackList, PackWord};
use crate::vocabulary::words;
use crate::words::Lang;

/// Writes provisions, each once with all that it governs, by how they are put before the forum.
pub(super) fn basis<'s>(source: Source<'s>, values: &[StatedValue<'s>]) -> WrittenCell {
    let mut cell = WrittenCell::default();
    let mut order: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut rows: BTreeMap<(usize, String), Cited<'s>> = BTreeMap::new();
    for value in values {
        cell.add(WrittenCell::about(*value));
        if let Some(told) = source.elsewhere(value.node) {
            cell.line(told);
        }
        let mut agendas: BTreeMap<String, Option<String>> = BTreeMap::new();
        for row in value.node.items() {
            let Some(provision) = text_at(row, "provision") else { continue };
            let matter = text_at(row, "matter").map(|word| matter(source, word));
            let id = matter.as_ref().map_or("", |word| word.id()).to_owned();
            let agenda = agendas.entry(id).or_insert_with(|| agenda(source, value.of, matter.as_ref())).clone();
            let next = order.len();
            let group = *order.entry(agenda.clone()).or_insert(next);
            let fresh = Cited { at: (group, rows.len()), agenda, provision, matters: Vec::new(), node: row };
            let cited = rows.entry((group, fold(provision))).or_insert(fresh);
            let name = matter.map(|word| source.form.name(word.id()).unwrap_or(word.name(Lang::Ja)).to_owned());
            cited.matters.extend(name);
        }
    }
    let mut rows: Vec<Cited<'s>> = rows.into_values().collect();
    rows.sort_by_key(|cited| cited.at);
    let mut group = None;
    for cited in rows {
        if group != Some(cited.at.0) {
            group = Some(cited.at.0);
            let heading = source.say(SentenceName::Agenda, &[("agenda", cited.agenda.as_deref())]);
            cell.line(heading.unwrap_or_default());
        }
        let matters = (!cited.matters.is_empty()).then(|| once(cited.matters).join("、"));
        let values = [("provision", Some(without_law(source, cited.provision))), ("matters", matters.as_deref())];
        let line = source.say(SentenceName::Basis, &values).unwrap_or_default();
        cell.mark(cited.node, &line);
        cell.line(line);
    }
    cell
}

/// A provision with what it governs.
struct Cited<'s> {
    /// Where it stands: by its group, then among all.
    at: (usize, usize),
    agenda: Option<String>,
    provision: &'s str,
    matters: Vec<String>,
    node: Node<'s>,
}

/// Returns how a matter is put before the forum: as the filing says of all, else as its parts of that kind say.
fn agenda(source: Source<'_>, of: Thing<'_>, matter: Option<&PackWord>) -> Option<String> {
    let own = |thing: Thing<'_>| Some(named(source, PackList::Agenda, thing.text("agenda")?));
    let part = || {
        let parts = source.index.parts.iter().filter(|part| Some(matter_of(**part)) == matter.map(PackWord::id));
        parts.filter_map(|part| own(*part)).next()
    };
    own(of).or_else(|| own(source.filing())).or_else(part)
}

/// Writes the matter of a part in one line: its class, the provisions, and how it is put before the forum.
pub(super) fn matter_line<'s>(source: Source<'s>, part: Thing<'s>) -> WrittenCell {
    let mut cell = WrittenCell::default();
    for key in ["class", "basis", "agenda"] {
        cell.shows(part, key);
    }
    let id = matter_of(part);
    let class = part.text("class").map(str::to_owned);
    let own = rows(part).map(|(provision, _)| provision).collect::<Vec<_>>();
    let of_cover =
        rows(source.filing()).filter(|(_, matter)| matter.is_some_and(|word| self::matter(source, word).id() == id));
    let provisions = if own.is_empty() { of_cover.map(|(provision, _)| provision).collect() } else { own };
    let provisions: Vec<&str> = provisions.into_iter().map(|provision| without_law(source, provision)).collect();
    // A class that names its provision itself is not told of it twice.
    let told = |provision: &&str| class.as_deref().is_some_and(|class| fold(class).contains(&fold(provision)));
    let provisions = (!provisions.iter().any(told) && !provisions.is_empty()).then(|| provisions.join("、"));
    let agenda = agenda(source, part, None);
    let name = source.policy.words.get(PackList::Matter, id).map(|word| word.name(Lang::Ja).to_owned());
    let values = [
        ("matter", class.as_deref().or(name.as_deref())),
        ("provisions", provisions.as_deref()),
        ("agenda", agenda.as_deref()),
    ];
    cell.line(source.say(SentenceName::Matter, &values).unwrap_or_default());
    cell
}

fn rows<'s>(of: Thing<'s>) -> impl Iterator<Item = (&'s str, Option<&'s str>)> {
    let list = of.node.get("basis").into_iter().flat_map(|list| list.items());
    list.filter_map(|row| Some((text_at(row, "provision")?, text_at(row, "matter"))))
}

/// Returns the id of the matter that a part is about, which is what it may be renewed as.
fn matter_of(part: Thing<'_>) -> &'static str {
    match part.part {
        Some(PartKind::Connection) => Renews::ExternalConnection,
        Some(PartKind::Processing) => Renews::ComputerProcessing,
        _ => Renews::Outsourcing,
    }
    .word()
}

fn matter(source: Source<'_>, word: &str) -> PackWord {
    source.policy.words.lookup(PackList::Matter, word).cloned().unwrap_or_else(|| PackWord::own(word))
}

fn named(source: Source<'_>, list: PackList, word: &str) -> String {
    source.policy.words.lookup(list, word).map_or(word, |word| word.name(Lang::Ja)).to_owned()
}

/// Returns a provision without the law that the paper names above it.
fn without_law<'p>(source: Source<'_>, provision: &'p str) -> &'p str {
    source.form.law.iter().find_map(|law| provision.strip_prefix(law.as_str())).unwrap_or(provision).trim_start()
}

/// Says since which decision marked words have changed.
pub(super) fn changed_since<'s>(source: Source<'s>, value: StatedValue<'s>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let found = value.node.text().and_then(|id| source.index.approvals.get(id));
    let Some(decision) = found.copied() else { return cell };
    let forum = text_at(decision, "forum").map(|word| named(source, PackList::Forum, word));
    let forum = text_at(decision, "forum_as_written").map(str::to_owned).or(forum);
    let outcome = word(decision.get("outcome"), Outcome::TABLE);
    let outcome =
        outcome.and_then(|word| Outcome::TABLE.position(word)).map(|at| words::name(Outcome::TABLE, at, Lang::Ja));
    let values = [("session", text_at(decision, "session")), ("forum", forum.as_deref()), ("outcome", outcome)];
    cell.line(source.say(SentenceName::ChangedSince, &values).unwrap_or_default());
    cell
}

/// Says in which annexes the drawings are, unless the overview says it already.
pub(super) fn drawings<'s>(source: Source<'s>, value: StatedValue<'s>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let all = once(value.node.items().flat_map(|flow| annexes_of(source, flow)));
    if all.is_empty() {
        return cell;
    }
    let line = source.say(SentenceName::Drawings, &[("annexes", Some(&all.join("、")))]).unwrap_or_default();
    let summary = source.root.get("programme").and_then(|it| text_at(it, "summary")).unwrap_or_default();
    if !fold(summary).contains(&fold(&line)) {
        cell.line(line);
    }
    cell
}

/// Returns the annexes that a flow was drawn in.
pub(super) fn annexes_of<'s>(source: Source<'s>, flow: Node<'s>) -> Vec<&'s str> {
    let Some(drawn) = flow.get("source") else { return Vec::new() };
    if let Some(annexes) = annexes(drawn) {
        return annexes;
    }
    texts(Some(drawn)).into_iter().filter(|name| source.index.attachment(name).is_some()).collect()
}
