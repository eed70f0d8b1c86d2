//! A page over many filings: what became of each, and the rules that speak most.

use askama::Template;

use super::sheet::HtmlPage;
use crate::session::{Coverage, Judged};
use crate::view::{FilingRow, FolderView, RuleRow};
use crate::words::{Lang, Voice};

/// A page over many filings, made a filing at a time.
pub struct Folder {
    voice: Voice,
    shown: FolderView,
}

#[derive(Template)]
#[template(path = "folder.html")]
struct FolderPage<'f> {
    sheet: HtmlPage,
    voice: Voice,
    rows: &'f [FilingRow],
    rules: Vec<RuleRow>,
    weights: Vec<(&'static str, String, usize)>,
    unreadable: usize,
    left_out: &'f [String],
}

impl Folder {
    /// An empty one.
    pub fn new(lang: Lang, coverage: &Coverage) -> Self {
        Folder { voice: Voice(lang), shown: FolderView::new(lang, coverage) }
    }

    /// Adds a filing, whose own page is at a path relative to this one.
    pub fn add(&mut self, judged: &Judged, link: &str) {
        self.shown.add(judged, link);
    }

    /// The page.
    ///
    /// # Errors
    /// Memory for the text runs out.
    pub fn page(&self) -> Result<String, askama::Error> {
        let page = FolderPage {
            sheet: HtmlPage::new(self.voice, self.voice.text("html.folder-title")),
            voice: self.voice,
            rows: &self.shown.rows,
            rules: self.shown.rules(),
            weights: self.shown.weights(),
            unreadable: self.shown.unreadable(),
            left_out: &self.shown.left_out,
        };
        page.render()
    }
}
