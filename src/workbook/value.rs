//! What a cell says: its text as a value of the shape that its column has.
//!
//! A list stands one item a line; ids and words may be parted by 「、」. A map within a list is a line of fields parted by
//! 「｜」, each headed as its column would be; what comes first needs no heading. `→資料15-1` says that an annex has it.

use super::columns::{Holds, LayoutColumn, columns, entries_of, items_of, main_key, map_of, scalars_of};
use super::words;
use crate::source::{Kind, Span, Tree};
use crate::text;
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words as vocabulary;

/// What stands before the name of an annex.
pub(super) const SEE: char = '→';
/// What parts the fields of a line.
pub(super) const FIELD: char = '｜';
/// What stands between a heading and its value.
pub(super) const COLON: char = '：';
/// What parts short values.
pub(super) const COMMA: char = '、';

/// How much room a value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextRoom {
    /// A cell of its own.
    Cell,
    /// A part of one line.
    Line,
}

/// Reads a text as a value. A key that it writes twice stands there twice.
pub(super) fn value(shape: &'static Shape, written: &str, room: TextRoom, at: Span) -> Tree {
    let (items, entries, map, scalars) = (items_of(shape), entries_of(shape), map_of(shape), scalars_of(shape));
    if let Some(see) = see(written, at) {
        return see;
    }
    if words::fixed("empty-list", written) && (items.is_some() || entries.is_some()) {
        return if items.is_some() { Tree::seq(Vec::new(), at) } else { Tree::map(at) };
    }
    if let Some(inside) = entries {
        return dict(inside, written, at);
    }
    if let Some(inside) = items {
        let pieces = pieces(inside, written, room);
        // What is none of the fixed words that may stand in the place of a list is one item.
        let fits = |one: &&Shape| !matches!(one, Shape::Fixed(word) if !words::fixed(word, written));
        if pieces.len() > 1 || map.is_none() && !scalars.iter().any(fits) {
            return Tree::seq(pieces.iter().map(|piece| value(inside, piece, TextRoom::Line, at)).collect(), at);
        }
    }
    if let Some(map) = map
        && let Some(tree) = fields(map, main_key(shape), written, !scalars.is_empty(), at)
    {
        return tree;
    }
    scalar(&scalars, written, room, at)
}

/// Reads the names of annexes, where a text is nothing else.
pub(super) fn see(written: &str, at: Span) -> Option<Tree> {
    let lines: Vec<&str> = written.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let names: Option<Vec<&str>> = lines.iter().map(|line| line.strip_prefix(SEE).map(str::trim)).collect();
    let text = |name: &&str| Tree::scalar(Kind::Str, *name, at);
    let value = match names?.as_slice() {
        [] => return None,
        [name] => text(name),
        names => Tree::seq(names.iter().map(text).collect(), at),
    };
    let mut tree = Tree::map(at);
    tree.put("see", at, value);
    Some(tree)
}

/// Reads the headings of what was concluded, as the paths of their columns.
pub(super) fn inferred(columns: &[LayoutColumn], written: &str, at: Span) -> Tree {
    let path = |name: &str| {
        let column = columns.iter().find(|column| words::is(&column.heading, name));
        Tree::scalar(Kind::Str, column.map_or_else(|| name.to_owned(), LayoutColumn::dotted), at)
    };
    let names = written.split(['\n', COMMA, ',']).map(str::trim).filter(|name| !name.is_empty());
    Tree::seq(names.map(path).collect(), at)
}

/// Reads whether and how a row differs from what was approved.
pub(super) fn changed(written: &str, at: Span) -> Tree {
    match text::flag(written) {
        Some(flag) => Tree::scalar(Kind::Bool, flag.to_string(), at),
        None => Tree::scalar(Kind::Str, written, at),
    }
}

/// Splits a list into its items, without blank ones.
fn pieces<'t>(inside: &'static Shape, written: &'t str, room: TextRoom) -> Vec<&'t str> {
    let all: Vec<&str> = match (is_short(inside), room) {
        (true, _) => written.split(['\n', COMMA, '，', ',']).collect(),
        (false, TextRoom::Cell) => written.lines().collect(),
        (false, TextRoom::Line) => written.split(COMMA).collect(),
    };
    all.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// True if items hold nothing but ids, words of a list and numbers, which no comma is part of.
pub(super) fn is_short(inside: &'static Shape) -> bool {
    let short = |one: &&Shape| matches!(one, Shape::Id | Shape::Of(_) | Shape::Word(_) | Shape::Number);
    map_of(inside).is_none() && items_of(inside).is_none() && scalars_of(inside).iter().all(short)
}

/// Reads lines of which each begins with an id.
fn dict(inside: &'static Shape, written: &str, at: Span) -> Tree {
    let mut tree = Tree::map(at);
    for line in written.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (key, rest) = line.split_once([COLON, ':']).unwrap_or((line, ""));
        tree.append(key.trim(), at, value(inside, rest.trim(), TextRoom::Line, at));
    }
    tree
}

/// Reads a line of fields. `None` where no field has a heading and the line may be something else than a map.
fn fields(
    map: &'static MapShape,
    main: Option<&'static str>,
    written: &str,
    may_be_plain: bool,
    at: Span,
) -> Option<Tree> {
    let own = columns(map);
    let parts: Vec<&str> = written.split([FIELD, '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut tree = Tree::map(at);
    let mut headed = false;
    for (number, part) in parts.iter().enumerate() {
        let found = headed_by(own, part);
        headed |= found.is_some();
        let main = || own.iter().find(|column| number == 0 && Some(column.dotted().as_str()) == main);
        let (column, rest) = match (found, main()) {
            (Some(found), _) => found,
            (None, Some(column)) => (column, *part),
            (None, None) => {
                if may_be_plain && !headed {
                    return None;
                }
                // An unknown field is a key that the format does not have, and told as one.
                let (key, rest) = part.split_once([COLON, ':']).unwrap_or((part, ""));
                tree.append(key.trim(), at, Tree::scalar(Kind::Str, rest.trim(), at));
                continue;
            }
        };
        let value = match column.holds {
            Holds::Value(shape) => value(shape, rest, TextRoom::Line, at),
            Holds::See => Tree::scalar(Kind::Str, rest, at),
            Holds::Inferred => inferred(own, rest, at),
            Holds::Changed => changed(rest, at),
        };
        put(&mut tree, &column.path, value, at);
    }
    (headed || !may_be_plain).then_some(tree)
}

/// Returns the column whose heading begins a field, and what follows: of several the longest, as a heading may begin
/// another.
fn headed_by<'t>(own: &'static [LayoutColumn], part: &'t str) -> Option<(&'static LayoutColumn, &'t str)> {
    let after = |column: &'static LayoutColumn| {
        let headings = [&column.heading.ja, &column.heading.en];
        let rest = headings.into_iter().find_map(|heading| {
            let rest = part.strip_prefix(heading.as_str())?.trim_start();
            Some((heading.len(), rest.strip_prefix([COLON, ':'])?.trim()))
        });
        rest.map(|(length, rest)| (length, column, rest))
    };
    own.iter().filter_map(after).max_by_key(|(length, ..)| *length).map(|(_, column, rest)| (column, rest))
}

/// Puts a value below a map, by the keys that lead to it.
fn put(tree: &mut Tree, path: &[&'static str], value: Tree, at: Span) {
    match path {
        [] => {}
        [key] => tree.append(key, at, value),
        [key, rest @ ..] => {
            if let Some(below) = tree.below(key, at) {
                put(below, rest, value, at);
            }
        }
    }
}

/// Reads a text as the first of these shapes that it fits; as it stands where it fits none, for the format to judge.
fn scalar(shapes: &[&'static Shape], written: &str, room: TextRoom, at: Span) -> Tree {
    let short = written.trim();
    let found = shapes.iter().find_map(|shape| match shape {
        Shape::Fixed(word) => words::fixed(word, short).then(|| (Kind::Str, (*word).to_owned())),
        Shape::Flag => text::flag(short).map(|flag| (Kind::Bool, flag.to_string())),
        Shape::Word(list) | Shape::Open(list) => {
            let word = vocabulary::lookup(list, short).and_then(|at| list.values.get(usize::from(at)));
            word.map(|word| (Kind::Str, (*word).to_owned()))
        }
        Shape::Number => {
            let counted = shapes.iter().any(|one| matches!(one, Shape::Text));
            let plain = !counted || short.bytes().all(|byte| byte.is_ascii_digit());
            text::number(short).filter(|_| plain && !short.is_empty()).map(|number| (Kind::Int, number.to_string()))
        }
        Shape::Id | Shape::Of(_) => digits(short).map(|number| (Kind::Int, number)),
        _ => None,
    });
    // Only a text of its own may begin or end with blanks and lines, or hold the time of a day.
    let is_text = shapes.iter().any(|shape| matches!(shape, Shape::Text)) && room == TextRoom::Cell;
    let is_day = shapes.iter().any(|shape| matches!(shape, Shape::Day));
    let plain = || if is_day { day(short) } else { short };
    let (kind, text) = found.unwrap_or_else(|| (Kind::Str, if is_text { written } else { plain() }.to_owned()));
    Tree::scalar(kind, text, at)
}

/// Returns the number that an id is: digits without a zero before others, which an id keeps.
fn digits(written: &str) -> Option<String> {
    let is_number = written.bytes().all(|byte| byte.is_ascii_digit()) && (written == "0" || !written.starts_with('0'));
    (is_number && written.parse::<i64>().is_ok()).then(|| written.to_owned())
}

/// Returns a date without the time of midnight that a spreadsheet appends.
fn day(written: &str) -> &str {
    let is_midnight = |time: &str| time.contains(':') && time.chars().all(|c| matches!(c, '0' | ':' | '.'));
    match written.rsplit_once([' ', 'T']) {
        Some((day, time)) if is_midnight(time) => day.trim_end(),
        _ => written,
    }
}
