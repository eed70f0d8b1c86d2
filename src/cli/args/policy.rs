//! Arguments of the commands about policies: what they ask, and their authors' tools.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::choices::PolicyDiffOption;

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainOptions {
    pub(in crate::cli) rule: String,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "PACK")]
    pub(in crate::cli) pack: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesOptions {
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) pages: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "PACK")]
    pub(in crate::cli) pack: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyOptions {
    #[command(subcommand)]
    pub(in crate::cli) command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PolicyCommand {
    Check(PolicyDirectory),
    Test(TestOptions),
    Facts(FactsOptions),
    New(NewPackOptions),
    NewRule(NewRuleOptions),
    Diff(PolicyDiffOptions),
    Docs(DocsOptions),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyDirectory {
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TestOptions {
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) tests: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct FactsOptions {
    pub(in crate::cli) subject: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewPackOptions {
    pub(in crate::cli) pack: String,
    #[arg(long, value_name = "PACK", default_value = "municipal")]
    pub(in crate::cli) extends: Vec<String>,
    #[arg(long, short, value_name = "DIR", default_value = "policies")]
    pub(in crate::cli) output: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewRuleOptions {
    pub(in crate::cli) id: String,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: PathBuf,
    #[arg(long, value_name = "SUBJECT")]
    pub(in crate::cli) subject: Option<String>,
    #[arg(long, value_name = "PACK")]
    pub(in crate::cli) pack: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyDiffOptions {
    pub(in crate::cli) old: PathBuf,
    pub(in crate::cli) new: PathBuf,
    #[arg(long, value_enum, default_value_t = PolicyDiffOption::Text)]
    pub(in crate::cli) format: PolicyDiffOption,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DocsOptions {
    #[arg(long, short, value_name = "DIR")]
    pub(in crate::cli) output: PathBuf,
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) policy: Option<PathBuf>,
    #[arg(long, value_name = "PACK")]
    pub(in crate::cli) pack: Option<String>,
}
