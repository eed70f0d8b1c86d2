//! Small filings and what custody makes of them, written out by hand in `tests/custody/*.yaml`.
//!
//! A case changes the filing of its file (`with`, a JSON merge patch) and lists lines that it expects. The irregular
//! steps are always compared, so a case that lists none expects none.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sekisho::filing::{ActorId, DisposalReport, Field, PartId, StepId};
use sekisho::flow::{Absence, Content, Cover, Place, TroubleKind, Waypoint};
use sekisho::session::{Ready, Session};
use sekisho::source::Document;
use sekisho::vocabulary::enumerations::Enumerated;
use serde_json::Value;

use crate::common::{document, session, text};

static SESSION: LazyLock<Session> = LazyLock::new(session);

/// Writes one kind of result out, a line for each.
type Write = fn(&Ready) -> Vec<String>;

/// What a case may ask about, and how it is written out.
const LISTS: [(&str, Write); 9] = [
    ("troubles", troubles),
    ("copies", copies),
    ("hops", hops),
    ("ways", ways),
    ("places", places),
    ("reads", reads),
    ("loads", loads),
    ("idle", idle),
    ("parts", parts),
];

fn run_table(name: &str) {
    let table = Document::to_json(document(name, &text(name)).root());
    let cases = table["cases"].as_array().expect("cases");
    let mut wrong = String::new();
    for case in cases {
        let mut filing = table["filing"].clone();
        if let Some(steps) = case.get("steps") {
            filing["flows"] = serde_json::json!([{ "id": "f", "steps": steps }]);
        }
        if let Some(with) = case.get("with") {
            json_patch::merge(&mut filing, with);
        }
        let mut findings = Vec::new();
        let ready = SESSION.ready(&Document::from_json(&filing), &mut findings).expect("schema").expect("judged");
        assert!(findings.is_empty(), "{}: the filing does not fit the format: {findings:?}", case["name"]);
        for key in case.as_object().expect("a case").keys() {
            let known = LISTS.iter().any(|(list, _)| list == key) || ["name", "steps", "with", "why"].contains(&&**key);
            assert!(known, "{}: {key}", case["name"]);
        }
        for (list, write) in LISTS {
            let none = Value::Array(Vec::new());
            let Some(expected) = case.get(list).or((list == "troubles").then_some(&none)) else { continue };
            let expected: Vec<&str> = expected.as_array().expect(list).iter().filter_map(Value::as_str).collect();
            let found = write(&ready);
            if found != expected {
                let _ = writeln!(wrong, "{}: {list}\n  expected {expected:#?}\n  found {found:#?}", case["name"]);
            }
        }
    }
    assert!(wrong.is_empty(), "{name}\n{wrong}");
}

fn number(ready: &Ready, step: StepId) -> String {
    let name = ready.filing.step_name(step);
    name.strip_prefix("f/").unwrap_or(&name).to_owned()
}

fn numbers(ready: &Ready, steps: &[StepId]) -> String {
    steps.iter().map(|step| number(ready, *step)).collect::<Vec<_>>().join(" ")
}

fn actor(ready: &Ready, actor: Option<ActorId>) -> String {
    actor.map_or_else(|| "?".to_owned(), |actor| ready.filing.actor(actor).id.clone())
}

fn report(ready: &Ready, report: Option<&DisposalReport>) -> String {
    match report {
        None => String::new(),
        Some(DisposalReport { made: false, .. }) => ", no report".to_owned(),
        Some(DisposalReport { to: None, .. }) => ", report".to_owned(),
        Some(DisposalReport { to: Some(to), .. }) => {
            let names: Vec<String> = to.iter().map(|one| actor(ready, Some(*one))).collect();
            format!(", report to {}", names.join(" and "))
        }
    }
}

/// A load by the step that made it: `maker@#1`.
fn place(name: &str) -> String {
    name.replace("@f/", "@#")
}

/// `maker@#1 roster: provided by city, 1 2, returned 5`: where and what, how it came there and by which steps, its ends.
fn copies(ready: &Ready) -> Vec<String> {
    let custody = &ready.custody;
    let line = |(id, held): (_, &sekisho::flow::HeldCopy)| {
        let what = match held.content {
            Content::Data(set) => ready.filing.data[set.at()].id.as_str(),
            Content::Notice => "password",
        };
        let mut line = format!("{} {what}: ", place(&custody.place_name(&ready.filing, id)));
        let Some(last) = held.last_step else {
            line += "from the start";
            return ends(ready, line, held);
        };
        if let Some(origin) = held.origin {
            line += origin.word();
            if let Some(giver) = held.provided_by {
                let _ = write!(line, " by {}", actor(ready, Some(giver)));
            }
            line += ", ";
        }
        let witness: Vec<StepId> = custody.witness(id).into_iter().map(Waypoint::step).collect();
        line += &numbers(ready, &witness);
        if witness.last() != Some(&last) {
            let _ = write!(line, ", last {}", number(ready, last));
        }
        ends(ready, line, held)
    };
    custody.copies().map(line).collect()
}

fn ends(ready: &Ready, mut line: String, held: &sekisho::flow::HeldCopy) -> String {
    assert!(held.alive || !held.endings.is_empty(), "{line}");
    if held.optional {
        line += ", optional";
    }
    if let Some(repeats) = held.repeats {
        let _ = write!(line, ", {}", repeats.word());
    }
    for ending in &held.endings {
        let _ = write!(line, ", {} {}", ending.end.word(), number(ready, ending.step));
        line += &report(ready, ending.report.as_ref());
    }
    line
}

/// `2 city -> maker under main, notices 3`.
fn hops(ready: &Ready) -> Vec<String> {
    let hops = &ready.custody.handovers;
    let line = |hop: &sekisho::flow::Handover| {
        let (from, to) = (actor(ready, hop.from.copied()), actor(ready, hop.to.copied()));
        let mut line = format!("{} {from} -> {to}", number(ready, hop.step));
        if let Some(part) = hop.part {
            let _ = write!(line, " under {}", ready.filing.parts[part.at()].id);
        }
        let notices: Vec<StepId> = hop.notices.iter().map(|at| hops[*at].step).collect();
        if !notices.is_empty() {
            let _ = write!(line, ", notices {}", numbers(ready, &notices));
        }
        line
    };
    hops.iter().map(line).collect()
}

/// `2 way 0 carriage 1: removable cd-r, encrypted yes, line vpn`, with `*` where the hop has several.
fn ways(ready: &Ready) -> Vec<String> {
    let custody = &ready.custody;
    let line = |hop: &sekisho::flow::Hop| {
        let step = ready.filing.step(custody.handovers[hop.handover].step);
        let mut line = step.id.clone();
        if let Some(way) = hop.way {
            let _ = write!(line, " way {way}");
        }
        if let Some(row) = hop.transport {
            let by = hop.transport(step).and_then(|row| row.by.copied()).map_or("?", Enumerated::word);
            let _ = write!(line, " carriage {row} {by}");
        }
        line += if hop.one_of_several { "*:" } else { ":" };
        let _ = write!(line, " {}", hop.class.map_or("?", Enumerated::word));
        let medium = hop.medium(step);
        let media: Vec<&str> = medium.value().into_iter().flat_map(|media| &media.list).map(|one| one.word()).collect();
        let _ = write!(line, " {}", if media.is_empty() { "?".to_owned() } else { media.join("/") });
        if let Some(encrypted) = hop.encrypted(step).copied() {
            line += if encrypted { ", encrypted" } else { ", plain" };
        }
        if let Some(kind) = hop.line(step).kind.copied() {
            let _ = write!(line, ", line {}", kind.word());
        }
        let _ = write!(line, ", at {}", hop.place(step).pointer.trim_start_matches("/flows/0/steps/"));
        line
    };
    custody.hops.iter().map(line).collect()
}

/// `maker@maker-pc roster labels: terminal, 4, deleted 8, report`, with the media of a load of which only some end so; a
/// planned end is `plan deleted main 0`, by its part
/// and position.
fn places(ready: &Ready) -> Vec<String> {
    let custody = &ready.custody;
    let line = |kept: &sekisho::flow::Holding| {
        let sets: Vec<&str> = kept.data.iter().map(|set| ready.filing.data[set.at()].id.as_str()).collect();
        let what = if sets.is_empty() { "password".to_owned() } else { sets.join(" ") };
        let name = place(&custody.place_name(&ready.filing, kept.example));
        let mut line = format!("{name} {what}:");
        assert!(kept.stays || !kept.terminal, "{line} ends elsewhere and yet here");
        line += match (kept.stays, kept.terminal) {
            (_, true) => " terminal",
            (true, false) => " stays",
            (false, false) => " gone",
        };
        let alternatives = kept.alternatives.iter().map(Enumerated::word).collect::<Vec<_>>().join("/");
        if !alternatives.is_empty() {
            let _ = write!(line, ", {alternatives}");
        }
        if let Some(last) = kept.last_step {
            let _ = write!(line, ", {}", number(ready, last));
        }
        line + &kept.cover.as_ref().map_or_else(String::new, |it| cover(ready, it))
    };
    custody.holdings.iter().map(line).collect()
}

fn cover(ready: &Ready, cover: &Cover) -> String {
    let mut line = String::from(", ");
    if cover.planned {
        line += "plan ";
    }
    line += cover.end.word();
    let keys: Vec<&str> = cover.place.pointer.split('/').collect();
    let at = |key: &str| key.parse::<usize>().expect("a position");
    let _ = match keys.as_slice() {
        ["", "flows", flow, "steps", step] => write!(line, " {}", ready.filing.flows[at(flow)].steps[at(step)].id),
        ["", "contracts", part, "disposal", row] => write!(line, " {} {row}", ready.filing.parts[at(part)].id),
        _ => write!(line, " {}", cover.place.pointer),
    };
    if cover.inferred {
        line += " inferred";
    }
    match &cover.report {
        Field::Elsewhere(..) => line += ", report elsewhere",
        field => line += &report(ready, field.value()),
    }
    for due in cover.due.value().into_iter().flatten() {
        match due {
            sekisho::filing::DueAt::Occasion(due) => {
                let _ = write!(line, ", due {}", due.word());
            }
            sekisho::filing::DueAt::Date(_) => line += ", due on a day",
            sekisho::filing::DueAt::Days(..) => line += ", due after days",
        }
    }
    line
}

/// `3 gap roster`, `4 break roster, ended at maker@maker-pc`.
fn troubles(ready: &Ready) -> Vec<String> {
    let line = |trouble: &sekisho::flow::Trouble| {
        let kind = match trouble.kind {
            TroubleKind::Break(_) => "break",
            TroubleKind::CarrierGap => "gap",
            TroubleKind::Ambiguous => "ambiguous",
            TroubleKind::ReturnedElsewhere => "returned elsewhere",
            TroubleKind::NotTheReceivers => "not the receiver's",
        };
        let sets: Vec<&str> = trouble.data.iter().map(|set| ready.filing.data[set.at()].id.as_str()).collect();
        let mut line = format!("{} {kind} {}", number(ready, trouble.step), sets.join(" "));
        if let TroubleKind::Break(absence) = trouble.kind {
            line += match absence {
                Absence::NeverCame => "",
                Absence::MovedAway(_) => ", moved away",
                Absence::Ended(_) => ", ended",
                Absence::ComesLater(_) => ", comes later",
                Absence::OtherPlace => ", other place",
                Absence::NeverMade => ", never made",
                Absence::OtherBody => ", other body",
            };
        }
        for at in &trouble.found {
            let _ = write!(line, " at {}", place(&ready.custody.place_name(&ready.filing, *at)));
        }
        line
    };
    ready.custody.troubles.iter().map(line).collect()
}

/// Where each step takes its data from, as far as it is told: `3 maker-pc`, `4 #2`.
fn reads(ready: &Ready) -> Vec<String> {
    let custody = &ready.custody;
    let mut all = Vec::new();
    for (id, _) in ready.filing.steps() {
        if let Some(store) = custody.store_read(&ready.filing, id) {
            all.push(format!("{} {}", number(ready, id), ready.filing.stores[store.at()].id));
        }
        if let Some(load) = custody.load_read(id) {
            all.push(format!("{} #{}", number(ready, id), number(ready, load.made_by)));
        }
    }
    all
}

/// `#1 cd-r by city, sealed by maker, verified by maker, kept at maker-safe, moved 2 3`.
fn loads(ready: &Ready) -> Vec<String> {
    let line = |lot: &sekisho::flow::Lot| {
        let media: Vec<&str> = lot.media.iter().map(|one| one.word()).collect();
        let mut line = format!("#{} {} by {}", number(ready, lot.made_by), media.join("/"), actor(ready, lot.maker));
        if !lot.unlocks.is_empty() {
            let _ = write!(line, ", opens {}", numbers(ready, &lot.unlocks));
        }
        for (word, by) in [("sealed", lot.sealed_by), ("verified", lot.verified_by)] {
            if by.is_some() {
                let _ = write!(line, ", {word} by {}", actor(ready, by));
            }
        }
        if let Some(store) = lot.kept_at {
            let _ = write!(line, ", kept at {}", ready.filing.stores[store.at()].id);
        }
        if !lot.moved_by.is_empty() {
            let _ = write!(line, ", moved {}", numbers(ready, &lot.moved_by));
        }
        line
    };
    ready.custody.lots.iter().map(line).collect()
}

/// Planned ends that cover nothing: `main 0`.
fn idle(ready: &Ready) -> Vec<String> {
    let line = |(part, at): &(usize, usize)| format!("{} {at}", ready.filing.parts[*part].id);
    ready.custody.idle_disposals.iter().map(line).collect()
}

/// Depth of each part and the contract above it: `sub 2 below main`.
fn parts(ready: &Ready) -> Vec<String> {
    let parts = &ready.filing.parts;
    let line = |(at, depth): (usize, &u32)| {
        let above = ready.custody.parent(PartId::new(at));
        let above = above.map_or_else(String::new, |above| format!(" below {}", parts[above.at()].id));
        format!("{} {depth}{above}", parts[at].id)
    };
    ready.custody.depths.iter().enumerate().map(line).collect()
}

#[test]
fn actions() {
    run_table("tests/custody/actions.yaml");
}

#[test]
fn absences() {
    run_table("tests/custody/absences.yaml");
}

#[test]
fn passing_on() {
    run_table("tests/custody/passing-on.yaml");
}

#[test]
fn ends_of_copies() {
    run_table("tests/custody/ends.yaml");
}

#[test]
fn hops_and_parts() {
    run_table("tests/custody/hops.yaml");
}

/// A place is a store or a load where it is named as one.
#[test]
fn a_place_is_named_by_its_kind() {
    let value = serde_json::json!({
        "sekisho": "filing/v1", "id": "x", "jurisdiction": "shinjuku",
        "actors": { "a": { "role": "contractor" } }, "data": { "d": {} },
        "flows": [{ "id": "f", "steps": [{ "id": 1, "action": "collect", "actor": "a", "data": ["d"], "onto": "paper" }] }],
    });
    let ready = SESSION.ready(&Document::from_json(&value), &mut Vec::new()).expect("schema").expect("judged");
    let (id, _) = ready.custody.copies().next().expect("a copy");
    assert!(matches!(ready.custody.place(id), Place::Lot(_)));
    assert_eq!(ready.custody.place_name(&ready.filing, id), "a@f/1");
}
