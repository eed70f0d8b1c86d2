//! What a run has left out, in words.

use crate::session::{Coverage, Omission, Several};
use crate::words::{Voice, clean};

/// The words of what a run leaves out.
impl Voice {
    /// Says what is left out and why, a line for each reason, and which patterns left out nothing.
    pub(crate) fn coverage(self, coverage: &Coverage) -> Vec<String> {
        let left_out = coverage.by_reason().into_iter().map(|(reason, files)| self.left_out(reason, &files));
        left_out.chain(self.idle_excludes(coverage)).collect()
    }

    /// Says which files are left out for a reason.
    pub(crate) fn left_out(self, reason: Omission, files: &Several) -> String {
        let (count, files) = (files.count.to_string(), self.several(files));
        self.say("report.summary.left-out", &[("reason", &self.omission(reason)), ("count", &count), ("files", &files)])
    }

    /// Says which patterns left out nothing, where there are any.
    pub(crate) fn idle_excludes(self, coverage: &Coverage) -> Option<String> {
        let patterns: Vec<String> = coverage.idle_excludes.iter().map(|pattern| clean(pattern)).collect();
        let said = || self.say("report.summary.idle-exclude", &[("patterns", &self.join(&patterns))]);
        (!patterns.is_empty()).then(said)
    }

    /// Says why a file is left out.
    pub(crate) fn omission(self, reason: Omission) -> String {
        self.text(&format!("left-out.{}", reason.word()))
    }

    /// Names paths of which only the first are kept.
    pub(crate) fn several(self, files: &Several) -> String {
        let named: Vec<String> = files.first.iter().map(|path| clean(path)).collect();
        let named = self.join(&named);
        match files.count - files.first.len() {
            0 => named,
            more => self.say("report.summary.more", &[("filings", &named), ("more", &more.to_string())]),
        }
    }
}
