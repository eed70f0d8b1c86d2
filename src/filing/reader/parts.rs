//! Reads the parts of a filing: contracts, connections and processing.

use super::super::model::*;
use super::super::values::{day, items, named_span, one_or_many, text_of, word};
use super::steps::{line, report};
use super::{Map, Reader, Reference, changed_inside};
use crate::source::{Kind, Node, Span};
use crate::text;
use crate::vocabulary::enumerations::{ContractKind, Enumerated, PartKind};
use crate::vocabulary::pack_words::PackList;

/// Reads a contract, connection or processing; the key of its list decides which.
pub(super) fn part<'d>(reader: &mut Reader<'d>, list: &str, map: &Map<'d>, place: Location) -> Part {
    let stated_kind = reader.word(map, "kind");
    let kind = match list {
        "connections" => PartKind::Connection,
        "processing" => PartKind::Processing,
        _ => match stated_kind.copied() {
            Some(ContractKind::SubOutsourcing) => PartKind::SubOutsourcing,
            _ => PartKind::Outsourcing,
        },
    };
    let to = match kind {
        PartKind::Connection => "with",
        PartKind::Processing => "agent",
        _ => "to",
    };
    let ends = if kind == PartKind::Processing { "store" } else { "between" };
    let stores = reader.references(map.get(ends), &format!("{}/{ends}", map.pointer), Reference::Store);
    let mut disposal = Vec::new();
    for (row, place) in reader.list(map, "disposal") {
        disposal.push(self::disposal(reader, &row, place, map.is_inferred("disposal")));
    }
    Part {
        id: text_of(map.get("id")).unwrap_or_default(),
        kind,
        stated_kind,
        label: reader.text(map, "label"),
        title: reader.text(map, "title"),
        departments: reader.texts(map, "departments", "text"),
        business: reader.text(map, "business"),
        subjects: reader.text(map, "subjects"),
        basis: reader.basis(map),
        reason: reader.text(map, "reason"),
        purpose: reader.text(map, "purpose"),
        file_register: reader.text(map, "file_register"),
        number_use: reader.text(map, "number_use"),
        assessment: assessment(reader, map),
        form: reader.text(map, "form"),
        change: reader.text(map, "change"),
        parent: reader.reference(map, "parent", Reference::Part, PartId::new),
        from: reader.reference(map, "from", Reference::Actor, ActorId::new),
        to: agent(reader, map, to, kind),
        stores: stores.into_iter().map(StoreId::new).collect(),
        media: part_media(reader, map),
        provides: reader.data_list(map, "provides"),
        collects: reader.data_list(map, "collects"),
        handles: reader.data_list(map, "handles"),
        data: reader.data_list(map, "data"),
        texts: texts(map),
        remarks: remarks(map),
        class: reader.text(map, "class"),
        line: line(reader, map),
        consents: reader.field(map, "consents", |_, node| {
            Some(items(Some(node)).filter_map(|row| row.get("matter").and_then(word)).collect())
        }),
        places: reader.texts(map, "places", "text"),
        reserves: reader.data_list(map, "reserves"),
        work: work(reader, map),
        schedule: schedule(reader, map),
        agenda: reader.pack_word(map, "agenda", PackList::Agenda),
        approvals: reader.field(map, "approvals", |_, node| {
            (node.kind() == Kind::Seq).then(|| items(Some(node)).filter_map(|id| text_of(Some(id))).collect())
        }),
        changed_since: reader.text(map, "changed_since"),
        changed: changed_inside(map.node),
        term: term(reader, map),
        special_clauses: special_clauses(reader, map),
        subcontracting: subcontracting(reader, map),
        consent: consent(reader, map),
        disposal_said: reader.section(map, "disposal", Kind::Seq, true),
        checklist: checklist(reader, map),
        checklist_said: reader.section(map, "checklist", Kind::Map, true),
        measures_said: reader.section(map, "measures", Kind::Map, true),
        measures: measures(reader, map),
        disposal,
        place,
    }
}

fn part_media<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Field<Vec<PartMedium>> {
    let pointer = format!("{}/media", map.pointer);
    reader.field(map, "media", |reader, node| {
        let entry = |(at, item): (usize, Node<'d>)| {
            let store = item.get("store").and_then(|id| {
                reader.find(id.text()?, id.span(), || format!("{pointer}/{at}/store"), Reference::Store)
            });
            let words = [Some(item), item.get("medium"), item.get("as_written")].into_iter().flatten();
            PartMedium {
                and_the_like: words
                    .filter_map(|node| node.text())
                    .any(|text| text.contains('等') || text.contains("など")),
                medium: word(item).or_else(|| item.get("medium").and_then(word)),
                store: store.map(StoreId::new),
                kind: item.get("kind").and_then(word),
            }
        };
        (node.kind() == Kind::Seq).then(|| node.items().enumerate().map(entry).collect())
    })
}

fn term<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Term {
    reader.child(map, "term").map_or_else(Term::default, |term| Term {
        place: Some(Location {
            pointer: term.pointer.clone(),
            span: term.node.key_span().unwrap_or_else(|| term.node.head()),
        }),
        from: reader.day(&term, "from"),
        to: reader.day(&term, "to"),
        renews: reader.word(&term, "renews"),
        periods: reader.list(&term, "periods").into_iter().map(|(row, _)| scheduled(reader, &row)).collect(),
    })
}

fn assessment<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Field<Assessment> {
    let read = reader.child(map, "assessment").map_or_else(Assessment::default, |row| Assessment {
        name: reader.text(&row, "name"),
        date: reader.day(&row, "date"),
    });
    reader.section(map, "assessment", Kind::Map, read)
}

/// Returns the texts of a form that name systems and businesses, with their places.
fn texts(map: &Map<'_>) -> Vec<(String, Span)> {
    let keys = ["title", "business", "reason", "form", "change"];
    keys.into_iter()
        .filter_map(|key| {
            let node = map.get(key)?;
            Some((node.as_str()?.to_owned(), node.span()))
        })
        .collect()
}

/// Returns its class, whose data it is about, media in the words of the form and the wording of clauses, with their places.
fn remarks(map: &Map<'_>) -> Vec<(String, Span)> {
    let media = items(map.get("media")).filter_map(|entry| entry.get("as_written"));
    let own = ["class", "subjects"].into_iter().filter_map(|key| map.get(key));
    let clauses = items(map.get("special_clauses")).filter_map(|row| row.get("texts"));
    let clauses = clauses.flat_map(|texts| texts.entries()).map(|(_, _, text)| text);
    own.chain(media).chain(clauses).filter_map(|node| Some((node.as_str()?.to_owned(), node.span()))).collect()
}

fn work<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Vec<Work> {
    let rows = reader.list(map, "work").into_iter();
    rows.map(|(row, place)| Work {
        text: text_of(row.node.get("text")).or_else(|| text_of(Some(row.node))).unwrap_or_default(),
        when: scheduled(reader, &row),
        place,
    })
    .collect()
}

/// Reads who does the work of a part. A processing may name the contract instead, which names its agent.
fn agent<'d>(reader: &mut Reader<'d>, map: &Map<'d>, key: &str, kind: PartKind) -> Field<ActorId> {
    let named = map.get(key).and_then(|node| node.text());
    let contract = named.filter(|id| kind == PartKind::Processing && !reader.actors.contains_key(id));
    let agent = contract.and_then(|id| reader.agents.get(id)).and_then(|agent| reader.actors.get(agent)).copied();
    match agent {
        Some(agent) => reader.field(map, key, |_, _| Some(ActorId::new(agent))),
        None => reader.reference(map, key, Reference::Actor, ActorId::new),
    }
}

/// Reads the stages of a schedule by name; each is a date or a period.
fn schedule<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Vec<Scheduled> {
    let Some(rows) = reader.child(map, "schedule") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, span, node) in rows.node.entries() {
        let known = reader.words.lookup(PackList::Stage, name).cloned();
        let period =
            if node.kind() == Kind::Map && node.get("date").is_none() { reader.child(&rows, name) } else { None };
        let row = match period {
            Some(row) => scheduled(reader, &row),
            None => Scheduled { from: reader.day(&rows, name), ..Scheduled::default() },
        };
        let title = if known.is_none() { Some(name.to_owned()) } else { None };
        found.push(Scheduled { stage: known, title, span: span.to(node.span()), ..row });
    }
    found
}

fn scheduled<'d>(reader: &mut Reader<'d>, row: &Map<'d>) -> Scheduled {
    let of = items(row.node.get("of")).filter_map(|at| usize::try_from(at.as_int()?).ok());
    Scheduled {
        stage: None,
        title: text_of(row.node.get("title")),
        of: of.collect(),
        span: row.node.head(),
        from: reader.day(row, "from"),
        to: reader.day(row, "to"),
    }
}

fn special_clauses<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Field<Vec<SpecialClauses>> {
    let mut rows = Vec::new();
    for (row, place) in reader.list(map, "special_clauses") {
        rows.push(SpecialClauses {
            form: reader.text(&row, "form"),
            label: reader.text(&row, "label"),
            attached: reader.flag(&row, "attached"),
            for_subcontract: row.node.get("for").is_some(),
            clauses: row.node.get("clauses").filter(|node| node.kind() == Kind::Map).map(|clauses| {
                clauses
                    .entries()
                    .map(|(number, _, ids)| {
                        (number.to_owned(), one_or_many(ids).filter_map(|id| text_of(Some(id))).collect())
                    })
                    .collect()
            }),
            place,
        });
    }
    reader.section(map, "special_clauses", Kind::Seq, rows)
}

fn subcontracting<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Subcontracting {
    let Some(row) = reader.child(map, "subcontracting") else {
        return Subcontracting::default();
    };
    let span = row.node.key_span().unwrap_or_else(|| row.node.head());
    Subcontracting {
        place: Some(Location { pointer: row.pointer.clone(), span }),
        allowed: reader.word(&row, "allowed"),
        approval: reader.text(&row, "approval"),
        consent: consent(reader, &row),
        supervision: reader.text(&row, "supervision"),
    }
}

/// Reads the consent of the principal to a sub-contract, which stands there or above it.
fn consent<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Field<SubcontractConsent> {
    let read = reader.child(map, "consent").map_or_else(SubcontractConsent::default, |row| SubcontractConsent {
        decision: reader.word(&row, "decision"),
        by: reader.reference(&row, "by", Reference::Actor, ActorId::new),
        to: reader.reference(&row, "to", Reference::Actor, ActorId::new),
        date: reader.day(&row, "date"),
        conditions: reader.text(&row, "conditions"),
        confirmed: reader.text(&row, "confirmed"),
    });
    reader.section(map, "consent", Kind::Map, read)
}

fn disposal<'d>(reader: &mut Reader<'d>, row: &Map<'d>, place: Location, inferred: bool) -> Disposal {
    let at = row.node.get("at").map(|list| {
        let found = reader.references(Some(list), &format!("{}/at", row.pointer), Reference::Store);
        found.into_iter().map(StoreId::new).collect()
    });
    Disposal {
        of: row.node.get("of").map(words_of),
        at,
        // A selector that is in an annex selects nothing known here.
        data: row.node.get("data").map(|_| reader.data_list(row, "data").value().cloned().unwrap_or_default()),
        origin: row.node.get("origin").and_then(word),
        method: reader.word(row, "method"),
        report: report(reader, row),
        due: reader.field(row, "due", |_, node| {
            Some(
                items(Some(node))
                    .filter_map(|item| {
                        word(item)
                            .map(DueAt::Occasion)
                            .or_else(|| after_days(item))
                            .or_else(|| day(item).map(DueAt::Date))
                    })
                    .collect(),
            )
        }),
        basis: reader.text(row, "basis"),
        until: reader.text(row, "until"),
        inferred: inferred || row.node.get("inferred").is_some(),
        place,
    }
}

/// Reads a number of days after which copies end.
fn after_days(node: Node<'_>) -> Option<DueAt> {
    let days = u32::try_from(node.get("days")?.as_int()?).ok()?;
    Some(DueAt::Days(days, node.get("after").and_then(word)))
}

fn checklist<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Option<Checklist> {
    let row = reader.child(map, "checklist")?;
    let span = row.node.key_span().unwrap_or_else(|| row.node.head());
    Some(Checklist {
        form: reader.text(&row, "form"),
        same_as: reader.reference(&row, "same_as", Reference::Part, PartId::new),
        principal: answers(reader, &row, "principal"),
        agent: answers(reader, &row, "agent"),
        place: Location { pointer: row.pointer, span },
    })
}

fn answers<'d>(reader: &mut Reader<'d>, map: &Map<'d>, key: &str) -> Field<Answers> {
    let pointer = format!("{}/{key}", map.pointer);
    reader.field(map, key, |_, node| {
        if node.kind() != Kind::Map {
            return None;
        }
        let done = match node.get("done") {
            None => Done::Unstated,
            Some(list) if list.kind() == Kind::Seq => {
                Done::Rows(list.items().filter_map(|item| text_of(Some(item))).collect())
            }
            Some(_) => Done::All,
        };
        let not_applicable = node
            .get("not_applicable")
            .filter(|reasons| reasons.kind() == Kind::Map)
            .into_iter()
            .flat_map(|reasons| reasons.entries())
            .map(|(row, _, reason)| (row.to_owned(), text_of(Some(reason)).unwrap_or_default()))
            .collect();
        let notes = node.get("notes").filter(|notes| notes.kind() == Kind::Map);
        let noted = notes.into_iter().flat_map(|notes| notes.entries()).map(|(row, _, _)| row.to_owned()).collect();
        let span = node.key_span().unwrap_or_else(|| node.head());
        Some(Answers { done, not_applicable, noted, place: Location { pointer, span } })
    })
}

fn measures<'d>(reader: &mut Reader<'d>, map: &Map<'d>) -> Vec<Measure> {
    let Some(both) = reader.child(map, "measures") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, by_principal) in [("principal", true), ("agent", false)] {
        for (at, node) in items(both.node.get(key)).enumerate() {
            let pointer = format!("{}/{key}/{at}", both.pointer);
            found.push(measure(reader, node, pointer, by_principal));
        }
    }
    found
}

fn measure<'d>(reader: &mut Reader<'d>, node: Node<'d>, pointer: String, by_principal: bool) -> Measure {
    let place = Location { pointer: pointer.clone(), span: named_span(node) };
    if node.kind() != Kind::Map {
        let means = text_of(Some(node)).into_iter().collect();
        return Measure { place, by_principal, means, ..Measure::default() };
    }
    let map = reader.map(node, pointer.clone());
    let covers = node.get("covers").into_iter().flat_map(one_or_many).collect::<Vec<_>>();
    let covers = covers.into_iter().map(|row| self::covers(reader, row, &format!("{pointer}/covers"))).collect();
    Measure {
        number: text_of(node.get("number")),
        section: reader.pack_word(&map, "section", PackList::Section),
        text: text_of(node.get("text")),
        means: items(node.get("means")).filter_map(|id| text_of(Some(id))).collect(),
        says_means: node.get("means").is_some(),
        cites: cites(node),
        in_specification: reader.flag(&map, "in_specification"),
        covers,
        by_principal,
        place,
    }
}

/// The clauses that a measure cites: those that its sentence names, so that who writes it down need not write the numbers twice;
/// those of the key alone where it lists one that the sentence does not name.
fn cites(node: Node<'_>) -> Vec<(String, Span)> {
    let listed = items(node.get("cites")).filter_map(|at| Some((text_of(Some(at))?, at.span())));
    let listed: Vec<(String, Span)> = listed.collect();
    let Some(sentence) = node.get("text") else { return listed };
    let named = text::clauses_named(&text_of(Some(sentence)).unwrap_or_default());
    if listed.iter().any(|(number, _)| !named.contains(number)) {
        return listed;
    }
    let placed = |number: String| {
        let own = listed.iter().find(|(other, _)| *other == number);
        own.cloned().unwrap_or((number, sentence.span()))
    };
    named.into_iter().map(placed).collect()
}

fn covers<'d>(reader: &mut Reader<'d>, node: Node<'d>, pointer: &str) -> Covers {
    let map = reader.map(node, pointer.to_owned());
    let at = node.get("at").map(|list| {
        let found = reader.references(Some(list), &format!("{pointer}/at"), Reference::Store);
        found.into_iter().map(StoreId::new).collect()
    });
    Covers {
        from: reader.reference(&map, "from", Reference::Actor, ActorId::new).copied(),
        to: reader.reference(&map, "to", Reference::Actor, ActorId::new).copied(),
        medium: node.get("medium").map(words_of),
        data: reader.data_list(&map, "data").value().cloned(),
        at,
    }
}

fn words_of<T: Enumerated>(node: Node<'_>) -> Vec<T> {
    one_or_many(node).filter_map(word).collect()
}
