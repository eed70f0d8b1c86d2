//! Arguments of the commands that begin something: a filing, and a repository.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};

use super::StandardsOptions;

#[derive(Debug, Args)]
pub(in crate::cli) struct NewOptions {
    #[arg(long, short, value_name = "FILE", required_unless_present = "list_patterns")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) said: SaidOptions,
    #[arg(long, value_name = "LAST", conflicts_with_all = ["import", "pattern", "kind", "media"])]
    pub(in crate::cli) from: Option<PathBuf>,
    #[arg(long, value_name = "PAPER", conflicts_with_all = ["pattern", "kind", "media"])]
    pub(in crate::cli) import: Option<PathBuf>,
    #[arg(long, conflicts_with = "output")]
    pub(in crate::cli) list_patterns: bool,
    #[command(flatten)]
    pub(in crate::cli) standards: StandardsOptions,
}

/// What is said of a filing.
#[derive(Debug, Args)]
pub(in crate::cli) struct SaidOptions {
    #[arg(long, value_name = "TITLE", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) title: Option<String>,
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<String>,
    #[arg(long, value_name = "PATTERN")]
    pub(in crate::cli) pattern: Option<String>,
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) from_name: Option<String>,
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) to_name: Option<String>,
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(in crate::cli) sub_name: Option<String>,
    #[arg(long, value_name = "MEDIUM", value_delimiter = ',')]
    pub(in crate::cli) media: Vec<String>,
    #[arg(long, value_name = "FROM..TO")]
    pub(in crate::cli) term: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) jurisdiction: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InitOptions {
    #[arg(default_value = ".")]
    pub(in crate::cli) folder: PathBuf,
    #[arg(long, value_enum, value_delimiter = ',', default_value = "github")]
    pub(in crate::cli) ci: Vec<CiOption>,
    #[arg(long, value_name = "NAME", default_value = "first.filing.yaml")]
    pub(in crate::cli) filing: String,
    #[command(flatten)]
    pub(in crate::cli) said: SaidOptions,
}

/// Services that check filings for a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CiOption {
    Github,
    Gitlab,
    None,
}
