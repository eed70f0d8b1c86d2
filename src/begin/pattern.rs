//! A filing begun with a pattern of a flow.

use super::medium::{exchange, named};
use super::said::{Brief, NoPlace, complete, head};
use super::shape::PARTS;
use crate::policy::FlowPattern;
use crate::source::{Span, Tree, TreeShape};
use crate::vocabulary::enumerations::{Enumerated, Medium, MediumClass, PartKind};
use crate::vocabulary::words::lookup;

/// Begins a filing with a pattern. The media that are said take the place of its removable ones; paper and lines belong to the
/// flow.
///
/// # Errors
/// Something that is said has no place in the pattern.
pub fn of_pattern(
    pattern: &FlowPattern,
    kinds: &[PartKind],
    media: &[Medium],
    said: &Brief<'_>,
) -> Result<Tree, NoPlace> {
    let own = part_kinds(pattern);
    if let Some(kind) = kinds.iter().find(|kind| !own.contains(kind)) {
        return Err(NoPlace::Kind(*kind));
    }
    let mut filing = head(said);
    if let TreeShape::Map(entries) = &pattern.filing.shape {
        for (key, _, value) in entries {
            filing.put(key, Span::START, value.clone());
        }
    }
    let known = named(&filing);
    let removable = |medium: &Medium| medium.class() == MediumClass::Removable;
    let has = |medium: &Medium| known.contains(medium) || removable(medium) && known.iter().any(removable);
    if let Some(medium) = media.iter().find(|medium| !has(medium)) {
        return Err(NoPlace::Medium(*medium));
    }
    let instead: Vec<Medium> = media.iter().copied().filter(removable).collect();
    if !instead.is_empty() {
        exchange(&mut filing, &instead);
    }
    complete(&mut filing, said)?;
    Ok(filing)
}

/// Returns the kinds of the parts of a pattern, in the order of the list.
pub fn part_kinds(pattern: &FlowPattern) -> Vec<PartKind> {
    let mut kinds = Vec::new();
    for (key, kind) in PARTS.into_iter().zip([None, Some(PartKind::Connection), Some(PartKind::Processing)]) {
        let Some(Tree { shape: TreeShape::Seq(parts), .. }) = pattern.filing.get(key) else { continue };
        let own = |part: &Tree| {
            let word = part.get("kind").and_then(Tree::text)?;
            lookup(PartKind::TABLE, word).and_then(PartKind::from_position)
        };
        kinds.extend(parts.iter().filter_map(|part| kind.or_else(|| own(part))));
    }
    kinds.sort();
    kinds.dedup();
    kinds
}
