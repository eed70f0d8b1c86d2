//! The walk over the format and a document side by side: what does not fit is a problem at its place, with what would
//! fit there.

use super::format::{FILING, STEP};
use super::problem::{Choices, InputProblem, Problem};
use super::values::{escape, one_or_many};
use crate::calendar::{DateProblem, When, iso};
use crate::source::{Document, Kind, Node, Span};
use crate::text;
use crate::vocabulary::actions::{PLACE_KEYS, actions_with};
use crate::vocabulary::enumerations::{Action, Enumerated, Enumeration};
use crate::vocabulary::pack_words::PackWords;
use crate::vocabulary::shape::{MapShape, Shape};
use crate::vocabulary::words;

/// The keys that every annotated map may have besides its own.
pub(super) const ANNOTATIONS: [&str; 3] = ["changed", "inferred", "see"];

/// Returns everything in a document that does not fit the format with the words of a pack, in the order of the file.
pub fn check(document: &Document, words: &PackWords) -> Vec<InputProblem> {
    let mut walk = Walk { words, way: Vec::new(), problems: Vec::new() };
    walk.map(&FILING, document.root());
    walk.problems
}

struct Walk<'d> {
    words: &'d PackWords,
    /// The tokens from the root to the current value, of which a pointer is made when something is reported.
    way: Vec<Token<'d>>,
    problems: Vec<InputProblem>,
}

/// One token of a JSON Pointer.
enum Token<'d> {
    Key(&'d str),
    Item(usize),
}

impl<'d> Walk<'d> {
    fn map(&mut self, shape: &'static MapShape, node: Node<'d>) {
        if node.kind() != Kind::Map {
            return self.report(node, Problem::wrong_type(vec!["object"]));
        }
        for (name, span, value) in node.entries() {
            let row = shape.key(name);
            self.way.push(Token::Key(name));
            match (row, name) {
                (Some(row), _) => self.value(&row.shape, value),
                (None, "changed") if shape.annotated => self.mark(value),
                (None, "inferred") if shape.annotated => self.texts(value, vec!["array"]),
                (None, "see") if shape.annotated => self.reference(value),
                (None, _) => self.unknown_key(shape, node, name, span),
            }
            self.way.pop();
        }
        if !shape.annotated || node.get("see").is_none() {
            for row in shape.keys.iter().filter(|row| row.required && node.get(row.name).is_none()) {
                self.report(node, Problem::MissingKey { key: row.name.to_owned() });
            }
        }
        if std::ptr::eq(shape, &STEP) {
            self.place_keys(node);
        }
    }

    /// Checks a value, or `{ see: … }` in its place.
    fn value(&mut self, shape: &'static Shape, node: Node<'d>) {
        match (node.kind(), shape) {
            (_, Shape::Map(inside)) => self.map(inside, node),
            (Kind::Map, Shape::Dict(inside)) => {
                for (key, _, value) in node.entries() {
                    self.below(Token::Key(key), inside, value);
                }
            }
            (_, Shape::Either(shapes)) => match shapes.iter().find(|shape| takes(shape, node.kind())) {
                Some(shape) => self.value(shape, node),
                None if node.kind() == Kind::Map => self.elsewhere(shape, node),
                None => self.report(node, wrong_type(shape, node)),
            },
            (Kind::Map, _) => self.elsewhere(shape, node),
            _ => self.plain(shape, node),
        }
    }

    /// Checks a value that is no map.
    fn plain(&mut self, shape: &'static Shape, node: Node<'d>) {
        match (shape, node.kind()) {
            // Most values are text, which may be any.
            (Shape::Text, Kind::Str) | (Shape::Flag, Kind::Bool) => {}
            (Shape::List(inside) | Shape::OneOrMany(inside), Kind::Seq) => {
                if node.is_empty() && matches!(shape, Shape::OneOrMany(_)) {
                    self.report(node, Problem::bad_form("list", ""));
                }
                for (at, item) in node.items().enumerate() {
                    self.below(Token::Item(at), inside, item);
                }
            }
            (Shape::OneOrMany(inside), kind) if takes(inside, kind) => self.plain(inside, node),
            _ if !takes(shape, node.kind()) => self.report(node, wrong_type(shape, node)),
            _ => {
                if let Some(problem) = self.wrong(shape, node) {
                    self.report(node, problem);
                }
            }
        }
    }

    /// Returns what is wrong with a scalar of the right type.
    fn wrong(&self, shape: &'static Shape, node: Node<'d>) -> Option<Problem> {
        let text = node.text().unwrap_or_default();
        let form = |fits: bool, expected, word: &str| (!fits).then(|| Problem::bad_form(expected, word));
        match shape {
            Shape::Number => form(node.as_int().is_some_and(|number| number >= 0), "number", ""),
            Shape::Id | Shape::Of(_) => form(node.kind() == Kind::Int || is_id(text), "id", ""),
            Shape::Path => form(is_plain_path(text), "path", ""),
            Shape::Digits => {
                let meant = text::fold(text).replace(['-', ' '], "");
                let expected = if is_thirteen_digits(&meant) { "digits-meant" } else { "digits" };
                form(is_thirteen_digits(text), expected, &meant)
            }
            Shape::Fixed(word) => form(text == *word, "fixed", word),
            Shape::Word(list) => {
                let unknown = words::lookup(list, text).is_none();
                unknown.then(|| Problem::unknown_value(list, text, self.problems.len()))
            }
            // What is nearly a word of the list is a slip rather than a word of one's own.
            Shape::Open(list) => {
                let slip = words::lookup(list, text)
                    .is_none()
                    .then(|| Problem::unknown_value(list, text, self.problems.len()));
                slip.filter(|slip| matches!(slip, Problem::UnknownValue { suggestion: Some(_), .. }))
            }
            Shape::OfPack(list) => {
                let unknown = self.words.read(*list, text).is_none();
                unknown.then(|| Problem::undeclared(self.words, *list, text, self.problems.len()))
            }
            Shape::Day => wrong_day(text),
            _ => None,
        }
    }

    fn below(&mut self, token: Token<'d>, shape: &'static Shape, node: Node<'d>) {
        self.way.push(token);
        self.value(shape, node);
        self.way.pop();
    }

    /// Checks `{ see: … }`, the only map that may stand in place of a value that is not a map.
    fn elsewhere(&mut self, shape: &'static Shape, node: Node<'d>) {
        if node.get("see").is_none() {
            return self.report(node, wrong_type(shape, node));
        }
        for (key, span, value) in node.entries() {
            self.way.push(Token::Key(key));
            match key {
                "see" => self.reference(value),
                _ => {
                    let keys = Choices::of(["see"]);
                    let problem = Problem::UnknownKey { key: key.to_owned(), suggestion: None, keys };
                    self.report_at(span, problem);
                }
            }
            self.way.pop();
        }
    }

    fn mark(&mut self, node: Node<'d>) {
        if !matches!(node.kind(), Kind::Bool | Kind::Str) {
            self.report(node, Problem::wrong_type(vec!["boolean", "string"]));
        }
    }

    fn reference(&mut self, node: Node<'d>) {
        if node.kind() != Kind::Str {
            self.texts(node, vec!["string", "array"]);
        }
    }

    fn texts(&mut self, node: Node<'d>, expected: Vec<&'static str>) {
        if node.kind() != Kind::Seq {
            return self.report(node, Problem::wrong_type(expected));
        }
        for (at, item) in node.items().enumerate() {
            self.way.push(Token::Item(at));
            if item.kind() != Kind::Str {
                self.report(item, Problem::wrong_type(vec!["string"]));
            }
            self.way.pop();
        }
    }

    /// Checks that each key of a step that names a place is allowed by one of its actions.
    fn place_keys(&mut self, step: Node<'d>) {
        let Some(action) = step.get("action") else { return };
        let position = |node: Node<'_>| words::lookup(Action::TABLE, node.as_str()?).and_then(Action::from_position);
        let actions: Vec<Option<Action>> = one_or_many(action).map(position).collect();
        // A word that is no action at all is reported once, at the action itself; so is a list without any.
        if actions.is_empty() || actions.contains(&None) {
            return;
        }
        for (key, span, _) in step.entries().filter(|(key, ..)| PLACE_KEYS.contains(key)) {
            if !actions.iter().flatten().any(|action| action.allows(key)) {
                let actions = Choices::of(actions_with(key).map(Enumerated::word));
                self.way.push(Token::Key(key));
                self.report_at(span, Problem::KeyNotForAction { key: key.to_owned(), actions });
                self.way.pop();
            }
        }
    }

    fn unknown_key(&mut self, shape: &'static MapShape, map: Node<'_>, key: &str, span: Span) {
        let annotations = if shape.annotated { &ANNOTATIONS[..] } else { &[] };
        let known = shape.keys.iter().map(|row| row.name).chain(annotations.iter().copied());
        let (near, keys) = Choices::near(known.collect(), key, self.problems.len());
        let suggestion = number_in_pieces(map, key).or(near);
        self.report_at(span, Problem::UnknownKey { key: key.to_owned(), suggestion, keys });
    }

    /// Reports a problem at the place of a value.
    fn report(&mut self, node: Node<'_>, problem: Problem) {
        self.report_at(node.pointed_at(), problem);
    }

    fn report_at(&mut self, span: Span, problem: Problem) {
        let mut pointer = String::new();
        for token in &self.way {
            pointer.push('/');
            match token {
                Token::Key(key) => pointer.push_str(&escape(key)),
                Token::Item(at) => pointer.push_str(&at.to_string()),
            }
        }
        self.problems.push(InputProblem { problem, pointer, span });
    }
}

/// True if values of this kind can fit the shape.
fn takes(shape: &Shape, kind: Kind) -> bool {
    match shape {
        Shape::Text | Shape::Path | Shape::Day | Shape::Digits | Shape::Fixed(_) => kind == Kind::Str,
        Shape::Word(_) | Shape::Open(_) | Shape::OfPack(_) => kind == Kind::Str,
        Shape::Flag => kind == Kind::Bool,
        Shape::Number => kind == Kind::Int,
        Shape::Id | Shape::Of(_) => matches!(kind, Kind::Str | Kind::Int),
        Shape::List(_) => kind == Kind::Seq,
        Shape::OneOrMany(inside) => kind == Kind::Seq || takes(inside, kind),
        Shape::Dict(_) | Shape::Map(_) => kind == Kind::Map,
        Shape::Either(shapes) => shapes.iter().any(|shape| takes(shape, kind)),
    }
}

fn wrong_type(shape: &'static Shape, node: Node<'_>) -> Problem {
    let mut expected = Vec::new();
    types(shape, &mut expected);
    let text = node.text().unwrap_or_default();
    if expected.contains(&"integer")
        && !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text::number(text).is_none()
    {
        return Problem::bad_form("number-limit", "");
    }
    let flag = || text::flag(text).map(|flag| flag.to_string()).filter(|_| expected.contains(&"boolean"));
    let number = || text::meant_number(text).map(|number| number.to_string()).filter(|_| expected.contains(&"integer"));
    let suggestion = flag().or_else(number);
    let words = list_of(shape).map(|list| (list.name, Choices::of(list.values.iter().copied())));
    Problem::WrongType { expected, suggestion, words }
}

/// The number of which a key is a piece: in `{ count: 1,200 }` the comma ends the value, and `200` is a key of its own.
fn number_in_pieces(map: Node<'_>, key: &str) -> Option<String> {
    let is_piece = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_begin = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut begun: Option<(&str, String)> = None;
    let mut holds_key = false;
    for (name, _, value) in map.entries() {
        match &mut begun {
            Some((_, digits)) if is_piece(name) && value.is_null() => {
                digits.push_str(name);
                holds_key |= name == key;
            }
            _ if holds_key => break,
            _ => begun = value.text().filter(|text| is_begin(text)).map(|text| (name, text.to_owned())),
        }
    }
    begun.filter(|_| holds_key).map(|(name, digits)| format!("{name}: {digits}"))
}

fn is_thirteen_digits(text: &str) -> bool {
    text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The types that a shape has values of, as the messages name them.
fn types(shape: &Shape, all: &mut Vec<&'static str>) {
    let mut add = |name| {
        if !all.contains(&name) {
            all.push(name);
        }
    };
    match shape {
        Shape::Text | Shape::Path | Shape::Day | Shape::Digits => add("string"),
        Shape::Word(_) | Shape::Open(_) | Shape::OfPack(_) | Shape::Fixed(_) | Shape::Id | Shape::Of(_) => {
            add("string")
        }
        Shape::Flag => add("boolean"),
        Shape::Number => add("integer"),
        Shape::List(_) => add("array"),
        Shape::OneOrMany(inside) => {
            types(inside, all);
            types(&Shape::List(inside), all);
        }
        Shape::Dict(_) | Shape::Map(_) => add("object"),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| types(shape, all)),
    }
}

/// Returns the closed list from which a shape takes its words.
fn list_of(shape: &Shape) -> Option<&'static Enumeration> {
    match shape {
        Shape::Word(list) | Shape::Open(list) => Some(list),
        Shape::List(inside) | Shape::OneOrMany(inside) => list_of(inside),
        Shape::Either(shapes) => shapes.iter().find_map(list_of),
        _ => None,
    }
}

/// Returns what is wrong with a date. A date outside its era is understood all the same, and noted.
fn wrong_day(text: &str) -> Option<Problem> {
    let value = || text.to_owned();
    match When::parse(text) {
        Err(_) if When::parse_without_year(text).is_ok() => None,
        Err(problem) => Some(Problem::BadDate { value: value(), reason: DateProblem::word(problem) }),
        Ok(when) => when.note.map(|note| Problem::AlienEra { value: value(), date: iso(when.first), note }),
    }
}

/// True if the text is letters and digits of any script, with `_`, `.` and `-` after the first.
pub fn is_id(text: &str) -> bool {
    // What most ids are made of needs no table.
    let common = |c| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿');
    let letter = |c: char| common(c) || c.is_alphanumeric();
    text.starts_with(letter) && text.chars().all(|c| matches!(c, '_' | '.' | '-') || letter(c))
}

/// True if the text looks like a relative path of a YAML file. Where it leads is not checked here.
fn is_plain_path(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('/') && !text.contains('\\') && !text.contains(':') && text.ends_with(".yaml")
}
