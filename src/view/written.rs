//! The interface of everything that writes an audit, in whatever format.

use std::io::{self, Write};
use std::sync::Arc;

use crate::audit::{AuditedPart, Outside, Portfolio};
use crate::finding::Finding;
use crate::session::{Coverage, PolicyUsed};

/// A format: writes each part as it comes, and the rest at the end.
pub trait Written {
    /// Writes the next part.
    ///
    /// # Errors
    /// The error of `out`.
    fn part(&mut self, part: &AuditedPart, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the rest, after the last part.
    ///
    /// # Errors
    /// The error of `out`.
    fn end(&mut self, end: &AuditEnd<'_>, out: &mut dyn Write) -> io::Result<()>;
}

/// What is known once every filing has been audited.
pub struct AuditEnd<'e> {
    /// The totals over all parts.
    pub portfolio: &'e Portfolio,
    /// What was done in the year under parts that did not run in it.
    pub outside: &'e [Outside],
    /// Findings about filings and records, with the path each points into.
    pub findings: &'e [(Arc<str>, Finding)],
    /// The packs that determined what is owed.
    pub policies: &'e [PolicyUsed],
    /// What the audit did not look at.
    pub coverage: &'e Coverage,
}
