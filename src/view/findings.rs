//! Findings as cards, gathered by their cause: what each reports, what it rests on, and the part of a picture it is about.

use std::collections::{BTreeMap, HashMap};
use std::iter::successors;

use super::on_paper::place_on_paper;
use crate::finding::{Finding, Region, Verdict, Witness};
use crate::session::{Judged, Ready};
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Voice, clean, date};

/// Findings that one rule makes with the same weight and verdict: what all of them say alike is said once.
pub(crate) struct FindingCause {
    pub(crate) weight: &'static str,
    pub(crate) weight_name: String,
    pub(crate) verdict_name: String,
    pub(crate) rule: String,
    pub(crate) title: String,
    /// The remedy, paragraph by paragraph: first in the paper, then in the file.
    pub(crate) help: Vec<String>,
    pub(crate) basis: Vec<String>,
    pub(crate) cards: Vec<Card>,
}

/// One finding, in words.
pub(crate) struct Card {
    /// Number on the page, counted from 1.
    pub(crate) number: usize,
    /// Word of its severity: `error`, `warning`, `note`, or `settled` if it is waived or known.
    pub(crate) weight: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) about: String,
    pub(crate) message: String,
    /// Where it stands in the file, in words; empty if it stands nowhere.
    pub(crate) at: String,
    pub(crate) source: String,
    pub(crate) way: Vec<WitnessStep>,
    pub(crate) related: Vec<String>,
    pub(crate) waived: Option<String>,
    pub(crate) place: PicturePlace,
    /// Numbers of the rows of copies that it is about.
    pub(crate) copies: Vec<usize>,
    /// Rows of checklists that promise what it misses: the ends of their links, and their names.
    pub(crate) rows: Vec<(String, String)>,
}

/// The part of a picture that something is about; its texts are empty if there is none.
#[derive(Default, Clone, PartialEq, Eq)]
pub(crate) struct PicturePlace {
    pub(crate) flow: String,
    pub(crate) step: String,
    pub(crate) holding: String,
    pub(crate) actor: String,
}

/// A step on the path of a copy.
pub(crate) struct WitnessStep {
    pub(crate) text: String,
    pub(crate) place: PicturePlace,
}

/// A verdict that findings can be filtered by.
pub(crate) struct Choice {
    pub(crate) word: &'static str,
    pub(crate) name: String,
    pub(crate) count: usize,
}

/// Makes a card of every finding, numbered in the order of the report, below its cause; causes come in the order of their
/// first findings.
pub(crate) fn causes(voice: Voice, judged: &Judged, ready: Option<&Ready>) -> Vec<FindingCause> {
    let mut causes: Vec<FindingCause> = Vec::new();
    let mut known: HashMap<(&str, &str, Verdict, &str), usize> = HashMap::new();
    for (finding, number) in judged.findings.iter().zip(1..) {
        let key = (finding.rule.as_str(), weight(finding), finding.verdict, finding.help.as_str());
        let at = *known.entry(key).or_insert_with(|| {
            causes.push(cause(voice, finding));
            causes.len() - 1
        });
        causes[at].cards.push(card(voice, judged, ready, finding, number));
    }
    causes
}

fn cause(voice: Voice, finding: &Finding) -> FindingCause {
    FindingCause {
        weight: weight(finding),
        weight_name: finding.weight(voice.0),
        verdict_name: finding.verdict.name(voice.0),
        rule: clean(&finding.rule),
        title: clean(&finding.title),
        help: finding.help.lines().map(clean).collect(),
        basis: finding.basis.iter().map(|basis| clean(basis)).collect(),
        cards: Vec::new(),
    }
}

fn weight(finding: &Finding) -> &'static str {
    if finding.is_open() { finding.severity.word() } else { "settled" }
}

/// Returns the verdicts that occur, each with its number of findings.
pub(crate) fn verdicts(voice: Voice, judged: &Judged) -> Vec<Choice> {
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
    let shown = judged.place(finding.span);
    let source = match shown.cell {
        Some(cell) if cell.heading.is_empty() => cell.text.to_owned(),
        Some(cell) => format!("{}: {}", cell.heading, cell.text),
        None => judged.lines.get(&finding.span.line).cloned().unwrap_or_default(),
    };
    let at = match shown.address() {
        Some(cell) => clean(&cell),
        None if finding.span.line == 0 => String::new(),
        None => voice.say("html.line", &[("line", &finding.span.line.to_string())]),
    };
    let waived = finding.waived.as_ref().map(|waived| {
        let args = [
            ("reason", &*clean(waived.reason.trim())),
            ("approval", &clean(&waived.approval)),
            ("until", &date(waived.until, voice.0)),
        ];
        voice.say("report.waived", &args)
    });
    Card {
        number,
        weight: weight(finding),
        verdict: finding.verdict.word(),
        about: ready.and_then(|ready| place_on_paper(voice, ready, finding)).unwrap_or_else(|| about(judged, finding)),
        message: clean(&finding.message),
        at,
        source: clean(source.trim()),
        way: finding.witness.iter().map(|stop| self::stop(ready, stop)).collect(),
        related: finding.related.iter().map(|place| clean(&place.text(lang))).collect(),
        waived,
        place: place(ready, finding),
        copies: Vec::new(),
        rows: Vec::new(),
    }
}

/// Returns what the file calls the thing that a finding is about.
fn about(judged: &Judged, finding: &Finding) -> String {
    let own = successors(Some(finding.about.region), |region| region.around());
    let Some(name) = own.into_iter().find_map(|region| judged.names.get(&region)) else {
        return clean(&finding.about.id);
    };
    let parts = [clean(&name.id), clean(&name.title)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn stop(ready: Option<&Ready>, witness: &Witness) -> WitnessStep {
    let (flow, step) = witness.step;
    let place = ready.and_then(|ready| drawn(ready, flow, Some(step))).unwrap_or_default();
    WitnessStep { text: clean(&witness.text), place }
}

/// Returns the part of a picture that a finding is about.
fn place(ready: Option<&Ready>, finding: &Finding) -> PicturePlace {
    let id = || clean(&finding.about.id);
    match (finding.about.kind, finding.about.region) {
        (SubjectKind::Holding, _) => PicturePlace { holding: id(), ..PicturePlace::default() },
        (SubjectKind::Actor, _) => PicturePlace { actor: id(), ..PicturePlace::default() },
        (_, Region::Flow(flow)) => ready.and_then(|ready| drawn(ready, flow, None)).unwrap_or_default(),
        (_, Region::Step(flow, step)) => ready.and_then(|ready| drawn(ready, flow, Some(step))).unwrap_or_default(),
        _ => PicturePlace::default(),
    }
}

/// Returns a flow, or one of its steps, as a part of a picture.
fn drawn(ready: &Ready, flow: usize, step: Option<usize>) -> Option<PicturePlace> {
    let flow = ready.filing.flows.get(flow)?;
    let step = step.and_then(|step| flow.steps.get(step)).map(|step| clean(&step.id));
    Some(PicturePlace { flow: clean(&flow.id), step: step.unwrap_or_default(), ..PicturePlace::default() })
}
