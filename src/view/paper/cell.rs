//! What stands in a cell or a line of a paper while it is written: paragraphs, what they are about, and what is marked.

use std::ops::Range;

use aho_corasick::{AhoCorasickBuilder, MatchKind};

use super::source::StatedValue;
use super::thing::Thing;
use crate::source::{Kind, Node};
use crate::words::clean;

/// A paragraph as runs of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) runs: Vec<PaperRun>,
}

/// A piece of a paragraph, all of it changed or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PaperRun {
    pub(crate) text: String,
    /// True if it has changed since the decision or the filing before.
    pub(crate) changed: bool,
}

/// A key of a thing that a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShownKey {
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    /// The dotted key; empty for all of the thing.
    pub(crate) key: String,
}

/// A cell that is being written.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenCell {
    lines: Vec<String>,
    about: Vec<ShownKey>,
    marks: Vec<String>,
}

impl Paragraph {
    /// Makes a paragraph in which ranges of bytes have changed; they stand in order and do not overlap.
    pub(super) fn new(text: &str, changed: &[Range<usize>]) -> Self {
        let mut runs: Vec<PaperRun> = Vec::new();
        let mut add = |text: Option<&str>, changed: bool| {
            let text = text.filter(|text| !text.is_empty());
            runs.extend(text.map(|text| PaperRun { text: clean(text), changed }));
        };
        let mut begin = 0;
        for range in changed {
            add(text.get(begin..range.start), false);
            add(text.get(range.clone()), true);
            begin = range.end;
        }
        add(text.get(begin..), false);
        Paragraph { runs }
    }

    /// Returns its text.
    pub(crate) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl WrittenCell {
    /// Begins a cell about a value.
    pub(super) fn about(value: StatedValue<'_>) -> Self {
        let mut cell = WrittenCell::default();
        cell.shows(value.of, value.key);
        cell
    }

    /// Tells that it shows a key of a thing; all of it where the key is empty.
    pub(super) fn shows(&mut self, of: Thing<'_>, key: &str) {
        self.about.push(ShownKey { kind: of.kind, id: of.id.to_owned(), key: key.to_owned() });
        // What an author marks at a thing counts wherever the words of the mark stand.
        let words = of.node.get("changed").and_then(words_of);
        self.marks.extend(words.into_iter().flat_map(lines_of).map(str::to_owned));
    }

    /// Adds a text, each of its lines a paragraph.
    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        let lines = text.as_ref().lines().map(str::trim_end).filter(|line| !line.is_empty());
        self.lines.extend(lines.map(str::to_owned));
    }

    /// Marks what was written of a node, where the author marked the node: the words of the mark, else all that was
    /// written.
    pub(super) fn mark(&mut self, node: Node<'_>, written: &str) {
        let Some(mark) = node.get("changed") else { return };
        let words = words_of(mark).filter(|words| lines_of(words).all(|line| written.contains(line)));
        match (words, mark.as_bool()) {
            (_, Some(false)) => {}
            (Some(words), _) => self.marks.extend(lines_of(words).map(str::to_owned)),
            (None, _) => self.marks.extend(written.lines().map(str::to_owned)),
        }
    }

    /// Adds all of another cell.
    pub(super) fn add(&mut self, other: WrittenCell) {
        self.lines.extend(other.lines);
        self.about.extend(other.about);
        self.marks.extend(other.marks);
    }

    /// True if nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns its lines as they stand.
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Puts its only line into a pattern of the form; several stay as they are.
    pub(super) fn into_pattern(mut self, fill: impl Fn(&str) -> String) -> Self {
        if let [line] = self.lines.as_mut_slice() {
            *line = fill(line);
        }
        self
    }

    /// Returns the paragraphs with what is marked in them, and what they are about.
    pub(super) fn finish(self) -> (Vec<Paragraph>, Vec<ShownKey>) {
        let marks = self.marks.iter().map(String::as_str).filter(|mark| !mark.is_empty());
        // All marks are looked for at once, and the longest counts.
        let marks = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(marks).ok();
        let paragraph = |line: &String| {
            let found = marks.iter().flat_map(|marks| marks.find_iter(line.as_str()));
            Paragraph::new(line, &found.map(|found| found.range()).collect::<Vec<_>>())
        };
        (self.lines.iter().map(paragraph).collect(), self.about)
    }
}

/// Returns the words of a mark; `None` for one that only says that there is something.
fn words_of(mark: Node<'_>) -> Option<&str> {
    mark.text().filter(|_| mark.kind() != Kind::Bool)
}

fn lines_of(words: &str) -> impl Iterator<Item = &str> {
    words.lines().map(str::trim)
}
