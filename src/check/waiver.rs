//! What a filing says of findings: the waivers that cover them, the reasons that answer them, and what
//! is wrong with either.

use std::collections::BTreeMap;

use super::builtin::{built_in, suggestion};
use super::input::line_named;
use super::speaker::Speaker;
use crate::calendar::Date;
use crate::facts::{self, World};
use crate::filing::{Field, Filing, Location, Waiver};
use crate::finding::{About, Finding, Label, Related, Severity, Verdict, Waived};
use crate::policy::{BuiltIn, Policy, Rule};
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, WaivedVerdict};
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Lang, Phrase, date, say as sentence};

/// Most years for which a waiver runs on after the day of its filing without being told of: nobody looks again at one that
/// has in truth no end.
const MAX_WAIVER_YEARS: i32 = 10;

/// The days that decide what is in force.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// Whose edition judges the filing.
    pub judged: Date,
    /// On which waivers run or have ended.
    pub today: Date,
}

/// Lets the reasons of a filing answer findings of rules that allow one: the finding becomes a note that
/// quotes the reason, for a person to confirm.
pub fn reasons(speaker: Speaker<'_>, world: &World<'_>, days: Days, findings: &mut Vec<Finding>) {
    let desk = Desk::new(speaker, world, days, findings);
    let mut said = Vec::new();
    let mut first = BTreeMap::new();
    for reason in &world.filing.reasons {
        let Some(named) = Named::of(&reason.place, &reason.rule, &reason.at) else { continue };
        let before: &Location = first.entry((named.rule, named.at)).or_insert(&reason.place);
        if before != &reason.place {
            let first = line_named(before.span.line, world.filing.cells.as_deref());
            let args = [("value", Phrase::same(named.at)), ("first", first)];
            desk.say(&mut said, "duplicate-id", &named, ("at", named.at_span), &args);
            continue;
        }
        let Some(rule) = desk.rule(&named, &mut said) else { continue };
        let allowed: Vec<&str> = match rule {
            Known::Rule(rule) => rule.reasons().map(|reason| reason.get(speaker.lang)).collect(),
            Known::BuiltIn(_) | Known::Obligation => Vec::new(),
        };
        if allowed.is_empty() {
            desk.say(&mut said, "reason-not-allowed", &named, ("rule", named.rule_span), &[]);
            continue;
        }
        let text = match &reason.reason {
            Field::Stated { value, .. } if !value.trim().is_empty() => value.trim(),
            // It has been reported as missing, or as what it is.
            Field::Unstated | Field::Unreadable(_) => continue,
            _ => {
                desk.say(&mut said, "reason-blank", &named, ("reason", reason.reason.span()), &[]);
                continue;
            }
        };
        let Some(met) = desk.met(&named) else {
            desk.unused(&mut said, "reason-unused", &named, rule, findings);
            continue;
        };
        for at in met {
            let Some(finding) = findings.get_mut(*at) else { continue };
            // Whether the reason holds is not written anywhere.
            finding.verdict = finding.verdict.min(Verdict::Unstated);
            finding.severity = Severity::Note;
            finding.message = quoted(&finding.message, text, &allowed, speaker.lang);
            finding.related.push(related(Label::Reason, &reason.place));
        }
    }
    findings.extend(said);
}

/// Marks the findings that the waivers of a filing cover.
pub fn waivers(speaker: Speaker<'_>, world: &World<'_>, days: Days, findings: &mut Vec<Finding>) {
    let desk = Desk::new(speaker, world, days, findings);
    let mut said = Vec::new();
    for waiver in &world.filing.waivers {
        let Some(named) = Named::of(&waiver.place, &waiver.rule, &waiver.at) else { continue };
        let Some(rule) = desk.rule(&named, &mut said) else { continue };
        let accepted = match accept(world.filing, waiver, rule, days.today) {
            Ok(accepted) => accepted,
            Err(refused) => {
                desk.say_refused(&mut said, waiver, &named, refused);
                continue;
            }
        };
        if is_endless(accepted.waived.until, days.judged) {
            let args = [("until", day(accepted.waived.until)), ("years", Phrase::same(MAX_WAIVER_YEARS.to_string()))];
            desk.say(&mut said, "waiver-endless", &named, ("until", waiver.until.span()), &args);
        }
        if rule.is_of_audit() {
            continue;
        }
        let Some(met) = desk.met(&named) else {
            desk.unused(&mut said, "waiver-unused", &named, rule, findings);
            continue;
        };
        let mut gravest = None;
        let mut covers = false;
        for at in met {
            let Some(finding) = findings.get_mut(*at) else { continue };
            if !accepted.covers(finding.verdict) {
                gravest = gravest.max(Some(finding.verdict));
                continue;
            }
            covers = true;
            if finding.waived.is_none() {
                finding.related.push(related(Label::Waiver, &waiver.place));
                finding.waived = Some(accepted.waived.clone());
            }
        }
        if let Some(gravest) = gravest.filter(|_| !covers) {
            let args = [("verdict", verdict(gravest)), ("accepted", verdict(accepted.verdict))];
            desk.say(&mut said, "waiver-falls-short", &named, ("verdict", waiver.verdict.span()), &args);
        }
    }
    findings.extend(said);
}

/// The waivers of a filing that count: complete, allowed by what they are about, and not ended.
pub struct Waivers<'f> {
    counting: Vec<(&'f str, &'f str, Accepted)>,
}

impl<'f> Waivers<'f> {
    /// Reads the waivers of a filing. What is wrong with the others, a lint tells.
    pub fn of(policy: &Policy, filing: &'f Filing, days: Days) -> Self {
        let counting = filing.waivers.iter().filter_map(|waiver| {
            let named = Named::of(&waiver.place, &waiver.rule, &waiver.at)?;
            let rule = Known::find(policy, days.judged, named.rule)?;
            let accepted = accept(filing, waiver, rule, days.today).ok()?;
            Some((named.rule, named.at, accepted))
        });
        Waivers { counting: counting.collect() }
    }

    /// The first waiver that accepts a verdict of a rule or an obligation, for one of the ids of its subject.
    pub fn covering(&self, rule: &str, subjects: &[&str], verdict: Verdict) -> Option<&Waived> {
        let covers = |(of, at, accepted): &&(&str, &str, Accepted)| {
            *of == rule && subjects.contains(at) && accepted.covers(verdict)
        };
        self.counting.iter().find(covers).map(|(_, _, accepted)| &accepted.waived)
    }
}

/// What a waiver that counts accepts.
struct Accepted {
    /// The gravest verdict that it covers.
    verdict: Verdict,
    waived: Waived,
}

impl Accepted {
    /// True if a finding that says this is accepted.
    fn covers(&self, verdict: Verdict) -> bool {
        verdict <= self.verdict
    }
}

/// Why a waiver does not count.
enum Refused {
    /// No decision may accept what it is about.
    NotAllowed,
    /// These keys settle nothing.
    Incomplete(Vec<&'static str>),
    /// It ended on this day.
    Ended(Date),
}

/// What a waiver accepts on a day, where it counts.
fn accept(filing: &Filing, waiver: &Waiver, of: Known<'_>, today: Date) -> Result<Accepted, Refused> {
    if !of.waivable() {
        return Err(Refused::NotAllowed);
    }
    let verdict = waiver.verdict.copied().and_then(|word: WaivedVerdict| Verdict::from_word(word.word()));
    let reason = waiver.reason.value().map(|text| text.trim()).filter(|text| !text.is_empty());
    let approval = waiver.approval.copied().and_then(|id| filing.approvals.get(id.at()));
    let until = waiver.until.value().filter(|day| !day.tentative).and_then(|day| day.when);
    let (Some(verdict), Some(reason), Some(approval), Some(until)) = (verdict, reason, approval, until) else {
        let open = [
            ("verdict", verdict.is_none()),
            ("reason", reason.is_none()),
            ("approval", approval.is_none()),
            ("until", until.is_none()),
        ];
        return Err(Refused::Incomplete(open.into_iter().filter(|(_, open)| *open).map(|(key, _)| key).collect()));
    };
    let waived = Waived { reason: reason.to_owned(), approval: approval.id.clone(), until: until.last };
    if waived.until < today { Err(Refused::Ended(waived.until)) } else { Ok(Accepted { verdict, waived }) }
}

/// Whether a waiver runs on for so long after a day that it has in truth no end.
fn is_endless(until: Date, from: Date) -> bool {
    from.checked_add(jiff::Span::new().years(MAX_WAIVER_YEARS)).is_ok_and(|last| until > last)
}

/// What waivers and reasons are compared with.
struct Desk<'d, 'w> {
    speaker: Speaker<'d>,
    world: &'d World<'w>,
    days: Days,
    /// Findings by rule and subject.
    index: BTreeMap<(String, String), Vec<usize>>,
}

/// A rule, or a finding of the program itself.
#[derive(Clone, Copy)]
enum Known<'p> {
    Rule(&'p Rule),
    BuiltIn(&'p BuiltIn),
    /// What an audit asks for: whether it is met is not seen here.
    Obligation,
}

impl<'p> Known<'p> {
    /// What has an id: a rule in the version in force or else in any, a finding of the program, or an obligation.
    fn find(policy: &'p Policy, judged: Date, id: &str) -> Option<Self> {
        let of_id = |rule: &&'p Rule| rule.id == id;
        let rule = policy.rules_on(judged).find(of_id).or_else(|| policy.rules.iter().find(of_id)).map(Known::Rule);
        let built_in = || policy.built_in.get(id).map(Known::BuiltIn);
        let obligation = || policy.obligations.iter().any(|one| one.id == id).then_some(Known::Obligation);
        rule.or_else(built_in).or_else(obligation)
    }

    /// Mistakes of form are mended, not accepted.
    fn waivable(self) -> bool {
        match self {
            Known::Rule(rule) => rule.waivable,
            Known::BuiltIn(entry) => entry.verdict != Verdict::Invalid,
            Known::Obligation => true,
        }
    }

    /// Whether only an audit can tell what it meets.
    fn is_of_audit(self) -> bool {
        matches!(self, Known::Obligation) || matches!(self, Known::Rule(rule) if rule.audit)
    }
}

/// What an entry is about, with the places of its keys.
struct Named<'f> {
    place: &'f Location,
    rule: &'f str,
    rule_span: Option<Span>,
    at: &'f str,
    at_span: Option<Span>,
}

impl<'f> Named<'f> {
    /// Nothing where a key is missing, which the schema has said.
    fn of(place: &'f Location, rule: &'f Field<String>, at: &'f Field<String>) -> Option<Self> {
        let (rule_span, at_span) = (rule.span(), at.span());
        Some(Named { place, rule: rule.value()?, rule_span, at: at.value()?.trim(), at_span })
    }
}

impl<'d, 'w> Desk<'d, 'w> {
    fn new(speaker: Speaker<'d>, world: &'d World<'w>, days: Days, findings: &[Finding]) -> Self {
        let mut index: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        // Without an entry that asks there is nothing to look up.
        let asked = !(world.filing.waivers.is_empty() && world.filing.reasons.is_empty());
        for (at, finding) in findings.iter().enumerate().filter(|_| asked) {
            if finding.verdict != Verdict::Invalid {
                index.entry((finding.rule.clone(), finding.about.id.clone())).or_default().push(at);
            }
        }
        Desk { speaker, world, days, index }
    }

    /// The findings that an entry speaks of.
    fn met(&self, named: &Named<'_>) -> Option<&Vec<usize>> {
        self.index.get(&(named.rule.to_owned(), named.at.to_owned()))
    }

    /// The rule that an entry names, in the version in force; one that does not exist is said.
    fn rule(&self, named: &Named<'_>, said: &mut Vec<Finding>) -> Option<Known<'d>> {
        let found = Known::find(self.speaker.policy, self.days.judged, named.rule);
        if found.is_none() {
            let policy = self.speaker.policy;
            let known = policy.rules.iter().map(|rule| &rule.id).chain(policy.built_in.keys());
            let nearest = suggestion(text::suggest(named.rule, known.map(String::as_str)));
            let args = [("value", Phrase::same(named.rule)), ("suggestion", nearest)];
            self.say(said, "unknown-rule", named, ("rule", named.rule_span), &args);
        }
        found
    }

    /// Says why a waiver does not count.
    fn say_refused(&self, said: &mut Vec<Finding>, waiver: &Waiver, named: &Named<'_>, refused: Refused) {
        match refused {
            Refused::NotAllowed => self.say(said, "waiver-not-allowed", named, ("rule", named.rule_span), &[]),
            Refused::Ended(until) => {
                let args = [("until", day(until)), ("today", day(self.days.today))];
                self.say(said, "waiver-expired", named, ("until", waiver.until.span()), &args);
            }
            Refused::Incomplete(keys) => {
                for key in keys {
                    let span = match key {
                        "verdict" => waiver.verdict.read_at(),
                        "reason" => waiver.reason.read_at(),
                        "approval" => waiver.approval.read_at(),
                        _ => waiver.until.read_at(),
                    };
                    // What is not there at all, or of no known form, has been said by the schema.
                    if span.is_some() {
                        self.say(said, "waiver-incomplete", named, (key, span), &[("key", Phrase::same(key))]);
                    }
                }
            }
        }
    }

    /// Says that an entry meets no finding, and what may have been meant: another subject of the rule, or
    /// another rule of the subject.
    fn unused(&self, said: &mut Vec<Finding>, id: &str, named: &Named<'_>, rule: Known<'_>, findings: &[Finding]) {
        let met = findings.iter().filter(|finding| finding.verdict != Verdict::Invalid);
        let of_rule = met.clone().filter(|finding| finding.rule == named.rule).map(|finding| &*finding.about.id);
        let of_subject = met.filter(|finding| finding.about.id == named.at).map(|finding| &*finding.rule);
        let near = text::suggest(named.at, of_rule).or_else(|| text::suggest(named.rule, of_subject));
        let mut nearest = near.map(str::to_owned);
        let subjects: Vec<facts::Named> = match rule {
            Known::Rule(rule) => self.world.subjects(rule.applies_to).map(|one| self.world.name(one)).collect(),
            Known::BuiltIn(_) | Known::Obligation => Vec::new(),
        };
        if nearest.is_none() && !subjects.iter().any(|subject| subject.id == named.at) {
            let names: Vec<String> = subjects.iter().map(facts::Named::with_way).collect();
            nearest = text::suggest(named.at, names.iter().map(String::as_str)).map(str::to_owned);
        }
        self.say(said, id, named, ("at", named.at_span), &[("suggestion", suggestion(nearest.as_deref()))]);
    }

    /// A finding about an entry, at one of its keys.
    fn say(
        &self,
        said: &mut Vec<Finding>,
        id: &str,
        named: &Named<'_>,
        (key, span): (&str, Option<Span>),
        args: &[(&str, Phrase<'_>)],
    ) {
        let about = About::new(SubjectKind::Filing, named.at, &format!("{}/{key}", named.place.pointer));
        let mut all = vec![("rule", Phrase::same(named.rule)), ("at", Phrase::same(named.at))];
        all.extend(args.iter().cloned());
        let finding = built_in(self.speaker, id, about, span.unwrap_or(named.place.span), &all);
        let discriminator = format!("{} {key}", named.rule);
        said.extend(finding.map(|finding| Finding { discriminator, ..finding }));
    }
}

fn quoted(message: &str, reason: &str, allowed: &[&str], lang: Lang) -> String {
    let allowed = allowed.join(&sentence(lang, "reason.or", &[]));
    sentence(lang, "finding.reasoned", &[("message", message), ("reason", reason), ("allowed", &allowed)])
}

fn related(label: Label, place: &Location) -> Related {
    Related { label, pointer: place.pointer.clone(), span: place.span }
}

fn day<'t>(day: Date) -> Phrase<'t> {
    Phrase::made(move |lang| date(day, lang))
}

fn verdict<'t>(verdict: Verdict) -> Phrase<'t> {
    Phrase::made(move |lang| verdict.name(lang))
}
