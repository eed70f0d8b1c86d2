//! What a page in a browser asks: files that somebody hands over by name and bytes, judged, drawn and written as the program
//! does it.
//!
//! Owns which answers there are and how the page takes them. Knows no disk, clock or network: the day is handed in. Whatever
//! is wrong with a file is in the answer; an error is a sentence for whoever handed it over.

mod import;
mod paper;
mod shown;
mod words;

use std::fmt::Display;

use crate::calendar::When;
use crate::html;
use crate::policy::{Packs, shipped};
use crate::report::{Format, Report};
use crate::session::{Ids, Options, Session, Totals};
use crate::source::Limits;
use crate::words::{Lang, say_plainly};

pub use import::ImportedFiling;
pub use paper::WrittenPaper;
pub use words::page_words;

/// A file as it is handed over.
pub struct HandedFile {
    /// Its name, by which it is told.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a lint of files gives.
pub struct JudgedFiles {
    /// The report, as `lint --format json` writes it.
    pub json: String,
    /// What it comes to, in lines.
    pub summary: String,
}

/// The shipped packs on a day, in a language.
pub struct PageSession {
    session: Session,
}

impl PageSession {
    /// Takes a day as today, which is written as on the command line.
    ///
    /// # Errors
    /// The day cannot be read.
    pub fn new(today: &str, lang: Lang) -> Result<Self, String> {
        let when = When::parse(today).map_err(|_| say_plainly(lang, "cli.bad-date", &[("text", today)]))?;
        let packs = Packs::new(shipped().collect());
        let options = Options { packs, today: when.first, judge_by: None, waivers: true, lang };
        let session = Session::new(options).map_err(|error| internal(lang, error))?;
        Ok(PageSession { session })
    }

    /// Judges files, in the order of their names.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn judge(&self, files: &[HandedFile]) -> Result<JudgedFiles, String> {
        let lang = self.session.lang();
        let json = Report::new(Format::Json, self.session.terms(), lang, false);
        let mut reports = [json, Report::summary(self.session.terms(), lang)];
        let mut written = [Vec::new(), Vec::new()];
        let (mut totals, mut ids) = (Totals::default(), Ids::default());
        let mut files: Vec<&HandedFile> = files.iter().collect();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        for file in files {
            let judged = self.session.file(&file.name, Ok(file.read()));
            let mut judged = judged.map_err(|error| internal(lang, error))?;
            if let Some(first) = ids.first(&judged) {
                self.session.repeated(&mut judged, &first);
            }
            totals.add(&judged);
            for (report, out) in reports.iter_mut().zip(&mut written) {
                report.filing(&judged, out).map_err(|error| internal(lang, error))?;
            }
        }
        for (report, out) in reports.iter_mut().zip(&mut written) {
            report.end(&totals, out).map_err(|error| internal(lang, error))?;
        }
        let [json, summary] = written.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(JudgedFiles { json, summary })
    }

    /// Returns what is shown of a filing, as JSON: its findings in words, and its pictures.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn shown(&self, file: &HandedFile) -> Result<String, String> {
        let lang = self.session.lang();
        let (judged, ready) =
            self.session.examine(&file.name, Ok(file.read())).map_err(|error| internal(lang, error))?;
        shown::filing(&judged, ready.as_ref().map(|(ready, _)| ready), lang).map_err(|error| internal(lang, error))
    }

    /// Returns the page that `report` writes of a filing.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn report(&self, file: &HandedFile) -> Result<String, String> {
        let lang = self.session.lang();
        let (judged, ready) =
            self.session.examine(&file.name, Ok(file.read())).map_err(|error| internal(lang, error))?;
        html::filing(&judged, ready.as_ref().map(|(ready, _)| ready), lang).map_err(|error| internal(lang, error))
    }
}

impl HandedFile {
    /// Returns as much of a filing as the program reads: enough to see that one is too large.
    fn read(&self) -> Vec<u8> {
        let most = Limits::default().bytes.saturating_add(1);
        self.bytes.get(..most).unwrap_or(&self.bytes).to_vec()
    }
}

fn internal(lang: Lang, error: impl Display) -> String {
    say_plainly(lang, "cli.internal", &[("reason", &error.to_string())])
}
