//! Rectangles and set text. Lengths are in em, the size of the type; y grows downwards.

use super::super::icons::Icon;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// From its left and top edge and its size.
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Rect { x, y, w, h }
    }

    /// A square around a point.
    pub(crate) fn around(x: f64, y: f64, size: f64) -> Self {
        Rect { x: x - size / 2.0, y: y - size / 2.0, w: size, h: size }
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Middle, from the left.
    pub(crate) fn middle(&self) -> f64 {
        self.x + self.w / 2.0
    }

    /// Whether two come nearer than a distance.
    pub fn hits(&self, other: &Rect, distance: f64) -> bool {
        self.x < other.right() + distance
            && other.x < self.right() + distance
            && self.y < other.bottom() + distance
            && other.y < self.bottom() + distance
    }

    /// Whether another lies in it, but for a hair.
    pub fn holds(&self, other: &Rect) -> bool {
        const HAIR: f64 = 0.02;
        other.x >= self.x - HAIR
            && other.y >= self.y - HAIR
            && other.right() <= self.right() + HAIR
            && other.bottom() <= self.bottom() + HAIR
    }

    /// The same, moved.
    pub(crate) fn shifted(&self, dx: f64, dy: f64) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, ..*self }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// Black.
    Plain,
    /// Dark grey.
    Muted,
    /// White on black.
    Reversed,
    /// White on the colour of change.
    Change,
}

/// Which point of a text its x is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Where, by its anchor.
    pub x: f64,
    /// Middle of the line.
    pub y: f64,
    /// Size of the type, in em of the page.
    pub size: f64,
    /// The words.
    pub text: String,
    /// How it looks.
    pub ink: Ink,
    /// Which point its x is.
    pub anchor: Anchor,
}

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sign {
    /// Which.
    pub icon: Icon,
    /// Left edge.
    pub x: f64,
    /// Middle of the line.
    pub y: f64,
}

/// Text set in lines, with signs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// Texts.
    pub runs: Vec<TextRun>,
    /// Signs.
    pub signs: Vec<Sign>,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Block {
    /// The same, moved.
    pub(crate) fn shifted(mut self, dx: f64, dy: f64) -> Block {
        for run in &mut self.runs {
            run.x += dx;
            run.y += dy;
        }
        for sign in &mut self.signs {
            sign.x += dx;
            sign.y += dy;
        }
        self
    }
}

impl TextRun {
    /// The space it may take.
    pub fn rect(&self) -> Rect {
        let w = super::super::breaking::width(&self.text) * self.size;
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - w / 2.0,
            Anchor::End => self.x - w,
        };
        Rect::new(x, self.y - self.size / 2.0, w, self.size)
    }
}
