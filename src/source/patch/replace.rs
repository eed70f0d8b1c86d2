//! Ways to write another value in the place of one, and another key.

use super::ground::{PatchedText, TextPart, TextSite};
use super::{Drafts, Splice, Unpatchable};
use crate::source::print::{self, DASH, Layout};
use crate::source::{Kind, Tree, TreeShape};

/// Returns the ways to give a place that is there another value.
pub(super) fn drafts(ground: &PatchedText<'_>, at: &str, value: &Tree) -> Result<Drafts, Unpatchable> {
    let site = ground.site(at)?;
    ground.refuse_shared(&site, Some(site.slot), at)?;
    let Some(part) = part_of(ground, &site) else {
        return Ok(root(ground, &site, value));
    };
    let old = part.value.clone();
    let inline = print::flow(value);
    let mut drafts = Vec::new();
    if !site.in_flow {
        if let Some(literal) = literal(ground, &site, &part, value) {
            drafts.push(literal);
        }
        drafts.extend(block(ground, &site, &part, value));
    }
    if old.is_empty() {
        let colon = if part.key.is_some() && !ground.slice(..old.start).ends_with(':') { ":" } else { "" };
        drafts.push(vec![(old, format!("{colon} {inline}"))]);
        return Ok(drafts);
    }
    drafts.push(drawn_up(ground, &part, &inline));
    drafts.push(vec![(old, inline)]);
    Ok(drafts)
}

/// Returns the way to give a key another name.
pub(super) fn renamed(ground: &PatchedText<'_>, at: &str, key: &str) -> Result<Drafts, Unpatchable> {
    let site = ground.site(at)?;
    if let Some(&parent) = site.above.last() {
        let above = site.above.split_last().map_or(Vec::new(), |(_, above)| above.to_vec());
        ground.refuse_shared(&TextSite { slot: parent, above, in_flow: site.in_flow }, None, at)?;
    }
    let old = part_of(ground, &site).and_then(|part| part.key);
    Ok(old.into_iter().map(|old| vec![(old, print::scalar(key))]).collect())
}

/// Returns the entry of its collection that a place is.
pub(super) fn part_of(ground: &PatchedText<'_>, site: &TextSite) -> Option<TextPart> {
    let parent = *site.above.last()?;
    ground.parts(parent).into_iter().find(|part| part.slot == site.slot)
}

fn root(ground: &PatchedText<'_>, site: &TextSite, value: &Tree) -> Drafts {
    let mut lines = String::new();
    print::lines(&mut lines, value, 0, ground.margins(site.slot));
    let block = lines.trim_end().replace('\n', ground.line_ending());
    let old = ground.range(site.slot);
    let fitting = if value.is_empty() { Vec::new() } else { vec![vec![(old.clone(), block)]] };
    fitting.into_iter().chain([vec![(old, print::flow(value))]]).collect()
}

/// A value on the line of its key or dash, also where the old one began below it. What the old one had on its first line
/// besides itself stays.
fn drawn_up(ground: &PatchedText<'_>, part: &TextPart, inline: &str) -> Vec<Splice> {
    let old = part.value.clone();
    let head_end = match &part.key {
        Some(key) => ground.after_colon(key.end),
        None => part.whole.start + DASH.len(),
    };
    let is_block_scalar =
        matches!(ground.kind(part.slot), Kind::Str) && ground.slice(old.start..).starts_with(['|', '>']);
    if is_block_scalar {
        let mark = ground.mark_end(old.start);
        return vec![
            (old.start..mark, inline.to_owned()),
            (ground.line_end(mark).min(old.end)..old.end, String::new()),
        ];
    }
    let begins_below = ground.slice(head_end.min(old.start)..old.start).contains('\n');
    if begins_below && !ground.has_comment(head_end..old.start) && !ground.slice(head_end..old.start).contains('&') {
        return vec![(head_end..old.end, format!(" {inline}"))];
    }
    vec![(old, inline.to_owned())]
}

/// A text of several lines as a block. What follows on the line of the old value, which is a comment, stays there.
fn literal(ground: &PatchedText<'_>, site: &TextSite, part: &TextPart, value: &Tree) -> Option<Vec<Splice>> {
    let indent = indent(ground, site, part, value);
    let literal = print::literal(value.string()?, indent)?;
    let (mark, lines) = literal.split_once('\n')?;
    let lines = format!("\n{}", lines.strip_suffix('\n')?).replace('\n', ground.line_ending());
    Some(beside(ground, part, mark, lines))
}

/// A collection in lines of its own, as those beside it.
fn block(ground: &PatchedText<'_>, site: &TextSite, part: &TextPart, value: &Tree) -> Option<Vec<Splice>> {
    if value.is_empty() {
        return None;
    }
    let parent = *site.above.last()?;
    let parts = ground.parts(parent);
    let index = parts.iter().position(|other| other.slot == part.slot)?;
    let is_block = matches!(ground.kind(part.slot), Kind::Map | Kind::Seq) && !ground.is_flow(part.slot);
    let layout = if is_block { Layout::Lines } else { ground.layout_beside(&parts, index) };
    let column = ground.column(part.whole.start);
    let fits = column + part.value.start - part.whole.start + print::flow(value).chars().count() * 2 <= print::WIDTH;
    if layout == Layout::Line || layout == Layout::Fit && fits {
        return None;
    }
    let indent = indent(ground, site, part, value);
    let mut lines = " ".repeat(indent);
    print::lines(&mut lines, value, indent, ground.margins(parent));
    if is_block {
        let own = lines.trim_start().trim_end_matches('\n').replace('\n', ground.line_ending());
        return Some(vec![(part.value.clone(), own)]);
    }
    let lines = format!("\n{}", lines.strip_suffix('\n')?).replace('\n', ground.line_ending());
    Some(beside(ground, part, "", lines))
}

/// Puts a mark in the place of a value, and lines below the line that the value was on.
fn beside(ground: &PatchedText<'_>, part: &TextPart, mark: &str, lines: String) -> Vec<Splice> {
    let old = part.value.clone();
    if old.is_empty() {
        let end = ground.line_end(old.end);
        let mark = if mark.is_empty() { String::new() } else { format!(" {mark}") };
        return if end == old.end { vec![(old, mark + &lines)] } else { vec![(old, mark), (end..end, lines)] };
    }
    let first_end = ground.line_end(old.start);
    if first_end < old.end {
        // A block scalar: its lines are replaced, and what follows its mark stays.
        let mark_end = ground.mark_end(old.start).clamp(old.start, first_end);
        return vec![(old.start..mark_end, mark.to_owned()), (first_end..old.end, lines)];
    }
    let start = if mark.is_empty() { old.start - trailing_blanks(ground.slice(..old.start)) } else { old.start };
    match first_end == old.end {
        true => vec![(start..old.end, format!("{mark}{lines}"))],
        false => vec![(start..old.end, mark.to_owned()), (first_end..first_end, lines)],
    }
}

fn trailing_blanks(text: &str) -> usize {
    text.len() - text.trim_end_matches([' ', '\t']).len()
}

/// Returns the indentation of what stands below a key or dash.
fn indent(ground: &PatchedText<'_>, site: &TextSite, part: &TextPart, value: &Tree) -> usize {
    let parent = site.above.last().copied().unwrap_or_default();
    let margins = ground.margins(parent);
    let own = ground.column(part.whole.start);
    own + match value.shape {
        _ if part.key.is_none() => 2,
        TreeShape::Seq(_) => margins.dashes,
        _ => margins.keys,
    }
}
