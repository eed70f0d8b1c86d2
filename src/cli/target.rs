//! `FORMAT[=FILE]`: an option that names a format, and where it goes.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::path::PathBuf;

use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;

use crate::report::Format;

/// A format, and the file that the report goes to where it is not standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target<F> {
    pub(super) format: F,
    pub(super) file: Option<PathBuf>,
}

/// What has a word by which an option names it.
pub(super) trait Worded: Copy + Send + Sync + 'static {
    /// Every value.
    fn all() -> Vec<Self>;
    /// The word.
    fn word(self) -> &'static str;
}

impl Worded for Format {
    fn all() -> Vec<Self> {
        Format::ALL.to_vec()
    }

    fn word(self) -> &'static str {
        Format::word(self)
    }
}

/// Formats that an audit can be asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AuditOption {
    Table,
    Json,
    Ndjson,
    Csv,
    Markdown,
    Html,
    Xlsx,
}

impl Worded for AuditOption {
    fn all() -> Vec<Self> {
        vec![
            AuditOption::Table,
            AuditOption::Json,
            AuditOption::Ndjson,
            AuditOption::Csv,
            AuditOption::Markdown,
            AuditOption::Html,
            AuditOption::Xlsx,
        ]
    }

    fn word(self) -> &'static str {
        match self {
            AuditOption::Table => "table",
            AuditOption::Json => "json",
            AuditOption::Ndjson => "ndjson",
            AuditOption::Csv => "csv",
            AuditOption::Markdown => "markdown",
            AuditOption::Html => "html",
            AuditOption::Xlsx => "xlsx",
        }
    }
}

/// The file that stands for standard output.
const STDOUT: &str = "-";

/// Reads `FORMAT` and `FORMAT=FILE`.
#[derive(Clone)]
pub(super) struct TargetParser<F>(PhantomData<F>);

impl<F> Default for TargetParser<F> {
    fn default() -> Self {
        TargetParser(PhantomData)
    }
}

impl<F: Worded> TypedValueParser for TargetParser<F> {
    type Value = Target<F>;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Target<F>, clap::Error> {
        let wrong = || clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command);
        let text = value.to_str().ok_or_else(wrong)?;
        let (word, file) = match text.split_once('=') {
            Some((word, file)) => (word, Some(file).filter(|file| *file != STDOUT)),
            None => (text, None),
        };
        // What is no format is refused as clap refuses any value, with the words there are.
        let known = PossibleValuesParser::new(F::all().into_iter().map(F::word));
        let word = known.parse_ref(command, argument, OsStr::new(word))?;
        let format = F::all().into_iter().find(|format| format.word() == word).ok_or_else(wrong)?;
        let file = file.map(|file| PathBufValueParser::new().parse_ref(command, argument, OsStr::new(file)));
        Ok(Target { format, file: file.transpose()? })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(F::all().into_iter().map(|format| PossibleValue::new(format.word()))))
    }
}
