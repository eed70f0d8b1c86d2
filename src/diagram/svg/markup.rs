//! Writes markup: elements with attributes and text, all escaped here.

use std::fmt::Write as _;

use crate::text;

/// Markup that is being written. Lengths are given in em and written in units of the picture.
pub(super) struct Markup {
    out: String,
    unit: f64,
    open: Vec<&'static str>,
}

/// The value of an attribute.
pub(super) enum AttributeValue<'v> {
    /// A length in em, converted to units.
    Length(f64),
    /// A number that is written as given.
    Number(f64),
    /// A text, escaped.
    Text(&'v str),
    /// A path; see [`Markup::path`].
    Path(&'v [Stroke]),
}

/// One stroke of a path; positions are in em.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stroke {
    Move(f64, f64),
    To(f64, f64),
    Close,
}

impl Markup {
    pub(super) fn new(unit: f64) -> Self {
        Markup { out: String::new(), unit, open: Vec::new() }
    }

    /// Sets the number of units per em.
    pub(super) fn set_unit(&mut self, unit: f64) {
        self.unit = unit;
    }

    /// Returns a transformation to a position, with a scale; all in em.
    pub(super) fn placed(&self, x: f64, y: f64, scale: f64) -> String {
        format!("translate({:.1} {:.1}) scale({:.3})", x * self.unit, y * self.unit, scale * self.unit)
    }

    /// Writes an element without content.
    pub(super) fn element(&mut self, name: &'static str, attributes: &[(&str, AttributeValue<'_>)]) {
        self.start(name, attributes);
        self.out.push_str("/>");
    }

    /// Writes an element with text.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[(&str, AttributeValue<'_>)], text: &str) {
        self.start(name, attributes);
        self.out.push('>');
        self.out.push_str(&text::xml(text));
        let _ = write!(self.out, "</{name}>");
    }

    /// Opens an element that [`Markup::close`] closes.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, AttributeValue<'_>)]) {
        self.start(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = write!(self.out, "</{name}>");
            if name == "g" {
                self.out.push('\n');
            }
        }
    }

    /// Writes the style sheet, which is the program's own text and contains nothing of a filing.
    pub(super) fn style(&mut self, sheet: &'static str) {
        let _ = writeln!(self.out, "<style>{sheet}</style>");
    }

    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.push('\n');
        self.out
    }

    fn start(&mut self, name: &'static str, attributes: &[(&str, AttributeValue<'_>)]) {
        let _ = write!(self.out, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.out, " {key}=\"");
            match value {
                AttributeValue::Length(length) => self.number(length * self.unit),
                AttributeValue::Number(number) => self.number(*number),
                AttributeValue::Text(text) => self.out.push_str(&text::xml(text)),
                AttributeValue::Path(strokes) => self.path(strokes),
            }
            self.out.push('"');
        }
    }

    fn path(&mut self, strokes: &[Stroke]) {
        for stroke in strokes {
            match stroke {
                Stroke::Move(x, y) | Stroke::To(x, y) => {
                    self.out.push(if matches!(stroke, Stroke::Move(..)) { 'M' } else { 'L' });
                    self.number(x * self.unit);
                    self.out.push(' ');
                    self.number(y * self.unit);
                }
                Stroke::Close => self.out.push('Z'),
            }
        }
    }

    /// Writes a number with one decimal, a hundredth of a millimetre, or none where it is zero.
    fn number(&mut self, number: f64) {
        let text = format!("{number:.1}");
        let text = text.strip_suffix(".0").unwrap_or(&text);
        self.out.push_str(if text == "-0" { "0" } else { text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        let mut markup = Markup::new(10.0);
        markup.open("g", &[("data-x", AttributeValue::Text("\"><script>&'"))]);
        markup.text("text", &[("x", AttributeValue::Length(0.05))], "</text>\u{1}");
        assert_eq!(
            markup.finish(),
            "<g data-x=\"&quot;&gt;&lt;script&gt;&amp;&#39;\"><text x=\"0.5\">&lt;/text&gt;\u{FFFD}</text></g>\n\n"
        );
    }
}
