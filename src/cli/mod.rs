//! The command line: arguments, files, environment and clock. The only code that touches them.
//!
//! Owns the exit status. Every command writes to the streams it is given.

mod args;
mod audit;
mod diagram;
mod diff;
mod disk;
mod explain;
mod forms;
mod graphviz;
mod lint;
mod new_file;
mod outputs;
mod packs;
mod page;
mod policy;
mod reading;
mod records;
mod report;
mod schema;
mod selection;
mod settings;
mod target;
mod version;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use jiff::civil::Date;

use crate::words::{Lang, say};

use args::Command;

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
    /// Whether output may be coloured.
    pub color: bool,
    /// Whether standard error is a terminal, on which progress can be shown.
    pub progress: bool,
    /// Today.
    pub today: Date,
}

impl Environment {
    /// Reads variables and clock. `terminal` and `progress`: whether output and standard error go to one.
    pub fn of_this_process(terminal: bool, progress: bool) -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
        Environment {
            lang: locale.map_or(Lang::Ja, |locale| language(&locale)),
            color: terminal && set("NO_COLOR").is_none() && set("TERM").as_deref() != Some("dumb"),
            progress: progress && set("TERM").as_deref() != Some("dumb"),
            today: jiff::Zoned::now().date(),
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
    let options = match args::parse(&arguments, lang) {
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            let context = Context { environment, lang, lang_asked: false };
            return ended(version::run(&context, streams), lang, streams);
        }
        Err(error) => return usage(&error, streams),
        Ok(options) => options,
    };
    let context = Context { environment, lang, lang_asked: options.lang.is_some() };
    let done = match &options.command {
        Command::Lint(options) => lint::run(&context, options, streams),
        Command::Audit(options) => audit::run(&context, options, streams),
        Command::Diagram(options) => diagram::run(&context, options, streams),
        Command::Diff(options) => diff::run(&context, options, streams),
        Command::Report(options) => report::run(&context, options, streams),
        Command::Explain(options) => explain::explain(&context, options, streams),
        Command::Rules(options) => explain::rules(&context, options, streams),
        Command::Policy(options) => policy::run(&context, options, streams),
        Command::Schema(options) => schema::run(&context, options, streams),
        Command::Completions(options) => {
            let script = args::completions(options.shell, lang);
            streams.stdout.write_all(&script).map(|()| Exit::Clean).map_err(Stop::from)
        }
    };
    ended(done, lang, streams)
}

/// Says why a command could not do what it should, where it could not.
fn ended(done: Result<Exit, Stop>, lang: Lang, streams: &mut Streams<'_>) -> Exit {
    match done {
        Ok(exit) => exit,
        Err(Stop::Said(text)) => {
            // Nothing is left to be done where even this cannot be written.
            let _ = writeln!(streams.stderr, "{text}");
            Exit::Failed
        }
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(Stop::Output(error)) => {
            let reason = error.to_string();
            let _ =
                writeln!(streams.stderr, "{}", say(lang, "cli.cannot-write", &[("path", "-"), ("reason", &reason)]));
            Exit::Failed
        }
    }
}

/// What every command needs.
pub(crate) struct Context<'c> {
    pub(crate) environment: &'c Environment,
    pub(crate) lang: Lang,
    /// Whether the command line names the language.
    pub(crate) lang_asked: bool,
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
    /// One of the program's own texts.
    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, key, args)
    }

    /// A sentence that ends the run.
    pub(crate) fn stop(&self, key: &str, args: &[(&str, &str)]) -> Stop {
        Stop::Said(self.say(key, args))
    }
}

fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> Exit {
    let asked_for = !error.use_stderr();
    let text = error.render();
    let out: &mut dyn Write = if asked_for { streams.stdout } else { streams.stderr };
    let _ = write!(out, "{text}");
    if asked_for { Exit::Clean } else { Exit::Failed }
}

fn language(locale: &str) -> Lang {
    if locale.starts_with("ja") || matches!(locale, "C" | "POSIX" | "C.UTF-8" | "C.utf8") { Lang::Ja } else { Lang::En }
}
