//! Many filings as a reader sees them: the result of each, and the rules that report most often.

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::session::{Counts, Coverage, Judged, Status, Totals};
use crate::words::{Lang, Voice, clean};

/// Maximum number of rules that are listed.
const MAX_RULES: usize = 20;

/// What is shown of many filings, added one at a time.
pub(crate) struct FolderView {
    voice: Voice,
    pub(crate) rows: Vec<FilingRow>,
    rules: BTreeMap<String, RuleRow>,
    totals: Totals,
    /// What was left out, and why.
    pub(crate) left_out: Vec<String>,
}

/// One filing of many.
pub(crate) struct FilingRow {
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) link: String,
    pub(crate) status: &'static str,
    pub(crate) status_name: String,
    pub(crate) edition: String,
    pub(crate) counts: Vec<usize>,
}

/// A rule, with how often it reports.
#[derive(Clone)]
pub(crate) struct RuleRow {
    pub(crate) rule: String,
    pub(crate) title: String,
    pub(crate) filings: usize,
    pub(crate) findings: usize,
}

impl FolderView {
    /// Shows nothing yet.
    pub(crate) fn new(lang: Lang, coverage: &Coverage) -> Self {
        let left_out = Voice(lang).coverage(coverage);
        FolderView { voice: Voice(lang), rows: Vec::new(), rules: BTreeMap::new(), totals: Totals::default(), left_out }
    }

    /// Adds a filing, whose own page is at `link`.
    pub(crate) fn add(&mut self, judged: &Judged, link: &str) {
        let voice = self.voice;
        let counts = Counts::of(judged);
        self.totals.add(judged);
        self.rows.push(FilingRow {
            title: voice.title(judged),
            path: clean(&judged.path),
            link: link.to_owned(),
            status: judged.status.word(),
            status_name: judged.status.name(voice.0),
            edition: judged.edition.as_deref().map_or_else(String::new, clean),
            counts: Severity::ALL.map(|severity| counts.severity(severity)).to_vec(),
        });
        let mut seen: Vec<&str> = Vec::new();
        for finding in judged.open() {
            let row = self.rules.entry(finding.rule.clone()).or_insert_with(|| RuleRow {
                rule: clean(&finding.rule),
                title: clean(&finding.title),
                filings: 0,
                findings: 0,
            });
            row.findings += 1;
            if !seen.contains(&finding.rule.as_str()) {
                seen.push(&finding.rule);
                row.filings += 1;
            }
        }
    }

    /// Returns the rules that report in most filings, the most frequent first.
    pub(crate) fn rules(&self) -> Vec<RuleRow> {
        let mut rules: Vec<RuleRow> = self.rules.values().cloned().collect();
        rules.sort_by(|a, b| (b.filings, b.findings, &a.rule).cmp(&(a.filings, a.findings, &b.rule)));
        rules.truncate(MAX_RULES);
        rules
    }

    /// Returns the number of findings of each severity, with its word and its name.
    pub(crate) fn weights(&self) -> Vec<(&'static str, String, usize)> {
        let all = self.totals.all();
        Severity::ALL.map(|one| (one.word(), one.name(self.voice.0), all.severity(one))).to_vec()
    }

    /// Returns the number of files that could not be read.
    pub(crate) fn unreadable(&self) -> usize {
        self.totals.of(Status::Unreadable).filings
    }
}
