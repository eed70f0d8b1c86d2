//! What an interrupted run leaves: nothing that is not complete.
//!
//! A signal ends the program as it would have, once the files that were being written are gone. On systems without such
//! signals the file of an interrupted run stays under its temporary name.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files that are being written, under the names that they have until they are complete.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Returns the files that are being written. While they are held no signal ends the program, so that a file is made and
/// listed, or renamed and struck off, in one.
pub(super) fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    signals::watch();
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
mod signals {
    use std::sync::{Once, PoisonError, mpsc};
    use std::thread;

    use signal_hook::consts::signal::{
        SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::UNFINISHED;

    /// Signals that end a program unless it says otherwise, and can be caught.
    const ENDING: [i32; 10] =
        [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU];

    /// Waits for signals from now on. Where the system gives no thread for that, they end the program at once.
    pub(super) fn watch() {
        static WATCHED: Once = Once::new();
        WATCHED.call_once(|| {
            let (ready, begun) = mpsc::channel();
            let wait = move || {
                let signals = Signals::new(ENDING.into_iter().filter(|signal| !is_ignored(*signal)));
                // The file is begun whether or not anybody still waits for the word.
                let _ = ready.send(());
                if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
                    // Held to the end: nothing more is begun, and nothing gets its name.
                    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
                    for file in unfinished.iter() {
                        let _ = std::fs::remove_file(file);
                    }
                    let _ = emulate_default_handler(signal);
                }
            };
            if thread::Builder::new().spawn(wait).is_ok() {
                let _ = begun.recv();
            }
        });
    }

    /// Whether who started the program had it ignore a signal, as `nohup` does: then it goes on.
    fn is_ignored(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
        mask >> (signal - 1) & 1 == 1
    }
}

#[cfg(not(unix))]
mod signals {
    /// Nothing to wait for.
    pub(super) fn watch() {}
}
