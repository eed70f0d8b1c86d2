//! Findings in a picture: which part of it each one is about, numbered in the order of the picture.

use std::collections::BTreeMap;

use super::scene::{MarkTarget, Remark, Scene, Terminal};
use super::wording::shorten;
use crate::filing::Filing;
use crate::finding::{Finding, Region, Severity};
use crate::flow::Custody;
use crate::vocabulary::facts::{Subject, SubjectKind};
use crate::words::say;

/// Adds the open findings to a scene, leaving out those that are waived or in the baseline. Nothing in the scene moves.
pub fn remark(scene: &mut Scene, filing: &Filing, custody: &Custody, findings: &[Finding]) {
    let mut by_target: BTreeMap<(usize, MarkTarget), Vec<(usize, &Finding)>> = BTreeMap::new();
    for (nth, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.is_open()) {
        match target(scene, filing, custody, finding) {
            Some(at) => by_target.entry(at).or_default().push((nth, finding)),
            None => scene.elsewhere += 1,
        }
    }
    let mut path = None;
    let mut remarks = Vec::new();
    for (number, ((_, at), about)) in (1..).zip(by_target) {
        for (_, finding) in &about {
            let steps = steps_of(scene, filing, finding);
            // The gravest finding is used, and among equals the one with the longest path.
            let weight = (finding.severity, steps.len());
            if !steps.is_empty() && path.as_ref().is_none_or(|(known, _)| *known < weight) {
                path = Some((weight, (number, steps)));
            }
        }
        let lines = about.iter().map(|(_, finding)| line(scene, finding)).collect();
        let findings = about.iter().map(|(nth, _)| *nth).collect();
        remarks.push(Remark { number, findings, about: name(scene, &at), at, lines });
    }
    scene.remarks = remarks;
    scene.path = path.map(|(_, path)| path);
}

/// Gives every mark the number that the first of its findings has in the list they were taken from, counted from 1: for
/// pages that have that list.
pub(crate) fn number_by_finding(scene: &mut Scene) {
    let path = scene.path.as_ref().map(|(number, _)| *number);
    for remark in &mut scene.remarks {
        let number = remark.findings.first().map_or(remark.number, |nth| nth + 1);
        if let Some((own, _)) = scene.path.as_mut().filter(|_| path == Some(remark.number)) {
            *own = number;
        }
        remark.number = number;
    }
}

/// Returns the part of the picture that a finding is about, with its rank in the order of all parts.
fn target(scene: &Scene, filing: &Filing, custody: &Custody, finding: &Finding) -> Option<(usize, MarkTarget)> {
    let lanes = scene.lanes.len();
    match (finding.about.subject, finding.about.region) {
        (Some(Subject { kind: SubjectKind::Holding, at }), _) => {
            let holding = custody.holdings.get(at)?;
            let here = |terminal: &Terminal| (terminal.holder, terminal.rests_at) == (holding.holder, holding.place);
            let at = scene.terminals.iter().position(here)?;
            Some((usize::MAX, MarkTarget::Terminal(at)))
        }
        (Some(Subject { kind: SubjectKind::Actor, at }), _) => {
            let id = &filing.actors.get(at)?.id;
            let at = scene.lanes.iter().position(|lane| lane.id == *id)?;
            Some((at, MarkTarget::Lane(at)))
        }
        (_, Region::Step(flow, step)) => {
            let flow = filing.flows.get(flow).filter(|flow| flow.id == scene.flow)?;
            let step = shorten(&flow.steps.get(step)?.id);
            let at = scene.acts().position(|act| act.id == step)?;
            Some((lanes + at, MarkTarget::Step(step)))
        }
        _ => None,
    }
}

/// Returns the ids of the steps of this flow on the path of a finding.
fn steps_of(scene: &Scene, filing: &Filing, finding: &Finding) -> Vec<String> {
    if finding.severity < Severity::Warning {
        return Vec::new();
    }
    let here = finding.witness.iter().filter_map(|witness| {
        let flow = filing.flows.get(witness.step.0).filter(|flow| flow.id == scene.flow)?;
        let step = shorten(&flow.steps.get(witness.step.1)?.id);
        (scene.acts().any(|act| act.id == step)).then_some(step)
    });
    here.collect()
}

fn name(scene: &Scene, at: &MarkTarget) -> String {
    match at {
        MarkTarget::Lane(lane) => scene.lanes[*lane].role.clone(),
        MarkTarget::Step(id) => say(scene.lang, "step-number", &[("number", id)]),
        MarkTarget::Terminal(at) => scene.terminals[*at].place.clone(),
    }
}

fn line(scene: &Scene, finding: &Finding) -> (String, String) {
    let lang = scene.lang;
    let args = [
        ("title", finding.title.as_str()),
        ("rule", finding.rule.as_str()),
        ("severity", &finding.severity.name(lang)),
        ("verdict", &finding.verdict.name(lang)),
    ];
    (say(lang, "diagram.remark", &args), crate::text::terminal(&finding.message).into_owned())
}
