//! What can be written where the cursor is: keys, values of closed lists, and ids.

use gen_lsp_types::{CompletionItem, CompletionItemKind, TextEdit};

use super::about;
use super::facts;
use super::file::{OpenFile, RunWords};
use super::place::{self, On, Spot};
use super::schema::Offered;
use crate::filing::{self, IdKind};
use crate::source::{Document, Kind};

/// Returns what can be written at a byte offset of a file.
pub(super) fn offered(file: &OpenFile, words: &RunWords, offset: usize) -> Vec<CompletionItem> {
    let Some(shapes) = words.shapes_of(file.kind) else { return Vec::new() };
    let Some((document, spot)) = place::cursor(&file.text, offset) else { return Vec::new() };
    let mut above = spot.way.clone();
    above.pop();
    let is_item = spot.on == On::Value && place::node(&document, &above).is_some_and(|node| node.kind() == Kind::Seq);
    let mut items = Items { file, range: spot.word(&file.text, offset), all: Vec::new() };
    if spot.on == On::Key || is_item {
        let map = if is_item { &spot.way } else { &above };
        let schemas = shapes.at(document.root(), map);
        let mut keys = shapes.keys(&schemas);
        keys.extend(facts::keys(shapes, &schemas, document.root(), map, words.lang()));
        let written = place::node(&document, map).filter(|node| node.kind() == Kind::Map);
        keys.retain(|key| written.is_none_or(|map| map.get(&key.word).is_none()));
        items.add(keys, CompletionItemKind::Property);
        if spot.on == On::Key {
            items.add(ids_as_keys(file, &document, &above), CompletionItemKind::Reference);
        }
    }
    if spot.on == On::Value {
        let schemas = shapes.at(document.root(), &spot.way);
        let mut values = shapes.values(&schemas);
        facts::name(shapes, &schemas, &mut values, words.lang());
        items.add(values, CompletionItemKind::EnumMember);
        items.add(facts::values(shapes, document.root(), &spot.way, words.lang()), CompletionItemKind::EnumMember);
        items.add(ids(file, &document, &spot, words), CompletionItemKind::Reference);
    }
    items.all
}

struct Items<'f> {
    file: &'f OpenFile,
    /// What the chosen word takes the place of, in bytes.
    range: std::ops::Range<usize>,
    all: Vec<CompletionItem>,
}

impl Items<'_> {
    fn add(&mut self, choices: Vec<Offered>, kind: CompletionItemKind) {
        let text = self.file.text.as_str();
        // A colon that stands there already, or a quote around what is written, stays.
        let rest = text.get(self.range.end..).unwrap_or_default();
        let followed = rest.trim_start_matches(' ').starts_with(':') || rest.starts_with(['"', '\'']);
        for choice in choices {
            let is_key = kind == CompletionItemKind::Property && !followed;
            let new_text = if is_key { format!("{}: ", choice.word) } else { choice.word.clone() };
            let edit = TextEdit { range: self.file.text.range_of(&self.range), new_text };
            // Who does not know the word types what it means.
            let filter = format!("{} {}", choice.word, choice.meaning);
            let order = format!("{:04}", self.all.len());
            self.all.push(CompletionItem {
                label: choice.word,
                kind: Some(kind),
                detail: Some(choice.meaning).filter(|text| !text.is_empty()),
                filter_text: Some(filter),
                sort_text: Some(order),
                text_edit: Some(edit.into()),
                ..CompletionItem::default()
            });
        }
    }
}

/// The ids of a filing that fit where the cursor is.
fn ids(file: &OpenFile, document: &Document, spot: &Spot, words: &RunWords) -> Vec<Offered> {
    if !file.kind.is_filing() {
        return Vec::new();
    }
    let way: Vec<&str> = spot.way.iter().map(String::as_str).collect();
    // A list of ids is one level deeper than its key.
    let keyed = way.iter().rposition(|token| token.parse::<usize>().is_err()).unwrap_or_default();
    let (Some(key), map) = (way.get(keyed), way.get(..keyed).unwrap_or_default()) else { return Vec::new() };
    let Some(shape) = filing::map_at(document, map) else { return Vec::new() };
    if shape.name == "answers" && *key == "done" {
        return words.rows(document, map);
    }
    if matches!((shape.name, *key), ("waiver" | "reason", "rule")) {
        return words.rules(document);
    }
    known(file, document, filing::used(shape.name, key), flow_of(&way))
}

/// The ids that fit as keys of the map in which the cursor is.
fn ids_as_keys(file: &OpenFile, document: &Document, map: &[String]) -> Vec<Offered> {
    let way: Vec<&str> = map.iter().map(String::as_str).collect();
    let Some((key, above)) = way.split_last().filter(|_| file.kind.is_filing()) else { return Vec::new() };
    let Some(shape) = filing::map_at(document, above) else { return Vec::new() };
    if (shape.name, *key) != ("flow", "measures") {
        return Vec::new();
    }
    known(file, document, filing::used(shape.name, key), 0)
}

fn flow_of(way: &[&str]) -> usize {
    match way {
        ["flows", number, ..] => number.parse().unwrap_or_default(),
        _ => 0,
    }
}

/// The ids of some kinds that a filing has. What the last good text had counts where the present one is broken.
fn known(file: &OpenFile, document: &Document, kinds: &[IdKind], flow: usize) -> Vec<Offered> {
    let mut all: Vec<Offered> = Vec::new();
    let good = file.good.as_ref().map(|good| &good.document);
    for document in [Some(document), good].into_iter().flatten() {
        for mention in filing::mentions(document) {
            let fits = mention.is_own && kinds.contains(&mention.kind);
            let in_flow = mention.kind != IdKind::Step || mention.flow == flow;
            if fits && in_flow && !all.iter().any(|known| known.word == mention.id) && !place::is_mark(&mention.id) {
                let meaning = about::thing(document, &mention);
                all.push(Offered { word: mention.id, meaning });
            }
        }
    }
    all
}
