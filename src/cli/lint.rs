//! `sekisho lint`: the main job.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::args::LintOptions;
use super::gathered::{STDIN, Wanted};
use super::gone;
use super::listing::{self, Listing};
use super::selection;
use super::settings::{self, Settings};
use super::sink::{Plan, Sink};
use super::{Context, Exit, Stop, Streams, disk, explain, fix, packs, standpoint};
use crate::check;
use crate::facts::Standing;
use crate::finding;
use crate::policy::Packs;
use crate::report::{Format, MAX_RESULTS, Report};
use crate::session::{Files, Ids, Judged, Ledger, Options, Purpose, Session, Status, Terms, Totals};
use crate::source::{Cells, ShownPlace, Span};
use crate::text::Pattern;
use crate::words::Voice;

/// Maximum number of filings judged at once.
const MAX_JOBS: usize = 256;

/// Lints files and folders.
pub(super) fn run(context: &Context<'_>, options: &LintOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let settings = settings::settle(context, options)?;
    let context = &Context { lang: settings.lang, ..*context };
    let mut listing = list(context, options, &settings)?;
    let (paths, coverage) = (std::mem::take(&mut listing.filings), std::mem::take(&mut listing.coverage));
    let session = session(context, options, &settings, &paths)?;
    spelt(context, &settings, session.packs())?;
    let disk = disk::Disk::new(context, listing, streams)?;
    if let Some(rule) = &options.trace {
        let traced = trace(context, &session, rule, options, &paths, &disk, streams)?;
        Voice(context.lang).coverage(&coverage).iter().try_for_each(|line| writeln!(streams.stdout, "{line}"))?;
        return Ok(traced);
    }
    if options.diff {
        return fix::show(context, &session, &paths, &disk, streams);
    }
    if options.fix {
        fix::write(context, &session, &paths, &disk, streams)?;
    }
    let selection = &settings.selection;
    let terms = Terms {
        config: settings.config.clone(),
        fail_on: settings.fail_on.severity(),
        compared: options.baseline.is_some(),
        gone: gone::filings(context, options, &settings.scope, &paths)?,
        coverage: Arc::new(coverage),
        standpoint: standpoint::find(context.environment.workspace.as_deref()).map(Arc::new),
        ..session.terms()
    };
    let plan = plan(context, options, &settings)?;
    let quiet = settings.quiet && !plan.shown.as_ref().is_some_and(Asked::is_document);
    // A baseline that is to be renewed is read whole before it is replaced.
    context.inputs.add(options.baseline.iter().filter(|file| options.write_baseline.as_ref() != Some(*file)));
    let report = |asked, shown| Ok(report(context, asked, &terms, shown));
    let scanned = plan.formats().any(|asked| matches!(asked, Asked::Report(Format::Sarif)));
    let sink = Sink::open(context, plan, streams.stdout, report)?;
    let mut outputs = Outputs { sink, settings: &settings, quiet, begun: !quiet };
    let mut totals = Totals::default();
    let mut held = Vec::new();
    let mut selected = false;
    let mut ids = Ids::default();
    for judged in session.run(&paths, &disk) {
        let mut filing = judged.map_err(|error| context.cannot_judge(&error))?;
        if let Some(first) = ids.first(&filing) {
            session.repeated(&mut filing, &first);
        }
        held.push(filing);
        // Nothing is said before it is known that something is checked.
        selected = selected || selection::leaves_some(selection, &session);
        if selected {
            pass(&mut held, &mut totals, &mut outputs)?;
        }
    }
    if held.iter().any(|filing| filing.status != Status::Unreadable) {
        return Err(context.stop("cli.empty-selection", &[]));
    }
    pass(&mut held, &mut totals, &mut outputs)?;
    outputs.end(&totals)?;
    let findings = totals.all().findings();
    if scanned && findings > MAX_RESULTS {
        let args = [("count", &*findings.to_string()), ("limit", &MAX_RESULTS.to_string())];
        let said = context.say("report.sarif.many", &args);
        writeln!(streams.stderr, "{said}")?;
    }
    Ok(settings.fail_on.exit(totals.of(Status::Unreadable).filings > 0, totals.heaviest()))
}

/// A report that a run can be asked for.
enum Asked {
    Report(Format),
    Draft,
    /// The findings are in files.
    Summary,
    Baseline,
}

impl Asked {
    fn is_document(&self) -> bool {
        matches!(self, Asked::Report(format) if format.is_document())
    }
}

/// Lists the files of a run.
fn list(context: &Context<'_>, options: &LintOptions, settings: &Settings) -> Result<Listing, Stop> {
    let named = options.stdin_filename.as_deref();
    if let Some(name) = named.filter(|_| !options.paths.iter().any(|path| path.as_os_str() == STDIN)) {
        return Err(context.stop("cli.stdin-filename-alone", &[("path", name)]));
    }
    let (scope, stdin) = (&settings.scope, named.unwrap_or(STDIN));
    listing::list(context, &options.paths, &Wanted { scope, purposes: &[Purpose::Filing], stdin })
}

/// Settles what a run writes, and where.
fn plan(context: &Context<'_>, options: &LintOptions, settings: &Settings) -> Result<Plan<Asked>, Stop> {
    let targets = options.format.iter().map(|target| (Asked::Report(target.format), target.file.clone()));
    let mut plan = Plan::new(context, targets)?;
    plan.shown = Some(match plan.shown {
        Some(_) if options.draft => return Err(context.stop("cli.draft-and-format", &[])),
        Some(asked) => asked,
        None if options.draft => Asked::Draft,
        None if plan.files.is_empty() => Asked::Report(settings.format),
        None => Asked::Summary,
    });
    plan.files.extend(options.write_baseline.clone().map(|file| (Asked::Baseline, file)));
    Ok(plan)
}

fn report(context: &Context<'_>, asked: Asked, terms: &Terms, shown: bool) -> Report {
    let (terms, lang) = (terms.clone(), context.lang);
    match asked {
        Asked::Report(format) => Report::new(format, terms, lang, shown && context.color),
        Asked::Draft => Report::draft(terms, lang),
        Asked::Summary => Report::summary(terms, lang),
        Asked::Baseline => Report::baseline(terms, lang),
    }
}

/// The reports of a run while it goes on.
struct Outputs<'o> {
    sink: Sink<'o, Report>,
    settings: &'o Settings,
    quiet: bool,
    /// Whether anything is shown: with `--quiet`, only once something is worth it.
    begun: bool,
}

impl Outputs<'_> {
    /// Writes the next filing. On standard output `--quiet` leaves out those that alone would end the run with 0; a file is
    /// always whole.
    fn write(&mut self, filing: &Judged) -> Result<(), Stop> {
        let show = !self.quiet || self.settings.fail_on.exit_for(filing) != Exit::Clean;
        self.begun |= show;
        self.sink.write(show, |report, out| report.filing(filing, out))
    }

    /// Writes what ends the reports.
    fn end(self, totals: &Totals) -> Result<(), Stop> {
        let begun = self.begun;
        self.sink.end(|report, out, shown| match shown && !begun {
            false => report.end(totals, out),
            true => report.reservations().iter().try_for_each(|line| writeln!(out, "{line}")),
        })
    }
}

/// Ends the run where a pattern of the selection fits no rule of any pack.
fn spelt(context: &Context<'_>, settings: &Settings, packs: &Packs) -> Result<(), Stop> {
    let grades = &settings.standards.grades;
    let mut graded = grades.patterns();
    if settings.selection.is_everything() && graded.next().is_none() {
        return Ok(());
    }
    let known = explain::rule_ids(context, packs)?;
    let idle = |pattern: &&Pattern| !known.iter().any(|rule| pattern.fits(rule));
    let idle = settings.selection.idle(&known).or_else(|| grades.patterns().find(idle).map(Pattern::text));
    idle.map_or(Ok(()), |text| Err(explain::unknown_rule(context, text, known.iter().map(String::as_str))))
}

/// Longest baseline that is read, in bytes.
const MAX_BASELINE: u64 = 50_000_000;
/// What marks a text as UTF-8.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

fn baseline(context: &Context<'_>, file: &Path) -> Result<check::Baseline, Stop> {
    let path = file.display().to_string();
    let stop = |key, reason: &str| context.stop(key, &[("path", &path), ("reason", reason)]);
    let cannot = |error: std::io::Error| stop("cli.cannot-read", &error.to_string());
    let mut bytes = Vec::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(MAX_BASELINE + 1).read_to_end(&mut bytes));
    if read.map_err(cannot)? as u64 > MAX_BASELINE {
        return Err(context.stop("cli.baseline-too-long", &[("path", &path), ("limit", &MAX_BASELINE.to_string())]));
    }
    // Some editors put a mark in front.
    let bytes = bytes.strip_prefix(BOM).unwrap_or(&bytes);
    check::Baseline::read(bytes).map_err(|reason| stop("cli.bad-baseline", &reason))
}

/// Hands filings on, to be counted and written.
fn pass(filings: &mut Vec<Judged>, totals: &mut Totals, outputs: &mut Outputs<'_>) -> Result<(), Stop> {
    for filing in filings.drain(..) {
        totals.add(&filing);
        outputs.write(&filing)?;
    }
    Ok(())
}

/// A run by what was settled.
pub(super) fn session(
    context: &Context<'_>,
    options: &LintOptions,
    settings: &Settings,
    paths: &[String],
) -> Result<Session, Stop> {
    let today = match &options.today {
        Some(text) => settings::date(context, text)?,
        None => context.environment.today,
    };
    let packs = packs::packs(context, settings.standards.policy.as_deref())?;
    let jobs = options.jobs.as_deref().map(|text| jobs(context, text)).transpose()?;
    let own = Options { packs, today, judge_by: settings.judge_by, waivers: !options.no_waivers, lang: context.lang };
    let mut session = Session::new(own).map_err(|error| context.cannot_judge(&error))?;
    if let Some(jobs) = jobs {
        session.judge_at_once(jobs).map_err(|error| context.cannot_judge(&error))?;
    }
    let known = options.baseline.as_deref().map(|file| baseline(context, file)).transpose()?;
    let here = std::env::current_dir().map(|here| here.display().to_string()).unwrap_or_default();
    session.grade(settings.standards.profile.clone(), settings.standards.grades.clone());
    let selection = settings.selection.clone();
    let paths = paths.iter().map(|path| finding::path_from(&here, path)).collect();
    session.keep(Ledger { selection, known, writes_down: options.write_baseline.is_some(), here, paths });
    Ok(session)
}

pub(super) fn jobs(context: &Context<'_>, text: &str) -> Result<usize, Stop> {
    let number = text.parse().ok().filter(|number| (1..=MAX_JOBS).contains(number));
    number.ok_or_else(|| context.stop("cli.bad-jobs", &[("text", text), ("most", &MAX_JOBS.to_string())]))
}

/// Shows each fact that a rule asked instead of its findings.
fn trace(
    context: &Context<'_>,
    session: &Session,
    rule: &str,
    options: &LintOptions,
    paths: &[String],
    files: &dyn Files,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    let mut known = false;
    let mut ids = BTreeSet::new();
    let mut shown = 0;
    for path in paths {
        let cannot = |reason: String| context.stop("cli.cannot-read", &[("path", path), ("reason", &reason)]);
        let bytes = files.read(path).map_err(|error| cannot(error.to_string()))?;
        let unreadable = || cannot(context.say("status.unreadable", &[]));
        let (_, ready) = session.examine(path, Ok(bytes)).map_err(|error| context.cannot_judge(&error))?;
        let (ready, _) = ready.ok_or_else(unreadable)?;
        known |= ready.policy.rules.iter().any(|one| one.id == rule);
        ids.extend(ready.policy.rules.iter().map(|one| one.id.clone()));
        let cells = ready.filing.cells.as_deref();
        for traced in
            check::trace(session.speaker_of(&ready.policy), &ready.world(), ready.day, rule, options.at.as_deref())
        {
            shown += 1;
            let subject = format!("{} ({})", traced.subject, lined(path, cells, traced.span));
            writeln!(streams.stdout, "{}", context.say("trace.heading", &[("rule", rule), ("subject", &subject)]))?;
            for row in &traced.rows {
                let line = fact_line(context, path, cells, row);
                writeln!(streams.stdout, "  {line}")?;
            }
            let outcome = context.say(&format!("outcome.{}", traced.outcome), &[]);
            writeln!(streams.stdout, "  {}", context.say("trace.outcome", &[("outcome", &outcome)]))?;
        }
    }
    if !known {
        return Err(explain::unknown_rule(context, rule, ids.iter().map(String::as_str)));
    }
    if shown == 0 {
        let at = options.at.as_deref().unwrap_or_default();
        return Err(context.stop("trace.nothing", &[("rule", rule), ("at", at)]));
    }
    Ok(Exit::Clean)
}

/// A place by its line, or its cell.
fn lined(path: &str, cells: Option<&Cells>, span: Span) -> String {
    let place = ShownPlace::of(cells, span);
    if place.cell.is_some() { place.below(path) } else { format!("{path}:{}", span.line) }
}

fn fact_line(context: &Context<'_>, path: &str, cells: Option<&Cells>, row: &check::TraceRow) -> String {
    let standing = match row.standing {
        // What follows from the flow or a form as a whole stands at no one place.
        Standing::Stated if row.span.is_none() => "standing.derived",
        Standing::Stated => "standing.stated",
        Standing::Promised => "standing.promised",
        Standing::Elsewhere => "standing.elsewhere",
        Standing::Unstated => "standing.unstated",
        Standing::Unreadable => "standing.unreadable",
    };
    let value = if row.value.is_empty() { "—" } else { &row.value };
    let place = match (row.span, &row.source) {
        (Some(span), Some(by)) => format!("{}, {by}", lined(path, cells, span)),
        (Some(span), None) => lined(path, cells, span),
        (None, _) => "—".to_owned(),
    };
    context.say(
        "trace.fact",
        &[("fact", &row.fact), ("value", value), ("standing", &context.say(standing, &[])), ("place", &place)],
    )
}
