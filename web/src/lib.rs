//! The door between the page and the library: every answer of [`PageSession`], by one name each.
//!
//! Owns nothing but how bytes and texts pass between the two. An error is a sentence for the reader.

use sekisho::browser::{HandedFile, PageSession, page_words};
use sekisho::words::Lang;
use wasm_bindgen::prelude::*;

/// The library on a day, in a language, with the files that were handed over.
#[wasm_bindgen]
pub struct Page {
    session: PageSession,
    files: Vec<HandedFile>,
}

/// Bytes to save, and lines to read beside them.
#[wasm_bindgen(getter_with_clone)]
pub struct Written {
    /// The name under which they are saved; empty where the page chooses it.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What is to be told.
    pub told: Vec<String>,
}

/// Findings of all files.
#[wasm_bindgen(getter_with_clone)]
pub struct Judged {
    /// As `lint --format json` writes them.
    pub json: String,
    /// What they come to.
    pub summary: String,
}

/// Returns the words of the page, as JSON.
#[wasm_bindgen]
pub fn words(lang: &str) -> String {
    page_words(language(lang))
}

#[wasm_bindgen]
impl Page {
    /// Takes a day as today.
    #[wasm_bindgen(constructor)]
    pub fn new(today: &str, lang: &str) -> Result<Page, String> {
        Ok(Page { session: PageSession::new(today, language(lang))?, files: Vec::new() })
    }

    /// Takes a file.
    pub fn hand(&mut self, name: String, bytes: Vec<u8>) {
        self.files.push(HandedFile { name, bytes });
    }

    /// Judges all files.
    pub fn judge(&self) -> Result<Judged, String> {
        let judged = self.session.judge(&self.files)?;
        Ok(Judged { json: judged.json, summary: judged.summary })
    }

    /// Shows the last file, as JSON.
    pub fn shown(&self) -> Result<String, String> {
        self.last().map_or_else(|| Ok(String::new()), |file| self.session.shown(file))
    }

    /// Writes the report of the last file.
    pub fn report(&self) -> Result<Written, String> {
        let page = self.last().map_or_else(|| Ok(String::new()), |file| self.session.report(file))?;
        Ok(Written { name: String::new(), bytes: page.into_bytes(), told: Vec::new() })
    }

    /// Writes the checked workbook of the last file.
    pub fn checked(&self) -> Result<Written, String> {
        let bytes = self.last().map_or_else(|| Ok(Vec::new()), |file| self.session.checked(file))?;
        Ok(Written { name: String::new(), bytes, told: Vec::new() })
    }

    /// Writes the paper of the last file.
    pub fn form(&self) -> Result<Written, String> {
        let Some(file) = self.last() else { return Err(String::new()) };
        let paper = self.session.form(file)?;
        Ok(Written { name: String::new(), bytes: paper.bytes, told: paper.lacks })
    }

    /// Takes the last file for an old paper.
    pub fn import(&mut self) -> Result<Written, String> {
        let Some(file) = self.files.pop() else { return Err(String::new()) };
        let imported = self.session.import(file)?;
        Ok(Written { name: imported.file.name, bytes: imported.file.bytes, told: imported.told })
    }
}

impl Page {
    fn last(&self) -> Option<&HandedFile> {
        self.files.last()
    }
}

fn language(word: &str) -> Lang {
    if word == Lang::En.word() { Lang::En } else { Lang::Ja }
}
