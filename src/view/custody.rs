//! Custody as a reader sees it: every copy that the flows make, where it comes from, where it ends, and who is
//! informed.

use super::findings::PicturePlace;
use crate::diagram::{Wording, ending, place_of};
use crate::flow::{Holding, Waypoint};
use crate::session::{Judged, Ready};
use crate::words::{Voice, clean};

/// Copies of one holder at one place.
pub(crate) struct CustodyRow {
    pub(crate) holder: String,
    pub(crate) place: String,
    pub(crate) data: String,
    pub(crate) way: Vec<WayStep>,
    pub(crate) end: Vec<String>,
    /// `settled` where they end or are passed on, else the severity of the gravest finding, or `open`.
    pub(crate) state: &'static str,
    pub(crate) state_name: String,
    /// Numbers of the cards of findings about them.
    pub(crate) findings: Vec<usize>,
    pub(crate) at: PicturePlace,
}

/// A step on their path.
pub(crate) struct WayStep {
    pub(crate) number: String,
    pub(crate) place: PicturePlace,
}

pub(crate) fn rows(voice: Voice, judged: &Judged, ready: &Ready) -> Vec<CustodyRow> {
    let words = Wording { filing: &ready.filing, lang: voice.0 };
    ready.custody.holdings.iter().map(|holding| row(voice, judged, ready, words, holding)).collect()
}

fn row(voice: Voice, judged: &Judged, ready: &Ready, words: Wording<'_>, holding: &Holding) -> CustodyRow {
    let (filing, custody) = (&ready.filing, &ready.custody);
    let id = custody.place_name(filing, holding.example);
    let about = |number: &(usize, &crate::finding::Finding)| {
        custody.is_about(number.1.about.subject, holding) && number.1.is_open()
    };
    let findings: Vec<_> = (1..).zip(&judged.findings).filter(about).collect();
    let gravest = findings.iter().map(|(_, finding)| finding.severity).max();
    let end = if holding.stays {
        ending(words, custody, &judged.findings, holding).into_iter().map(|detail| detail.text).collect()
    } else if holding.cover.is_some() {
        ending(words, custody, &judged.findings, holding).into_iter().take(1).map(|detail| detail.text).collect()
    } else {
        vec![voice.text("html.passed-on")]
    };
    let state = match gravest {
        Some(severity) => severity.word(),
        None if holding.stays && holding.cover.is_none() => "open",
        None => "settled",
    };
    let data =
        if holding.data.is_empty() { voice.text("html.password-notice") } else { voice.data(filing, &holding.data) };
    CustodyRow {
        holder: voice.actor(filing, holding.holder),
        place: place_of(words, custody, holding).1,
        data,
        way: custody.witness(holding.example).into_iter().map(|point| way(ready, point)).collect(),
        end,
        state,
        state_name: gravest
            .map_or_else(|| voice.text(&format!("html.state-{state}")), |severity| severity.name(voice.0)),
        findings: findings.into_iter().map(|(number, _)| number).collect(),
        at: PicturePlace { holding: clean(&id), ..PicturePlace::default() },
    }
}

fn way(ready: &Ready, point: Waypoint) -> WayStep {
    let id = match point {
        Waypoint::Step(id) => id,
        Waypoint::Omitted { .. } => return WayStep { number: "…".to_owned(), place: PicturePlace::default() },
    };
    let flow = clean(&ready.filing.flows[id.flow as usize].id);
    let step = clean(&ready.filing.step(id).id);
    let number = if ready.filing.flows.len() > 1 { format!("{flow}/{step}") } else { step.clone() };
    WayStep { number, place: PicturePlace { flow, step, ..PicturePlace::default() } }
}
