//! Random changes of every filing that is kept here: only the lines concerned change, and the text reads back as wanted.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sekisho::source::patch::{PatchObstacle, TextChange, apply, edits};
use sekisho::source::{Document, Kind, Limits, Node, SourceFile, Span, Tree};
use serde_json::json;

use crate::common;

/// One place of a document: what stands there, its lines, and those of the entries beside it.
struct Place {
    at: String,
    is_item: bool,
    is_scalar: bool,
    entries: usize,
    kind: Kind,
    index: usize,
    siblings: usize,
    lines: (u32, u32),
    parent_lines: (u32, u32),
}

#[test]
fn five_hundred_random_changes_leave_every_other_line_as_it_is() {
    let filings = filings();
    assert!(filings.len() > 30, "{}", filings.len());
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 1_200, failure_persistence: None, ..Config::default() },
        TestRng::from_seed(RngAlgorithm::ChaCha, &[20; 32]),
    );
    let (made, refused) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let which = (0..filings.len(), any::<prop::sample::Index>(), 0usize..6, any::<prop::sample::Index>());
    let outcome = runner.run(&which, |(filing, place, kind, more)| {
        let (name, text) = &filings[filing];
        let Some((document, source)) = read(text) else { return Ok(()) };
        let mut places = Vec::new();
        collect(document.root(), String::new(), None, &mut places);
        let place = place.get(&places);
        let Some(change) = change(place, kind, more) else { return Ok(()) };
        match edits(&document, &source, std::slice::from_ref(&change)) {
            Ok(edits) => {
                made.set(made.get() + 1);
                let patched = apply(text, &edits);
                let why = || format!("{name}: {change:?}\n{}", diff(text, &patched));
                prop_assert!(read(&patched).is_some(), "{}", why());
                only_the_lines_concerned_change(place, &change, text, &patched)
                    .map_err(|line| TestCaseError::fail(format!("line {line} of {}", why())))?;
            }
            Err(why) => {
                refused.set(refused.get() + 1);
                let shared =
                    matches!(why.obstacle, PatchObstacle::ThroughAlias { .. } | PatchObstacle::AnchorUsed { .. });
                prop_assert!(shared, "{name}: {change:?}: {why:?}");
            }
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(made.get() >= 500, "{} made, {} refused", made.get(), refused.get());
    assert!(refused.get() * 10 < made.get(), "{} made, {} refused", made.get(), refused.get());
}

/// Returns the name and text of every filing in the repository.
fn filings() -> Vec<(String, String)> {
    let folders = ["examples", "policies", "tests"].map(|folder| common::root().join(folder));
    let all = folders.iter().flat_map(|folder| common::below(folder, ".filing.yaml"));
    all.filter_map(|path| Some((path.display().to_string(), std::fs::read_to_string(&path).ok()?))).collect()
}

fn change(place: &Place, kind: usize, more: prop::sample::Index) -> Option<TextChange> {
    let at = place.at.clone();
    let value = |value: serde_json::Value| Tree::of_json(&value, Span::START);
    let values = [json!("紙"), json!("a, b"), json!(true), json!("一行 二つ"), json!("2024-04-01"), json!("12")];
    let new = value(more.get(&values).clone());
    match kind {
        0 if place.is_scalar => Some(TextChange::Set { at, value: new }),
        1 if place.kind == Kind::Map && place.entries > 0 => {
            Some(TextChange::Add { map: at, key: "zz_new".to_owned(), value: new, after: None })
        }
        2 if place.kind == Kind::Seq && place.entries > 0 => {
            Some(TextChange::Insert { list: at, index: more.index(place.entries + 1), value: new })
        }
        3 if !at.is_empty() => Some(TextChange::Remove { at }),
        4 if place.is_item && place.siblings > 1 => Some(TextChange::Move { at, index: more.index(place.siblings) }),
        5 if !place.is_item && !at.is_empty() => Some(TextChange::Rename { at, key: "zz_new".to_owned() }),
        _ => None,
    }
}

/// Checks that what stands above and below the lines that a change is about is the same. The error is a line.
fn only_the_lines_concerned_change(place: &Place, change: &TextChange, old: &str, new: &str) -> Result<(), usize> {
    let (first, last) = match change {
        TextChange::Set { .. } | TextChange::Rename { .. } => place.lines,
        // An only entry is removed with the lines of its collection, another may take the line of its neighbour along; the one
        // after the first takes its place, behind a dash.
        TextChange::Remove { .. } if place.siblings == 1 => place.parent_lines,
        TextChange::Remove { .. } if place.index == 0 => (place.lines.0, place.lines.1 + 1),
        TextChange::Remove { .. } => (place.lines.0 - 1, place.lines.1),
        TextChange::Move { .. } => place.parent_lines,
        TextChange::Add { .. } | TextChange::Insert { .. } => place.lines,
    };
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let same_above = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let same_below = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (above, below) = (first as usize - 1, old.len().saturating_sub(last as usize));
    if same_above < above.saturating_sub(comments_above(&old, above)) {
        return Err(same_above + 1);
    }
    // Without a line end, the last line changes with what is added below it.
    if same_below < below && old.last().is_some_and(|line| line.ends_with('\n')) {
        return Err(old.len() - same_below);
    }
    // Of one line, one line changes.
    let single = matches!(change, TextChange::Set { .. } | TextChange::Rename { .. }) && first == last;
    if single && (old.len() != new.len() || old.len() - same_above - same_below > 1) {
        return Err(same_above + 1);
    }
    Ok(())
}

/// Number of lines directly above that are comments, which an entry that is moved takes along.
fn comments_above(lines: &[&str], above: usize) -> usize {
    lines[..above].iter().rev().take_while(|line| line.trim_start().starts_with('#')).count()
}

fn collect(node: Node<'_>, at: String, parent: Option<((u32, u32), usize, usize, bool)>, all: &mut Vec<Place>) {
    let span = node.span();
    let first = node.key_span().map_or(span.line, |key| key.line.min(span.line));
    let lines = (first, span.end_line.max(first));
    let (parent_lines, siblings, index, is_item) = parent.unwrap_or((lines, 1, 0, false));
    let is_scalar = node.text().is_some();
    let own = |index, is_item| Some((lines, node.len(), index, is_item));
    for (index, (key, _, value)) in node.entries().enumerate() {
        collect(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), own(index, false), all);
    }
    for (index, item) in node.items().enumerate() {
        collect(item, format!("{at}/{index}"), own(index, true), all);
    }
    let (kind, entries) = (node.kind(), node.len());
    all.push(Place { at, is_item, is_scalar, entries, kind, index, siblings, lines, parent_lines });
}

fn read(text: &str) -> Option<(Document, SourceFile)> {
    let limits = Limits::default();
    let source = SourceFile::decode("filing".to_owned(), text.as_bytes().to_vec(), &limits).ok()?;
    if source.text().len() != text.len() {
        return None;
    }
    let document = Document::parse(&source, &limits).document?;
    Some((document, source))
}

fn diff(old: &str, new: &str) -> String {
    let removed = old.lines().filter(|line| !new.lines().any(|other| other == *line)).map(|line| format!("-{line}\n"));
    let added = new.lines().filter(|line| !old.lines().any(|other| other == *line)).map(|line| format!("+{line}\n"));
    removed.chain(added).collect()
}
