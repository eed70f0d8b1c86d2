//! From raw findings to findings: one for each cause, silent where another already speaks, with the
//! facts that other rules lacked joined in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::iter::successors;

use super::evaluate::{Cause, Evaluator, Truth};
use super::promise::FoundPromise;
use super::speaker::Speaker;
use super::{Raw, builtin, say};
use crate::calendar::Date;
use crate::facts::{Named, Standing, Subject, World};
use crate::finding::{About, Finding, Label, Related, Verdict};
use crate::policy::{Policy, Rule, Sentence};
use crate::source::Span;
use crate::vocabulary::facts::{FactId, SubjectKind};

/// A rule, what it was asked of, and why it could not tell whether it applies.
pub(super) type Undecided<'p, 'w> = (&'p Rule, Subject, Vec<Cause<'w>>);

/// A rule and what it was asked of in vain, as what it asks cannot be read.
pub(super) type Unread<'p> = (&'p Rule, Subject);

/// Settles which raw findings stand, and puts them into words.
pub(super) fn settle<'p, 'w>(
    speaker: Speaker<'p>,
    world: &World<'w>,
    day: Date,
    raw: Vec<Raw<'p, 'w>>,
    (undecided, unread): (Vec<Undecided<'p, 'w>>, Vec<Unread<'p>>),
) -> Vec<Finding> {
    let mut items: Vec<Item<'p, 'w>> = raw.into_iter().map(|raw| Item::of(world, raw)).collect();
    yield_to_others(world, &mut items, &unread);
    let open = open_facts(world, undecided);
    let open = join_in(speaker.policy, world, day, &mut items, open);
    let mut items = one_per_subject(items);
    // What was joined in may have changed what a finding says.
    items.retain(|item| !item.raw.rule.silent.contains(&item.raw.verdict));
    let mut told = say::ToldSteps::new();
    let evaluator = Evaluator::new(world);
    let mut findings: Vec<Finding> = items.iter().map(|item| put(speaker, &evaluator, &mut told, item)).collect();
    findings.extend(builtin::fact_unstated(speaker, world, open));
    findings
}

struct Item<'p, 'w> {
    raw: Raw<'p, 'w>,
    named: Named,
    same: Same,
}

/// What a finding is about: its kind, and an id that all ways of a hop and all copies of a place share. Ids and pointers of
/// records name them in their file alone, so that records are told apart by their position.
type Same = (SubjectKind, Option<usize>, String);

fn same(subject: Subject, named: &Named) -> Same {
    match subject.kind {
        SubjectKind::Record => (subject.kind, Some(subject.at), String::new()),
        kind => (kind, None, named.id.clone()),
    }
}

impl<'p, 'w> Item<'p, 'w> {
    fn of(world: &World<'w>, raw: Raw<'p, 'w>) -> Self {
        let named = world.name(raw.subject);
        let same = same(raw.subject, &named);
        Item { raw, named, same }
    }

    /// Where it stands in the filing; nowhere for a record.
    fn pointer(&self) -> Option<&str> {
        (self.raw.subject.kind != SubjectKind::Record).then_some(&self.named.pointer)
    }
}

/// Facts that rules lacked to see whether they apply: by subject, with the rules that lacked them.
pub(super) struct Open<'w> {
    pub(super) subject: Subject,
    pub(super) causes: Vec<Cause<'w>>,
    pub(super) rules: Vec<String>,
}

/// Silences rules that yield to another which reports the same subject, or one around it.
/// One that cannot be read might report it as well.
fn yield_to_others<'p, 'w>(world: &World<'w>, items: &mut Vec<Item<'p, 'w>>, unread: &[Unread<'p>]) {
    let heeded: HashSet<&str> = items.iter().flat_map(|item| &item.raw.rule.yields_to).map(String::as_str).collect();
    let mut subjects: HashSet<(&str, &Same)> = HashSet::with_capacity(items.len());
    let mut pointers: HashSet<(&str, &str)> = HashSet::with_capacity(items.len());
    let unread = unread.iter().filter(|(rule, _)| heeded.contains(rule.id.as_str()));
    let raw =
        |(rule, subject): &Unread<'p>| Raw { rule, subject: *subject, verdict: Verdict::Invalid, causes: Vec::new() };
    let unread: Vec<Item<'p, 'w>> = unread.map(|one| Item::of(world, raw(one))).collect();
    for item in items.iter().filter(|item| heeded.contains(item.raw.rule.id.as_str())).chain(&unread) {
        let rule: &str = &item.raw.rule.id;
        subjects.insert((rule, &item.same));
        pointers.extend(item.pointer().map(|pointer| (rule, pointer)));
    }
    let yields = |item: &Item<'_, '_>| {
        item.raw.rule.yields_to.iter().any(|rule| {
            // A contract is the same thing as the part it is: what has the same pointer is no other subject.
            let mut around = successors(item.pointer(), |pointer| Some(pointer.rsplit_once('/')?.0));
            subjects.contains(&(rule.as_str(), &item.same))
                || around.any(|pointer| pointers.contains(&(rule.as_str(), pointer)))
        })
    };
    let silent: Vec<bool> = items.iter().map(yields).collect();
    let mut silent = silent.into_iter();
    items.retain(|_| !silent.next().unwrap_or_default());
}

fn open_facts<'w>(world: &World<'w>, undecided: Vec<Undecided<'_, 'w>>) -> Vec<Open<'w>> {
    let mut all: BTreeMap<Subject, Open<'w>> = BTreeMap::new();
    for (rule, subject, causes) in undecided {
        let lacking: Vec<Cause<'_>> = causes
            .into_iter()
            .filter(|cause| matches!(cause.standing, Standing::Unstated | Standing::Elsewhere))
            // What comes first in a rule decides whether the rest matters.
            .take(1)
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let open = all.entry(subject).or_insert_with(|| Open { subject, causes: Vec::new(), rules: Vec::new() });
        for cause in lacking {
            if !open
                .causes
                .iter()
                .any(|known| known.fact == cause.fact && same_thing(world, known.subject, cause.subject))
            {
                open.causes.push(cause);
            }
        }
        if !open.rules.contains(&rule.id) {
            open.rules.push(rule.id.clone());
        }
    }
    all.into_values().collect()
}

/// Two ways of one hop are the same thing where a fact is the hop's own.
fn same_thing(world: &World<'_>, one: Subject, other: Subject) -> bool {
    one == other
        || (one.kind == SubjectKind::Hop
            && other.kind == SubjectKind::Hop
            && world.custody.hops[one.at].handover == world.custody.hops[other.at].handover)
}

/// Joins lacking facts into the finding of the rule that gathers them, and takes from that finding
/// what another finding already names. What no rule gathers is handed back.
fn join_in<'p, 'w>(
    policy: &'p Policy,
    world: &World<'w>,
    day: Date,
    items: &mut Vec<Item<'p, 'w>>,
    open: Vec<Open<'w>>,
) -> Vec<Open<'w>> {
    let mut left = Vec::new();
    // What a finding already says to be missing; and where the findings stand that gather.
    let said = items.iter().filter(|item| !item.raw.rule.gathers).flat_map(|item| &item.raw.causes);
    let said = said.filter(|cause| cause.standing != Standing::Stated);
    let said: HashSet<(FactId, Subject)> = said.map(|cause| (cause.fact, cause.subject)).collect();
    let mut gathering: HashMap<Subject, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.raw.rule.gathers) {
        gathering.entry(item.raw.subject).or_insert(at);
    }
    for mut open in open {
        open.causes.retain(|cause| !said.contains(&(cause.fact, cause.subject)));
        if open.causes.is_empty() {
            continue;
        }
        // What is in an annex is no gap of the filing: it is noted, not asked for.
        let (annexed, lacking): (Vec<Cause<'_>>, Vec<Cause<'_>>) =
            open.causes.into_iter().partition(|cause| cause.standing == Standing::Elsewhere);
        if !annexed.is_empty() {
            left.push(Open { causes: annexed, rules: open.rules.clone(), ..open });
        }
        if lacking.is_empty() {
            continue;
        }
        open.causes = lacking;
        let gatherer = policy.rules_on(day).find(|rule| rule.gathers && rule.applies_to == open.subject.kind);
        let Some(rule) = gatherer else {
            left.push(open);
            continue;
        };
        match gathering.get(&open.subject).and_then(|at| items.get_mut(*at)) {
            Some(item) => {
                if matches!(item.raw.verdict, Verdict::Promised | Verdict::Elsewhere) {
                    item.raw.verdict = Verdict::Unstated;
                    item.raw.causes.clear();
                }
                for cause in open.causes {
                    if !item.raw.causes.iter().any(|known| known.fact == cause.fact) {
                        item.raw.causes.push(cause);
                    }
                }
            }
            None => {
                let raw = Raw { rule, subject: open.subject, verdict: Verdict::Unstated, causes: open.causes };
                items.push(Item::of(world, raw));
            }
        }
    }
    let mut taken: HashMap<String, HashSet<FactId>> = HashMap::new();
    for item in items.iter().filter(|item| !item.raw.rule.gathers) {
        taken.entry(item.named.id.clone()).or_default().extend(item.raw.causes.iter().map(|cause| cause.fact));
    }
    for item in items.iter_mut().filter(|item| item.raw.rule.gathers) {
        if let Some(taken) = taken.get(&item.named.id) {
            item.raw.causes.retain(|cause| !taken.contains(&cause.fact));
        }
    }
    items.retain(|item| !item.raw.rule.gathers || !item.raw.causes.is_empty());
    left
}

/// One finding for a rule and a subject: of several ways, the gravest; of what is missing, all.
fn one_per_subject<'p, 'w>(items: Vec<Item<'p, 'w>>) -> Vec<Item<'p, 'w>> {
    let mut kept: Vec<Item<'p, 'w>> = Vec::new();
    let mut first: HashMap<(&str, Same), usize> = HashMap::with_capacity(items.len());
    for item in items {
        // Groups of one place that end differently are told apart by their data.
        if item.raw.subject.kind == SubjectKind::Holding {
            kept.push(item);
            continue;
        }
        let key = (item.raw.rule.id.as_str(), item.same.clone());
        let at = *first.entry(key).or_insert(kept.len());
        let twin = kept.get_mut(at);
        match twin {
            None => kept.push(item),
            Some(other) if item.raw.rule.gathers => {
                let lacking = item.raw.causes.into_iter();
                let known: Vec<_> = other.raw.causes.iter().map(|cause| cause.fact).collect();
                other.raw.causes.extend(lacking.filter(|cause| !known.contains(&cause.fact)));
                other.raw.verdict = other.raw.verdict.max(item.raw.verdict);
            }
            Some(other) => {
                let graver = weight(&item) > weight(other);
                if graver {
                    *other = item;
                }
            }
        }
    }
    kept
}

fn weight(item: &Item<'_, '_>) -> (Option<crate::finding::Severity>, Verdict) {
    (item.raw.rule.severity.get(&item.raw.verdict).copied(), item.raw.verdict)
}

fn put(speaker: Speaker<'_>, evaluator: &Evaluator<'_, '_>, told: &mut say::ToldSteps, item: &Item<'_, '_>) -> Finding {
    let (world, lang) = (evaluator.world, speaker.lang);
    let Raw { rule, subject, verdict, causes } = &item.raw;
    let special = rule
        .severity_when
        .iter()
        .filter(|(of, ..)| of == verdict)
        .find(|(_, when, _)| evaluator.truth(when, *subject, *subject) == Truth::True);
    let usual = || rule.severity.get(verdict).or(rule.severity.get(&Verdict::Unstated)).copied();
    let severity = special.map(|(_, _, severity)| *severity).or_else(usual);
    let about = About::of(*subject, &item.named.id, &item.named.pointer);
    let span = point(item);
    let mut finding = Finding::at(about, span, *verdict, severity.unwrap_or(crate::finding::Severity::Note));
    let message = match sentence(evaluator, rule, *verdict, *subject) {
        Some(sentence) => {
            let (message, filled) = say::sentence(world, rule, sentence, *subject, causes, lang);
            finding.told = filled;
            message
        }
        None => builtin::elsewhere(speaker, world, *subject, &item.named, causes),
    };
    finding = finding.says(&rule.id, rule.title.get(lang), message);
    finding.gravest = rule.gravest();
    finding.help = rule.help.get(lang).to_owned();
    let own = causes.iter().filter(|cause| cause.subject == *subject);
    finding.fact = own.min_by_key(|cause| cause.standing == Standing::Stated).map(|cause| cause.fact);
    finding.basis = rule.basis.iter().map(|basis| basis.quoted(lang)).collect();
    if subject.kind == SubjectKind::Holding {
        let holding = &world.custody.holdings[subject.at];
        let sets = holding.data.iter().map(|set| world.filing.data[set.at()].id.as_str());
        finding.discriminator = sets.collect::<Vec<_>>().join(",");
        finding.witness = say::witness(world, told, &world.custody.witness(holding.example), lang);
        finding.related.extend(holding.cover.as_ref().filter(|cover| cover.planned).map(|cover| Related {
            label: Label::PlannedEnd,
            pointer: cover.place.pointer.clone(),
            span: cover.place.span,
        }));
    }
    let mut sources: Vec<&FoundPromise<'_>> = Vec::new();
    for source in causes.iter().filter_map(|cause| cause.source.as_ref()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    finding.related.extend(sources.into_iter().map(|source| Related {
        label: Label::Promise { name: source.text(world, lang), row: source.row() },
        pointer: source.place.pointer.clone(),
        span: source.place.span,
    }));
    finding
}

/// The sentence for a verdict: the first whose condition holds; what is only promised without words
/// of its own is said as not written.
fn sentence<'r>(
    evaluator: &Evaluator<'_, '_>,
    rule: &'r Rule,
    verdict: Verdict,
    subject: Subject,
) -> Option<&'r Sentence> {
    let fallback = (verdict == Verdict::Promised).then(|| rule.message.get(&Verdict::Unstated)).flatten();
    let all = rule.message.get(&verdict).or(fallback)?;
    all.iter().find(|sentence| evaluator.truth(&sentence.when, subject, subject) == Truth::True)
}

/// A finding points at the value that is wrong, or at the key under which the missing one belongs;
/// else at its subject.
fn point(item: &Item<'_, '_>) -> Span {
    let here = |cause: &&Cause<'_>| cause.subject == item.raw.subject;
    let found = match item.raw.verdict {
        Verdict::Violation => item.raw.causes.iter().filter(here).find_map(|cause| cause.span),
        // What is missing, else what is written too vaguely to tell.
        Verdict::Unstated => [Standing::Unstated, Standing::Stated].into_iter().find_map(|standing| {
            let causes = item.raw.causes.iter().filter(here).filter(|cause| cause.standing == standing);
            causes.into_iter().find_map(|cause| cause.span)
        }),
        Verdict::Elsewhere => item.raw.causes.iter().find_map(|cause| cause.span),
        _ => None,
    };
    found.unwrap_or(item.named.span)
}
