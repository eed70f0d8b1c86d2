//! `sekisho audit`: every part that ran in a fiscal year, with the records that it owes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{AuditOptions, FailOn};
use super::new_file::NewFile;
use super::outputs::{cannot_write, check_all};
use super::report::page_name;
use super::settings::Excluded;
use super::target::{AuditOption, Target};
use super::{Context, Exit, Stop, Streams, disk, lint, reading};
use crate::audit::{self, Audited, End, Portfolio, Run, Terms, Written};
use crate::calendar::{Date, FiscalYear};
use crate::finding::{Finding, Severity};
use crate::html::{self, AuditPage};
use crate::policy::Obligation;
use crate::report::AuditFormat;
use crate::session::Session;
use crate::words::Lang;
use crate::xlsx::{self, AuditWorkbook};

/// Audits files and folders.
pub(super) fn run(context: &Context<'_>, options: &AuditOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let mut session = reading::session(context, options.policy.as_deref(), options.today.as_deref())?;
    if let Some(jobs) = &options.jobs {
        let jobs = lint::jobs(context, jobs)?;
        session.judge_at_once(jobs).map_err(|error| lint::stop(context, &error))?;
    }
    let today = session.terms().today;
    if let Some(file) = &options.template {
        return template(context, &session, file);
    }
    let terms = Terms { year: year(context, options.fiscal_year.as_deref(), today)?, today };
    let paths = disk::filings(context, &options.paths, &Excluded::default())?;
    let evidence = disk::evidence(&options.paths, &paths);
    let disk = disk::Disk::new(&paths, streams)?;
    let run = Run::new(&session, terms, options.inspection_sheets.is_some(), &disk);
    let beside = paths.iter().filter_map(|path| audit::beside(path));
    let inputs: Vec<String> = paths.iter().chain(&evidence).cloned().chain(beside).collect();
    let mut desk = Desk::new(context, options, terms, &inputs, streams.stdout)?;
    desk.take(run.read(&evidence))?;
    let bar = progress(context, options, paths.len());
    for audited in run.over(&paths) {
        desk.take(audited.map_err(|error| lint::stop(context, &error))?)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    desk.portfolio.filings = paths.len();
    if desk.portfolio.all.parts == 0 && desk.portfolio.unread.is_empty() {
        let (filings, idle) = (paths.len().to_string(), desk.portfolio.idle.to_string());
        let args = [("year", &*terms.year.label()), ("filings", &filings), ("idle", &idle)];
        return Err(context.stop("cli.audit-none", &args));
    }
    let (findings, policies) = run.end(&desk.portfolio);
    desk.findings.extend(findings);
    desk.end(&policies, options.fail_on.unwrap_or(FailOn::Error))
}

/// Shows how far an audit is, on a terminal only.
fn progress(context: &Context<'_>, options: &AuditOptions, filings: usize) -> ProgressBar {
    if options.quiet || !context.environment.progress {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(u64::try_from(filings).ok(), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Writes the workbook in which records are kept, for everything that any policy at hand asks for. One that is there
/// may be filled in, so it stays.
fn template(context: &Context<'_>, session: &Session, file: &Path) -> Result<Exit, Stop> {
    let name = file.display().to_string();
    if file.exists() {
        return Err(context.stop("cli.template-exists", &[("path", &name)]));
    }
    let policies = session.policies().map_err(|error| lint::stop(context, &error))?;
    let all: BTreeMap<&str, &Obligation> =
        policies.iter().flat_map(|policy| &policy.obligations).map(|it| (it.id.as_str(), it)).collect();
    let obligations: Vec<&Obligation> = all.into_values().collect();
    let write = || -> io::Result<()> {
        let workbook = xlsx::template(&obligations, context.lang, session.terms().today)?;
        let mut out = NewFile::create(file)?;
        out.write_all(&workbook)?;
        out.flush()?;
        out.finish()
    };
    write().map_err(|error| cannot_write(context, &name, &error))?;
    Ok(Exit::Clean)
}

/// The year audited: the one asked for, else that of today.
fn year(context: &Context<'_>, text: Option<&str>, today: Date) -> Result<FiscalYear, Stop> {
    let Some(text) = text else { return Ok(FiscalYear::of(today)) };
    let plain = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = plain.then(|| text.parse().ok().map(FiscalYear)).flatten();
    let year = year.or_else(|| FiscalYear::parse(text).ok()).filter(|year| year.last().is_some());
    year.ok_or_else(|| context.stop("cli.bad-fiscal-year", &[("text", text)]))
}

/// What an audit writes while it goes on, and what it comes to.
struct Desk<'d> {
    context: &'d Context<'d>,
    shown: Option<Box<dyn Written>>,
    out: BufWriter<&'d mut dyn Write>,
    /// Whoever closes the pipe has read enough.
    closed: bool,
    files: Vec<(Box<dyn Written>, NewFile, String)>,
    sheets: Option<Sheets<'d>>,
    portfolio: Portfolio,
    findings: Vec<(Arc<str>, Finding)>,
    /// The heaviest obligation that is open.
    heaviest: Option<Severity>,
}

impl<'d> Desk<'d> {
    fn new(
        context: &'d Context<'d>,
        options: &'d AuditOptions,
        terms: Terms,
        inputs: &[String],
        out: &'d mut dyn Write,
    ) -> Result<Self, Stop> {
        let mut shown = options.format.iter().filter(|target| target.file.is_none());
        let first = shown.next().map(|target| target.format);
        if shown.next().is_some() {
            return Err(context.stop("cli.two-formats-shown", &[]));
        }
        let to_file = |target: &Target<AuditOption>| Some((target.format, target.file.clone()?));
        let files: Vec<(AuditOption, PathBuf)> = options.format.iter().filter_map(to_file).collect();
        check_all(context, options.policy.as_deref(), None, inputs, files.iter().map(|(_, file)| file.as_path()))?;
        let default = if files.is_empty() { Some(AuditOption::Table) } else { None };
        let files = files.into_iter().map(|(format, file)| {
            let name = file.display().to_string();
            let out = NewFile::create(&file).map_err(|error| cannot_write(context, &name, &error))?;
            let written = written(format, terms, context.lang);
            Ok((written.map_err(|error| cannot_write(context, &name, &error))?, out, name))
        });
        Ok(Desk {
            context,
            shown: first.or(default).map(|format| written(format, terms, context.lang)).transpose()?,
            out: BufWriter::new(out),
            closed: false,
            files: files.collect::<Result<_, Stop>>()?,
            sheets: options.inspection_sheets.as_deref().map(|folder| Sheets { folder, terms, taken: BTreeSet::new() }),
            portfolio: Portfolio::default(),
            findings: Vec::new(),
            heaviest: None,
        })
    }

    /// Writes what one filing came to.
    fn take(&mut self, audited: Audited) -> Result<(), Stop> {
        self.portfolio.add(&audited);
        for part in &audited.parts {
            let heaviest =
                part.duties.iter().filter(|duty| audit::is_open(duty.status)).map(|duty| duty.asked.severity).max();
            self.heaviest = self.heaviest.max(heaviest);
            for (written, out, name) in &mut self.files {
                written.part(part, out).map_err(|error| cannot_write(self.context, name, &error))?;
            }
            if let Some(shown) = self.shown.as_mut().filter(|_| !self.closed) {
                let written = shown.part(part, &mut self.out);
                self.unless_closed(written)?;
            }
        }
        if let Some(folder) = &mut self.sheets {
            for sheet in &audited.sheets {
                folder.write(self.context, sheet)?;
            }
        }
        self.findings.extend(audited.findings);
        Ok(())
    }

    /// Writes what ends it, and gives the files their names.
    fn end(mut self, policies: &[crate::session::PolicyUsed], fail_on: FailOn) -> Result<Exit, Stop> {
        let end = End { portfolio: &self.portfolio, findings: &self.findings, policies };
        let mut complete = Vec::new();
        for (mut written, mut out, name) in std::mem::take(&mut self.files) {
            let ended = written.end(&end, &mut out).and_then(|()| out.flush());
            ended.map_err(|error| cannot_write(self.context, &name, &error))?;
            complete.push((out, name));
        }
        for (out, name) in complete {
            out.finish().map_err(|error| cannot_write(self.context, &name, &error))?;
        }
        if let Some(shown) = self.shown.as_mut().filter(|_| !self.closed) {
            let written = shown.end(&end, &mut self.out).and_then(|()| self.out.flush());
            self.closed |= closed(&written);
            if !self.closed {
                written?;
            }
        }
        let open = self.findings.iter().filter(|(_, finding)| finding.is_open());
        let found = open.map(|(_, finding)| finding.severity).max();
        Ok(fail_on.exit(!self.portfolio.unread.is_empty(), found.max(self.heaviest)))
    }

    fn unless_closed(&mut self, written: io::Result<()>) -> Result<(), Stop> {
        self.closed |= closed(&written);
        if self.closed { Ok(()) } else { Ok(written?) }
    }
}

/// Where inspection sheets go.
struct Sheets<'s> {
    folder: &'s Path,
    terms: Terms,
    /// Names that sheets have.
    taken: BTreeSet<String>,
}

impl Sheets<'_> {
    fn write(&mut self, context: &Context<'_>, sheet: &audit::Sheet) -> Result<(), Stop> {
        let page = html::inspection(sheet, self.terms, context.lang);
        let page = page.map_err(|error| context.stop("cli.internal", &[("reason", &error.to_string())]))?;
        let stem = file_name(&format!("{}-{}", sheet.part.filing, sheet.part.part));
        let path = self.folder.join(page_name(&stem, &mut self.taken));
        let written =
            std::fs::create_dir_all(self.folder).and_then(|()| NewFile::create(&path)).and_then(|mut file| {
                file.write_all(page.as_bytes())?;
                file.finish()
            });
        written.map_err(|error| cannot_write(context, &path.display().to_string(), &error))
    }
}

/// Ids as the name of a file: what some system does not take in one is replaced.
fn file_name(ids: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    // A name has at most 255 bytes on most systems.
    ids.chars().map(plain).take(60).collect()
}

fn closed(written: &io::Result<()>) -> bool {
    written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// What writes a format.
fn written(format: AuditOption, terms: Terms, lang: Lang) -> io::Result<Box<dyn Written>> {
    let text = match format {
        AuditOption::Table => AuditFormat::Table,
        AuditOption::Json => AuditFormat::Json,
        AuditOption::Ndjson => AuditFormat::Ndjson,
        AuditOption::Csv => AuditFormat::Csv,
        AuditOption::Markdown => AuditFormat::Markdown,
        AuditOption::Html => return Ok(Box::new(AuditPage::new(terms, lang))),
        AuditOption::Xlsx => return Ok(Box::new(AuditWorkbook::new(terms, lang)?)),
    };
    Ok(text.written(terms, lang))
}
