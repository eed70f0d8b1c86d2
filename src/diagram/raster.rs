//! PNG: a page as pixels.

use resvg::tiny_skia::{Pixmap, Transform};

use super::layout::Drawing;
use super::{font, svg};

/// Resolution of pictures by themselves, in pixels per inch.
const RESOLUTION: f32 = 200.0;
/// Resolution of pictures that are printed, in pixels per inch.
const PRINTED: f32 = 300.0;
/// Units of length per inch, as SVG defines them.
const UNITS: f32 = 96.0;
/// Maximum number of pixels of one picture; more would exhaust memory.
const MAX_DOTS: f32 = 64_000_000.0;

/// A page as pixels.
pub struct Painted {
    /// The page as a PNG.
    pub png: Vec<u8>,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// Paints one page as a PNG; `None` if it is too large.
pub fn png(drawing: &Drawing, page: usize) -> Option<Vec<u8>> {
    painted(drawing, page, RESOLUTION).map(|painted| painted.png)
}

/// Paints one page as fine as it is printed; `None` if it is too large.
pub fn printed(drawing: &Drawing, page: usize) -> Option<Painted> {
    painted(drawing, page, PRINTED)
}

fn painted(drawing: &Drawing, page: usize, resolution: f32) -> Option<Painted> {
    let tree = font::tree(&svg::page(drawing, page))?;
    let scale = resolution / UNITS;
    let (width, height) = ((tree.size().width() * scale).ceil(), (tree.size().height() * scale).ceil());
    if width * height > MAX_DOTS {
        return None;
    }
    let mut dots = Pixmap::new(width as u32, height as u32)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    Some(Painted { size: (dots.width(), dots.height()), png: dots.encode_png().ok()? })
}
