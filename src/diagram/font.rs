//! The font of pictures that embed one: BIZ UDGothic, reduced to the characters of code page 932.
//!
//! No font of the machine is used, so the same filing gives the same picture everywhere.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

const FACE: &[u8] = include_bytes!("../../assets/fonts/BIZUDGothic.ttf");
/// Name of the font, which the style of the pictures names first.
const FAMILY: &str = "BIZ UDGothic";
/// The mark that Japanese printers set for a missing character.
const GETA: char = '〓';

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FACE.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Returns the characters of a text that the font lacks, all but ASCII being considered.
pub fn missing(text: &str) -> BTreeSet<char> {
    let mut lacking: BTreeSet<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    if let Ok(face) = ttf_parser::Face::parse(FACE, 0) {
        lacking.retain(|c| face.glyph_index(*c).is_none());
    }
    lacking
}

/// Parses an SVG for painting: missing characters become 〓, and nothing outside the text is loaded. `None` if it does
/// not parse.
pub fn tree(svg: &str) -> Option<Tree> {
    let lacking = missing(svg);
    let shown: String = svg.chars().map(|c| if lacking.contains(&c) { GETA } else { c }).collect();
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(&shown, &options).ok()
}
