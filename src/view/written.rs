//! What writes an audit, in whatever format.

use std::io::{self, Write};
use std::sync::Arc;

use crate::audit::{AuditedPart, Portfolio};
use crate::finding::Finding;
use crate::session::{Coverage, PolicyUsed};

/// A format: what it writes for each part as it comes, and at the end.
pub trait Written {
    /// Writes the next part.
    ///
    /// # Errors
    /// Whatever `out` says.
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what ends it.
    ///
    /// # Errors
    /// Whatever `out` says.
    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()>;
}

/// What is known once every filing has been audited.
pub struct AuditEnd<'e> {
    /// What the parts come to.
    pub portfolio: &'e Portfolio,
    /// What is wrong in filings and records, by file.
    pub findings: &'e [(Arc<str>, Finding)],
    /// Packs that told what is owed.
    pub policies: &'e [PolicyUsed],
    /// What the audit did not look at.
    pub coverage: &'e Coverage,
}
