//! Ways to take an entry out of a collection, and to put it elsewhere in it.

use std::ops::Range;

use super::ground::{PatchedText, TextPart};
use super::way::split_last;
use super::{Drafts, PatchObstacle, Splice, Unpatchable, replace};
use crate::source::{Kind, Span, Tree};

/// Returns the ways to remove an entry, with the comment that ends its line.
pub(super) fn entry(ground: &PatchedText<'_>, at: &str) -> Result<Drafts, Unpatchable> {
    let site = ground.site(at)?;
    ground.refuse_shared(&site, Some(site.slot), at)?;
    let Some((parent, _)) = split_last(at) else {
        return Err(ground.refusal(PatchObstacle::Nowhere, at));
    };
    let (collection, parts) = ground.collection(&parent)?;
    let Some(index) = parts.iter().position(|part| part.slot == site.slot) else { return Ok(Vec::new()) };
    if parts.len() == 1 && !collection.in_flow {
        let empty = match ground.kind(collection.slot) {
            Kind::Map => Tree::map(Span::START),
            _ => Tree::seq(Vec::new(), Span::START),
        };
        return emptied(ground, &parent, &parts, &empty);
    }
    Ok(match collection.in_flow {
        true => vec![vec![(from_brackets(ground, &parts, index), String::new())]],
        false => from_lines(ground, &parts, index),
    })
}

/// Returns the ways to move an entry to an index of its collection.
pub(super) fn moved(ground: &PatchedText<'_>, at: &str, index: usize) -> Result<Drafts, Unpatchable> {
    let site = ground.site(at)?;
    let Some((parent, _)) = split_last(at) else {
        return Err(ground.refusal(PatchObstacle::Nowhere, at));
    };
    let (collection, parts) = ground.collection(&parent)?;
    let Some(from) = parts.iter().position(|part| part.slot == site.slot) else { return Ok(Vec::new()) };
    if index >= parts.len() {
        return Err(ground.refusal(PatchObstacle::Nowhere, at));
    }
    if index == from {
        return Ok(vec![Vec::new()]);
    }
    let Some(part) = parts.get(from) else { return Ok(Vec::new()) };
    // The entry that then stands before it.
    let before = match index.checked_sub(1) {
        Some(before) => parts.get(if before >= from { before + 1 } else { before }),
        None => None,
    };
    let first = parts.iter().find(|other| other.slot != part.slot);
    if collection.in_flow {
        let text = ground.slice(part.whole.clone());
        let put = match (before, first) {
            (Some(before), _) => (before.whole.end..before.whole.end, format!(", {text}")),
            (None, Some(first)) => (first.whole.start..first.whole.start, format!("{text}, ")),
            (None, None) => return Ok(Vec::new()),
        };
        return Ok(vec![vec![(from_brackets(ground, &parts, from), String::new()), put]]);
    }
    Ok(moved_lines(ground, part, before, first).into_iter().collect())
}

fn moved_lines(
    ground: &PatchedText<'_>,
    part: &TextPart,
    before: Option<&TextPart>,
    first: Option<&TextPart>,
) -> Option<Vec<Splice>> {
    if !ground.begins_line(part.whole.start) {
        return None;
    }
    let start = ground.with_comments(part.whole.start);
    let end = ground.line_end(part.whole.end);
    let text = ground.slice(start..end);
    let eol = ground.line_ending();
    let put = match before {
        Some(before) => {
            let at = ground.line_end(before.whole.end);
            (at..at, format!("{eol}{text}"))
        }
        None => {
            let first = first.filter(|first| ground.begins_line(first.whole.start))?;
            let at = ground.with_comments(first.whole.start);
            (at..at, format!("{text}{eol}"))
        }
    };
    Some(vec![(whole_lines(ground, start, end), String::new()), put])
}

/// Returns lines with a line end of theirs: that before them where they are the last of the text.
fn whole_lines(ground: &PatchedText<'_>, start: usize, end: usize) -> Range<usize> {
    let next = ground.next_line(end);
    if ground.slice(..next).ends_with('\n') || start == 0 {
        return start..next;
    }
    let above = ground.line_end(ground.line_start(start - 1));
    above..end
}

fn from_lines(ground: &PatchedText<'_>, parts: &[TextPart], index: usize) -> Drafts {
    let Some(part) = parts.get(index) else { return Vec::new() };
    let end = ground.line_end(part.whole.end);
    if ground.begins_line(part.whole.start) {
        let start = ground.line_start(part.whole.start);
        return vec![vec![(whole_lines(ground, start, end), String::new())]];
    }
    // It stands on the line of a dash, where the next entry takes its place.
    let Some(next) = parts.get(index + 1) else { return Vec::new() };
    let start = part.whole.start;
    match ground.has_comment(end..next.whole.start) {
        true => vec![vec![(start.saturating_sub(1)..end, String::new())]],
        false => vec![vec![(start..next.whole.start, String::new())]],
    }
}

fn from_brackets(ground: &PatchedText<'_>, parts: &[TextPart], index: usize) -> Range<usize> {
    let Some(part) = parts.get(index) else { return 0..0 };
    let before = index.checked_sub(1).and_then(|before| parts.get(before));
    let next = parts.get(index + 1);
    let on_line_of_next = next.is_some_and(|next| !ground.slice(part.whole.end..next.whole.start).contains('\n'));
    match (before, next) {
        (None, Some(next)) => part.whole.start..next.whole.start,
        (Some(_), Some(next)) if ground.begins_line(part.whole.start) && on_line_of_next => {
            part.whole.start..next.whole.start
        }
        (Some(before), Some(next)) if ground.has_comment(before.whole.end..part.whole.start) => {
            part.whole.start..next.whole.start
        }
        (Some(before), None) if ground.has_comment(before.whole.end..part.whole.start) => part.whole.clone(),
        (Some(before), _) => before.whole.end..part.whole.end,
        (None, None) => alone_in_brackets(ground, part),
    }
}

/// Returns the only entry of brackets, with the blanks around it.
fn alone_in_brackets(ground: &PatchedText<'_>, part: &TextPart) -> Range<usize> {
    let Range { start, end } = part.whole.clone();
    let before = ground.slice(..start).trim_end_matches(' ');
    let after = ground.slice(end..).trim_start_matches(' ');
    let comma = usize::from(after.starts_with(','));
    let after = after[comma..].trim_start_matches(' ');
    before.len()..ground.text.len() - after.len()
}

/// Returns the ways to leave a collection without entries, the last one taking the comment on its line with it.
fn emptied(ground: &PatchedText<'_>, parent: &str, parts: &[TextPart], empty: &Tree) -> Result<Drafts, Unpatchable> {
    let mut drafts = replace::drafts(ground, parent, empty)?;
    let Some(part) = parts.first() else { return Ok(drafts) };
    let line_end = ground.line_end(part.whole.end);
    for draft in &mut drafts {
        if let Some((range, _)) = draft.iter_mut().find(|(range, _)| range.end == part.whole.end) {
            range.end = line_end;
        }
    }
    Ok(drafts)
}
