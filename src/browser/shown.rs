//! A filing as the page shows it: the same words as its report, as JSON.

use serde::Serialize;

use crate::diagram;
use crate::session::{Judged, Ready};
use crate::view::{self, Card};
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
        findings: view.findings.into_iter().map(finding).collect(),
        pictures: pictures.collect(),
    };
    serde_json::to_string(&shown)
}

fn finding(card: Card) -> ShownFinding {
    ShownFinding {
        weight: card.weight,
        weight_name: card.weight_name,
        verdict_name: card.verdict_name,
        rule: card.rule,
        title: card.title,
        about: card.about,
        at: card.at,
        source: card.source,
        message: card.message,
        help: card.help,
        basis: card.basis,
        way: card.way.into_iter().map(|step| step.text).collect(),
        related: card.related,
        waived: card.waived,
    }
}
