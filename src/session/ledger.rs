//! What a run knows from before, what it leaves out, and what it writes down for later runs.

use std::collections::hash_map::Entry as Slot;
use std::collections::{HashMap, HashSet};

use super::nothing;
use super::outcome::{Judged, Status};
use crate::check::{self, Baseline, Selection, Speaker};
use crate::filing::StepContents;
use crate::finding::{self, About, Entry, Finding};
use crate::source::{Document, Span};
use crate::vocabulary::facts::SubjectKind;
use crate::words::Phrase;

/// What a run speaks of and compares with; by default of everything, and with nothing.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The rules that it speaks of.
    pub selection: Selection,
    /// What an earlier run has written down.
    pub known: Option<Baseline>,
    /// Whether what is found is written down for later runs.
    pub writes_down: bool,
    /// The folder that paths start from.
    pub here: String,
    /// The files of the run, by their paths from there.
    pub paths: HashSet<String>,
}

impl Ledger {
    /// Marks what is known, leaves out what is not asked for, and puts the rest in order. Only what then is shown is cut:
    /// what stands behind a thousand known findings counts like any other.
    pub(super) fn settle(&self, core: Speaker<'_>, judged: &mut Judged, document: Option<&Document>) {
        if self.known.is_some() || self.writes_down {
            let steps = document.map(|document| StepContents::of(document.root())).unwrap_or_default();
            for finding in &mut judged.findings {
                finding.about.content = steps.of_subject(&finding.about.id);
            }
        }
        let path = finding::path_from(&self.here, &judged.path);
        if let Some(known) = &self.known {
            known.mark(core, &judged.id, &path, |path| self.paths.contains(path), &mut judged.findings);
        }
        // What makes a file unreadable is always said.
        if judged.status != Status::Unreadable {
            judged.findings.retain(|finding| self.selection.keeps(finding));
        }
        finding::sort(&mut judged.findings);
        if self.writes_down {
            let kept = judged.findings.iter().filter(|finding| Baseline::keeps(finding));
            judged.entries = kept.map(|finding| Entry::of(finding, &judged.id, &path)).collect();
        }
        cap(core, &mut judged.findings);
    }

    /// Says of a filing that an earlier one of the run has its id.
    pub(super) fn repeated(&self, core: Speaker<'_>, judged: &mut Judged, first: &str) {
        let about = About::new(SubjectKind::Filing, &judged.id, "/id");
        let Some(mut finding) =
            check::built_in(core, "filing-repeated", about, Span::START, &[("path", Phrase::same(first))])
        else {
            return;
        };
        let path = finding::path_from(&self.here, &judged.path);
        if let Some(known) = &self.known {
            known.mark_late(&judged.id, &path, &mut finding);
        }
        if !self.selection.keeps(&finding) {
            return;
        }
        if self.writes_down {
            judged.entries.push(Entry::of(&finding, &judged.id, &path));
        }
        judged.findings.push(finding);
        finding::sort(&mut judged.findings);
        judged.status = judged.status.max(Status::Findings);
    }
}

/// Cuts what is shown of one file, and says how much more there is.
fn cap(core: Speaker<'_>, findings: &mut Vec<Finding>) {
    if findings.len() <= check::MAX_FINDINGS {
        return;
    }
    let more = findings.len() - check::MAX_FINDINGS;
    findings.truncate(check::MAX_FINDINGS);
    let args = [("count", Phrase::same(more.to_string())), ("limit", Phrase::same(check::MAX_FINDINGS.to_string()))];
    findings.extend(check::built_in(core, "too-many-findings", nothing(), Span::START, &args));
}

/// The ids of the filings of a run, each with the path that had it first.
#[derive(Debug, Default)]
pub struct Ids {
    first: HashMap<String, String>,
}

impl Ids {
    /// Takes a filing into account, and tells the path of the one that had its id before.
    pub fn first(&mut self, filing: &Judged) -> Option<String> {
        if filing.id.is_empty() {
            return None;
        }
        match self.first.entry(filing.id.clone()) {
            Slot::Occupied(first) => Some(first.get().clone()),
            Slot::Vacant(free) => {
                free.insert(filing.path.clone());
                None
            }
        }
    }
}
