//! What the packs of an office say that the sheets of its filings show.

use crate::session::{Session, SessionError};
use crate::source::{Document, Node};
use crate::workbook::OfficeTexts;

/// Returns the words and the checklists of the jurisdiction of a filing, whatever else is wrong with it; none if it has none that
/// is known.
///
/// # Errors
/// What is wrong with a pack.
pub(crate) fn office_texts(session: &Session, document: &Document) -> Result<OfficeTexts, SessionError> {
    let jurisdiction = document.root().get("jurisdiction").and_then(Node::text).unwrap_or_default();
    let Some(policy) = session.policy(jurisdiction)? else { return Ok(OfficeTexts::default()) };
    let forms = super::paper_forms(session.packs(), &policy).map_err(SessionError::Policy)?;
    Ok(OfficeTexts { words: policy.words.clone(), checklists: forms.checklists })
}
