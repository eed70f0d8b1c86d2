//! The paper that a filing is written on, and what is told of one that was written.

use super::keys::unknown_form_keys;
use super::sheet::{PaperView, SheetBlock};
use crate::diagram::Drawing;
use crate::policy::{Packs, PaperForm, PaperForms, Policy, PolicyProblem, load_forms};
use crate::session::Ready;
use crate::words::{self, Lang, say_plainly};

/// Returns the papers of the packs that a policy is made of.
///
/// # Errors
/// What is wrong in them.
pub(crate) fn paper_forms(packs: &Packs, policy: &Policy) -> Result<PaperForms, Vec<PolicyProblem>> {
    let forms = load_forms(packs, policy)?;
    let unknown = unknown_form_keys(&forms);
    if unknown.is_empty() { Ok(forms) } else { Err(unknown) }
}

/// Returns the paper for a filing.
///
/// # Errors
/// The sentence that says that there is none.
pub(crate) fn paper_form<'f>(forms: &'f PaperForms, ready: &Ready, lang: Lang) -> Result<&'f PaperForm, String> {
    let forum = ready.filing.forum.value();
    if let Some(form) = forms.paper(forum.map(|forum| forum.id()), ready.day) {
        return Ok(form);
    }
    let pack = ready.policy.id.as_str();
    if forms.papers.is_empty() {
        return Err(say_plainly(lang, "cli.no-form", &[("pack", pack)]));
    }
    let known: Vec<&str> = forms.papers.iter().map(|form| form.title.get(lang)).collect();
    let day = words::date(ready.day, lang);
    let forum = forum.map_or_else(|| say_plainly(lang, "cli.form-no-forum", &[]), |forum| forum.name(lang).to_owned());
    let known = words::join(lang, &known);
    let args = [("pack", pack), ("forum", &forum), ("day", &day), ("known", &known)];
    Err(say_plainly(lang, "cli.no-such-form", &args))
}

impl PaperView {
    /// Tells what the paper lacks, in lines.
    pub(crate) fn lacks(&self, is_final: bool, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        if self.unstated > 0 {
            let key = if is_final { "cli.form-left-blank" } else { "cli.form-unstated" };
            lines.push(say_plainly(lang, key, &[("count", &self.unstated.to_string())]));
        }
        let undrawn = self.undrawn.iter();
        lines.extend(undrawn.map(|title| say_plainly(lang, "cli.form-undrawn", &[("title", title)])));
        let drawings = self.drawings();
        #[cfg(feature = "raster")]
        lines.extend(missing_characters(&drawings, lang));
        #[cfg(not(feature = "raster"))]
        if !drawings.is_empty() {
            lines.push(say_plainly(lang, "cli.form-unpainted", &[("count", &drawings.len().to_string())]));
        }
        lines
    }

    /// Returns the drawings of the paper, each once.
    fn drawings(&self) -> Vec<Drawing> {
        let pictures = self.sheets.iter().flat_map(|sheet| &sheet.blocks).filter_map(|block| match block {
            SheetBlock::Picture(picture) if picture.page == 0 => Some(picture.drawing.clone()),
            _ => None,
        });
        pictures.collect()
    }
}

/// Names what the face of the pictures cannot show.
#[cfg(feature = "raster")]
pub(crate) fn missing_characters(drawings: &[Drawing], lang: Lang) -> Option<String> {
    use crate::diagram;

    let missing = diagram::font::missing(&diagram::stacked(drawings));
    let shown: Vec<String> = missing.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    let args = || words::join(lang, &shown);
    (!shown.is_empty()).then(|| say_plainly(lang, "cli.missing-characters", &[("characters", &args())]))
}
