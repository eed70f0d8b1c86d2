//! Shapes of YAML maps: the tables from which JSON Schemas are made.

use super::enumerations::Enumeration;

/// What a value may look like.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number from zero.
    Number,
    /// An id: letters, digits, `-`, `_`, or a whole number.
    Id,
    /// An id of something that policies have.
    Of(Offer),
    /// A file path inside the register.
    Path,
    /// A date, in ISO or era form.
    Day,
    /// Thirteen digits, written as text.
    Digits,
    /// One word of a closed list, or one of its aliases.
    Word(&'static Enumeration),
    /// A fixed word.
    Fixed(&'static str),
    /// A list.
    List(&'static Shape),
    /// One value, or a list of them.
    OneOrMany(&'static Shape),
    /// A map with free ids as keys.
    Dict(&'static Shape),
    /// A map with the keys of a table.
    Map(&'static MapShape),
    /// One of several shapes of different JSON types.
    Either(&'static [Shape]),
}

/// What policies have and filings name by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A jurisdiction that a pack judges.
    Jurisdiction,
    /// A form of a checklist.
    Checklist,
    /// A form of special clauses.
    Clauses,
    /// A measure or clause.
    Measure,
}

/// A map with known keys.
pub struct MapShape {
    /// Name, by which descriptions are found and definitions are shared.
    pub name: &'static str,
    /// The keys, in the order they are usually written.
    pub keys: &'static [Key],
    /// Whether `changed`, `inferred` and `see` may stand in it.
    pub annotated: bool,
}

/// One key of a map.
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// Its value.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
}

/// A key that may be left out: unstated.
pub const fn opt(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: false }
}

/// A key without which the map says nothing.
pub const fn req(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: true }
}

/// A map whose values may be annotated with `changed`, `inferred` and `see`.
pub const fn map(name: &'static str, keys: &'static [Key]) -> MapShape {
    MapShape { name, keys, annotated: true }
}

impl Shape {
    /// Whether a map may stand at its place otherwise than as `{ see: … }`.
    pub fn takes_maps(&self) -> bool {
        match self {
            Shape::Dict(_) | Shape::Map(_) => true,
            Shape::Either(shapes) => shapes.iter().any(Shape::takes_maps),
            _ => false,
        }
    }
}

impl MapShape {
    /// The key's row.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
