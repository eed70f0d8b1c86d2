//! Help, and what is wrong with arguments, in the language of the run: clap itself speaks English only.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction as Kind, Command};

use crate::words::{self, Lang, Voice, say};

/// What stands for the options of a command in its usage.
const OPTIONS: &str = "[OPTIONS]";

/// Sets the help of a command, its arguments and its sub-commands from the locales.
pub(super) fn helped(command: Command, key: &str, lang: Lang) -> Command {
    let arguments: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    let names: Vec<String> = command.get_subcommands().map(|inside| inside.get_name().to_owned()).collect();
    let mut command = command.about(say(lang, key, &[]));
    for id in arguments {
        let own = format!("{key}.{}", id.replace('_', "-"));
        let shared = format!("help.any.{}", id.replace('_', "-"));
        let text = if words::unfilled(lang, &own).is_some() { own } else { shared };
        command = command.mut_arg(id, |argument| described(argument, &say(lang, &text, &[]), lang));
    }
    for name in names {
        let own = format!("{key}.{name}");
        command = command.mut_subcommand(name, |inside| helped(inside, &own, lang));
    }
    framed(command, lang)
}

/// What is shown for arguments that cannot be run: help that was asked for, or what is wrong with them.
pub(super) fn told(error: &clap::Error, lang: Lang) -> StyledStr {
    let shown = error.render();
    if lang == Lang::En {
        return shown;
    }
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        return StyledStr::from(shown.ansi().to_string().replace(OPTIONS, &say(lang, "usage.options", &[])));
    }
    let mut all = say(lang, "usage.error", &[("reason", &reason(error, lang))]);
    for line in hints(error, lang) {
        all += &format!("\n\n  {line}");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string().replace(OPTIONS, &say(lang, "usage.options", &[]));
        let usage = usage.trim_start_matches("Usage:").trim().to_owned();
        all += &format!("\n\n{}{usage}", say(lang, "usage.heading", &[]));
    }
    StyledStr::from(format!("{all}\n\n{}\n", say(lang, "usage.more", &[])))
}

/// Gives a command the headings of a language.
fn framed(command: Command, lang: Lang) -> Command {
    if lang == Lang::En {
        return command;
    }
    let word = |key: &str| say(lang, key, &[]);
    let template = format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}", word("usage.heading"));
    let flag = |id: &'static str, short, action| {
        Arg::new(id)
            .short(short)
            .long(id)
            .action(action)
            .help(word(&format!("usage.{id}")))
            .help_heading(word("usage.flags"))
    };
    let versioned = command.get_version().is_some();
    let command = command
        .help_template(template)
        .subcommand_help_heading(word("usage.commands"))
        .subcommand_value_name(word("usage.command"))
        .disable_help_flag(true)
        .arg(flag("help", 'h', Kind::Help));
    if versioned { command.disable_version_flag(true).arg(flag("version", 'V', Kind::Version)) } else { command }
}

/// Gives an argument its help, with the values that it takes in the words of a language.
fn described(argument: Arg, help: &str, lang: Lang) -> Arg {
    if lang == Lang::En {
        return argument.help(help.to_owned());
    }
    let heading = if argument.is_positional() { "usage.arguments" } else { "usage.flags" };
    let argument = argument.help_heading(say(lang, heading, &[]));
    if !argument.get_action().takes_values() {
        return argument.help(help.to_owned());
    }
    let mut help = help.to_owned();
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if !values.is_empty() {
        help += &say(lang, "usage.values", &[("values", &Voice(lang).join(&values))]);
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        help += &say(lang, "usage.default", &[("value", &defaults.join(" "))]);
    }
    argument.help(help).hide_possible_values(true).hide_default_value(true)
}

/// Says what is wrong with arguments.
fn reason(error: &clap::Error, lang: Lang) -> String {
    let argument = text_of(error, ContextKind::InvalidArg, lang);
    let value = text_of(error, ContextKind::InvalidValue, lang);
    let (key, arguments): (&str, Vec<(&str, String)>) = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            ("usage.no-such-command", vec![("command", text_of(error, ContextKind::InvalidSubcommand, lang))])
        }
        ErrorKind::UnknownArgument => ("usage.no-such-argument", vec![("argument", argument)]),
        ErrorKind::InvalidValue if value.is_empty() => ("usage.no-value", vec![("argument", argument)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            ("usage.bad-value", vec![("value", value), ("argument", argument)])
        }
        ErrorKind::ArgumentConflict => {
            let other = text_of(error, ContextKind::PriorArg, lang);
            let key = if other.is_empty() || other == argument { "usage.twice" } else { "usage.conflict" };
            (key, vec![("argument", argument), ("other", other)])
        }
        ErrorKind::MissingRequiredArgument => ("usage.missing", vec![("argument", argument)]),
        ErrorKind::MissingSubcommand => ("usage.no-command", Vec::new()),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            ("usage.number-of-values", vec![("argument", argument)])
        }
        ErrorKind::InvalidUtf8 => ("usage.no-text", Vec::new()),
        _ => ("usage.other", Vec::new()),
    };
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say(lang, key, &arguments)
}

/// What may have been meant, or what there is to choose from.
fn hints(error: &clap::Error, lang: Lang) -> Vec<String> {
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let mut hints: Vec<String> = meant
        .into_iter()
        .map(|kind| text_of(error, kind, lang))
        .filter(|meant| !meant.is_empty())
        .map(|meant| say(lang, "did-you-mean", &[("word", &meant)]))
        .collect();
    let known = text_of(error, ContextKind::ValidValue, lang);
    if !known.is_empty() {
        hints.push(say(lang, "usage.known-values", &[("values", &known)]));
    }
    hints
}

/// What an error knows of its arguments, several joined.
fn text_of(error: &clap::Error, kind: ContextKind, lang: Lang) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(several)) => Voice(lang).join(several),
        _ => String::new(),
    }
}
