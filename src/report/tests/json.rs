//! The JSON keeps its schema.

use super::super::{Format, SCHEMA_V1};
use super::{shown, usual, usual_in};
use crate::words::Lang;

#[test]
fn json_keeps_its_promise() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA_V1).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (filings, lang) in [(usual(), Lang::Ja), (usual_in(Lang::En), Lang::En), (vec![], Lang::Ja)] {
        let text = shown(Format::Json, &filings, lang);
        assert!(text.ends_with("}\n") && text == shown(Format::Json, &filings, lang));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(text, serde_json::to_string_pretty(&value).unwrap() + "\n", "one shape throughout");
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let without = |key: &str| {
            let mut value = value.clone();
            value.as_object_mut().and_then(|map| map.shift_remove(key));
            validator.is_valid(&value)
        };
        assert!(!value.as_object().unwrap().keys().any(|key| without(key)));
    }
    let value: serde_json::Value = serde_json::from_str(&shown(Format::Json, &usual(), Lang::Ja)).unwrap();
    let one = &value["filings"][0]["findings"][0];
    assert_eq!(one["location"], serde_json::json!({"line": 3, "column": 21, "end_line": 3, "end_column": 27}));
    assert_eq!((&one["severity"], &one["waived"]), (&"error".into(), &serde_json::Value::Null));
    assert_eq!(value["summary"]["error"], 2);
}

#[test]
fn every_line_keeps_its_promise() {
    let mut schema: serde_json::Value = serde_json::from_str(SCHEMA_V1).unwrap();
    let defs = schema["$defs"].take();
    let validator = jsonschema::draft202012::new(&serde_json::json!({"$ref": "#/$defs/line", "$defs": defs})).unwrap();
    for (filings, lang) in [(usual(), Lang::Ja), (usual_in(Lang::En), Lang::En), (vec![], Lang::Ja)] {
        let text = shown(Format::Ndjson, &filings, lang);
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let findings: usize = filings.iter().map(|filing| filing.findings.len()).sum();
        assert_eq!(lines.len(), filings.len() + findings + 1);
        for line in &lines {
            let errors: Vec<String> = validator.iter_errors(line).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{line}: {errors:?}");
            for key in line.as_object().unwrap().keys() {
                let mut less = line.clone();
                less.as_object_mut().and_then(|map| map.shift_remove(key));
                assert!(!validator.is_valid(&less), "{key} is promised: {line}");
            }
        }
        assert_eq!(lines.last().unwrap()["schema"], "sekisho/summary/v1");
    }
}

#[test]
fn lines_say_what_the_document_says() {
    let document: serde_json::Value =
        serde_json::from_str(&shown(Format::Json, &usual_in(Lang::En), Lang::En)).unwrap();
    let lines = shown(Format::Ndjson, &usual_in(Lang::En), Lang::En);
    let mut found = Vec::new();
    for line in lines.lines() {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        if line["schema"] == "sekisho/finding/v1" {
            for key in ["schema", "path", "filing", "edition"] {
                line.as_object_mut().and_then(|map| map.shift_remove(key));
            }
            found.push(line);
        }
    }
    let filings = document["filings"].as_array().unwrap();
    let said: Vec<&serde_json::Value> = filings.iter().flat_map(|one| one["findings"].as_array().unwrap()).collect();
    assert_eq!(found.iter().collect::<Vec<_>>(), said);
}
