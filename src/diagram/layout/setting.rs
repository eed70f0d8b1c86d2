//! Sets text: lines of words with icons, in blocks that are then placed.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::breaking::{width, wrap};
use super::super::icons::Icon;
use super::super::scene::Detail;
use super::geometry::{Anchor, Block, Ink, Sign, TextRun};

/// Distance from line to line, in em.
pub(super) const LINE: f64 = 1.22;
/// Width of an icon with the space after it, in em.
pub(super) const SIGN: f64 = 1.15;
/// Space between two details on one line, in em.
const BETWEEN: f64 = 0.7;
/// Maximum number of lines of a title, and of one detail.
const MAX_LINES: usize = 10;
/// Maximum number of lines of a block, so that it fits on a page.
const MAX_BLOCK_LINES: usize = 24;

/// Breaks lines, once for each text and width, since a page is tried in many sizes.
#[derive(Default)]
pub(super) struct Setter {
    lines: RefCell<HashMap<(String, u32, usize), Vec<String>>>,
}

impl Setter {
    /// Breaks a text into lines of at most this width in em.
    pub(super) fn lines(&self, text: &str, widest: f64) -> Vec<String> {
        self.few_lines(text, widest, MAX_LINES)
    }

    /// Breaks a text into at most so many lines; what does not fit is cut with an ellipsis.
    pub(super) fn few_lines(&self, text: &str, widest: f64, most: usize) -> Vec<String> {
        // Rounded to quarters of an em, so that nearly equal widths share a result.
        let quarters = (widest.max(1.0) * 4.0).floor();
        // Widths are those of a page: small and not negative.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let key = (text.to_owned(), quarters as u32, most);
        if let Some(known) = self.lines.borrow().get(&key) {
            return known.clone();
        }
        let lines = wrap(text, quarters / 4.0, most);
        self.lines.borrow_mut().insert(key, lines.clone());
        lines
    }

    /// Sets a text in lines of one style.
    pub(super) fn text(&self, text: &str, widest: f64, size: f64, ink: Ink, anchor: Anchor) -> Block {
        let mut block = Block::default();
        for line in self.lines(text, widest / size) {
            block.w = block.w.max(width(&line) * size);
            let y = block.h + LINE * size / 2.0;
            block.runs.push(TextRun { x: 0.0, y, size, text: line, ink, anchor });
            block.h += LINE * size;
        }
        block
    }

    /// Sets the wording of a step and below it its details, several on a line while they fit.
    pub(super) fn act(&self, text: &str, details: &[Detail], widest: f64) -> Block {
        let block = self.text(text, widest, 1.0, Ink::Plain, Anchor::Start);
        self.said(block, 0.0, details, widest)
    }

    /// Like [`Setter::act`], but the details begin beside the wording where there is room.
    pub(super) fn entry(&self, text: &str, details: &[Detail], widest: f64) -> Block {
        let block = self.text(text, widest, 1.0, Ink::Plain, Anchor::Start);
        let x = block.runs.last().map_or(0.0, |run| width(&run.text));
        self.said(block, x, details, widest)
    }

    /// Adds details to a block whose last line ends at `x`; at zero they begin a new line.
    fn said(&self, mut block: Block, mut x: f64, details: &[Detail], widest: f64) -> Block {
        let mut rows = block.runs.len();
        for detail in details {
            let sign = if detail.icon == Icon::None { 0.0 } else { SIGN };
            let whole = sign + width(&detail.text);
            let beside = x > 0.0 && !detail.fresh && x + BETWEEN + whole <= widest;
            let lines = if beside { vec![detail.text.clone()] } else { self.lines(&detail.text, widest - sign) };
            if rows + lines.len() > MAX_BLOCK_LINES {
                break;
            }
            let from = if beside { x + BETWEEN } else { 0.0 };
            if beside {
                block.h -= LINE;
                rows -= 1;
            }
            if sign > 0.0 {
                block.signs.push(Sign { icon: detail.icon, x: from, y: block.h + LINE / 2.0 });
            }
            for line in lines {
                x = from + sign + width(&line);
                block.w = block.w.max(x);
                let (y, ink) = (block.h + LINE / 2.0, Ink::Muted);
                let at = from + sign;
                block.runs.push(TextRun { x: at, y, size: 1.0, text: line, ink, anchor: Anchor::Start });
                block.h += LINE;
                rows += 1;
            }
        }
        block
    }
}
