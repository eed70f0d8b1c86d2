//! Where in a tree a place of the text is, and where the cursor is in a text that is being written.

use std::ops::Range;

use super::text::OpenText;
use crate::source::{Document, Kind, Limits, Node, SourceFile};

/// A place in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// Keys and positions from the root to what is pointed at.
    pub(super) way: Vec<String>,
    /// Whether the key is pointed at, rather than its value.
    pub(super) on: On,
    /// What is written there before and after the cursor.
    pub(super) before: String,
    pub(super) after: String,
}

/// What a place points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// A key of a map; it is the last of the way.
    Key,
    /// A value.
    Value,
}

/// Reads a text as a tree.
pub(super) fn parse(text: &str) -> Option<Document> {
    let limits = Limits::default();
    let source = SourceFile::decode(String::new(), text.as_bytes().to_vec(), &limits).ok()?;
    Document::parse(&source, &limits).document
}

/// Returns what stands at a line and column of a tree, both counted from 1; `None` where nothing does.
pub(super) fn found(document: &Document, at: (u32, u32)) -> Option<(Vec<String>, On)> {
    let mut way = Vec::new();
    let mut node = document.root();
    loop {
        let holds =
            |span: crate::source::Span| (span.line, span.column) <= at && at <= (span.end_line, span.end_column);
        match node.kind() {
            Kind::Map => {
                if let Some((key, ..)) = node.entries().find(|(_, span, _)| holds(*span)) {
                    way.push(key.to_owned());
                    return Some((way, On::Key));
                }
                let (key, _, value) = node.entries().find(|(_, _, value)| holds(value.span()))?;
                way.push(key.to_owned());
                node = value;
            }
            Kind::Seq => {
                let (number, item) = node.items().enumerate().find(|(_, item)| holds(item.span()))?;
                way.push(number.to_string());
                node = item;
            }
            _ => return holds(node.span()).then_some((way, On::Value)),
        }
    }
}

/// Returns the node at the end of a way.
pub(super) fn node<'d>(document: &'d Document, way: &[String]) -> Option<Node<'d>> {
    node_of(document.root(), way)
}

/// Returns the node at the end of a way from another.
pub(super) fn node_of<'d>(from: Node<'d>, way: &[String]) -> Option<Node<'d>> {
    way.iter().try_fold(from, |node, token| match node.kind() {
        Kind::Seq => node.items().nth(token.parse().ok()?),
        _ => node.get(token),
    })
}

/// Stands for the cursor in a text that is read as if something were written there: a character for private use.
const CURSOR: char = '\u{F8FF}';

/// True if a text holds the mark of the cursor.
pub(super) fn is_mark(text: &str) -> bool {
    text.contains(CURSOR)
}

/// Finds where the cursor is, in a text that need not be complete: what would be written there is put in its place until the text
/// can be read. What follows is left out where it is broken, and at last all but the lines around the cursor. Returns the tree
/// with the mark of the cursor in it as well.
pub(super) fn cursor(text: &OpenText, offset: usize) -> Option<(Document, Spot)> {
    let whole = text.as_str();
    let (before, after) = (whole.get(..offset)?, whole.get(offset..)?);
    let rest_of_line = after.find(['\n', '\r']).unwrap_or(after.len());
    let (rest, below) = after.split_at(rest_of_line);
    let around = surroundings(before);
    let mut tries: Vec<String> = Vec::new();
    for (before, below) in [(before, below), (before, ""), (around.as_str(), "")] {
        let closing = closing(before);
        tries.push(format!("{before}{CURSOR}{rest}{below}"));
        tries.push(format!("{before}{CURSOR}:{rest}{below}"));
        tries.push(format!("{before}{CURSOR}{closing}{below}"));
        if !closing.is_empty() {
            tries.push(format!("{before}{CURSOR}{rest}{closing}{below}"));
        }
    }
    tries.dedup();
    tries.iter().find_map(|text| {
        let document = parse(text)?;
        let spot = marked(document.root(), &mut Vec::new())?;
        Some((document, spot))
    })
}

/// The lines that a line stands in: those above it that are indented less, each less than the one before.
fn surroundings(before: &str) -> String {
    let mut lines: Vec<&str> = before.split_inclusive('\n').collect();
    let last = if before.ends_with('\n') { "" } else { lines.pop().unwrap_or_default() };
    let width = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut kept = vec![last];
    let (mut indent, mut in_list) = (width(last), last.trim_start().starts_with('-'));
    for line in lines.into_iter().rev() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let is_item = trimmed.starts_with('-');
        let own = width(line);
        if own < indent || own == indent && in_list && !is_item {
            kept.push(line);
            (indent, in_list) = (own, is_item);
        }
    }
    kept.reverse();
    kept.concat()
}

/// The brackets that close what a text leaves open. Only brackets that begin a value count.
fn closing(before: &str) -> String {
    let mut open: Vec<char> = Vec::new();
    let mut last = '\n';
    let mut quote: Option<char> = None;
    for line in before.split_inclusive('\n') {
        if line.trim_start().starts_with('#') {
            continue;
        }
        for c in line.chars() {
            let begins = matches!(last, '\n' | ':' | '-' | ',' | '[' | '{');
            match (quote, c) {
                (Some(mark), _) if c == mark => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if begins => quote = Some(c),
                (None, '{') if begins => open.push('}'),
                (None, '[') if begins => open.push(']'),
                (None, '}' | ']') if open.last() == Some(&c) => drop(open.pop()),
                _ => {}
            }
            if c != ' ' && c != '\r' {
                last = c;
            }
        }
    }
    quote.into_iter().chain(open.into_iter().rev()).collect()
}

/// Finds the mark of the cursor in a tree.
fn marked(node: Node<'_>, way: &mut Vec<String>) -> Option<Spot> {
    let spot = |text: &str, way: &[String], on| {
        let (before, after) = text.split_once(CURSOR)?;
        Some(Spot { way: way.to_vec(), on, before: before.to_owned(), after: after.to_owned() })
    };
    match node.kind() {
        Kind::Map => {
            for (key, _, value) in node.entries() {
                way.push(key.to_owned());
                let found = spot(key, way, On::Key).or_else(|| marked(value, way));
                if found.is_some() {
                    return found;
                }
                way.pop();
            }
            None
        }
        Kind::Seq => {
            for (number, item) in node.items().enumerate() {
                way.push(number.to_string());
                let found = marked(item, way);
                if found.is_some() {
                    return found;
                }
                way.pop();
            }
            None
        }
        _ => spot(node.text()?, way, On::Value),
    }
}

impl Spot {
    /// The bytes of the text that what is chosen takes the place of.
    pub(super) fn word(&self, text: &OpenText, offset: usize) -> Range<usize> {
        let (before, after) = text.as_str().split_at_checked(offset).unwrap_or((text.as_str(), ""));
        let start = if before.ends_with(&self.before) { offset - self.before.len() } else { offset };
        let end = if after.starts_with(&self.after) { offset + self.after.len() } else { offset };
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The way to the cursor `|` of a text, with `:` behind it for a key.
    fn way(text: &str) -> Option<String> {
        let offset = text.find('|').unwrap();
        let text = OpenText::new(text.replace('|', ""));
        let (_, mut spot) = cursor(&text, offset)?;
        if spot.on == On::Key {
            spot.way.pop();
        }
        let mark = if spot.on == On::Key { ":" } else { "" };
        Some(format!("{}{mark}", spot.way.join("/")))
    }

    #[test]
    fn the_cursor_is_found_in_a_text_that_is_not_finished() {
        for (text, expected) in [
            ("a: |", "a"),
            ("a: x\n|", ":"),
            ("a: x\nb|\nc: y", ":"),
            ("a:\n  - b: |\n    c: 1", "a/0/b"),
            ("a:\n  - b: 1\n    |\nz: 2", "a/0:"),
            ("a:\n  - { b: 1, c: | }", "a/0/c"),
            ("a:\n  - { b: 1, | }\nz: 1", "a/0:"),
            ("a:\n  - { b: 1, c: { d: |\nz: 1", "a/0/c/d"),
            ("a:\n  - { b: 1, c: [x, |\nz: 1", "a/0/c/1"),
            ("a:\n  - |", "a/0"),
            ("a:\n- b: 1\n- c: |\n", "a/1/c"),
            ("x: {{{\na:\n  b:\n    c: |", "a/b/c"),
            ("a: \"|", "a"),
        ] {
            assert_eq!(way(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(way("a: 1 # |"), None);
    }
}
