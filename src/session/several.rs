//! Some files, of which the first few are named.

/// Some files, of which the first are named.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Several {
    /// How many.
    pub count: usize,
    /// Paths of the first.
    pub first: Vec<String>,
}

impl Several {
    /// Maximum number of files that are named.
    pub const MAX_NAMED: usize = 10;

    /// Counts one more.
    pub(super) fn add(&mut self, path: &str) {
        self.count += 1;
        if self.first.len() < Self::MAX_NAMED {
            self.first.push(path.to_owned());
        }
    }
}
