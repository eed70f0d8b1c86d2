//! Pages: each sheet in a section of its own, upright or across.

use docx_rs::{
    Docx, LineSpacing, LineSpacingType, PageMargin, PageOrientationType, PageSize, Paragraph, SectionProperty, Table,
};

use crate::policy::PageKind;

/// Width and height of A4 in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// Margins of pages with text, at the sides and at top and bottom, in twentieths of a point (21 mm and 18 mm).
const MARGIN: (i32, i32) = (1_190, 1_020);
/// Margins of pages with drawings, which have margins of their own, in twentieths of a point (9 mm).
const DRAWING_MARGIN: (i32, i32) = (510, 510);
/// Margins of pages with checklists, of which a side stands on one page, in twentieths of a point (16 mm and 14 mm).
const CHECKLIST_MARGIN: (i32, i32) = (907, 794);

/// How a page lies, and what of it can be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageLayout {
    across: bool,
    margin: (i32, i32),
}

/// What stands on the pages, in order.
#[derive(Default)]
pub(super) struct Pages {
    children: Vec<Child>,
    current: Option<PageLayout>,
    /// How many paragraphs and pictures there are, by which they are told apart.
    paragraphs: usize,
    #[cfg(feature = "raster")]
    pictures: usize,
}

/// A paragraph or a table.
pub(super) enum Child {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl Child {
    /// Adds it to a document.
    pub(super) fn into_document(self, docx: Docx) -> Docx {
        match self {
            Child::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
            Child::Table(table) => docx.add_table(*table),
        }
    }
}

impl PageLayout {
    /// Returns the page for sheets of a kind.
    pub(super) fn of(kind: PageKind) -> Self {
        match kind {
            PageKind::Flow => PageLayout { across: true, margin: DRAWING_MARGIN },
            PageKind::Checklist => PageLayout { across: false, margin: CHECKLIST_MARGIN },
            _ => PageLayout { across: false, margin: MARGIN },
        }
    }

    fn size(self) -> (u32, u32) {
        if self.across { (A4.1, A4.0) } else { A4 }
    }

    /// Returns width and height between the margins, in twentieths of a point.
    pub(super) fn inside(self) -> (u32, u32) {
        let ((width, height), (side, top)) = (self.size(), self.margin);
        let less = |whole: u32, margin: i32| whole.saturating_sub(2 * margin.unsigned_abs());
        (less(width, side), less(height, top))
    }

    fn section(self) -> SectionProperty {
        let ((width, height), (side, top)) = (self.size(), self.margin);
        let size = PageSize::new().size(width, height);
        let size = if self.across { size.orient(PageOrientationType::Landscape) } else { size };
        let margin = PageMargin::new().top(top).bottom(top).left(side).right(side).header(0).footer(0);
        SectionProperty::new().page_size(size).page_margin(margin)
    }
}

impl Pages {
    /// Begins a page; what stood before ends with its own section.
    pub(super) fn begin(&mut self, page: PageLayout) {
        if let Some(before) = self.current.replace(page) {
            let end = self.end().section_property(before.section());
            self.paragraph(end);
        }
    }

    /// Returns what of the current page can be filled, in twentieths of a point.
    pub(super) fn inside(&self) -> (u32, u32) {
        self.current.unwrap_or(PageLayout { across: false, margin: MARGIN }).inside()
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        self.children.push(Child::Paragraph(Box::new(paragraph)));
    }

    /// Adds a table.
    pub(super) fn table(&mut self, table: Table) {
        self.children.push(Child::Table(Box::new(table)));
    }

    /// Begins a paragraph, which is numbered so that the same paper gives the same bytes.
    pub(super) fn new_paragraph(&mut self) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08x}", self.paragraphs))
    }

    /// Returns the name of the next picture.
    #[cfg(feature = "raster")]
    pub(super) fn picture_id(&mut self) -> String {
        self.pictures += 1;
        format!("rIdPicture{}", self.pictures)
    }

    /// A paragraph without height: a section ends in one, and none may end in a table.
    fn end(&mut self) -> Paragraph {
        let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(20).before(0).after(0);
        self.new_paragraph().size(2).line_spacing(spacing)
    }

    /// Returns everything with the section of the last page, which is that of the document.
    pub(super) fn finish(mut self) -> (Vec<Child>, Option<SectionProperty>) {
        let end = self.end();
        self.paragraph(end);
        (self.children, self.current.map(PageLayout::section))
    }
}
