//! JSON Schemas made from the format table, and the check of a document against them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::{Map, Value, json};

use super::fits::fits;
use super::format::{FILING, STEP};
use super::problem::{InputProblem, Problem};
use super::values::escape;
use crate::calendar::{DateProblem, When, iso};
use crate::source::{ArenaJson, Document, Kind, Node};
use crate::text;
use crate::vocabulary::actions::{PLACE_KEYS, actions_with};
use crate::vocabulary::enumerations::{ALL, Action, Enumerated, Enumeration};
use crate::vocabulary::shape::{Key, MapShape, Shape};
use crate::vocabulary::words;
use crate::words::Lang;

/// Why the schema that is built into the program could not be used; a bug, never the user's doing.
#[derive(Debug, thiserror::Error)]
#[error("built-in schema: {0}")]
pub struct SchemaError(String);

/// The schema of a filing: for editors with descriptions in a language and lists of words, for the program
/// without either.
fn filing_schema(editors: Option<Lang>) -> Value {
    let mut maker = Maker { editors, definitions: Map::new(), done: BTreeSet::new() };
    let root = maker.reference(&FILING);
    maker.definitions.insert("see".to_owned(), maker.see());
    object([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", "sekisho filing/v1".into()),
        ("$ref", root.into()),
        ("$defs", Value::Object(maker.definitions)),
    ])
}

/// The schema as it is published, with descriptions in one language.
pub fn printed(lang: Lang) -> String {
    let mut text = serde_json::to_string_pretty(&filing_schema(Some(lang))).unwrap_or_default();
    text.push('\n');
    text
}

/// Checks a document against the format: every place that does not fit, as problems.
///
/// # Errors
/// Only where the built-in schema itself is broken.
pub fn check(document: &Document) -> Result<Vec<InputProblem>, SchemaError> {
    if fits(document) { Ok(Vec::new()) } else { check_by_schema(document) }
}

/// The same by the schema alone.
///
/// # Errors
/// Only where the built-in schema itself is broken.
pub fn check_by_schema(document: &Document) -> Result<Vec<InputProblem>, SchemaError> {
    let mut problems = Vec::new();
    for error in validator()?.iter_errors(document.instance()) {
        let pointer = error.instance_path().to_string();
        let schema_path = error.schema_path().to_string();
        explain(document, &pointer, &schema_path, error.kind(), &mut problems);
    }
    dates(document, &mut problems);
    Ok(problems)
}

type Validator = jsonschema::Validator<ArenaJson>;

fn validator() -> Result<&'static Validator, SchemaError> {
    static VALIDATOR: OnceLock<Result<Validator, String>> = OnceLock::new();
    let made = VALIDATOR.get_or_init(|| {
        let mut options = jsonschema::options_for::<ArenaJson>().should_validate_formats(true);
        options = options
            .with_format("sekisho-day", |text: &str| When::parse(text).is_ok())
            .with_format("sekisho-path", |text: &str| is_plain_path(text));
        for list in ALL {
            let list: &'static Enumeration = list;
            options = options.with_format(format_name(list), move |text: &str| words::lookup(list, text).is_some());
        }
        for key in PLACE_KEYS {
            let allowed: Vec<u8> = actions_with(key).map(Enumerated::position).collect();
            options = options.with_format(format!("sekisho-action-{key}"), move |text: &str| {
                // A word that is no action at all is reported once, at the action itself.
                words::lookup(Action::TABLE, text).is_none_or(|at| allowed.contains(&at))
            });
        }
        options.build(&filing_schema(None)).map_err(|error| error.to_string())
    });
    made.as_ref().map_err(|error| SchemaError(error.clone()))
}

struct Maker {
    editors: Option<Lang>,
    definitions: Map<String, Value>,
    done: BTreeSet<&'static str>,
}

impl Maker {
    fn describe(&self, key: &str) -> Option<String> {
        let lang = self.editors?;
        Some(words::described(key)?.get(lang).to_owned())
    }

    fn reference(&mut self, shape: &'static MapShape) -> String {
        if self.done.insert(shape.name) {
            let definition = self.map(shape);
            self.definitions.insert(shape.name.to_owned(), definition);
        }
        format!("#/$defs/{}", shape.name)
    }

    fn map(&mut self, shape: &'static MapShape) -> Value {
        let mut properties = Map::new();
        for key in shape.keys {
            let value = self.key(shape, key);
            properties.insert(key.name.to_owned(), value);
        }
        if shape.annotated {
            properties.insert("changed".to_owned(), self.annotation("changed", json!({"type": ["boolean", "string"]})));
            let keys = json!({"type": "array", "items": {"type": "string"}});
            properties.insert("inferred".to_owned(), self.annotation("inferred", keys));
            properties.insert("see".to_owned(), json!({"$ref": "#/$defs/reference"}));
            let reference = json!({"type": ["string", "array"], "items": {"type": "string"}});
            let reference = self.annotation("see", reference);
            self.definitions.insert("reference".to_owned(), reference);
        }
        let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut definition = object([
            ("type", "object".into()),
            ("properties", Value::Object(properties)),
            ("additionalProperties", false.into()),
        ]);
        if let Some(text) = self.describe(shape.name) {
            definition["description"] = text.into();
        }
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
        let mut value = self.seeable(&key.shape);
        if let Some(text) = self.describe(&format!("{}.{}", shape.name, key.name)) {
            value["description"] = text.into();
        }
        value
    }

    fn annotation(&self, name: &str, mut schema: Value) -> Value {
        if let Some(text) = self.describe(&format!("annotation.{name}")) {
            schema["description"] = text.into();
        }
        schema
    }

    /// A value, or `{ see: … }` in its place.
    fn seeable(&mut self, shape: &'static Shape) -> Value {
        let map = match shape {
            Shape::Map(map) => return json!({"$ref": self.reference(map)}),
            Shape::Dict(_) => return self.plain(shape),
            Shape::Either(shapes) => shapes.iter().find_map(|shape| match shape {
                Shape::Map(map) => Some(*map),
                _ => None,
            }),
            _ => None,
        };
        let target = map.map_or_else(|| "#/$defs/see".to_owned(), |map| self.reference(map));
        let other = self.plain(shape);
        object([("if", json!({"type": "object"})), ("then", json!({"$ref": target})), ("else", other)])
    }

    fn plain(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Text => json!({"type": "string"}),
            Shape::Flag => json!({"type": "boolean"}),
            Shape::Number => json!({"type": "integer", "minimum": 0}),
            Shape::Id => json!({"type": ["string", "integer"], "pattern": r"^[\p{L}\p{N}][\p{L}\p{N}_.\-]*$"}),
            Shape::Path => json!({"type": "string", "format": "sekisho-path"}),
            Shape::Day => json!({"type": "string", "format": "sekisho-day"}),
            Shape::Digits => json!({"type": "string", "pattern": "^[0-9]{13}$"}),
            Shape::Fixed(word) => json!({"type": "string", "pattern": format!("^{word}$")}),
            Shape::Word(list) if self.editors.is_some() => word_schema(list),
            Shape::Word(list) => json!({"type": "string", "format": format_name(list)}),
            Shape::List(inside) => {
                let items = self.seeable(inside);
                object([("type", "array".into()), ("items", items)])
            }
            Shape::OneOrMany(inside) => {
                let mut one = self.plain(inside);
                let list = self.seeable(inside);
                one["type"] = join_types(&one, "array");
                one["items"] = list;
                one["minItems"] = 1.into();
                one
            }
            Shape::Dict(inside) => {
                let values = self.seeable(inside);
                object([("type", "object".into()), ("additionalProperties", values)])
            }
            Shape::Map(map) => json!({"$ref": self.reference(map)}),
            Shape::Either(shapes) => {
                let mut all = Map::new();
                let mut types: Vec<Value> = Vec::new();
                for shape in *shapes {
                    if matches!(shape, Shape::Map(_)) {
                        continue;
                    }
                    if let Value::Object(part) = self.plain(shape) {
                        for (key, value) in part {
                            if key == "type" {
                                types.extend(value.as_array().cloned().unwrap_or_else(|| vec![value]));
                            } else {
                                all.insert(key, value);
                            }
                        }
                    }
                }
                all.insert("type".to_owned(), Value::Array(types));
                Value::Object(all)
            }
        }
    }

    fn see(&self) -> Value {
        json!({
            "type": "object",
            "properties": {"see": {"$ref": "#/$defs/reference"}},
            "required": ["see"],
            "additionalProperties": false,
        })
    }
}

/// An object of values that are moved into it; `json!` would copy each of them, level by level.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A word for editors, which know no format of ours: the exact words are listed. Other spellings of them are folded
/// by the format, which alone is what the program asks.
fn word_schema(list: &'static Enumeration) -> Value {
    json!({
        "type": "string",
        "if": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "then": {"enum": words::accepted(list)},
        "else": {"format": format_name(list)},
    })
}

fn format_name(list: &Enumeration) -> String {
    format!("sekisho-word-{}", list.name)
}

fn place_keys() -> Value {
    let rows = PLACE_KEYS.iter().map(|key| {
        let format = json!({"format": format!("sekisho-action-{key}")});
        let rule = json!({"properties": {"action": {
            "if": {"type": "array"}, "then": {"contains": format}, "else": format,
        }}});
        ((*key).to_owned(), rule)
    });
    Value::Object(rows.collect())
}

fn join_types(schema: &Value, more: &str) -> Value {
    let mut types = match &schema["type"] {
        Value::Array(list) => list.clone(),
        other => vec![other.clone()],
    };
    types.push(more.into());
    Value::Array(types)
}

/// Relative, without `..` at the end of a climb above its start being checked here: only the shape.
pub(super) fn is_plain_path(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('/') && !text.contains('\\') && !text.contains(':') && text.ends_with(".yaml")
}

fn explain(
    document: &Document,
    pointer: &str,
    schema_path: &str,
    kind: &ValidationErrorKind,
    out: &mut Vec<InputProblem>,
) {
    let node = document.at(pointer);
    let span = node.map_or_else(crate::source::Span::default, |node| match node.kind() {
        Kind::Map | Kind::Seq => node.key_span().unwrap_or_else(|| node.head()),
        _ => node.span(),
    });
    let before = out.len();
    let mut push = |problem, pointer: String, span| out.push(InputProblem { problem, pointer, span });
    if let Some(at) = schema_path.find("/dependentSchemas/") {
        let key = schema_path[at..].split('/').nth(2).unwrap_or_default().to_owned();
        let actions = actions_with(&key).map(Enumerated::word).collect();
        let step = pointer.split("/action").next().unwrap_or(pointer).to_owned();
        let span = document.at(&format!("{step}/{key}")).and_then(|node| node.key_span()).unwrap_or(span);
        push(Problem::KeyNotForAction { key: key.clone(), actions }, format!("{step}/{key}"), span);
        return;
    }
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = known_keys(pointer);
            for (more, key) in unexpected.iter().enumerate() {
                let suggestion = text::suggest_after(before + more, key, known.iter().copied()).map(str::to_owned);
                let at = node.and_then(|node| node.get(key)).and_then(|value| value.key_span()).unwrap_or(span);
                push(Problem::UnknownKey { key: key.clone(), suggestion }, format!("{pointer}/{}", escape(key)), at);
            }
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default().to_owned();
            let head = node.map_or(span, |node| node.key_span().unwrap_or_else(|| node.head()));
            push(Problem::MissingKey { key }, pointer.to_owned(), head);
        }
        ValidationErrorKind::Type { kind } => {
            let expected = type_word(kind);
            let suggestion = node.and_then(|node| node.text()).and_then(|text| meant(expected, text));
            push(Problem::WrongType { expected, suggestion }, pointer.to_owned(), span);
        }
        ValidationErrorKind::Format { .. } => {
            let value = node.and_then(|node| node.text()).unwrap_or_default().to_owned();
            let problem = match (list_at(kind), &value) {
                (Some(list), value) => {
                    let accepted = words::accepted(list);
                    let suggestion = text::suggest_after(before, value, accepted.iter().map(String::as_str));
                    let suggestion = suggestion.map(str::to_owned);
                    Problem::UnknownValue { value: value.clone(), list: list.name, suggestion }
                }
                (None, value) if schema_path_is_day(kind) => Problem::BadDate {
                    reason: When::parse(value).err().map_or("not-a-date", DateProblem::word),
                    value: value.clone(),
                },
                (None, _) => Problem::BadForm { expected: "path" },
            };
            push(problem, pointer.to_owned(), span);
        }
        ValidationErrorKind::Pattern { pattern } => {
            let expected = if pattern.contains("{13}") {
                "digits"
            } else if pattern.contains(r"\p{L}") {
                "id"
            } else {
                "fixed"
            };
            push(Problem::BadForm { expected }, pointer.to_owned(), span);
        }
        ValidationErrorKind::Minimum { .. } => {
            push(Problem::BadForm { expected: "number" }, pointer.to_owned(), span);
        }
        _ => push(Problem::BadForm { expected: "list" }, pointer.to_owned(), span),
    }
}

/// Dates in eras that had ended, or had not begun, are understood, with a note.
fn dates(document: &Document, out: &mut Vec<InputProblem>) {
    fn walk<'d>(node: Node<'d>, way: &mut Vec<Step<'d>>, out: &mut Vec<InputProblem>) {
        let mut below = |step: Step<'d>, inside: Node<'d>| {
            way.push(step);
            walk(inside, way, out);
            way.pop();
        };
        match node.kind() {
            Kind::Map => node.entries().for_each(|(key, _, inside)| below(Step::Key(key), inside)),
            Kind::Seq => node.items().enumerate().for_each(|(at, inside)| below(Step::Item(at), inside)),
            _ => {
                let Some(when) = node.as_str().and_then(|text| When::parse(text).ok()) else { return };
                if let Some(note) = when.note.filter(|_| is_for_a_day(way)) {
                    let value = node.as_str().unwrap_or_default().to_owned();
                    let problem = Problem::AlienEra { value, date: iso(when.first), note };
                    out.push(InputProblem { problem, pointer: pointer(way), span: node.span() });
                }
            }
        }
    }
    walk(document.root(), &mut Vec::new(), out);
}

/// Whether the format has a date at a place.
fn is_for_a_day(way: &[Step<'_>]) -> bool {
    let Some((Step::Key(key), above)) = way.split_last() else {
        return false;
    };
    let row = shape_at(&pointer(above)).and_then(|map| map.key(key));
    row.is_some_and(|row| match row.shape {
        Shape::Day => true,
        Shape::Either(shapes) => shapes.iter().any(|shape| matches!(shape, Shape::Day)),
        _ => false,
    })
}

/// One step down a tree.
enum Step<'d> {
    Key(&'d str),
    Item(usize),
}

fn pointer(way: &[Step<'_>]) -> String {
    way.iter().fold(String::new(), |mut pointer, step| {
        pointer.push('/');
        match step {
            Step::Key(key) => pointer.push_str(&escape(key)),
            Step::Item(at) => pointer.push_str(&at.to_string()),
        }
        pointer
    })
}

fn type_word(kind: &TypeKind) -> &'static str {
    let text = match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(set) => {
            let names: Vec<String> = set.iter().map(|kind| kind.to_string()).collect();
            names.join("-or-")
        }
    };
    const WORDS: &[&str] = &["object", "array", "string", "boolean", "integer", "number"];
    WORDS.iter().find(|word| text == **word).copied().unwrap_or("other")
}

/// What somebody who writes as into a form means.
fn meant(expected: &str, text: &str) -> Option<String> {
    match expected {
        "boolean" => text::flag(text).map(|flag| flag.to_string()),
        "integer" => text::number(text).map(|number| number.to_string()),
        _ => None,
    }
}

fn schema_path_is_day(kind: &ValidationErrorKind) -> bool {
    matches!(kind, ValidationErrorKind::Format { format } if format == "sekisho-day")
}

fn list_at(kind: &ValidationErrorKind) -> Option<&'static Enumeration> {
    let ValidationErrorKind::Format { format } = kind else {
        return None;
    };
    let name = format.strip_prefix("sekisho-word-")?;
    ALL.iter().find(|list| list.name == name).copied()
}

/// The map shape that a pointer leads to.
fn shape_at(pointer: &str) -> Option<&'static MapShape> {
    fn map_in(
        shape: &'static Shape,
        token: &mut std::iter::Peekable<std::str::Split<'_, char>>,
    ) -> Option<&'static MapShape> {
        match shape {
            Shape::Map(map) => Some(map),
            Shape::List(inside) => {
                token.next()?;
                map_in(inside, token)
            }
            Shape::Dict(inside) => {
                token.next()?;
                map_in(inside, token)
            }
            Shape::OneOrMany(inside) => {
                if token.peek().is_some_and(|token| token.parse::<usize>().is_ok()) {
                    token.next();
                }
                map_in(inside, token)
            }
            Shape::Either(shapes) => {
                let numbered = token.peek().is_some_and(|token| token.parse::<usize>().is_ok());
                let listed = shapes.iter().find(|shape| matches!(shape, Shape::List(_)));
                let plain = shapes.iter().find(|shape| matches!(shape, Shape::Map(_)));
                map_in(if numbered { listed? } else { plain? }, token)
            }
            _ => None,
        }
    }
    let mut map = &FILING;
    let mut tokens = pointer.split('/').peekable();
    tokens.next();
    while let Some(token) = tokens.next() {
        map = map_in(&map.key(token)?.shape, &mut tokens)?;
    }
    Some(map)
}

fn known_keys(pointer: &str) -> Vec<&'static str> {
    let Some(map) = shape_at(pointer) else {
        return Vec::new();
    };
    let annotations: &[&str] = if map.annotated { &["changed", "inferred", "see"] } else { &[] };
    map.keys.iter().map(|key| key.name).chain(annotations.iter().copied()).collect()
}
