//! The tree as JSON: read in place by `jsonschema`, and turned into a `serde_json::Value` where one is needed.
//!
//! Errors of `jsonschema` contain scalars as they are but collections empty: copying the whole document for each error
//! at its root would be too expensive, and the instance path gives the place.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as NodeTrait, NodeIdentity, Object};
use jsonschema_value::LazyInstance;
use serde_json::{Map, Number, Value};

use super::{Document, Entries, Items, Kind, Node};

/// The representation of documents for `jsonschema::options_for::<ArenaJson>()`.
pub struct ArenaJson;

/// A value as `jsonschema` sees it: a node of a document, or the name of a property under `propertyNames`.
#[derive(Clone, Copy, Debug)]
pub enum JsonNode<'a> {
    /// A node of a document.
    Tree(Node<'a>),
    /// The name of a property, which is no node.
    Name(&'a str),
}

/// A mapping as `jsonschema` sees it.
#[derive(Clone, Copy, Debug)]
pub struct JsonObject<'a>(Node<'a>);

/// A sequence as `jsonschema` sees it.
#[derive(Clone, Copy, Debug)]
pub struct JsonArray<'a>(Node<'a>);

impl Document {
    /// Converts a node to a JSON value, with aliases expanded. Not meant for frequent use.
    pub fn to_json(node: Node<'_>) -> Value {
        match node.kind() {
            Kind::Null => Value::Null,
            Kind::Bool => Value::Bool(node.as_bool().unwrap_or_default()),
            Kind::Int | Kind::Float => Value::Number(number(node)),
            Kind::Str => Value::String(node.as_str().unwrap_or_default().to_owned()),
            Kind::Seq => Value::Array(node.items().map(Document::to_json).collect()),
            Kind::Map => {
                let entries = node.entries().map(|(key, _, value)| (key.to_owned(), Document::to_json(value)));
                Value::Object(entries.collect::<Map<_, _>>())
            }
        }
    }

    /// Returns the root as an instance for a validator of [`ArenaJson`].
    pub fn instance(&self) -> JsonNode<'_> {
        JsonNode::Tree(self.root())
    }
}

/// Converts a number; only finite ones have these types.
fn number(node: Node<'_>) -> Number {
    match node.as_int() {
        Some(int) => Number::from(int),
        None => node.as_float().and_then(Number::from_f64).unwrap_or_else(|| Number::from(0)),
    }
}

impl Json for ArenaJson {
    type Node<'a> = JsonNode<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    // Finding a key walks the entries, so one walk over all of them replaces any number of lookups.
    const KEYS_PER_LOOKUP: usize = 64;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(JsonNode<'_>) -> T) -> T {
        f(JsonNode::Name(string))
    }
}

impl<'a> JsonNode<'a> {
    /// Returns the node of the document; `None` for the name of a property.
    pub fn tree(self) -> Option<Node<'a>> {
        match self {
            JsonNode::Tree(node) => Some(node),
            JsonNode::Name(_) => None,
        }
    }

    fn of_kind(self, kind: Kind) -> Option<Node<'a>> {
        self.tree().filter(|node| node.kind() == kind)
    }

    fn text(self) -> Option<&'a str> {
        match self {
            JsonNode::Tree(node) => node.as_str(),
            JsonNode::Name(name) => Some(name),
        }
    }
}

impl<'a> NodeTrait<'a, ArenaJson> for JsonNode<'a> {
    type Object = JsonObject<'a>;
    type Array = JsonArray<'a>;
    type Number = NodeNumber;

    fn as_object(&self) -> Option<JsonObject<'a>> {
        self.of_kind(Kind::Map).map(JsonObject)
    }

    fn as_array(&self) -> Option<JsonArray<'a>> {
        self.of_kind(Kind::Seq).map(JsonArray)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<NodeNumber> {
        self.is_number().then(|| self.tree()).flatten().map(|node| NodeNumber(number(node)))
    }

    fn as_boolean(&self) -> Option<bool> {
        self.tree()?.as_bool()
    }

    fn is_null(&self) -> bool {
        self.tree().is_some_and(Node::is_null)
    }

    fn is_number(&self) -> bool {
        self.json_type() == JsonType::Number
    }

    fn json_type(&self) -> JsonType {
        match self.tree().map(Node::kind) {
            Some(Kind::Null) => JsonType::Null,
            Some(Kind::Bool) => JsonType::Boolean,
            Some(Kind::Int | Kind::Float) => JsonType::Number,
            Some(Kind::Seq) => JsonType::Array,
            Some(Kind::Map) => JsonType::Object,
            Some(Kind::Str) | None => JsonType::String,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            // Enumerations are mostly texts, which are compared in place.
            Value::String(expected) => self.text() == Some(expected),
            _ if self.text().is_some() => false,
            _ => jsonschema::json::cmp::equal(&self.to_value(), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match *self {
            JsonNode::Tree(node) => Document::to_json(node),
            JsonNode::Name(name) => Value::String(name.to_owned()),
        })
    }

    fn lazy_value(&self) -> LazyInstance<'a> {
        LazyInstance::Ready(match self.json_type() {
            JsonType::Array => Cow::Owned(Value::Array(Vec::new())),
            JsonType::Object => Cow::Owned(Value::Object(Map::new())),
            _ => self.to_value(),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        let node = self.tree()?;
        let document = std::ptr::from_ref(node.document()) as usize;
        Some(NodeIdentity::tagged(document, node.index()))
    }
}

impl<'a> Object<'a, ArenaJson> for JsonObject<'a> {
    type Node = JsonNode<'a>;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &Box<str>) -> Option<JsonNode<'a>> {
        self.0.get(key).map(JsonNode::Tree)
    }

    fn members(&self) -> Members<'a> {
        Members(self.0.entries())
    }
}

impl<'a> Array<'a, ArenaJson> for JsonArray<'a> {
    type Node = JsonNode<'a>;
    type ElementsIter = Elements<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> Elements<'a> {
        Elements(self.0.items())
    }
}

/// Iterator over the members of a [`JsonObject`].
#[derive(Clone, Debug)]
pub struct Members<'a>(Entries<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, JsonNode<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, _, value)| (key, JsonNode::Tree(value)))
    }
}

/// Iterator over the elements of a [`JsonArray`].
#[derive(Clone, Debug)]
pub struct Elements<'a>(Items<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = JsonNode<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(JsonNode::Tree)
    }
}

/// A number as `jsonschema` sees it.
#[derive(Clone, Debug)]
pub struct NodeNumber(Number);

impl JsonNumber for NodeNumber {
    fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Borrowed(&self.0)
    }
}
