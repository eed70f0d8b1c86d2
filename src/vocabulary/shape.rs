//! Shapes of YAML maps: the tables that the JSON Schemas are made from and documents are checked against.

use super::enumerations::Enumeration;
use super::pack_words::PackList;

/// What a value may be.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number, zero or more.
    Number,
    /// An id: letters, digits, `-`, `_`, `.`, or a whole number.
    Id,
    /// An id that policies define.
    Of(Offer),
    /// The path of a file in the register.
    Path,
    /// A date, in ISO or era form.
    Day,
    /// Thirteen digits, written as text.
    Digits,
    /// A word of a closed list, or one of its aliases.
    Word(&'static Enumeration),
    /// A word of a closed list, one of its aliases, or words of one's own for what the list lacks.
    Open(&'static Enumeration),
    /// A word of a list that packs declare.
    OfPack(PackList),
    /// This word and no other.
    Fixed(&'static str),
    /// A list of values of one shape.
    List(&'static Shape),
    /// One value, or a list of such values.
    OneOrMany(&'static Shape),
    /// A map with freely chosen ids as keys.
    Dict(&'static Shape),
    /// A map with the keys of a table.
    Map(&'static MapShape),
    /// One of several shapes, which differ in their JSON type.
    Either(&'static [Shape]),
}

/// Things that policies define and filings name by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A jurisdiction whose filings a pack judges.
    Jurisdiction,
    /// A checklist form.
    Checklist,
    /// A form of special clauses.
    Clauses,
    /// A measure or clause.
    Measure,
    /// A word of a list that packs declare.
    Word(PackList),
}

/// A map with known keys.
pub struct MapShape {
    /// Name, by which descriptions are found and definitions are shared.
    pub name: &'static str,
    /// The keys, in the order in which they are usually written.
    pub keys: &'static [Key],
    /// True if `changed`, `inferred` and `see` are allowed in it.
    pub annotated: bool,
}

/// One key of a map.
pub struct Key {
    /// The key as written.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    /// True if the key has to be written, unless the map has `see`.
    pub required: bool,
}

/// Declares a key that may be left out, and is then unstated.
pub const fn opt(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: false }
}

/// Declares a key that has to be written, as the map means nothing without it.
pub const fn req(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: true }
}

/// Declares a map that may be annotated with `changed`, `inferred` and `see`.
pub const fn map(name: &'static str, keys: &'static [Key]) -> MapShape {
    MapShape { name, keys, annotated: true }
}

impl Shape {
    /// True if a map other than `{ see: … }` fits the shape.
    pub fn takes_maps(&self) -> bool {
        match self {
            Shape::Dict(_) | Shape::Map(_) => true,
            Shape::Either(shapes) => shapes.iter().any(Shape::takes_maps),
            _ => false,
        }
    }
}

impl MapShape {
    /// Returns the declaration of a key.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
