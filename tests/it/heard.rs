//! Every key of the format is heard: without it something else is found, or the page on the format says that it is only
//! for readers.

use std::collections::{BTreeMap, BTreeSet};

use sekisho::filing::format::FILING;
use sekisho::session::Session;
use sekisho::source::Document;
use sekisho::vocabulary::shape::{MapShape, Shape};
use serde_json::{Value, json};

use crate::common::{below, document, root, session, text};

/// Places of one key at which it is left out to see whether anything changes.
const TRIES: usize = 6;

/// Keys by map and name, each with the filings and places in which it is written.
type Places = BTreeMap<String, Vec<(usize, String)>>;

#[test]
fn every_key_is_heard_or_said_to_be_for_readers() {
    let session = session();
    let filings: Vec<Value> = below(&root().join("policies/shinjuku/tests/base"), ".filing.yaml")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("readable"))
        .chain([text("examples/shinjuku/000.filing.yaml")])
        .map(|filing| Document::to_json(document("base", &filing).root()))
        .collect();
    let whole: Vec<BTreeSet<String>> = filings.iter().map(|filing| found(&session, filing)).collect();
    let mut places = Places::new();
    for (at, filing) in filings.iter().enumerate() {
        walk(&FILING, filing, at, "", &mut places);
    }
    let mut keys = BTreeSet::new();
    collect_map(&FILING, &mut keys);
    let read_only = for_readers();
    let told = told(&session);
    let unheard = |key: &&String| {
        let at = places.get(*key).into_iter().flatten().take(TRIES);
        !at.clone().any(|(filing, pointer)| {
            let without = patched(&filings[*filing], &json!([{ "op": "remove", "path": pointer }]));
            found(&session, &without) != whole[*filing]
        })
    };
    let lost: Vec<_> = keys.iter().filter(|key| !read_only.contains(*key) && !told.contains(*key)).filter(unheard).collect();
    let strange: Vec<_> = read_only.union(&told).filter(|key| !keys.contains(*key)).collect();
    let both: Vec<_> = read_only.intersection(&told).collect();
    assert!(lost.is_empty(), "neither asked nor said to be for readers: {lost:#?}");
    assert!(strange.is_empty() && both.is_empty(), "no key of the format: {strange:?}, both: {both:?}");
}

/// Keys that no filing of the tests uses, each with a change that is told.
fn told(session: &Session) -> BTreeSet<String> {
    let table = Document::to_json(document("heard", &text("tests/heard.yaml")).root());
    let rows = table.as_array().expect("rows").iter().map(|row| {
        let (key, base) = (row["key"].as_str().expect("a key"), row["base"].as_str().expect("a base"));
        let path = format!("policies/shinjuku/tests/base/{base}.filing.yaml");
        let base = Document::to_json(document(&path, &text(&path)).root());
        let before = row.get("before").map_or_else(|| base.clone(), |before| patched(&base, before));
        assert_ne!(found(session, &before), found(session, &patched(&before, &row["with"])), "{key}: nothing is told");
        key.to_owned()
    });
    rows.collect()
}

/// Keys that the page on the format lists as being for readers: `map.key`.
fn for_readers() -> BTreeSet<String> {
    let page = text("docs/filing.md");
    let section = page.split("\n## ").find(|section| section.starts_with("情報として記すだけのキー")).expect("the section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let keys = rows.flat_map(|(map, rest)| {
        let keys = rest.split(" | ").next().unwrap_or_default().split('`').filter(|key| !key.trim().is_empty());
        keys.map(move |key| format!("{map}.{key}"))
    });
    keys.collect()
}

fn patched(filing: &Value, changes: &Value) -> Value {
    let mut filing = filing.clone();
    let patch: json_patch::Patch = serde_json::from_value(changes.clone()).expect("a patch");
    json_patch::patch(&mut filing, &patch).unwrap_or_else(|error| panic!("{changes}: {error}"));
    filing
}

/// What is found in a filing: rule, verdict, severity, subject and sentence.
fn found(session: &Session, filing: &Value) -> BTreeSet<String> {
    let written = serde_json::to_string_pretty(filing).expect("written").into_bytes();
    let judged = session.file("heard.filing.yaml", Ok(written)).expect("judged");
    let said = judged.findings.iter();
    said.map(|it| format!("{} {:?} {:?} {} {}", it.rule, it.verdict, it.severity, it.about.id, it.message.ja)).collect()
}

/// Collects every key of a map and below it, as `map.key`.
fn collect_map(map: &'static MapShape, keys: &mut BTreeSet<String>) {
    for key in map.keys {
        if keys.insert(format!("{}.{}", map.name, key.name)) {
            collect(&key.shape, keys);
        }
    }
}

fn collect(shape: &'static Shape, keys: &mut BTreeSet<String>) {
    match shape {
        Shape::Map(map) => collect_map(map, keys),
        Shape::List(inside) | Shape::OneOrMany(inside) | Shape::Dict(inside) => collect(inside, keys),
        Shape::Either(all) => all.iter().for_each(|one| collect(one, keys)),
        _ => {}
    }
}

fn walk(map: &'static MapShape, node: &Value, filing: usize, at: &str, places: &mut Places) {
    for (name, value) in node.as_object().into_iter().flatten() {
        let Some(key) = map.key(name) else { continue };
        let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        places.entry(format!("{}.{name}", map.name)).or_default().push((filing, pointer.clone()));
        inside(&key.shape, value, filing, &pointer, places);
    }
}

fn inside(shape: &'static Shape, node: &Value, filing: usize, at: &str, places: &mut Places) {
    match (shape, node) {
        (Shape::Map(map), Value::Object(_)) => walk(map, node, filing, at, places),
        (Shape::Dict(one), Value::Object(all)) => {
            for (key, value) in all {
                let key = key.replace('~', "~0").replace('/', "~1");
                inside(one, value, filing, &format!("{at}/{key}"), places);
            }
        }
        (Shape::List(one) | Shape::OneOrMany(one), Value::Array(all)) => {
            for (position, value) in all.iter().enumerate() {
                inside(one, value, filing, &format!("{at}/{position}"), places);
            }
        }
        (Shape::OneOrMany(one), _) => inside(one, node, filing, at, places),
        (Shape::Either(all), _) => all.iter().for_each(|one| inside(one, node, filing, at, places)),
        _ => {}
    }
}
