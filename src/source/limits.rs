//! The limits that keep a hostile input from costing more than a large honest one.

/// How much a reader accepts. Exceeding a limit is a problem of its own kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum number of bytes of a file.
    pub bytes: usize,
    /// Maximum number of nodes of a tree: scalars, sequences, mappings and aliases; keys are not counted.
    pub nodes: u32,
    /// Maximum number of collections that are open at once, with aliases followed.
    pub depth: u32,
    /// Maximum number of nodes that all aliases of a document together expand to.
    pub alias_visits: u64,
    /// Maximum number of problems that are reported for one text; more are dropped.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 5 * 1024 * 1024, nodes: 500_000, depth: 64, alias_visits: 100_000, problems: 1_000 }
    }
}
