//! What is written of a filing: the checked workbook, and the paper of its office.

use super::{HandedFile, PageSession, internal};
use crate::docx;
use crate::report::{Format, Report};
use crate::session::{Judged, SessionError};
use crate::view::{self, PaperOf};
use crate::words::{Lang, say_plainly};
use crate::xlsx::{ProvenWorkbook, remarks};

/// A paper of an office.
pub struct WrittenPaper {
    /// The document.
    pub bytes: Vec<u8>,
    /// What it lacks, in lines.
    pub lacks: Vec<String>,
}

impl PageSession {
    /// Returns a filing as a workbook with its findings at the cells, as `workbook --checked` writes it.
    ///
    /// # Errors
    /// The sentence that says why there is none.
    pub fn checked(&self, file: &HandedFile) -> Result<Vec<u8>, String> {
        let (session, lang) = (&self.session, self.session.lang());
        let (document, _) = session.tree(&file.name, Ok(file.read())).map_err(|judged| self.unread(&judged))?;
        let texts = view::office_texts(&self.session, &document).map_err(|error| internal(lang, error))?;
        let proven = ProvenWorkbook::write(&document, &texts, lang).map_err(|error| internal(lang, error))?;
        let proven = proven.map_err(|why| why.told(&file.name, lang))?;
        // The copy is judged, so that every finding is about a cell of its own.
        let judged = session.file(&file.name, Ok(proven.bytes.clone())).map_err(|error| internal(lang, error))?;
        proven.remarked(&remarks(&judged, lang)).map_err(|error| internal(lang, error))
    }

    /// Returns the paper of the office of a filing, as `form` writes it.
    ///
    /// # Errors
    /// The sentence that says why there is none.
    pub fn form(&self, file: &HandedFile) -> Result<WrittenPaper, String> {
        let (session, lang) = (&self.session, self.session.lang());
        let examined = session.examine(&file.name, Ok(file.read())).map_err(|error| internal(lang, error))?;
        let (judged, Some((ready, document))) = examined else { return Err(self.unread(&examined.0)) };
        let forms = view::paper_forms(session.packs(), &ready.policy);
        let forms = forms.map_err(|problems| internal(lang, SessionError::Policy(problems)))?;
        let form = view::paper_form(&forms, &ready, lang)?;
        let of = PaperOf { document: &document, judged: &judged, ready: &ready, form, forms: &forms, is_final: false };
        let view = view::paper(&of, |_| true).without_gaps();
        if view.sheets.is_empty() {
            return Err(say_plainly(lang, "cli.form-empty", &[("path", &file.name)]));
        }
        let bytes = docx::document(&view).map_err(|error| internal(lang, error))?;
        Ok(WrittenPaper { bytes, lacks: view.lacks(false, lang) })
    }

    /// Says what keeps a file from being read.
    fn unread(&self, judged: &Judged) -> String {
        let lang: Lang = self.session.lang();
        let mut said = Vec::new();
        let mut report = Report::new(Format::Concise, self.session.terms(), lang, false);
        match report.filing(judged, &mut said) {
            Ok(()) => String::from_utf8_lossy(&said).trim_end().to_owned(),
            Err(error) => internal(lang, error),
        }
    }
}
