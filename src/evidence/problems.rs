//! The problems of one file, limited to as many as are worth listing.

use crate::filing::{InputProblem, Problem};

/// Maximum number of problems that are listed for one file.
const MAX_PROBLEMS: usize = 1_000;

/// Problems in the order in which they are found. Beyond the limit, only the first place is kept, as a sign that there
/// are more.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<InputProblem>,
    more: Option<InputProblem>,
}

impl Problems {
    /// Adds a problem.
    pub(super) fn push(&mut self, problem: InputProblem) {
        if self.listed.len() < MAX_PROBLEMS {
            self.listed.push(problem);
        } else if self.more.is_none() {
            let limit = Problem::TooMany { what: "problems", limit: MAX_PROBLEMS };
            self.more = Some(InputProblem { problem: limit, ..problem });
        }
    }

    /// Returns the number of problems listed.
    pub(super) fn len(&self) -> usize {
        self.listed.len()
    }

    /// Returns the problems, and last whether there were more.
    pub(super) fn end(mut self) -> Vec<InputProblem> {
        self.listed.extend(self.more);
        self.listed
    }
}
