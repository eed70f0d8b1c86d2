//! Which rules a run speaks of: `--select` and `--ignore`.

use std::collections::BTreeSet;

use crate::finding::{Finding, Verdict};
use crate::text::Pattern;

/// Which rules a run speaks of; by default all.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Rules that are selected; none where all are.
    pub select: Vec<Pattern>,
    /// Rules that are left out of them.
    pub ignore: Vec<Pattern>,
}

impl Selection {
    /// Returns true if it leaves out nothing.
    pub fn is_everything(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    /// Finds the first pattern that no known rule fits, as it was written: a slip, by which a rule would be left unasked or
    /// asked in vain.
    pub fn idle(&self, known: &BTreeSet<String>) -> Option<&str> {
        let mut all = self.select.iter().chain(&self.ignore);
        all.find(|pattern| !known.iter().any(|rule| pattern.fits(rule))).map(Pattern::text)
    }

    /// Returns true if a rule is among those that are asked for.
    pub fn takes(&self, rule: &str) -> bool {
        (self.select.is_empty() || self.select.iter().any(|one| one.fits(rule))) && !self.ignores(rule)
    }

    /// Returns true if a finding is to be shown. What is wrong in the form of a filing is, whatever is selected: a rule that
    /// finds nothing in what it cannot read has found nothing out.
    pub fn keeps(&self, finding: &Finding) -> bool {
        match finding.verdict {
            Verdict::Invalid => !self.ignores(&finding.rule),
            _ => self.takes(&finding.rule),
        }
    }

    fn ignores(&self, rule: &str) -> bool {
        self.ignore.iter().any(|pattern| pattern.fits(rule))
    }
}
