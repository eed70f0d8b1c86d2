//! Lists of rules: on a terminal, and the two indexes of the pages.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Page, bracketed, subject};
use crate::calendar::iso;
use crate::policy::{Policy, Rule};
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words;
use crate::words::{Lang, join, say};

/// Stands in the place of a filing's name where a rule rests on another text. No name comes after it.
const OTHER: &str = "\u{10FFFF}";

/// Lists rules, records and forms of a policy, one in a line.
pub(crate) fn list(policy: &Policy, lang: Lang) -> String {
    let heading = [("pack", &*policy.id), ("version", &*policy.version), ("title", policy.title.get(lang))];
    let mut page = Page::new(&say(lang, "rules.heading", &heading), lang);
    for rule in &policy.rules {
        let (severity, subject) = (rule.gravest().name(lang), subject(rule.applies_to, lang));
        let (title, range) = (rule.title.get(lang), bracketed(&rule.effective));
        page.line(&format!("  {}  {severity}  [{subject}] {title}{range}", rule.id));
    }
    if !policy.obligations.is_empty() {
        page.said("rules.obligations");
    }
    for one in &policy.obligations {
        page.line(&format!("  {}  [{}] {}", one.id, words::of(one.every, lang), one.title.get(lang)));
    }
    page.said("rules.forms");
    let checklists = policy.checklists.values().map(|form| (&form.id, &form.title));
    for (id, title) in checklists.chain(policy.clauses.values().map(|form| (&form.id, &form.title))) {
        page.line(&format!("  {id}  {}", title.get(lang)));
    }
    page.finish()
}

/// Tells what the pack is and which other pages there are, lists rules by what they are about, then what the program itself
/// finds.
pub(super) fn by_subject(policy: &Policy, others: &BTreeMap<String, String>, lang: Lang) -> String {
    let mut page = Page::new(&format!("# {}\n", text::terminal(policy.title.get(lang))), lang);
    page.item("book.pack", &format!("`{}` {}", policy.id, policy.version));
    let parents: Vec<&str> = policy.packs.iter().map(String::as_str).filter(|id| *id != policy.id).collect();
    if !parents.is_empty() {
        page.item("book.parents", &join(lang, &parents));
    }
    if !policy.jurisdictions.is_empty() {
        page.item("book.jurisdictions", &join(lang, &policy.jurisdictions));
    }
    if !policy.editions.is_empty() {
        let editions = policy.editions.iter().map(|edition| format!("{} ({}..)", edition.id, iso(edition.from)));
        page.item("book.editions", &join(lang, &editions.collect::<Vec<_>>()));
    }
    if let Some(unasked) = &policy.unasked {
        page.item("book.unasked", unasked.get(lang));
    }
    page.line("");
    page.said("rules.generated");
    page.line("");
    for name in others.keys() {
        let key = format!("book.page.{}", name.trim_end_matches(".md"));
        page.line(&format!("- [{}]({name})", say(lang, &key, &[])));
    }
    for kind in SubjectKind::ALL {
        let own = policy.rules.iter().filter(|rule| rule.applies_to == kind);
        let by_id: BTreeMap<&str, &Rule> = own.map(|rule| (rule.id.as_str(), rule)).collect();
        if !by_id.is_empty() {
            page.table(&subject(kind, lang), "rules.table");
        }
        for rule in by_id.values() {
            page.line(&format!("| {} | {} |", link(rule, lang), rule.gravest().name(lang)));
        }
    }
    page.table(&say(lang, "rules.built-in", &[]), "rules.table");
    for entry in policy.built_in.values() {
        let (title, severity) = (text::terminal(entry.title.get(lang)), entry.severity.name(lang));
        page.line(&format!("| {title} `{}` | {severity} |", entry.id));
    }
    page.finish()
}

/// Lists rules by the filing that shows what they rest on, then those that rest on other texts.
pub(super) fn by_source(policy: &Policy, lang: Lang) -> String {
    let mut sources: BTreeMap<&str, BTreeSet<(&str, String)>> = BTreeMap::new();
    for rule in &policy.rules {
        for basis in &rule.basis {
            let seeds = basis.seeds.iter().map(String::as_str).chain(basis.seeds.is_empty().then_some(OTHER));
            for seed in seeds {
                sources.entry(seed).or_default().insert((basis.text.get(lang), link(rule, lang)));
            }
        }
    }
    let mut page = Page::new(&format!("# {}", say(lang, "rules.sources", &[])), lang);
    for (seed, rows) in sources {
        let heading = if seed == OTHER { say(lang, "rules.other-source", &[]) } else { format!("`{seed}`") };
        page.table(&heading, "rules.sources-table");
        for (basis, rule) in rows {
            page.line(&format!("| {} | {rule} |", text::terminal(basis)));
        }
    }
    page.finish()
}

/// Lists what the packs made milder of their parents' rules, with the reasons; none where nothing is.
pub(super) fn milder(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "book.page.milder", &[])), lang);
    page.said("book.milder-table");
    page.line("|---|---|---|---|");
    for one in &policy.weakenings {
        let rule = policy.rules.iter().find(|rule| rule.id == one.rule);
        let rule = rule.map_or_else(|| format!("`{}`", one.rule), |rule| link(rule, lang));
        let change = say(lang, &format!("change.{}", one.change), &[]);
        let place = format!("{}:{}", one.file, one.line);
        page.line(&format!("| {rule} | {change} | {} | `{}` |", text::markdown(&one.reason), text::terminal(&place)));
    }
    (!policy.weakenings.is_empty()).then(|| page.finish())
}

pub(super) fn link(rule: &Rule, lang: Lang) -> String {
    format!("[{}]({}) `{}`", text::terminal(rule.title.get(lang)), super::file(&rule.id), rule.id)
}
