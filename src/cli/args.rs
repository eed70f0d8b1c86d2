//! Arguments. Their help is in `locales/messages.yaml` (`help.COMMAND.ARGUMENT`).

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::ArgPredicate;
use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::Exit;
use super::help::helped;
use super::target::{AuditOption, Target, TargetParser};
use crate::finding::Severity;
use crate::report::Format;
use crate::session::{Judged, Status};
use crate::text;
use crate::words::Lang;

#[derive(Debug, Parser)]
#[command(name = "sekisho", version, disable_help_subcommand = true)]
pub(super) struct GlobalOptions {
    #[arg(long, value_enum, global = true)]
    pub(super) lang: Option<LangOption>,
    #[arg(long, value_enum, global = true)]
    pub(super) color: Option<ColorOption>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Lint(LintOptions),
    Audit(AuditOptions),
    Diagram(DiagramOptions),
    Report(ReportOptions),
    Diff(DiffOptions),
    Workbook(WorkbookOptions),
    Explain(ExplainOptions),
    Rules(RulesOptions),
    Policy(PolicyOptions),
    Schema(SchemaOptions),
    Completions(CompletionsOptions),
}

#[derive(Debug, Args)]
pub(super) struct LintOptions {
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = TargetParser::<Format>::default())]
    pub(super) format: Vec<Target<Format>>,
    #[arg(long)]
    pub(super) draft: bool,
    #[arg(long, value_enum)]
    pub(super) fail_on: Option<FailOn>,
    #[arg(long, value_name = "RULE")]
    pub(super) select: Vec<String>,
    #[arg(long, value_name = "RULE")]
    pub(super) ignore: Vec<String>,
    #[arg(long, value_name = "RULE")]
    pub(super) extend_ignore: Vec<String>,
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub(super) today: Option<String>,
    #[arg(long, value_name = "submitted|DATE")]
    pub(super) judge_by: Option<String>,
    #[arg(long)]
    pub(super) no_waivers: bool,
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(super) scope: ScopeOptions,
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
    #[arg(long, value_name = "DIR", conflicts_with_all = ["config", "isolated"])]
    pub(super) base: Option<PathBuf>,
    #[arg(long, value_name = "PROFILE")]
    pub(super) profile: Option<String>,
    #[arg(long, value_name = "RULE", conflicts_with_all = ["format", "draft", "write_baseline"])]
    pub(super) trace: Option<String>,
    #[arg(long, value_name = "SUBJECT", requires = "trace")]
    pub(super) at: Option<String>,
    #[arg(long, short)]
    pub(super) quiet: bool,
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<String>,
}

/// Which configuration counts, and for which files.
#[derive(Debug, Args)]
pub(super) struct ScopeOptions {
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    #[arg(long)]
    pub(super) isolated: bool,
    #[arg(long)]
    pub(super) force_exclude: bool,
}

/// By what one filing is judged that is shown.
#[derive(Debug, Args)]
pub(super) struct StandardsOptions {
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[arg(long, value_name = "PROFILE")]
    pub(super) profile: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    #[arg(long)]
    pub(super) isolated: bool,
    #[arg(long, value_name = "DIR", conflicts_with_all = ["config", "isolated"])]
    pub(super) base: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct AuditOptions {
    pub(super) paths: Vec<PathBuf>,
    #[arg(long, value_name = "YEAR")]
    pub(super) fiscal_year: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(super) today: Option<String>,
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = TargetParser::<AuditOption>::default())]
    pub(super) format: Vec<Target<AuditOption>>,
    #[arg(long, value_name = "DIR")]
    pub(super) inspection_sheets: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "inspection_sheets", "fail_on"])]
    pub(super) template: Option<PathBuf>,
    #[arg(long, value_enum)]
    pub(super) fail_on: Option<FailOn>,
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[command(flatten)]
    pub(super) scope: ScopeOptions,
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<String>,
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct DiagramOptions {
    pub(super) file: PathBuf,
    #[arg(long, value_name = "ID")]
    pub(super) flow: Option<String>,
    #[arg(long, value_enum)]
    pub(super) format: Option<PictureOption>,
    #[arg(long, value_enum, default_value_t = EngineOption::Native)]
    #[arg(default_value_if("graphviz", ArgPredicate::IsPresent, "graphviz"))]
    pub(super) engine: EngineOption,
    #[arg(long, value_name = "PATH")]
    pub(super) graphviz: Option<PathBuf>,
    #[arg(long, short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    #[arg(long)]
    pub(super) findings: bool,
    #[arg(long, value_name = "OLD")]
    pub(super) since: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = PaperOption::A4)]
    pub(super) page: PaperOption,
    #[arg(long)]
    pub(super) auto_lanes: bool,
    #[command(flatten)]
    pub(super) standards: StandardsOptions,
    #[arg(long, value_name = "DATE")]
    pub(super) today: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ReportOptions {
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    #[arg(long, short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub(super) today: Option<String>,
    #[arg(long, value_name = "submitted|DATE", default_value = "submitted")]
    pub(super) judge_by: String,
    #[arg(long)]
    pub(super) no_waivers: bool,
    #[arg(long, value_name = "PROFILE")]
    pub(super) profile: Option<String>,
    #[command(flatten)]
    pub(super) scope: ScopeOptions,
}

impl ReportOptions {
    /// By what filings are judged.
    pub(super) fn standards(&self) -> StandardsOptions {
        let ScopeOptions { config, isolated, .. } = &self.scope;
        StandardsOptions {
            policy: self.policy.clone(),
            profile: self.profile.clone(),
            config: config.clone(),
            isolated: *isolated,
            base: None,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct DiffOptions {
    pub(super) old: PathBuf,
    pub(super) new: PathBuf,
    #[arg(long, value_enum, default_value_t = ChangesOption::Text)]
    pub(super) format: ChangesOption,
    #[command(flatten)]
    pub(super) standards: StandardsOptions,
}

#[derive(Debug, Args)]
pub(super) struct WorkbookOptions {
    pub(super) file: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: PathBuf,
    #[arg(long)]
    pub(super) checked: bool,
    #[command(flatten)]
    pub(super) standards: StandardsOptions,
    #[arg(long, value_name = "DATE", requires = "checked")]
    pub(super) today: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    pub(super) rule: String,
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[arg(long, value_name = "PACK")]
    pub(super) pack: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct RulesOptions {
    #[arg(long, value_name = "DIR")]
    pub(super) pages: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[arg(long, value_name = "PACK")]
    pub(super) pack: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct PolicyOptions {
    #[command(subcommand)]
    pub(super) command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    Check(PolicyDirectory),
    Test(TestOptions),
    Facts(FactsOptions),
}

#[derive(Debug, Args)]
pub(super) struct PolicyDirectory {
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct TestOptions {
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(super) tests: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct FactsOptions {
    pub(super) subject: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct SchemaOptions {
    #[arg(value_enum)]
    pub(super) which: Which,
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) check: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(super) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsOptions {
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// Schemas that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Which {
    Filing,
    Policy,
    Evidence,
    Report,
    Diff,
    Audit,
}

/// Languages of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangOption {
    Ja,
    En,
}

/// When standard output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorOption {
    Auto,
    Always,
    Never,
}

impl LangOption {
    /// The language.
    pub(super) fn lang(self) -> Lang {
        match self {
            LangOption::Ja => Lang::Ja,
            LangOption::En => Lang::En,
        }
    }
}

/// Formats that a picture can be asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PictureOption {
    Svg,
    #[cfg(feature = "raster")]
    Png,
    #[cfg(feature = "raster")]
    Pdf,
    Dot,
    Mermaid,
}

/// Formats that changes can be asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ChangesOption {
    Text,
    Json,
    Markdown,
    Html,
}

/// What draws a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum EngineOption {
    Native,
    Graphviz,
}

/// On what a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperOption {
    A4,
    Trim,
}

/// From which weight on findings end a run with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// What a run over this one file ends with.
    pub(super) fn exit_for(self, filing: &Judged) -> Exit {
        let heaviest = filing.open().map(|finding| finding.severity).max();
        self.exit(filing.status == Status::Unreadable, heaviest)
    }

    /// What a run ends with.
    pub(super) fn exit(self, unreadable: bool, heaviest: Option<Severity>) -> Exit {
        if unreadable {
            return Exit::Failed;
        }
        let fails = self.severity().is_some_and(|from| heaviest.is_some_and(|heaviest| heaviest >= from));
        if fails { Exit::Findings } else { Exit::Clean }
    }

    /// The least weight that ends a run with 1.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

/// Reads arguments, with help in a language.
pub(super) fn parse(arguments: &[OsString], lang: Lang) -> Result<GlobalOptions, clap::Error> {
    let matches = helped(GlobalOptions::command(), "help", lang).try_get_matches_from(arguments);
    matches.and_then(|matches| GlobalOptions::from_arg_matches(&matches)).map_err(on_one_line)
}

/// An error that shows what was written in arguments on one line.
fn on_one_line(mut error: clap::Error) -> clap::Error {
    let safe = |text: &String| text::terminal(text).into_owned();
    let written: Vec<(ContextKind, ContextValue)> = error
        .context()
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, ContextValue::String(safe(text)))),
            ContextValue::Strings(texts) => Some((kind, ContextValue::Strings(texts.iter().map(safe).collect()))),
            _ => None,
        })
        .collect();
    for (kind, value) in written {
        error.insert(kind, value);
    }
    error
}

/// The completions of a shell, with help in a language.
pub(super) fn completions(shell: clap_complete::Shell, lang: Lang) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut helped(GlobalOptions::command(), "help", lang), "sekisho", &mut script);
    script
}

/// The language that arguments ask for: needed before they can be parsed, for their own help.
pub(super) fn language_asked(arguments: &[OsString]) -> Option<Lang> {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    let apart = texts.iter().position(|text| *text == "--lang").and_then(|at| texts.get(at + 1).copied());
    match joined.or(apart)? {
        "ja" => Some(Lang::Ja),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn every_key(command: &clap::Command, key: &str, missing: &mut Vec<String>) {
        let mut ask = |own: String, shared: Option<String>| {
            let found = words::both(&own).or_else(|| shared.and_then(|shared| words::both(&shared)));
            if found.is_none_or(|both| both.ja.is_empty() || both.en.is_empty()) {
                missing.push(own);
            }
        };
        ask(key.to_owned(), None);
        for argument in command.get_arguments() {
            let id = argument.get_id().to_string().replace('_', "-");
            ask(format!("{key}.{id}"), Some(format!("help.any.{id}")));
        }
        for inside in command.get_subcommands() {
            every_key(inside, &format!("{key}.{}", inside.get_name()), missing);
        }
    }

    #[test]
    fn every_argument_has_help_in_both_languages() {
        let mut missing = Vec::new();
        every_key(&GlobalOptions::command(), "help", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
