//! The keys that a filing leaves blank, for those who write it as text.

use super::super::Context;
use crate::compare;
use crate::filing::format::{FILING, part_shape};
use crate::source::{Tree, TreeShape};
use crate::vocabulary::enumerations::PartKind;
use crate::vocabulary::shape::MapShape;

/// Returns the keys that are not written, of the filing and of its parts, as comments.
pub(super) fn comment(context: &Context<'_>, filing: &Tree) -> String {
    let mut lines = vec![context.say("new.blanks", &[])];
    lines.extend(keys(context, &FILING, filing));
    let lists = [
        ("contracts", PartKind::Outsourcing),
        ("connections", PartKind::Connection),
        ("processing", PartKind::Processing),
    ];
    for (list, kind) in lists {
        let Some(Tree { shape: TreeShape::Seq(parts), .. }) = filing.get(list) else { continue };
        for part in parts {
            let id = part.get("id").and_then(Tree::text).unwrap_or_default();
            lines.push(context.say("new.blanks-part", &[("list", list), ("id", id)]));
            lines.extend(keys(context, part_shape(kind), part));
        }
    }
    lines.into_iter().map(|line| format!("# {line}\n")).collect()
}

fn keys(context: &Context<'_>, map: &'static MapShape, tree: &Tree) -> Vec<String> {
    let open = map.keys.iter().filter(|key| tree.get(key.name).is_none());
    let line = |name: &str| format!("  {name}: {}", compare::label(&format!("{}.{name}", map.name), context.lang));
    open.map(|key| line(key.name)).collect()
}
