//! The filing as a whole, its parties, data, stores and flows.

use super::super::model::*;
use super::super::values::{escape, flag_of, item_names, items, named_places, one_or_many, text_of, word};
use super::{Map, Reader, Reference, bodies, parts, steps, unclear, waivers};
use crate::source::{Kind, Node, Span};
use crate::vocabulary::enumerations::{Role, Sensitive};
use crate::vocabulary::pack_words::PackList;

impl<'d> Reader<'d> {
    pub(super) fn filing(&mut self, root: Node<'d>) -> Filing {
        let map = self.map(root, String::new());
        let mut filing = Filing {
            id: text_of(root.get("id")).unwrap_or_default(),
            place: Location { pointer: String::new(), span: root.head() },
            cells: root.document().cells().cloned(),
            title: self.text(&map, "title"),
            jurisdiction: self.text(&map, "jurisdiction"),
            submitted: self.day(&map, "submitted"),
            forum: self.pack_word(&map, "forum", PackList::Forum),
            forum_as_written: self.text(&map, "forum_as_written"),
            agenda: self.pack_word(&map, "agenda", PackList::Agenda),
            agenda_points: self.texts(&map, "agenda_points", "text"),
            document: self.text(&map, "document"),
            basis: self.basis(&map),
            departments: self.texts(&map, "departments", "text"),
            enclosures: self.enclosures(&map),
            systems: self.systems(&map),
            attachments: self.attachments(&map),
            ..Filing::default()
        };
        if let Some(programme) = self.child(&map, "programme") {
            filing.programme = self.programme(&programme);
        }
        for (map, place) in self.list(&map, "approvals") {
            filing.approvals.push(Approval {
                id: text_of(map.get("id")).unwrap_or_default(),
                session: self.text(&map, "session"),
                forum: self.pack_word(&map, "forum", PackList::Forum),
                forum_as_written: self.text(&map, "forum_as_written"),
                date: self.day(&map, "date"),
                outcome: self.word(&map, "outcome"),
                of: self.parts_named(&map, "of"),
                place,
            });
        }
        for (id, map, place) in self.dict(&map, "actors") {
            let actor = self.actor(id, &map, place);
            filing.actors.push(actor);
        }
        bodies::join(&mut filing.actors);
        for (id, map, place) in self.dict(&map, "data") {
            let set = self.data_set(id, &map, place);
            filing.data.push(set);
        }
        for (id, map, place) in self.dict(&map, "stores") {
            let store = self.store(id, &map, place);
            filing.stores.push(store);
        }
        for (at, (map, place)) in self.list(&map, "flows").into_iter().enumerate() {
            self.flow = at;
            let flow = self.flow(&map, place);
            filing.flows.push(flow);
        }
        self.parts_of(&map, &mut filing.parts);
        let points = items(root.get("agenda_points")).enumerate();
        filing.points_about = points
            .filter_map(|(at, point)| {
                let parts = point.get("of")?;
                let found = self.references(Some(parts), &format!("/agenda_points/{at}/of"), Reference::Part);
                Some((text_of(point.get("text"))?, found.into_iter().map(PartId::new).collect()))
            })
            .collect();
        filing.waivers = waivers::waivers(self, &map);
        filing.reasons = waivers::reasons(self, &map);
        filing.inferred = self.inferred;
        // A map that says where to find what it lacks is asked for each of its keys.
        self.cited.sort_unstable();
        self.cited.dedup();
        filing.cited = std::mem::take(&mut self.cited);
        filing.unclear = unclear::unclear(self.unread());
        filing.dropped = std::mem::take(&mut self.dropped);
        filing
    }

    fn programme(&mut self, map: &Map<'d>) -> Programme {
        Programme {
            name: self.text(map, "name"),
            purpose: self.text(map, "purpose"),
            subjects: self.text(map, "subjects"),
            summary: self.text(map, "summary"),
            headcount: self.field(map, "headcount", |_, node| {
                let rows = items(Some(node)).map(|row| Group {
                    name: text_of(row.get("group")).unwrap_or_default(),
                    count: row.get("count").and_then(|count| count.as_int()),
                    unit: text_of(row.get("unit")),
                    approx: flag_of(row.get("approx")) == Some(true),
                    basis: text_of(row.get("basis")),
                });
                (node.kind() == Kind::Seq).then(|| rows.collect())
            }),
            headcount_total: self.field(map, "headcount_total", |_, node| node.as_int()),
            services: self.texts(map, "services", "text"),
            single_contractor: self.flag(map, "single_contractor"),
        }
    }

    fn enclosures(&mut self, map: &Map<'d>) -> Field<Vec<(String, Vec<String>)>> {
        self.field(map, "enclosures", |_, node| {
            let groups = |row: Node<'d>| items(row.get("for")).filter_map(|group| text_of(Some(group))).collect();
            let rows = items(Some(node)).map(|row| (text_of(row.get("name")).unwrap_or_default(), groups(row)));
            (node.kind() == Kind::Seq).then(|| rows.collect())
        })
    }

    fn systems(&mut self, map: &Map<'d>) -> Field<Vec<Vec<String>>> {
        self.field(map, "systems", |_, node| {
            let names = |system: Node<'d>| {
                let own = text_of(system.get("name")).into_iter();
                own.chain(items(system.get("aliases")).filter_map(|alias| text_of(Some(alias)))).collect()
            };
            (node.kind() == Kind::Map).then(|| node.entries().map(|(_, _, system)| names(system)).collect())
        })
    }

    fn attachments(&mut self, map: &Map<'d>) -> Field<Vec<(String, Option<bool>)>> {
        self.field(map, "attachments", |_, node| {
            let row = |row: Node<'d>| (text_of(row.get("id")).unwrap_or_default(), flag_of(row.get("attached")));
            (node.kind() == Kind::Seq).then(|| items(Some(node)).map(row).collect())
        })
    }

    fn parts_named(&mut self, map: &Map<'d>, key: &str) -> Field<Vec<PartId>> {
        let pointer = format!("{}/{key}", map.pointer);
        self.field(map, key, |reader, node| {
            Some(reader.references(Some(node), &pointer, Reference::Part).into_iter().map(PartId::new).collect())
        })
    }

    fn actor(&mut self, id: &str, map: &Map<'d>, place: Location) -> Actor {
        let selection = self.child(map, "selection");
        let (method, requires) = selection.map_or_else(Default::default, |row| {
            let method = self.field(&row, "method", |_, node| Some(one_or_many(node).filter_map(word).collect()));
            (method, self.texts(&row, "requires", "text"))
        });
        Actor {
            corporate_number: self.text(map, "corporate_number"),
            public: self.flag(map, "public"),
            employer: self.reference(map, "employer", Reference::Actor, ActorId::new),
            selection_method: method,
            selection_requires: requires,
            id: id.to_owned(),
            roles: self.field(map, "role", |_, node| one_or_many(node).map(word::<Role>).collect::<Option<Vec<_>>>()),
            name: self.text(map, "name"),
            site: self.text(map, "site"),
            organisation: self.text(map, "organisation"),
            country: self.text(map, "country"),
            // Told once all actors are known.
            body: ActorId::new(0),
            certifications: self.field(map, "certifications", |_, node| {
                Some(
                    items(Some(node))
                        .filter_map(|row| Some((text_of(row.get("name"))?, row.get("status").and_then(word))))
                        .collect(),
                )
            }),
            changed: map.changed(),
            place,
        }
    }

    fn data_set(&mut self, id: &str, map: &Map<'d>, place: Location) -> DataSet {
        let part_of = map.get("part_of");
        let pointer = format!("{}/part_of", map.pointer);
        DataSet {
            id: id.to_owned(),
            name: self.text(map, "name"),
            subjects: self.text(map, "subjects"),
            year: self.text(map, "year"),
            group: self.text(map, "group"),
            items: self.field(map, "items", |_, node| {
                (node.kind() == Kind::Seq).then(|| items(Some(node)).flat_map(item_names).collect())
            }),
            settled: items(map.get("items"))
                .filter(|item| flag_of(item.get("my_number")).is_some())
                .flat_map(item_names)
                .collect(),
            part_of: self.references(part_of, &pointer, Reference::Data).into_iter().map(DataId::new).collect(),
            incomplete: self.flag(map, "incomplete"),
            personal: self.flag(map, "personal"),
            dummy: self.flag(map, "dummy"),
            my_number: self.my_number(map),
            sensitive: self.sensitive(map),
            place,
        }
    }

    /// Reads whether a set holds My Number: as the set states, else true if one of its items states it.
    fn my_number(&mut self, map: &Map<'d>) -> Field<bool> {
        let own = self.flag(map, "my_number");
        if own != Field::Unstated {
            return own;
        }
        items(map.get("items"))
            .filter_map(|item| item.get("my_number"))
            .find(|flag| flag.as_bool() == Some(true))
            .map_or(Field::Unstated, |flag| Field::Stated { value: true, span: flag.span(), inferred: false })
    }

    /// Reads why a set is sensitive: what it states, with what its items state.
    fn sensitive(&mut self, map: &Map<'d>) -> Field<Vec<Sensitive>> {
        let own: Field<Vec<Sensitive>> =
            self.field(map, "sensitive", |_, node| Some(items(Some(node)).filter_map(word).collect()));
        let items = items(map.get("items")).filter_map(|item| item.get("sensitive"));
        let said: Vec<(Sensitive, Span)> =
            items.flat_map(|list| list.items().filter_map(move |kind| Some((word(kind)?, list.span())))).collect();
        match (own, said.first()) {
            (Field::Unstated, Some((_, span))) => {
                Field::Stated { value: said.iter().map(|(kind, _)| *kind).collect(), span: *span, inferred: false }
            }
            (Field::Stated { mut value, span, inferred }, Some(_)) => {
                value.extend(said.iter().map(|(kind, _)| *kind));
                Field::Stated { value, span, inferred }
            }
            (own, _) => own,
        }
    }

    fn store(&mut self, id: &str, map: &Map<'d>, place: Location) -> Store {
        let measures = named_places(map.get("measures"), &format!("{}/measures", map.pointer));
        Store {
            id: id.to_owned(),
            actor: self.reference(map, "actor", Reference::Actor, ActorId::new),
            kind: self.word(map, "kind"),
            name: self.text(map, "name"),
            operated_by: self.reference(map, "operated_by", Reference::Actor, ActorId::new),
            owned_by: self.reference(map, "owned_by", Reference::Actor, ActorId::new),
            passes_to: self.reference(map, "passes_to", Reference::Actor, ActorId::new),
            passes_on: self.day(map, "passes_on"),
            exposure: self.word(map, "exposure"),
            site: self.text(map, "site"),
            law: self.word(map, "law"),
            brought_in: self.flag(map, "brought_in"),
            measures,
            changed: map.changed(),
            place,
        }
    }

    fn flow(&mut self, map: &Map<'d>, place: Location) -> Flow {
        self.steps.clear();
        for (at, step) in items(map.get("steps")).enumerate() {
            if let Some(id) = step.get("id").and_then(|id| id.text()) {
                self.steps.entry(id).or_insert(at);
            }
        }
        let under = self.references(map.get("under"), &format!("{}/under", map.pointer), Reference::Part);
        let (mut measures, mut measure_texts) = (Vec::new(), Vec::new());
        if let Some(lanes) = map.get("measures").filter(|node| node.kind() == Kind::Map) {
            for (actor, span, list) in lanes.entries() {
                let pointer = format!("{}/measures/{}", map.pointer, escape(actor));
                if let Some(at) = self.find(actor, span, || pointer.clone(), Reference::Actor) {
                    measures.push((ActorId::new(at), lane(list, &pointer, &mut measure_texts)));
                }
            }
        }
        let mut starts_with = Vec::new();
        for (row, _) in self.list(map, "starts_with") {
            let at = self.reference(&row, "at", Reference::Store, StoreId::new);
            let data = self.data_list(&row, "data");
            if let (Some(at), Some(data)) = (at.copied(), data.value()) {
                starts_with.push((at, data.clone()));
            }
        }
        let steps = self.list(map, "steps");
        let steps = steps.into_iter().map(|(step, place)| steps::step(self, &step, place)).collect();
        Flow {
            id: text_of(map.get("id")).unwrap_or_default(),
            title: self.text(map, "title"),
            source: self.text(map, "source"),
            covers: self.texts(map, "covers", "text"),
            under: under.into_iter().map(PartId::new).collect(),
            continuing: self.flag(map, "continuing"),
            starts_with,
            measures,
            measure_texts,
            steps,
            changed: map.changed(),
            place,
        }
    }

    fn parts_of(&mut self, map: &Map<'d>, parts: &mut Vec<Part>) {
        for key in ["contracts", "connections", "processing"] {
            for (part, place) in self.list(map, key) {
                parts.push(parts::part(self, key, &part, place));
            }
        }
    }
}

/// Reads the measures of a lane by their ids, each with its place; a wording is put with the texts.
fn lane(list: Node<'_>, pointer: &str, texts: &mut Vec<(String, Span)>) -> Vec<(String, Location)> {
    let mut found = Vec::new();
    for (at, item) in items(Some(list)).enumerate() {
        let pointer = format!("{pointer}/{at}");
        if let Some(text) = item.get("text").and_then(|text| Some((text_of(Some(text))?, text.span()))) {
            texts.push(text);
        }
        let own = items(item.get("means")).filter_map(|id| text_of(Some(id)));
        let ids = item.text().map(str::to_owned).into_iter().chain(own);
        found.extend(ids.map(|id| (id, Location { pointer: pointer.clone(), span: item.span() })));
    }
    found
}
