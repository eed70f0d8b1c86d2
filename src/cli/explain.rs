//! `sekisho explain` and `sekisho rules`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::args::{DocsOptions, ExplainOptions, RulesOptions};
use super::lines::SafeLines;
use super::sink::OutputFolder;
use super::{Context, Exit, Stop, Streams, packs};
use crate::manual::{self, Manual};
use crate::policy::{self, Packs, Policy};
use crate::session::SessionError;
use crate::text;

/// Tells all there is to say of what an id names: a rule, a record, a measure or clause, a form or a row of it, a source, a law.
pub(super) fn explain(
    context: &Context<'_>,
    options: &ExplainOptions,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    let packs = packs::packs(context, options.policy.as_deref())?;
    let texts = told(context, &packs, options.policy.as_deref(), options.pack.as_deref(), &options.rule)?;
    for text in &texts {
        write!(SafeLines::new(streams.stdout), "{text}")?;
    }
    if !texts.is_empty() {
        return Ok(Exit::Clean);
    }
    let all = judging(context, &packs, options.pack.as_deref())?;
    let known: Vec<String> = all.iter().flat_map(manual::ids).collect();
    Err(match text::suggest(&options.rule, known.iter().map(String::as_str)) {
        Some(found) => context.stop("cli.unknown-id-suggest", &[("id", &options.rule), ("suggestion", found)]),
        None => context.stop("cli.unknown-id", &[("id", &options.rule)]),
    })
}

/// All there is to say of an id, by each pack that has something of its own to say. `folder`: of the packs, for their tests.
pub(super) fn told(
    context: &Context<'_>,
    packs: &Packs,
    folder: Option<&Path>,
    pack: Option<&str>,
    id: &str,
) -> Result<Vec<String>, Stop> {
    let mut told: Vec<String> = Vec::new();
    for policy in judging(context, packs, pack)? {
        let common = manual::is_common(&policy, id);
        let text = if policy.rules.iter().any(|rule| rule.id == id) {
            let trials = packs::trials(context, folder, None, &policy)?;
            let (session, policy) =
                (packs::session(context, packs.clone(), context.environment.today)?, Arc::new(policy));
            let page = Manual::new(&session, &policy, &trials, context.lang).rule(id);
            Some(page.map_err(|error| context.cannot_judge(&error))?)
        } else {
            manual::look_up(packs, &policy, id, context.lang)
        };
        // What a pack asks is told of each; what the program itself finds, and a law, is the same whatever the pack.
        told.extend(text.map(|text| without_pages(&text)).filter(|text| !common || !told.contains(text)));
    }
    Ok(told)
}

/// Returns a text without the links to other pages of the book, which do not stand beside it here: their words and ids do.
fn without_pages(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let link = before.rfind('[').zip(after.split_once(')')).filter(|(_, (target, _))| is_page(target));
        match link {
            Some((open, (_, behind))) => {
                plain.push_str(&before[..open]);
                plain.push_str(&before[open + 1..]);
                rest = behind;
            }
            None => {
                plain.push_str(before);
                plain.push_str("](");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// True for what stands in the folder of the book.
fn is_page(target: &str) -> bool {
    let path = target.split('#').next().unwrap_or_default();
    path.ends_with(".md") && !target.contains("://") && !target.contains(char::is_whitespace)
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
            write_book(context, options.policy.as_deref(), &packs, policy, folder)?;
            continue;
        }
        write!(SafeLines::new(streams.stdout), "{}", manual::list(&policy, context.lang))?;
    }
    Ok(Exit::Clean)
}

/// Writes the book of every pack that no other extends.
pub(super) fn docs(context: &Context<'_>, options: &DocsOptions) -> Result<Exit, Stop> {
    let packs = packs::packs(context, options.policy.as_deref())?;
    for policy in judging(context, &packs, options.pack.as_deref())? {
        write_book(context, options.policy.as_deref(), &packs, policy, &options.output)?;
    }
    Ok(Exit::Clean)
}

/// Writes the book of a policy: a page for each rule, one for each kind of thing that it has, and the indexes.
fn write_book(
    context: &Context<'_>,
    packs_folder: Option<&Path>,
    packs: &Packs,
    policy: Policy,
    folder: &Path,
) -> Result<(), Stop> {
    let trials = packs::trials(context, packs_folder, None, &policy)?;
    let folder = OutputFolder::new(context, folder.join(&policy.id));
    let (session, policy) = (packs::session(context, packs.clone(), context.environment.today)?, Arc::new(policy));
    let pages = Manual::new(&session, &policy, &trials, context.lang).pages();
    for (name, text) in pages.map_err(|error| context.cannot_judge(&error))? {
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
    let ids: Vec<&str> = packs.ids().into_iter().filter(|id| only.is_none_or(|only| only == *id)).collect();
    if ids.is_empty() {
        return Err(context.stop("cli.no-packs", &[("path", only.unwrap_or_default())]));
    }
    ids.into_iter()
        .map(|id| policy::load(packs, id).map_err(|problems| context.cannot_judge(&SessionError::Policy(problems))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_pages_are_their_words_and_others_stay() {
        for (text, plain) in [
            ("| [仕様書](a-b.md) `a-b` | [図](../x.md#y) |", "| 仕様書 `a-b` | 図 |"),
            ("[法令](https://example.jp/x.md) と [a] (b.md)", "[法令](https://example.jp/x.md) と [a] (b.md)"),
            ("終わらない [x](y.md", "終わらない [x](y.md"),
            ("](z.md)", "](z.md)"),
        ] {
            assert_eq!(without_pages(text), plain);
        }
    }
}
