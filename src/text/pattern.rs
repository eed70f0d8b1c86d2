//! Patterns of ids: the beginning of one, or a glob.

use globset::{Glob, GlobMatcher};

/// A pattern of ids: with `*`, `?` or `[` a glob, else the beginning of an id.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    glob: Option<GlobMatcher>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Reads a pattern; none where it is no glob though it looks like one.
    pub fn new(text: &str) -> Option<Self> {
        let glob = if text.contains(['*', '?', '[']) { Some(Glob::new(text).ok()?.compile_matcher()) } else { None };
        Some(Pattern { text: text.to_owned(), glob })
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if it has signs that stand for any letters, rather than being a beginning.
    pub fn is_glob(&self) -> bool {
        self.glob.is_some()
    }

    /// Returns true if it fits an id.
    pub fn fits(&self, id: &str) -> bool {
        match &self.glob {
            Some(glob) => glob.is_match(id),
            None => id.starts_with(&self.text),
        }
    }

    /// How closely it names an id that it fits: the id itself most closely, then the longer beginning.
    pub fn closeness(&self, id: &str) -> (bool, usize) {
        (self.text == id, self.text.len())
    }
}
