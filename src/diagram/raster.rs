//! PNG: a page as a grid of dots.

use resvg::tiny_skia::{Pixmap, Transform};

use super::layout::Drawing;
use super::{font, svg};

/// Dots to an inch.
const RESOLUTION: f32 = 200.0;
/// Units of length in an inch, by the rules of SVG.
const UNITS: f32 = 96.0;
/// Maximum number of dots of one picture; more would fill the memory.
const MAX_DOTS: f32 = 64_000_000.0;

/// One page as a PNG, or none where it is too large for one.
pub fn png(drawing: &Drawing, page: usize) -> Option<Vec<u8>> {
    let tree = font::tree(&svg::page(drawing, page))?;
    let scale = RESOLUTION / UNITS;
    let (width, height) = ((tree.size().width() * scale).ceil(), (tree.size().height() * scale).ceil());
    if width * height > MAX_DOTS {
        return None;
    }
    let mut dots = Pixmap::new(width as u32, height as u32)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().ok()
}
