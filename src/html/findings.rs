//! Findings as cards: what each says, what it rests on, and the part of a picture it is about.

use std::collections::BTreeMap;
use std::iter::successors;

use super::voice::Voice;
use crate::finding::{Finding, Region, Verdict, Witness};
use crate::session::{Judged, Ready};
use crate::vocabulary::facts::SubjectKind;
use crate::words::date;

/// A finding.
pub(super) struct Card {
    /// Number on the page, from 1.
    pub(super) number: usize,
    /// Word of its weight: `error`, `warning`, `note`, or `settled` where it is waived or known.
    pub(super) weight: &'static str,
    pub(super) weight_name: String,
    pub(super) verdict: &'static str,
    pub(super) verdict_name: String,
    pub(super) rule: String,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) message: String,
    pub(super) help: String,
    pub(super) line: u32,
    pub(super) source: String,
    pub(super) basis: Vec<String>,
    pub(super) way: Vec<Stop>,
    pub(super) related: Vec<String>,
    pub(super) waived: Option<String>,
    pub(super) place: Place,
}

/// The part of a picture that something is about; empty texts where it is about none.
#[derive(Default, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) flow: String,
    pub(super) step: String,
    pub(super) holding: String,
    pub(super) actor: String,
}

/// A step on the way of a copy.
pub(super) struct Stop {
    pub(super) text: String,
    pub(super) place: Place,
}

/// A verdict to filter by.
pub(super) struct Choice {
    pub(super) word: &'static str,
    pub(super) name: String,
    pub(super) count: usize,
}

/// Every finding, in the order of the report.
pub(super) fn cards(voice: Voice, judged: &Judged, ready: Option<&Ready>) -> Vec<Card> {
    judged.findings.iter().zip(1..).map(|(finding, number)| card(voice, judged, ready, finding, number)).collect()
}

/// The verdicts that there are, each with how many findings say so.
pub(super) fn verdicts(voice: Voice, judged: &Judged) -> Vec<Choice> {
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for finding in &judged.findings {
        *counts.entry(finding.verdict).or_default() += 1;
    }
    let choice =
        |(verdict, count): (Verdict, usize)| Choice { word: verdict.word(), name: verdict.name(voice.0), count };
    counts.into_iter().map(choice).collect()
}

fn card(voice: Voice, judged: &Judged, ready: Option<&Ready>, finding: &Finding, number: usize) -> Card {
    let lang = voice.0;
    let source = judged.lines.get(&finding.span.line).map_or("", String::as_str);
    let waived = finding.waived.as_ref().map(|waived| {
        let args = [
            ("reason", &*voice.clean(waived.reason.trim())),
            ("approval", &voice.clean(&waived.approval)),
            ("until", &date(waived.until, voice.0)),
        ];
        voice.fill("report.waived", &args)
    });
    Card {
        number,
        weight: if finding.is_open() { finding.severity.word() } else { "settled" },
        weight_name: finding.weight(voice.0),
        verdict: finding.verdict.word(),
        verdict_name: finding.verdict.name(voice.0),
        rule: voice.clean(&finding.rule),
        title: voice.clean(finding.title.get(lang)),
        about: about(voice, judged, finding),
        message: voice.clean(finding.text(lang)),
        help: voice.clean(finding.help.get(lang)),
        line: finding.span.line,
        source: voice.clean(source.trim()),
        basis: finding.basis.iter().map(|basis| voice.clean(basis.get(lang))).collect(),
        way: finding.witness.iter().map(|stop| self::stop(voice, ready, stop)).collect(),
        related: finding.related.iter().map(|place| voice.clean(&place.text(lang))).collect(),
        waived,
        place: place(voice, ready, finding),
    }
}

/// What the file calls that which a finding is about.
fn about(voice: Voice, judged: &Judged, finding: &Finding) -> String {
    let own = successors(Some(finding.about.region), |region| region.around());
    let Some(name) = own.into_iter().find_map(|region| judged.names.get(&region)) else {
        return voice.clean(&finding.about.id);
    };
    let parts = [voice.clean(&name.id), voice.clean(&name.title)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn stop(voice: Voice, ready: Option<&Ready>, witness: &Witness) -> Stop {
    let (flow, step) = witness.step;
    let place = ready.and_then(|ready| drawn(voice, ready, flow, Some(step))).unwrap_or_default();
    Stop { text: voice.clean(witness.text.get(voice.0)), place }
}

/// The part of a picture that a finding is about.
fn place(voice: Voice, ready: Option<&Ready>, finding: &Finding) -> Place {
    let id = || voice.clean(&finding.about.id);
    match (finding.about.kind, finding.about.region) {
        (SubjectKind::Holding, _) => Place { holding: id(), ..Place::default() },
        (SubjectKind::Actor, _) => Place { actor: id(), ..Place::default() },
        (_, Region::Flow(flow)) => ready.and_then(|ready| drawn(voice, ready, flow, None)).unwrap_or_default(),
        (_, Region::Step(flow, step)) => {
            ready.and_then(|ready| drawn(voice, ready, flow, Some(step))).unwrap_or_default()
        }
        _ => Place::default(),
    }
}

/// A flow or one of its steps in the pictures.
fn drawn(voice: Voice, ready: &Ready, flow: usize, step: Option<usize>) -> Option<Place> {
    let flow = ready.filing.flows.get(flow)?;
    let step = step.and_then(|step| flow.steps.get(step)).map(|step| voice.clean(&step.id));
    Some(Place { flow: voice.clean(&flow.id), step: step.unwrap_or_default(), ..Place::default() })
}
