//! What the words, ids and keys of a file mean, for readers.

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind};

use super::facts;
use super::file::{OpenFile, RunWords};
use super::place::{self, On};
use crate::filing::{self, IdKind, Mention};
use crate::source::{Document, Kind, Node};
use crate::text;
use crate::vocabulary::words;
use crate::words::{Lang, clean, say};

/// Returns what stands at a byte offset of a file, explained.
pub(super) fn hover(
    file: &OpenFile,
    wording: &RunWords,
    offset: usize,
    explain: impl Fn(&str) -> Option<String>,
) -> Option<Hover> {
    let good = file.good.as_ref()?;
    let at = good.text.place(file.text.formerly(&good.text, offset)?);
    let (way, on) = place::found(&good.document, at)?;
    let shapes = wording.shapes_of(file.kind)?;
    let node = place::node(&good.document, &way)?;
    let schemas = shapes.at(good.document.root(), &way);
    let mut lines = Vec::new();
    let mention = filing_mention(file, &good.document, at);
    if let Some(mention) = &mention {
        let own = filing::mentions(&good.document).into_iter().find(|other| other.is_own && is_same(other, mention));
        lines.push(named(&mention.id, &about(&good.document, own.as_ref().unwrap_or(mention), wording.lang())));
    } else if on == On::Key {
        let key = way.last().map(String::as_str).unwrap_or_default();
        let above = way.get(..way.len() - 1).unwrap_or_default();
        let map = shapes.at(good.document.root(), above);
        let facts = facts::keys(shapes, &map, good.document.root(), above, wording.lang());
        let fact = facts.into_iter().find(|fact| fact.word == key).map(|fact| fact.meaning);
        lines.push(named(key, &fact.unwrap_or_else(|| shapes.meaning(&schemas))));
    } else if let Some(word) = node.text() {
        let mut values = shapes.values(&schemas);
        values.extend(facts::values(shapes, good.document.root(), &way, wording.lang()));
        facts::name(shapes, &schemas, &mut values, wording.lang());
        let choice = values.into_iter().find(|choice| choice.word == word);
        lines.extend(choice.filter(|choice| !choice.meaning.is_empty()).map(|it| named(&it.word, &it.meaning)));
        // What a pack has under that name is told whole.
        let rule = way.last().is_some_and(|key| RULE_KEYS.contains(&key.as_str()));
        if rule || PACK_IDS.iter().any(|name| shapes.is_one(&schemas, name)) || file.kind.is_pack() {
            lines.extend(explain(word));
        }
    }
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        return None;
    }
    let span = if on == On::Key { node.key_span() } else { Some(node.span()) };
    // In a text that has changed since, the place may be another.
    let range = span.filter(|_| good.text == file.text).map(|span| file.text.range(span));
    let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: lines.join("\n\n") });
    Some(Hover { contents, range })
}

/// Keys whose value is the id of a rule.
const RULE_KEYS: [&str; 4] = ["rule", "override", "disable", "yields_to"];
/// Definitions of the schema of a filing that are ids of packs.
const PACK_IDS: [&str; 3] = ["measure-id", "clause-form-id", "checklist-form-id"];

fn named(word: &str, meaning: &str) -> String {
    if meaning.is_empty() {
        return String::new();
    }
    format!("**{}** — {}", text::markdown_line(word), text::markdown_line(&clean(meaning)))
}

/// The id that is written at a place of a filing.
pub(super) fn filing_mention(file: &OpenFile, document: &Document, at: (u32, u32)) -> Option<Mention> {
    let holds = |mention: &Mention| {
        let span = mention.span;
        (span.line, span.column) <= at && at <= (span.end_line, span.end_column)
    };
    if !file.kind.is_filing() {
        return None;
    }
    filing::mentions(document).into_iter().find(holds)
}

/// Whether two places name the same thing.
pub(super) fn is_same(one: &Mention, other: &Mention) -> bool {
    (one.kind, one.flow, &one.id) == (other.kind, other.flow, &other.id)
}

/// The kind of what an id names, and what the filing calls it.
fn about(document: &Document, mention: &Mention, lang: Lang) -> String {
    let kind = kind_name(mention.kind, lang);
    match thing(document, mention) {
        name if name.is_empty() => kind,
        name => say(lang, "lsp.thing", &[("kind", &kind), ("name", &name)]),
    }
}

/// What the kind of thing is called.
pub(super) fn kind_name(kind: IdKind, lang: Lang) -> String {
    match kind {
        IdKind::System => words::described("filing.systems").map_or_else(String::new, |both| both.get(lang).to_owned()),
        _ => words::fact(&format!("subject.{}", kind.word())).get(lang).to_owned(),
    }
}

/// What a filing calls what has an id: its name or title; of a step what it does as well.
pub(super) fn thing(document: &Document, mention: &Mention) -> String {
    let Some(node) = document.at(&mention.pointer).filter(|node| node.kind() == Kind::Map) else {
        return String::new();
    };
    let text = |key: &str| node.get(key).and_then(Node::text).map(clean).filter(|text| !text.is_empty());
    let keys = match mention.kind {
        IdKind::Approval => ["session", "scope", "document"],
        IdKind::Part => ["label", "title", "business"],
        _ => ["name", "title", "action"],
    };
    keys.into_iter().find_map(text).unwrap_or_default()
}
