//! How a value is written into a cell: the other direction of [`super::value`], which every text is read back by.

use super::columns::{Holds, LayoutColumn, columns, entries_of, items_of, main_key, map_of, scalars_of};
use super::differ;
use super::value::{self, COLON, COMMA, FIELD, SEE, TextRoom};
use super::words;
use crate::source::{Document, Kind, Node, Span};
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words as vocabulary;
use crate::words::Lang;

/// Returns the text of a cell of a row; `None` where the row has nothing there, or nothing that reads back the same.
pub(super) fn cell(column: &LayoutColumn, row: Node<'_>, own: &[LayoutColumn], lang: Lang) -> Option<String> {
    let node = follow(row, &column.path)?;
    let (text, back) = match column.holds {
        Holds::Value(shape) => {
            // What a map holds stands in the columns of its keys.
            let whole = node.kind() == Kind::Map && map_of(shape).is_some();
            if whole {
                return node.get("see").and_then(annexes).filter(|_| !column.path.is_empty());
            }
            let text = draft(shape, node, TextRoom::Cell, lang)?;
            let back = value::value(shape, &text, TextRoom::Cell, Span::START);
            return same(Some(shape), node, &back).then_some(text);
        }
        Holds::See => {
            let text = annexes(node)?;
            let back = value::see(&text, Span::START)?;
            (text, back.get("see")?.clone())
        }
        Holds::Inferred => {
            let text = inferred(own, node, lang)?;
            let back = value::inferred(own, &text, Span::START);
            (text, back)
        }
        Holds::Changed => {
            let text = changed(node)?;
            let back = value::changed(&text, Span::START);
            (text, back)
        }
    };
    same(None, node, &back).then_some(text)
}

/// True if a value was read back as it was.
fn same(shape: Option<&'static Shape>, node: Node<'_>, back: &crate::source::Tree) -> bool {
    let back = Document::from_tree(back, None);
    differ::is_same(shape, node, back.root())
}

fn follow<'d>(row: Node<'d>, path: &[&'static str]) -> Option<Node<'d>> {
    path.iter().try_fold(row, |node, key| node.get(key))
}

/// Writes a value, if there is a way to; whether it is read back the same is not seen to here.
fn draft(shape: &'static Shape, node: Node<'_>, room: TextRoom, lang: Lang) -> Option<String> {
    match node.kind() {
        Kind::Null => None,
        Kind::Seq if node.is_empty() => Some(words::one("word.empty-list", lang)),
        Kind::Seq => {
            let inside = items_of(shape)?;
            let items: Option<Vec<String>> =
                node.items().map(|item| draft(inside, item, TextRoom::Line, lang)).collect();
            let between = if room == TextRoom::Line || value::is_short(inside) { COMMA } else { '\n' };
            Some(items?.join(&between.to_string()))
        }
        Kind::Map => {
            if node.len() == 1
                && let Some(see) = node.get("see")
            {
                return annexes(see);
            }
            match (entries_of(shape), map_of(shape)) {
                (Some(inside), _) if room == TextRoom::Cell => {
                    let line =
                        |(key, _, value)| Some(format!("{key}{COLON}{}", draft(inside, value, TextRoom::Line, lang)?));
                    if node.is_empty() {
                        return Some(words::one("word.empty-list", lang));
                    }
                    node.entries().map(line).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n"))
                }
                (_, Some(map)) => fields(map, main_key(shape), node, lang),
                _ => None,
            }
        }
        _ => scalar(&scalars_of(shape), node, lang),
    }
}

/// Writes a map as fields on a line.
fn fields(map: &'static MapShape, main: Option<&'static str>, node: Node<'_>, lang: Lang) -> Option<String> {
    let own = columns(map);
    let mut parts = Vec::new();
    for column in own {
        let Some(value) = follow(node, &column.path) else { continue };
        let text = match column.holds {
            // What it holds comes in fields of its own.
            Holds::Value(shape) if value.kind() == Kind::Map && map_of(shape).is_some() => {
                match value.get("see").filter(|_| value.len() == 1) {
                    Some(see) => annexes(see)?,
                    None => continue,
                }
            }
            Holds::Value(shape) => draft(shape, value, TextRoom::Line, lang)?,
            Holds::See => value.as_str()?.to_owned(),
            Holds::Inferred => inferred(own, value, lang)?,
            Holds::Changed => changed(value)?,
        };
        let is_main = parts.is_empty() && Some(column.dotted().as_str()) == main;
        let heading = column.heading.get(lang);
        parts.push(if is_main { text } else { format!("{heading}{COLON}{text}") });
    }
    Some(parts.join(&FIELD.to_string()))
}

fn scalar(shapes: &[&'static Shape], node: Node<'_>, lang: Lang) -> Option<String> {
    if let Some(flag) = node.as_bool() {
        return Some(mark(flag));
    }
    let text = node.text()?;
    let word = shapes.iter().find_map(|shape| match shape {
        Shape::Word(list) | Shape::Open(list) => {
            let at = vocabulary::lookup(list, text)?;
            let name = vocabulary::name(list, at, lang);
            // An English name may be no word by which the value is read.
            let read = vocabulary::lookup(list, name) == Some(at);
            Some(if read { name.to_owned() } else { list.values.get(usize::from(at)).copied()?.to_owned() })
        }
        Shape::Fixed(word) if text == *word => Some(words::shown_fixed(word, lang)),
        _ => None,
    });
    Some(word.unwrap_or_else(|| text.to_owned()))
}

/// Returns the sign for yes or no.
fn mark(flag: bool) -> String {
    if flag { "○" } else { "×" }.to_owned()
}

fn annexes(see: Node<'_>) -> Option<String> {
    let line = |node: Node<'_>| Some(format!("{SEE}{}", node.as_str()?));
    match see.kind() {
        Kind::Str => line(see),
        Kind::Seq if !see.is_empty() => see.items().map(line).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n")),
        _ => None,
    }
}

fn changed(node: Node<'_>) -> Option<String> {
    node.as_bool().map(mark).or_else(|| node.as_str().map(str::to_owned))
}

fn inferred(own: &[LayoutColumn], node: Node<'_>, lang: Lang) -> Option<String> {
    let heading = |item: Node<'_>| {
        let path = item.as_str()?;
        let column = own.iter().find(|column| column.dotted() == path);
        Some(column.map_or_else(|| path.to_owned(), |column| column.heading.get(lang).to_owned()))
    };
    let all: Option<Vec<String>> = node.items().map(heading).collect();
    all.filter(|all| !all.is_empty()).map(|all| all.join(&COMMA.to_string()))
}
