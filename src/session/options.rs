//! What a run is started with, and why one cannot be.

use crate::calendar::Date;
use crate::policy::{Packs, PolicyProblem};
use crate::words::Lang;

/// Options of a run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The packs that policies are loaded from.
    pub packs: Packs,
    /// The day that the run takes as today.
    pub today: Date,
    /// Judges every filing by the edition of this day; `None` for each filing's own reference date.
    pub judge_by: Option<Date>,
    /// True if the waivers of filings are taken into account.
    pub waivers: bool,
    /// The language in which everything that is found is written.
    pub lang: Lang,
}

/// Why a run cannot be started or continued.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// A pack is broken; everything that is wrong in it.
    #[error("policy has {} problems", .0.len())]
    Policy(Vec<PolicyProblem>),
    /// The thread pool cannot be created.
    #[cfg(feature = "cli")]
    #[error(transparent)]
    Threads(#[from] rayon::ThreadPoolBuildError),
}
