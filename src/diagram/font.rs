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
    let mut lacking: BTreeSet<char> = text.chars().filter(|c| !c.is_ascii() && !has_no_ink(*c)).collect();
    if let Ok(face) = ttf_parser::Face::parse(FACE, 0) {
        lacking.retain(|c| face.glyph_index(*c).is_none());
    }
    lacking
}

/// Whether a character only says how others look: selectors of variants, of which the face has one each, and joiners.
fn has_no_ink(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}' | '\u{200C}' | '\u{200D}')
}

/// Reads an SVG as it is to be painted: 〓 for what the face lacks, and nothing from outside the text.
pub fn tree(svg: &str) -> Option<Tree> {
    let lacking = missing(svg);
    let inked = svg.chars().filter(|c| !has_no_ink(*c));
    let shown: String = inked.map(|c| if lacking.contains(&c) { GETA } else { c }).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_of_variants_lack_nothing_and_show_nothing() {
        assert_eq!(missing("葛\u{E0100}飾\u{FE00}"), BTreeSet::new());
        assert_eq!(missing("葛\u{1F600}"), BTreeSet::from(['\u{1F600}']));
        let drawn = |text: &str| {
            let svg =
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>{text}</text></svg>");
            format!("{:?}", tree(&svg).expect("an SVG").root().abs_layer_bounding_box())
        };
        assert_eq!(drawn("葛\u{E0100}飾"), drawn("葛飾"));
        assert_ne!(drawn("葛\u{3013}飾"), drawn("葛飾"));
    }
}
