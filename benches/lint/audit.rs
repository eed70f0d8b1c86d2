//! An audit of a register made from a seed, from the disk, beside a bare parse of the same bytes.

use std::path::Path;
use std::time::Instant;

use saphyr_parser::Parser;

use crate::generated::{TODAY, YEAR, register};
use crate::process::{shown, watched};

/// Prints how long an audit of so many parts takes, and its peak memory.
pub(crate) fn measure(counts: &[usize]) {
    println!(
        "\naudit of a generated register as ndjson, with every processor; a bare parse of the same bytes with one"
    );
    for count in counts {
        let register = register(7, *count);
        let top = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("audit-{count}"));
        let mut bytes = 0;
        for (path, text) in &register.files {
            let path = top.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
            bytes += text.len();
        }
        let start = Instant::now();
        for (_, text) in &register.files {
            Parser::new_from_str(text).for_each(|event| drop(event.expect("YAML")));
        }
        let bare = start.elapsed().as_secs_f64();
        let (files, parts) = (register.files.len(), register.parts);
        drop(register);
        let (year, top_name) = (YEAR.to_string(), top.to_str().expect("a path"));
        let arguments = ["audit", top_name, "--fiscal-year", &year, "--today", TODAY, "--format", "ndjson"];
        let (seconds, peak) = watched(&arguments);
        let (all, peak) = (bytes as f64 / 1e6, shown(peak));
        println!("{parts:>8} parts{files:>8} files{all:>8.1} MB{seconds:>8.2} s{peak:>14}{:>8.2}x", seconds / bare);
        std::fs::remove_dir_all(top).expect("removed");
    }
}
