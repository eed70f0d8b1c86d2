//! The page of a rule: what it asks and rests on, with an example that it reports and one that is well.

use super::page::{Page, basis, effective, subject, weight};
use crate::policy::{Packs, Policy, Rule};
use crate::session::SessionError;
use crate::source;
use crate::text;
use crate::trial::{Examples, Excerpt};
use crate::words::{Lang, join, say};

/// Keys of a rule that say when it applies and what it asks.
const ASKS: [&str; 8] = ["when", "states", "require", "exempt", "absent", "severity_when", "yields_to", "outranks"];

/// Writes one page for all the versions of a rule.
pub(super) fn page(
    packs: &Packs,
    policy: &Policy,
    examples: &Examples<'_>,
    id: &str,
    lang: Lang,
) -> Result<String, SessionError> {
    let versions: Vec<&Rule> = policy.rules.iter().filter(|rule| rule.id == id).collect();
    let Some(rule) = versions.last() else { return Ok(String::new()) };
    let mut page = Page::new(&format!("# {}\n\n`{id}`\n", text::terminal(rule.title.get(lang))), lang);
    page.item("explain.applies-to", &subject(rule.applies_to, lang));
    page.item("explain.severity", &weights(rule, lang));
    let waivable = if rule.waivable { "explain.waivable.approval" } else { "explain.waivable.never" };
    page.item("explain.waivable", &say(lang, waivable, &[]));
    if rule.reasons().next().is_some() {
        page.item("explain.reasons", "");
    }
    for reason in rule.reasons() {
        page.line(&format!("  - {}", text::terminal(reason.get(lang))));
    }
    page.heading("explain.sources");
    for one in &rule.basis {
        page.line(&format!("- {}", basis(one, lang)));
    }
    for version in &versions {
        page.heading("explain.asks");
        if let Some(range) = effective(&version.effective) {
            page.item("explain.effective", &range);
            page.line("");
        }
        written(&mut page, packs, version);
    }
    let example = examples.of(id)?;
    if let Some(example) = &example {
        let finding = &example.finding;
        page.heading("explain.failing");
        excerpts(&mut page, &example.failing);
        let weight = weight(finding.verdict, finding.severity, lang);
        page.line(&format!("\n> {weight}  \n> {}", text::terminal(finding.message.trim())));
        page.heading("explain.passing");
        excerpts(&mut page, &example.passing);
    }
    page.heading("explain.help-heading");
    let help = example.as_ref().map_or_else(|| rule.help.get(lang), |example| &example.finding.help);
    let help = help.replace("{{", "{").replace("}}", "}");
    for one in help.trim_end().lines() {
        page.line(&text::terminal(one));
    }
    Ok(page.finish())
}

/// Writes what there is to say of a finding that the program itself makes; none where the policy has no words for it.
pub(super) fn built_in(policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    let entry = policy.built_in.get(id)?;
    let mut page = Page::new(&format!("# {}\n\n`{id}`\n", entry.title.get(lang)), lang);
    page.item("explain.severity", &weight(entry.verdict, entry.severity, lang));
    page.heading("explain.help-heading");
    page.line(entry.help.get(lang));
    Some(page.finish())
}

/// Adds what the packs write of when a rule applies and what it asks, with what children changed.
fn written(page: &mut Page, packs: &Packs, rule: &Rule) {
    page.entry(packs, &rule.file, rule.span, &ASKS);
    for change in &rule.changes {
        let pack = change.file.split('/').next().unwrap_or_default();
        let args = [("pack", pack), ("reason", change.reason.as_str())];
        page.line(&format!("\n{}", say(page.lang, "explain.changed", &args)));
        // A rule that took the place of a parent's is all there is to show.
        if (&change.file, change.span) != (&rule.file, rule.span) {
            page.line("");
            page.entry(packs, &change.file, change.span, &ASKS);
        }
    }
}

/// Adds places of a filing, each below its JSON Pointer.
fn excerpts(page: &mut Page, excerpts: &[Excerpt]) {
    let mut yaml = String::new();
    for one in excerpts {
        let note = match (&one.value, one.partial) {
            (None, _) => say(page.lang, "explain.left-out", &[]),
            (Some(_), true) => say(page.lang, "explain.partial", &[]),
            (Some(_), false) => String::new(),
        };
        let root = say(page.lang, "explain.root", &[]);
        let pointer = if one.pointer.is_empty() { root.as_str() } else { &one.pointer };
        yaml += format!("# {pointer} {note}").trim_end();
        yaml.push('\n');
        if let Some(value) = &one.value {
            yaml += &source::yaml(value);
        }
    }
    page.block(&yaml);
}

fn weights(rule: &Rule, lang: Lang) -> String {
    let said = rule.severity.iter().rev().filter(|(verdict, _)| rule.message.contains_key(*verdict));
    join(lang, &said.map(|(verdict, severity)| weight(*verdict, *severity, lang)).collect::<Vec<_>>())
}
