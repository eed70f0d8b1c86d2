//! The JSON keeps its schema.

use super::super::{Format, SCHEMA_V1};
use super::{shown, usual};
use crate::words::Lang;

#[test]
fn json_keeps_its_promise() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA_V1).unwrap();
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (filings, lang) in [(usual(), Lang::Ja), (usual(), Lang::En), (vec![], Lang::Ja)] {
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
