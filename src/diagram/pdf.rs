//! PDF: every page of every flow in one document, with words that can be searched and copied.

use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::layout::Drawing;
use super::{font, svg};
use crate::words::Lang;

/// Points per unit of length of an SVG.
const POINT: f32 = 0.75;

/// Writes every page of the drawings as one document; `None` if one of them cannot be converted.
pub fn pdf(drawings: &[Drawing]) -> Option<Vec<u8>> {
    let mut document = Document::new_with(SerializeSettings::default());
    for drawing in drawings {
        for at in 0..drawing.pages.len() {
            let tree = font::tree(&svg::page(drawing, at))?;
            let size = Size::from_wh(tree.size().width() * POINT, tree.size().height() * POINT)?;
            let mut page = document.start_page_with(PageSettings::new(size));
            let mut surface = page.surface();
            surface.draw_svg(&tree, size, SvgSettings::default())?;
            surface.finish();
            page.finish();
        }
    }
    let titles: Vec<&str> = drawings.iter().map(|drawing| drawing.scene.title.as_str()).collect();
    let lang = drawings.first().map_or(Lang::Ja, |drawing| drawing.scene.lang);
    document.set_metadata(
        Metadata::new()
            .title(titles.join(" / "))
            .description(drawings.iter().map(svg::description).collect::<Vec<_>>().join(" "))
            .language(lang.word().to_owned())
            .creator("sekisho".to_owned()),
    );
    document.finish().ok()
}
