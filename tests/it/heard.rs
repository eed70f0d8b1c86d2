//! Every key of the format is heard: the program reads it, or the page on the format says that it is for readers only.

use std::collections::BTreeSet;

use sekisho::filing::{self, format::FILING};
use sekisho::source::Document;
use sekisho::vocabulary::pack_words::PackWords;
use sekisho::vocabulary::shape::{MapShape, Shape};
use serde_json::{Value, json};

use crate::common::{below, document, root, text};

#[test]
fn every_key_is_read_or_said_to_be_for_readers() {
    let examples = ["tests/facts/full.filing.yaml", "tests/heard.filing.yaml", "examples/shinjuku/000.filing.yaml"];
    let bases = below(&root().join("policies/shinjuku/tests/base"), ".filing.yaml");
    let bases = bases.iter().map(|path| std::fs::read_to_string(path).expect("readable"));
    let mut keys = BTreeSet::new();
    collect_map(&FILING, &mut keys);
    let read_only = for_readers();
    let strange: Vec<_> = read_only.difference(&keys).collect();
    assert!(strange.is_empty(), "no key of the format: {strange:?}");
    let mut open: BTreeSet<String> = keys.difference(&read_only).cloned().collect();
    // It says that the file is a filing at all, before any key is read.
    open.remove("filing.sekisho");
    for filing in examples.map(text).into_iter().chain(bases) {
        let filing = Document::to_json(document("heard", &filing).root());
        let whole = model(&filing);
        let mut places = Vec::new();
        walk(&FILING, &filing, "", &mut places);
        for (key, pointer) in places {
            if open.contains(&key) && model(&without(&filing, &pointer)) != whole {
                open.remove(&key);
            }
        }
    }
    assert!(open.is_empty(), "neither read in any example nor said to be for readers: {open:#?}");
}

/// What the program reads of a filing, in words and without places.
fn model(filing: &Value) -> String {
    let (read, _) = filing::read(&Document::from_json(filing), &PackWords::default());
    let said = format!("{read:?}");
    let mut places = said.split("Span {");
    let first = places.next().unwrap_or_default().to_owned();
    first + &places.filter_map(|rest| rest.split_once('}')).map(|(_, rest)| rest).collect::<String>()
}

fn without(filing: &Value, pointer: &str) -> Value {
    let mut filing = filing.clone();
    let patch = serde_json::from_value::<json_patch::Patch>(json!([{ "op": "remove", "path": pointer }]));
    json_patch::patch(&mut filing, &patch.expect("a patch")).expect("applies");
    filing
}

/// Keys that the page on the format lists as being for readers: `map.key`.
fn for_readers() -> BTreeSet<String> {
    let page = text("docs/filing.md");
    let section =
        page.split("\n## ").find(|section| section.starts_with("情報として記すだけのキー")).expect("the section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let keys = rows.flat_map(|(map, rest)| {
        let keys = rest.split(" | ").next().unwrap_or_default().split('`').filter(|key| !key.trim().is_empty());
        keys.map(move |key| format!("{map}.{key}"))
    });
    keys.collect()
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

/// Finds the places of keys, each with the key as `map.key`.
fn walk(map: &'static MapShape, node: &Value, at: &str, places: &mut Vec<(String, String)>) {
    for (name, value) in node.as_object().into_iter().flatten() {
        let Some(key) = map.key(name) else { continue };
        let pointer = format!("{at}/{}", escaped(name));
        places.push((format!("{}.{name}", map.name), pointer.clone()));
        inside(&key.shape, value, &pointer, places);
    }
}

fn inside(shape: &'static Shape, node: &Value, at: &str, places: &mut Vec<(String, String)>) {
    match (shape, node) {
        (Shape::Map(map), Value::Object(_)) => walk(map, node, at, places),
        (Shape::Dict(one), Value::Object(all)) => {
            all.iter().for_each(|(key, value)| inside(one, value, &format!("{at}/{}", escaped(key)), places));
        }
        (Shape::List(one) | Shape::OneOrMany(one), Value::Array(all)) => {
            all.iter().enumerate().for_each(|(place, value)| inside(one, value, &format!("{at}/{place}"), places));
        }
        (Shape::OneOrMany(one), _) => inside(one, node, at, places),
        (Shape::Either(all), _) => all.iter().for_each(|one| inside(one, node, at, places)),
        _ => {}
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
