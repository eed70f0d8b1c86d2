//! The sheets of a paper as a format lays them out.

use super::cell::{Paragraph, ShownKey};
use crate::diagram::Drawing;
use crate::policy::{LinePlace, PageKind};

/// The paper of a filing.
#[derive(Debug, Default)]
pub(crate) struct PaperView {
    /// Its sheets in order; each begins on a page of its own.
    pub(crate) sheets: Vec<PaperSheet>,
    /// How many places stand open because the filing says nothing of them.
    pub(crate) unstated: usize,
    /// Flows that could not be drawn, by their titles.
    pub(crate) undrawn: Vec<String>,
}

/// A sheet of the paper.
#[derive(Debug)]
pub(crate) struct PaperSheet {
    pub(crate) kind: PageKind,
    /// What tells it from others of its kind: a part, a side, a flow.
    pub(crate) of: String,
    pub(crate) blocks: Vec<SheetBlock>,
}

/// What stands on a sheet.
#[derive(Debug)]
pub(crate) enum SheetBlock {
    Lines(SheetLines),
    Table(Vec<SheetRow>),
    Checklist(ChecklistSheet),
    Picture(Box<SheetPicture>),
}

/// Lines outside the tables.
#[derive(Debug)]
pub(crate) struct SheetLines {
    pub(crate) place: LinePlace,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) about: Vec<ShownKey>,
    /// True if it tells what marks mean.
    pub(crate) is_note: bool,
}

/// A row of a table: a label and what stands beside it.
#[derive(Debug)]
pub(crate) struct SheetRow {
    pub(crate) label: String,
    /// True if the label is written from top to bottom.
    pub(crate) upright: bool,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) about: Vec<ShownKey>,
}

/// One side of a checklist.
#[derive(Debug)]
pub(crate) struct ChecklistSheet {
    /// Heading of the marks, in lines.
    pub(crate) marks: Vec<String>,
    /// Heading of the rows.
    pub(crate) measures: String,
    pub(crate) sections: Vec<ChecklistSection>,
}

/// Rows of a checklist beside one heading.
#[derive(Debug)]
pub(crate) struct ChecklistSection {
    pub(crate) heading: Vec<String>,
    pub(crate) rows: Vec<AnsweredRow>,
}

/// A row of a checklist.
#[derive(Debug)]
pub(crate) struct AnsweredRow {
    pub(crate) mark: Paragraph,
    pub(crate) text: Paragraph,
}

/// One page of a drawing.
#[derive(Debug)]
pub(crate) struct SheetPicture {
    pub(crate) drawing: Drawing,
    pub(crate) page: usize,
}
