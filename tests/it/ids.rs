//! The table of keys that hold ids says what the reader looks up.

use std::collections::{BTreeMap, BTreeSet};

use sekisho::filing::{self, IdKind, Problem};
use sekisho::source::{Document, Limits, SourceFile};
use sekisho::vocabulary::shape::Shape;

use crate::common::words_of;
use crate::lsp::lists::{Token, in_flow, places};

/// Keys with ids that name nothing else of the filing, and why.
const OWN: &[((&str, &str), &str)] = &[
    (("filing", "id"), "the filing itself"),
    (("approval", "id"), "given there"),
    (("contract", "id"), "given there"),
    (("connection", "id"), "given there"),
    (("processing", "id"), "given there"),
    (("flow", "id"), "given there"),
    (("step", "id"), "given there"),
    (("enclosure", "id"), "named by none"),
    (("actor", "organisation"), "shared by those who belong together"),
    (("answers", "done"), "rows of a form of the pack"),
    (("waiver", "rule"), "a rule of the pack"),
    (("reason", "rule"), "a rule of the pack"),
];

/// Keys of which an unknown id is not told, and why.
const UNTOLD: &[((&str, &str), &str)] = &[
    (("processing", "system"), "a system need not be listed"),
    (("contract", "approvals"), "read as a text"),
    (("connection", "approvals"), "read as a text"),
    (("processing", "approvals"), "read as a text"),
    (("subcontracting", "approval"), "read as a text"),
    (("contract", "changed_since"), "read as a text"),
    (("connection", "changed_since"), "read as a text"),
    (("processing", "changed_since"), "read as a text"),
];

fn document(text: &str) -> Document {
    let limits = Limits::default();
    let source = SourceFile::decode("a".into(), text.as_bytes().to_vec(), &limits).unwrap();
    Document::parse(&source, &limits).document.unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn every_key_with_an_id_is_in_the_table() {
    let ids: BTreeSet<_> = places().iter().filter(|it| matches!(it.shape, Shape::Id)).map(|it| it.key).collect();
    for (map, key) in &ids {
        let is_own = OWN.iter().any(|(own, _)| own == &(*map, *key));
        assert_ne!(is_own, !filing::used(map, key).is_empty(), "{map}.{key}");
    }
    for (own, _) in OWN {
        assert!(ids.contains(own), "{own:?} is no id");
    }
}

#[test]
fn the_reader_looks_up_what_the_table_says() {
    let words = words_of("shinjuku");
    let mut wrong = BTreeMap::new();
    for place in places() {
        let (map, key) = place.key;
        let kinds = filing::used(map, key);
        let Some(kind) = kinds.first().filter(|_| matches!(place.shape, Shape::Id)) else { continue };
        if UNTOLD.iter().any(|(untold, _)| *untold == place.key) {
            continue;
        }
        let text = format!("sekisho: filing/v1\n{}", in_flow(&place.way).replace('|', "nowhere"));
        let document = document(&text);
        let mentions = filing::mentions(&document);
        assert!(mentions.iter().any(|it| it.id == "nowhere" && it.kind == *kind && !it.is_own), "{text}{mentions:?}");
        let (_, problems) = filing::read(&document, &words);
        let told = problems.iter().find_map(|problem| match &problem.problem {
            Problem::DanglingReference { kind, id, .. } if id == "nowhere" => Some(*kind),
            _ => None,
        });
        if told != Some(kind.word()) {
            wrong.insert(place.key, told);
        }
        assert!(matches!(place.way.last(), Some(Token::Key(_) | Token::Item)));
    }
    assert_eq!(wrong, BTreeMap::new());
    assert_eq!(IdKind::System.word(), "system");
}
