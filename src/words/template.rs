//! Templates: text with `{named.places}`. `{{` and `}}` are braces.

use std::borrow::Cow;

/// A parsed template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

/// Bytes that what stands for a name usually takes.
const USUAL_NAME: usize = 48;

/// What is wrong with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateProblem {
    /// A `{` without its `}`, or a `}` without its `{`.
    Unbalanced,
    /// `{}` names nothing.
    EmptyName,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Name(String),
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplatePart<'t> {
    /// Words that stand there as they are.
    Text(&'t str),
    /// The name of what stands there.
    Name(&'t str),
}

impl Template {
    /// Parses text.
    ///
    /// # Errors
    /// Unbalanced braces and empty names.
    pub fn parse(text: &str) -> Result<Self, TemplateProblem> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, brace)) = brace(rest).and_then(|at| rest.split_at_checked(at)) {
            plain.push_str(before);
            if let Some(after) = brace.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = brace.strip_prefix("}}") {
                plain.push('}');
                rest = after;
            } else {
                let inside = brace.strip_prefix('{').ok_or(TemplateProblem::Unbalanced)?;
                let (name, after) = inside.split_once('}').ok_or(TemplateProblem::Unbalanced)?;
                if name.contains('{') {
                    return Err(TemplateProblem::Unbalanced);
                }
                if name.is_empty() {
                    return Err(TemplateProblem::EmptyName);
                }
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(Part::Name(name.to_owned()));
                rest = after;
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Template { parts })
    }

    /// Whether a text has braces, and so is more than itself.
    pub fn has_names(text: &str) -> bool {
        brace(text).is_some()
    }

    /// Its parts in order.
    pub fn parts(&self) -> impl Iterator<Item = TemplatePart<'_>> {
        self.parts.iter().map(|part| match part {
            Part::Text(text) => TemplatePart::Text(text),
            Part::Name(name) => TemplatePart::Name(name),
        })
    }

    /// The names it asks for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text, with each name replaced; a name without a value is left as it stands.
    pub fn fill<'v>(&self, mut value: impl FnMut(&str) -> Option<Cow<'v, str>>) -> String {
        let length = |part: &Part| match part {
            Part::Text(text) => text.len(),
            Part::Name(_) => USUAL_NAME,
        };
        let mut out = String::with_capacity(self.parts.iter().map(length).sum());
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Name(name) => match value(name) {
                    Some(text) => out.push_str(&text),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                },
            }
        }
        out
    }
}

/// The first brace of a text.
fn brace(text: &str) -> Option<usize> {
    text.bytes().position(|byte| matches!(byte, b'{' | b'}'))
}
