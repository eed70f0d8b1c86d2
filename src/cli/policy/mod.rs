//! `sekisho policy`: for authors of policies.

mod begin;
mod differ;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{FactsOptions, PolicyCommand, PolicyDirectory, PolicyOptions, TestOptions};
use super::lines::SafeLines;
use super::{Context, Exit, Stop, Streams, explain, packs};
use crate::compare;
use crate::session::SessionError;
use crate::text;
use crate::trial;
use crate::vocabulary::facts::{FactId, FactType, RelationId, SubjectKind};
use crate::vocabulary::words;

/// Runs one of the sub-commands.
pub(super) fn run(context: &Context<'_>, options: &PolicyOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let out = &mut SafeLines::new(streams.stdout);
    match &options.command {
        PolicyCommand::Check(options) => check(context, options, out),
        PolicyCommand::Test(options) => test(context, options, out),
        PolicyCommand::Facts(options) => facts(context, options, out),
        PolicyCommand::New(options) => begin::pack(context, options, out),
        PolicyCommand::Diff(options) => differ::run(context, options, out),
        PolicyCommand::Docs(options) => explain::docs(context, options),
        PolicyCommand::NewRule(options) => begin::rule(context, options, out),
    }
}

/// Loads every pack and lists what it makes milder.
fn check(context: &Context<'_>, options: &PolicyDirectory, out: &mut dyn Write) -> Result<Exit, Stop> {
    let packs = packs::packs(context, options.policy.as_deref())?;
    let session = packs::session(context, packs.clone(), context.environment.today)?;
    for policy in explain::policies(context, &packs, None)? {
        let unknown = compare::unknown_keys(&policy);
        if !unknown.is_empty() {
            return Err(context.cannot_judge(&SessionError::Policy(unknown)));
        }
        packs::forms(context, &packs, &policy)?;
        packs::starts(context, &session, &policy)?;
        // What a parent made milder is told of the parent.
        let own = policy.weakenings.iter().filter(|one| one.file.split('/').next() == Some(&policy.id));
        for weakening in own {
            let change = context.say(&format!("change.{}", weakening.change), &[]);
            let args = [("rule", weakening.rule.as_str()), ("change", &change), ("reason", &weakening.reason)];
            let line = context.say("policy.weakening", &args);
            writeln!(out, "{}:{}: {line}", text::terminal(&weakening.file), weakening.line)?;
        }
        let count = policy.rules.len().to_string();
        let args = [("pack", policy.id.as_str()), ("version", &policy.version), ("rules", &count)];
        writeln!(out, "{}", context.say("policy.checked", &args))?;
    }
    writeln!(out, "{}", context.say("policy.ok", &[]))?;
    Ok(Exit::Clean)
}

/// Runs the tests of every pack of a folder.
fn test(context: &Context<'_>, options: &TestOptions, out: &mut dyn Write) -> Result<Exit, Stop> {
    let folder = options.policy.clone().unwrap_or_else(|| PathBuf::from("policies"));
    if !folder.is_dir() {
        return Err(context.stop("policy.no-tests", &[("path", &folder.display().to_string())]));
    }
    let packs = packs::packs(context, Some(&folder))?;
    let session = packs::session(context, packs.clone(), context.environment.today)?;
    let mut ran = false;
    let mut failed = false;
    for policy in explain::policies(context, &packs, None)? {
        // A shipped pack that one of the folder extends is no part of it.
        if options.tests.is_none() && !folder.join(&policy.id).is_dir() {
            continue;
        }
        let trials = packs::trials(context, Some(&folder), options.tests.as_deref(), &policy)?;
        // The tests of its parents hold for a pack that has none of its own.
        if trials.iter().all(|pack| pack.tests.is_empty()) {
            continue;
        }
        ran = true;
        let policy = Arc::new(policy);
        let report = trial::run(&session, &policy, &trials).map_err(|error| context.cannot_judge(&error))?;
        failed |= !report.failures.is_empty();
        show(context, &report, out)?;
    }
    if !ran {
        return Err(context.stop("policy.no-tests", &[("path", &folder.display().to_string())]));
    }
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}

fn show(context: &Context<'_>, report: &trial::TrialReport, out: &mut dyn Write) -> Result<(), Stop> {
    for (rule, tally) in &report.tallies {
        let (applied, passed) = (tally.applied.to_string(), tally.passed.to_string());
        let args = [("rule", rule.as_str()), ("applied", &applied), ("passed", &passed)];
        writeln!(out, "{}", context.say("policy.tally", &args))?;
    }
    for failure in &report.failures {
        let what = context.say(&format!("trial.{}", failure.what), &[("detail", &failure.detail)]);
        let [file, rule] = [&failure.file, &failure.rule].map(|text| text::terminal(text));
        writeln!(out, "{file}:{}: {rule}: {what}", failure.line)?;
    }
    let numbers = [report.rules, report.fired, report.silent, report.failures.len()].map(|count| count.to_string());
    let [rules, fired, silent, failed] = &numbers;
    let args = [("rules", rules.as_str()), ("fired", fired), ("silent", silent), ("failed", failed)];
    writeln!(out, "{}", context.say("policy.tests-summary", &args))?;
    Ok(())
}

/// Prints the vocabulary that rules may use.
fn facts(context: &Context<'_>, options: &FactsOptions, out: &mut dyn Write) -> Result<Exit, Stop> {
    let only = options.subject.as_deref().map(|word| subject(context, word)).transpose()?;
    for kind in SubjectKind::ALL.into_iter().filter(|kind| only.is_none_or(|only| only == *kind)) {
        writeln!(out, "{} ({})", kind.word(), words::fact(&format!("subject.{}", kind.word())).get(context.lang))?;
        for row in FactId::of(kind).map(FactId::row) {
            let name = words::fact(&format!("{}.{}", kind.word(), row.name));
            writeln!(out, "  {:<28} {:<24} {}", row.name, type_of(row.kind), name.get(context.lang))?;
        }
        for row in RelationId::of(kind).map(RelationId::row) {
            let arrow = if row.many { "→ *" } else { "→ " };
            let name = words::fact(&format!("{}.{}", kind.word(), row.name));
            writeln!(out, "  {:<28} {:<24} {}", row.name, format!("{arrow}{}", row.to.word()), name.get(context.lang))?;
        }
    }
    if let Some(kind) = only {
        words_of(context, kind, out)?;
    }
    Ok(Exit::Clean)
}

/// Prints the words of the closed lists that facts of a subject take.
fn words_of(context: &Context<'_>, kind: SubjectKind, out: &mut dyn Write) -> Result<(), Stop> {
    let lists = FactId::of(kind).filter_map(|fact| match fact.row().kind {
        FactType::Word(list) | FactType::Words(list) => Some((list.name, list)),
        _ => None,
    });
    let lists: BTreeMap<_, _> = lists.collect();
    if !lists.is_empty() {
        writeln!(out, "\n{}", context.say("policy.fact-words", &[]))?;
    }
    for (name, list) in lists {
        let known = list.values.iter().zip(0..);
        let all = known
            .map(|(word, at)| context.say("choice", &[("word", word), ("name", words::name(list, at, context.lang))]));
        writeln!(out, "  {name:<28} {}", all.collect::<Vec<_>>().join(", "))?;
    }
    Ok(())
}

/// A subject by its word; an unknown one ends the run with those that there are.
fn subject(context: &Context<'_>, word: &str) -> Result<SubjectKind, Stop> {
    SubjectKind::from_word(word).ok_or_else(|| {
        let all = SubjectKind::ALL.map(SubjectKind::word);
        match text::suggest(word, all.into_iter()) {
            Some(found) => context.stop(
                "policy.unknown-subject-suggest",
                &[("subject", word), ("suggestion", found), ("known", &all.join(", "))],
            ),
            None => context.stop("policy.unknown-subject", &[("subject", word), ("known", &all.join(", "))]),
        }
    })
}

fn type_of(kind: FactType) -> String {
    match kind {
        FactType::Flag => "boolean".to_owned(),
        FactType::Number => "number".to_owned(),
        FactType::Text => "text".to_owned(),
        FactType::Texts => "list of text".to_owned(),
        FactType::Day => "date".to_owned(),
        FactType::Word(list) => list.name.to_owned(),
        FactType::Words(list) => format!("list of {}", list.name),
        FactType::OfPack(list) => list.name().to_owned(),
        FactType::SeveralOfPack(list) => format!("list of {}", list.name()),
    }
}
