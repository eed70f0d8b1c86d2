//! Where the report of a run goes.

use std::io::{self, BufWriter, Write};

use super::args::LintOptions;
use super::{Context, Exit, Stop};
use crate::report::Report;
use crate::session::{Judged, Terms, Totals};

/// The report of a run, on standard output.
pub(super) struct Outputs<'o> {
    report: Report,
    out: BufWriter<&'o mut dyn Write>,
    options: &'o LintOptions,
    /// Whether anything is shown: with `--quiet`, only once something is worth it.
    begun: bool,
    /// Whoever closes the pipe has read enough; what is found is found all the same.
    closed: bool,
}

impl<'o> Outputs<'o> {
    /// Begins a report.
    pub(super) fn new(context: &Context<'_>, options: &'o LintOptions, terms: Terms, out: &'o mut dyn Write) -> Self {
        let report = Report::new(options.format.format(), terms, context.lang, context.environment.color);
        Outputs { report, out: BufWriter::new(out), options, begun: !options.quiet, closed: false }
    }

    /// Writes the next filing. `--quiet` leaves out those that alone would end the run with 0.
    pub(super) fn filing(&mut self, filing: &Judged) -> Result<(), Stop> {
        if self.closed || (self.options.quiet && self.options.fail_on.exit_for(filing) == Exit::Clean) {
            return Ok(());
        }
        self.begun = true;
        let written = self.report.filing(filing, &mut self.out);
        self.unless_closed(written)
    }

    /// Writes what ends the report.
    pub(super) fn end(mut self, totals: &Totals) -> Result<(), Stop> {
        if self.closed || !self.begun {
            return Ok(());
        }
        let written = self.report.end(totals, &mut self.out).and_then(|()| self.out.flush());
        self.unless_closed(written)
    }

    fn unless_closed(&mut self, written: io::Result<()>) -> Result<(), Stop> {
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => Ok(other?),
        }
    }
}
