//! The published JSON Schema of a filing, made from the format table: for editors and other programs.
//!
//! The schema relies on nothing that only some validators support: every closed list is spelled out, patterns are read
//! alike by ECMA, Python and Rust, and formats only narrow what a validator that ignores them would accept.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::format::{FILING, STEP};
use super::judge::{DAY_FORMAT, action_format, word_format};
use crate::vocabulary::actions::{PLACE_KEYS, actions_with};
use crate::vocabulary::enumerations::{Action, Enumerated, Enumeration};
use crate::vocabulary::shape::{Key, MapShape, Offer, Shape};
use crate::vocabulary::words;
use crate::words::Lang;

/// Letters and digits, and between them `_`, `.` and `-`. No portable pattern matches the letters of every script, so
/// this one excludes what is no letter: signs of ASCII, of Latin-1, of punctuation and of full width.
const ID: &str = "^[^\\x00-/:-@\\[-`{-\u{a9}\u{ab}-\u{b1}\u{b4}\u{b6}-\u{b8}\u{bb}\u{bf}\u{d7}\u{f7}\u{2000}-\u{206f}\u{3000}-\u{3004}\u{3008}-\u{3020}\u{30fb}\u{ff00}-\u{ff0f}]\
[^\\x00-,/:-@\\[-^`{-\u{a9}\u{ab}-\u{b1}\u{b4}\u{b6}-\u{b8}\u{bb}\u{bf}\u{d7}\u{f7}\u{2000}-\u{206f}\u{3000}-\u{3004}\u{3008}-\u{3020}\u{30fb}\u{ff00}-\u{ff0f}]*$";

/// Matches the paths that [`super::walk`] accepts.
const PATH: &str = r"^([^/\\:][^\\:]*)?\.yaml$";

/// Matches any spelling of a word but the plain one.
const SPELLED_OTHERWISE: &str = "[^a-z0-9-]";

/// Ids that policies define and a filing may name. The schema suggests them and accepts any other id as well, as a body
/// may have packs of its own.
#[derive(Debug, Default)]
pub struct Offers(Vec<(Offer, String, String)>);

impl Offers {
    /// Adds an id with its title in the language of the schema, unless it is known already.
    pub fn add(&mut self, offer: Offer, id: &str, title: &str) {
        if !self.0.iter().any(|(known, own, _)| *known == offer && own == id) {
            self.0.push((offer, id.to_owned(), title.to_owned()));
        }
    }
}

/// Returns the text of the published schema, with descriptions in one language.
pub fn printed(lang: Lang, offers: &Offers) -> String {
    let mut maker = Maker { lang, offers, definitions: Map::new(), made: BTreeSet::new() };
    let root = maker.map(&FILING);
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sekisho filing/v1",
        "$ref": root["$ref"],
        "$defs": maker.definitions,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

struct Maker<'o> {
    lang: Lang,
    offers: &'o Offers,
    definitions: Map<String, Value>,
    made: BTreeSet<String>,
}

impl Maker<'_> {
    /// Returns a reference to a definition, which is made the first time.
    fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if self.made.insert(name.to_owned()) {
            let definition = make(self);
            self.definitions.insert(name.to_owned(), definition);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn map(&mut self, shape: &'static MapShape) -> Value {
        self.define(shape.name, |maker| maker.map_itself(shape))
    }

    fn map_itself(&mut self, shape: &'static MapShape) -> Value {
        let mut properties = Map::new();
        for key in shape.keys {
            let value = self.key(shape, key);
            properties.insert(key.name.to_owned(), value);
        }
        if shape.annotated {
            let changed = self.described(json!({"type": ["boolean", "string"]}), "annotation.changed");
            properties.insert("changed".to_owned(), changed);
            let keys = json!({"type": "array", "items": {"type": "string"}});
            properties.insert("inferred".to_owned(), self.described(keys, "annotation.inferred"));
            properties.insert("see".to_owned(), self.reference());
        }
        let definition = json!({"type": "object", "properties": properties, "additionalProperties": false});
        let mut definition = self.described(definition, shape.name);
        let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        if !required.is_empty() {
            definition["if"] = json!({"required": ["see"]});
            definition["else"] = json!({"required": required});
        }
        if std::ptr::eq(shape, &STEP) {
            definition["dependentSchemas"] = place_keys();
        }
        definition
    }

    fn key(&mut self, shape: &'static MapShape, key: &'static Key) -> Value {
        let value = self.value(&key.shape);
        self.described(value, &format!("{}.{}", shape.name, key.name))
    }

    fn described(&self, mut schema: Value, key: &str) -> Value {
        if let Some(text) = words::described(key) {
            schema["description"] = text.get(self.lang).into();
        }
        schema
    }

    /// Describes a value, or `{ see: … }` in its place.
    fn value(&mut self, shape: &'static Shape) -> Value {
        let mut all = Vec::new();
        self.alternatives(shape, &mut all);
        if !shape.takes_maps() {
            all.push(self.see());
        }
        match <[Value; 1]>::try_from(all) {
            Ok([only]) => only,
            Err(all) => json!({"anyOf": all}),
        }
    }

    fn alternatives(&mut self, shape: &'static Shape, all: &mut Vec<Value>) {
        match shape {
            Shape::Text => all.push(json!({"type": "string"})),
            Shape::Flag => all.push(json!({"type": "boolean"})),
            Shape::Number => all.push(json!({"type": "integer", "minimum": 0})),
            Shape::Id => all.push(self.id()),
            Shape::Of(offer) => all.push(self.offered(*offer)),
            Shape::Path => all.push(json!({"type": "string", "pattern": PATH})),
            Shape::Day => all.push(json!({"type": "string", "format": DAY_FORMAT})),
            Shape::Digits => all.push(json!({"type": "string", "pattern": "^[0-9]{13}$"})),
            Shape::Fixed(word) => all.push(json!({"const": word})),
            Shape::Word(list) => all.push(self.word(list)),
            Shape::OfPack(list) => all.push(self.offered(Offer::Word(*list))),
            Shape::Open(list) => {
                all.push(self.word(list));
                all.push(json!({"type": "string"}));
            }
            Shape::List(inside) => all.push(json!({"type": "array", "items": self.value(inside)})),
            Shape::OneOrMany(inside) => {
                self.alternatives(inside, all);
                all.push(json!({"type": "array", "items": self.value(inside), "minItems": 1}));
            }
            Shape::Dict(inside) => all.push(json!({"type": "object", "additionalProperties": self.value(inside)})),
            Shape::Map(map) => all.push(self.map(map)),
            Shape::Either(shapes) => shapes.iter().for_each(|shape| self.alternatives(shape, all)),
        }
    }

    fn id(&mut self) -> Value {
        self.define("id", |_| json!({"type": ["string", "integer"], "pattern": ID}))
    }

    fn offered(&mut self, offer: Offer) -> Value {
        let name = match offer {
            Offer::Jurisdiction => "jurisdiction-id".to_owned(),
            Offer::Checklist => "checklist-form-id".to_owned(),
            Offer::Clauses => "clause-form-id".to_owned(),
            Offer::Measure => "measure-id".to_owned(),
            Offer::Word(list) => format!("word-{}", list.name()),
        };
        self.define(&name, |maker| {
            let own = maker.offers.0.iter().filter(|(known, ..)| *known == offer);
            let mut all: Vec<Value> = own.map(|(_, id, title)| json!({"const": id, "description": title})).collect();
            all.push(if matches!(offer, Offer::Word(_)) { json!({"type": "string"}) } else { maker.id() });
            json!({"anyOf": all})
        })
    }

    fn word(&mut self, list: &'static Enumeration) -> Value {
        self.define(&format!("word-{}", list.name), |maker| {
            let word =
                |(at, word): (u8, &&str)| json!({"const": word, "description": words::name(list, at, maker.lang)});
            let mut all: Vec<Value> = (0..).zip(list.values).map(word).collect();
            let aliases: Vec<String> =
                words::accepted(list).into_iter().filter(|word| !list.values.contains(&word.as_str())).collect();
            if !aliases.is_empty() {
                all.push(json!({"enum": aliases}));
            }
            all.push(json!({"type": "string", "pattern": SPELLED_OTHERWISE, "format": word_format(list)}));
            json!({"anyOf": all})
        })
    }

    fn see(&mut self) -> Value {
        self.define("see", |maker| {
            let see = maker.reference();
            json!({
                "type": "object",
                "properties": {"see": see},
                "required": ["see"],
                "additionalProperties": false,
            })
        })
    }

    fn reference(&mut self) -> Value {
        self.define("reference", |maker| {
            let reference = json!({"type": ["string", "array"], "items": {"type": "string"}});
            maker.described(reference, "annotation.see")
        })
    }
}

/// Requires that a key that names a place goes with one of the actions of its step.
fn place_keys() -> Value {
    let rows = PLACE_KEYS.iter().map(|key| {
        let allowed: Vec<Action> = actions_with(key).collect();
        let mut spellings: Vec<&str> = allowed.iter().map(|action| action.word()).collect();
        let words = allowed.iter().filter_map(|action| words::value(Action::TABLE, action.position()));
        spellings.extend(words.flat_map(|words| words.spellings()));
        // An action that is in an annex may be any.
        let one = json!({"anyOf": [
            {"enum": spellings},
            {"type": "string", "pattern": SPELLED_OTHERWISE, "format": action_format(key)},
            {"type": "object"},
        ]});
        let rule = json!({"properties": {"action": {"anyOf": [one, {"type": "array", "contains": one}]}}});
        ((*key).to_owned(), rule)
    });
    Value::Object(rows.collect())
}
