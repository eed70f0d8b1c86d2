//! The office's own paper of a filing (付議書): what stands on each page, in words, by the form of a pack.
//!
//! Owns which words are written where and which of them have changed. Leaves fonts and files to the formats. The words are
//! those of the author and of the form, so a paper is in the language of the office whatever the program speaks.

mod cell;
mod choice;
mod cover;
mod difference;
mod entry;
mod flows;
mod index;
mod items;
mod keys;
mod lists;
mod measures;
mod media;
mod numbers;
mod pages;
mod party;
mod plain;
mod sheet;
mod since;
mod source;
mod term;
mod thing;

use crate::policy::{PageKind, PaperForm, PaperForms};
use crate::session::{Judged, Ready};
use crate::source::Document;

use index::PaperIndex;
use pages::Writer;
use source::Source;

pub(crate) use cell::Paragraph;
#[cfg(feature = "raster")]
pub(crate) use choice::missing_characters;
pub(crate) use choice::{paper_form, paper_forms};
pub(crate) use sheet::{ChecklistSheet, PaperSheet, PaperView, SheetBlock, SheetLines, SheetPicture, SheetRow};
pub(crate) use since::Since;

/// A filing that a paper is written of.
pub(crate) struct PaperOf<'f> {
    pub(crate) document: &'f Document,
    pub(crate) judged: &'f Judged,
    pub(crate) ready: &'f Ready,
    /// The form of its paper, and the full texts that it may need.
    pub(crate) form: &'f PaperForm,
    pub(crate) forms: &'f PaperForms,
    /// True if nothing stands in place of what is unstated.
    pub(crate) is_final: bool,
}

/// Writes the pages of a paper that are asked for.
pub(crate) fn paper(of: &PaperOf<'_>, is_asked: impl Fn(PageKind) -> bool) -> PaperView {
    let root = of.document.root();
    let index = PaperIndex::of(root);
    let source = Source { root, index: &index, form: of.form, policy: &of.ready.policy };
    let mut writer = Writer { source, is_final: of.is_final, unstated: 0 };
    let mut view = PaperView::default();
    for page in of.form.pages.iter().filter(|page| is_asked(page.kind)) {
        match page.kind {
            PageKind::Cover | PageKind::Overview => view.sheets.push(writer.sheet(page, source.filing())),
            PageKind::Annex => {
                let own = |part: &&thing::Thing<'_>| part.part.is_some_and(|kind| page.parts.contains(&kind));
                view.sheets.extend(index.parts.iter().filter(own).map(|part| writer.sheet(page, *part)));
            }
            PageKind::Items => view.sheets.extend(writer.item_lists()),
            PageKind::Flow => {
                let (sheets, undrawn) = flows::drawings(source, of.judged, of.ready);
                view.sheets.extend(sheets);
                view.undrawn.extend(undrawn);
            }
            PageKind::Clauses => view.sheets.extend(writer.clauses(of.forms)),
            PageKind::Checklist => view.sheets.extend(writer.checklists(of.forms)),
        }
    }
    view.unstated = writer.unstated;
    view
}

impl PaperView {
    /// Marks what has changed since an older filing in place of what the author marked.
    pub(crate) fn mark_since(&mut self, since: &Since<'_>) {
        since::mark(self, since);
    }

    /// Drops lines that nothing stands in.
    pub(crate) fn without_gaps(mut self) -> Self {
        for sheet in &mut self.sheets {
            sheet.blocks.retain(|block| !matches!(block, SheetBlock::Lines(lines) if lines.paragraphs.is_empty()));
        }
        self
    }
}

/// Returns what is said above marks where no decision is named since which they stand.
pub(crate) fn note_of_marks(form: &PaperForm) -> Option<String> {
    form.sentences.write(crate::policy::SentenceName::ChangedSince, &[])
}
