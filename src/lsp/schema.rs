//! What a published schema has for a place: keys, values, and what both mean.
//!
//! Owns the walk over a schema beside a tree. The words stand in the schema, which is what other editors show as well.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::source::{Kind, Node};
use crate::words::{Lang, say};

/// A schema, in one language where it has one.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    schema: Value,
    lang: Lang,
}

/// Something that can be written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offered {
    /// As it is written.
    pub(super) word: String,
    /// What it means; empty where the schema does not say.
    pub(super) meaning: String,
}

/// How deep references and alternatives are followed: deeper than any schema here.
const MAX_DEPTH: usize = 24;
/// Between the Japanese and the English of a description that has both.
const BETWEEN: &str = " / ";

impl Shapes {
    pub(super) fn read(schema: &str, lang: Lang) -> Self {
        Shapes { schema: serde_json::from_str(schema).unwrap_or_default(), lang }
    }

    /// The schemas that hold for what stands at the end of a way, with the name of the last key's own first.
    pub(super) fn at<'s>(&'s self, root: Node<'_>, way: &[String]) -> Vec<&'s Value> {
        let mut node = Some(root);
        let mut all = self.opened(&self.schema, node);
        for token in way {
            let below = node.and_then(|node| match node.kind() {
                Kind::Seq => node.items().nth(token.parse().ok()?),
                _ => node.get(token),
            });
            let is_list = node.is_some_and(|node| node.kind() == Kind::Seq);
            let inside = all.iter().filter_map(|schema| match is_list {
                true => schema.get("items"),
                false => schema.get("properties").and_then(|all| all.get(token)).or_else(|| open_map(schema)),
            });
            let mut next = Vec::new();
            for schema in inside {
                self.open(schema, below, 0, &mut next);
            }
            (all, node) = (next, below);
        }
        all
    }

    /// The keys that a map may have.
    pub(super) fn keys(&self, schemas: &[&Value]) -> Vec<Offered> {
        let mut meanings = BTreeSet::new();
        let mut keys: Vec<Offered> = Vec::new();
        for (key, schema) in schemas.iter().filter_map(|schema| schema.get("properties")?.as_object()).flatten() {
            let meaning = self.meaning(&self.opened(schema, None));
            // A key that may be spelled otherwise has the same meaning; the first is its own name.
            let is_new = meanings.insert(meaning.clone()) || meaning.is_empty() || self.spelled_once(key);
            if is_new && !keys.iter().any(|known| known.word == *key) {
                keys.push(Offered { word: key.clone(), meaning });
            }
        }
        keys
    }

    /// The values that may stand at a place, where there are not too many to tell.
    pub(super) fn values(&self, schemas: &[&Value]) -> Vec<Offered> {
        let mut values: Vec<Offered> = Vec::new();
        let mut add = |word: &str, meaning: String| {
            if !values.iter().any(|known| known.word == word) {
                values.push(Offered { word: word.to_owned(), meaning });
            }
        };
        let words = |schema: &&&Value| schema.get("const").is_some();
        for schema in schemas.iter().filter(words) {
            add(schema["const"].as_str().unwrap_or_default(), self.meaning(&[schema]));
        }
        if !schemas.iter().any(|schema| words(&schema)) {
            for word in schemas.iter().filter_map(|schema| schema.get("enum")?.as_array()).flatten() {
                add(word.as_str().unwrap_or_default(), String::new());
            }
        }
        let is_flag = |schema: &&Value| of_type(schema).any(|kind| kind == "boolean");
        // A text may stand for a flag only in a table.
        if schemas.iter().any(is_flag) {
            add("true", say(self.lang, "lsp.true", &[]));
            add("false", say(self.lang, "lsp.false", &[]));
        }
        values.retain(|choice| !choice.word.is_empty());
        values
    }

    /// What the first of some schemas that has a description says.
    pub(super) fn meaning(&self, schemas: &[&Value]) -> String {
        let text = schemas.iter().find_map(|schema| schema.get("description")?.as_str()).unwrap_or_default();
        match text.split_once(BETWEEN) {
            Some((ja, en)) => if self.lang == Lang::Ja { ja } else { en }.trim().to_owned(),
            None => text.to_owned(),
        }
    }

    /// True if some of the schemas is the definition of this name.
    pub(super) fn is_one(&self, schemas: &[&Value], name: &str) -> bool {
        let definition = self.schema.get("$defs").and_then(|all| all.get(name));
        definition.is_some_and(|own| schemas.iter().any(|schema| std::ptr::eq(*schema, own)))
    }

    /// True for keys of a schema in which no key has several spellings.
    fn spelled_once(&self, key: &str) -> bool {
        key.is_ascii() && self.schema["title"] != "sekisho/evidence/v1"
    }

    fn opened<'s>(&'s self, schema: &'s Value, node: Option<Node<'_>>) -> Vec<&'s Value> {
        let mut all = Vec::new();
        self.open(schema, node, 0, &mut all);
        all
    }

    /// Adds a schema and everything that it refers to and that holds for a node, or may hold where there is none.
    fn open<'s>(&'s self, schema: &'s Value, node: Option<Node<'_>>, depth: usize, all: &mut Vec<&'s Value>) {
        let Some(map) = schema.as_object().filter(|_| depth < MAX_DEPTH) else { return };
        if node.is_some_and(|node| !may_be(map, node)) || all.iter().any(|known| std::ptr::eq(*known, schema)) {
            return;
        }
        all.push(schema);
        let name = map.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
        let mut next: Vec<&Value> = name.and_then(|name| self.schema.pointer(name)).into_iter().collect();
        for key in ["allOf", "anyOf", "oneOf"] {
            next.extend(map.get(key).and_then(Value::as_array).into_iter().flatten());
        }
        if let Some(condition) = map.get("if") {
            let holds = node.map(|node| holds(condition, node));
            next.extend(map.get("then").filter(|_| holds != Some(false)));
            next.extend(map.get("else").filter(|_| holds != Some(true)));
        }
        for schema in next {
            self.open(schema, node, depth + 1, all);
        }
    }
}

/// The schema of what stands under keys that a schema does not list.
fn open_map(schema: &Value) -> Option<&Value> {
    schema.get("additionalProperties").filter(|inside| inside.is_object())
}

fn of_type(schema: &Value) -> impl Iterator<Item = &str> {
    let kinds = schema.get("type");
    let one = kinds.and_then(Value::as_str);
    one.into_iter().chain(kinds.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str))
}

/// Whether a node can be of the type that a schema asks. Of what is still being written, which is text, anything can come.
fn may_be(schema: &Map<String, Value>, node: Node<'_>) -> bool {
    let Some(kinds) = schema.get("type") else { return true };
    let is = |kind: &str| match node.kind() {
        Kind::Map => kind == "object",
        Kind::Seq => kind == "array",
        _ => true,
    };
    kinds.as_str().is_some_and(is) || kinds.as_array().is_some_and(|all| all.iter().filter_map(Value::as_str).any(is))
}

/// Whether a condition of a schema holds; those here ask for keys and types only.
fn holds(condition: &Value, node: Node<'_>) -> bool {
    let all = |key: &str| condition.get(key).and_then(Value::as_array);
    let kind_holds = match of_type(condition).next() {
        None => true,
        Some("object") => node.kind() == Kind::Map,
        Some("array") => node.kind() == Kind::Seq,
        Some("string") => node.kind() == Kind::Str,
        Some(_) => !matches!(node.kind(), Kind::Map | Kind::Seq),
    };
    kind_holds
        && all("required").is_none_or(|keys| keys.iter().filter_map(Value::as_str).all(|key| node.get(key).is_some()))
        && all("anyOf").is_none_or(|any| any.iter().any(|one| holds(one, node)))
        && all("allOf").is_none_or(|every| every.iter().all(|one| holds(one, node)))
        && condition.get("not").is_none_or(|not| !holds(not, node))
}
