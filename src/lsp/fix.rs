//! Quick fixes: for what is not stated, a change for every answer that there is, in the order of the list. None is preferred: which
//! one is true only the author knows.

use gen_lsp_types::{CodeAction, CodeActionKind, Range, TextEdit, Uri, WorkspaceEdit};

use super::diagnose;
use super::file::{OpenFile, RunWords};
use crate::filing;
use crate::finding::{Finding, Verdict};
use crate::source::patch::{self, TextChange};
use crate::source::{Document, Kind, Span, Tree};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::shape::Shape;
use crate::vocabulary::words;
use crate::words::{Lang, say};

/// Most answers that are offered as changes; longer lists are for completion.
const MAX_ANSWERS: usize = 8;

/// Returns what can be done about the findings in a range of a file.
pub(super) fn offered(file: &OpenFile, wording: &RunWords, range: Range) -> Vec<CodeAction> {
    let (lang, mut all) = (wording.lang(), Vec::new());
    let Some(document) = file.document().filter(|_| file.kind.is_filing()) else { return all };
    let within = |finding: &&Finding| {
        let own = diagnose::range(file, finding.span);
        let after =
            |a: gen_lsp_types::Position, b: gen_lsp_types::Position| (a.line, a.character) > (b.line, b.character);
        !after(own.start, range.end) && !after(range.start, own.end)
    };
    for finding in file.findings.iter().flatten().filter(within) {
        for (title, edits) in answers(file, document, finding, lang) {
            let diagnostic = diagnose::of_finding(file, finding, lang);
            let edit =
                WorkspaceEdit { changes: Some([(Uri(file.uri.0.clone()), edits)].into()), ..WorkspaceEdit::default() };
            match all.iter_mut().find(|known: &&mut CodeAction| known.edit.as_ref() == Some(&edit)) {
                // Several rules may lack the same.
                Some(known) => known.diagnostics.get_or_insert_default().push(diagnostic),
                None => all.push(CodeAction {
                    title,
                    kind: Some(CodeActionKind::QuickFix),
                    diagnostics: Some(vec![diagnostic]),
                    edit: Some(edit),
                    ..CodeAction::default()
                }),
            }
        }
    }
    all
}

/// Every answer to what a finding lacks, with what it is called.
fn answers(file: &OpenFile, document: &Document, finding: &Finding, lang: Lang) -> Vec<(String, Vec<TextEdit>)> {
    let Some(fact) = finding.fact.filter(|_| finding.verdict == Verdict::Unstated) else { return Vec::new() };
    let row = fact.row();
    if !same_map(finding.about.kind, row.subject) {
        return Vec::new();
    }
    let keys: Vec<&str> = row.name.split('.').collect();
    let Some((at, shape)) = place_of(document, &finding.about.pointer, &keys) else { return Vec::new() };
    let offered = choices(shape, lang);
    let changes = offered.into_iter().filter_map(|answer| {
        let value = answer.value.text().unwrap_or_default();
        let args =
            [("subject", &*finding.about.id), ("key", row.name), ("value", value), ("answer", answer.meaning.as_str())];
        Some((say(lang, "lsp.write", &args), written(file, document, &at, &answer)?))
    });
    changes.collect()
}

/// Whether what two subjects state stands in the same map of a filing.
fn same_map(one: SubjectKind, other: SubjectKind) -> bool {
    let base = |kind| match kind {
        SubjectKind::Hop => SubjectKind::Step,
        SubjectKind::Contract => SubjectKind::Part,
        other => other,
    };
    base(one) == base(other)
}

/// A map of a filing by its pointer, and the keys that are to be written in it, one within the other.
struct Gap<'d> {
    pointer: String,
    keys: Vec<&'d str>,
}

/// Where a fact of a subject is to be written, and what it may be; `None` where it is no one key there, or is written already.
fn place_of<'d>(document: &'d Document, pointer: &str, keys: &[&'d str]) -> Option<(Gap<'d>, &'static Shape)> {
    let way: Vec<&str> = pointer.split('/').skip(1).collect();
    let mut shape = filing::map_at(document, &way)?;
    let (mut map, mut pointer) = (document.at(pointer)?, pointer.to_owned());
    for (number, key) in keys.iter().enumerate() {
        let value = &shape.key(key)?.shape;
        let (rest, is_last) = (keys.get(number..)?, number + 1 == keys.len());
        match map.get(key) {
            Some(inside) if !is_last && inside.kind() == Kind::Map => {
                map = inside;
                pointer = format!("{pointer}/{key}");
                shape = map_of(value)?;
            }
            Some(_) => return None,
            None => {
                let mut value = value;
                for key in rest.get(1..)? {
                    value = &map_of(value)?.key(key)?.shape;
                }
                return Some((Gap { pointer, keys: rest.to_vec() }, value));
            }
        }
    }
    None
}

fn map_of(shape: &'static Shape) -> Option<&'static crate::vocabulary::shape::MapShape> {
    match shape {
        Shape::Map(map) => Some(map),
        Shape::Either(shapes) => shapes.iter().find_map(map_of),
        _ => None,
    }
}

/// One of the answers to what is not stated.
struct Answer {
    value: Tree,
    /// What it means.
    meaning: String,
}

impl Answer {
    fn new(kind: Kind, word: &str, meaning: String) -> Self {
        Answer { value: Tree::scalar(kind, word, Span::START), meaning }
    }
}

/// What a value may be; nothing where there are too many.
fn choices(shape: &'static Shape, lang: Lang) -> Vec<Answer> {
    match shape {
        Shape::Flag => {
            let all = [("true", "lsp.true"), ("false", "lsp.false")].into_iter();
            all.map(|(word, key)| Answer::new(Kind::Bool, word, say(lang, key, &[]))).collect()
        }
        Shape::Word(list) | Shape::Open(list) if list.values.len() <= MAX_ANSWERS => {
            let all = (0..).zip(list.values);
            all.map(|(at, word)| Answer::new(Kind::Str, word, words::name(list, at, lang).to_owned())).collect()
        }
        Shape::OneOrMany(inside) => choices(inside, lang),
        Shape::Either(shapes) if shapes.iter().any(|shape| matches!(shape, Shape::Flag)) => choices(&Shape::Flag, lang),
        _ => Vec::new(),
    }
}

/// The edits that write a value into a gap; `None` where the text cannot say it.
fn written(file: &OpenFile, document: &Document, gap: &Gap<'_>, answer: &Answer) -> Option<Vec<TextEdit>> {
    let (first, inner) = gap.keys.split_first()?;
    let value = inner.iter().rev().fold(answer.value.clone(), |value, key| {
        let mut map = Tree::map(Span::START);
        map.put(key, Span::START, value);
        map
    });
    let change = TextChange::Add { map: gap.pointer.clone(), key: (*first).to_owned(), value, after: None };
    let source = file.source()?;
    let edits = patch::edits(document, &source, &[change]).ok()?;
    let edit = |edit: patch::TextEdit| TextEdit { range: file.text.range(edit.span), new_text: edit.text };
    Some(edits.into_iter().map(edit).collect())
}
