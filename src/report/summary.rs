//! The summary that ends every report for people: what was counted, and what judged it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::phrases::{Voice, line, path};
use crate::finding::{Severity, Verdict};
use crate::session::{Judged, Outcome, Status};
use crate::words::join;

/// Writes the summary.
pub(super) fn write(outcome: &Outcome, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", counts(outcome, voice))?;
    if let Some(unwritten) = unwritten(outcome, voice) {
        writeln!(out, "{unwritten}")?;
    }
    for line in judged(outcome, voice) {
        writeln!(out, "{line}")?;
    }
    let today = voice.date(outcome.today);
    let judged_by = voice.judged_by(&outcome.judged_by);
    writeln!(out, "{}", voice.say("report.summary.today", &[("today", &today), ("judged_by", &judged_by)]))
}

/// A pack with its version, where that is known.
pub(super) fn policy(id: &str, outcome: &Outcome) -> String {
    let version = outcome.policies.iter().find(|used| used.id == id).map(|used| line(&used.version));
    match version {
        Some(version) => format!("{} {version}", line(id)),
        None => line(id).into_owned(),
    }
}

/// How many files gave no model.
pub(super) fn unreadable(outcome: &Outcome) -> usize {
    outcome.filings.iter().filter(|filing| filing.status == Status::Unreadable).count()
}

/// How many values were concluded, not written.
pub(super) fn inferred(outcome: &Outcome) -> usize {
    outcome.filings.iter().map(|filing| filing.inferred).sum()
}

fn counts(outcome: &Outcome, voice: Voice) -> String {
    voice.say(
        "report.summary",
        &[
            ("filings", &outcome.filings.len().to_string()),
            ("error", &outcome.count(Severity::Error).to_string()),
            ("warning", &outcome.count(Severity::Warning).to_string()),
            ("note", &outcome.count(Severity::Note).to_string()),
            ("waived", "0"),
            ("baselined", "0"),
            ("unreadable", &unreadable(outcome).to_string()),
            ("inferred", &inferred(outcome).to_string()),
        ],
    )
}

/// What is only not written asks for a look, and is no accusation.
fn unwritten(outcome: &Outcome, voice: Voice) -> Option<String> {
    let count = |verdict: Verdict| {
        let findings = outcome.filings.iter().flat_map(|filing| &filing.findings);
        findings.filter(|finding| finding.verdict == verdict).count()
    };
    let (unstated, promised) = (count(Verdict::Unstated), count(Verdict::Promised));
    (unstated + promised > 0).then(|| {
        voice
            .say("report.summary.unstated", &[("unstated", &unstated.to_string()), ("promised", &promised.to_string())])
    })
}

/// One line per pack, edition and reference date, with the files it judged.
fn judged(outcome: &Outcome, voice: Voice) -> Vec<String> {
    let mut groups: BTreeMap<_, Vec<&Judged>> = BTreeMap::new();
    for filing in &outcome.filings {
        // What nothing judged comes last.
        let key = (filing.policy.is_none(), &filing.policy, &filing.edition, filing.reference_date);
        groups.entry(key).or_default().push(filing);
    }
    groups.into_values().map(|filings| judged_together(&filings, outcome, voice)).collect()
}

fn judged_together(filings: &[&Judged], outcome: &Outcome, voice: Voice) -> String {
    let paths: Vec<String> = filings.iter().map(|filing| path(&filing.path)).collect();
    let paths = join(voice.0, &paths);
    let Some((first, id)) = filings.first().and_then(|first| Some((first, first.policy.as_deref()?))) else {
        return voice.say("report.summary.not-judged", &[("filings", &paths)]);
    };
    voice.say(
        "report.summary.judged",
        &[
            ("policy", &policy(id, outcome)),
            ("edition", &voice.edition(first.edition.as_deref())),
            ("date", &voice.date_or_none(first.reference_date)),
            ("filings", &paths),
        ],
    )
}
