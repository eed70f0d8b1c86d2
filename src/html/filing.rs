//! The page of a filing.

use askama::Template;

use super::sheet::HtmlPage;
use crate::diagram;
use crate::session::{Judged, Ready};
use crate::view::{self, Choice, Copies, CouncilAnswers, FindingCause, Overview};
use crate::words::{Lang, Voice};

#[derive(Template)]
#[template(path = "filing.html")]
struct Page {
    sheet: HtmlPage,
    voice: Voice,
    overview: Overview,
    answers: Option<CouncilAnswers>,
    pictures: Vec<Picture>,
    causes: Vec<FindingCause>,
    verdicts: Vec<Choice>,
    copies: Vec<Copies>,
    checklists: Vec<view::Checklist>,
    clauses: Vec<view::Clauses>,
    records: view::Records,
}

/// The picture of a flow, or why there is none.
struct Picture {
    flow: String,
    title: String,
    band: Option<String>,
    svg: Result<String, String>,
}

/// The page of a filing. `ready` is the same filing as `judged`; none where no model could be made of it.
///
/// # Errors
/// Memory for the text runs out.
pub fn filing(judged: &Judged, ready: Option<&Ready>, lang: Lang) -> Result<String, askama::Error> {
    let voice = Voice(lang);
    let shown = view::filing(judged, ready, lang);
    let pictures = shown.pictures.into_iter().enumerate().map(|(at, picture)| Picture {
        flow: picture.flow,
        title: picture.title,
        band: picture.band,
        svg: picture.drawing.map(|drawing| diagram::embedded(&drawing, &format!("flow-{at}"))),
    });
    let page = Page {
        sheet: HtmlPage::new(voice, shown.title),
        voice,
        overview: shown.overview,
        answers: shown.answers,
        pictures: pictures.collect(),
        causes: shown.causes,
        verdicts: shown.verdicts,
        copies: shown.copies,
        checklists: shown.checklists,
        clauses: shown.clauses,
        records: shown.records,
    };
    page.render()
}
