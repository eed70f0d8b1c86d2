//! The JSON Schema of `sekisho/evidence/v1`, made from the table of keys.

use serde_json::{Map, Value, json};

use super::read::{Form, form};
use super::{FORMAT, MAX_RECORDS};
use crate::vocabulary::enumerations::{Enumerated, Enumeration, Record as Kind, RecordKey, RecordState};
use crate::vocabulary::words;
use crate::words::Lang;

/// Returns the schema as it is published, with descriptions in both languages.
pub fn schema() -> String {
    let keys = (0..).map_while(RecordKey::from_position);
    let properties: Map<String, Value> =
        keys.flat_map(|key| spellings(key).map(move |name| (name, value(key)))).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sekisho/evidence/v1",
        "type": "object",
        "required": ["sekisho", "records"],
        "additionalProperties": false,
        "properties": {
            "sekisho": { "const": FORMAT },
            "filing": { "type": ["string", "integer"] },
            "records": {
                "type": "array",
                "maxItems": MAX_RECORDS,
                "items": { "type": "object", "additionalProperties": false, "properties": properties },
            },
        },
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Iterates over a key, its Japanese name and everything else that is accepted for it.
fn spellings(key: RecordKey) -> impl Iterator<Item = String> {
    let known = words::value(RecordKey::TABLE, key.position()).cloned().unwrap_or_default();
    [key.word().to_owned(), known.name.ja].into_iter().chain(known.aliases)
}

fn value(key: RecordKey) -> Value {
    let name = |lang| words::of(key, lang);
    let mut value = match form(key) {
        Form::Kind => choice(Kind::TABLE),
        Form::State => choice(RecordState::TABLE),
        Form::Flag => json!({ "type": ["boolean", "string"] }),
        Form::Number => json!({ "type": ["integer", "string"] }),
        Form::Day => json!({ "type": "string" }),
        Form::Text => json!({ "type": ["string", "integer", "number", "boolean"] }),
        Form::Texts => json!({ "type": ["string", "integer", "array"], "items": { "type": ["string", "integer"] } }),
    };
    value["description"] = format!("{}。 / {}.", name(Lang::Ja), name(Lang::En)).into();
    value
}

/// Returns the words of a closed list with what they mean, then what else is accepted for them.
fn choice(list: &Enumeration) -> Value {
    let described = |(at, word): (u8, &&str)| {
        let name = |lang| words::name(list, at, lang);
        json!({ "const": word, "description": format!("{}。 / {}.", name(Lang::Ja), name(Lang::En)) })
    };
    let mut all: Vec<Value> = (0..).zip(list.values).map(described).collect();
    let aliases = words::accepted(list).into_iter().filter(|word| !list.values.contains(&word.as_str()));
    all.push(json!({ "enum": aliases.collect::<Vec<_>>() }));
    json!({ "anyOf": all })
}
