//! What `lint` goes by: options of the command line, and `sekisho.toml` where they say nothing.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;

use super::args::{FailOn, LangOption, LintOptions, ScopeOptions, StandardsOptions};
use super::excluded::Excluded;
use super::gathered::STDIN;
use super::walk::{FileScope, folder_of};
use super::{Context, Stop, disk, selection};
use crate::calendar::{Date, When};
use crate::check::Selection;
use crate::config::{self, Config, ConfigProblem, ConfigTrouble, Setting, SettingValue};
use crate::finding::{Grade, Grades, Verdict};
use crate::report::Format;
use crate::session::ConfigUsed;
use crate::source::{Limits, SourceFile};
use crate::text::{self, Pattern};
use crate::words::Lang;

/// Maximum size of a configuration in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// By what filings are judged.
#[derive(Default)]
pub(super) struct Standards {
    pub(super) policy: Option<PathBuf>,
    pub(super) profile: Option<String>,
    pub(super) grades: Grades,
}

impl Standards {
    /// The packs of a folder, or the shipped ones, as they are.
    pub(super) fn packs(folder: Option<&Path>) -> Self {
        Standards { policy: folder.map(Path::to_path_buf), ..Standards::default() }
    }
}

/// Options, settled.
pub(super) struct Settings {
    pub(super) lang: Lang,
    /// For standard output, where the command line names none.
    pub(super) format: Format,
    pub(super) fail_on: FailOn,
    pub(super) selection: Selection,
    pub(super) scope: FileScope,
    pub(super) judge_by: Option<Date>,
    pub(super) standards: Standards,
    pub(super) quiet: bool,
    /// The file that set some of them.
    pub(super) config: Option<Arc<ConfigUsed>>,
}

/// Settles the options of a run.
pub(super) fn settle(context: &Context<'_>, options: &LintOptions) -> Result<Settings, Stop> {
    let start = lint_start(options);
    let file = match &options.base {
        Some(base) => File::of_base(context, base, start)?,
        None => File::of(context, start, options.scope.config.as_deref(), options.scope.isolated)?,
    };
    let mut used = Used { file: file.as_ref(), keys: BTreeSet::new() };
    let lang = match used.unless(context.lang_asked, "lang") {
        Some(setting) => one::<LangOption>(setting).map_or(context.lang, LangOption::lang),
        None => context.lang,
    };
    let told = !options.format.is_empty() || options.draft || options.trace.is_some();
    let format = used.unless(told, "format").and_then(|setting| Format::from_word(value(setting)));
    let fail_on = match (options.fail_on, used.unless(options.fail_on.is_some(), "fail-on")) {
        (None, Some(setting)) => one(setting),
        (given, _) => given,
    };
    let judge_by = match (options.judge_by.as_deref(), used.unless(options.judge_by.is_some(), "judge-by")) {
        (None, Some(setting)) => {
            day_or_submitted(context, value(setting)).map_err(|stop| used.at(context, setting, stop))?
        }
        (given, _) => day_or_submitted(context, given.unwrap_or(SUBMITTED))?,
    };
    let standards = used.standards(context, options.policy.as_ref(), options.profile.as_ref())?;
    let mut patterns = |given: &[String], key: &'static str| match used.unless(!given.is_empty(), key) {
        None => Ok(given.to_vec()),
        Some(setting) => {
            let texts = texts(setting).to_vec();
            let wrong = selection::read(context, &texts, &[]).err();
            wrong.map_or(Ok(texts), |stop| Err(used.at(context, setting, stop)))
        }
    };
    let (select, mut ignore) = (patterns(&options.select, "select")?, patterns(&options.ignore, "ignore")?);
    ignore.extend_from_slice(&options.extend_ignore);
    let scope = used.scope(context, &options.scope)?;
    Ok(Settings {
        lang,
        format: format.unwrap_or_default(),
        fail_on: fail_on.unwrap_or(FailOn::Error),
        selection: selection::read(context, &select, &ignore)?,
        scope,
        judge_by,
        standards,
        quiet: options.quiet,
        config: used.told().map(Arc::new),
    })
}

/// Settles which files a command takes that goes by nothing else of a configuration.
pub(super) fn scope(context: &Context<'_>, paths: &[PathBuf], options: &ScopeOptions) -> Result<FileScope, Stop> {
    let file = File::of(context, start(paths), options.config.as_deref(), options.isolated)?;
    Used { file: file.as_ref(), keys: BTreeSet::new() }.scope(context, options)
}

/// Settles by what a filing is judged that a command shows.
pub(super) fn standards(context: &Context<'_>, path: &Path, options: &StandardsOptions) -> Result<Standards, Stop> {
    let file = match &options.base {
        Some(base) => File::of_base(context, base, path)?,
        None => File::of(context, path, options.config.as_deref(), options.isolated)?,
    };
    let mut used = Used { file: file.as_ref(), keys: BTreeSet::new() };
    used.standards(context, options.policy.as_ref(), options.profile.as_ref())
}

/// Where the search for a configuration starts.
pub(super) fn start(paths: &[PathBuf]) -> &Path {
    paths.first().map_or(Path::new("."), PathBuf::as_path)
}

/// The same for a lint, in which standard input may have a name.
fn lint_start(options: &LintOptions) -> &Path {
    let first = start(&options.paths);
    let named = options.stdin_filename.as_deref().filter(|_| first.as_os_str() == STDIN);
    named.map_or(first, Path::new)
}

/// A day as an option writes it.
pub(super) fn date(context: &Context<'_>, text: &str) -> Result<Date, Stop> {
    When::parse(text).map(|when| when.first).map_err(|_| context.stop("cli.bad-date", &[("text", text)]))
}

const SUBMITTED: &str = "submitted";

/// The day of an edition to judge by; none where each filing is judged by its own.
pub(super) fn day_or_submitted(context: &Context<'_>, text: &str) -> Result<Option<Date>, Stop> {
    if text == SUBMITTED { Ok(None) } else { date(context, text).map(Some) }
}

/// A configuration that was found.
struct File {
    /// As it is shown.
    path: String,
    /// The folder that patterns in it start from.
    base: PathBuf,
    /// Its own folder, from which other paths in it start.
    home: PathBuf,
    config: Config,
}

impl File {
    /// The file that the options name, or the nearest above what is checked.
    fn of(context: &Context<'_>, start: &Path, named: Option<&Path>, isolated: bool) -> Result<Option<Self>, Stop> {
        if isolated {
            return Ok(None);
        }
        match named {
            Some(named) => File::read(context, named).map(Some),
            None => nearest(start, None).map(|found| File::read(context, &found)).transpose(),
        }
    }

    /// The file that another version of this folder has for what is checked here. Its patterns are of paths here.
    fn of_base(context: &Context<'_>, base: &Path, first: &Path) -> Result<Option<Self>, Stop> {
        let cannot = |error: std::io::Error| {
            context.stop("cli.cannot-read", &[("path", &base.display().to_string()), ("reason", &error.to_string())])
        };
        let root = std::fs::canonicalize(base).map_err(cannot)?;
        let here = std::env::current_dir().and_then(std::fs::canonicalize).map_err(cannot)?;
        // What is new has no place there: what stands above it counts.
        let there = root.join(inside(&here, first));
        let there = there.ancestors().find(|place| place.exists()).unwrap_or(&root);
        let Some(found) = nearest(there, Some(&root)) else { return Ok(None) };
        let mut file = File::read(context, &found)?;
        file.base = here.join(file.home.strip_prefix(&root).unwrap_or(Path::new("")));
        Ok(Some(file))
    }

    fn read(context: &Context<'_>, at: &Path) -> Result<Self, Stop> {
        let path = shown(at).display().to_string();
        let safe = text::terminal(&path);
        let cannot = |reason: &str| context.stop("cli.cannot-read", &[("path", &safe), ("reason", reason)]);
        context.inputs.add([at]);
        let bytes = disk::read(at).map_err(|error| cannot(&error.to_string()))?;
        let limits = Limits { bytes: MAX_BYTES, ..Limits::default() };
        let source = SourceFile::decode(path.clone(), bytes, &limits)
            .map_err(|_| cannot(&context.say("config.no-text", &[("limit", &MAX_BYTES.to_string())])))?;
        let config = config::read(&source, words).map_err(|problems| {
            let head = context.say("cli.bad-config", &[("path", &safe)]);
            let lines = problems.iter().map(|problem| {
                let said = sentence(context, problem);
                format!("{safe}:{}:{}: {}", problem.line, problem.column, text::terminal(&said))
            });
            Stop::Said(format!("{head}\n{}", lines.collect::<Vec<_>>().join("\n")))
        })?;
        let folder = folder_of(at);
        let base = std::fs::canonicalize(folder).map_err(|error| cannot(&error.to_string()))?;
        Ok(File { path, home: base.clone(), base, config })
    }
}

/// Which keys of a configuration counted.
struct Used<'f> {
    file: Option<&'f File>,
    keys: BTreeSet<&'static str>,
}

impl<'f> Used<'f> {
    /// The value of a key, unless the command line gives one.
    fn unless(&mut self, given: bool, key: &'static str) -> Option<&'f Setting> {
        let setting = self.file?.config.get(key).filter(|_| !given)?;
        self.keys.insert(key);
        Some(setting)
    }

    /// By what is judged, where the command line says nothing else.
    fn standards(
        &mut self,
        context: &Context<'_>,
        policy: Option<&PathBuf>,
        profile: Option<&String>,
    ) -> Result<Standards, Stop> {
        let configured = self.unless(policy.is_some(), "policy").zip(self.file);
        let configured = configured.map(|(setting, file)| shown(&file.home.join(value(setting))));
        let set = self.unless(profile.is_some(), "profile").map(|setting| value(setting).to_owned());
        let grades = match self.unless(false, "severity") {
            Some(setting) => grades(context, setting).map_err(|stop| self.at(context, setting, stop))?,
            None => Grades::default(),
        };
        Ok(Standards { policy: policy.cloned().or(configured), profile: profile.cloned().or(set), grades })
    }

    /// Which files are taken.
    fn scope(&mut self, context: &Context<'_>, options: &ScopeOptions) -> Result<FileScope, Stop> {
        let excluded = match (self.file, self.unless(false, "exclude")) {
            (Some(file), Some(setting)) => {
                Excluded::read(context, &file.base, texts(setting)).map_err(|stop| self.at(context, setting, stop))?
            }
            _ => Excluded::default(),
        };
        let mut is_set =
            |given: bool, key| self.unless(given, key).is_some_and(|setting| setting.value == SettingValue::Flag(true));
        Ok(FileScope {
            excluded,
            force_exclude: options.force_exclude || is_set(options.force_exclude, "force-exclude"),
            respect_ignore_files: is_set(false, "respect-gitignore"),
        })
    }

    /// A sentence about a value, with its place.
    fn at(&self, context: &Context<'_>, setting: &Setting, stop: Stop) -> Stop {
        let path = text::terminal(self.file.map_or("", |file| file.path.as_str()));
        match stop {
            Stop::Said(said) => {
                let head = context.say("cli.bad-config", &[("path", &path)]);
                let said = text::terminal(&said);
                Stop::Said(format!("{head}\n{path}:{}:{}: {said}", setting.line, setting.column))
            }
            other => other,
        }
    }

    fn told(self) -> Option<ConfigUsed> {
        let file = self.file?;
        let taken = file.config.settings.iter().filter(|setting| self.keys.contains(setting.key));
        let set = taken.map(|setting| (setting.key, setting.value.clone())).collect();
        Some(ConfigUsed { path: file.path.clone(), set })
    }
}

/// A path as seen from a folder; outside it, the folder itself.
pub(super) fn inside(here: &Path, path: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| here.join(path));
    whole.strip_prefix(here).map(Path::to_path_buf).unwrap_or_default()
}

/// The configuration nearest above a path: up to `root`, else to the root of its repository, or of the file system.
fn nearest(path: &Path, root: Option<&Path>) -> Option<PathBuf> {
    // Of what only standard input holds, not even the folder need be there.
    let folder = path.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).ok()?;
    for above in folder.ancestors() {
        let file = above.join(config::FILE);
        if std::fs::symlink_metadata(&file).is_ok() {
            return Some(file);
        }
        if root == Some(above) || above.join(".git").exists() {
            return None;
        }
    }
    None
}

/// A path as seen from here, so that what is printed does not depend on where the tree lies.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    let (Ok(here), true) = (here, path.is_absolute()) else {
        return path.to_path_buf();
    };
    let shared = here.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = here.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// Words that the option of a key takes.
fn words(key: &str) -> Vec<String> {
    fn of<T: ValueEnum>() -> Vec<String> {
        T::value_variants().iter().filter_map(|one| Some(one.to_possible_value()?.get_name().to_owned())).collect()
    }
    match key {
        "lang" => of::<LangOption>(),
        "format" => Format::ALL.map(|format| format.word().to_owned()).to_vec(),
        "fail-on" => of::<FailOn>(),
        "severity" => Grade::words().map(str::to_owned).collect(),
        "verdict" => Grades::VERDICTS.map(|verdict| verdict.word().to_owned()).to_vec(),
        _ => Vec::new(),
    }
}

fn one<T: ValueEnum>(setting: &Setting) -> Option<T> {
    T::from_str(value(setting), false).ok()
}

fn value(setting: &Setting) -> &str {
    match &setting.value {
        SettingValue::Text(text) => text,
        SettingValue::Texts(_) | SettingValue::Flag(_) | SettingValue::Grades(_) => "",
    }
}

fn texts(setting: &Setting) -> &[String] {
    match &setting.value {
        SettingValue::Texts(texts) => texts,
        SettingValue::Text(_) | SettingValue::Flag(_) | SettingValue::Grades(_) => &[],
    }
}

/// What findings weigh.
fn grades(context: &Context<'_>, setting: &Setting) -> Result<Grades, Stop> {
    let mut grades = Grades::default();
    let SettingValue::Grades(rows) = &setting.value else { return Ok(grades) };
    for (rule, verdict, word) in rows {
        let pattern = Pattern::new(rule).ok_or_else(|| context.stop("cli.bad-pattern", &[("pattern", rule)]))?;
        if let Some(weight) = Grade::from_word(word) {
            grades.set(pattern, verdict.as_deref().and_then(Verdict::from_word), weight);
        }
    }
    Ok(grades)
}

fn sentence(context: &Context<'_>, problem: &ConfigProblem) -> String {
    match &problem.trouble {
        ConfigTrouble::Syntax { detail } => context.say("config-trouble.syntax", &[("detail", detail)]),
        ConfigTrouble::UnknownKey { key, suggestion: Some(found) } => {
            context.say("config-trouble.unknown-key-suggest", &[("key", key), ("suggestion", found)])
        }
        ConfigTrouble::UnknownKey { key, suggestion: None } => {
            let known = config::keys().collect::<Vec<_>>().join(", ");
            context.say("config-trouble.unknown-key", &[("key", key), ("known", &known)])
        }
        ConfigTrouble::WrongType { key, expected } => {
            let expected = context.say(&format!("config-type.{expected}"), &[]);
            context.say("config-trouble.wrong-type", &[("key", key), ("expected", &expected)])
        }
        ConfigTrouble::UnknownWord { key, value, suggestion: Some(found) } => {
            context.say("config-trouble.unknown-word-suggest", &[("key", key), ("value", value), ("suggestion", found)])
        }
        ConfigTrouble::UnknownWord { key, value, suggestion: None } => {
            let known = words(key).join(", ");
            context.say("config-trouble.unknown-word", &[("key", key), ("value", value), ("known", &known)])
        }
    }
}
