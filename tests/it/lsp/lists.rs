//! Every closed list of the format is offered wherever it may be written, in block and in flow style.

use sekisho::filing::format::{FILING, FORMAT};
use sekisho::vocabulary::enumerations::Enumeration;
use sekisho::vocabulary::shape::{MapShape, Shape};

use super::URI;
use super::client::Client;

/// What stands between the root and a value.
#[derive(Clone)]
pub(crate) enum Token {
    Key(&'static str),
    Item,
}

/// A place of the format: the way to it, the map and the key that it belongs to, and what may stand there.
pub(crate) struct Place {
    pub(crate) way: Vec<Token>,
    pub(crate) key: (&'static str, &'static str),
    pub(crate) shape: &'static Shape,
}

/// Every place of the format that a scalar may stand at; each map is entered once.
pub(crate) fn places() -> Vec<Place> {
    let mut walk = Walk { way: Vec::new(), key: ("", ""), seen: Vec::new(), found: Vec::new() };
    walk.map(&FILING);
    walk.found
}

struct Walk {
    way: Vec<Token>,
    key: (&'static str, &'static str),
    seen: Vec<&'static str>,
    found: Vec<Place>,
}

impl Walk {
    fn map(&mut self, shape: &'static MapShape) {
        if self.seen.contains(&shape.name) {
            return;
        }
        self.seen.push(shape.name);
        for key in shape.keys {
            self.key = (shape.name, key.name);
            self.below(Token::Key(key.name), &key.shape);
        }
    }

    fn below(&mut self, token: Token, shape: &'static Shape) {
        let key = self.key;
        self.way.push(token);
        self.value(shape);
        self.way.pop();
        self.key = key;
    }

    fn value(&mut self, shape: &'static Shape) {
        match shape {
            Shape::List(inside) => self.below(Token::Item, inside),
            Shape::OneOrMany(inside) => {
                self.value(inside);
                self.below(Token::Item, inside);
            }
            Shape::Dict(inside) => self.below(Token::Key("some"), inside),
            Shape::Map(inside) => self.map(inside),
            Shape::Either(shapes) => shapes.iter().for_each(|shape| self.value(shape)),
            _ => self.found.push(Place { way: self.way.clone(), key: self.key, shape }),
        }
    }
}

fn in_block(way: &[Token]) -> String {
    let mut text = String::new();
    let (mut indent, mut begun) = (0, false);
    for token in way {
        if !begun {
            text += &" ".repeat(indent);
        }
        match token {
            Token::Key(key) => text += &format!("{key}:\n"),
            Token::Item => text += "- ",
        }
        begun = matches!(token, Token::Item);
        indent += 2;
    }
    if text.ends_with('\n') {
        text.pop();
        text.push(' ');
    }
    text + "|\n"
}

pub(crate) fn in_flow(way: &[Token]) -> String {
    let (Some(Token::Key(first)), rest) = (way.first(), &way[1..]) else { panic!("begins with a key") };
    let (mut text, mut close) = (format!("{first}: "), String::new());
    for token in rest {
        let (open, end) = match token {
            Token::Key(key) => (format!("{{ {key}: "), " }"),
            Token::Item => ("[".to_owned(), "]"),
        };
        text += &open;
        close.insert_str(0, end);
    }
    format!("{text}|{close}\n")
}

#[test]
fn every_closed_list_is_offered_in_block_and_in_flow_style() {
    let list = |place: Place| match place.shape {
        Shape::Word(list) | Shape::Open(list) => Some((place.way, *list)),
        _ => None,
    };
    let places: Vec<(Vec<Token>, &Enumeration)> = places().into_iter().filter_map(list).collect();
    assert!(places.len() > 40, "{}", places.len());
    let mut client = Client::new();
    let head = format!("sekisho: {FORMAT}\njurisdiction: shinjuku\n");
    client.open(URI, &head);
    let mut version = 1;
    let mut missing = Vec::new();
    for (way, list) in places {
        for text in [in_block(&way), in_flow(&way)] {
            version += 1;
            let offered = client.offered(URI, version, &format!("{head}{text}"));
            let lacking: Vec<&&str> = list.values.iter().filter(|word| !offered.contains_key(**word)).collect();
            if !lacking.is_empty() {
                missing.push(format!("{text}{}: {lacking:?} of {:?}", list.name, offered.keys()));
            }
            // Each is told with what it means.
            let silent = offered.iter().filter(|(word, name)| name.is_empty() && list.values.contains(&word.as_str()));
            missing.extend(silent.map(|(word, _)| format!("{text}{word} has no words")));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert_eq!(client.end(), Some(0));
}
