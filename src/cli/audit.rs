//! `sekisho audit`: every part that ran in a fiscal year, with the records that it owes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{AuditOptions, FailOn};
use super::gathered::{STDIN, Wanted};
use super::settings::Standards;
use super::sink::{OutputFolder, Plan, Sink, write_file};
use super::target::AuditOption;
use super::{Context, Exit, Stop, Streams, disk, lint, listing, reading, settings, workbook};
use crate::audit::{self, AuditTerms, Audited, Outside, Portfolio, Run};
use crate::calendar::{Date, FiscalYear};
use crate::finding::{Finding, Severity, Verdict};
use crate::html::{self, AuditPage};
use crate::policy::Obligation;
use crate::report::AuditFormat;
use crate::session::{Coverage, Purpose, Session};
use crate::source::Span;
use crate::text;
use crate::view::{AuditEnd, Written};
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Lang, Voice, join};
use crate::xlsx::{self, AuditWorkbook, RecordRegister};

/// Audits files and folders.
pub(super) fn run(context: &Context<'_>, options: &AuditOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let mut session = reading::session(context, Standards::packs(options.policy.as_deref()), options.today.as_deref())?;
    if let Some(jobs) = &options.jobs {
        let jobs = lint::jobs(context, jobs)?;
        session.judge_at_once(jobs).map_err(|error| context.cannot_judge(&error))?;
    }
    let today = session.terms().today;
    if let Some(file) = &options.template {
        workbook::free(context, file, "cli.template-exists")?;
        if options.paths.is_empty() {
            return template(context, &session, &RecordRegister::default(), file);
        }
    }
    let here = [PathBuf::from(".")];
    let paths = if options.paths.is_empty() { &here[..] } else { &options.paths };
    let terms = AuditTerms { year: year(context, options.fiscal_year.as_deref(), today)?, today };
    let scope = settings::scope(context, paths, &options.scope)?;
    let wanted = Wanted { scope: &scope, purposes: &[Purpose::Filing, Purpose::Evidence], stdin: STDIN };
    let mut listing = listing::list(context, paths, &wanted)?;
    let (paths, evidence) = (std::mem::take(&mut listing.filings), std::mem::take(&mut listing.evidence));
    let coverage = std::mem::take(&mut listing.coverage);
    let disk = disk::Disk::new(context, listing, streams)?;
    let run = Run::new(&session, terms, options.inspection_sheets.is_some(), &disk);
    if let Some(file) = &options.template {
        let register = owed(context, run, &evidence, &paths, streams)?;
        return template(context, &session, &register, file);
    }
    let mut outputs = Outputs::new(context, options, terms, &coverage, streams.stdout)?;
    outputs.take(run.read(&evidence))?;
    let bar = progress(context, options, paths.len());
    for audited in run.over(&paths) {
        outputs.take(audited.map_err(|error| context.cannot_judge(&error))?)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    outputs.portfolio.filings = paths.len();
    if outputs.portfolio.all.parts == 0 && outputs.outside.is_empty() && outputs.portfolio.unread.is_empty() {
        let (filings, idle) = (paths.len().to_string(), outputs.portfolio.idle.to_string());
        let year = Voice(context.lang).year(terms);
        let args = [("year", year.as_str()), ("filings", &filings), ("idle", &idle)];
        return Err(context.stop("cli.audit-none", &args));
    }
    let (findings, policies) = run.end(&outputs.portfolio);
    outputs.findings.extend(findings);
    outputs.end(&policies, options.fail_on.unwrap_or(FailOn::Error))
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

/// Returns what filings owe, and tells what is wrong with the records that are there already: what such a record says does not
/// count as done.
fn owed(
    context: &Context<'_>,
    run: Run<'_>,
    evidence: &[String],
    filings: &[String],
    streams: &mut Streams<'_>,
) -> Result<RecordRegister, Stop> {
    let (mut register, mut portfolio) = (RecordRegister::default(), Portfolio::default());
    let Audited { mut findings, mut unread, .. } = run.read(evidence);
    for audited in run.over(filings) {
        let audited = audited.map_err(|error| context.cannot_judge(&error))?;
        register.add(&audited, context.lang);
        portfolio.add(&audited);
        unread.extend(audited.unread);
        findings.extend(audited.findings);
    }
    findings.extend(run.end(&portfolio).0);
    let is_of_records =
        |finding: &Finding| finding.verdict == Verdict::Invalid || finding.about.kind == SubjectKind::Record;
    for (path, finding) in findings.iter().filter(|(_, finding)| finding.is_open() && is_of_records(finding)) {
        let (Span { line, column, .. }, message) = (finding.span, text::log_line(&finding.message));
        writeln!(streams.stderr, "{}:{line}:{column}: {message}", text::terminal(path))?;
    }
    if !unread.is_empty() {
        let all = join(context.lang, &unread.iter().map(|path| &**path).collect::<Vec<_>>());
        return Err(context.stop("cli.template-unread", &[("paths", &all)]));
    }
    Ok(register)
}

/// Writes the workbook in which records are kept, for everything that any policy at hand asks for.
fn template(context: &Context<'_>, session: &Session, register: &RecordRegister, file: &Path) -> Result<Exit, Stop> {
    let policies = session.policies().map_err(|error| context.cannot_judge(&error))?;
    let all: BTreeMap<&str, &Obligation> =
        policies.iter().flat_map(|policy| &policy.obligations).map(|it| (it.id.as_str(), it)).collect();
    let obligations: Vec<&Obligation> = all.into_values().collect();
    let workbook = xlsx::template(&obligations, register, context.lang, session.terms().today);
    let workbook = workbook.map_err(|error| context.internal(&error))?;
    write_file(context, file, &workbook)?;
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
struct Outputs<'d> {
    context: &'d Context<'d>,
    terms: AuditTerms,
    reports: Sink<'d, Box<dyn Written>>,
    sheets: Option<OutputFolder<'d>>,
    portfolio: Portfolio,
    outside: Vec<Outside>,
    findings: Vec<(Arc<str>, Finding)>,
    coverage: &'d Coverage,
    /// The heaviest obligation that is open.
    heaviest: Option<Severity>,
}

impl<'d> Outputs<'d> {
    fn new(
        context: &'d Context<'d>,
        options: &AuditOptions,
        terms: AuditTerms,
        coverage: &'d Coverage,
        out: &'d mut dyn Write,
    ) -> Result<Self, Stop> {
        let mut plan = Plan::new(context, options.format.iter().map(|target| (target.format, target.file.clone())))?;
        if plan.files.is_empty() {
            plan.shown.get_or_insert(AuditOption::Table);
        }
        let report = |format, _| written(format, terms, context.lang);
        let folder = options.inspection_sheets.clone();
        Ok(Outputs {
            context,
            terms,
            reports: Sink::open(context, plan, out, report)?,
            sheets: folder.map(|folder| OutputFolder::new(context, folder)),
            portfolio: Portfolio::default(),
            outside: Vec::new(),
            findings: Vec::new(),
            coverage,
            heaviest: None,
        })
    }

    /// Writes what one filing came to.
    fn take(&mut self, audited: Audited) -> Result<(), Stop> {
        self.portfolio.add(&audited);
        let parts = audited.parts.iter().chain(audited.outside.iter().map(|it| &it.part));
        let open = parts.flat_map(|part| &part.duties).filter(|duty| audit::is_open(duty.status));
        self.heaviest = self.heaviest.max(open.map(|duty| duty.asked.severity).max());
        for part in &audited.parts {
            self.reports.write(true, |report, out| report.part(part, out))?;
        }
        for sheet in &audited.sheets {
            self.write_sheet(sheet)?;
        }
        self.outside.extend(audited.outside);
        self.findings.extend(audited.findings);
        Ok(())
    }

    fn write_sheet(&mut self, sheet: &audit::Sheet) -> Result<(), Stop> {
        let Some(folder) = &mut self.sheets else { return Ok(()) };
        let page = html::inspection(sheet, self.terms, self.context.lang);
        let page = page.map_err(|error| self.context.internal(&error))?;
        folder.write_page(&format!("{}-{}", sheet.part.filing, sheet.part.part), &page)?;
        Ok(())
    }

    /// Writes what ends it, and gives the files their names.
    fn end(self, policies: &[crate::session::PolicyUsed], fail_on: FailOn) -> Result<Exit, Stop> {
        let (portfolio, outside, findings, coverage) = (&self.portfolio, &self.outside, &self.findings, self.coverage);
        let end = AuditEnd { portfolio, outside, findings, policies, coverage };
        self.reports.end(|report, out, _| report.end(&end, out))?;
        let open = self.findings.iter().filter(|(_, finding)| finding.is_open());
        let found = open.map(|(_, finding)| finding.severity).max();
        Ok(fail_on.exit(!self.portfolio.unread.is_empty(), found.max(self.heaviest)))
    }
}

/// What writes a format.
fn written(format: AuditOption, terms: AuditTerms, lang: Lang) -> io::Result<Box<dyn Written>> {
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
