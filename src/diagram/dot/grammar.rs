//! Statements of DOT. The printer writes every name as given, so names and texts are quoted here and nowhere else.

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

/// Attributes of a graph, node or arrow.
#[derive(Clone, Default)]
pub(super) struct Attributes(Vec<Attribute>);

impl Attributes {
    pub(super) fn new() -> Self {
        Attributes::default()
    }

    /// Adds a word or number of the program's own, unquoted.
    pub(super) fn word(self, key: &str, value: impl Into<String>) -> Self {
        self.with(key, Id::Plain(value.into()))
    }

    /// Adds a text, quoted.
    pub(super) fn text(self, key: &str, value: &str) -> Self {
        self.with(key, Id::Escaped(format!("\"{}\"", escaped(value))))
    }

    /// Adds a text in left-aligned lines, quoted.
    pub(super) fn lines(self, key: &str, lines: &[String]) -> Self {
        let text: String = lines.iter().map(|line| format!("{}\\l", escaped(line))).collect();
        self.with(key, Id::Escaped(format!("\"{text}\"")))
    }

    /// Appends other attributes to these.
    pub(super) fn joined(mut self, others: Attributes) -> Self {
        self.0.extend(others.0);
        self
    }

    fn with(mut self, key: &str, value: Id) -> Self {
        self.0.push(Attribute(Id::Plain(key.to_owned()), value));
        self
    }

    pub(super) fn of_graph(self) -> Stmt {
        Stmt::GAttribute(GraphAttributes::Graph(self.0))
    }

    pub(super) fn of_nodes(self) -> Stmt {
        Stmt::GAttribute(GraphAttributes::Node(self.0))
    }

    pub(super) fn of_edges(self) -> Stmt {
        Stmt::GAttribute(GraphAttributes::Edge(self.0))
    }
}

/// Makes a node whose name is the program's own.
pub(super) fn node(name: &str, attributes: Attributes) -> Stmt {
    Stmt::Node(Node::new(id(name), attributes.0))
}

/// Makes an arrow between two nodes.
pub(super) fn edge(from: &str, to: &str, attributes: Attributes) -> Stmt {
    let ends = EdgeTy::Pair(Vertex::N(id(from)), Vertex::N(id(to)));
    Stmt::Edge(Edge { ty: ends, attributes: attributes.0 })
}

/// Puts statements into a frame.
pub(super) fn cluster(name: &str, stmts: Vec<Stmt>) -> Stmt {
    Stmt::Subgraph(Subgraph { id: Id::Plain(name.to_owned()), stmts })
}

/// Prints a whole graph.
pub(super) fn digraph(name: &str, stmts: Vec<Stmt>) -> String {
    print(Graph::DiGraph { id: Id::Escaped(format!("\"{}\"", escaped(name))), strict: false, stmts })
}

pub(super) fn print(graph: Graph) -> String {
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

fn id(name: &str) -> NodeId {
    NodeId(Id::Plain(name.to_owned()), None)
}

/// Escapes text between quotes, so that neither quotes, escapes nor entities in it take effect.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
