//! Several files at once, where there are threads; the library without the command line takes one after the other.

#[cfg(feature = "cli")]
use std::sync::OnceLock;

#[cfg(feature = "cli")]
use rayon::prelude::*;
#[cfg(feature = "cli")]
use rayon::{ThreadPool, ThreadPoolBuilder};

#[cfg(feature = "cli")]
use super::options::SessionError;

/// Maximum number of files whose findings are kept at once for each thread: enough to keep all threads busy most of the
/// time, and no more, as the findings of one file may take megabytes.
const MAX_KEPT: usize = 16;

/// The threads of a run.
#[derive(Default)]
pub(super) struct Threads {
    /// `None` inside where files are judged one after the other. Made when several files are first judged.
    #[cfg(feature = "cli")]
    pool: OnceLock<Option<ThreadPool>>,
}

impl Threads {
    /// So many of them; with 1, files are judged one after the other.
    ///
    /// # Errors
    /// The thread pool cannot be created.
    #[cfg(feature = "cli")]
    pub(super) fn so_many(jobs: usize) -> Result<Self, SessionError> {
        let pool = (jobs > 1).then(|| ThreadPoolBuilder::new().num_threads(jobs).build()).transpose()?;
        Ok(Threads { pool: OnceLock::from(pool) })
    }

    /// Applies `make` to each path, a few of them at once, and returns the results in their order.
    pub(super) fn each<'r, T: Send + 'r>(
        &'r self,
        paths: &'r [String],
        make: impl Fn(&str) -> T + Sync + 'r,
    ) -> impl Iterator<Item = T> + 'r {
        // A single file needs no threads.
        let alone = paths.len() < 2;
        let kept = MAX_KEPT * if alone { 1 } else { self.count() };
        paths.chunks(kept).flat_map(move |chunk| self.made(chunk, alone, &make))
    }

    #[cfg(feature = "cli")]
    fn made<T: Send>(&self, paths: &[String], alone: bool, make: &(impl Fn(&str) -> T + Sync)) -> Vec<T> {
        match self.pool().filter(|_| !alone) {
            Some(pool) => pool.install(|| paths.par_iter().map(|path| make(path)).collect()),
            None => paths.iter().map(|path| make(path)).collect(),
        }
    }

    #[cfg(not(feature = "cli"))]
    fn made<T>(&self, paths: &[String], _: bool, make: &impl Fn(&str) -> T) -> Vec<T> {
        paths.iter().map(|path| make(path)).collect()
    }

    #[cfg(feature = "cli")]
    fn count(&self) -> usize {
        self.pool().map_or(1, ThreadPool::current_num_threads)
    }

    #[cfg(not(feature = "cli"))]
    fn count(&self) -> usize {
        1
    }

    /// One per processor unless set otherwise; `None` if the system provides none.
    #[cfg(feature = "cli")]
    fn pool(&self) -> Option<&ThreadPool> {
        self.pool.get_or_init(|| ThreadPoolBuilder::new().build().ok()).as_ref()
    }
}
