//! Arguments. Their help is in `locales/messages.yaml` (`help.COMMAND.ARGUMENT`).

mod begin;
mod choices;
mod policy;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{ArgPredicate, PossibleValuesParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::help::helped;
use super::target::{AuditOption, Target, TargetParser};
use crate::report::Format;
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::words::Lang;

pub(in crate::cli) use begin::{CiOption, InitOptions, NewOptions, SaidOptions};
pub(in crate::cli) use choices::{
    ChangesOption, ColorOption, EngineOption, FailOn, LangOption, PagesOption, PaperOption, PictureOption,
    PolicyDiffOption, Which,
};
pub(in crate::cli) use policy::{
    DocsOptions, ExplainOptions, FactsOptions, NewPackOptions, NewRuleOptions, PolicyCommand, PolicyDiffOptions,
    PolicyDirectory, PolicyOptions, RulesOptions, TestOptions,
};

#[derive(Debug, Parser)]
#[command(name = "sekisho", version, disable_help_subcommand = true)]
pub(in crate::cli) struct GlobalOptions {
    #[arg(long, value_enum, global = true)]
    pub(in crate::cli) lang: Option<LangOption>,
    #[arg(long, value_enum, global = true)]
    pub(in crate::cli) color: Option<ColorOption>,
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
    New(NewOptions),
    Init(InitOptions),
    Lint(LintOptions),
    Audit(AuditOptions),
    Diagram(DiagramOptions),
    Report(ReportOptions),
    Diff(DiffOptions),
    Workbook(WorkbookOptions),
    Form(FormOptions),
    Import(ImportOptions),
    Explain(ExplainOptions),
    Rules(RulesOptions),
    Policy(PolicyOptions),
    Schema(SchemaOptions),
    Lsp(LspOptions),
    Completions(CompletionsOptions),
}

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct LintOptions {
    #[arg(default_value = ".")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = TargetParser::<Format>::default())]
    pub(in crate::cli) format: Vec<Target<Format>>,
    #[arg(long)]
    pub(in crate::cli) draft: bool,
    #[arg(long, value_enum)]
    pub(in crate::cli) fail_on: Option<FailOn>,
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) select: Vec<String>,
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) ignore: Vec<String>,
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) extend_ignore: Vec<String>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<String>,
    #[arg(long, value_name = "submitted|DATE")]
    pub(in crate::cli) judge_by: Option<String>,
    #[arg(long)]
    pub(in crate::cli) no_waivers: bool,
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) scope: ScopeOptions,
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<String>,
    #[arg(long, value_name = "DIR", conflicts_with_all = ["config", "isolated"])]
    pub(in crate::cli) base: Option<PathBuf>,
    #[arg(long, value_name = "PROFILE")]
    pub(in crate::cli) profile: Option<String>,
    #[arg(long, value_name = "RULE", conflicts_with_all = ["format", "draft", "write_baseline"])]
    pub(in crate::cli) trace: Option<String>,
    #[arg(long, value_name = "SUBJECT", requires = "trace")]
    pub(in crate::cli) at: Option<String>,
    #[arg(long, conflicts_with_all = ["trace", "diff", "base"])]
    pub(in crate::cli) fix: bool,
    #[arg(long, conflicts_with_all = ["trace", "format", "draft", "write_baseline"])]
    pub(in crate::cli) diff: bool,
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
    #[arg(long, value_name = "N")]
    pub(in crate::cli) jobs: Option<String>,
}

/// Which configuration counts, and for which files.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct ScopeOptions {
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    #[arg(long)]
    pub(in crate::cli) force_exclude: bool,
}

/// By what one filing is judged that is shown.
#[derive(Debug, Args)]
pub(in crate::cli) struct StandardsOptions {
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "PROFILE")]
    pub(in crate::cli) profile: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    #[arg(long, value_name = "DIR", conflicts_with_all = ["config", "isolated"])]
    pub(in crate::cli) base: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AuditOptions {
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[arg(long, value_name = "YEAR")]
    pub(in crate::cli) fiscal_year: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<String>,
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = TargetParser::<AuditOption>::default())]
    pub(in crate::cli) format: Vec<Target<AuditOption>>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) inspection_sheets: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "inspection_sheets", "fail_on"])]
    pub(in crate::cli) template: Option<PathBuf>,
    #[arg(long, value_enum)]
    pub(in crate::cli) fail_on: Option<FailOn>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) scope: ScopeOptions,
    #[arg(long, value_name = "N")]
    pub(in crate::cli) jobs: Option<String>,
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DiagramOptions {
    pub(in crate::cli) file: PathBuf,
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) flow: Option<String>,
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<PictureOption>,
    #[arg(long, value_enum, default_value_t = EngineOption::Native)]
    #[arg(default_value_if("graphviz", ArgPredicate::IsPresent, "graphviz"))]
    pub(in crate::cli) engine: EngineOption,
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) graphviz: Option<PathBuf>,
    #[arg(long, short, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[arg(long)]
    pub(in crate::cli) findings: bool,
    #[arg(long, value_name = "OLD")]
    pub(in crate::cli) since: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = PaperOption::A4)]
    pub(in crate::cli) page: PaperOption,
    #[arg(long)]
    pub(in crate::cli) auto_lanes: bool,
    #[command(flatten)]
    pub(in crate::cli) standards: StandardsOptions,
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportOptions {
    #[arg(default_value = ".")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[arg(long, short, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<String>,
    #[arg(long, value_name = "submitted|DATE", default_value = "submitted")]
    pub(in crate::cli) judge_by: String,
    #[arg(long)]
    pub(in crate::cli) no_waivers: bool,
    #[arg(long, value_name = "PROFILE")]
    pub(in crate::cli) profile: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) scope: ScopeOptions,
}

impl ReportOptions {
    /// By what filings are judged.
    pub(in crate::cli) fn standards(&self) -> StandardsOptions {
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
pub(in crate::cli) struct DiffOptions {
    pub(in crate::cli) old: PathBuf,
    pub(in crate::cli) new: PathBuf,
    #[arg(long, value_enum, default_value_t = ChangesOption::Text)]
    pub(in crate::cli) format: ChangesOption,
    #[command(flatten)]
    pub(in crate::cli) standards: StandardsOptions,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WorkbookOptions {
    pub(in crate::cli) file: PathBuf,
    #[arg(long, short, value_name = "FILE", required_unless_present = "onto")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[arg(long, value_name = "OLD", conflicts_with = "checked")]
    pub(in crate::cli) onto: Option<PathBuf>,
    #[arg(long)]
    pub(in crate::cli) checked: bool,
    #[command(flatten)]
    pub(in crate::cli) standards: StandardsOptions,
    #[arg(long, value_name = "DATE", requires = "checked")]
    pub(in crate::cli) today: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct FormOptions {
    pub(in crate::cli) file: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
    #[arg(long, value_name = "OLD")]
    pub(in crate::cli) since: Option<PathBuf>,
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PAGES")]
    pub(in crate::cli) only: Vec<PagesOption>,
    #[arg(long = "final")]
    pub(in crate::cli) is_final: bool,
    #[command(flatten)]
    pub(in crate::cli) standards: StandardsOptions,
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportOptions {
    pub(in crate::cli) file: PathBuf,
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaOptions {
    #[arg(value_enum)]
    pub(in crate::cli) which: Which,
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(in crate::cli) check: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LspOptions {
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) today: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,
    #[arg(long)]
    pub(in crate::cli) isolated: bool,
    /// Clients of the protocol name the transport; there is no other.
    #[arg(long)]
    pub(in crate::cli) stdio: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsOptions {
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

/// Reads arguments, with help in a language.
pub(in crate::cli) fn parse(arguments: &[OsString], lang: Lang) -> Result<GlobalOptions, clap::Error> {
    let read = |command: clap::Command| {
        let matches = command.try_get_matches_from(arguments);
        matches.and_then(|matches| GlobalOptions::from_arg_matches(&matches))
    };
    // Help is put into words only for arguments that end in it or cannot be run.
    let told = |_| read(helped(GlobalOptions::command(), "help", lang));
    read(GlobalOptions::command()).or_else(told).map_err(on_one_line)
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

/// The completions of a shell, with help in a language. Packs of these ids are offered, and the subjects of rules; others may be
/// written as well.
pub(in crate::cli) fn completions(shell: clap_complete::Shell, lang: Lang, packs: &BTreeSet<String>) -> Vec<u8> {
    let mut script = Vec::new();
    let mut command = offered(helped(GlobalOptions::command(), "help", lang), packs);
    clap_complete::generate(shell, &mut command, "sekisho", &mut script);
    script
}

/// Offers words for arguments that take any.
fn offered(command: clap::Command, packs: &BTreeSet<String>) -> clap::Command {
    let command = command.mut_args(|argument| {
        let is_pack = argument.get_value_names().is_some_and(|names| names.iter().any(|name| *name == "PACK"));
        if is_pack {
            argument.value_parser(PossibleValuesParser::new(packs.iter().cloned()))
        } else if argument.get_id() == "subject" {
            argument.value_parser(PossibleValuesParser::new(SubjectKind::ALL.map(SubjectKind::word)))
        } else {
            argument
        }
    });
    command.mut_subcommands(|inside| offered(inside, packs))
}

/// The language that arguments ask for: needed before they can be parsed, for their own help.
pub(in crate::cli) fn language_asked(arguments: &[OsString]) -> Option<Lang> {
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
            let found = |lang, key: &str| words::unfilled(lang, key).is_some_and(|text| !text.is_empty());
            let known = |key: &str| found(Lang::Ja, key) && found(Lang::En, key);
            if !known(&own) && !shared.is_some_and(|shared| known(&shared)) {
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
    fn packs_and_subjects_are_offered() {
        let script = completions(clap_complete::Shell::Fish, Lang::En, &BTreeSet::from(["harbour".to_owned()]));
        let script = String::from_utf8(script).expect("text");
        let offering =
            |word: &str| script.lines().filter(|line| line.contains("-l pack") && line.contains(word)).count();
        assert!(offering("harbour") > 0, "{script}");
        assert!(script.contains("holding\\t"), "{script}");
    }

    #[test]
    fn every_argument_has_help_in_both_languages() {
        let mut missing = Vec::new();
        every_key(&GlobalOptions::command(), "help", &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
