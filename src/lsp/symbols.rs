//! The outline of a file.

use gen_lsp_types::{DocumentSymbol, SymbolKind};

use super::about;
use super::file::{GoodText, OpenFile};
use crate::filing::{self, IdKind};
use crate::source::{Kind, Node, Span};
use crate::words::Lang;

/// Returns the things of a file in its order, steps below their flows.
pub(super) fn outline(file: &OpenFile, lang: Lang) -> Vec<DocumentSymbol> {
    let Some(good) = &file.good else { return Vec::new() };
    if file.kind.is_filing() { of_filing(good, lang) } else { of_list(good) }
}

fn of_filing(good: &GoodText, lang: Lang) -> Vec<DocumentSymbol> {
    let mut all: Vec<DocumentSymbol> = Vec::new();
    for mention in filing::mentions(&good.document).into_iter().filter(|mention| mention.is_own) {
        let node = good.document.at(&mention.pointer);
        // A group has its name in each of its sets, which stand here by themselves.
        if node.is_some_and(|node| node.get("group").is_some_and(|group| group.span() == mention.span)) {
            continue;
        }
        let name = about::thing(&good.document, &mention);
        let detail = if name.is_empty() { about::kind_name(mention.kind, lang) } else { name };
        let whole = node.map_or(mention.span, Node::span);
        let symbol = symbol(good, mention.id, detail, kind(mention.kind), (mention.span, whole));
        match all.iter_mut().rfind(|symbol| symbol.kind == SymbolKind::Function) {
            Some(flow) if mention.kind == IdKind::Step => flow.children.get_or_insert_default().push(symbol),
            _ => all.push(symbol),
        }
    }
    all
}

/// The entries of a list by their ids, or the keys of a map.
fn of_list(good: &GoodText) -> Vec<DocumentSymbol> {
    let root = good.document.root();
    if root.kind() == Kind::Map {
        let keys = root.entries();
        return keys
            .map(|(key, at, value)| symbol(good, key.to_owned(), String::new(), SymbolKind::Key, (at, value.span())))
            .collect();
    }
    let entries = root.items().filter_map(|entry| {
        let (key, at, first) = entry.entries().next()?;
        let id = entry.get("id").filter(|id| id.text().is_some());
        let name = id.and_then(Node::text).or_else(|| first.text()).unwrap_or(key);
        let detail = if name == key { "" } else { key };
        Some(symbol(good, name.to_owned(), detail.to_owned(), SymbolKind::Object, (at, entry.span())))
    });
    entries.collect()
}

#[allow(deprecated, reason = "the field has to be filled")]
fn symbol(
    good: &GoodText,
    name: String,
    detail: String,
    kind: SymbolKind,
    (own, whole): (Span, Span),
) -> DocumentSymbol {
    let (own_bytes, whole_bytes) = (good.text.bytes(own), good.text.bytes(whole));
    // The protocol wants the name within the whole.
    let around = own_bytes.start.min(whole_bytes.start)..own_bytes.end.max(whole_bytes.end);
    DocumentSymbol {
        name,
        detail: Some(detail).filter(|detail| !detail.is_empty()),
        kind,
        tags: None,
        deprecated: None,
        range: good.text.range_of(&around),
        selection_range: good.text.range_of(&own_bytes),
        children: None,
    }
}

fn kind(kind: IdKind) -> SymbolKind {
    match kind {
        IdKind::Actor => SymbolKind::Class,
        IdKind::Data => SymbolKind::Struct,
        IdKind::Store | IdKind::System => SymbolKind::Module,
        IdKind::Approval => SymbolKind::Event,
        IdKind::Part => SymbolKind::Interface,
        IdKind::Flow => SymbolKind::Function,
        IdKind::Step => SymbolKind::Method,
    }
}
