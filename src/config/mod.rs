//! `sekisho.toml`: options that a folder sets for everything checked in it.
//!
//! Owns the keys, their types and what is wrong with a file. Leaves to others: finding and opening the file, which
//! words an option takes, and that options given on the command line take precedence.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::source::SourceFile;
use crate::text;

/// Name of the configuration file.
pub const FILE: &str = "sekisho.toml";

/// The keys; each is named like the option it sets.
const KEYS: &[(&str, Kind)] = &[
    ("lang", Kind::Word),
    ("format", Kind::Word),
    ("fail-on", Kind::Word),
    ("select", Kind::Texts),
    ("ignore", Kind::Texts),
    ("exclude", Kind::Texts),
    ("force-exclude", Kind::Flag),
    ("respect-gitignore", Kind::Flag),
    ("judge-by", Kind::Day),
    ("policy", Kind::Text),
    ("profile", Kind::Text),
    ("severity", Kind::Grades),
];

/// Maximum number of problems reported for one file.
const MAX_PROBLEMS: usize = 50;
/// Maximum number of characters of a value that a message quotes.
const SHOWN: usize = 100;

/// Iterates over the names of the keys.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(key, _)| *key)
}

/// The settings of a file, in the order of its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The keys that are set, with their values.
    pub settings: Vec<Setting>,
}

/// One setting of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key, named like the option it sets.
    pub key: &'static str,
    /// The value of the key.
    pub value: SettingValue,
    /// The line of the value, counted from 1.
    pub line: u32,
    /// The column of the value, counted from 1, in characters.
    pub column: u32,
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    /// A single value.
    Text(String),
    /// A list of values.
    Texts(Vec<String>),
    /// Severities: the rule or the beginning of several, the verdict where it is for one, and the word.
    Grades(Vec<(String, Option<String>, String)>),
    /// Yes or no.
    Flag(bool),
}

/// One defect of a configuration file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Line of the defect, counted from 1.
    pub line: u32,
    /// Column of the defect, counted from 1, in characters.
    pub column: u32,
    /// The kind of defect, with what its message quotes.
    pub trouble: ConfigTrouble,
}

/// Kinds of defects in configuration files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are named by what they hold")]
pub enum ConfigTrouble {
    /// The text is not valid TOML; `detail` is the parser's message.
    Syntax { detail: String },
    /// A key that is not the name of an option.
    UnknownKey { key: String, suggestion: Option<&'static str> },
    /// A value of another type than expected: `text`, `texts` or `day`.
    WrongType { key: &'static str, expected: &'static str },
    /// A word that the option does not take.
    UnknownWord { key: &'static str, value: String, suggestion: Option<String> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A word that the option takes.
    Word,
    /// Any text.
    Text,
    /// A text, or a date of TOML.
    Day,
    /// A list of texts.
    Texts,
    /// A table of severities.
    Grades,
    /// Yes or no.
    Flag,
}

impl Config {
    /// Returns the setting with this key.
    pub fn get(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }
}

/// Reads a file. `words` returns the words that the option of a key takes.
///
/// # Errors
/// Everything wrong in the file, in the order of its lines.
pub fn read(source: &SourceFile, words: impl Fn(&str) -> Vec<String>) -> Result<Config, Vec<ConfigProblem>> {
    let text = source.text();
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<ConfigProblem> = errors
        .iter()
        .take(MAX_PROBLEMS)
        .map(|error| {
            let detail = error.message().lines().next().unwrap_or_default().to_owned();
            problem(text, error.span().map_or(0, |span| span.start), ConfigTrouble::Syntax { detail })
        })
        .collect();
    let mut config = Config::default();
    // What follows from a broken line is not a defect of its own.
    if problems.is_empty() {
        for (key, value) in root.get_ref() {
            match setting(text, key, value, &words) {
                Ok(setting) => config.settings.push(setting),
                Err(found) => problems.push(found),
            }
            if problems.len() == MAX_PROBLEMS {
                break;
            }
        }
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| (problem.line, problem.column));
        return Err(problems);
    }
    config.settings.sort_by_key(|setting| KEYS.iter().position(|(key, _)| *key == setting.key));
    Ok(config)
}

fn setting(
    text: &str,
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    words: &impl Fn(&str) -> Vec<String>,
) -> Result<Setting, ConfigProblem> {
    let known = KEYS.iter().find(|(name, _)| name == key.get_ref());
    let Some((key, kind)) = known.copied() else {
        let suggestion = text::suggest(key.get_ref(), KEYS.iter().map(|(name, _)| *name));
        let trouble = ConfigTrouble::UnknownKey { key: short(key.get_ref()), suggestion };
        return Err(problem(text, key.span().start, trouble));
    };
    let at = value.span().start;
    if let (Kind::Grades, DeValue::Table(table)) = (kind, value.get_ref()) {
        let (line, column) = place(text, at);
        return Ok(Setting { key, value: SettingValue::Grades(grades(text, key, table, words)?), line, column });
    }
    let found = match (kind, value.get_ref()) {
        (Kind::Word | Kind::Text | Kind::Day, DeValue::String(text)) => Some(SettingValue::Text(text.to_string())),
        (Kind::Day, DeValue::Datetime(day)) => Some(SettingValue::Text(day.to_string())),
        (Kind::Texts, DeValue::Array(list)) => {
            let texts = list.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>().map(SettingValue::Texts)
        }
        (Kind::Flag, DeValue::Boolean(flag)) => Some(SettingValue::Flag(*flag)),
        _ => None,
    };
    let Some(value) = found else {
        let expected = match kind {
            Kind::Word | Kind::Text => "text",
            Kind::Day => "day",
            Kind::Texts => "texts",
            Kind::Grades => "severities",
            Kind::Flag => "flag",
        };
        return Err(problem(text, at, ConfigTrouble::WrongType { key, expected }));
    };
    if let (Kind::Word, SettingValue::Text(word)) = (kind, &value) {
        let taken = words(key);
        if !taken.contains(word) {
            let suggestion = text::suggest(word, taken.iter().map(String::as_str)).map(str::to_owned);
            return Err(problem(text, at, ConfigTrouble::UnknownWord { key, value: short(word), suggestion }));
        }
    }
    let (line, column) = place(text, at);
    Ok(Setting { key, value, line, column })
}

/// Severities by rule, each a word, or a table of words by verdict.
fn grades(
    text: &str,
    key: &'static str,
    table: &DeTable<'_>,
    words: &impl Fn(&str) -> Vec<String>,
) -> Result<Vec<(String, Option<String>, String)>, ConfigProblem> {
    let known = |at: usize, list: &str, word: &str| {
        let taken = words(list);
        if taken.iter().any(|one| one == word) {
            return Ok(word.to_owned());
        }
        let suggestion = text::suggest(word, taken.iter().map(String::as_str)).map(str::to_owned);
        Err(problem(text, at, ConfigTrouble::UnknownWord { key, value: short(word), suggestion }))
    };
    let wrong = |at| problem(text, at, ConfigTrouble::WrongType { key, expected: "severities" });
    let word = |value: &Spanned<DeValue<'_>>| {
        let at = value.span().start;
        known(at, key, value.get_ref().as_str().ok_or_else(|| wrong(at))?)
    };
    let mut rows = Vec::new();
    for (rule, value) in table {
        let rule = rule.get_ref().to_string();
        match value.get_ref() {
            DeValue::Table(verdicts) => {
                for (verdict, value) in verdicts {
                    let own = known(verdict.span().start, "verdict", verdict.get_ref())?;
                    rows.push((rule.clone(), Some(own), word(value)?));
                }
            }
            _ => rows.push((rule, None, word(value)?)),
        }
    }
    Ok(rows)
}

fn short(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

fn problem(text: &str, at: usize, trouble: ConfigTrouble) -> ConfigProblem {
    let (line, column) = place(text, at);
    ConfigProblem { line, column, trouble }
}

/// Returns the line and column of a byte, both counted from 1.
fn place(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let narrow = |number| u32::try_from(number).unwrap_or(u32::MAX);
    (narrow(line), narrow(column))
}

#[cfg(test)]
mod tests;
