//! Templates: text with `{named.places}`. `{{` and `}}` are braces.

/// A parsed template.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

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

impl Template {
    /// Parses text.
    ///
    /// # Errors
    /// Unbalanced braces and empty names.
    pub fn parse(text: &str) -> Result<Self, TemplateProblem> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '{' if chars.peek() == Some(&'{') => {
                    chars.next();
                    plain.push('{');
                }
                '}' if chars.peek() == Some(&'}') => {
                    chars.next();
                    plain.push('}');
                }
                '}' => return Err(TemplateProblem::Unbalanced),
                '{' => {
                    let mut name = String::new();
                    loop {
                        match chars.next() {
                            None | Some('{') => return Err(TemplateProblem::Unbalanced),
                            Some('}') => break,
                            Some(c) => name.push(c),
                        }
                    }
                    if name.is_empty() {
                        return Err(TemplateProblem::EmptyName);
                    }
                    if !plain.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut plain)));
                    }
                    parts.push(Part::Name(name));
                }
                c => plain.push(c),
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Template { parts })
    }

    /// The names it asks for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text, with each name replaced; a name without a value is left as it stands.
    pub fn fill(&self, mut value: impl FnMut(&str) -> Option<String>) -> String {
        let mut out = String::new();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_and_braces_escaped() {
        let template = Template::parse("手順{step.id}：{{{medium}}}");
        let filled = template.map(|template| template.fill(|name| (name == "step.id").then(|| "2".to_owned())));
        assert_eq!(filled.as_deref(), Ok("手順2：{{medium}}"));
        assert_eq!(Template::parse("a { b"), Err(TemplateProblem::Unbalanced));
        assert_eq!(Template::parse("a } b"), Err(TemplateProblem::Unbalanced));
        assert_eq!(Template::parse("{}"), Err(TemplateProblem::EmptyName));
    }
}
