//! A page over many filings: what became of each, and the rules that speak most.

use std::collections::BTreeMap;

use askama::Template;

use super::sheet::Sheet;
use super::voice::Voice;
use crate::finding::Severity;
use crate::session::{Counts, Judged, Status, Totals};
use crate::words::Lang;

/// Rules that are listed by how often they speak.
const MOST_RULES: usize = 20;

/// A page over many filings, made a filing at a time.
pub struct Folder {
    voice: Voice,
    rows: Vec<Row>,
    rules: BTreeMap<String, RuleRow>,
    totals: Totals,
}

struct Row {
    title: String,
    path: String,
    link: String,
    status: &'static str,
    status_name: String,
    edition: String,
    counts: Vec<usize>,
}

#[derive(Clone)]
struct RuleRow {
    rule: String,
    title: String,
    filings: usize,
    findings: usize,
}

#[derive(Template)]
#[template(path = "folder.html")]
struct FolderPage<'f> {
    sheet: Sheet,
    voice: Voice,
    rows: &'f [Row],
    rules: Vec<RuleRow>,
    weights: Vec<(&'static str, String, usize)>,
    unreadable: usize,
}

impl Folder {
    /// An empty one.
    pub fn new(lang: Lang) -> Self {
        Folder { voice: Voice(lang), rows: Vec::new(), rules: BTreeMap::new(), totals: Totals::default() }
    }

    /// Adds a filing, whose own page is at a path relative to this one.
    pub fn add(&mut self, judged: &Judged, link: &str) {
        let voice = self.voice;
        let counts = Counts::of(judged);
        self.totals.add(judged);
        self.rows.push(Row {
            title: voice.title(judged),
            path: voice.clean(&judged.path),
            link: link.to_owned(),
            status: judged.status.word(),
            status_name: judged.status.name(voice.0),
            edition: judged.edition.as_deref().map_or_else(String::new, |edition| voice.clean(edition)),
            counts: Severity::ALL.map(|severity| counts.severity(severity)).to_vec(),
        });
        let mut seen: Vec<&str> = Vec::new();
        for finding in judged.open() {
            let row = self.rules.entry(finding.rule.clone()).or_insert_with(|| RuleRow {
                rule: voice.clean(&finding.rule),
                title: voice.clean(finding.title.get(voice.0)),
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

    /// The page.
    ///
    /// # Errors
    /// Memory for the text runs out.
    pub fn page(&self) -> Result<String, askama::Error> {
        let mut rules: Vec<RuleRow> = self.rules.values().cloned().collect();
        rules.sort_by(|a, b| (b.filings, b.findings, &a.rule).cmp(&(a.filings, a.findings, &b.rule)));
        rules.truncate(MOST_RULES);
        let all = self.totals.all();
        let weights = Severity::ALL.map(|one| (one.word(), one.name(self.voice.0), all.severity(one)));
        let page = FolderPage {
            sheet: Sheet::new(self.voice, self.voice.say("html.folder-title")),
            voice: self.voice,
            rows: &self.rows,
            rules,
            weights: weights.to_vec(),
            unreadable: self.totals.of(Status::Unreadable).filings,
        };
        page.render()
    }
}
