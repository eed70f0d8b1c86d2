//! Reads the paper of an office: pages, tables, rows, and the sentences that values are put into.

use super::common::effective;
use super::reading::PolicyReading;
use crate::policy::model::{
    LinePlace, PageKind, PaperBlock, PaperEntry, PaperForm, PaperLine, PaperPage, PaperRow, SentenceName, Sentences,
    Writing,
};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, PartKind};
use crate::vocabulary::pack_words::PackList;
use crate::words::Template;

/// The keys of a paper.
const KEYS: &[&str] = &["id", "title", "forums", "effective", "seeds", "law", "annexes", "names", "sentences", "pages"];

/// The keys of an entry.
const ENTRY: [&str; 4] = ["key", "heading", "as", "optional"];

/// Reads one paper.
pub(in crate::policy) fn paper(reading: &mut PolicyReading<'_>, root: Node<'_>) -> Option<PaperForm> {
    reading.keys(root, KEYS);
    let id = reading.id(root)?;
    let forums = reading.list(root, "forums").into_iter();
    let forums = forums.filter_map(|forum| reading.pack_word(forum, PackList::Forum)).collect();
    let names = root.get("names").into_iter().flat_map(|map| map.entries());
    let names = names.map(|(word, _, name)| (word.to_owned(), name.text().unwrap_or_default().to_owned())).collect();
    let sentences = sentences(reading, root);
    let pages = reading.list(root, "pages");
    Some(PaperForm {
        id,
        file: reading.file.to_owned(),
        title: reading.both(root, "title"),
        forums,
        effective: effective(reading, root.get("effective")),
        law: spellings(reading, root.get("law")),
        annexes: spellings(reading, root.get("annexes")),
        names,
        sentences,
        pages: pages.into_iter().filter_map(|node| page(reading, node)).collect(),
    })
}

/// Reads the sentences; every one has to be there, with no name in it that nobody gives a value.
fn sentences(reading: &mut PolicyReading<'_>, root: Node<'_>) -> Sentences {
    let mut patterns = Vec::new();
    let Some(map) = reading.required(root, "sentences") else { return Sentences::default() };
    reading.keys(map, &SentenceName::TABLE.map(|(word, _, _)| word));
    for (word, name, known) in SentenceName::TABLE {
        let Some(node) = reading.required(map, word) else { continue };
        patterns.extend(templates(reading, Some(node), known).into_iter().map(|pattern| (name, pattern)));
    }
    Sentences { patterns }
}

fn page(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<PaperPage> {
    reading.keys(node, &["page", "kinds", "content"]);
    let word = reading.required(node, "page")?;
    let kind = reading.word(word, &PageKind::TABLE)?;
    let mut parts = Vec::new();
    for word in reading.list(node, "kinds") {
        match PartKind::TABLE.position(word.text().unwrap_or_default()).and_then(PartKind::from_position) {
            Some(part) => parts.push(part),
            None => {
                let written = word.text().unwrap_or_default().to_owned();
                reading.report(word.span(), PolicyTrouble::UnknownWord { word: written, suggestion: None });
            }
        }
    }
    if kind == PageKind::Annex {
        reading.required(node, "kinds");
    }
    let content = reading.list(node, "content");
    let blocks = content.into_iter().filter_map(|node| block(reading, node)).collect();
    Some(PaperPage { kind, parts, blocks })
}

fn block(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<PaperBlock> {
    if node.get("rows").is_some() {
        reading.keys(node, &["rows"]);
        let rows = reading.list(node, "rows");
        return Some(PaperBlock::Table(rows.into_iter().filter_map(|row| self::row(reading, row)).collect()));
    }
    let [key, heading, writing, optional] = ENTRY;
    reading.keys(node, &["text", "otherwise", "place", key, heading, writing, optional]);
    reading.required(node, "text")?;
    let place = node.get("place").and_then(|word| reading.word(word, &LinePlace::TABLE));
    Some(PaperBlock::Line(PaperLine {
        texts: templates(reading, node.get("text"), &["value"]),
        entry: node.get("key").and_then(|_| entry(reading, node)),
        otherwise: node.get("otherwise").and_then(|text| text.text()).map(str::to_owned),
        place: place.unwrap_or_default(),
    }))
}

fn row(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<PaperRow> {
    let [key, heading, writing, optional] = ENTRY;
    reading.keys(node, &["label", "upright", "numbered", "entries", key, heading, writing, optional]);
    let label = reading.required(node, "label")?;
    let entries = match node.get("entries") {
        Some(_) => {
            let inside = reading.list(node, "entries").into_iter();
            inside
                .filter_map(|inside| {
                    reading.keys(inside, &ENTRY);
                    entry(reading, inside)
                })
                .collect()
        }
        None => entry(reading, node).into_iter().collect(),
    };
    Some(PaperRow {
        labels: spellings(reading, Some(label)),
        upright: reading.flag(node, "upright", false),
        numbered: reading.flag(node, "numbered", false),
        entries,
    })
}

fn entry(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<PaperEntry> {
    let keys = reading.required(node, "key")?;
    let writing = match node.get("as") {
        Some(word) => reading.word(word, &Writing::TABLE)?,
        None => Writing::Text,
    };
    Some(PaperEntry {
        keys: spellings(reading, Some(keys)),
        span: keys.head(),
        headings: templates(reading, node.get("heading"), &["subjects"]),
        writing,
        optional: reading.flag(node, "optional", false),
    })
}

/// Reads one text or several; an empty one is reported.
pub(super) fn spellings(reading: &mut PolicyReading<'_>, node: Option<Node<'_>>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    let all: Vec<Node<'_>> = if node.kind() == Kind::Seq { node.items().collect() } else { vec![node] };
    let mut texts = Vec::new();
    for one in all {
        match one.text().filter(|text| !text.trim().is_empty()) {
            Some(text) => texts.push(text.to_owned()),
            None => reading.report(one.span(), PolicyTrouble::BadValue { expected: "text" }),
        }
    }
    texts
}

/// Reads one pattern or several; names that nobody gives a value are reported.
fn templates(reading: &mut PolicyReading<'_>, node: Option<Node<'_>>, known: &[&str]) -> Vec<Template> {
    let mut patterns = Vec::new();
    for text in spellings(reading, node) {
        let Ok(pattern) = Template::parse(&text) else {
            reading.report(node.map(Node::span).unwrap_or_default(), PolicyTrouble::BadTemplate);
            continue;
        };
        for name in pattern.names().filter(|name| !known.contains(name)) {
            let suggestion = text::suggest(name, known.iter().copied()).map(str::to_owned);
            let trouble = PolicyTrouble::UnknownPlaceholder { name: name.to_owned(), suggestion };
            reading.report(node.map(Node::span).unwrap_or_default(), trouble);
        }
        patterns.push(pattern);
    }
    patterns
}
