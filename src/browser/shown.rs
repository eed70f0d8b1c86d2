//! A filing as the page shows it: the same words as its report, as JSON.

use serde::Serialize;

use crate::diagram;
use crate::session::{Judged, Ready};
use crate::view::{self, FindingCause};
use crate::words::{Lang, clean};

#[derive(Serialize)]
struct ShownFiling {
    title: String,
    path: String,
    status: &'static str,
    status_name: String,
    /// Whether a model was made, so that there is something to write.
    is_read: bool,
    findings: Vec<ShownFinding>,
    pictures: Vec<ShownPicture>,
}

#[derive(Serialize)]
struct ShownFinding {
    weight: &'static str,
    weight_name: String,
    verdict_name: String,
    rule: String,
    title: String,
    about: String,
    at: String,
    source: String,
    message: String,
    help: Vec<String>,
    basis: Vec<String>,
    way: Vec<String>,
    related: Vec<String>,
    waived: Option<String>,
}

#[derive(Serialize)]
struct ShownPicture {
    flow: String,
    title: String,
    svg: Option<String>,
    /// Why there is none.
    refused: Option<String>,
}

/// Returns a filing as JSON. `ready` is the model of `judged`; `None` if none could be made.
///
/// # Errors
/// Memory for the text runs out.
pub(super) fn filing(judged: &Judged, ready: Option<&Ready>, lang: Lang) -> serde_json::Result<String> {
    let view = view::filing(judged, ready, lang);
    let pictures = view.pictures.into_iter().map(|picture| {
        let drawn = picture.drawing.map(|drawing| diagram::stacked(&[drawing]));
        let refused = drawn.as_ref().err().cloned();
        ShownPicture { flow: picture.flow, title: clean(&picture.title), svg: drawn.ok(), refused }
    });
    let shown = ShownFiling {
        title: view.title,
        path: clean(&judged.path),
        status: judged.status.word(),
        status_name: judged.status.name(lang),
        is_read: ready.is_some(),
        findings: findings(&view.causes),
        pictures: pictures.collect(),
    };
    serde_json::to_string(&shown)
}

/// Returns every finding with what its cause says, in the order of the report.
fn findings(causes: &[FindingCause]) -> Vec<ShownFinding> {
    let mut all: Vec<(usize, ShownFinding)> = Vec::new();
    for cause in causes {
        all.extend(cause.cards.iter().map(|card| {
            let finding = ShownFinding {
                weight: card.weight,
                weight_name: cause.weight_name.clone(),
                verdict_name: cause.verdict_name.clone(),
                rule: cause.rule.clone(),
                title: cause.title.clone(),
                about: card.about.clone(),
                at: card.at.clone(),
                source: card.source.clone(),
                message: card.message.clone(),
                help: cause.help.clone(),
                basis: cause.basis.clone(),
                way: card.way.iter().map(|step| step.text.clone()).collect(),
                related: card.related.clone(),
                waived: card.waived.clone(),
            };
            (card.number, finding)
        }));
    }
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, finding)| finding).collect()
}
