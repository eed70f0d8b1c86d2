//! Schema and model accept the same documents: what the model cannot read has been reported.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sekisho::filing::{self, schema};
use sekisho::source::Document;
use serde_json::{Value, json};

use crate::common::{document, text};

fn example(seed: &str) -> Value {
    Document::to_json(document(seed, &text(&format!("examples/shinjuku/{seed}.filing.yaml"))).root())
}

/// Pointers of every value below the root.
fn pointers(value: &Value, at: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inside) in map {
                let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                out.push(pointer.clone());
                pointers(inside, &pointer, out);
            }
        }
        Value::Array(list) => {
            for (index, inside) in list.iter().enumerate() {
                let pointer = format!("{at}/{index}");
                out.push(pointer.clone());
                pointers(inside, &pointer, out);
            }
        }
        _ => {}
    }
}

fn strange(kind: usize) -> Value {
    match kind {
        0 => json!(true),
        1 => json!(7),
        2 => json!(["x"]),
        3 => json!({ "a": "b" }),
        4 => json!("令和7年2月29日"),
        5 => json!(null),
        6 => json!({ "see": "資料1" }),
        7 => json!("平成33年8月31日"),
        8 => json!([]),
        9 => json!(-1),
        10 => json!("a b"),
        _ => json!("no-such-word"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_dropped_in_silence(which in any::<bool>(), at in any::<prop::sample::Index>(), kind in 0usize..12, remove in prop::bool::weighted(0.2)) {
        let mut value = example(if which { "000" } else { "003" });
        let mut all = Vec::new();
        pointers(&value, "", &mut all);
        let pointer = all[at.index(all.len())].clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let key = key.replace("~1", "/").replace("~0", "~");
        match value.pointer_mut(parent) {
            Some(Value::Object(map)) if remove => { map.remove(&key); }
            Some(Value::Object(map)) => { map.insert(key, strange(kind)); }
            Some(Value::Array(list)) => list[key.parse::<usize>().expect("an index")] = strange(kind),
            _ => {}
        }
        let changed = Document::from_json(&value);
        let problems = schema::check(&changed).expect("schema");
        if problems.is_empty() {
            prop_assert_eq!(schema::check_by_schema(&changed).expect("schema"), Vec::new());
        }
        let mut reported: BTreeSet<String> = problems.into_iter().map(|problem| problem.pointer).collect();
        let (filing, problems) = filing::read(&changed);
        reported.extend(problems.into_iter().map(|problem| problem.pointer));
        for dropped in &filing.dropped {
            let told = reported.iter().any(|pointer| pointer.starts_with(dropped.as_str()) || dropped.starts_with(pointer.as_str()));
            prop_assert!(told, "{} was dropped without a word; reported: {:?}", dropped, reported);
        }
    }
}

#[test]
fn the_examples_are_read_whole() {
    for seed in ["000", "003"] {
        let path = format!("examples/shinjuku/{seed}.filing.yaml");
        let document = document(&path, &text(&path));
        assert_eq!(schema::check(&document).expect("schema"), Vec::new(), "{seed}");
        let (filing, problems) = filing::read(&document);
        assert_eq!((problems, filing.dropped), (Vec::new(), Vec::new()), "{seed}");
    }
}
