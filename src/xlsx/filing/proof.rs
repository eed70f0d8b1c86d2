//! The proof that a workbook says all of the filing that it was written from: it is read back before anyone gets it.

use std::collections::BTreeSet;
use std::io;

use super::{CellRemark, filing};
use crate::source::{Document, Node};
use crate::vocabulary::pack_words::PackWords;
use crate::words::{Lang, say_plainly};
use crate::workbook::{self, ALLOWANCE, Leftover, OfficeTexts, PlannedFiling, words};

/// A workbook that was read back, and says what the filing says.
pub struct ProvenWorkbook {
    /// The file.
    pub bytes: Vec<u8>,
    planned: PlannedFiling,
    rest: Vec<Leftover>,
    words: PackWords,
    lang: Lang,
}

/// Why a filing is not written as a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// The places whose values no workbook can hold; empty for the whole filing.
    Lost(Vec<String>),
    /// The workbook would have more of something than is read of any, and how much is.
    TooLarge(&'static str, usize),
}

impl Unwritten {
    /// Says why the filing of a path is not written.
    pub fn told(&self, path: &str, lang: Lang) -> String {
        match self {
            Unwritten::Lost(lost) => words::lost(lang, "cli.workbook-lost", path, lost),
            Unwritten::TooLarge(what, limit) => {
                let (what, limit) = (say_plainly(lang, &format!("limit.{what}"), &[]), limit.to_string());
                let args = [("path", path), ("what", &*what), ("limit", &limit)];
                say_plainly(lang, "cli.workbook-too-large", &args)
            }
        }
    }
}

impl ProvenWorkbook {
    /// Writes a filing as a workbook, with what packs say that its sheets show.
    ///
    /// # Errors
    /// Whatever the library for workbooks refuses.
    pub fn write(document: &Document, texts: &OfficeTexts, lang: Lang) -> io::Result<Result<Self, Unwritten>> {
        // A word says the same by its title.
        let by_id = workbook::by_id(document.root(), &texts.words);
        let root = by_id.root();
        let mut left = BTreeSet::new();
        loop {
            let written = Self::with(root, texts, &left, lang)?;
            let lost = match written.lost(root) {
                Ok(lost) => lost,
                Err(why) => return Ok(Err(why)),
            };
            if lost.is_empty() {
                return Ok(Ok(written));
            }
            // What is left out of the tables may change to what the others belong, so that more has to be.
            let known = left.len();
            left.extend(lost.iter().cloned());
            if left.len() == known {
                return Ok(Err(Unwritten::Lost(lost)));
            }
        }
    }

    /// Writes the same workbook with remarks on its cells.
    ///
    /// # Errors
    /// Whatever the library for workbooks refuses.
    pub fn remarked(&self, remarks: &[CellRemark]) -> io::Result<Vec<u8>> {
        filing(&self.planned, &self.rest, remarks, &self.words, self.lang)
    }

    fn with(root: Node<'_>, texts: &OfficeTexts, left: &BTreeSet<String>, lang: Lang) -> io::Result<Self> {
        let shown = workbook::titled(root, &texts.words, lang);
        let planned = workbook::plan(shown.root(), &texts.checklists, left, lang);
        let rest = workbook::leftovers(root, left);
        let bytes = filing(&planned, &rest, &[], &texts.words, lang)?;
        Ok(ProvenWorkbook { bytes, planned, rest, words: texts.words.clone(), lang })
    }

    /// Returns the places of what a reader of the workbook would not find in it.
    fn lost(&self, root: Node<'_>) -> Result<Vec<String>, Unwritten> {
        let whole = || vec![String::new()];
        let read = workbook::read(self.bytes.clone()).map_err(|why| match why.exceeded(ALLOWANCE) {
            Some((what, limit)) => Unwritten::TooLarge(what, limit),
            None => Unwritten::Lost(whole()),
        })?;
        let lost = workbook::differences(root, workbook::by_id(read.document.root(), &self.words).root());
        // What is wrong with the sheets themselves cannot be put right by another sheet.
        Ok(if lost.is_empty() && !read.problems.is_empty() { whole() } else { lost })
    }
}
