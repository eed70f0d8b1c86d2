//! `sekisho explain` and `sekisho rules`.

use std::io::Write;

use super::args::{ExplainOptions, RulesOptions};
use super::{Context, Exit, Stop, Streams, lint, packs};
use crate::calendar::iso;
use crate::finding::{Severity, Verdict};
use crate::policy::{self, Effective, Packs, Policy, Rule};
use crate::text;
use crate::vocabulary::words;

/// Tells all there is to say of a rule.
pub(super) fn explain(
    context: &Context<'_>,
    options: &ExplainOptions,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    let packs = packs::packs(context, options.policy.as_deref())?;
    let mut found = false;
    let mut known: Vec<String> = Vec::new();
    for policy in policies(context, &packs, options.pack.as_deref())? {
        known.extend(policy.rules.iter().map(|rule| rule.id.clone()));
        known.extend(policy.built_in.keys().cloned());
        for rule in policy.rules.iter().filter(|rule| rule.id == options.rule) {
            page(context, &packs, &policy, rule, streams.stdout)?;
            found = true;
        }
        if let Some(entry) = policy.built_in.get(&options.rule).filter(|_| !found) {
            let out = &mut *streams.stdout;
            writeln!(out, "{} [{}]", entry.title.get(context.lang), entry.id)?;
            writeln!(
                out,
                "{}: {}",
                context.say("explain.severity", &[]),
                weight(context, entry.verdict, entry.severity)
            )?;
            writeln!(out, "{}: {}", context.say("explain.help-heading", &[]), entry.help.get(context.lang))?;
            found = true;
        }
    }
    if found {
        return Ok(Exit::Clean);
    }
    Err(unknown_rule(context, &options.rule, known.iter().map(String::as_str)))
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
    for policy in policies(context, &packs, options.pack.as_deref())? {
        let heading = [
            ("pack", policy.id.as_str()),
            ("version", policy.version.as_str()),
            ("title", policy.title.get(context.lang)),
        ];
        writeln!(streams.stdout, "{}", context.say("rules.heading", &heading))?;
        for rule in &policy.rules {
            let gravest = rule.severity.values().max().copied().unwrap_or(Severity::Note);
            let severity = context.say(&format!("severity.{}", gravest.word()), &[]);
            let subject = words::fact(&format!("subject.{}", rule.applies_to.word()));
            let range = effective(context, &rule.effective);
            let range = if range.is_empty() { range } else { format!("  ({range})") };
            writeln!(
                streams.stdout,
                "  {}  {}  [{}] {}{range}",
                rule.id,
                severity,
                subject.get(context.lang),
                rule.title.get(context.lang)
            )?;
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

/// The packs asked for: one by name, or all that judge a jurisdiction.
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

fn page(context: &Context<'_>, packs: &Packs, policy: &Policy, rule: &Rule, out: &mut dyn Write) -> Result<(), Stop> {
    let lang = context.lang;
    let heading = |key: &str| context.say(key, &[]);
    writeln!(out, "{} [{}]", rule.title.get(lang), rule.id)?;
    let subject = words::fact(&format!("subject.{}", rule.applies_to.word()));
    writeln!(out, "{}: {}", heading("explain.applies-to"), subject.get(lang))?;
    writeln!(out, "{}:", heading("explain.severity"))?;
    for (verdict, severity) in rule.severity.iter().rev().filter(|(verdict, _)| rule.message.contains_key(*verdict)) {
        writeln!(out, "  {}", weight(context, *verdict, *severity))?;
    }
    let range = effective(context, &rule.effective);
    if !range.is_empty() {
        writeln!(out, "{}: {range}", heading("explain.effective"))?;
    }
    writeln!(out, "{}:", heading("explain.sources"))?;
    for basis in &rule.basis {
        let seeds = if basis.seeds.is_empty() { String::new() } else { format!(" ({})", basis.seeds.join(", ")) };
        let doubt = if basis.verified { String::new() } else { format!(" {}", heading("explain.not-verified")) };
        writeln!(out, "  - {}{seeds}{doubt}", basis.text.get(lang))?;
    }
    let waivable = if rule.waivable { "explain.waivable.approval" } else { "explain.waivable.never" };
    writeln!(out, "{}: {}", heading("explain.waivable"), heading(waivable))?;
    if rule.reasons().next().is_some() {
        writeln!(out, "{}:", heading("explain.reasons"))?;
    }
    for reason in rule.reasons() {
        writeln!(out, "  - {}", reason.get(lang))?;
    }
    let help = rule.help.get(lang).replace("{{", "{").replace("}}", "}");
    writeln!(out, "{}: {help}", heading("explain.help-heading"))?;
    writeln!(out, "{}: {} ({})", heading("explain.asks"), rule.file, policy.id)?;
    if let Some(file) = packs.file(&rule.file) {
        let text = String::from_utf8_lossy(&file.bytes);
        let (first, last) = (rule.span.line as usize, rule.span.end_line as usize);
        let lines = text.lines().skip(first.saturating_sub(1)).take(last.saturating_sub(first) + 1);
        for line in lines.filter(|line| !line.trim().is_empty()) {
            writeln!(out, "  | {line}")?;
        }
    }
    writeln!(out)?;
    Ok(())
}

fn weight(context: &Context<'_>, verdict: Verdict, severity: Severity) -> String {
    let verdict = context.say(&format!("verdict.{}", verdict.word()), &[]);
    let severity = context.say(&format!("severity.{}", severity.word()), &[]);
    format!("{verdict} → {severity}")
}

fn effective(_context: &Context<'_>, effective: &Effective) -> String {
    match (effective.from, effective.to) {
        (None, None) => String::new(),
        (from, to) => format!("{}..{}", from.map_or_else(String::new, iso), to.map_or_else(String::new, iso)),
    }
}
