//! A seeded change: where it is, and what the copy says in its place.

use std::ops::Range;

/// Stands for the call of the run-time switch in the texts of an [`Edit`], until the change has a number.
pub const SWITCH: &str = "\u{1}";

/// What an operator proposes for one place of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Name of the operator, such as `and-or`.
    pub operator: &'static str,
    /// Bytes of the file that the edit encloses.
    pub span: Range<usize>,
    /// Text to put around them.
    pub edit: Edit,
    /// Describes the change to people.
    pub says: String,
}

/// One found change, with its name.
#[derive(Debug, Clone)]
pub struct Change {
    /// `file#function/operator/ordinal`: stays the same while the function keeps its name and what stands before the
    /// place in it.
    pub id: String,
    /// Path below `src`, with slashes.
    pub file: String,
    /// Line of the first byte, counted from 1.
    pub line: usize,
    /// What is changed, and how.
    pub found: Found,
}

/// Text put before and after a place, so that the switch chooses between the change and what was there.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Put before the place.
    pub open: String,
    /// Put after the place.
    pub close: String,
}

impl Edit {
    /// Evaluates `changed` instead of the expression.
    pub fn replace(changed: &str) -> Self {
        Self { open: format!("(if {SWITCH} {{ {changed} }} else {{ "), close: " })".to_owned() }
    }

    /// Skips the statement.
    pub fn skip() -> Self {
        Self { open: format!("if !{SWITCH} {{ "), close: " }".to_owned() }
    }

    /// Returns `value` before the body of a function begins.
    pub fn leave(value: &str) -> Self {
        Self { open: format!(" if {SWITCH} {{ return {value}; }} "), close: String::new() }
    }

    /// Cuts an iterator that is an argument to nothing.
    pub fn cut_short() -> Self {
        let close = format!(").into_iter().take(if {SWITCH} {{ 0 }} else {{ usize::MAX }})");
        Self { open: "(".to_owned(), close }
    }

    /// Evaluates the iterator `changed` instead of one of another type; both are collected, so that the types agree.
    pub fn replace_iterator(changed: &str) -> Self {
        Self {
            open: format!("(if {SWITCH} {{ {changed}.collect::<Vec<_>>() }} else {{ "),
            close: ".collect::<Vec<_>>() }).into_iter()".to_owned(),
        }
    }
}
