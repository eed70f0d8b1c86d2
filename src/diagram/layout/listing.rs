//! Findings in words, on separate pages after the picture, so that the picture stays unchanged.

use super::geometry::{Anchor, Ink, Rect, TextRun};
use super::setting::{LINE, Setter};
use super::{Drawing, DrawnPage, MARGIN, PAPER, Paper, PlacedMark};
use crate::words::say;

/// Left edge of the words of a remark, in em.
const INDENT: f64 = 3.6;

/// Adds the pages; none if there are no findings to list.
pub(super) fn list(drawing: &mut Drawing, paper: Paper) {
    let scene = &drawing.scene;
    if scene.remarks.is_empty() && scene.elsewhere == 0 {
        return;
    }
    let (w, h) = (PAPER.0 / drawing.unit, PAPER.1 / drawing.unit);
    let margin = MARGIN / drawing.unit;
    let setter = Setter::default();
    let heading = say(scene.lang, "diagram.remarks", &[("title", &scene.title)]);
    let limit = if paper == Paper::A4 { h - margin } else { f64::INFINITY };
    let mut writer = Writer { setter: &setter, heading, margin, w, limit, h, y: 0.0, pages: Vec::new() };
    writer.turn();
    if let Some((number, steps)) = &scene.path {
        let steps = crate::words::join(scene.lang, steps);
        let text = say(scene.lang, "diagram.way-key", &[("number", &number.to_string()), ("steps", &steps)]);
        writer.text(0.0, &text, Ink::Plain);
    }
    if !scene.remarks.is_empty() {
        writer.text(0.0, &say(scene.lang, "diagram.mark-key", &[]), Ink::Plain);
        writer.y += 0.3;
    }
    for remark in &scene.remarks {
        writer.need(3.0 * LINE);
        let number = remark.number;
        if let Some(page) = writer.pages.last_mut() {
            let rect = Rect::new(margin, writer.y + 0.14, 2.8, 1.0);
            page.marks.push(PlacedMark { number, rect });
        }
        writer.text(INDENT, &remark.about, Ink::Plain);
        for (head, sentence) in &remark.lines {
            writer.text(INDENT, head, Ink::Plain);
            writer.text(INDENT + 1.0, sentence, Ink::Muted);
        }
        writer.y += 0.5;
    }
    if scene.elsewhere > 0 {
        let text = say(scene.lang, "diagram.remarks-elsewhere", &[("count", &scene.elsewhere.to_string())]);
        writer.text(0.0, &text, Ink::Muted);
    }
    if paper == Paper::Trim {
        let end = writer.y + margin;
        if let Some(page) = writer.pages.last_mut() {
            page.paper.h = end;
        }
    }
    let pages = writer.pages;
    drawing.pages.extend(pages);
}

struct Writer<'s> {
    setter: &'s Setter,
    heading: String,
    margin: f64,
    w: f64,
    limit: f64,
    h: f64,
    y: f64,
    pages: Vec<DrawnPage>,
}

impl Writer<'_> {
    fn turn(&mut self) {
        self.pages.push(DrawnPage { paper: Rect::new(0.0, 0.0, self.w, self.h), ..DrawnPage::default() });
        self.y = self.margin;
        let heading = std::mem::take(&mut self.heading);
        self.sized(0.0, &heading, Ink::Plain, 1.45);
        self.heading = heading;
        self.y += 0.5;
    }

    fn need(&mut self, height: f64) {
        if self.y + height > self.limit {
            self.turn();
        }
    }

    fn text(&mut self, indent: f64, text: &str, ink: Ink) {
        self.sized(indent, text, ink, 1.0);
    }

    fn sized(&mut self, indent: f64, text: &str, ink: Ink, size: f64) {
        for line in self.setter.lines(text, (self.w - 2.0 * self.margin - indent) / size) {
            if size == 1.0 && self.y + LINE > self.limit {
                self.turn();
            }
            let y = self.y + LINE * size / 2.0;
            if let Some(page) = self.pages.last_mut() {
                let x = self.margin + indent;
                page.texts.push(TextRun { x, y, size, text: line, ink, anchor: Anchor::Start });
            }
            self.y += LINE * size;
        }
    }
}
