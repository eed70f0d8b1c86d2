//! Properties of custody over generated flows.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use sekisho::finding::Finding;
use sekisho::session::Session;
use sekisho::source::Document;
use sekisho::vocabulary::actions::{Effect, Reads};
use sekisho::vocabulary::enumerations::{Action, Enumerated};
use serde_json::{Value, json};

use crate::common::{session, speaker};

static SESSION: LazyLock<Session> = LazyLock::new(session);

/// One generated step: numbers that are read as choices.
#[derive(Debug, Clone)]
struct Choice {
    action: usize,
    actor: usize,
    other: usize,
    data: usize,
    place: usize,
    medium: usize,
    optional: bool,
    stated: bool,
}

const ACTORS: [&str; 4] = ["city", "maker", "printer", "person"];
const STORES: [&str; 4] = ["city-pc", "maker-pc", "printer-pc", "cabinet"];
const DATA: [&str; 3] = ["roster", "labels", "reply"];
const MEDIA: [&str; 4] = ["cd-r", "paper", "usb", "network"];

fn choice() -> impl Strategy<Value = Choice> {
    (
        0..Action::TABLE.values.len(),
        0..4usize,
        0..4usize,
        0..3usize,
        0..4usize,
        0..4usize,
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.8),
    )
        .prop_map(|(action, actor, other, data, place, medium, optional, stated)| Choice {
            action,
            actor,
            other,
            data,
            place,
            medium,
            optional,
            stated,
        })
}

fn step(at: usize, choice: &Choice) -> Value {
    let action = u8::try_from(choice.action).ok().and_then(Action::from_position).expect("an action");
    let mut step =
        json!({ "id": at + 1, "action": action.word(), "actor": ACTORS[choice.actor], "data": [DATA[choice.data]] });
    let mut put = |key: &str, value: Value| step[key] = value;
    let row = action.row();
    for key in row.keys {
        match *key {
            "to" | "from_actor" => put(key, json!(ACTORS[choice.other])),
            "uses" => put(key, json!([DATA[choice.other % 3]])),
            "from" if choice.stated && row.route.is_none() => put(key, json!(STORES[choice.place])),
            "into" if choice.stated => put(key, json!(STORES[choice.place])),
            "onto" if choice.stated && row.reads == Reads::OnePlace => put(key, json!(MEDIA[choice.medium % 3])),
            _ => {}
        }
    }
    // What names no store may be on a load.
    let loads = match row.effect {
        Effect::Pass(_) | Effect::Provide => choice.stated,
        Effect::End(_) | Effect::Import => !choice.stated,
        _ => false,
    };
    if loads {
        put("medium", json!(MEDIA[choice.medium % 3]));
    }
    if choice.optional {
        step["optional"] = json!(true);
    }
    step
}

fn filing(flows: Value) -> Value {
    json!({
        "sekisho": "filing/v1", "id": "generated", "jurisdiction": "shinjuku",
        "actors": {
            "city": { "role": "principal", "name": "港例区" }, "maker": { "role": "contractor", "name": "株式会社みほん" },
            "printer": { "role": "subcontractor", "name": "例印刷株式会社" }, "person": { "role": "subject", "name": "利用者" },
        },
        "data": {
            "roster": { "name": "登録者情報" }, "labels": { "name": "宛名", "part_of": ["roster"] }, "reply": { "name": "回答" },
        },
        "stores": {
            "city-pc": { "actor": "city", "kind": "pc" }, "maker-pc": { "actor": "maker", "kind": "pc" },
            "printer-pc": { "actor": "printer", "kind": "pc" }, "cabinet": { "actor": "maker", "kind": "safe" },
        },
        "flows": flows,
        "contracts": [
            { "id": "main", "kind": "outsourcing", "from": "city", "to": "maker", "term": { "from": "2024-04-01" } },
            { "id": "sub", "kind": "sub-outsourcing", "parent": "main", "from": "maker", "to": "printer", "term": { "from": "2024-04-01" } },
        ],
    })
}

fn one_flow(choices: &[Choice]) -> Value {
    let steps: Vec<Value> = choices.iter().enumerate().map(|(at, choice)| step(at, choice)).collect();
    filing(json!([{ "id": "f", "under": ["main"], "steps": steps }]))
}

fn judge(value: &Value) -> Vec<Finding> {
    let document = Document::from_json(value);
    let mut findings = Vec::new();
    let ready = SESSION.ready(&document, &mut findings).expect("schema").expect("judged");
    assert!(findings.is_empty(), "generated filings fit the format: {findings:?}");
    let world = ready.world();
    sekisho::check::run(speaker(&ready.policy), &world, ready.day).findings
}

/// What a finding says, without the flow that a step stands in.
fn key(finding: &Finding) -> String {
    let id = finding.about.id.replace("f/", "").replace("g/", "");
    format!("{} {} {} {id}", finding.rule, finding.verdict.word(), finding.severity.word())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_copy_has_a_way_from_an_origin(choices in prop::collection::vec(choice(), 1..14)) {
        let document = Document::from_json(&one_flow(&choices));
        let ready = SESSION.ready(&document, &mut Vec::new()).expect("schema").expect("judged");
        for (id, held) in ready.custody.copies() {
            let witness = ready.custody.witness(id);
            if held.alive && held.last_step.is_some() {
                prop_assert!(!witness.is_empty(), "{:?} came from nowhere", held);
            }
            prop_assert!(witness.iter().all(|point| Some(point.step()) <= held.last_step), "{:?} came from later", held);
        }
    }

    #[test]
    fn a_planned_end_adds_no_finding(choices in prop::collection::vec(choice(), 1..14), returned in any::<bool>()) {
        let mut value = one_flow(&choices);
        let before: BTreeSet<String> =
            judge(&value).iter().map(|finding| format!("{} {}", finding.rule, finding.about.id)).collect();
        value["contracts"][0]["disposal"] = if returned {
            json!([{ "method": "return", "due": ["completion"] }])
        } else {
            json!([{ "method": "delete", "report": true }])
        };
        for finding in judge(&value) {
            let name = format!("{} {}", finding.rule, finding.about.id);
            prop_assert!(finding.rule == "disposal-covers-nothing" || before.contains(&name), "added: {}", name);
        }
    }

    #[test]
    fn other_ids_change_only_names(choices in prop::collection::vec(choice(), 1..12)) {
        let value = one_flow(&choices);
        let mut text = value.to_string();
        for (at, id) in ACTORS.iter().chain(&STORES).chain(&DATA).enumerate() {
            text = text.replace(&format!("\"{id}\""), &format!("\"n{at}\""));
        }
        let renamed: Value = serde_json::from_str(&text).expect("still JSON");
        let places = |value: &Value| {
            let findings = judge(value);
            let mut all: Vec<String> = findings
                .iter()
                .filter(|finding| !finding.about.pointer.starts_with("/actors"))
                .map(|finding| format!("{} {} {}", finding.rule, finding.verdict.word(), finding.about.pointer))
                .collect();
            all.sort();
            all
        };
        prop_assert_eq!(places(&value), places(&renamed));
    }

    #[test]
    fn splitting_a_flow_changes_nothing(choices in prop::collection::vec(choice(), 2..14), cut in 1usize..13) {
        let steps: Vec<Value> = choices.iter().enumerate().map(|(at, choice)| step(at, choice)).collect();
        let cut = cut.min(steps.len() - 1);
        let split = filing(json!([
            { "id": "f", "under": ["main"], "steps": steps[..cut] },
            { "id": "g", "under": ["main"], "steps": steps[cut..] },
        ]));
        let keys = |value: &Value| judge(value).iter().map(key).collect::<BTreeSet<_>>();
        prop_assert_eq!(keys(&one_flow(&choices)), keys(&split));
    }
}

#[test]
fn what_is_collected_and_passed_on_under_one_number_makes_two_hops() {
    let step = json!({ "id": 1, "action": ["collect", "send"], "actor": "maker", "from_actor": "person", "to": "printer",
        "medium": "network", "data": ["reply"] });
    let document = Document::from_json(&filing(json!([{ "id": "f", "steps": [step] }])));
    let ready = SESSION.ready(&document, &mut Vec::new()).expect("schema").expect("judged");
    let name = |actor: &sekisho::filing::Field<sekisho::filing::ActorId>| {
        ready.filing.actor(actor.copied().expect("stated")).id.clone()
    };
    let ends: Vec<_> = ready.custody.handovers.iter().map(|hop| (name(&hop.from), name(&hop.to))).collect();
    let ends: Vec<_> = ends.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(ends, [("person", "maker"), ("maker", "printer")]);
}

#[test]
fn two_discs_need_two_ends() {
    let disc = |extract: usize, hand: usize| {
        vec![
            json!({ "id": extract, "action": "extract", "actor": "city", "from": "city-pc", "onto": "cd-r", "data": ["roster"] }),
            json!({ "id": hand, "action": "hand-over", "actor": "city", "to": "maker", "medium": "cd-r", "lot": extract, "data": ["roster"] }),
        ]
    };
    let mut steps = disc(1, 2);
    steps.extend(disc(3, 4));
    let unreturned = |steps: &[Value]| {
        let findings = judge(&filing(json!([{ "id": "f", "steps": steps }])));
        findings
            .iter()
            .filter(|finding| finding.rule == "hop-media-returned")
            .map(|finding| finding.about.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(unreturned(&steps), ["maker@f/1", "maker@f/3"]);
    steps.push(json!({ "id": 5, "action": "return", "actor": "maker", "to": "city", "medium": "cd-r", "lot": 1 }));
    assert_eq!(unreturned(&steps), ["maker@f/3"]);
    steps.push(json!({ "id": 6, "action": "return", "actor": "maker", "to": "city", "medium": "cd-r", "lot": 3 }));
    assert_eq!(unreturned(&steps), Vec::<String>::new());
}

#[test]
fn a_return_without_more_takes_every_load_of_its_medium() {
    let value = filing(json!([{ "id": "f", "steps": [
        { "id": 1, "action": "extract", "actor": "city", "from": "city-pc", "onto": "cd-r", "data": ["roster"] },
        { "id": 2, "action": "hand-over", "actor": "city", "to": "maker", "medium": "cd-r", "data": ["roster"] },
        { "id": 3, "action": "return", "actor": "maker", "to": "city", "medium": "cd-r" },
    ] }]));
    let left = judge(&value).into_iter().filter(|finding| finding.rule == "hop-media-returned").count();
    assert_eq!(left, 0);
}
