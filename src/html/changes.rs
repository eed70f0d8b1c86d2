//! A page over what changed between two versions of a filing.

use askama::Template;

use super::sheet::HtmlPage;
use crate::compare::ChangeWording;
use crate::view::{self, ChangeGroup};
use crate::words::{Voice, clean};

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage {
    sheet: HtmlPage,
    voice: Voice,
    files: String,
    groups: Vec<ChangeGroup>,
    marks: Vec<String>,
}

/// The page of changes.
///
/// # Errors
/// Memory for the text runs out.
pub fn changes(wording: ChangeWording<'_>) -> Result<String, askama::Error> {
    let voice = Voice(wording.lang);
    let page = ChangesPage {
        sheet: HtmlPage::new(voice, wording.summary()),
        voice,
        files: clean(&wording.files()),
        groups: view::changes(wording),
        marks: wording.marks().iter().map(|mark| clean(mark)).collect(),
    };
    page.render()
}
