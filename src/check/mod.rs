//! Judging: the rules of a policy over the facts of a filing, and the findings that come of it.
//!
//! Owns three-valued evaluation, promises, which finding yields to which, and the findings that the
//! program itself makes. What is required, and how it is said, is the policy's.

mod baseline;
mod builtin;
mod called;
mod choices;
mod drawn;
mod evaluate;
mod gather;
mod input;
mod lacking;
mod owed;
mod promise;
mod remedies;
mod remember;
mod say;
mod selection;
mod speaker;
mod trace;
mod troubles;
mod truth;
mod waiver;

use crate::calendar::Date;
use crate::facts::{Standing, Subject, World};
use crate::finding::{self, Finding, Verdict};
use crate::policy::{Exempt, Policy, Rule};
use crate::vocabulary::facts::SubjectKind;

pub use baseline::Baseline;
pub use builtin::{built_in, of_filing, suggestion};
pub use drawn::{Drawn, drawn};
pub use input::{document_problem, input_problem, unreadable};
pub use owed::{Owed, owed, place};
pub use remedies::{Remedy, SafeguardKeys, remedy};
pub use say::fact_names;
pub use selection::Selection;
pub use speaker::Speaker;
pub use trace::{TraceRow, Traced, trace};
pub use waiver::{Days, Waivers, reasons, waivers};

use evaluate::{Cause, Evaluator, Judgement, Truth};

/// Maximum number of findings shown for one filing.
pub const MAX_FINDINGS: usize = 1_000;

/// Subjects that could be looked at for what a finding costs until it is known to be among those that are shown.
const VISITS_OF_A_FINDING: usize = 10;

/// What one rule says of one subject.
#[derive(Debug)]
pub(crate) enum Said<'w> {
    /// It does not apply.
    NotApplicable,
    /// Whether it applies cannot be told.
    Undecided(Vec<Cause<'w>>),
    /// It asks what cannot be read: what is wrong there is reported as such.
    Unreadable,
    /// It applies and is met.
    Pass,
    /// It applies and is not met, or only promised.
    Found(Verdict, Vec<Cause<'w>>),
}

/// How often a rule applied and passed, for tests of policies.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Subjects to which it applied.
    pub applied: usize,
    /// Of these, subjects that met it.
    pub passed: usize,
}

/// What judging a filing brought to light.
#[derive(Debug, Default)]
pub struct CheckOutcome<'p> {
    /// Findings in the order of what to fix first.
    pub findings: Vec<Finding>,
    /// By rule id, in the order of the policy.
    pub tallies: Vec<(&'p str, Tally)>,
    /// True if a rule in force had something to ask of what the filing says. Those that do not apply ask nothing, nor do
    /// those on how it is written.
    pub asked: bool,
}

/// A finding of a rule before it is put into words.
pub(crate) struct Raw<'p, 'w> {
    pub(crate) rule: &'p Rule,
    pub(crate) subject: Subject,
    pub(crate) verdict: Verdict,
    pub(crate) causes: Vec<Cause<'w>>,
}

/// Judges a filing by the rules in force on a day.
pub fn run<'p>(speaker: Speaker<'p>, world: &World<'_>, day: Date) -> CheckOutcome<'p> {
    let mut judged = by(speaker, world, day, |rule| !rule.audit);
    judged.findings.extend(troubles::of_flows(speaker, world));
    judged.findings.extend(builtin::of_filing(speaker, world));
    finding::sort(&mut judged.findings);
    judged
}

/// Whether a policy asks on a day for records of what was done.
pub fn asks_for_records(policy: &Policy, day: Date) -> bool {
    // A rule about records asks for none: where there is no record, it asks nothing.
    let asks = |rule: &Rule| rule.audit && !rule.editorial && !rule.is_off() && rule.applies_to != SubjectKind::Record;
    policy.obligations.iter().any(|one| one.effective.contains(day)) || policy.rules_on(day).any(asks)
}

/// Judges what was done under a filing by the rules for that in force on a day.
pub fn audit<'p>(speaker: Speaker<'p>, world: &World<'_>, day: Date) -> CheckOutcome<'p> {
    let mut judged = by(speaker, world, day, |rule| rule.audit && rule.applies_to != SubjectKind::Contractor);
    finding::sort(&mut judged.findings);
    judged
}

/// Judges the contractors of a whole register by the rules in force on a day.
pub fn register<'p>(speaker: Speaker<'p>, world: &World<'_>, day: Date) -> CheckOutcome<'p> {
    by(speaker, world, day, |rule| rule.audit && rule.applies_to == SubjectKind::Contractor)
}

fn by<'p>(speaker: Speaker<'p>, world: &World<'_>, day: Date, asks: impl Fn(&Rule) -> bool) -> CheckOutcome<'p> {
    let evaluator = Evaluator::new(world);
    let mut raw = Vec::new();
    let mut undecided = Vec::new();
    let mut unread = Vec::new();
    let mut tallies = Vec::new();
    let mut asked = false;
    for rule in speaker.policy.rules_on(day).filter(|rule| asks(rule)) {
        let mut tally = Tally::default();
        let counts = !rule.editorial && !rule.is_off();
        for subject in world.subjects(rule.applies_to) {
            let said = judge(&evaluator, rule, subject);
            if world.is_exhausted() {
                break;
            }
            if !matches!(said, Said::NotApplicable | Said::Pass) {
                world.may_visit(VISITS_OF_A_FINDING);
            }
            asked |= counts && !matches!(said, Said::NotApplicable);
            match said {
                Said::NotApplicable => {}
                Said::Unreadable => unread.push((rule, subject)),
                Said::Undecided(causes) => undecided.push((rule, subject, causes)),
                Said::Pass => {
                    tally.applied += 1;
                    tally.passed += 1;
                }
                Said::Found(verdict, _) if rule.silent.contains(&verdict) => tally.applied += 1,
                Said::Found(verdict, causes) => {
                    tally.applied += 1;
                    raw.push(Raw { rule, subject, verdict, causes });
                }
            }
        }
        tallies.push((rule.id.as_str(), tally));
    }
    let mut findings = gather::settle(speaker, world, day, raw, (undecided, unread));
    if world.is_exhausted() {
        findings.extend(input::exhausted(speaker, world.filing));
    }
    CheckOutcome { findings, tallies, asked }
}

/// What one rule says of one subject.
pub(crate) fn judge<'w>(evaluator: &Evaluator<'_, 'w>, rule: &Rule, subject: Subject) -> Said<'w> {
    // What does not apply needs no reasons; a trace shows them all the same.
    let truth = |condition| (!evaluator.is_tracing()).then(|| evaluator.truth(condition, subject, subject));
    match truth(&rule.when) {
        Some(Truth::False) => return Said::NotApplicable,
        Some(Truth::True) => {}
        _ => {
            let when = evaluator.condition(&rule.when, subject, subject);
            match when.truth {
                Truth::False => return Said::NotApplicable,
                Truth::Unknown if when.standing == Standing::Unreadable => return Said::Unreadable,
                Truth::Unknown => return Said::Undecided(when.causes),
                Truth::True => {}
            }
        }
    }
    for exempt in &rule.exempt {
        // A reason stands in the filing: it is weighed once there is a finding to be answered.
        let Exempt::When(exempt) = exempt else { continue };
        if truth(exempt).is_some_and(|truth| truth != Truth::True) {
            continue;
        }
        let exempt = evaluator.condition(exempt, subject, subject);
        if exempt.truth == Truth::True && exempt.standing == Standing::Stated {
            return Said::NotApplicable;
        }
    }
    if !evaluator.is_tracing() && evaluator.holds(&rule.require, subject, subject) {
        return Said::Pass;
    }
    let require = evaluator.condition(&rule.require, subject, subject);
    if require.standing == Standing::Unreadable {
        return Said::Unreadable;
    }
    match verdict(&require) {
        None => Said::Pass,
        Some(Verdict::Violation) if rule.absent_is_unstated => Said::Found(Verdict::Unstated, require.causes),
        // A rule that never asks for anything to be written is content with a promise of what it asks, and not with one
        // of what it forbids.
        Some(Verdict::Promised) if !asks_to_write(rule) => Said::Pass,
        Some(Verdict::Unstated) if !asks_to_write(rule) && require.truth == Truth::False => {
            Said::Found(Verdict::Violation, require.causes)
        }
        Some(verdict) => Said::Found(verdict, require.causes),
    }
}

fn asks_to_write(rule: &Rule) -> bool {
    rule.message.contains_key(&Verdict::Unstated) || rule.message.contains_key(&Verdict::Promised)
}

fn verdict(require: &Judgement<'_>) -> Option<Verdict> {
    match (require.truth, require.standing) {
        (Truth::True, Standing::Stated) => None,
        (Truth::True, Standing::Promised) => Some(Verdict::Promised),
        (Truth::False, Standing::Stated) => Some(Verdict::Violation),
        (_, Standing::Elsewhere) => Some(Verdict::Elsewhere),
        _ => Some(Verdict::Unstated),
    }
}
