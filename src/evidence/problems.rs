//! Problems of one file, as many as are worth listing.

use crate::filing::{InputProblem, Problem};

/// Maximum number of problems listed of one file.
const MAX_PROBLEMS: usize = 1_000;

/// Problems in the order in which they are met. Beyond the limit only that there are more is kept, and where they begin.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<InputProblem>,
    more: Option<InputProblem>,
}

impl Problems {
    /// Notes a problem.
    pub(super) fn push(&mut self, problem: InputProblem) {
        if self.listed.len() < MAX_PROBLEMS {
            self.listed.push(problem);
        } else if self.more.is_none() {
            let limit = Problem::TooMany { what: "problems", limit: MAX_PROBLEMS };
            self.more = Some(InputProblem { problem: limit, ..problem });
        }
    }

    /// How many are listed.
    pub(super) fn len(&self) -> usize {
        self.listed.len()
    }

    /// What was noted.
    pub(super) fn end(mut self) -> Vec<InputProblem> {
        self.listed.extend(self.more);
        self.listed
    }
}
