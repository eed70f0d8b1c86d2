//! The table of limits that keep a hostile input from costing more than a large honest one.

/// How much a reader accepts. Each limit has a problem of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub bytes: usize,
    /// Nodes of a tree: scalars, sequences, mappings and aliases; keys are not counted.
    pub nodes: u32,
    /// Collections open at once, aliases followed.
    pub depth: u32,
    /// Nodes that all aliases of a document stand for, together.
    pub alias_visits: u64,
    /// Problems reported of one parse; more are dropped.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 5 * 1024 * 1024, nodes: 500_000, depth: 64, alias_visits: 100_000, problems: 1_000 }
    }
}
