//! Where a filing names things by id: where each is given, and everywhere it is used.
//!
//! Owns the table of keys that hold ids. The reader looks the same ids up; a test holds the two together.

use super::format::FILING;
use super::values::escape;
use crate::source::{Document, Kind, Node, Span};
use crate::vocabulary::shape::{MapShape, Shape};

/// The kinds of things that a filing calls by an id of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// A party (`actors`).
    Actor,
    /// A data set, or the group of several (`data`).
    Data,
    /// A place where data rests (`stores`).
    Store,
    /// A system (`systems`).
    System,
    /// A decision of the forum (`approvals`).
    Approval,
    /// A contract, a connection or a processing.
    Part,
    /// A flow.
    Flow,
    /// A step, by its number in its flow.
    Step,
}

impl IdKind {
    /// The key under `subject.` by which the vocabulary names it; a system has none there.
    pub fn word(self) -> &'static str {
        match self {
            IdKind::Actor => "actor",
            IdKind::Data => "data",
            IdKind::Store => "store",
            IdKind::System => "system",
            IdKind::Approval => "approval",
            IdKind::Part => "part",
            IdKind::Flow => "flow",
            IdKind::Step => "step",
        }
    }
}

/// One place where an id is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it names.
    pub kind: IdKind,
    /// For a step, the position of its flow: numbers are of one flow. 0 for all else.
    pub flow: usize,
    /// The id as written.
    pub id: String,
    /// Where.
    pub span: Span,
    /// JSON Pointer of what holds it: where the id is given, the thing itself.
    pub pointer: String,
    /// True where the id is given, false where it is used.
    pub is_own: bool,
}

/// Maps at which something gets its id under the key `id`.
const NUMBERED: [(&str, IdKind); 6] = [
    ("approval", IdKind::Approval),
    ("contract", IdKind::Part),
    ("connection", IdKind::Part),
    ("processing", IdKind::Part),
    ("flow", IdKind::Flow),
    ("step", IdKind::Step),
];

/// Keys of the filing whose entries are called by their keys.
const CALLED: [(&str, IdKind); 4] =
    [("actors", IdKind::Actor), ("data", IdKind::Data), ("stores", IdKind::Store), ("systems", IdKind::System)];

/// Keys that use ids: map, key, what they name.
const USED: &[(&str, &str, &[IdKind])] = &[
    ("agenda_point", "of", &[IdKind::Part]),
    ("approval", "of", &[IdKind::Part]),
    ("actor", "employer", &[IdKind::Actor]),
    ("data_set", "part_of", &[IdKind::Data]),
    ("store", "actor", &[IdKind::Actor]),
    ("store", "operated_by", &[IdKind::Actor]),
    ("store", "owned_by", &[IdKind::Actor]),
    ("store", "passes_to", &[IdKind::Actor]),
    ("flow", "under", &[IdKind::Part]),
    ("flow", "measures", &[IdKind::Actor]),
    ("starts_with", "at", &[IdKind::Store]),
    ("starts_with", "data", &[IdKind::Data]),
    ("step", "actor", &[IdKind::Actor]),
    ("step", "to", &[IdKind::Actor]),
    ("step", "from_actor", &[IdKind::Actor]),
    ("step", "from", &[IdKind::Store]),
    ("step", "into", &[IdKind::Store]),
    ("step", "store", &[IdKind::Store]),
    ("step", "uses", &[IdKind::Data]),
    ("step", "data", &[IdKind::Data]),
    ("step", "lot", &[IdKind::Step]),
    ("step", "unlocks", &[IdKind::Step]),
    ("step", "under", &[IdKind::Part]),
    ("report", "to", &[IdKind::Actor]),
    ("contract", "data", &[IdKind::Data]),
    ("connection", "data", &[IdKind::Data]),
    ("processing", "data", &[IdKind::Data]),
    ("contract", "approvals", &[IdKind::Approval]),
    ("connection", "approvals", &[IdKind::Approval]),
    ("processing", "approvals", &[IdKind::Approval]),
    ("contract", "changed_since", &[IdKind::Approval]),
    ("connection", "changed_since", &[IdKind::Approval]),
    ("processing", "changed_since", &[IdKind::Approval]),
    ("contract", "parent", &[IdKind::Part]),
    ("contract", "from", &[IdKind::Actor]),
    ("contract", "to", &[IdKind::Actor]),
    ("contract", "provides", &[IdKind::Data]),
    ("contract", "collects", &[IdKind::Data]),
    ("contract", "handles", &[IdKind::Data]),
    ("contract", "reserves", &[IdKind::Data]),
    ("connection", "with", &[IdKind::Actor]),
    ("connection", "between", &[IdKind::Store]),
    ("processing", "store", &[IdKind::Store]),
    ("processing", "system", &[IdKind::System]),
    ("processing", "agent", &[IdKind::Actor, IdKind::Part]),
    ("subcontracting", "approval", &[IdKind::Approval]),
    ("consent", "by", &[IdKind::Actor]),
    ("consent", "to", &[IdKind::Actor]),
    ("disposal", "at", &[IdKind::Store]),
    ("disposal", "data", &[IdKind::Data]),
    ("checklist", "same_as", &[IdKind::Part]),
    ("covers", "from", &[IdKind::Actor]),
    ("covers", "to", &[IdKind::Actor]),
    ("covers", "data", &[IdKind::Data]),
    ("covers", "at", &[IdKind::Store]),
    ("part_medium", "store", &[IdKind::Store]),
    ("waiver", "approval", &[IdKind::Approval]),
];

/// Returns what the ids under a key of a map name; nothing where it holds none that are used.
pub fn used(map: &str, key: &str) -> &'static [IdKind] {
    USED.iter().find(|(own, name, _)| (*own, *name) == (map, key)).map_or(&[], |(.., kinds)| kinds)
}

/// Returns the map of the format that stands at a place of a document; `None` where there is none.
pub fn map_at(document: &Document, way: &[&str]) -> Option<&'static MapShape> {
    let mut at = Stand::Map(&FILING);
    let mut node = Some(document.root());
    for token in way {
        node = node.and_then(|node| {
            if node.kind() == Kind::Seq { node.items().nth(token.parse().ok()?) } else { node.get(token) }
        });
        at = at.step(token, node)?;
    }
    at.map()
}

/// A place in the format.
#[derive(Clone, Copy)]
enum Stand {
    Map(&'static MapShape),
    Value(&'static Shape),
}

impl Stand {
    fn step(self, token: &str, below: Option<Node<'_>>) -> Option<Stand> {
        let shape = match self {
            Stand::Map(map) => &map.key(token)?.shape,
            Stand::Value(shape) => inside(shape)?,
        };
        Some(settle(shape, below))
    }

    fn map(self) -> Option<&'static MapShape> {
        match self {
            Stand::Map(map) => Some(map),
            Stand::Value(_) => None,
        }
    }
}

/// What the entries of a list or dictionary are.
fn inside(shape: &'static Shape) -> Option<&'static Shape> {
    match shape {
        Shape::List(inside) | Shape::OneOrMany(inside) | Shape::Dict(inside) => Some(inside),
        Shape::Either(shapes) => shapes.iter().find_map(inside),
        _ => None,
    }
}

/// The map that a shape is, where a map is written or nothing is known; else the shape.
fn settle(shape: &'static Shape, node: Option<Node<'_>>) -> Stand {
    let is_list = node.is_some_and(|node| node.kind() == Kind::Seq);
    match shape {
        Shape::Map(map) => Stand::Map(map),
        Shape::Either(shapes) if !is_list => {
            let map = shapes.iter().find_map(|shape| settle(shape, node).map());
            map.map_or(Stand::Value(shape), Stand::Map)
        }
        _ => Stand::Value(shape),
    }
}

/// Returns every place where a filing writes an id, in the order of the document.
pub fn mentions(document: &Document) -> Vec<Mention> {
    let mut found = Mentions { all: Vec::new(), flow: 0 };
    found.map(&FILING, document.root(), "");
    found.all
}

struct Mentions {
    all: Vec<Mention>,
    flow: usize,
}

impl Mentions {
    fn map(&mut self, shape: &'static MapShape, node: Node<'_>, at: &str) {
        for (name, _, value) in node.entries() {
            let pointer = format!("{at}/{}", escape(name));
            let numbered = NUMBERED.iter().find(|(map, _)| name == "id" && *map == shape.name);
            let called = CALLED.iter().find(|(key, _)| *key == name && std::ptr::eq(shape, &FILING));
            if let Some((_, kind)) = numbered {
                self.add(*kind, value.text(), value.span(), at, true);
            } else if let Some((_, kind)) = called {
                for (id, span, _) in value.entries() {
                    self.add(*kind, Some(id), span, &format!("{pointer}/{}", escape(id)), true);
                }
            } else if (shape.name, name) == ("data_set", "group") {
                self.add(IdKind::Data, value.text(), value.span(), at, true);
            }
            let kinds = used(shape.name, name);
            if !kinds.is_empty() {
                self.used(kinds, value, &pointer);
            }
            if let Some(key) = shape.key(name) {
                self.value(&key.shape, value, &pointer);
            }
        }
    }

    fn value(&mut self, shape: &'static Shape, node: Node<'_>, at: &str) {
        match (settle(shape, Some(node)), node.kind()) {
            (Stand::Map(map), Kind::Map) => self.map(map, node, at),
            (Stand::Value(shape), Kind::Seq) => {
                let Some(inside) = inside(shape) else { return };
                for (number, item) in node.items().enumerate() {
                    if at == "/flows" {
                        self.flow = number;
                    }
                    self.value(inside, item, &format!("{at}/{number}"));
                }
            }
            (Stand::Value(Shape::Dict(inside)), Kind::Map) => {
                for (key, _, value) in node.entries() {
                    self.value(inside, value, &format!("{at}/{}", escape(key)));
                }
            }
            _ => {}
        }
    }

    fn used(&mut self, kinds: &[IdKind], node: Node<'_>, at: &str) {
        match node.kind() {
            // An id that may be of two kinds is of the first that has it.
            Kind::Str | Kind::Int => {
                let is_known = |kind: &&IdKind| self.knows(node.document(), **kind, node.text().unwrap_or_default());
                if let Some(kind) = kinds.iter().find(is_known).or(kinds.first()) {
                    self.add(*kind, node.text(), node.span(), at, false);
                }
            }
            Kind::Seq => {
                for (number, item) in node.items().enumerate() {
                    self.used(kinds, item, &format!("{at}/{number}"));
                }
            }
            // The keys of the map are the ids.
            Kind::Map if node.get("see").is_none() => {
                for (id, span, _) in node.entries() {
                    for kind in kinds.iter().take(1) {
                        self.add(*kind, Some(id), span, at, false);
                    }
                }
            }
            _ => {}
        }
    }

    fn knows(&self, document: &Document, kind: IdKind, id: &str) -> bool {
        let called = CALLED.iter().find(|(_, own)| *own == kind);
        called.is_some_and(|(key, _)| document.root().get(key).is_some_and(|all| all.get(id).is_some()))
    }

    fn add(&mut self, kind: IdKind, id: Option<&str>, span: Span, pointer: &str, is_own: bool) {
        let Some(id) = id.filter(|id| !id.is_empty()) else { return };
        let flow = if kind == IdKind::Step { self.flow } else { 0 };
        self.all.push(Mention { kind, flow, id: id.to_owned(), span, pointer: pointer.to_owned(), is_own });
    }
}
