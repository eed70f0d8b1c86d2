//! The results of a run in text form: one file per format, each writing to the `Write` it is given.
//!
//! Owns the layout and wording of output. Leaves to others: what is found, in which order, where it is written, and
//! whether colours are wanted.

mod audit;
mod baseline;
mod changes;
mod concise;
mod draft;
mod frame;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod ndjson;
mod phrases;
mod sarif;
mod summary;
mod table;
mod v1;

#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::session::{Judged, Terms, Totals};
use crate::words::{Lang, Voice};

pub use audit::{AUDIT_SCHEMA_V1, AuditFormat};
pub use changes::{changes_as_json, changes_as_markdown, changes_as_text};
pub use sarif::MAX_RESULTS;

/// The JSON Schema of [`Format::Json`]; its `$defs/line` describes a line of [`Format::Ndjson`].
pub const SCHEMA_V1: &str = include_str!("../../schemas/report.v1.json");

/// The JSON Schema of [`changes_as_json`].
pub const DIFF_SCHEMA_V1: &str = include_str!("../../schemas/diff.v1.json");

/// Formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Source frames with the place underlined, and all notes on each finding.
    #[default]
    Full,
    /// One line per finding, for editors.
    Concise,
    /// One row per finding, and a table of totals.
    Table,
    /// One document of `sekisho/report/v1`.
    Json,
    /// The content of [`Format::Json`], as one object per line.
    Ndjson,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Commands that make GitHub show findings beside their lines.
    Github,
    /// GitLab's report on the quality of code, for the lines of a merge request.
    Gitlab,
    /// JUnit's XML, for services that list tests.
    Junit,
    /// Markdown, for a pull request or a memo.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 10] = [
        Format::Full,
        Format::Concise,
        Format::Table,
        Format::Json,
        Format::Ndjson,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Markdown,
    ];

    /// Returns the word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Table => "table",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
            Format::Markdown => "markdown",
        }
    }

    /// Whether programs read the report as one document, which nothing may be left out of.
    pub fn is_document(self) -> bool {
        match self {
            Format::Json | Format::Ndjson | Format::Sarif | Format::Gitlab | Format::Junit => true,
            Format::Full | Format::Concise | Format::Table | Format::Github | Format::Markdown => false,
        }
    }

    /// From the word of the option.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// A report that is written while its filings are judged.
pub struct Report {
    shape: Box<dyn Shape>,
    terms: Terms,
    lang: Lang,
    begun: bool,
}

impl Report {
    /// Makes a report in a format. `color` concerns [`Format::Full`] only; the others are always plain.
    pub fn new(format: Format, terms: Terms, lang: Lang, color: bool) -> Self {
        let shape: Box<dyn Shape> = match format {
            Format::Full => Box::new(full::Full::new(color)),
            Format::Concise => Box::new(concise::Concise),
            Format::Table => Box::new(table::Tables),
            Format::Json => Box::new(json::Json::default()),
            Format::Ndjson => Box::new(ndjson::Ndjson),
            Format::Sarif => Box::new(sarif::Sarif::default()),
            Format::Github => Box::new(github::Github),
            Format::Gitlab => Box::new(gitlab::Gitlab::default()),
            Format::Junit => Box::new(junit::Junit),
            Format::Markdown => Box::new(markdown::Markdown),
        };
        Report { shape, terms, lang, begun: false }
    }

    /// Makes a report of the summary alone, for those who have the findings elsewhere.
    pub fn summary(terms: Terms, lang: Lang) -> Self {
        Report { shape: Box::new(summary::Summary), terms, lang, begun: false }
    }

    /// Makes the baseline that records the findings of this run as known to later ones.
    pub fn baseline(terms: Terms, lang: Lang) -> Self {
        Report { shape: Box::new(baseline::BaselineFormat::default()), terms, lang, begun: false }
    }

    /// Makes the list of what is still to be written, by section of the form, for the author.
    pub fn draft(terms: Terms, lang: Lang) -> Self {
        Report { shape: Box::new(draft::Draft), terms, lang, begun: false }
    }

    /// Writes the next filing.
    ///
    /// # Errors
    /// The error of `out`.
    pub fn filing(&mut self, filing: &Judged, out: &mut dyn Write) -> io::Result<()> {
        let mut page = self.page(out)?;
        self.shape.filing(filing, &mut page)
    }

    /// What the run has to say even where the report shows nothing, in lines.
    pub fn reservations(&self) -> Vec<String> {
        Voice(self.lang).reservations(&self.terms)
    }

    /// Writes what ends the report.
    ///
    /// # Errors
    /// The error of `out`.
    pub fn end(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let mut page = self.page(out)?;
        self.shape.end(totals, &mut page)
    }

    /// Returns where to write, after the beginning of the report has been written.
    fn page<'p>(&mut self, out: &'p mut dyn Write) -> io::Result<Page<'p>> {
        let mut page = Page { voice: Voice(self.lang), terms: self.terms.clone(), out };
        if !self.begun {
            self.begun = true;
            self.shape.begin(&mut page)?;
        }
        Ok(page)
    }
}

/// A format: what it writes at the beginning, for each filing, and at the end.
trait Shape {
    fn begin(&mut self, _page: &mut Page<'_>) -> io::Result<()> {
        Ok(())
    }

    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()>;

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()>;
}

/// Where a format writes, in which language, and how the run judges.
struct Page<'p> {
    voice: Voice,
    terms: Terms,
    out: &'p mut dyn Write,
}
