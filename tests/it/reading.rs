//! The walk, the model and the published schema accept the same documents: what the model cannot read has been
//! reported, and the walk finds something where the schema refuses the document, and only there.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sekisho::filing::schema::{self, Offers};
use sekisho::filing::{self, Judge, Problem};
use sekisho::source::Document;
use sekisho::vocabulary::pack_words::PackWords;
use sekisho::words::Lang;
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

/// How many kinds of strange values there are.
const KINDS: usize = 19;

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
        11 => json!("紙"),
        12 => json!("ＣＤ－Ｒ"),
        13 => json!("delete"),
        14 => json!(1.5),
        15 => json!(["paper", 3]),
        16 => json!({ "see": ["資料1", 2], "also": true }),
        17 => json!("../x.yaml"),
        _ => json!("no-such-word"),
    }
}

/// An example with one value put in the place of another, removed, or added under a key that is not known.
fn mutant(which: bool, at: prop::sample::Index, kind: usize, remove: bool) -> Value {
    let mut value = example(if which { "000" } else { "003" });
    let mut all = Vec::new();
    pointers(&value, "", &mut all);
    let pointer = all[at.index(all.len())].clone();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) if remove => {
            map.remove(&key);
        }
        Some(Value::Object(map)) if kind == 0 => {
            map.insert(format!("{key}_"), json!("x"));
        }
        Some(Value::Object(map)) => {
            map.insert(key, strange(kind));
        }
        Some(Value::Array(list)) => list[key.parse::<usize>().expect("an index")] = strange(kind),
        _ => {}
    }
    value
}

/// Whether the walk finds nothing that makes a document unfit: a date in an era that had ended is understood.
fn fits(document: &Document) -> bool {
    filing::check(document, &PackWords::default()).iter().all(|found| matches!(found.problem, Problem::AlienEra { .. }))
}

thread_local! {
    static JUDGE: Judge = Judge::new(&schema::printed(Lang::En, &Offers::default())).expect("a schema");
}

fn is_accepted(document: &Document) -> bool {
    JUDGE.with(|judge| judge.misfits(document).is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_and_the_published_schema_agree(which in any::<bool>(), at in any::<prop::sample::Index>(), kind in 0..KINDS, remove in prop::bool::weighted(0.2)) {
        let changed = Document::from_json(&mutant(which, at, kind, remove));
        prop_assert_eq!(fits(&changed), is_accepted(&changed), "{:?}", filing::check(&changed, &PackWords::default()));
    }

    #[test]
    fn nothing_is_dropped_in_silence(which in any::<bool>(), at in any::<prop::sample::Index>(), kind in 0..KINDS, remove in prop::bool::weighted(0.2)) {
        let changed = Document::from_json(&mutant(which, at, kind, remove));
        let (filing, problems) = filing::read(&changed, &PackWords::default());
        let reported: BTreeSet<String> = problems.into_iter().map(|problem| problem.pointer).collect();
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
        let (filing, problems) = filing::read(&document, &PackWords::default());
        assert_eq!((problems, filing.dropped), (Vec::new(), Vec::new()), "{seed}");
    }
}

/// What the published schema does not know alone, as readers without our formats take it: it is laxer there, never
/// stricter. The formats close the first two; the last is a matter of letters that no portable pattern names.
#[test]
fn where_the_schema_is_laxer_than_the_walk() {
    let base = "sekisho: filing/v1\nid: a\njurisdiction: shinjuku\n";
    let cases = [
        ("a date of no form", "submitted: someday\n"),
        (
            "an action that does not go with a key",
            "flows: [{ id: f, steps: [{ id: 1, action: 印刷する, actor: a }] }]\n",
        ),
    ];
    for (what, more) in cases {
        let document = document(what, &format!("{base}{more}"));
        assert!(!fits(&document) && !is_accepted(&document), "{what}");
    }
    let sign = document("a sign of no script", "sekisho: filing/v1\nid: a♪\njurisdiction: shinjuku\n");
    assert!(!fits(&sign) && is_accepted(&sign), "an id with a sign that is neither ASCII nor punctuation");
}
