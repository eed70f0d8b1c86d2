//! An audit as one page that stands by itself: the parts by what is owed, what is open, findings and figures.

use std::io::{self, Write};

use askama::Template;

use super::sheet::HtmlPage;
use crate::audit::{AuditTerms, AuditedPart};
use crate::view::{AuditEnd, AuditView, CountLine, FindingLine, OpenLine, PartLine, Written};
use crate::words::{Lang, Voice};

/// The page, made a part at a time.
pub struct AuditPage {
    voice: Voice,
    shown: AuditView,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page<'p> {
    sheet: HtmlPage,
    voice: Voice,
    marks: String,
    groups: Vec<String>,
    statuses: [String; 3],
    counts: Vec<(&'static str, String, usize)>,
    parts: &'p [PartLine],
    open: &'p [OpenLine],
    unclear: &'p [OpenLine],
    departments: Vec<CountLine>,
    contractors: Vec<CountLine>,
    outside: Vec<(String, Vec<String>)>,
    findings: Vec<FindingLine>,
    figures: Vec<String>,
    unread: Vec<String>,
    left_out: Vec<String>,
}

impl AuditPage {
    /// An empty one.
    pub fn new(terms: AuditTerms, lang: Lang) -> Self {
        AuditPage { voice: Voice(lang), shown: AuditView::new(terms, lang) }
    }
}

impl Written for AuditPage {
    fn part(&mut self, part: &AuditedPart, _out: &mut dyn Write) -> io::Result<()> {
        self.shown.add(part);
        Ok(())
    }

    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()> {
        let summary = self.shown.summary(end);
        let page = Page {
            sheet: HtmlPage::new(self.voice, summary.heading),
            voice: self.voice,
            marks: summary.marks,
            groups: summary.groups,
            statuses: summary.statuses,
            counts: summary.counts,
            parts: &self.shown.parts,
            open: &self.shown.open,
            unclear: &self.shown.unclear,
            departments: summary.departments,
            contractors: summary.contractors,
            outside: summary.outside,
            findings: summary.findings,
            figures: summary.figures,
            unread: summary.unread,
            left_out: summary.left_out,
        };
        out.write_all(page.render().map_err(io::Error::other)?.as_bytes())
    }
}
