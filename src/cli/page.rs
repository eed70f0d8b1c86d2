//! Pages about rules, as Markdown: what a terminal shows of a rule and what stands in the documentation are one text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Context, Stop, forms, lint, records};
use crate::calendar::iso;
use crate::finding::{Severity, Verdict};
use crate::policy::{Basis, BuiltIn, Effective, Packs, Policy, Rule};
use crate::session::example::{Examples, Excerpt};
use crate::session::trial::Trials;
use crate::session::{Options, Session};
use crate::source::{self, Span};
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words;

/// Keys of a rule that say when it applies and what it asks.
const ASKS: [&str; 6] = ["when", "require", "exempt", "absent", "severity_when", "yields_to"];

/// The pages of a policy.
pub(super) struct Pages<'p> {
    context: &'p Context<'p>,
    packs: &'p Packs,
    policy: Arc<Policy>,
    session: Session,
    trials: &'p [Trials],
}

impl<'p> Pages<'p> {
    /// Makes ready to judge the examples.
    pub(super) fn new(
        context: &'p Context<'p>,
        packs: &'p Packs,
        policy: Arc<Policy>,
        trials: &'p [Trials],
    ) -> Result<Self, Stop> {
        let options = Options { packs: packs.clone(), today: context.environment.today, judge_by: None, waivers: true };
        let session = Session::new(options).map_err(|error| lint::stop(context, &error))?;
        Ok(Pages { context, packs, policy, session, trials })
    }

    /// The page of a rule, written out.
    pub(super) fn rule(&self, id: &str, out: &mut dyn Write) -> Result<(), Stop> {
        let examples = Examples::new(&self.session, &self.policy, self.trials);
        Ok(out.write_all(self.page(id, &examples)?.as_bytes())?)
    }

    /// Every page with its file name: one for each rule, one for the records of an audit, one for forms and measures, and the
    /// indexes.
    pub(super) fn all(&self) -> Result<BTreeMap<String, String>, Stop> {
        let examples = Examples::new(&self.session, &self.policy, self.trials);
        let mut pages = BTreeMap::new();
        for id in self.policy.rules.iter().map(|rule| &rule.id).collect::<BTreeSet<_>>() {
            pages.insert(format!("{id}.md"), self.page(id, &examples)?);
        }
        pages.insert("README.md".to_owned(), self.by_subject());
        pages.insert("sources.md".to_owned(), self.by_source());
        let records = records::page(self.context, &self.policy);
        if !records.is_empty() {
            pages.insert("records.md".to_owned(), records);
        }
        let forms = forms::page(self.context, &self.policy);
        if !forms.is_empty() {
            pages.insert("forms.md".to_owned(), forms);
        }
        Ok(pages)
    }

    /// One page for all the versions of a rule.
    fn page(&self, id: &str, examples: &Examples<'_>) -> Result<String, Stop> {
        let context = self.context;
        let versions: Vec<&Rule> = self.policy.rules.iter().filter(|rule| rule.id == id).collect();
        let Some(rule) = versions.last() else { return Ok(String::new()) };
        let mut page = format!("# {}\n\n`{id}`\n\n", self.text(rule.title.get(context.lang)));
        self.item(&mut page, "explain.applies-to", &subject(context, rule.applies_to));
        self.item(&mut page, "explain.severity", &self.weights(rule));
        let waivable = if rule.waivable { "explain.waivable.approval" } else { "explain.waivable.never" };
        self.item(&mut page, "explain.waivable", &context.say(waivable, &[]));
        if rule.reasons().next().is_some() {
            self.item(&mut page, "explain.reasons", "");
        }
        for reason in rule.reasons() {
            line(&mut page, &format!("  - {}", self.text(reason.get(context.lang))));
        }
        self.heading(&mut page, "explain.sources");
        for one in &rule.basis {
            line(&mut page, &format!("- {}", basis(context, one)));
        }
        for version in &versions {
            self.heading(&mut page, "explain.asks");
            if let Some(range) = effective(&version.effective) {
                self.item(&mut page, "explain.effective", &range);
                line(&mut page, "");
            }
            self.written(&mut page, version);
        }
        let example = examples.of(id).map_err(|error| lint::stop(context, &error))?;
        if let Some(example) = &example {
            let finding = &example.finding;
            self.heading(&mut page, "explain.failing");
            self.excerpts(&mut page, &example.failing);
            let weight = weight(context, finding.verdict, finding.severity);
            let said = self.text(finding.text(context.lang).trim());
            line(&mut page, &format!("\n> {weight}  \n> {said}"));
            self.heading(&mut page, "explain.passing");
            self.excerpts(&mut page, &example.passing);
        }
        self.heading(&mut page, "explain.help-heading");
        let help = example.as_ref().map_or(&rule.help, |example| &example.finding.help).get(context.lang);
        let help = help.replace("{{", "{").replace("}}", "}");
        for one in help.trim_end().lines() {
            line(&mut page, &self.text(one));
        }
        Ok(page)
    }

    /// What the packs write of when a rule applies and what it asks, with what children changed.
    fn written(&self, page: &mut String, rule: &Rule) {
        self.asks(page, &rule.file, rule.span);
        for change in &rule.changes {
            let pack = change.file.split('/').next().unwrap_or_default();
            let args = [("pack", pack), ("reason", change.reason.as_str())];
            line(page, &format!("\n{}", self.context.say("explain.changed", &args)));
            // A rule that took the place of a parent's is all there is to show.
            if (&change.file, change.span) != (&rule.file, rule.span) {
                line(page, "");
                self.asks(page, &change.file, change.span);
            }
        }
    }

    /// What an entry of a pack asks, as it is written there.
    fn asks(&self, page: &mut String, file: &str, span: Span) {
        let entry = self.packs.entry(file, span).unwrap_or_default();
        let asks: Map<String, Value> =
            ASKS.iter().filter_map(|key| Some(((*key).to_owned(), entry.get(key)?.clone()))).collect();
        if !asks.is_empty() {
            block(page, &source::yaml(&Value::Object(asks)));
        }
    }

    /// Places of a filing, each below its JSON Pointer.
    fn excerpts(&self, page: &mut String, excerpts: &[Excerpt]) {
        let mut yaml = String::new();
        for one in excerpts {
            let note = match (&one.value, one.partial) {
                (None, _) => self.context.say("explain.left-out", &[]),
                (Some(_), true) => self.context.say("explain.partial", &[]),
                (Some(_), false) => String::new(),
            };
            let root = self.context.say("explain.root", &[]);
            let pointer = if one.pointer.is_empty() { root.as_str() } else { &one.pointer };
            line(&mut yaml, format!("# {pointer} {note}").trim_end());
            if let Some(value) = &one.value {
                yaml += &source::yaml(value);
            }
        }
        block(page, &yaml);
    }

    /// Rules by what they are about, then what the program itself finds.
    fn by_subject(&self) -> String {
        let context = self.context;
        let mut page = format!("# {}\n", self.policy.title.get(context.lang));
        line(&mut page, &format!("\n{}", context.say("rules.generated", &[])));
        if !self.policy.obligations.is_empty() {
            line(&mut page, &context.say("rules.records", &[]));
        }
        if !self.policy.measures.is_empty() {
            line(&mut page, &context.say("rules.ids", &[]));
        }
        for kind in SubjectKind::ALL {
            let own = self.policy.rules.iter().filter(|rule| rule.applies_to == kind);
            let by_id: BTreeMap<&str, &Rule> = own.map(|rule| (rule.id.as_str(), rule)).collect();
            if !by_id.is_empty() {
                line(&mut page, &format!("\n## {}\n\n{}", subject(context, kind), self.table("rules.table")));
            }
            for rule in by_id.values() {
                line(&mut page, &format!("| {} | {} |", self.link(rule), rule.gravest().name(context.lang)));
            }
        }
        line(&mut page, &format!("\n## {}\n\n{}", context.say("rules.built-in", &[]), self.table("rules.table")));
        for entry in self.policy.built_in.values() {
            let severity = entry.severity.name(context.lang);
            line(&mut page, &format!("| {} `{}` | {severity} |", self.text(entry.title.get(context.lang)), entry.id));
        }
        page
    }

    /// Rules by the filing that shows what they rest on, then those that rest on other texts.
    fn by_source(&self) -> String {
        let context = self.context;
        let mut sources: BTreeMap<&str, BTreeSet<(&str, String)>> = BTreeMap::new();
        for rule in &self.policy.rules {
            for basis in &rule.basis {
                // Filings have names, and so stand before what has none.
                let seeds =
                    basis.seeds.iter().map(String::as_str).chain(basis.seeds.is_empty().then_some("\u{10FFFF}"));
                for seed in seeds {
                    let row = (basis.text.get(context.lang), self.link(rule));
                    sources.entry(seed).or_default().insert(row);
                }
            }
        }
        let mut page = format!("# {}\n", context.say("rules.sources", &[]));
        for (seed, rows) in sources {
            let other = seed == "\u{10FFFF}";
            let heading = if other { context.say("rules.other-source", &[]) } else { format!("`{seed}`") };
            line(&mut page, &format!("\n## {heading}\n\n{}", self.table("rules.sources-table")));
            for (basis, rule) in rows {
                line(&mut page, &format!("| {} | {rule} |", self.text(basis)));
            }
        }
        page
    }

    /// The head of a table of two columns.
    fn table(&self, key: &str) -> String {
        format!("{}\n|---|---|", self.context.say(key, &[]))
    }

    fn link(&self, rule: &Rule) -> String {
        format!("[{}]({}.md) `{}`", self.text(rule.title.get(self.context.lang)), rule.id, rule.id)
    }

    fn weights(&self, rule: &Rule) -> String {
        let said = rule.severity.iter().rev().filter(|(verdict, _)| rule.message.contains_key(*verdict));
        let said: Vec<String> = said.map(|(verdict, severity)| weight(self.context, *verdict, *severity)).collect();
        crate::words::join(self.context.lang, &said)
    }

    fn heading(&self, page: &mut String, key: &str) {
        line(page, &format!("\n## {}\n", self.context.say(key, &[])));
    }

    fn item(&self, page: &mut String, key: &str, text: &str) {
        let name = self.context.say(key, &[]);
        line(page, self.context.say("explain.item", &[("name", &name), ("text", &self.text(text))]).trim_end());
    }

    fn text(&self, text: &str) -> String {
        text::terminal(text).into_owned()
    }
}

/// What there is to say of a finding that the program itself makes.
pub(super) fn built_in(context: &Context<'_>, entry: &BuiltIn, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n`{}`\n", entry.title.get(context.lang), entry.id)?;
    let weight = weight(context, entry.verdict, entry.severity);
    let name = context.say("explain.severity", &[]);
    writeln!(out, "{}", context.say("explain.item", &[("name", &name), ("text", &weight)]))?;
    writeln!(out, "\n## {}\n\n{}", context.say("explain.help-heading", &[]), entry.help.get(context.lang))
}

/// What a rule is about.
pub(super) fn subject(context: &Context<'_>, kind: SubjectKind) -> String {
    words::fact(&format!("subject.{}", kind.word())).get(context.lang).to_owned()
}

/// The days of a rule that is not always in force.
pub(super) fn effective(effective: &Effective) -> Option<String> {
    match (effective.from, effective.to) {
        (None, None) => None,
        (from, to) => Some(format!("{}..{}", from.map_or_else(String::new, iso), to.map_or_else(String::new, iso))),
    }
}

/// What a rule or obligation rests on, with the filings that show it.
pub(super) fn basis(context: &Context<'_>, basis: &Basis) -> String {
    let seeds = if basis.seeds.is_empty() { String::new() } else { format!(" ({})", basis.seeds.join(", ")) };
    let doubt = if basis.verified { String::new() } else { context.say("basis.not-verified", &[]) };
    format!("{}{seeds}{doubt}", text::terminal(basis.text.get(context.lang)))
}

fn weight(context: &Context<'_>, verdict: Verdict, severity: Severity) -> String {
    format!("{} → {}", verdict.name(context.lang), severity.name(context.lang))
}

/// Adds a line to a page.
pub(super) fn line(page: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{text}");
}

fn block(page: &mut String, yaml: &str) {
    line(page, &format!("```yaml\n{}\n```", yaml.trim_end()));
}
