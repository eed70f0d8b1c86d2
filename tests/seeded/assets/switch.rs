//! Decides at run time which seeded change is in force. Stands only in the copy that is measured.
#![allow(missing_docs, unreachable_pub)]

use std::env;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

struct Switch {
    active: Option<usize>,
    log: Option<File>,
}

static SWITCH: OnceLock<Switch> = OnceLock::new();
static REACHED: [AtomicBool; 4096] = [const { AtomicBool::new(false) }; 4096];

/// Returns true if the change with this number is in force. With `SEEDED_LOG`, notes the first time each is reached.
pub fn on(number: usize) -> bool {
    let switch = SWITCH.get_or_init(|| Switch {
        active: env::var("SEEDED_ON").ok().and_then(|number| number.parse().ok()),
        log: env::var_os("SEEDED_LOG").and_then(|path| OpenOptions::new().create(true).append(true).open(path).ok()),
    });
    if let Some(mut log) = switch.log.as_ref()
        && REACHED.get(number).is_some_and(|reached| !reached.swap(true, Ordering::Relaxed))
    {
        // One write a number: programs that a test starts append to the same file.
        let _ = log.write_all(format!("{number}\n").as_bytes());
    }
    switch.active == Some(number)
}
