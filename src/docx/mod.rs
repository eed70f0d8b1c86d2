//! The office's paper as a Word document.
//!
//! Owns sizes, fonts and the file; every word comes from the view. Fonts are named and not embedded, so the machine that
//! opens the file has to have them, as an office does. The same paper gives the same bytes.

mod pages;
mod picture;
mod setting;
mod tables;

use std::io::Cursor;

use docx_rs::{Docx, LineSpacing, SectionProperty};

use crate::view::{PaperSheet, PaperView, SheetBlock};
use pages::{PageLayout, Pages};

/// Why a document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// A page of a drawing is too large to be painted.
    #[error("the picture is too large")]
    Picture,
    /// The parts of the file cannot be put together.
    #[error("{0}")]
    Packing(String),
}

/// Writes a paper.
///
/// # Errors
/// A drawing that cannot be painted.
pub(crate) fn document(view: &PaperView) -> Result<Vec<u8>, DocxError> {
    let mut pages = Pages::default();
    for sheet in &view.sheets {
        pages.begin(PageLayout::of(sheet.kind));
        for block in &sheet.blocks {
            add(&mut pages, sheet, block)?;
        }
    }
    let (paragraphs, last) = pages.finish();
    let mut docx = Docx::new()
        .default_fonts(setting::mincho())
        .default_size(setting::SIZE)
        .default_line_spacing(LineSpacing::new().before(0).after(0));
    docx.document.section_property = last.unwrap_or_else(SectionProperty::new);
    for child in paragraphs {
        docx = child.into_document(docx);
    }
    let mut file = Cursor::new(Vec::new());
    docx.pack(&mut file).map_err(|error| DocxError::Packing(error.to_string()))?;
    Ok(file.into_inner())
}

fn add(pages: &mut Pages, sheet: &PaperSheet, block: &SheetBlock) -> Result<(), DocxError> {
    match block {
        SheetBlock::Lines(lines) => setting::lines(pages, sheet.kind, lines),
        SheetBlock::Table(rows) => {
            let table = tables::values(pages, sheet.kind, rows);
            pages.table(table);
        }
        SheetBlock::Checklist(own) => {
            let table = tables::checklist(pages, own);
            pages.table(table);
        }
        SheetBlock::Picture(own) => picture::add(pages, own)?,
    }
    Ok(())
}
