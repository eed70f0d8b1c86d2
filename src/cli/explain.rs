//! `sekisho explain` and `sekisho rules`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::args::{ExplainOptions, RulesOptions};
use super::lines::SafeLines;
use super::sink::OutputFolder;
use super::{Context, Exit, Stop, Streams, packs};
use crate::manual::{self, Manual};
use crate::policy::{self, Packs, Policy};
use crate::session::{Options, Session, SessionError};
use crate::text;

/// Tells all there is to say of a rule, a record, a form or a measure.
pub(super) fn explain(
    context: &Context<'_>,
    options: &ExplainOptions,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    let packs = packs::packs(context, options.policy.as_deref())?;
    let mut found = false;
    let mut known: Vec<String> = Vec::new();
    for policy in judging(context, &packs, options.pack.as_deref())? {
        known.extend(ids(&policy));
        known.extend(policy.obligations.iter().map(|one| one.id.clone()));
        known.extend(policy.checklists.keys().chain(policy.clauses.keys()).chain(policy.measures.keys()).cloned());
        let text = if policy.rules.iter().any(|rule| rule.id == options.rule) {
            let trials = packs::trials(context, options.policy.as_deref(), None, &policy)?;
            let (session, policy) = (session(context, &packs)?, Arc::new(policy));
            let page = Manual::new(&session, &policy, &trials, context.lang).rule(&options.rule);
            Some(page.map_err(|error| context.cannot_judge(&error))?)
        } else {
            let record = manual::record(&policy, &options.rule, context.lang);
            // What the program itself finds is the same whatever the pack.
            let built_in = || manual::built_in(&policy, &options.rule, context.lang).filter(|_| !found);
            record.or_else(built_in).or_else(|| manual::form(&policy, &options.rule, context.lang))
        };
        if let Some(text) = text {
            write!(SafeLines::new(streams.stdout), "{text}")?;
            found = true;
        }
    }
    if found {
        return Ok(Exit::Clean);
    }
    Err(unknown_rule(context, &options.rule, known.iter().map(String::as_str)))
}

/// Ids of the rules of every pack, and of what the program itself finds.
pub(super) fn rule_ids(context: &Context<'_>, packs: &Packs) -> Result<BTreeSet<String>, Stop> {
    Ok(policies(context, packs, None)?.iter().flat_map(ids).collect())
}

fn ids(policy: &Policy) -> impl Iterator<Item = String> {
    policy.rules.iter().map(|rule| rule.id.clone()).chain(policy.built_in.keys().cloned())
}

/// The sentence for a rule that does not exist, with the nearest that does.
pub(super) fn unknown_rule<'k>(context: &Context<'_>, rule: &str, known: impl Iterator<Item = &'k str>) -> Stop {
    match text::suggest(rule, known) {
        Some(found) => context.stop("cli.unknown-rule-suggest", &[("rule", rule), ("suggestion", found)]),
        None => context.stop("cli.unknown-rule", &[("rule", rule)]),
    }
}

/// Lists the rules of every pack.
pub(super) fn rules(context: &Context<'_>, options: &RulesOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let packs = packs::packs(context, options.policy.as_deref())?;
    for policy in judging(context, &packs, options.pack.as_deref())? {
        if let Some(folder) = &options.pages {
            write_pages(context, options, &packs, policy, folder)?;
            continue;
        }
        write!(SafeLines::new(streams.stdout), "{}", manual::list(&policy, context.lang))?;
    }
    Ok(Exit::Clean)
}

/// Writes a page for each rule of a policy, and the indexes.
fn write_pages(
    context: &Context<'_>,
    options: &RulesOptions,
    packs: &Packs,
    policy: Policy,
    folder: &Path,
) -> Result<(), Stop> {
    let trials = packs::trials(context, options.policy.as_deref(), None, &policy)?;
    let folder = OutputFolder::new(context, folder.join(&policy.id));
    let (session, policy) = (session(context, packs)?, Arc::new(policy));
    let pages = Manual::new(&session, &policy, &trials, context.lang).pages();
    for (name, text) in pages.map_err(|error| context.cannot_judge(&error))? {
        folder.write(&name, text.as_bytes())?;
    }
    Ok(())
}

/// A run that judges examples: by any edition, on this day.
fn session(context: &Context<'_>, packs: &Packs) -> Result<Session, Stop> {
    let own = Options {
        packs: packs.clone(),
        today: context.environment.today,
        judge_by: None,
        waivers: true,
        lang: context.lang,
    };
    Session::new(own).map_err(|error| context.cannot_judge(&error))
}

/// The pack asked for, or all that no other extends: what a parent asks stands in its children.
fn judging(context: &Context<'_>, packs: &Packs, only: Option<&str>) -> Result<Vec<Policy>, Stop> {
    let mut all = policies(context, packs, only)?;
    let parents: BTreeSet<String> =
        all.iter().flat_map(|policy| policy.packs.iter().filter(|id| **id != policy.id)).cloned().collect();
    all.retain(|policy| only.is_some() || !parents.contains(&policy.id));
    Ok(all)
}

/// The pack asked for, or all of them.
pub(super) fn policies(context: &Context<'_>, packs: &Packs, only: Option<&str>) -> Result<Vec<Policy>, Stop> {
    let ids: Vec<&str> = packs.ids().into_iter().filter(|id| only.is_none_or(|only| only == *id)).collect();
    if ids.is_empty() {
        return Err(context.stop("cli.no-packs", &[("path", only.unwrap_or_default())]));
    }
    ids.into_iter()
        .map(|id| policy::load(packs, id).map_err(|problems| context.cannot_judge(&SessionError::Policy(problems))))
        .collect()
}
