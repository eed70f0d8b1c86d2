//! Where a run writes: standard output, and files that bear their names only once they are complete.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::file_names::{self, FileNames};
use super::new_file::NewFile;
use super::{Context, Stop};

/// Standard output, buffered. Once its reader has closed the pipe it drops the rest in silence: what a run finds, and so its
/// exit status, does not depend on how much of it is read.
pub(super) struct Stdout<'o>(BufWriter<UntilClosed<'o>>);

/// A stream that drops in silence what is written once its reader is gone.
pub(super) struct UntilClosed<'o> {
    out: &'o mut dyn Write,
    closed: bool,
}

impl<'o> Stdout<'o> {
    /// Buffers what goes to `out`.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Stdout(BufWriter::new(UntilClosed::new(out)))
    }
}

impl Write for Stdout<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<'o> UntilClosed<'o> {
    /// Passes on what goes to `out`.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        UntilClosed { out, closed: false }
    }

    /// Carries on with `otherwise` once the pipe is closed.
    fn unless_closed<T>(&mut self, otherwise: T, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        if self.closed {
            return Ok(otherwise);
        }
        match write(self.out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(otherwise)
            }
            written => written,
        }
    }
}

impl Write for UntilClosed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), |out| out.flush())
    }
}

/// The reports that a run is asked for.
pub(super) struct Plan<F> {
    /// What goes to standard output.
    pub(super) shown: Option<F>,
    /// What goes to files.
    pub(super) files: Vec<(F, PathBuf)>,
}

impl<F> Plan<F> {
    /// Everything that is asked for.
    pub(super) fn formats(&self) -> impl Iterator<Item = &F> {
        self.files.iter().map(|(format, _)| format).chain(&self.shown)
    }

    /// Sorts the formats asked for by where they go. At most one can go to standard output.
    pub(super) fn new(
        context: &Context<'_>,
        asked: impl IntoIterator<Item = (F, Option<PathBuf>)>,
    ) -> Result<Self, Stop> {
        let mut plan = Plan { shown: None, files: Vec::new() };
        for (format, file) in asked {
            match file {
                Some(file) => plan.files.push((format, file)),
                None if plan.shown.is_some() => return Err(context.stop("cli.two-formats-shown", &[])),
                None => plan.shown = Some(format),
            }
        }
        Ok(plan)
    }
}

/// The reports of a run while it goes on.
pub(super) struct Sink<'s, R> {
    context: &'s Context<'s>,
    shown: Option<R>,
    stdout: &'s mut dyn Write,
    files: Vec<ReportFile<R>>,
}

struct ReportFile<R> {
    report: R,
    out: NewFile,
    /// As the user named it.
    path: PathBuf,
}

impl<'s, R> Sink<'s, R> {
    /// Begins what is planned, once every file is found to be writable. `make` makes the report of a format and is told
    /// whether it is to be shown.
    pub(super) fn open<F>(
        context: &'s Context<'s>,
        plan: Plan<F>,
        stdout: &'s mut dyn Write,
        make: impl Fn(F, bool) -> io::Result<R>,
    ) -> Result<Self, Stop> {
        let mut places = BTreeSet::new();
        for (_, file) in &plan.files {
            context.inputs.spare(context, file)?;
            if !places.insert(place(file)) {
                return Err(context.stop("cli.output-twice", &[("path", &file.display().to_string())]));
            }
        }
        let shown = plan.shown.map(|format| make(format, true)).transpose()?;
        let files = plan.files.into_iter().map(|(format, file)| {
            let opened = NewFile::create(&file).and_then(|out| Ok((make(format, false)?, out)));
            let (report, out) = opened.map_err(|error| cannot_write(context, &file, &error))?;
            Ok(ReportFile { report, out, path: file })
        });
        Ok(Sink { context, shown, stdout, files: files.collect::<Result<_, Stop>>()? })
    }

    /// Takes every report a step further; the shown one only with `show`.
    pub(super) fn write(
        &mut self,
        show: bool,
        mut step: impl FnMut(&mut R, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        for file in &mut self.files {
            let written = step(&mut file.report, &mut file.out);
            written.map_err(|error| cannot_write(self.context, &file.path, &error))?;
        }
        self.show(show, step)
    }

    /// Writes what ends the reports, and gives the files their names: none before all are complete. `last` is told whether
    /// the report is the shown one.
    pub(super) fn end(
        mut self,
        mut last: impl FnMut(&mut R, &mut dyn Write, bool) -> io::Result<()>,
    ) -> Result<(), Stop> {
        for file in &mut self.files {
            let written = last(&mut file.report, &mut file.out, false).and_then(|()| file.out.flush());
            written.map_err(|error| cannot_write(self.context, &file.path, &error))?;
        }
        for file in std::mem::take(&mut self.files) {
            file.out.finish().map_err(|error| cannot_write(self.context, &file.path, &error))?;
        }
        self.show(true, |report, out| last(report, out, true))
    }

    fn show(&mut self, show: bool, step: impl FnOnce(&mut R, &mut dyn Write) -> io::Result<()>) -> Result<(), Stop> {
        match self.shown.as_mut().filter(|_| show) {
            Some(report) => Ok(step(report, self.stdout)?),
            None => Ok(()),
        }
    }
}

/// Writes a file that is whole or not there.
pub(super) fn write_file(context: &Context<'_>, file: &Path, bytes: &[u8]) -> Result<(), Stop> {
    context.inputs.spare(context, file)?;
    let written = NewFile::create(file).and_then(|mut out| out.write_all(bytes).and_then(|()| out.finish()));
    written.map_err(|error| cannot_write(context, file, &error))
}

/// Replaces a file that was named as the one to change, unless it no longer is as it was read.
pub(super) fn replace_file(context: &Context<'_>, file: &Path, read: &[u8], bytes: &[u8]) -> Result<(), Stop> {
    let failed = |error: io::Error| cannot_write(context, file, &error);
    let mut out = NewFile::create(file).map_err(failed)?;
    out.allow_as_target().and_then(|()| out.write_all(bytes)).map_err(failed)?;
    if std::fs::read(file).map_err(failed)? != read {
        return Err(context.stop("cli.changed-meanwhile", &[("path", &file.display().to_string())]));
    }
    out.finish().map_err(failed)
}

/// How the names of pages end.
const PAGE: &str = ".html";

/// A folder that a run fills with files, made with the first of them.
pub(super) struct OutputFolder<'f> {
    context: &'f Context<'f>,
    folder: PathBuf,
    names: FileNames,
}

impl<'f> OutputFolder<'f> {
    /// Names the folder.
    pub(super) fn new(context: &'f Context<'f>, folder: PathBuf) -> Self {
        OutputFolder { context, folder, names: FileNames::default() }
    }

    /// Keeps a name for a file that is written last.
    pub(super) fn keep(&mut self, name: &str) {
        self.names.keep(name);
    }

    /// Writes a file of that name.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Stop> {
        let made = std::fs::create_dir_all(&self.folder);
        made.map_err(|error| cannot_write(self.context, &self.folder, &error))?;
        write_file(self.context, &self.folder.join(name), bytes)
    }

    /// Writes a page under a name that none before it has, and returns the name.
    pub(super) fn write_page(&mut self, stem: &str, page: &str) -> Result<String, Stop> {
        let name = self.names.give("", &file_names::plain(stem), PAGE) + PAGE;
        self.write(&name, page.as_bytes())?;
        Ok(name)
    }
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

/// Ends the run for a file or folder that cannot be written.
pub(super) fn cannot_write(context: &Context<'_>, path: &Path, error: &io::Error) -> Stop {
    context.stop("cli.cannot-write", &[("path", &path.display().to_string()), ("reason", &error.to_string())])
}
