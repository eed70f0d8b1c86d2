//! Reads the steps of a flow.

use super::super::model::*;
use super::super::values::{items, one_or_many, said, text_of, word};
use super::{Map, Reader, Reference};
use crate::calendar::When;
use crate::source::{Kind, Node};
use crate::vocabulary::enumerations::{Action, Container, Enumerated, LineKind, Medium, Per, Repeats};
use crate::vocabulary::words;
use crate::words::Lang;

/// Reads one step of the flow that the reader is at.
pub(super) fn step<'d>(reader: &mut Reader<'d>, map: &Map<'d>, place: Location) -> Step {
    let actions: Vec<Action> = map.get("action").into_iter().flat_map(one_or_many).filter_map(word).collect();
    let medium = media(reader, map, "medium");
    let line = over(line(reader, map), &medium);
    let mut ways = Vec::new();
    for (way, place) in reader.list(map, "ways") {
        let medium = media(reader, &way, "medium");
        ways.push(Way {
            transport: transport(reader, &way),
            line: over(self::line(reader, &way), &medium),
            medium,
            encrypted: reader.flag(&way, "encrypted"),
            changed: way.changed(),
            place,
        });
    }
    Step {
        id: text_of(map.get("id")).unwrap_or_default(),
        title: reader.text(map, "title"),
        date: date(reader, map),
        actor: reader.reference(map, "actor", Reference::Actor, ActorId::new),
        to: reader.reference(map, "to", Reference::Actor, ActorId::new),
        from_actor: reader.reference(map, "from_actor", Reference::Actor, ActorId::new),
        from: reader.reference(map, "from", Reference::Store, StoreId::new),
        into: reader.reference(map, "into", Reference::Store, StoreId::new),
        onto: media(reader, map, "onto"),
        uses: reader.data_list(map, "uses"),
        data: reader.data_list(map, "data"),
        medium,
        lot: steps(reader, map, "lot"),
        unlocks: steps(reader, map, "unlocks"),
        line,
        transport: transport(reader, map),
        encrypted: reader.flag(map, "encrypted"),
        notice: reader.word(map, "notice"),
        in_advance: reader.flag(map, "in_advance"),
        ways,
        leaves_premises: reader.flag(map, "leaves_premises"),
        inform_only: reader.flag(map, "inform_only"),
        addressee: reader.text(map, "addressee"),
        purpose_shown: reader.flag(map, "purpose_shown"),
        ground: reader.text(map, "ground"),
        conditions: reader.text(map, "conditions"),
        // A text that describes how it is done states that it is.
        identity_check: reader.field(map, "identity_check", |_, node| Some(said(node).unwrap_or(true))),
        optional: map.get("optional").and_then(|flag| flag.as_bool()).unwrap_or(false),
        repeats: reader.field(map, "repeats", |_, node| repeats(node)),
        spoilage: reader.field(map, "spoilage", |_, node| match said(node) {
            Some(true) => Some(Spoilage::Some),
            Some(false) => Some(Spoilage::None),
            None => text_of(Some(node)).map(Spoilage::Told),
        }),
        remainder_stays: map.get("remainder").is_some(),
        under: reader.reference(map, "under", Reference::Part, PartId::new),
        store: reader.reference(map, "store", Reference::Store, StoreId::new),
        mode: reader.word(map, "mode"),
        report: report(reader, map),
        machine: reader.flag(map, "machine"),
        matching: matching(reader, map),
        test: map.get("test").and_then(|flag| flag.as_bool()).unwrap_or(false),
        changed: map.changed(),
        actions,
        place,
    }
}

/// Reads the day of a step: its own key, else the date that its words name.
fn date<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Field<Day> {
    let named =
        |text: &String| Some(Day { when: Some(When::named_in(text)?), event: None, tentative: false, yearless: None });
    match (reader.day(map, "date"), reader.text(map, "when")) {
        (Field::Unstated, Field::Stated { value, span, inferred }) => {
            named(&value).map_or(Field::Unstated, |value| Field::Stated { value, span, inferred })
        }
        (own, _) => own,
    }
}

/// Reads how often a step is repeated; `{ times: 1, per: week }` is as good as weekly.
fn repeats(node: Node<'_>) -> Option<Repeats> {
    if node.kind() != Kind::Map {
        return word(node);
    }
    match (node.get("times")?.as_int()?, node.get("per").and_then(word)?) {
        (1, Per::Week) => Some(Repeats::Weekly),
        (1, Per::Month) => Some(Repeats::Monthly),
        (1, Per::Year) => Some(Repeats::Yearly),
        _ => Some(Repeats::Counted),
    }
}

fn matching<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Matching {
    reader.child(map, "match").map_or_else(Matching::default, |row| Matching {
        items: reader.field(&row, "items", |_, node| {
            (node.kind() == Kind::Seq).then(|| items(Some(node)).filter_map(|item| text_of(Some(item))).collect())
        }),
        at_least: reader.field(&row, "at_least", |_, node| node.as_int()),
        by: reader.text(&row, "by"),
    })
}

fn media<'d>(reader: &mut Reader<'d>, map: &Map<'d>, key: &str) -> Field<Media> {
    reader.field(map, key, |_, node| {
        let list: Vec<Medium> = one_or_many(node).filter_map(word).collect();
        let labels: Vec<String> = one_or_many(node)
            .filter_map(|item| {
                let written = item.as_str()?;
                let own = word(item).is_some_and(|medium: Medium| words::of(medium, Lang::Ja) == written);
                let said = own || Medium::TABLE.position(written).is_some();
                Some(if said { String::new() } else { written.to_owned() })
            })
            .collect();
        (!list.is_empty()).then(|| Media { list, label: labels.join("") })
    })
}

/// Adds the kind of line that the author's word for the medium tells, where none is written: 電子メール is a network.
fn over(line: Line, medium: &Field<Media>) -> Line {
    if line.kind != Field::Unstated {
        return line;
    }
    let told = |media: &Media| words::lookup(LineKind::TABLE, &media.label).and_then(LineKind::from_position);
    Line { kind: medium.and_then(told), ..line }
}

pub(super) fn line<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Line {
    let Some(line) = reader.child(map, "line") else {
        return Line::default();
    };
    Line {
        kind: reader.word(&line, "kind"),
        encrypted: reader.flag(&line, "encrypted"),
        restricted_peers: reader.flag(&line, "restricted_peers"),
        software: reader.text(&line, "software"),
        service: reader.text(&line, "service"),
        provider: reader.text(&line, "provider"),
    }
}

fn transport<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Vec<Transport> {
    let single = reader.child(map, "transport");
    let rows: Vec<Map<'d>> = match single {
        Some(row) => vec![row],
        None => reader.list(map, "transport").into_iter().map(|(row, _)| row).collect(),
    };
    rows.iter()
        .map(|row| Transport {
            by: reader.word(row, "by"),
            service: reader.word(row, "service"),
            container: reader.open_word(row, "container", Container::Other),
            container_as_written: reader.own_words::<Container>(row, "container"),
            ledger: reader.field(
                row,
                "ledger",
                |_, node| if node.kind() == Kind::Map { Some(true) } else { said(node) },
            ),
            ledger_fields: reader
                .child(row, "ledger")
                .map_or(Field::Unstated, |ledger| reader.texts(&ledger, "fields", "text")),
            persons: reader.field(row, "persons", |_, node| u32::try_from(node.as_int()?).ok()),
            receipt: reader.flag(row, "receipt"),
        })
        .collect()
}

fn steps<'d>(reader: &mut Reader<'d>, map: &Map<'d>, key: &str) -> Field<Vec<StepId>> {
    reader.field(map, key, |reader, node| {
        let pointer = format!("{}/{key}", map.pointer);
        let found = reader.references(Some(node), &pointer, Reference::Step);
        let flow = u32::try_from(reader.flow).unwrap_or(u32::MAX);
        Some(found.into_iter().filter_map(|step| Some(StepId { flow, step: u32::try_from(step).ok()? })).collect())
    })
}

pub(super) fn report<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Field<DisposalReport> {
    reader.field(map, "report", |reader, node| {
        let pointer = format!("{}/report/to", map.pointer);
        if let Some(made) = said(node) {
            return Some(DisposalReport { made, to: None, shows: Certificate::default() });
        }
        let shows = reader.map(node, format!("{}/report", map.pointer));
        (node.kind() == Kind::Map).then(|| DisposalReport {
            made: true,
            to: node.get("to").map(|list| {
                let found = reader.references(Some(list), &pointer, Reference::Actor);
                found.into_iter().map(ActorId::new).collect()
            }),
            shows: Certificate {
                witnessed: reader.flag(&shows, "witnessed"),
                grade: reader.text(&shows, "grade"),
                photographed: reader.flag(&shows, "photographed"),
                serials: reader.flag(&shows, "serials"),
            },
        })
    })
}
