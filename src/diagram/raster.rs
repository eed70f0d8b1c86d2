//! PNG: a page as pixels.

use resvg::tiny_skia::{Pixmap, Transform};

use super::layout::Drawing;
use super::{font, svg};

/// Resolution in pixels per inch.
const RESOLUTION: f32 = 200.0;
/// Units of length per inch, as SVG defines them.
const UNITS: f32 = 96.0;
/// Maximum number of pixels of one picture; more would exhaust memory.
const MAX_DOTS: f32 = 64_000_000.0;

/// Paints one page as a PNG; `None` if it is too large.
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
