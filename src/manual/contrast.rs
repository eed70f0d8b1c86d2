//! What one pack asks and another does not, as text and as `sekisho/policy-diff/v1`.

use std::io;

use super::page::{days, measures, subject};
use super::v1;
use crate::finding::Severity;
use crate::policy::{Aspect, ChangeKind, Contrast, Difference, Held, Policy, Weight};
use crate::text;
use crate::words::{Lang, join, say};

/// The JSON Schema of the differences.
pub(crate) const POLICY_DIFF_SCHEMA: &str = include_str!("../../schemas/policy-diff.v1.json");

/// Two packs that are compared, and the language in which that is told.
pub(crate) struct Compared<'p> {
    pub(crate) old: &'p Policy,
    pub(crate) new: &'p Policy,
    pub(crate) found: &'p Contrast,
    pub(crate) lang: Lang,
}

/// What lists of rules are about, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Added,
    Removed,
    Asked,
    Severity,
    Sources,
    Wording,
}

impl Group {
    const ALL: [Group; 6] =
        [Group::Added, Group::Removed, Group::Asked, Group::Severity, Group::Sources, Group::Wording];

    fn of(difference: &Difference) -> Self {
        let heavier = |aspect: &Aspect| matches!(aspect, Aspect::Severity(..));
        match difference.change {
            ChangeKind::Added => Group::Added,
            ChangeKind::Removed => Group::Removed,
            ChangeKind::Altered if difference.is_asked_otherwise() => Group::Asked,
            ChangeKind::Altered if difference.aspects.iter().any(heavier) => Group::Severity,
            ChangeKind::Altered if difference.is_wording() => Group::Wording,
            ChangeKind::Altered => Group::Sources,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Group::Added => "policy-diff.added",
            Group::Removed => "policy-diff.removed",
            Group::Asked => "policy-diff.asked",
            Group::Severity => "policy-diff.severity",
            Group::Sources => "policy-diff.sources",
            Group::Wording => "policy-diff.wording",
        }
    }
}

impl Compared<'_> {
    /// Tells the differences, the rules first and by what changed, then all else.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![self.say("policy-diff.packs", &[("old", &name(self.old)), ("new", &name(self.new))])];
        let count = |change| self.found.count(change).to_string();
        let counts = ChangeKind::ALL.map(count);
        let [added, removed, altered] = counts.each_ref().map(String::as_str);
        lines.push(match self.found.differences.is_empty() {
            true => self.say("policy-diff.none", &[]),
            false => self.say("policy-diff.summary", &[("added", added), ("removed", removed), ("altered", altered)]),
        });
        for group in Group::ALL {
            let own = |one: &&Difference| one.of == Held::Rule && Group::of(one) == group;
            self.list(&mut lines, &self.say(group.key(), &[]), self.found.differences.iter().filter(own));
        }
        for held in kinds(self.found).into_iter().filter(|held| *held != Held::Rule) {
            let own = self.found.differences.iter().filter(|one| one.of == held);
            self.list(&mut lines, &self.say(&held_key(held), &[]), own);
        }
        lines.join("\n") + "\n"
    }

    /// Tells the differences as JSON.
    ///
    /// # Errors
    /// A bug.
    pub(crate) fn json(&self) -> io::Result<String> {
        let [old, new] = [self.old, self.new].map(|policy| v1::Pack {
            id: &policy.id,
            version: &policy.version,
            title: policy.title.get(self.lang),
            digest: &policy.digest,
        });
        let document = v1::Document {
            schema: "sekisho/policy-diff/v1",
            lang: self.lang.word(),
            old,
            new,
            summary: v1::Summary {
                differences: self.found.differences.len(),
                added: self.found.count(ChangeKind::Added),
                removed: self.found.count(ChangeKind::Removed),
                altered: self.found.count(ChangeKind::Altered),
                wording_only: self.found.differences.iter().filter(|one| one.is_wording()).count(),
            },
            differences: self.found.differences.iter().map(|one| self.difference(one)).collect(),
        };
        Ok(text::json(&serde_json::to_string_pretty(&document)?).into_owned() + "\n")
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, key, args)
    }

    fn list<'d>(&self, lines: &mut Vec<String>, heading: &str, all: impl Iterator<Item = &'d Difference>) {
        let mut all = all.peekable();
        if all.peek().is_some() {
            lines.push(format!("\n{}", self.say("policy-diff.group", &[("group", heading)])));
        }
        for one in all {
            let mark = match one.change {
                ChangeKind::Added => "+",
                ChangeKind::Removed => "-",
                ChangeKind::Altered => "~",
            };
            let title = text::terminal(one.title.get(self.lang));
            let weight = match (one.change, one.severity) {
                (ChangeKind::Added, [_, Some(severity)]) | (ChangeKind::Removed, [Some(severity), _]) => {
                    format!("  {}", severity.name(self.lang))
                }
                _ => String::new(),
            };
            lines.push(format!("  {mark} {}{weight}  {title}", text::terminal(&one.id)));
            let aspects =
                one.aspects.iter().map(|aspect| format!("      {}", text::terminal(&self.aspect(one, aspect))));
            lines.extend(aspects);
        }
    }

    /// One respect in which something differs, in a line.
    fn aspect(&self, of: &Difference, aspect: &Aspect) -> String {
        let change =
            |key: &str, what: &str, old: &str, new: &str| self.say(key, &[("what", what), ("old", old), ("new", new)]);
        let members = |what: &str, lost: &str, gained: &str| {
            let key = match (lost.is_empty(), gained.is_empty()) {
                (true, _) => "policy-diff.gained",
                (_, true) => "policy-diff.lost",
                _ => "policy-diff.members",
            };
            change(key, what, lost, gained)
        };
        let arrow = |what: &str, old: &str, new: &str| change("policy-diff.from-to", what, old, new);
        match aspect {
            Aspect::Severity(verdict, old, new) => {
                let what = verdict.name(self.lang);
                arrow(&what, &self.weight(*old), &self.weight(*new))
            }
            Aspect::Condition(key) => self.say("policy-diff.condition", &[("key", key)]),
            Aspect::Subject(old, new) => {
                arrow(&self.say("explain.applies-to", &[]), &subject(*old, self.lang), &subject(*new, self.lang))
            }
            Aspect::Days(old, new) => {
                let shown = |range| days(range, self.lang);
                arrow(&self.say("explain.effective", &[]), &shown(old), &shown(new))
            }
            Aspect::Waivable(old, new) => {
                let shown = |waivable: bool| {
                    self.say(if waivable { "explain.waivable.approval" } else { "explain.waivable.never" }, &[])
                };
                arrow(&self.say("explain.waivable", &[]), &shown(*old), &shown(*new))
            }
            Aspect::Versions(old, new) => {
                arrow(&self.say("policy-diff.versions", &[]), &old.to_string(), &new.to_string())
            }
            Aspect::Content(key) => self.say("policy-diff.content", &[("key", key)]),
            Aspect::Members(key, gained, lost) => {
                let shown = |ids: &[String], policy| match of.of {
                    Held::ClauseForm => measures(policy, ids, self.lang),
                    _ => join(self.lang, ids),
                };
                members(key, &shown(lost, self.old), &shown(gained, self.new))
            }
            Aspect::Row(row, gained, lost) if gained.is_empty() && lost.is_empty() => {
                self.say("policy-diff.content", &[("key", row)])
            }
            Aspect::Row(row, gained, lost) => {
                let (old, new) = (measures(self.old, lost, self.lang), measures(self.new, gained, self.lang));
                members(row, &old, &new)
            }
            Aspect::Weight(old, new) => {
                let shown = |weight: Weight| self.say(&format!("diff.weight-{}", weight.word()), &[]);
                arrow(&self.say("policy-diff.weight", &[]), &shown(*old), &shown(*new))
            }
            Aspect::Sources => self.say("policy-diff.sources-differ", &[]),
            Aspect::Text(key) => self.say("policy-diff.text", &[("key", key)]),
        }
    }

    fn weight(&self, severity: Option<Severity>) -> String {
        severity.map_or_else(|| self.say("policy-diff.off", &[]), |severity| severity.name(self.lang))
    }

    fn difference<'d>(&self, one: &'d Difference) -> v1::Difference<'d> {
        let (of, list) = held(one.of);
        v1::Difference {
            of,
            list,
            id: &one.id,
            title: one.title.get(self.lang),
            change: one.change.word(),
            wording_only: one.is_wording(),
            severity: v1::FromTo { old: one.severity[0].map(Severity::word), new: one.severity[1].map(Severity::word) },
            aspects: one.aspects.iter().map(|aspect| self.aspect_v1(one, aspect)).collect(),
        }
    }

    fn aspect_v1(&self, of: &Difference, aspect: &Aspect) -> v1::Aspect {
        let made = |aspect: &'static str, key: Option<&str>, old: Option<String>, new: Option<String>| v1::Aspect {
            aspect,
            key: key.map(str::to_owned),
            old,
            new,
            gained: Vec::new(),
            lost: Vec::new(),
            text: String::new(),
        };
        let word = |severity: &Option<Severity>| severity.map(|severity| severity.word().to_owned());
        let own = match aspect {
            Aspect::Severity(verdict, old, new) => made("severity", Some(verdict.word()), word(old), word(new)),
            Aspect::Condition(key) => made("condition", Some(key), None, None),
            Aspect::Subject(old, new) => {
                made("subject", None, Some(old.word().to_owned()), Some(new.word().to_owned()))
            }
            Aspect::Days(old, new) => made("days", None, super::page::effective(old), super::page::effective(new)),
            Aspect::Waivable(old, new) => {
                let word = |waivable: bool| Some(if waivable { "approval" } else { "never" }.to_owned());
                made("waivable", None, word(*old), word(*new))
            }
            Aspect::Versions(old, new) => made("versions", None, Some(old.to_string()), Some(new.to_string())),
            Aspect::Content(key) => made("content", Some(key), None, None),
            Aspect::Members(key, gained, lost) => {
                v1::Aspect { gained: gained.clone(), lost: lost.clone(), ..made("members", Some(key), None, None) }
            }
            Aspect::Row(row, gained, lost) => {
                v1::Aspect { gained: gained.clone(), lost: lost.clone(), ..made("row", Some(row), None, None) }
            }
            Aspect::Weight(old, new) => made("weight", None, Some(old.word().to_owned()), Some(new.word().to_owned())),
            Aspect::Sources => made("sources", None, None, None),
            Aspect::Text(key) => made("text", Some(key), None, None),
        };
        v1::Aspect { text: self.aspect(of, aspect), ..own }
    }
}

/// A pack with its version.
fn name(policy: &Policy) -> String {
    text::terminal(&format!("{} {}", policy.id, policy.version)).into_owned()
}

/// The kinds of things that differ, each once, in their order.
fn kinds(found: &Contrast) -> Vec<Held> {
    let mut all: Vec<Held> = found.differences.iter().map(|one| one.of).collect();
    all.dedup();
    all
}

/// The word for a kind of thing, and the list of packs' words that it belongs to.
fn held(held: Held) -> (&'static str, Option<&'static str>) {
    match held {
        Held::Rule => ("rule", None),
        Held::Finding => ("finding", None),
        Held::Obligation => ("obligation", None),
        Held::Measure => ("measure", None),
        Held::Checklist => ("checklist", None),
        Held::ClauseForm => ("clauses", None),
        Held::Word(list) => ("word", Some(list.name())),
        Held::Law => ("law", None),
        Held::Source => ("source", None),
        Held::Weight => ("weight", None),
        Held::Pack => ("pack", None),
    }
}

fn held_key(held: Held) -> String {
    let key = match held {
        Held::Word(list) => return format!("book.list.{}", list.name()),
        Held::Rule => "book.rules",
        Held::Finding => "rules.built-in",
        Held::Obligation => "records.heading",
        Held::Measure => "forms.measures",
        Held::Checklist => "book.checklists",
        Held::ClauseForm => "book.clauses",
        Held::Law => "book.laws",
        Held::Source => "book.basis",
        Held::Weight => "book.weights",
        Held::Pack => "policy-diff.pack",
    };
    key.to_owned()
}
