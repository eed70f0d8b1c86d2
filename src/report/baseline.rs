//! `--write-baseline`: records what is found now as known to later runs.

use std::io;

use super::json::compact;
use super::{Page, Shape};
use crate::finding::{BASELINE, Entry};
use crate::session::{Judged, Totals};

/// Writes the file with one entry per line, so that version control shows readable changes.
#[derive(Default)]
pub(super) struct BaselineFormat {
    written: bool,
}

impl Shape for BaselineFormat {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        write!(page.out, "{{\n  \"schema\": \"{BASELINE}\",\n  \"entries\": [")
    }

    fn filing(&mut self, judged: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        // A waiver states its own end, and findings about the baseline itself are not kept in one.
        let kept = judged.findings.iter().filter(|one| one.waived.is_none() && one.rule != "baseline-unused");
        for finding in kept {
            let entry = Entry::of(finding, &judged.id);
            write!(page.out, "{}\n    {}", if self.written { "," } else { "" }, compact(&entry)?)?;
            self.written = true;
        }
        Ok(())
    }

    fn end(&mut self, _: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        writeln!(page.out, "\n  ]\n}}")
    }
}
