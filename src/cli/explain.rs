//! `sekisho explain` and `sekisho rules`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{ExplainOptions, RulesOptions};
use super::page::{self, Pages};
use super::sink::{Folder, Inputs};
use super::{Context, Exit, Stop, Streams, forms, lint, packs, records};
use crate::policy::{self, Packs, Policy};
use crate::text;
use crate::vocabulary::words;

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
        if policy.rules.iter().any(|rule| rule.id == options.rule) {
            let trials = packs::trials(context, options.policy.as_deref(), None, &policy)?;
            let pages = Pages::new(context, &packs, Arc::new(policy), &trials)?;
            pages.rule(&options.rule, streams.stdout)?;
            found = true;
        } else if let Some(one) = policy.obligations.iter().find(|one| one.id == options.rule) {
            write!(streams.stdout, "# {}", records::entry(context, one))?;
            found = true;
        } else if let Some(entry) = policy.built_in.get(&options.rule).filter(|_| !found) {
            page::built_in(context, entry, streams.stdout)?;
            found = true;
        } else if let Some(entry) = forms::entry(context, &policy, &options.rule) {
            write!(streams.stdout, "# {entry}")?;
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
        let heading = [
            ("pack", policy.id.as_str()),
            ("version", policy.version.as_str()),
            ("title", policy.title.get(context.lang)),
        ];
        writeln!(streams.stdout, "{}", context.say("rules.heading", &heading))?;
        for rule in &policy.rules {
            let severity = rule.gravest().name(context.lang);
            let subject = page::subject(context, rule.applies_to);
            let title = rule.title.get(context.lang);
            let range = page::effective(&rule.effective).map_or_else(String::new, |range| format!("  ({range})"));
            writeln!(streams.stdout, "  {}  {severity}  [{subject}] {title}{range}", rule.id)?;
        }
        if !policy.obligations.is_empty() {
            writeln!(streams.stdout, "{}", context.say("rules.obligations", &[]))?;
        }
        for one in &policy.obligations {
            let every = words::of(one.every, context.lang);
            writeln!(streams.stdout, "  {}  [{every}] {}", one.id, one.title.get(context.lang))?;
        }
        writeln!(streams.stdout, "{}", context.say("rules.forms", &[]))?;
        for form in policy.checklists.values() {
            writeln!(streams.stdout, "  {}  {}", form.id, form.title.get(context.lang))?;
        }
        for form in policy.clauses.values() {
            writeln!(streams.stdout, "  {}  {}", form.id, form.title.get(context.lang))?;
        }
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
    let inputs = Inputs::new(options.policy.as_deref(), None::<PathBuf>);
    let folder = Folder::new(context, &inputs, folder.join(&policy.id));
    for (name, text) in Pages::new(context, packs, Arc::new(policy), &trials)?.all()? {
        folder.write(&name, text.as_bytes())?;
    }
    Ok(())
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
    let ids: Vec<&str> =
        packs.ids().into_iter().filter(|id| *id != "core" && only.is_none_or(|only| only == *id)).collect();
    if ids.is_empty() {
        return Err(context.stop("cli.no-packs", &[("path", only.unwrap_or_default())]));
    }
    ids.into_iter()
        .map(|id| {
            policy::load(packs, id)
                .map_err(|problems| lint::stop(context, &crate::session::SessionError::Policy(problems)))
        })
        .collect()
}
