//! A filing as one page that stands by itself: overview, picture, findings, custody, checklist, clauses; and a page over
//! many filings, and one over what changed between two versions.
//!
//! Owns what the pages say of what was judged, and their looks. Everything of a page is in it; nothing is loaded from
//! elsewhere, and texts of a filing stay texts. Leaves judging to the check, pictures to the diagram, and files to the
//! command line.

mod audit;
mod changes;
mod checklist;
mod clauses;
mod custody;
mod findings;
mod folder;
mod inspection;
mod overview;
mod owed;
mod sheet;
mod voice;

use askama::Template;

use crate::diagram::{self, LayoutError};
use crate::session::{Judged, Ready};
use crate::words::Lang;

pub use audit::AuditPage;
pub use changes::changes;
pub use folder::Folder;
pub use inspection::inspection;
use sheet::Sheet;
use voice::Voice;

/// The page of a filing. `ready` is the same filing as `judged`; none where no model could be made of it.
///
/// # Errors
/// Memory for the text runs out.
pub fn filing(judged: &Judged, ready: Option<&Ready>, lang: Lang) -> Result<String, askama::Error> {
    let voice = Voice(lang);
    let page = FilingPage {
        sheet: Sheet::new(voice, voice.title(judged)),
        voice,
        overview: overview::overview(voice, judged, ready),
        pictures: ready.map(|ready| pictures(voice, judged, ready)).unwrap_or_default(),
        findings: findings::cards(voice, judged, ready),
        verdicts: findings::verdicts(voice, judged),
        copies: ready.map(|ready| custody::rows(voice, judged, ready)).unwrap_or_default(),
        checklists: ready.map(|ready| checklist::tables(voice, judged, ready)).unwrap_or_default(),
        clauses: ready.map(|ready| clauses::tables(voice, ready)).unwrap_or_default(),
        records: ready.map(|ready| owed::tables(voice, ready)).unwrap_or_default(),
    };
    page.render()
}

#[derive(Template)]
#[template(path = "filing.html")]
struct FilingPage {
    sheet: Sheet,
    voice: Voice,
    overview: overview::Overview,
    pictures: Vec<Picture>,
    findings: Vec<findings::Card>,
    verdicts: Vec<findings::Choice>,
    copies: Vec<custody::Row>,
    checklists: Vec<checklist::Table>,
    clauses: Vec<clauses::Table>,
    records: Vec<owed::Table>,
}

/// The picture of a flow, or why there is none.
struct Picture {
    flow: String,
    title: String,
    svg: Result<String, String>,
}

fn pictures(voice: Voice, judged: &Judged, ready: &Ready) -> Vec<Picture> {
    let filing = &ready.filing;
    let draw = |(at, flow): (usize, &crate::filing::Flow)| {
        let mut scene = diagram::scene(filing, &ready.custody, &ready.policy, &judged.findings, at, voice.0);
        diagram::remark(&mut scene, filing, &ready.custody, &judged.findings);
        let options = diagram::Options { paper: diagram::Paper::Trim, auto_lanes: false };
        let drawing = diagram::layout(&scene, options);
        Picture {
            flow: voice.clean(&flow.id),
            title: scene.title.clone(),
            svg: drawing.map(|it| diagram::embedded(&it, &format!("flow-{at}"))).map_err(|error| refused(voice, error)),
        }
    };
    filing.flows.iter().enumerate().map(draw).collect()
}

fn refused(voice: Voice, error: LayoutError) -> String {
    let key = match error {
        LayoutError::TooManyLanes(_) => "html.too-many-lanes",
        LayoutError::TooManySteps(_) => "html.too-many-steps",
        LayoutError::TooNarrow => "html.too-narrow",
    };
    voice.say(key)
}
