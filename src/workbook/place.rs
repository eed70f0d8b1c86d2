//! Places by name: a JSON Pointer in which an item of a list is named by its id, so that a row that moves takes along what
//! is said of it. An item without an id of its own is named by its number, as `#2`.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use super::value::SEE;
use crate::filing::MAX_ENTRIES;
use crate::source::{Kind, Node, Span, Tree, TreeShape, composed};

/// The way from the root to a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedWay(Vec<Token>);

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Key(String),
    Item(String),
}

impl NamedWay {
    /// Returns the way to the value of a key.
    pub(super) fn key(&self, key: &str) -> NamedWay {
        self.with(Token::Key(key.to_owned()))
    }

    /// Returns the items of a list in their order, each with the way to it.
    pub(super) fn items<'d>(&self, list: Node<'d>) -> impl Iterator<Item = (NamedWay, Node<'d>)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        list.items().filter_map(id_of).for_each(|id| *counts.entry(id).or_default() += 1);
        list.items().enumerate().map(move |(at, item)| {
            let own = id_of(item).filter(|id| counts.get(id) == Some(&1) && names_plainly(id));
            (self.with(Token::Item(own.map_or_else(|| format!("#{}", at + 1), str::to_owned))), item)
        })
    }

    /// Returns the keys on the way, with a star for each item of a list.
    pub(super) fn keys(&self) -> Vec<&str> {
        fn key(token: &Token) -> &str {
            match token {
                Token::Key(key) => key,
                Token::Item(_) => "*",
            }
        }
        self.0.iter().map(key).collect()
    }

    fn with(&self, token: Token) -> NamedWay {
        let mut all = self.0.clone();
        all.push(token);
        NamedWay(all)
    }
}

impl Token {
    fn text(&self) -> &str {
        match self {
            Token::Key(text) | Token::Item(text) => text,
        }
    }
}

impl fmt::Display for NamedWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|token| write!(f, "/{}", token.text().replace('~', "~0").replace('/', "~1")))
    }
}

/// Returns the id of an item, where it has one that may name it.
fn id_of(item: Node<'_>) -> Option<&str> {
    item.get("id").filter(|id| matches!(id.kind(), Kind::Str | Kind::Int)).and_then(Node::text)
}

/// True if a place is among these, or lies below one of them.
pub(super) fn is_below(place: &str, all: &BTreeSet<String>) -> bool {
    if all.is_empty() {
        return false;
    }
    let above = place.match_indices('/').filter_map(|(at, _)| place.get(..at));
    above.chain([place]).any(|place| all.contains(place))
}

/// True if an id is read from its cell as it stands, and cannot be taken for the number of an item.
pub(super) fn names_plainly(id: &str) -> bool {
    let plain = !id.is_empty() && id.trim() == id && !id.starts_with(['#', SEE]);
    plain && !id.chars().any(char::is_control) && composed(id) == id
}

/// What came of putting a value at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    /// It stands there now.
    Done,
    /// Something stands there already, at this place of the workbook, and still does.
    Twice(Span),
    /// There is no such place.
    Nowhere,
    /// There are so many entries on the way or beside it that no filing may have more.
    Full,
}

/// Puts a value at a place of a tree. Maps on the way are made where they are missing, items of lists are not.
pub(super) fn put(tree: &mut Tree, place: &str, value: Tree) -> Put {
    let unescaped = |token: &str| token.replace("~1", "/").replace("~0", "~");
    let Some(rest) = place.trim().strip_prefix('/') else { return Put::Nowhere };
    let tokens: Vec<String> = rest.split('/').map(unescaped).collect();
    let Some((last, way)) = tokens.split_last() else { return Put::Nowhere };
    let at = value.span;
    let mut here = tree;
    for token in way {
        // Those that came before made so many entries here that no filing may have more.
        if here.len() > MAX_ENTRIES {
            return Put::Full;
        }
        let below = match &here.shape {
            TreeShape::Map(_) => here.below(token, at),
            _ => item(here, token),
        };
        match below {
            Some(below) => here = below,
            None => return Put::Nowhere,
        }
    }
    match (here.get(last), &here.shape) {
        (Some(known), _) => Put::Twice(known.span),
        (None, TreeShape::Map(_)) => {
            here.append(last, at, value);
            if here.len() > MAX_ENTRIES { Put::Full } else { Put::Done }
        }
        (None, _) => item(here, last).map_or(Put::Nowhere, |item| Put::Twice(item.span)),
    }
}

/// Returns the item of a list by its id or number.
fn item<'t>(list: &'t mut Tree, token: &str) -> Option<&'t mut Tree> {
    let items = list.items_mut()?;
    if let Some(number) = token.strip_prefix('#') {
        return items.get_mut(number.parse::<usize>().ok()?.checked_sub(1)?);
    }
    items.iter_mut().find(|item| item.get("id").and_then(Tree::text) == Some(token))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::source::Document;

    fn document() -> Document {
        Document::from_json(
            &json!({ "flows": [{ "id": "a/b", "steps": [{ "id": 1 }, { "id": 2 }, { "id": 2 }, {}] }] }),
        )
    }

    #[test]
    fn items_are_named_by_ids_of_their_own() {
        let document = document();
        let flows = document.root().get("flows").expect("flows");
        let (way, flow) = NamedWay::default().key("flows").items(flows).next().expect("a flow");
        assert_eq!(way.to_string(), "/flows/a~1b");
        let steps = flow.get("steps").expect("steps");
        let named: Vec<String> = way.key("steps").items(steps).map(|(way, _)| way.to_string()).collect();
        let expected = ["1", "#2", "#3", "#4"].map(|name| format!("/flows/a~1b/steps/{name}"));
        assert_eq!(named, expected);
        assert_eq!(way.key("steps").keys(), ["flows", "*", "steps"]);
    }

    #[test]
    fn a_value_is_put_where_its_place_says() {
        let json = Document::to_json(document().root());
        let put_at = |place: &str| {
            let mut tree = Tree::of_json(&json, Span::START);
            let done = put(&mut tree, place, Tree::of_json(&json!("x"), Span::on_line(9, 1, 2)));
            (done, Document::to_json(Document::from_tree(&tree, None).root()))
        };
        let (done, now) = put_at("/flows/a~1b/steps/#4/line/kind");
        assert_eq!((done, &now["flows"][0]["steps"][3]), (Put::Done, &json!({ "line": { "kind": "x" } })));
        let (done, now) = put_at("/flows/a~1b/steps/1/id");
        assert_eq!((done, &now["flows"][0]["steps"][0]), (Put::Twice(Span::START), &json!({ "id": 1 })));
        for nowhere in
            ["", "flows", "/flows/c/id", "/flows/#2/id", "/flows/#0/id", "/flows/a~1b/steps/#9", "/flows/a~1b/id/x"]
        {
            assert_eq!(put_at(nowhere).0, Put::Nowhere, "{nowhere}");
        }
    }
}
