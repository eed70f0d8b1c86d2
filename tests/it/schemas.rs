//! The published schemas: fresh, valid themselves, and true of what the project ships and prints.

use std::path::{Path, PathBuf};

use sekisho::filing;
use sekisho::finding::{Severity, Verdict};
use sekisho::policy::{LinePlace, PageKind, SentenceName, Weight, Writing};
use sekisho::source::Document;
use sekisho::vocabulary::enumerations::{Action, Enumerated, Every, Record};
use sekisho::vocabulary::facts::SubjectKind;
use sekisho::vocabulary::pack_words::PackWords;
use serde_json::{Value, json};

use crate::common::{below, document, root, sekisho, text};

#[test]
fn the_published_filing_schemas_are_those_of_the_program() {
    for (path, word) in [("schemas/filing.v1.json", "ja"), ("schemas/filing.v1.en.json", "en")] {
        let (status, printed, _) = sekisho(&["--lang", word, "schema", "filing"]);
        assert_eq!(status, 0);
        let fresh = text(path) == printed;
        assert!(fresh, "{path} is stale; run: cargo run --release -- --lang {word} schema filing > {path}");
    }
}

#[test]
fn the_other_published_schemas_are_those_that_the_program_prints() {
    for which in ["policy", "report", "diff", "evidence", "audit", "policy-diff"] {
        let (status, printed, _) = sekisho(&["schema", which]);
        assert_eq!(status, 0);
        assert_eq!(printed.trim_end(), text(&format!("schemas/{which}.v1.json")).trim_end());
    }
}

#[test]
fn every_published_schema_is_a_schema() {
    let all = below(&root().join("schemas"), ".json");
    assert_eq!(all.len(), 8, "{all:?}");
    for path in all {
        let schema = json_file(&path);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{}", path.display());
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{}: {}: {error}", path.display(), error.instance_path());
        }
    }
}

#[test]
fn examples_and_bases_of_tests_fit_the_format() {
    let mut all = below(&root().join("examples"), ".filing.yaml");
    all.extend(below(&root().join("policies"), ".filing.yaml"));
    assert!(all.len() > 2, "{all:?}");
    let published = json_file(&root().join("schemas/filing.v1.json"));
    // Formats are the program's own; an editor ignores those it does not know.
    let for_editors = jsonschema::options().should_validate_formats(false).build(&published).expect("schema");
    for path in all {
        let (name, document) = yaml(&path);
        let problems = filing::check(&document, &PackWords::default());
        assert!(problems.is_empty(), "{name}: {problems:#?}");
        assert_fits(&for_editors, &name, &Document::to_json(document.root()));
    }
}

#[test]
fn the_page_on_the_format_names_every_action() {
    let page = text("docs/filing.md");
    for word in Action::TABLE.values {
        assert!(page.contains(&format!("`{word}` ")), "docs/filing.md does not name {word}");
    }
}

#[test]
fn what_does_not_fit_the_format_is_told_apart() {
    let wrong = document("wrong", "sekisho: filing/v1\nid: a\njurisdiction: shinjuku\nactorz: {}\n");
    assert_eq!(filing::check(&wrong, &PackWords::default()).len(), 1);
    let published = json_file(&root().join("schemas/filing.v1.json"));
    let validator = jsonschema::options().should_validate_formats(false).build(&published).expect("schema");
    assert!(!validator.is_valid(&Document::to_json(wrong.root())));
}

#[test]
fn json_reports_fit_their_schema() {
    let validator = validator("schemas/report.v1.json", None);
    for lang in ["ja", "en"] {
        let inputs = ["clean", "empty", "mistakes"].map(|name| format!("tests/cmd/inputs/{name}.yaml"));
        let mut arguments = vec!["lint", "--format", "json", "--lang", lang, "examples"];
        arguments.extend(inputs.iter().map(String::as_str));
        let (status, printed, said) = sekisho(&arguments);
        assert_eq!((status, said.as_str()), (2, ""), "the empty file cannot be read");
        let report: Value = serde_json::from_str(&printed).expect("JSON");
        assert_fits(&validator, lang, &report);
        let statuses = ["clean", "findings", "unreadable"];
        let seen = statuses
            .map(|status| report["filings"].as_array().expect("filings").iter().any(|one| one["status"] == status));
        assert_eq!(seen, [true; 3], "one file of each kind");
        let mut more = report.clone();
        more["filings"][0]["status"] = "perhaps".into();
        assert!(!validator.is_valid(&more), "a status that does not exist");
    }
}

#[test]
fn lines_of_ndjson_fit_their_schema() {
    let validator = validator("schemas/report.v1.json", Some("line"));
    let inputs = ["clean", "empty", "mistakes"].map(|name| format!("tests/cmd/inputs/{name}.yaml"));
    let mut arguments = vec!["lint", "--format", "ndjson", "examples"];
    arguments.extend(inputs.iter().map(String::as_str));
    let (status, printed, _) = sekisho(&arguments);
    assert_eq!(status, 2, "the empty file cannot be read");
    let lines: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for line in &lines {
        assert_fits(&validator, "line", line);
    }
    let files: Vec<&Value> = lines.iter().filter(|line| line["schema"] == "sekisho/file/v1").collect();
    for status in ["clean", "findings", "unreadable"] {
        assert!(files.iter().any(|file| file["status"] == status), "no {status} file");
    }
    assert!(!validator.is_valid(&json!({"schema": "sekisho/line/v1"})), "a line that does not exist");
}

#[test]
fn changes_as_json_fit_their_schema() {
    let validator = validator("schemas/diff.v1.json", None);
    let pairs = [
        ("tests/cmd/inputs/clean.yaml", "tests/cmd/inputs/revised.yaml"),
        ("tests/cmd/inputs/revised.yaml", "tests/cmd/inputs/revised.yaml"),
        ("examples/shinjuku/003.filing.yaml", "examples/shinjuku/004.filing.yaml"),
    ];
    for ((old, new), expected) in pairs.into_iter().zip([1, 0, 1]) {
        let (status, printed, said) = sekisho(&["diff", old, new, "--format", "json"]);
        assert_eq!((status, said.as_str()), (expected, ""), "{old} {new}");
        let document: Value = serde_json::from_str(&printed).expect("JSON");
        assert_fits(&validator, new, &document);
        assert_eq!(document["summary"]["changes"], document["changes"].as_array().map_or(0, Vec::len));
        let mut more = document;
        more["schema"] = "sekisho/diff/v2".into();
        assert!(!validator.is_valid(&more), "a document of another kind");
    }
}

#[test]
fn every_shipped_policy_file_fits_the_policy_schema() {
    let folder = root().join("policies");
    let anything = validator("schemas/policy.v1.json", None);
    let mut seen = Vec::new();
    for path in below(&folder, ".yaml") {
        let relative = path.strip_prefix(&folder).expect("below").components();
        let parts: Vec<String> = relative.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        let kind = match parts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [.., name] if name.ends_with(".filing.yaml") => continue,
            [_, "policy.yaml"] => "pack",
            ["core", "findings.yaml"] => "findings",
            [_, "measures.yaml"] => "measures",
            [_, "items.yaml"] => "items",
            [_, "laws.yaml"] => "laws",
            [_, "vocabulary.yaml"] => "vocabulary",
            [_, "basis.yaml"] => "sources",
            [_, "obligations.yaml"] => "obligations",
            [_, "changes.yaml"] => "weights",
            [_, "renewal.yaml"] => "renewal",
            [_, "patterns", _] => "flow-pattern",
            [_, "rules", ..] => "rules",
            [_, "checklists", _] => "checklist-form",
            [_, "forms", _] => "paper-form",
            [_, "forms", "checklists", _] => "checklist-text",
            [_, "forms", "clauses", _] => "clause-text",
            [_, "clauses", _] => "clause-form",
            [_, "tests", ..] => "tests",
            _ => panic!("{}: what is this?", path.display()),
        };
        let (name, document) = yaml(&path);
        let value = Document::to_json(document.root());
        assert_fits(&anything, &name, &value);
        assert_fits(&validator("schemas/policy.v1.json", Some(kind)), &name, &value);
        seen.push(kind);
    }
    let kinds = ["pack", "findings", "measures", "obligations", "rules", "tests", "weights"];
    let forms = ["checklist-form", "clause-form", "paper-form", "checklist-text", "clause-text"];
    for kind in kinds.into_iter().chain(forms) {
        assert!(seen.contains(&kind), "no file of the kind {kind} was checked");
    }
}

#[test]
fn the_policy_schema_knows_the_words_of_the_program() {
    let schema = json_file(&root().join("schemas/policy.v1.json"));
    let words = |name: &str| -> Vec<String> {
        let list = schema["$defs"][name]["enum"].as_array().unwrap_or_else(|| panic!("$defs/{name}/enum"));
        list.iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    assert_eq!(words("every"), Every::TABLE.values);
    assert_eq!(words("record"), Record::TABLE.values);
    assert_eq!(words("subject"), SubjectKind::ALL.map(SubjectKind::word));
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    assert_eq!(words("severity"), severities.map(Severity::word));
    let verdicts = [Verdict::Violation, Verdict::Unstated, Verdict::Promised, Verdict::Elsewhere, Verdict::Invalid];
    assert_eq!(words("verdict"), verdicts.map(Verdict::word));
    let listed = |at: &str| schema.pointer(at).cloned().unwrap_or_else(|| panic!("{at}"));
    let sentences = listed("/$defs/paper-form/properties/sentences/properties");
    let sentences: Vec<&String> = sentences.as_object().expect("sentences").keys().collect();
    assert_eq!(sentences, SentenceName::TABLE.map(|(word, _, _)| word));
    assert_eq!(listed("/$defs/paper-page/properties/page/enum"), json!(PageKind::TABLE.map(|(word, _)| word)));
    assert_eq!(listed("/$defs/paper-entry/properties/as/enum"), json!(Writing::TABLE.map(|(word, _)| word)));
    assert_eq!(listed("/$defs/paper-line/properties/place/enum"), json!(LinePlace::TABLE.map(|(word, _)| word)));
    let weights = schema.pointer("/$defs/weight/properties/weight/enum").expect("weights");
    assert_eq!(weights, &json!(Weight::ALL.map(Weight::word)));
}

#[test]
fn the_policy_schema_refuses_what_the_program_refuses() {
    let validator = validator("schemas/policy.v1.json", Some("rules"));
    let rule = json!([{
        "id": "a", "title": {"ja": "あ", "en": "a"}, "applies_to": "hop",
        "require": {"encrypted": true}, "severity": {"violation": "error", "unstated": "error"},
        "message": {"violation": {"ja": "あ", "en": "a"}, "unstated": {"ja": "あ", "en": "a"}},
        "help": {"ja": "あ", "en": "a"}, "waivable": "never"
    }]);
    assert_fits(&validator, "rule", &rule);
    for (pointer, value) in [
        ("/0/applies_to", json!("hopp")),
        ("/0/severity", json!({"violation": "fatal"})),
        ("/0/severity", json!({"broken": "error"})),
        ("/0/require", json!({"encrypted": {"minimum": 1}})),
        ("/0/require", json!({"term.to": {"min": 1, "max": 2}})),
        ("/0/require", json!([])),
        ("/0/require", json!({"some": {"where": {}}})),
        ("/0/message", json!({"violation": {"ja": "あ"}})),
        ("/0/waivable", json!("always")),
        ("/0", json!({"disable": "a"})),
        ("/0", json!({"id": "a", "titel": {}})),
    ] {
        let mut wrong = rule.clone();
        *wrong.pointer_mut(pointer).expect("there") = value.clone();
        assert!(!validator.is_valid(&wrong), "{pointer} = {value}");
    }
}

fn json_file(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn yaml(path: &PathBuf) -> (String, Document) {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    (name.clone(), document(&name, &text))
}

/// A validator of a schema, or of one of its definitions.
fn validator(path: &str, definition: Option<&str>) -> jsonschema::Validator {
    let mut schema = json_file(&root().join(path));
    if let Some(definition) = definition {
        assert!(schema["$defs"].get(definition).is_some(), "{path} defines no {definition}");
        schema =
            json!({"$schema": schema["$schema"], "$ref": format!("#/$defs/{definition}"), "$defs": schema["$defs"]});
    }
    jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn assert_fits(validator: &jsonschema::Validator, name: &str, value: &Value) {
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{name}: {}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
