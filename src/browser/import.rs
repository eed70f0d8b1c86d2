//! An old paper taken for a filing.

use super::{HandedFile, PageSession, internal};
use crate::paper;
use crate::session::filing_stem;
use crate::source::Document;
use crate::view;
use crate::words::say_plainly;
use crate::xlsx::ProvenWorkbook;

/// An old paper as a filing.
pub struct ImportedFiling {
    /// The filing, as a workbook.
    pub file: HandedFile,
    /// What was read of the paper and what was not, in lines.
    pub told: Vec<String>,
}

/// Maximum number of bytes of a paper, which may have pictures in it.
const MAX_BYTES: usize = 50 * 1024 * 1024;

impl PageSession {
    /// Reads an old paper as `import` does, as a workbook.
    ///
    /// # Errors
    /// The sentence that says why it is not read.
    pub fn import(&self, file: HandedFile) -> Result<ImportedFiling, String> {
        let (session, lang, name) = (&self.session, self.session.lang(), file.name);
        let say = |key: &str| say_plainly(lang, key, &[("path", &name)]);
        if file.bytes.len() > MAX_BYTES {
            return Err(say("import.refused.large"));
        }
        let paper = paper::read(file.bytes).map_err(|why| view::refused_paper(&name, &why, lang))?;
        if view::is_filing(&paper) {
            return Err(say("import.refused.filing"));
        }
        let output = format!("{}.filing.xlsx", stem(&name));
        let imported =
            view::imported(session, &paper, &view::filing_id(&output)).map_err(|error| internal(lang, error))?;
        let read = imported.and_then(|imported| Some((imported.form.clone()?, imported)));
        let Some((title, imported)) = read else { return Err(say("import.no-form")) };
        let document = Document::from_tree(&imported.filing, None);
        let texts = view::office_texts(&self.session, &document).map_err(|error| internal(lang, error))?;
        let proven = ProvenWorkbook::write(&document, &texts, lang).map_err(|error| internal(lang, error))?;
        let bytes = proven.map_err(|why| why.told(&name, lang))?.bytes;
        let form = title.get(lang);
        let read = say_plainly(lang, "import.read", &[("path", &name), ("form", form), ("output", &output)]);
        let told = std::iter::once(read).chain(view::import_account(&name, &paper, &imported, lang)).collect();
        Ok(ImportedFiling { file: HandedFile { name: output, bytes }, told })
    }
}

/// Returns the name of a file without its ending.
fn stem(name: &str) -> &str {
    let stem = filing_stem(name);
    stem.rsplit_once('.').map_or(stem, |(stem, _)| stem)
}
