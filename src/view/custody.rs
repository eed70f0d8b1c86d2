//! Custody: every copy that the flows make, where it comes from, where it ends, and who is told.

use super::findings::Place;
use super::voice::Voice;
use crate::diagram::{Wording, ending, place_of};
use crate::filing::StepId;
use crate::flow::Keeping;
use crate::session::{Judged, Ready};

/// Copies of one holder at one place.
pub(crate) struct Row {
    pub(crate) holder: String,
    pub(crate) place: String,
    pub(crate) data: String,
    pub(crate) way: Vec<Way>,
    pub(crate) end: Vec<String>,
    /// `settled` where they end or are passed on, else the weight of the gravest finding, or `open`.
    pub(crate) state: &'static str,
    pub(crate) state_name: String,
    /// Numbers of the findings about them.
    pub(crate) findings: Vec<usize>,
    pub(crate) at: Place,
}

/// A step on their way.
pub(crate) struct Way {
    pub(crate) number: String,
    pub(crate) place: Place,
}

pub(crate) fn rows(voice: Voice, judged: &Judged, ready: &Ready) -> Vec<Row> {
    let words = Wording { filing: &ready.filing, lang: voice.0 };
    ready.custody.keepings.iter().map(|keeping| row(voice, judged, ready, words, keeping)).collect()
}

fn row(voice: Voice, judged: &Judged, ready: &Ready, words: Wording<'_>, keeping: &Keeping) -> Row {
    let (filing, custody) = (&ready.filing, &ready.custody);
    let id = custody.place_name(filing, keeping.example);
    let about = |number: &(usize, &crate::finding::Finding)| {
        custody.is_about(number.1.about.subject, keeping) && number.1.is_open()
    };
    let findings: Vec<_> = (1..).zip(&judged.findings).filter(about).collect();
    let gravest = findings.iter().map(|(_, finding)| finding.severity).max();
    let end = if keeping.stays {
        ending(words, custody, &judged.findings, keeping).into_iter().map(|detail| detail.text).collect()
    } else if keeping.cover.is_some() {
        ending(words, custody, &judged.findings, keeping).into_iter().take(1).map(|detail| detail.text).collect()
    } else {
        vec![voice.say("html.passed-on")]
    };
    let state = match gravest {
        Some(severity) => severity.word(),
        None if keeping.stays && keeping.cover.is_none() => "open",
        None => "settled",
    };
    let data =
        if keeping.data.is_empty() { voice.say("html.password-notice") } else { voice.data(filing, &keeping.data) };
    Row {
        holder: voice.actor(filing, keeping.holder),
        place: place_of(words, custody, keeping).1,
        data,
        way: custody.witness(keeping.example).into_iter().map(|step| way(voice, ready, step)).collect(),
        end,
        state,
        state_name: gravest
            .map_or_else(|| voice.say(&format!("html.state-{state}")), |severity| severity.name(voice.0)),
        findings: findings.into_iter().map(|(number, _)| number).collect(),
        at: Place { holding: voice.clean(&id), ..Place::default() },
    }
}

fn way(voice: Voice, ready: &Ready, id: StepId) -> Way {
    let flow = voice.clean(&ready.filing.flows[id.flow as usize].id);
    let step = voice.clean(&ready.filing.step(id).id);
    let number = if ready.filing.flows.len() > 1 { format!("{flow}/{step}") } else { step.clone() };
    Way { number, place: Place { flow, step, ..Place::default() } }
}
