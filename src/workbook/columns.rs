//! The keys of a map as columns: maps within it become columns of their own, headed by the way to them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words;
use crate::filing::format::FILING;
use crate::vocabulary::shape::{MapShape, Shape};
use crate::words::Both;

/// One column of a table, or one field of a line.
#[derive(Clone)]
pub struct LayoutColumn {
    /// The keys that lead to the value from its row; none for the row itself.
    pub path: Vec<&'static str>,
    /// The heading, such as 運搬：容器.
    pub heading: Both,
    /// What its cells hold.
    pub holds: Holds,
    /// The key of its description, such as `transport.container`.
    pub described: String,
}

/// What the cells of a column hold.
#[derive(Clone, Copy)]
pub enum Holds {
    /// Values of a shape. A map among them has columns of its own, and only its annex stands here.
    Value(&'static Shape),
    /// The annex that says the whole row.
    See,
    /// The headings of what was concluded.
    Inferred,
    /// Whether and how the row differs from what was approved.
    Changed,
}

impl LayoutColumn {
    /// Returns its path with dots, as `inferred` writes it.
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

/// Returns the columns of a map, with those that mark the row as a whole at the end.
pub fn columns(map: &'static MapShape) -> &'static [LayoutColumn] {
    COLUMNS.get(map.name).map(Vec::as_slice).unwrap_or_default()
}

/// Returns the shapes that a value may have, one or many and either taken apart.
pub fn alternatives(shape: &'static Shape) -> Vec<&'static Shape> {
    match shape {
        Shape::Either(shapes) => shapes.iter().flat_map(alternatives).collect(),
        Shape::OneOrMany(inside) => {
            let mut all = alternatives(inside);
            all.push(shape);
            all
        }
        _ => vec![shape],
    }
}

/// Returns the shape of the items, where a value may be a list.
pub fn items_of(shape: &'static Shape) -> Option<&'static Shape> {
    alternatives(shape).into_iter().find_map(|one| match one {
        Shape::List(inside) | Shape::OneOrMany(inside) => Some(*inside),
        _ => None,
    })
}

/// Returns the shape of the values, where a value may be a map with ids as keys.
pub fn entries_of(shape: &'static Shape) -> Option<&'static Shape> {
    alternatives(shape).into_iter().find_map(|one| match one {
        Shape::Dict(inside) => Some(*inside),
        _ => None,
    })
}

/// Returns the map that a value may be.
pub fn map_of(shape: &'static Shape) -> Option<&'static MapShape> {
    alternatives(shape).into_iter().find_map(|one| match one {
        Shape::Map(map) => Some(*map),
        _ => None,
    })
}

/// Returns the shapes that are neither lists nor maps.
pub fn scalars_of(shape: &'static Shape) -> Vec<&'static Shape> {
    let is_scalar =
        |one: &&Shape| !matches!(one, Shape::List(_) | Shape::OneOrMany(_) | Shape::Dict(_) | Shape::Map(_));
    alternatives(shape).into_iter().filter(is_scalar).collect()
}

/// Returns the key under which a map has what stands in its place where it is no map, as a text or a day may.
pub fn main_key(shape: &'static Shape) -> Option<&'static str> {
    let first = map_of(shape)?.keys.first()?;
    let scalars = scalars_of(shape);
    let alike = |one: &&Shape| matches!((one, &first.shape), (Shape::Text, Shape::Text) | (Shape::Day, Shape::Day));
    (scalars.is_empty() || scalars.iter().any(alike)).then_some(first.name)
}

static COLUMNS: LazyLock<BTreeMap<&'static str, Vec<LayoutColumn>>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    gather(&FILING, &mut all);
    all
});

/// Adds the columns of a map and of every map below it.
fn gather(map: &'static MapShape, all: &mut BTreeMap<&'static str, Vec<LayoutColumn>>) {
    if all.contains_key(map.name) {
        return;
    }
    let mut columns = Vec::new();
    flatten(map, &[], None, &mut columns);
    for (holds, mark) in [(Holds::See, "see"), (Holds::Inferred, "inferred"), (Holds::Changed, "changed")] {
        let (heading, described) = (words::both(&format!("mark.{mark}")), format!("annotation.{mark}"));
        columns.push(LayoutColumn { path: vec![mark], heading, holds, described });
    }
    all.insert(map.name, columns);
    for key in map.keys {
        below(&key.shape, all);
    }
}

fn below(shape: &'static Shape, all: &mut BTreeMap<&'static str, Vec<LayoutColumn>>) {
    match shape {
        Shape::Map(map) => gather(map, all),
        Shape::List(inside) | Shape::OneOrMany(inside) | Shape::Dict(inside) => below(inside, all),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| below(shape, all)),
        _ => {}
    }
}

fn flatten(map: &'static MapShape, way: &[&'static str], head: Option<&Both>, all: &mut Vec<LayoutColumn>) {
    for key in map.keys {
        let own = words::heading(map.name, key.name);
        let heading = match head {
            Some(Both { ja, en }) => Both { ja: format!("{ja}：{}", own.ja), en: format!("{en}: {}", own.en) },
            None => own,
        };
        let path = [way, &[key.name]].concat();
        let described = format!("{}.{}", map.name, key.name);
        all.push(LayoutColumn {
            path: path.clone(),
            heading: heading.clone(),
            holds: Holds::Value(&key.shape),
            described,
        });
        if let Some(inside) = map_of(&key.shape) {
            flatten(inside, &path, Some(&heading), all);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text;

    #[test]
    fn every_column_has_a_heading_of_its_own_in_both_languages() {
        for (map, columns) in COLUMNS.iter() {
            for lang in [crate::words::Lang::Ja, crate::words::Lang::En] {
                let mut seen = BTreeSet::new();
                for column in columns {
                    let heading = text::heading(column.heading.get(lang));
                    assert!(!heading.contains('.') && !heading.is_empty(), "{map}: {} has no heading", column.dotted());
                    assert!(seen.insert(heading.clone()), "{map}: {heading} heads two columns");
                }
            }
        }
    }

    #[test]
    fn maps_within_a_row_are_columns_headed_by_the_way_to_them() {
        let steps = FILING.key("flows").and_then(|key| map_of(items_of(&key.shape)?)?.key("steps"));
        let step = steps.and_then(|key| map_of(items_of(&key.shape)?)).expect("a step");
        let heading = |dotted: &str| {
            columns(step).iter().find(|column| column.dotted() == dotted).map(|column| column.heading.clone())
        };
        let both = |ja: &str, en: &str| Some(Both { ja: ja.to_owned(), en: en.to_owned() });
        assert_eq!(heading("transport.container"), both("運搬：容器", "Transport: Container"));
        assert_eq!(heading("transport.ledger.fields"), both("運搬：授受の記録：記載事項", "Transport: Ledger: Fields"));
        assert_eq!(heading("inferred"), both("推定", "Inferred"));
        assert_eq!(heading("ways.medium"), None);
    }
}
