//! Where the things of a filing are called by their ids, and how an id is changed everywhere at once.

use std::ops::Range;

use gen_lsp_types::TextEdit;

use super::about;
use super::file::{GoodText, OpenFile};
use super::place;
use crate::filing::{self, IdKind, Mention};
use crate::source::{Document, Kind, Node, Span};
use crate::words::{Lang, say};

/// Returns where what is named at a byte offset gets its id (`true`), and where it is used.
pub(super) fn places(file: &OpenFile, offset: usize) -> Vec<(bool, Span)> {
    let Some((good, mention)) = at(file, offset) else { return Vec::new() };
    let same = filing::mentions(&good.document).into_iter().filter(|other| about::is_same(other, &mention));
    let mut found: Vec<(bool, Span)> = same.map(|one| (one.is_own, one.span)).collect();
    // What is reached through an alias stands where it is anchored.
    found.retain(|(_, span)| !good.text.as_str().get(good.text.bytes(*span)).unwrap_or_default().starts_with('*'));
    found.sort_by_key(|(_, span)| *span);
    found.dedup_by_key(|(_, span)| *span);
    found
}

/// Returns the id at a byte offset, and its place.
pub(super) fn named(file: &OpenFile, offset: usize) -> Option<(String, Span)> {
    file.document()?;
    at(file, offset).map(|(_, mention)| (mention.id, mention.span))
}

fn at(file: &OpenFile, offset: usize) -> Option<(&GoodText, Mention)> {
    let good = file.good.as_ref()?;
    let at = good.text.place(file.text.formerly(&good.text, offset)?);
    Some((good, about::filing_mention(file, &good.document, at)?))
}

/// Returns the changes by which an id is another everywhere, also in what waivers and reasons are about.
///
/// # Errors
/// A sentence on why it cannot be.
pub(super) fn renamed(file: &OpenFile, offset: usize, new: &str, lang: Lang) -> Result<Vec<TextEdit>, String> {
    let refused = |key: &str| say(lang, key, &[("id", new)]);
    let document = file.document().ok_or_else(|| refused("lsp.rename-broken"))?;
    let (_, mention) = at(file, offset).ok_or_else(|| refused("lsp.rename-nothing"))?;
    if !filing::is_id(new) {
        return Err(refused("lsp.rename-form"));
    }
    let all = filing::mentions(document);
    let taken = Mention { id: new.to_owned(), ..mention.clone() };
    if all.iter().any(|other| other.is_own && about::is_same(other, &taken)) {
        return Err(refused("lsp.rename-clash"));
    }
    let text = file.text.as_str();
    let written = as_written(new);
    let spans = places(file, offset).into_iter().map(|(_, span)| file.text.bytes(span));
    let mut changes: Vec<(Range<usize>, String)> = spans.map(|bytes| (bytes, written.clone())).collect();
    for (node, changed) in subjects(document, &all, &mention, new).ok_or_else(|| refused("lsp.rename-waiver"))? {
        changes.push((file.text.bytes(node.span()), as_written(&changed)));
    }
    changes.sort_by_key(|(bytes, _)| bytes.start);
    changes.dedup();
    let mut after = text.to_owned();
    for (bytes, new) in changes.iter().rev() {
        after.replace_range(bytes.clone(), new);
    }
    // Read again: everything names what it named, and nothing else has come to.
    let expected = all.into_iter().map(|mut one| {
        if about::is_same(&one, &mention) {
            new.clone_into(&mut one.id);
        }
        (one.kind, one.flow, one.id, one.is_own)
    });
    let found = place::parse(&after).map(|document| filing::mentions(&document)).unwrap_or_default();
    let found = found.into_iter().map(|one| (one.kind, one.flow, one.id, one.is_own));
    if !expected.eq(found) {
        return Err(refused("lsp.rename-clash"));
    }
    Ok(changes.into_iter().map(|(bytes, new_text)| TextEdit { range: file.text.range_of(&bytes), new_text }).collect())
}

/// An id as it is written in YAML: with quotes where it would be read as something else than text or a number.
fn as_written(id: &str) -> String {
    let read = place::parse(id).map(|document| (document.root().kind(), document.root().text().map(str::to_owned)));
    match read {
        Some((Kind::Str | Kind::Int, Some(text))) if text == id => id.to_owned(),
        _ => format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The subjects of waivers and reasons that name an id, each with what it is afterwards; `None` where it cannot be told what the
/// subject names, as things of several kinds have the id.
fn subjects<'d>(
    document: &'d Document,
    all: &[Mention],
    mention: &Mention,
    new: &str,
) -> Option<Vec<(Node<'d>, String)>> {
    let root = document.root();
    let lists = ["waivers", "reasons"].into_iter().filter_map(|key| root.get(key));
    let rows = lists.flat_map(Node::items).filter_map(|row| row.get("at"));
    let mut changed = Vec::new();
    for (node, text) in rows.filter_map(|node| Some((node, node.text()?))) {
        let name = filing::SubjectName::parse(text);
        let mut renamed = name;
        match mention.kind {
            IdKind::Step => {
                let flows = document.root().get("flows").and_then(|flows| flows.items().nth(mention.flow));
                let flow = flows.and_then(|flow| flow.get("id")?.text());
                if name.number == Some(mention.id.as_str()) && flow == Some(name.place) {
                    renamed.number = Some(new);
                }
            }
            kind => {
                if kind == IdKind::Actor && name.party == Some(mention.id.as_str()) {
                    renamed.party = Some(new);
                }
                if name.place == mention.id {
                    let others =
                        all.iter().filter(|one| one.is_own && one.id == mention.id && one.kind != IdKind::Step);
                    if others.map(|one| one.kind).any(|other| other != kind) {
                        return None;
                    }
                    renamed.place = new;
                }
            }
        }
        let after = renamed.to_string();
        if after != text && renamed != name {
            changed.push((node, after));
        }
    }
    Some(changed)
}
