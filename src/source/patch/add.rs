//! Ways to write a key or an item that was not there.

use super::ground::{PatchedText, TextPart, TextSite};
use super::{Drafts, PatchObstacle, Unpatchable};
use crate::source::print::{self, DASH, Layout};
use crate::source::{Kind, Tree};

/// Returns the ways to add a key behind another, or as the last.
pub(super) fn key(
    ground: &PatchedText<'_>,
    map: &str,
    key: &str,
    value: &Tree,
    after: Option<&str>,
) -> Result<Drafts, Unpatchable> {
    let (site, parts) = ground.collection(map)?;
    let refused = |obstacle| Err(ground.refusal(obstacle, map));
    if ground.kind(site.slot) != Kind::Map {
        return refused(PatchObstacle::Nowhere);
    }
    if parts.iter().any(|part| ground.key_text(part.slot) == Some(key)) {
        return refused(PatchObstacle::KeyTaken);
    }
    let behind = |after| parts.iter().position(|part| ground.key_text(part.slot) == Some(after));
    let index = match after {
        Some(after) => match behind(after) {
            Some(index) => index + 1,
            None => return refused(PatchObstacle::Nowhere),
        },
        None => parts.len(),
    };
    let head = print::head(key);
    Ok(match site.in_flow {
        true => within_brackets(ground, &site, &parts, index, &format!("{head} {}", print::flow(value))),
        false => on_a_line(ground, &site, &parts, index, &head, value),
    })
}

/// Returns the ways to add an item at an index.
pub(super) fn item(ground: &PatchedText<'_>, list: &str, index: usize, value: &Tree) -> Result<Drafts, Unpatchable> {
    let (site, parts) = ground.collection(list)?;
    if ground.kind(site.slot) != Kind::Seq || index > parts.len() {
        return Err(ground.refusal(PatchObstacle::Nowhere, list));
    }
    Ok(match site.in_flow {
        true => within_brackets(ground, &site, &parts, index, &print::flow(value)),
        false => on_a_line(ground, &site, &parts, index, DASH, value),
    })
}

fn within_brackets(ground: &PatchedText<'_>, site: &TextSite, parts: &[TextPart], index: usize, new: &str) -> Drafts {
    let before = index.checked_sub(1).and_then(|before| parts.get(before));
    if let Some(before) = before {
        let at = before.whole.end;
        let alone = index >= 2
            && ground.begins_line(before.whole.start)
            && parts.get(index).is_none_or(|next| ground.begins_line(next.whole.start));
        let between = if alone {
            format!(",{}{}", ground.line_ending(), " ".repeat(ground.column(before.whole.start)))
        } else {
            ", ".to_owned()
        };
        return vec![vec![(at..at, format!("{between}{new}"))]];
    }
    if let Some(first) = parts.first() {
        let at = first.whole.start;
        return vec![vec![(at..at, format!("{new}, "))]];
    }
    let Some(open) = ground.bracket(site.slot) else { return Vec::new() };
    let (open, close) = (open + 1, ground.range(site.slot).end.saturating_sub(1));
    let inside = ground.text.get(open..close).unwrap_or_default();
    let new = if ground.kind(site.slot) == Kind::Map { format!(" {new} ") } else { new.to_owned() };
    match inside.trim().is_empty() {
        true => vec![vec![(open..close, new)]],
        false => vec![vec![(close..close, new)]],
    }
}

fn on_a_line(
    ground: &PatchedText<'_>,
    site: &TextSite,
    parts: &[TextPart],
    index: usize,
    head: &str,
    value: &Tree,
) -> Drafts {
    let Some(first) = parts.first() else { return Vec::new() };
    let column = ground.column(first.whole.start);
    let margins = ground.margins(site.slot);
    let layout = ground.layout_beside(parts, index);
    let layouts = if layout == Layout::Lines { [Layout::Lines, Layout::Fit] } else { [layout, Layout::Line] };
    let eol = ground.line_ending();
    let mut drafts = Vec::new();
    for layout in layouts {
        let mut lines = String::new();
        print::entry(&mut lines, head, value, column, margins, layout);
        let lines = lines.strip_suffix('\n').unwrap_or(&lines).replace('\n', eol);
        let Some(before) = index.checked_sub(1).and_then(|before| parts.get(before)) else {
            let start = first.whole.start;
            let at = if ground.begins_line(start) { ground.with_comments(start) } else { start };
            let margin = " ".repeat(column);
            drafts.push(match at == start {
                true => vec![(at..at, format!("{lines}{eol}{margin}"))],
                false => vec![(at..at, format!("{margin}{lines}{eol}"))],
            });
            continue;
        };
        let line = format!("{eol}{}{lines}", " ".repeat(column));
        let end = ground.line_end(before.whole.end);
        drafts.push(vec![(end..end, line.clone())]);
        // Blank lines may belong to a text that keeps them.
        let mut blank = end;
        while blank < ground.text.len() {
            let next = ground.next_line(blank);
            if !ground.slice(next..ground.line_end(next)).trim().is_empty() || next == ground.text.len() {
                break;
            }
            blank = ground.line_end(next);
        }
        drafts.push(vec![(blank..blank, line)]);
    }
    drafts
}
