//! 立入調査票: a page for one part, to be printed and filled in by hand.

use askama::Template;

use super::sheet::HtmlPage;
use crate::audit::{self, AuditTerms};
use crate::view::{self, InspectionView};
use crate::words::{Lang, Voice};

#[derive(Template)]
#[template(path = "inspection.html")]
struct Page {
    sheet: HtmlPage,
    voice: Voice,
    head: Vec<(String, String)>,
    checks: Vec<(String, String)>,
    copies: Vec<[String; 4]>,
    open: Vec<[String; 3]>,
    before: Vec<[String; 3]>,
    found: Vec<[String; 4]>,
}

/// The sheet of a part.
///
/// # Errors
/// Memory for the text runs out.
pub fn inspection(it: &audit::Sheet, terms: AuditTerms, lang: Lang) -> Result<String, askama::Error> {
    let voice = Voice(lang);
    let InspectionView { head, checks, copies, open, before, found } = view::inspection(it, terms, lang);
    let sheet = HtmlPage::new(voice, voice.text("html.inspection-title"));
    Page { sheet, voice, head, checks, copies, open, before, found }.render()
}
