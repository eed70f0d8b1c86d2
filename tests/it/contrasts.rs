//! What one pack asks and another does not: the differences of two small packs, told in text and JSON as written here by hand.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::common::{empty_folder, sekisho, text};

const HEAD: &str = "id: hama\nversion: \"1\"\ntitle: { ja: 浜, en: Hama }\njurisdictions: [hama]\nextends: [core]\n";

/// The rules of the older pack: `same` and five that differ.
const RULES: &str = "
- id: hama-same
  title: { ja: 同じ, en: same }
  applies_to: contract
  require: { to.name: { stated: true } }
  severity: { unstated: note }
  message: { unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
- id: hama-gone
  title: { ja: 外す, en: gone }
  applies_to: contract
  require: { to.name: { stated: true } }
  severity: { unstated: error }
  message: { unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
- id: hama-asked
  title: { ja: 求め, en: asked }
  applies_to: contract
  when: { kind: outsourcing }
  require: { depth: { max: 3 } }
  severity: { violation: error, unstated: warning }
  message: { violation: { ja: 文, en: text }, unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
- id: hama-heavy
  title: { ja: 重さ, en: heavy }
  applies_to: contract
  require: { to.name: { stated: true } }
  severity: { unstated: error }
  message: { unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
- id: hama-said
  title: { ja: 文言, en: said }
  applies_to: contract
  require: { to.name: { stated: true } }
  severity: { unstated: note }
  message: { unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
- id: hama-days
  title: { ja: 期間, en: days }
  applies_to: contract
  require: { to.name: { stated: true } }
  severity: { unstated: note }
  message: { unstated: { ja: 文, en: text } }
  help: { ja: 文, en: text }
  basis: [{ text: 要綱 }]
";

const MEASURES: &str =
    "- { id: hama-m, title: { ja: 施錠, en: lock } }\n- { id: hama-n, title: { ja: 記録, en: log } }\n";
const FORM: &str = "id: hama-list
title: { ja: 表, en: list }
rows:
  - { id: r-1, measures: [hama-m] }
  - { id: r-2, measures: [hama-n] }
";
const WORDS: &str = "forum:\n  board: { ja: 審査会, en: board }\n";
const DUTIES: &str = "- id: hama-duty
  title: { ja: 記録, en: record }
  group: inspection
  binds: principal
  every: per-fiscal-year
  met_by: [review]
  severity: warning
";

/// Replaces what has to be there.
fn with(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old} is not in {text}");
        text.replacen(old, new, 1)
    })
}

/// A pack of these files, in a folder of its own: its folder.
fn pack(name: &str, files: &[(&str, &str)]) -> String {
    let folder = empty_folder("contrasts", name).join("hama");
    for (path, content) in files {
        let at: PathBuf = folder.join(path);
        std::fs::create_dir_all(at.parent().expect("a folder")).expect("made");
        std::fs::write(at, content).expect("written");
    }
    folder.display().to_string()
}

fn old() -> String {
    pack(
        "old",
        &[
            ("policy.yaml", HEAD),
            ("rules/a.yaml", RULES),
            ("measures.yaml", MEASURES),
            ("checklists/list.yaml", FORM),
            ("vocabulary.yaml", WORDS),
            ("obligations.yaml", DUTIES),
        ],
    )
}

fn new() -> String {
    let gone = RULES.find("- id: hama-gone").zip(RULES.find("- id: hama-asked")).map(|(from, to)| &RULES[from..to]);
    let rules = with(
        RULES,
        &[
            (
                gone.expect("a rule"),
                "- id: hama-come\n  title: { ja: 加える, en: come }\n  applies_to: contract\n  require: { to.name: { stated: true } }\n  severity: { unstated: warning }\n  message: { unstated: { ja: 文, en: text } }\n  help: { ja: 文, en: text }\n",
            ),
            ("depth: { max: 3 }", "depth: { max: 2 }"),
            (
                "en: heavy }\n  applies_to: contract\n  require: { to.name: { stated: true } }\n  severity: { unstated: error }",
                "en: heavy }\n  applies_to: contract\n  require: { to.name: { stated: true } }\n  severity: { unstated: warning }",
            ),
            ("title: { ja: 文言, en: said }", "title: { ja: 別の文言, en: said }"),
            (
                "  basis: [{ text: 要綱 }]\n",
                "  basis: [{ text: 要領 }]\n  effective: { from: 2026-04-01 }\n  waivable: never\n",
            ),
        ],
    );
    let measures =
        with(MEASURES, &[("- { id: hama-n", "- { id: hama-o, title: { ja: 立会い, en: attended } }\n- { id: hama-n")]);
    let form = with(FORM, &[("[hama-n] }", "[hama-n, hama-o] }\n  - { id: r-3, measures: [] }")]);
    let words = with(WORDS, &[("en: board }", "en: board, aliases: [委員会] }")]);
    let duties = with(DUTIES, &[("per-fiscal-year", "at-end"), ("severity: warning", "severity: error")]);
    pack(
        "new",
        &[
            ("policy.yaml", &HEAD.replace("\"1\"", "\"2\"")),
            ("rules/a.yaml", &rules),
            ("measures.yaml", &measures),
            ("checklists/list.yaml", &form),
            ("vocabulary.yaml", &words),
            ("obligations.yaml", &duties),
        ],
    )
}

#[test]
fn differences_are_told_as_written_here() {
    let (old, new) = (old(), new());
    let (status, told, said) = sekisho(&["--lang", "en", "policy", "diff", &old, &new]);
    assert_eq!((status, said.as_str()), (1, ""));
    let expected = "\
old: hama 1   new: hama 2
2 added, 1 removed, 7 changed

■ Rules that only the new one has
  + hama-come  warning  come

■ Rules that only the old one has
  - hama-gone  error  gone

■ Rules that ask something else
  ~ hama-asked  asked
      condition require
  ~ hama-days  days
      In force: always → 2026-04-01..
      Waivers: by a decision of the forum → never
      sources

■ Rules that only weigh otherwise
  ~ hama-heavy  heavy
      unstated: error → warning
      promised only: warning → note

■ Rules in other words
  ~ hama-said  said
      wording of title

■ Records that an audit asks for
  ~ hama-duty  record
      unstated: warning → error
      content of every

■ Measures and clauses
  + hama-o  attended

■ Forms of checklists
  ~ hama-list  list
      rows gains: r-3
      r-2 gains: attended `hama-o`

■ Forums
  ~ board  board
      aliases gains: 委員会
";
    assert_eq!(told, expected);
}

#[test]
fn the_same_differences_stand_in_json_that_fits_its_schema() {
    let (status, told, _) = sekisho(&["--lang", "en", "policy", "diff", "--format", "json", &old(), &new()]);
    assert_eq!(status, 1);
    let document: Value = serde_json::from_str(&told).expect("JSON");
    let schema: Value = serde_json::from_str(&text("schemas/policy-diff.v1.json")).expect("JSON");
    let misfits: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(&document)
        .map(|one| one.to_string())
        .collect();
    assert!(misfits.is_empty(), "{misfits:#?}");
    assert_eq!(document["schema"], "sekisho/policy-diff/v1");
    assert_eq!(
        document["summary"],
        json!({ "differences": 10, "added": 2, "removed": 1, "altered": 7, "wording_only": 1 })
    );
    let differences = document["differences"].as_array().expect("a list");
    let ids: Vec<(&str, &str)> = differences
        .iter()
        .map(|one| (one["of"].as_str().expect("a word"), one["id"].as_str().expect("an id")))
        .collect();
    assert_eq!(
        ids,
        [
            ("rule", "hama-asked"),
            ("rule", "hama-come"),
            ("rule", "hama-days"),
            ("rule", "hama-gone"),
            ("rule", "hama-heavy"),
            ("rule", "hama-said"),
            ("obligation", "hama-duty"),
            ("measure", "hama-o"),
            ("checklist", "hama-list"),
            ("word", "board"),
        ]
    );
    let heavy = &differences[4];
    assert_eq!(
        (&heavy["change"], &heavy["severity"]),
        (&"altered".into(), &json!({ "old": "error", "new": "warning" }))
    );
    assert_eq!(
        heavy["aspects"][0],
        json!({ "aspect": "severity", "key": "unstated", "old": "error", "new": "warning", "gained": [], "lost": [], "text": "unstated: error → warning" })
    );
    assert_eq!(
        (&differences[9]["list"], &differences[9]["aspects"][0]["gained"]),
        (&"forum".into(), &json!(["委員会"]))
    );
    assert_eq!(differences[2]["aspects"][0]["new"], "2026-04-01..");
}

#[test]
fn packs_are_named_by_id_or_folder_and_equal_ones_do_not_differ() {
    let old = old();
    let around = PathBuf::from(&old).parent().expect("a folder").display().to_string();
    for (one, other) in [("shinjuku", "shinjuku"), ("municipal", "policies/municipal"), (old.as_str(), "hama")] {
        let other = if other.starts_with("policies") {
            crate::common::root().join(other).display().to_string()
        } else {
            other.to_owned()
        };
        let (status, told, said) = sekisho(&["--lang", "en", "policy", "diff", one, &other, "--policy", &around]);
        assert!(
            status == 0 && told.ends_with("They do not differ (papers under forms are not compared).\n"),
            "{one} {other}: {told}{said}"
        );
    }
    // A child asks what its parent asks, and more.
    let (status, told, _) = sekisho(&["--lang", "en", "policy", "diff", "municipal", "shinjuku"]);
    assert!(status == 1 && told.contains("\n  + form-body-title  error  "), "{told}");
    let (status, _, said) = sekisho(&["--lang", "en", "policy", "diff", "municipal", "shinjuk"]);
    assert!(status == 2 && said.contains("did you mean `shinjuku`?"), "{said}");
}

#[test]
fn a_comment_or_another_order_is_no_difference() {
    let other = pack(
        "other",
        &[
            ("policy.yaml", &format!("# Said otherwise.\n{HEAD}")),
            ("rules/b.yaml", RULES),
            ("measures.yaml", MEASURES),
            ("checklists/form.yaml", FORM),
            ("vocabulary.yaml", WORDS),
            ("obligations.yaml", DUTIES),
        ],
    );
    let (status, told, _) = sekisho(&["--lang", "en", "policy", "diff", &old(), &other]);
    assert_eq!(
        (status, told.as_str()),
        (0, "old: hama 1   new: hama 1\nThey do not differ (papers under forms are not compared).\n")
    );
}

/// What no rule says, and yet decides what is found: the dictionary, the editions, the profiles.
#[test]
fn a_dictionary_or_a_head_that_differs_is_told() {
    let head = format!(
        "{HEAD}editions: [{{ id: \"2026\", from: 2026-04-01 }}]\nprofiles: {{ strict: {{ hama-said: error }} }}\n"
    );
    let other = pack(
        "heads",
        &[
            ("policy.yaml", &head),
            ("rules/a.yaml", RULES),
            ("measures.yaml", MEASURES),
            ("checklists/list.yaml", FORM),
            ("vocabulary.yaml", WORDS),
            ("obligations.yaml", DUTIES),
            ("items.yaml", "synonyms: { 電話番号: [電話] }\n"),
        ],
    );
    let (status, told, _) = sekisho(&["--lang", "en", "policy", "diff", &old(), &other]);
    let expected = "\
old: hama 1   new: hama 1
0 added, 0 removed, 1 changed

■ Head and dictionary of the pack
  ~ hama  Hama
      content of editions
      content of profiles
      content of items
";
    assert_eq!((status, told.as_str()), (1, expected));
}
