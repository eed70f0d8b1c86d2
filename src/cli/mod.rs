//! The command line: arguments, files, environment and clock. The only code that touches them.
//!
//! Owns the exit status. Every command writes to the streams it is given.

mod args;
mod audit;
mod clock;
mod color;
mod diagram;
mod diff;
mod disk;
mod excluded;
mod explain;
mod file_names;
mod fix;
mod form;
mod gathered;
mod gone;
mod graphviz;
mod help;
mod import;
mod init;
mod inputs;
mod interrupt;
mod lines;
mod lint;
mod listing;
mod lsp;
mod new;
mod new_file;
mod onto;
mod pack_files;
mod packs;
mod pairing;
mod policy;
mod reading;
mod report;
mod schema;
mod selection;
mod settings;
mod shown;
mod sink;
mod standpoint;
mod target;
mod version;
mod walk;
mod workbook;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::session::SessionError;
use crate::words::{Lang, date, say, say_plainly};

use args::Command;
use clock::Today;
use inputs::Inputs;
use lines::SafeLines;
use sink::{Stdout, UntilClosed};

/// What a run ends with.
///
/// 0: nothing at or above `--fail-on`; 1: findings; 2: not completed, which beats 1. 0 never means
/// that nothing was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0.
    Clean,
    /// 1.
    Findings,
    /// 2.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        }
    }
}

/// What a run takes from around it.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Language, from `LC_ALL`, `LC_MESSAGES` or `LANG`; Japanese unless one of them says otherwise.
    pub lang: Lang,
    /// Whether output is coloured unless an option says otherwise.
    pub color: bool,
    /// Whether standard error is a terminal, on which progress can be shown.
    pub progress: bool,
    /// Today.
    pub today: Date,
    /// What `TZ` is set to where no time zone has that name.
    pub unknown_zone: Option<String>,
    /// The folder in which a build service has put the repository, from `GITHUB_WORKSPACE`.
    pub workspace: Option<PathBuf>,
}

impl Environment {
    /// Reads variables and clock. `terminal` and `progress`: whether output and standard error go to one.
    pub fn of_this_process(terminal: bool, progress: bool) -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
        let zone = set("TZ");
        let today = Today::at(Timestamp::now(), zone.as_deref());
        Environment {
            lang: locale.map_or(Lang::Ja, |locale| language(&locale)),
            color: color::of_environment(set, terminal),
            progress: progress && set("TERM").as_deref() != Some("dumb"),
            today: today.day,
            unknown_zone: zone.filter(|_| !today.zone_known),
            workspace: set("GITHUB_WORKSPACE").map(PathBuf::from),
        }
    }
}

/// Where a run reads and writes.
pub struct Streams<'s> {
    /// Standard input.
    pub stdin: &'s mut dyn Read,
    /// Standard output.
    pub stdout: &'s mut dyn Write,
    /// Standard error.
    pub stderr: &'s mut dyn Write,
}

/// Runs the program.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    streams: &mut Streams<'_>,
) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = args::language_asked(&arguments).unwrap_or(environment.lang);
    let inputs = Inputs::default();
    let context = Context { environment, inputs: &inputs, lang, lang_asked: false, color: false };
    let mut stdout = Stdout::new(streams.stdout);
    let mut until_closed = UntilClosed::new(streams.stderr);
    let mut stderr = SafeLines::new(&mut until_closed);
    let mut inner = Streams { stdin: &mut *streams.stdin, stdout: &mut stdout, stderr: &mut stderr };
    let done = match args::parse(&arguments, lang) {
        Err(error) if error.kind() == ErrorKind::DisplayVersion => version::run(&context, &mut inner),
        Err(error) => usage(&error, lang, &mut inner),
        Ok(options) => {
            let color = color::settled(options.color, environment.color);
            let context = Context { lang_asked: options.lang.is_some(), color, ..context };
            context.warn_of_zone(inner.stderr);
            command(&context, &options.command, &mut inner)
        }
    };
    // What was shown before a run broke off stands above the reason.
    let flushed = stdout.flush();
    ended(done.and_then(|exit| Ok(flushed.map(|()| exit)?)), lang, &mut stderr)
}

fn command(context: &Context<'_>, command: &Command, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    match command {
        Command::New(options) => new::run(context, options, streams),
        Command::Init(options) => init::run(context, options, streams),
        Command::Lint(options) => lint::run(context, options, streams),
        Command::Audit(options) => audit::run(context, options, streams),
        Command::Diagram(options) => diagram::run(context, options, streams),
        Command::Diff(options) => diff::run(context, options, streams),
        Command::Workbook(options) => match &options.onto {
            Some(old) => onto::run(context, options, old, streams),
            None => workbook::run(context, options, streams),
        },
        Command::Import(options) => import::run(context, options, streams),
        Command::Form(options) => form::run(context, options, streams),
        Command::Report(options) => report::run(context, options, streams),
        Command::Explain(options) => explain::explain(context, options, streams),
        Command::Rules(options) => explain::rules(context, options, streams),
        Command::Policy(options) => policy::run(context, options, streams),
        Command::Schema(options) => schema::run(context, options, streams),
        Command::Lsp(options) => lsp::run(context, options, streams),
        Command::Completions(options) => {
            streams.stdout.write_all(&args::completions(options.shell, context.lang, &packs::shipped_ids()))?;
            Ok(Exit::Clean)
        }
    }
}

/// Says why a command could not do what it should, where it could not.
fn ended(done: Result<Exit, Stop>, lang: Lang, stderr: &mut dyn Write) -> Exit {
    let text = match done {
        Ok(exit) => return exit,
        Err(Stop::Said(text)) => text,
        Err(Stop::Output(error)) => say(lang, "cli.cannot-write", &[("path", "-"), ("reason", &error.to_string())]),
    };
    // Nothing is left to be done where even this cannot be written.
    let _ = writeln!(stderr, "{text}");
    Exit::Failed
}

/// What every command needs.
pub(crate) struct Context<'c> {
    pub(crate) environment: &'c Environment,
    /// What the run reads.
    pub(crate) inputs: &'c Inputs,
    pub(crate) lang: Lang,
    /// Whether the command line names the language.
    pub(crate) lang_asked: bool,
    /// Whether standard output is coloured.
    pub(crate) color: bool,
}

/// Why a command ends early.
pub(crate) enum Stop {
    /// A sentence for standard error, and exit 2.
    Said(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Output(error)
    }
}

impl Context<'_> {
    /// One of the program's own texts, on one line each of its own: what is filled in may be anyone's.
    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say_plainly(self.lang, key, args)
    }

    /// Tells that today is not the day of the zone that was asked for.
    fn warn_of_zone(&self, stderr: &mut dyn Write) {
        if let Some(zone) = &self.environment.unknown_zone {
            let today = date(self.environment.today, self.lang);
            // What cannot be told keeps nothing from being done.
            let _ = writeln!(stderr, "{}", self.say("cli.unknown-zone", &[("zone", zone), ("today", &today)]));
        }
    }

    /// A sentence that ends the run.
    pub(crate) fn stop(&self, key: &str, args: &[(&str, &str)]) -> Stop {
        Stop::Said(self.say(key, args))
    }

    /// Ends the run for what keeps filings from being judged.
    pub(crate) fn cannot_judge(&self, error: &SessionError) -> Stop {
        match error {
            SessionError::Policy(problems) => {
                let path = problems.first().map_or("", |problem| problem.file.as_str());
                let head = self.say("cli.bad-policy", &[("path", path)]);
                Stop::Said(format!("{head}\n{}", packs::problems(self, problems)))
            }
            SessionError::Threads(error) => self.stop("cli.no-threads", &[("reason", &error.to_string())]),
        }
    }

    /// Ends the run for an error that only a bug can cause.
    pub(crate) fn internal(&self, error: &dyn std::error::Error) -> Stop {
        self.stop("cli.internal", &[("reason", &error.to_string())])
    }
}

fn usage(error: &clap::Error, lang: Lang, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let text = help::told(error, lang);
    if error.use_stderr() {
        // Nothing is left to be done where even this cannot be written.
        let _ = write!(streams.stderr, "{text}");
        return Ok(Exit::Failed);
    }
    write!(streams.stdout, "{text}")?;
    Ok(Exit::Clean)
}

fn language(locale: &str) -> Lang {
    if locale.starts_with("ja") || matches!(locale, "C" | "POSIX" | "C.UTF-8" | "C.utf8") { Lang::Ja } else { Lang::En }
}
