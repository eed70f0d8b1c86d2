//! Papers and full texts of a policy: read only where a paper is written or read, so that no judging waits for them.

use super::model::{PaperForms, Policy};
use super::packs::{PackFile, Packs};
use super::problem::{PolicyProblem, PolicyTrouble};
use super::reader::{self, PolicyReading};
use crate::source::Span;

/// The folder of a pack that holds them.
pub(super) const FOLDER: &str = "forms";

/// Reads the papers of the packs that a policy is made of, and the full texts of its checklists and special clauses.
///
/// # Errors
/// Everything wrong in their files, each at its place.
pub fn load_forms(packs: &Packs, policy: &Policy) -> Result<PaperForms, Vec<PolicyProblem>> {
    let mut forms = PaperForms::default();
    let mut problems = Vec::new();
    for pack in &policy.packs {
        let folder = format!("{pack}/{FOLDER}");
        for file in packs.below(&folder) {
            let Some(document) = PackFile::document(file) else {
                problems.push(PolicyProblem::new(&file.path, Span::START, PolicyTrouble::Unreadable));
                continue;
            };
            let reading = &mut PolicyReading { words: &policy.words, file: &file.path, problems: &mut problems };
            let below = file.path.strip_prefix(&folder).unwrap_or_default();
            if below.starts_with("/checklists/") {
                forms.checklists.extend(reader::checklist_text(reading, document.root(), policy));
            } else if below.starts_with("/clauses/") {
                forms.clauses.extend(reader::clause_text(reading, document.root(), policy));
            } else if let Some(paper) = reader::paper(reading, document.root()) {
                if forms.papers.iter().any(|own| own.id == paper.id) {
                    reading.report(document.root().head(), PolicyTrouble::DuplicateId { id: paper.id.clone() });
                }
                forms.papers.push(paper);
            }
        }
    }
    if problems.is_empty() { Ok(forms) } else { Err(problems) }
}
