//! Where the reports of a run go: standard output, and files.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::LintOptions;
use super::new_file::NewFile;
use super::settings::Settings;
use super::{Context, Exit, Stop, packs};
use crate::report::{Format, Report};
use crate::session::{Judged, Terms, Totals};

/// What a run writes where, found to be possible.
pub(super) struct Plan {
    stdout: Shown,
    files: Vec<(Kept, PathBuf)>,
}

/// What goes to a file.
#[derive(Clone, Copy)]
enum Kept {
    Report(Format),
    Baseline,
}

/// What goes to standard output.
enum Shown {
    Report(Format),
    Draft,
    /// The findings are in files.
    Summary,
}

impl Plan {
    /// Takes the formats asked for apart: at most one for standard output, and none of the files one
    /// that the run reads.
    pub(super) fn new(
        context: &Context<'_>,
        options: &LintOptions,
        settings: &Settings,
        inputs: &[String],
    ) -> Result<Self, Stop> {
        let mut shown = options.format.iter().filter(|target| target.file.is_none());
        let first = shown.next().map(|target| target.format);
        if shown.next().is_some() {
            return Err(context.stop("cli.two-formats-shown", &[]));
        }
        let reports = options.format.iter().filter_map(|one| Some((Kept::Report(one.format), one.file.clone()?)));
        let mut files: Vec<(Kept, PathBuf)> = reports.collect();
        let stdout = match first {
            Some(_) if options.draft => return Err(context.stop("cli.draft-and-format", &[])),
            Some(format) => Shown::Report(format),
            None if options.draft => Shown::Draft,
            None if files.is_empty() => Shown::Report(settings.format),
            None => Shown::Summary,
        };
        files.extend(options.write_baseline.clone().map(|file| (Kept::Baseline, file)));
        let config = settings.config.as_ref().map(|config| Path::new(&config.path));
        let named = files.iter().map(|(_, file)| file.as_path());
        check_all(context, settings.policy.as_deref(), config, inputs, named)?;
        Ok(Plan { stdout, files })
    }
}

/// Whether files can be replaced by reports: none is named twice, and none is one that the run reads.
pub(super) fn check_all<'f>(
    context: &Context<'_>,
    policy: Option<&Path>,
    config: Option<&Path>,
    inputs: &[String],
    files: impl Iterator<Item = &'f Path>,
) -> Result<(), Stop> {
    let mut seen = BTreeSet::new();
    for file in files {
        check(context, policy, config, inputs, file)?;
        if !seen.insert(place(file)) {
            return Err(context.stop("cli.output-twice", &[("path", &file.display().to_string())]));
        }
    }
    Ok(())
}

/// Whether a file can be replaced by a report.
fn check(
    context: &Context<'_>,
    policy: Option<&Path>,
    config: Option<&Path>,
    inputs: &[String],
    file: &Path,
) -> Result<(), Stop> {
    let stop = |key| context.stop(key, &[("path", &file.display().to_string())]);
    // What does not exist is no input.
    let Ok(there) = std::fs::canonicalize(file) else {
        return Ok(());
    };
    // A device or a pipe would be replaced by the file, and a folder cannot be.
    if !there.is_file() {
        return Err(stop("cli.output-no-file"));
    }
    let is = |input: &Path| std::fs::canonicalize(input).is_ok_and(|input| input == there);
    let policy = policy.into_iter().flat_map(packs::yaml_below);
    let config = config.into_iter().map(Path::to_path_buf);
    if inputs.iter().any(|input| is(Path::new(input))) || policy.chain(config).any(|input| is(&input)) {
        return Err(stop("cli.output-is-input"));
    }
    Ok(())
}

/// One name for one place, also of a file that is still to be made.
fn place(file: &Path) -> PathBuf {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let made = || Some(std::fs::canonicalize(folder).ok()?.join(file.file_name()?));
    std::fs::canonicalize(file).ok().or_else(made).unwrap_or_else(|| file.to_path_buf())
}

/// The reports of a run while it goes on.
pub(super) struct Outputs<'o> {
    context: &'o Context<'o>,
    settings: &'o Settings,
    report: Report,
    out: BufWriter<&'o mut dyn Write>,
    /// Whether anything is shown: with `--quiet`, only once something is worth it.
    begun: bool,
    /// Whoever closes the pipe has read enough; what is found is found all the same.
    closed: bool,
    files: Vec<Written>,
}

struct Written {
    report: Report,
    out: NewFile,
    /// As the user named it.
    name: String,
}

impl<'o> Outputs<'o> {
    /// Begins what is planned.
    pub(super) fn begin(
        context: &'o Context<'o>,
        settings: &'o Settings,
        plan: &Plan,
        terms: &Terms,
        out: &'o mut dyn Write,
    ) -> Result<Self, Stop> {
        let report = match plan.stdout {
            Shown::Report(format) => Report::new(format, terms.clone(), context.lang, context.environment.color),
            Shown::Draft => Report::draft(terms.clone(), context.lang),
            Shown::Summary => Report::summary(terms.clone(), context.lang),
        };
        let files = plan.files.iter().map(|(kept, file)| {
            let name = file.display().to_string();
            let out = NewFile::create(file).map_err(|error| cannot_write(context, &name, &error))?;
            let report = match kept {
                Kept::Report(format) => Report::new(*format, terms.clone(), context.lang, false),
                Kept::Baseline => Report::baseline(terms.clone(), context.lang),
            };
            Ok(Written { report, out, name })
        });
        let files = files.collect::<Result<Vec<_>, Stop>>()?;
        let out = BufWriter::new(out);
        Ok(Outputs { context, settings, report, out, begun: !settings.quiet, closed: false, files })
    }

    /// Writes the next filing. On standard output `--quiet` leaves out those that alone would end the
    /// run with 0; a file is always whole.
    pub(super) fn filing(&mut self, filing: &Judged) -> Result<(), Stop> {
        for file in &mut self.files {
            let written = file.report.filing(filing, &mut file.out);
            written.map_err(|error| cannot_write(self.context, &file.name, &error))?;
        }
        if self.closed || (self.settings.quiet && self.settings.fail_on.exit_for(filing) == Exit::Clean) {
            return Ok(());
        }
        self.begun = true;
        let written = self.report.filing(filing, &mut self.out);
        self.unless_closed(written)
    }

    /// Writes what ends the reports, and gives the files their names.
    pub(super) fn end(mut self, totals: &Totals) -> Result<(), Stop> {
        for file in &mut self.files {
            let written = file.report.end(totals, &mut file.out).and_then(|()| file.out.flush());
            written.map_err(|error| cannot_write(self.context, &file.name, &error))?;
        }
        for file in std::mem::take(&mut self.files) {
            file.out.finish().map_err(|error| cannot_write(self.context, &file.name, &error))?;
        }
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

pub(super) fn cannot_write(context: &Context<'_>, path: &str, error: &io::Error) -> Stop {
    context.stop("cli.cannot-write", &[("path", path), ("reason", &error.to_string())])
}
