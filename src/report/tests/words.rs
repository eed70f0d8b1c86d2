//! The texts that reports use are there, and every text of the program can be filled in.

use std::collections::BTreeSet;

use crate::finding::PartField;
use crate::source::{Document, Limits, SourceFile};
use crate::words::{Lang, Template, unfilled};

#[test]
fn every_key_used_has_words_in_both_languages() {
    let sources = [
        include_str!("../concise.rs"),
        include_str!("../draft.rs"),
        include_str!("../full.rs"),
        include_str!("../github.rs"),
        include_str!("../gitlab.rs"),
        include_str!("../junit.rs"),
        include_str!("../markdown.rs"),
        include_str!("../phrases.rs"),
        include_str!("../sarif.rs"),
        include_str!("../summary.rs"),
        include_str!("../table.rs"),
    ];
    let literals = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let mut keys: Vec<String> = literals.filter(|text| is_key(text)).map(str::to_owned).collect();
    assert!(keys.len() > 20);
    for verdict in ["elsewhere", "promised", "unstated", "violation", "invalid"] {
        keys.extend([format!("verdict.{verdict}"), format!("report.mark.{verdict}")]);
    }
    let sections = ["file", "cover", "actors", "data", "stores", "flow", "contracts", "connections", "processing"];
    keys.extend(sections.map(|name| format!("draft.section.{name}")));
    keys.extend(PartField::ALL.map(|field| format!("draft.field.{}", field.word())));
    let columns = ["verdict", "place", "rule", "message", "filings", "status", "waived", "inferred", "total"];
    keys.extend(columns.map(|name| format!("report.table.{name}")));
    keys.extend(["error", "warning", "note"].map(|word| format!("severity.{word}")));
    keys.extend(["clean", "findings", "unreadable"].map(|word| format!("status.{word}")));
    for key in keys {
        assert!(
            [Lang::Ja, Lang::En].iter().all(|lang| unfilled(*lang, &key).is_some_and(|text| !text.is_empty())),
            "{key}"
        );
    }
}

fn is_key(text: &str) -> bool {
    (text.starts_with("report.") || text.starts_with("draft.")) && !text.contains('{')
}

#[test]
fn every_text_is_a_template_with_the_same_places_in_both_languages() {
    let bytes = include_bytes!("../../../locales/messages.yaml").to_vec();
    let limits = Limits::default();
    let file = SourceFile::decode("messages.yaml".to_owned(), bytes, &limits).unwrap();
    let document = Document::parse(&file, &limits).document.unwrap();
    for (key, _, _) in document.root().entries() {
        let [ja, en] = [Lang::Ja, Lang::En].map(|lang| unfilled(lang, key).unwrap());
        let places = |text: &str| -> BTreeSet<String> {
            let template = Template::parse(text).unwrap_or_else(|problem| panic!("{key}: {problem:?}"));
            template.names().map(str::to_owned).collect()
        };
        assert!(!ja.is_empty() && !en.is_empty(), "{key}");
        assert_eq!(places(ja), places(en), "{key}");
    }
}
