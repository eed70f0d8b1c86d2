//! Drawings: painted as pixels, as large as the page lets them be.

use super::DocxError;
use super::pages::Pages;
use crate::view::SheetPicture;

/// What stands above a drawing, and air below it, in twentieths of a point.
#[cfg(feature = "raster")]
const ABOVE: u32 = 560;
/// English metric units of Word in a twentieth of a point.
#[cfg(feature = "raster")]
const EMU: u32 = 635;

/// Adds a page of a drawing.
#[cfg(feature = "raster")]
pub(super) fn add(pages: &mut Pages, own: &SheetPicture) -> Result<(), DocxError> {
    use docx_rs::{AlignmentType, Pic, Run};

    use crate::diagram;

    let painted = diagram::printed(&own.drawing, own.page).ok_or(DocxError::Picture)?;
    let (width, height) = pages.inside();
    let (width, height) = fitted(painted.size, (width, height.saturating_sub(ABOVE)));
    let id = pages.picture_id();
    let pic = Pic::new_with_dimensions(painted.png, painted.size.0, painted.size.1).id(id);
    let run = Run::new().add_image(pic.size(width * EMU, height * EMU));
    let paragraph = pages.new_paragraph().add_run(run).align(AlignmentType::Center);
    pages.paragraph(paragraph);
    Ok(())
}

/// A program that paints nothing leaves drawings out; the view names them.
#[cfg(not(feature = "raster"))]
pub(super) fn add(_: &mut Pages, _: &SheetPicture) -> Result<(), DocxError> {
    Ok(())
}

/// Returns the largest size of the same shape that fits.
#[cfg(feature = "raster")]
fn fitted((width, height): (u32, u32), (across, down): (u32, u32)) -> (u32, u32) {
    let scaled = |length: u32, by: u32, of: u32| {
        u32::try_from(u64::from(length) * u64::from(by) / u64::from(of.max(1))).unwrap_or(u32::MAX)
    };
    let by_width = (across, scaled(height, across, width));
    if by_width.1 <= down { by_width } else { (scaled(width, down, height), down) }
}

#[cfg(all(test, feature = "raster"))]
mod tests {
    use super::fitted;

    #[test]
    fn a_picture_keeps_its_shape_and_fits() {
        assert_eq!(fitted((300, 200), (150, 200)), (150, 100));
        assert_eq!(fitted((300, 200), (600, 100)), (150, 100));
        assert_eq!(fitted((0, 0), (150, 200)), (150, 0));
    }
}
