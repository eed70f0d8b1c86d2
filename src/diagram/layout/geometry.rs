//! Rectangles and set text. Lengths are in em, the size of the type; y grows downwards.

use super::super::icons::Icon;

/// A rectangle with horizontal and vertical edges.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge; x grows to the right.
    pub x: f64,
    /// Top edge; y grows downwards.
    pub y: f64,
    /// Width, to the right of `x`.
    pub w: f64,
    /// Height, below `y`.
    pub h: f64,
}

impl Rect {
    /// Makes a rectangle of its left and top edge, width and height.
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Rect { x, y, w, h }
    }

    /// Makes a square of this size around a point.
    pub(crate) fn around(x: f64, y: f64, size: f64) -> Self {
        Rect { x: x - size / 2.0, y: y - size / 2.0, w: size, h: size }
    }

    /// Returns the right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Returns the bottom edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Returns the horizontal middle.
    pub(crate) fn middle(&self) -> f64 {
        self.x + self.w / 2.0
    }

    /// True if the two are nearer to each other than `distance`.
    pub fn hits(&self, other: &Rect, distance: f64) -> bool {
        self.x < other.right() + distance
            && other.x < self.right() + distance
            && self.y < other.bottom() + distance
            && other.y < self.bottom() + distance
    }

    /// True if the other lies inside it, allowing for rounding.
    pub fn holds(&self, other: &Rect) -> bool {
        const HAIR: f64 = 0.02;
        other.x >= self.x - HAIR
            && other.y >= self.y - HAIR
            && other.right() <= self.right() + HAIR
            && other.bottom() <= self.bottom() + HAIR
    }

    /// Returns the rectangle, moved.
    pub(crate) fn shifted(&self, dx: f64, dy: f64) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, ..*self }
    }
}

/// The colour of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// Black on white.
    Plain,
    /// Dark grey, for what is secondary.
    Muted,
    /// White on black, as in a bar.
    Reversed,
    /// White on the colour of changes.
    Change,
}

/// The point of a text that its x refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning of the text.
    Start,
    /// The middle of the text.
    Middle,
    /// The end of the text.
    End,
}

/// A text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Horizontal position of the anchor.
    pub x: f64,
    /// Vertical middle of the line.
    pub y: f64,
    /// Size of the type, relative to that of the page.
    pub size: f64,
    /// The words themselves.
    pub text: String,
    /// The colour of the text.
    pub ink: Ink,
    /// The point of the text that `x` refers to.
    pub anchor: Anchor,
}

/// An icon with its position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sign {
    /// The icon to draw.
    pub icon: Icon,
    /// Left edge of the icon.
    pub x: f64,
    /// Vertical middle of the line it is on.
    pub y: f64,
}

/// Text set in lines, with icons.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// The texts, line by line.
    pub runs: Vec<TextRun>,
    /// The icons between them.
    pub signs: Vec<Sign>,
    /// Width of the widest line.
    pub w: f64,
    /// Height of all lines.
    pub h: f64,
}

impl Block {
    /// Returns the block, moved.
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
    /// Returns the space that the text takes at most.
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
